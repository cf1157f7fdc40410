"""Words marked within a text: what spoke for a topic, what was undone, what was read otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rich.text import Text

from desk.queries import CONFIDENT, TOPICS
from desk.tables import plain, same_length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Record = dict[str, Any]
STYLES: Final = {"mining": "bold black on yellow", "monotown": "bold black on cyan"}
# words that speak for both topics, as a town in the title of a story on its mine
BOTH: Final = "bold black on green"
UNDONE: Final = "dim strike"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of one field with what they added to each topic; offsets, the end excluded.

    ``against`` tells why they added nothing, where a reason is known.
    """

    start: int
    end: int
    added: tuple[tuple[str, float], ...] = ()
    against: tuple[str, ...] = ()

    @property
    def style(self) -> str:
        """The style of the topic to which they added, or of both."""
        topics = [topic for topic, points in self.added if points]
        if topics:
            return STYLES[topics[0]] if len(topics) == 1 else BOTH
        return UNDONE if self.against else "dim"

    @property
    def label(self) -> str:
        """In words: "mining +3.3, mono-town +4", "not abai: a person", "mining +0"."""
        told = [(TOPICS[topic], points) for topic, points in self.added]
        if any(points for _, points in told) or not self.against:
            return ", ".join(f"{topic} {points:+g}" for topic, points in told if points) or "+0"
        return ", ".join(self.against)


def reasons_of(found: Record) -> list[Record]:
    """The reasons of all topics of an explanation (see ``explained.article``)."""
    return [one for verdict in found["topics"].values() for one in verdict["reasons"]]


def not_meant(entities: Iterable[Record]) -> list[Record]:
    """The mentions whose words were read as something else."""
    return [one for one in entities if one["confidence"] < CONFIDENT]


def marks(found: Record, field: str) -> list[Mark]:
    """The marks of one field, in order; of words that overlap one mark is made."""
    single = [
        *(_of_reason(one) for one in reasons_of(found) if one["where"] == field),
        *(_of_name(one) for one in not_meant(found["entities"]) if one["where"] == field),
    ]
    groups: list[list[Mark]] = []
    end = 0
    for mark in sorted(single, key=lambda one: (one.start, one.end)):
        if not 0 <= mark.start < mark.end:
            # the dateline was cut from the text: its evidence has no place there
            continue
        if mark.start >= end or not groups:
            groups.append([])
        groups[-1].append(mark)
        end = max(end, mark.end)
    return [_merged(group) for group in groups]


def _of_reason(reason: Record) -> Mark:
    added, note = reason["added"], reason["note"]
    against = (f"undone: {plain(note)}",) if note and not added else ()
    start, end = reason["span"]
    return Mark(start, end, ((reason["topic"], added),), against)


def _of_name(mention: Record) -> Mark:
    note = f": {plain(mention['note'])}" if mention["note"] else ""
    start, end = mention["span"]
    return Mark(start, end, against=(f"not {mention['id']}{note}",))


def _merged(group: Sequence[Mark]) -> Mark:
    points = dict.fromkeys(STYLES, 0.0)
    for topic, added in (pair for mark in group for pair in mark.added):
        points[topic] += added
    against = dict.fromkeys(words for mark in group for words in mark.against)
    held = tuple((topic, round(total, 2)) for topic, total in points.items())
    return Mark(group[0].start, max(mark.end for mark in group), held, tuple(against))


def coloured(text: str, found: Sequence[Mark]) -> Text:
    """The text for a screen with colours."""
    told = Text()
    for piece, mark in _pieces(text, found):
        told.append(piece, style=mark.style if mark else "")
    return told


def bracketed(text: str, found: Sequence[Mark]) -> str:
    """The text for a file or a screen without colours: ``[шахте: mining +3.3]``."""
    return "".join(
        f"[{piece}: {mark.label}]" if mark and piece else piece
        for piece, mark in _pieces(text, found)
    )


def _pieces(text: str, found: Sequence[Mark]) -> Iterator[tuple[str, Mark | None]]:
    safe = same_length(text)
    at = 0
    for mark in found:
        yield safe[at : mark.start], None
        yield safe[mark.start : mark.end], mark
        at = mark.end
    yield safe[at:], None
