"""Sources on the screen: the list, and everything known of one on a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from desk import moments
from desk.sources import knowledge
from desk.tables import Column, plain, plain_lines, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rich.console import RenderableType

    from crawler.sources import Source

_STYLES = {"works": "green", "sample": "green", "broken": "red", "conflict": "yellow"}
_ID = Column("id", "source", style="cyan")
_IN = Column("country", "in")
_NEAR = Column("near", "near")
# in the order of what they are worth: a narrow window shows the first of them only
_MORE = (
    Column("status", "road"),
    Column("as_of", "since"),
    Column("watched", "watched"),
    Column("group", "group"),
    Column("languages", "languages"),
)
_LONG = (
    Column("name", "name", flexible=True),
    Column("roads", "roads, and since when"),
)
_WAYS = {knowledge.CONFIRMED: "roads", knowledge.DISCOVERED: "discovery", knowledge.OFF: "off"}
_NARROW = 75


def source_list(lines: Iterable[Mapping[str, Any]], near: Mapping[str, str], width: int) -> Table:
    """A line a source, from records of ``knowledge.record`` with ``as_of`` of the best road.

    ``near`` marks sources by id; ``width`` in letters decides how many columns there are.
    """
    rows = [_line(line, near) for line in lines]
    # nothing but a blank between the cells: all of them stand side by side in 80 letters
    grid = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    shown = _fitting([_ID, _IN, *([_NEAR] if near else []), *_MORE], rows, width)
    for column in shown:
        grid.add_column(column.heading, style=column.style, no_wrap=True)
    for row in rows:
        grid.add_row(*(row[column.key] for column in shown))
    return grid


def _fitting(columns: list[Column], rows: list[dict[str, Any]], width: int) -> list[Column]:
    """The columns that fit side by side, the first three in any case."""
    kept: list[Column] = []
    left = width + 1
    for column in columns:
        left -= 1 + max(len(column.heading), *(len(row[column.key]) for row in rows))
        if left < 0 and len(kept) >= len(columns) - len(_MORE) + 1:
            break
        kept.append(column)
    return kept


def _line(line: Mapping[str, Any], near: Mapping[str, str]) -> dict[str, Any]:
    status = line["status"] or "none"
    return {
        "id": line["id"],
        "country": line["country"],
        "near": near.get(line["id"], ""),
        "status": Text(status, style=_STYLES.get(status, "not dim")),
        "as_of": str(line["as_of"] or "unknown"),
        "watched": _WAYS[line["watched_by"]],
        "group": line["group"],
        "languages": " ".join(line["languages"]),
    }


def long_list(lines: Iterable[Mapping[str, Any]], near: Mapping[str, str], width: int) -> Table:
    """Some lines a source, from records of ``knowledge.record``; fits any window."""
    rows = [_row(line, near) for line in lines]
    if width >= _NARROW:
        return table((_ID, _IN, *([_NEAR] if near else []), *_LONG), rows)
    # side by side, names and words would be broken
    stacked = [
        {"name": Group(Text(row["id"], style="cyan"), row["name"], row["roads"])} for row in rows
    ]
    return table(_LONG[:1], stacked)


def _row(line: Mapping[str, Any], near: Mapping[str, str]) -> dict[str, Any]:
    run = moments.show(line["last_run_at"])
    last = f"last run {run}" if run else "never run"
    below = f"{line['group']} · {' '.join(line['languages'])} · {line['watched_by']} · {last}"
    return {
        "id": line["id"],
        "country": line["country"],
        "near": near.get(line["id"], ""),
        "name": Group(Text(plain(line["name"])), Text(plain(below), style="dim")),
        "roads": Group(*(_road(kind, told) for kind, told in line["roads"].items())),
    }


def _road(kind: str, told: Mapping[str, Any]) -> Text:
    text = Text(f"{kind:<8}", style="dim")
    text.append(f"{told['status']:<9}", style=_STYLES.get(told["status"], "not dim"))
    return text.append(told["as_of"] or "unknown")


def card(source: Source, facts: Mapping[str, Any]) -> Group:
    """Everything known of one source. ``facts``: file, last_run_at, learnt, roads (``habits``)."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in (*_identity(source), *_watching(source, facts), *_rules(source)):
        if value:
            grid.add_row(name, Text(plain_lines(value)))
    return Group(Text(plain(source.name), style="bold"), grid, _road_table(source, facts["roads"]))


