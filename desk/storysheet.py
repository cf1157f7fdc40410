"""Stories on the screen: the list, and one of them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from crawler.verdict import counted
from desk import moments
from desk.copysheet import gone
from desk.figures import figure, number
from desk.tables import Column, plain, table

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
            "headline": Group(Text(plain(one.headline)), Text(_tellers(one), style="dim")),
        }
        for one in found
    ]
    return Padding(table(columns, rows), (0, max(0, width - _READABLE), 0, 0))


def _tellers(line: StoryLine) -> str:
    named = ", ".join(line.sources[:_NAMED])
    more = f" and {len(line.sources) - _NAMED} more" if len(line.sources) > _NAMED else ""
    return plain(f"{_size(line)}: {named}{more}")


def _size(line: StoryLine) -> str:
    copies = f" and {_copies(line.copies)}" if line.copies else ""
    return f"{counted(line.articles, 'article')}{copies}"


def _copies(count: int) -> str:
    return f"{count} {'copy' if count == 1 else 'copies'}"


def story(found: Story, width: int) -> RenderableType:
    """A story whole, wrapped to the window, at most 120 letters wide."""
    parts: list[RenderableType] = [*_head(found), _first(found), _timeline(found)]
    parts += [*_agreed(found), *_disputed(found), *_linked(found)]
    return Padding(Group(*parts), (0, max(0, width - _READABLE), 0, 0))


def _head(found: Story) -> Iterator[Text]:
    line = found.line
    span = " – ".join(dict.fromkeys(_time(found.timeline[at]) for at in (0, -1)))
    sources = counted(len(line.sources), "source")
    yield Text(f"Story {line.id}  ", style="bold cyan").append(
        f"{_size(line)} in {sources}, {span}", style="not bold default"
    )
    for one in found.headlines:
        yield Text(f"{plain(one['language'])}  ", style="dim").append(
            plain(one["title"]), style="bold not dim"
        )


def _time(row: Record) -> str:
    return moments.show(row["published_at"] or row["at"], row["precision"])


def _first(found: Story) -> Text:
    """Who was first; what a site dates is not what anybody saw."""
    told, seen = found.published_first, found.seen_first
    at, saw = moments.show(told["at"], told["precision"]), moments.show(seen["at"])
    there = "there, too" if seen["source_id"] == told["source_id"] else f"at {seen['source']}"
    line = f"{told['source']}, by its own date {at}; kenwatch saw it first {there}, {saw}"
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
    if row["gone_at"]:
        yield f"gone {gone(row)}"


def _agreed(found: Story) -> Iterator[Text]:
    """Figures that several tell: what is known of them and who tells them, casualties first."""
    rows = sorted(found.agreed, key=lambda one: (not one["role"], -len(one["said"])))
    told = [Text(plain(f"{figure(_quoted(one))} – {_who(one['said'])}")) for one in rows[:_SHOWN]]
    yield from _listed("Agreed figures", told, len(rows))


def _quoted(one: Record) -> Record:
    return {**one, "quote": one["said"][0]["quote"]}


def _who(said: Sequence[Record]) -> str:
    return ", ".join(dict.fromkeys(one["source"] for one in said))


def _disputed(found: Story) -> Iterator[Text]:
    told: list[Text] = []
    for one in found.disputed[:_SHOWN]:
        told.append(Text(plain(" ".join((one["kind"], one["role"]))) + ":", style="yellow"))
        told += [Text(f"  {_saying(one, said)}") for said in one["said"]]
    yield from _listed("Disputed figures, the latest first", told, len(found.disputed))


def _saying(of: Record, said: Record) -> str:
    unit = "" if of["unit"] == of["kind"] else f" {of['unit']}"
    at = moments.show(said["at"])
    return plain(f"{number(said['value'])}{unit} – {said['source']}, {at}: «{said['quote']}»")


def _listed(heading: str, told: Sequence[Text], count: int) -> Iterator[Text]:
    if told:
        yield from (Text(heading, style="bold"), *told)
        if count > _SHOWN:
            yield Text(f"… and {count - _SHOWN} more, --json has all", style="dim")
        yield Text()


def _linked(found: Story) -> Iterator[Text]:
    told = [Text(plain(f"{one['a']} with {one['b']}: {one['why']}")) for one in _tree(found.links)]
    yield from _listed("Why these articles are one story", told[:_SHOWN], len(told))


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
