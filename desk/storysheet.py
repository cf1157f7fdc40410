"""Stories on the screen: the list, and one of them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text

from crawler.verdict import counted
from desk import moments, storyfigureview
from desk.copysheet import gone
from desk.diffview import called
from desk.tables import ALMATY, Column, page, plain, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from desk.storycards import Story, StoryLine

Record = dict[str, Any]
_READABLE: Final = 120
_NAMED: Final = 6  # sources
_SHOWN: Final = 8  # figures


def stories(found: Sequence[StoryLine], width: int) -> RenderableType:
    """A list of stories; who tells each stands below its headline."""
    columns = [
        Column("id", "story", "right", style="cyan"),
        Column("first", "first told"),
        Column("languages", "lg"),
        Column("headline", "headline", flexible=True),
    ]
    rows: list[dict[str, RenderableType | None]] = [
        {
            "id": str(one.id),
            "first": moments.show(one.first_at, one.precision),
            "languages": Text("\n".join(map(plain, one.languages))),
            "headline": Group(
                Text(plain(_with_now(one.headline, one.headline_now))),
                Text(_tellers(one), style="dim"),
            ),
        }
        for one in found
    ]
    return page(table(columns, rows, foot=ALMATY), width, _READABLE)


def _with_now(title: str, now: str | None) -> str:
    return f"{title} (now: {now})" if now else title


def _tellers(line: StoryLine) -> str:
    named = ", ".join(line.sources[:_NAMED])
    more = f" and {len(line.sources) - _NAMED} more" if len(line.sources) > _NAMED else ""
    return plain(f"{_size(line)}: {named}{more}")


def _size(line: StoryLine) -> str:
    copies = f" and {_copies(line.copies)}" if line.copies else ""
    return f"{counted(line.articles, 'article')}{copies}"


def _copies(count: int) -> str:
    return f"{count} {'copy' if count == 1 else 'copies'}"


def story(found: Story, width: int, *, full: bool = False) -> RenderableType:
    """A story whole, wrapped to the window, at most 120 letters wide.

    A ``full`` one has every figure, those of one source alone too.
    """
    most = (
        len((*found.told_by_one, *found.agreed, *found.disputed, *found.links)) if full else _SHOWN
    )
    parts: list[RenderableType] = [*_head(found), _first(found), _timeline(found)]
    parts += [
        *storyfigureview.counts(found),
        *storyfigureview.agreed(found, most),
        *storyfigureview.disputed(found, most),
    ]
    parts += [*(storyfigureview.alone(found, most) if full else ()), *_linked(found, most)]
    return page(Group(*parts), width, _READABLE)


def _head(found: Story) -> Iterator[Text]:
    line = found.line
    span = " – ".join(dict.fromkeys(_time(found.timeline[at]) for at in (0, -1)))
    sources = counted(len(line.sources), "source")
    yield Text(f"Story {line.id}  ", style="bold cyan").append(
        f"{_size(line)} in {sources}, {span}", style="not bold default"
    )
    for one in found.headlines:
        yield Text(f"{plain(one['language'])}  ", style="dim").append(
            plain(_with_now(one["title"], one["title_now"])), style="bold not dim"
        )


def _time(row: Record) -> str:
    return moments.show(row["published_at"] or row["at"], row["precision"])


def _first(found: Story) -> Text:
    """Who was first; what a site dates is not what anybody saw."""
    told, seen = found.published_first, found.seen_first
    at, saw = moments.show(told["at"], told["precision"]), moments.show(seen["at"])
    seen_at = f"saw it first at {seen['source']}, {saw}" if found.differ else f"saw it {saw}"
    line = f"{told['source']}, by its own date {at}; kenwatch {seen_at}"
    return Text("First: ", style="bold").append(plain(line), style="not bold")


def _timeline(found: Story) -> RenderableType:
    columns = [
        Column("at", "published"),
        Column("source", "source"),
        Column("language", "lg"),
        Column("id", "article", "right", style="cyan"),
        Column("title", "title", flexible=True),
    ]
    return table(
        columns,
        (
            {
                "at": _time(row) if row["published_at"] else "no date",
                "source": row["source_id"],
                "language": row["language"],
                "id": str(row["article_id"]) if row["kind"] == "article" else "copy",
                "title": _title(row),
            }
            for row in found.timeline
        ),
        foot=ALMATY,
    )


def _title(row: Record) -> RenderableType:
    told = "; ".join(_notes(row))
    below = [Text(plain(told), style="dim")] if told else []
    return Group(Text(plain(row["title"])), *below)


def _notes(row: Record) -> Iterator[str]:
    if row["kind"] == "copy":
        yield f"of {row['article_id']}, {row['own_share']:.0%} its own"
        changed = [f"{one} → {other}" for one, other in row["differs"].get("figures", ())]
        if changed:
            yield f"other figures: {', '.join(changed)}"
    if row["through_source"]:
        yield f"through {row['through_source']}"
    if row["credits"] and row["credits"].casefold() != row["source"].casefold():
        yield f"credits {row['credits']}"
    for one in row["edited"]:
        flags = ", ".join(map(called, one["flags"])) or "wording"
        yield f"edited, seen {moments.show(one['seen_at'])}: {flags}"
    if row["gone_at"]:
        yield f"gone {gone(row)}"


def _linked(found: Story, most: int) -> Iterator[Text]:
    told = [Text(plain(f"{one['a']} with {one['b']}: {one['why']}")) for one in _tree(found.links)]
    yield from storyfigureview.listed("Why these articles are one story", told, most)


def _tree(links: Sequence[Record]) -> Iterator[Record]:
    """The surest links by which all hang together; the others add nothing."""
    part: dict[int, int] = {}

    def root(one: int) -> int:
        while part.setdefault(one, one) != one:
            one = part[one]
        return one

    for link in sorted(links, key=lambda one: -float(one["score"])):
        first, second = root(link["a"]), root(link["b"])
        if first != second:
            part[first] = second
            yield link