def _identity(source: Source) -> Iterator[tuple[str, str]]:
    yield "id", source.id
    yield "names", "\n".join(f"{code}: {name}" for code, name in source.names.items())
    yield "group", f"{source.group}, {source.country}"
    yield "languages", ", ".join(source.languages)
    yield "editions", "\n".join(f"{one.language}: {one.url}" for one in source.editions)
    yield "region", source.region or ""
    yield "towns", ", ".join(source.towns)
    yield "front page", source.front_page
    yield "hosts", ", ".join(source.hosts)


def _watching(source: Source, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "watched", knowledge.watched_by(source)
    yield "last run", moments.show(facts["last_run_at"]) or "never"
    yield "known", _known(source)
    yield "learnt", _learnt(facts["learnt"])
    yield "asked", f"every {source.interval_minutes} minutes, {source.delay_seconds:g} s apart"
    yield "rendered", "in a browser" if source.render == "browser" else ""


def _known(source: Source) -> str:
    told = source.expect
    return _habits(told.articles_a_day, told.words, told.dated, told.signed)


def _learnt(learnt: Mapping[str, Any] | None) -> str:
    if learnt is None:
        return "nothing yet"
    words = tuple(learnt["words"]) if learnt["words"] else None
    told = _habits(learnt["listed_a_day"], words, learnt["dated"], learnt["signed"])
    return f"{told or 'no habits yet'} (from {learnt['articles']} stored articles)"


def _habits(
    a_day: float | None, words: tuple[int, ...] | None, dated: float | None, signed: float | None
) -> str:
    parts = [
        f"{a_day:g} articles a day" if a_day is not None else "",
        f"{words[0]} to {words[1]} words" if words else "",
        f"{dated:.0%} dated" if dated is not None else "",
        f"{signed:.0%} signed" if signed is not None else "",
    ]
    return ", ".join(filter(None, parts))


def _rules(source: Source) -> Iterator[tuple[str, str]]:
    yield "articles", "\n".join(source.article_url_re) or "told by their look"
    yield "left out", "\n".join(source.skip_url_re)
    yield "terms", source.terms or "not known"
    yield "notes", source.notes


def _road_table(source: Source, answers: Iterable[Mapping[str, Any]]) -> Table:
    columns = (
        Column("kind", "kind"),
        Column("status", "status"),
        Column("since", "since"),
        Column("url", "address", flexible=True),
    )
    told = {answer["url"]: answer for answer in answers}
    rows = [
        {
            "kind": kind,
            "status": Text(road.status, style=_STYLES.get(road.status, "")),
            "since": str(knowledge.since(road, source) or "unknown"),
            "url": _address(road.url, told.pop(road.url, None), road.language, road.note),
        }
        for kind, roads in knowledge.roads_by_kind(source).items()
        for road in roads
    ]
    return table(columns, [*rows, *map(_found, told.values())])


def _found(answer: Mapping[str, Any]) -> dict[str, RenderableType]:
    """A road that is not in the file: found on the site, or its front page."""
    return {
        "kind": answer["kind"],
        "status": answer["origin"],
        "since": "",
        "url": _address(answer["url"], answer),
    }


def _address(
    url: str, answer: Mapping[str, Any] | None, language: str | None = None, note: str = ""
) -> Group:
    lines = [Text(plain(url), overflow="fold")]
    told = ", ".join(filter(None, (language, note)))
    if told:
        lines.append(Text(plain(told), style="dim"))
    if answer:
        lines.append(Text(plain(_last_answer(answer)), style="dim"))
    if answer and answer["trouble"]:
        lines.append(Text(plain(answer["trouble"]), style="yellow"))
    return Group(*lines)


def _last_answer(answer: Mapping[str, Any]) -> str:
    parts = [f"asked {moments.show(answer['checked_at'])}"]
    if answer["entries"]:
        parts.append(f"{answer['entries']} entries")
    if answer["entries_a_day"] is not None:
        parts.append(f"{answer['entries_a_day']:g} a day")
    if answer["due_at"]:
        parts.append(f"next {moments.show(answer['due_at'])}")
    return ", ".join(parts)
