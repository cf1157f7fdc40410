"""A timeline on the screen and as flat rows: a line a story, an edit, a removal. Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text

from crawler.verdict import counted
from desk import moments
from desk.diffview import called, in_a_line
from desk.figures import figure, number
from desk.tables import ALMATY, Column, plain, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from desk.timelines import Line

Record = dict[str, Any]
COLUMNS: Final = (
    "at", "published_at", "precision", "last_at", "what", "events", "happened", "place",
    "figures", "title", "language", "languages", "source", "source_id", "sources", "reports",
    "copies", "changes", "announced", "why", "is_copy", "story_id", "article_id", "url",
)  # fmt: skip
_FIGURES: Final = 5
_COLUMNS: Final = (
    Column("at", "when"),
    Column("what", "what"),
    Column("language", "lg"),
    Column("title", "title", flexible=True),
)
_STYLES: Final = {"edit": "yellow", "removal": "red", "report": "dim"}


def row(line: Line) -> Record:
    """A line for CSV: lists in one cell, figures and changes in words."""
    record = asdict(line)
    return {name: record[name] for name in COLUMNS if name in record} | {
        "events": [event["kind"] for event in line.events],
        "happened": _different(event["moment"] for event in line.events),
        "place": _different(event["place"] for event in line.events),
        "figures": [*map(_figure, line.figures)],
        "changes": in_a_line(line.changes) if line.changes else "",
    }


def _different(words: Any) -> list[str]:
    return list(dict.fromkeys(filter(None, words)))


def timeline(lines: Sequence[Line]) -> RenderableType:
    """The lines as a table that fits the window."""
    return table(_COLUMNS, map(_cells, lines), foot=f"{ALMATY}; a story stands at its first report")


def _cells(line: Line) -> dict[str, RenderableType]:
    kinds = [event["kind"] for event in line.events]
    name = "\n".join(kinds) or ("report" if line.what == "story" else line.what)
    below = [Text(plain(words), style="dim") for words in _notes(line) if words]
    return {
        "at": moments.show(line.at, line.precision),
        "what": Text(name, style=_STYLES.get(name, "")),
        "language": line.language,
        "title": Group(Text(plain(line.title)), *below),
    }


def _notes(line: Line) -> Iterator[str]:
    """What stands below a title: what happened, who told it, where to read on."""
    if line.what == "story":
        yield "; ".join(filter(None, (_scene(line), _figures(line))))
        yield f"{_tellers(line)} · {_number(line)}"
        return
    if line.what == "edit":
        flags = ", ".join(map(called, line.flags))
        yield f"{flags}{'' if line.announced else ', not announced'}"
        yield in_a_line(line.changes) if line.changes else ""
    else:
        yield f"taken away by the site: {line.why or 'no reason told'}"
    yield f"{line.source} · {'copy of ' if line.is_copy else ''}article {line.article_id}"


def _scene(line: Line) -> str:
    places = _different(event["place"] for event in line.events)
    days = _different(event["moment"] for event in line.events)
    # the day of the report says it already
    told = [day for day in days if day != moments.show(line.at, line.precision)[:10]]
    return " ".join(filter(None, (", ".join(places), f"({', '.join(told)})" if told else "")))


def _figures(line: Line) -> str:
    shown = [_figure(one) for one in line.figures[:_FIGURES]]
    more = len(line.figures) - len(shown)
    return ", ".join([*shown, *([f"{more} more"] if more else [])])


def _figure(one: Record) -> str:
    disputed = one.get("disputed")
    others = f" (disputed: {', '.join(map(number, disputed))})" if disputed else ""
    return f"{figure(one, quoted=False)}{others}".removeprefix("people ")


def _tellers(line: Line) -> str:
    more = len(line.sources) - 1
    reports = f"{counted(line.reports, 'report')}, " if line.reports > 1 else ""
    copies = f"{counted(line.copies, 'copy', 'copies')}, " if line.copies else ""
    others = f" and {counted(more, 'other source')}" if more > 0 else ""
    spoken = f" ({', '.join(line.languages)})" if len(line.languages) > 1 else ""
    return f"{reports}{copies}{line.source}{others}{spoken}"


def _number(line: Line) -> str:
    return f"article {line.article_id}" if line.story_id is None else f"story {line.story_id}"
