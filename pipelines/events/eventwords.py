"""The patterns of `data/events.toml` as one matcher."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from pipelines.datafile import DATA, Record, read
from pipelines.matching.matching import Entry, Matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY: Final = "every kind"
_PLACES: Final = "industrial"


class Kind(Record):
    """What says that an event of this kind happened, and what takes it back."""

    name: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    beside: tuple[str, ...]
    forbidden: tuple[str, ...]


class Places(Record):
    """Patterns of the places where people work."""

    places: tuple[str, ...]


class General(Record):
    """Patterns that take back an event of whatever kind."""

    forbidden: tuple[str, ...]


class EventWords(Record):
    """The whole file."""

    industrial: Places
    general: General
    kind: tuple[Kind, ...]


@cache
def event_words() -> EventWords:
    """The file, read once; raises datafile.DataError."""
    return read(DATA / "events.toml", EventWords)


@cache
def matcher() -> Matcher:
    """Every pattern under a key such as ``strong:accident``; raises notation.NotationError."""
    return Matcher(_entries(event_words()))


def _entries(words: EventWords) -> Iterator[Entry]:
    yield from _each(f"forbidden:{EVERY}", words.general.forbidden)
    for kind in words.kind:
        yield from _each(f"strong:{kind.name}", kind.strong)
        yield from _each(f"weak:{kind.name}", kind.weak)
        yield from _each(f"forbidden:{kind.name}", kind.forbidden)
        for pattern in kind.beside:
            listed = words.industrial.places if pattern == _PLACES else (pattern,)
            yield from _each(f"beside:{kind.name}", listed)


def _each(key: str, patterns: tuple[str, ...]) -> Iterator[Entry]:
    return (Entry(key, "und", pattern) for pattern in patterns)
