"""``kenwatch explain`` on the screen: the verdicts, their reasons, and the text with its marks."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text

from desk.evidencemarks import (
    BOTH,
    STYLES,
    UNDONE,
    bracketed,
    coloured,
    marks,
    not_meant,
    reasons_of,
)
from desk.queries import TOPICS
from desk.tables import Column, address, page, plain, table
from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.relevance.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from desk.evidencemarks import Record

_FIELDS: Final = ("title", "lead", "text")
_READABLE = 100
_ROWS = 12
_WORDS = 4


def explanation(found: Record, width: int, *, in_colour: bool) -> RenderableType:
    """All of it, wrapped to the window, at most 100 letters wide.

    ``found`` is what ``explained.article`` gives. Without colours brackets mark the words.
    """
    parts: list[RenderableType] = [*_head(found), Text()]
    for topic, verdict in found["topics"].items():
        parts += [_verdict_line(topic, verdict), *_reasons(verdict["reasons"])]
    parts += [*_other_readings(found["entities"]), *_legend(found, in_colour=in_colour)]
    for name in _FIELDS:
        if name != "lead" or found["lead"] not in found["text"]:
            parts += [_field(found, name, in_colour=in_colour), Text()]
    return page(Group(*parts[:-1]), width, _READABLE)


def _head(found: Record) -> Iterator[Text]:
    yield Text(plain(found["title"]), style="bold")
    number = () if found["id"] is None else (str(found["id"]),)
    flags = (", ".join(found["flags"]),) if found["flags"] else ()
    yield Text(plain(" · ".join((*number, found["language"], *flags))))
    yield address(found["url"])


def _verdict_line(topic: str, verdict: Record) -> Text:
    line = Text().append(f"{TOPICS[topic]}:", style="bold")
    line.append(" yes" if verdict["relevant"] else " no", style="bold")
    return line.append(f"  score {verdict['score']:.4g}, {verdict['enough']:g} is enough")


def _reasons(reasons: Sequence[Record]) -> Iterator[RenderableType]:
    """One row a term, what adds most first; what was undone for one reason is a row too."""
    groups: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for one in reasons:
        is_undone = one["note"] and not one["added"]
        groups[one["term"], one["language"], one["note"] if is_undone else ""].append(one)
    rows = sorted(map(_reason, groups.values()), key=lambda row: -row["points"])
    columns = [
        Column("added", "added", "right"),
        Column("words", "words", flexible=True),
        Column("term", "term", flexible=True),
        Column("where", "in"),
    ]
    if any(row["note"] for row in rows[:_ROWS]):
        columns.append(Column("note", "note", flexible=True))
    yield from _rows(columns, rows)


def _reason(group: Sequence[Record]) -> dict[str, Any]:
    points = sum(one["added"] for one in group)
    first = group[0]
    language = "" if first["language"] == "und" else f" ({first['language']})"
    where = {one["where"] for one in group}
    return {
        "points": points,
        "added": f"{points:+.2f}" if points else "0",
        "words": _words(one["words"] for one in group),
        "term": f"{_called(first['term'])}{language}",
        "where": ", ".join(name for name in _FIELDS if name in where),
        "note": ", ".join(dict.fromkeys(one["note"] for one in group if one["note"])),
    }


def _called(term: str) -> str:
    """What a term or an entity is called in plain English."""
    known = vocabulary().terms.get(term)
    if known is not None:
        return known.concept
    held = gazetteer()
    named = held.places.get(term) or held.companies.get(term) or held.assets.get(term)
    return named.name_en if named else term


def _words(words: Iterable[str]) -> str:
    """«шахте», «шахты» ×2, …: different words in order, with how often."""
    counts = Counter(map(plain, words))
    told = [f"«{one}»" if times == 1 else f"«{one}» ×{times}" for one, times in counts.items()]
    return ", ".join([*told[:_WORDS], *(["…"] if len(told) > _WORDS else [])])


def _rows(columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> Iterator[RenderableType]:
    """A table, cut short where it is long, with a blank line behind it."""
    if not rows:
        yield Text()
        return
    # a table ends with a blank line of its own
    yield table(
        columns, [{column.key: row[column.key] for column in columns} for row in rows[:_ROWS]]
    )
    if len(rows) > _ROWS:
        yield Text(f"  … and {len(rows) - _ROWS} more, --json has all\n", style="dim")


def _other_readings(entities: Iterable[Record]) -> Iterator[RenderableType]:
    groups: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for one in not_meant(entities):
        groups[one["id"], one["kind"], one["note"]].append(one)
    rows = [
        {
            "words": _words(one["surface"] for one in held),
            "name": f"{name} ({kind})",
            "sure": f"{max(one['confidence'] for one in held):.2f}",
            "note": note or "no sign that it is meant",
        }
        for (name, kind, note), held in groups.items()
    ]
    columns = [
        Column("words", "words", flexible=True),
        Column("name", "name", flexible=True),
        Column("sure", "sure", "right"),
        Column("note", "because", flexible=True),
    ]
    if rows:
        yield Text("Words not taken for the name that they resemble:", style="bold")
        yield from _rows(columns, rows)


def _legend(found: Record, *, in_colour: bool) -> Iterator[Text]:
    if not in_colour:
        return
    topics = {one["topic"] for one in reasons_of(found) if one["added"]}
    styles = {TOPICS[name]: style for name, style in STYLES.items() if name in topics}
    shown = {mark.style for name in _FIELDS for mark in marks(found, name)}
    styles |= {"both": BOTH} if BOTH in shown else {}
    undone = UNDONE in shown
    styles |= {"undone, or not meant": UNDONE} if undone else {}
    if styles:
        told = Text()
        for name, style in styles.items():
            told.append(f" {name} ", style=style).append("  ")
        yield from (told, Text())


def _field(found: Record, name: str, *, in_colour: bool) -> Text:
    held = marks(found, name)
    text = coloured(found[name], held) if in_colour else Text(bracketed(found[name], held))
    if name == "title":
        text.stylize_before("bold")
    return text
