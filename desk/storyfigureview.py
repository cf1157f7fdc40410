"""The figures of a story on the screen: whom an event counts, what is agreed and disputed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.text import Text

from desk import moments
from desk.figures import figure, number
from desk.tables import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desk.storycards import Story

Record = dict[str, Any]
_STATUSES: Final = {"disputed": "disputed", "earlier": "earlier", "part": "part of them"}
# what stands before and behind the time of a saying
_VERSIONS: Final = {"": ("", ""), "edited": ("edit seen ", ""), "withdrawn": ("", ", since edited")}


def counts(found: Story) -> Iterator[Text]:
    """Of each role what holds now, then a line for each other count and what it is to that."""
    told: list[Text] = []
    for one in found.counts:
        now = "; ".join(_told_by(one, "now")) or "all have been counted among the dead since"
        told.append(Text(plain(f"{_name(one)}: {number(one['value'])} – {now}")))
        told += [
            Text(f"  {words}: ").append(
                plain(f"{number(value)} – {'; '.join(_told_by(one, status, value))}")
            )
            for status, words in _STATUSES.items()
            for value in dict.fromkeys(s["value"] for s in one["said"] if s["status"] == status)
        ]
    if told:
        yield from (Text("People, as told last", style="bold"), *told, Text())


def _name(one: Record) -> str:
    return " ".join(filter(None, (one["kind"], one["role"])))


def _told_by(one: Record, status: str, value: float | None = None) -> list[str]:
    """Who tells a count and when, the latest first."""
    return [
        f"{_by(said)}, {moments.show(said['at']).join(_VERSIONS[said['version']])}"
        for said in one["said"]
        if said["status"] == status and value in (None, said["value"])
    ]


def _by(said: Record) -> str:
    return f"{said['source']} ({said['article_id']})"


def _others(found: Story, figures: Sequence[Record]) -> list[Record]:
    """The figures that are no counts of people, which have a place of their own."""
    counted = {(one["kind"], one["role"]) for one in found.counts}
    return [one for one in figures if (one["kind"], one["role"]) not in counted]


def agreed(found: Story, most: int) -> Iterator[Text]:
    """Figures that several sources tell: what is known of them and who tells them."""
    rows = sorted(_others(found, found.agreed), key=lambda one: -len(one["said"]))
    yield from listed("Agreed figures", [*map(_figure, rows)], most)


def _figure(one: Record) -> Text:
    who = ", ".join(dict.fromkeys(map(_by, one["said"])))
    return Text(plain(f"{figure({**one, 'quote': one['said'][0]['quote']})} – {who}"))


def alone(found: Story, most: int) -> Iterator[Text]:
    """Figures that one source alone tells."""
    yield from listed("Told by one", [*map(_figure, found.told_by_one)], most)


def disputed(found: Story, most: int) -> Iterator[Text]:
    """Figures on which sources contradict each other, a saying a line."""
    rows = _others(found, found.disputed)
    told: list[Text] = []
    for one in rows[:most]:
        told.append(Text(plain(_name(one)) + ":", style="yellow"))
        told += [Text(f"  {_saying(one, said)}") for said in one["said"]]
    yield from listed("Disputed figures, the latest first", told, len(told), len(rows) - most)


def _saying(of: Record, said: Record) -> str:
    unit = "" if of["unit"] == of["kind"] else f" {of['unit']}"
    at = moments.show(said["at"])
    return plain(f"{number(said['value'])}{unit} – {_by(said)}, {at}: «{said['quote']}»")


def listed(heading: str, told: Sequence[Text], most: int, left: int = 0) -> Iterator[Text]:
    """The first lines below a heading, and how many more there are."""
    left = max(left, len(told) - most)
    if told:
        yield from (Text(heading, style="bold"), *told[:most])
        if left > 0:
            yield Text(f"… and {left} more, --all shows them", style="dim")
        yield Text()
