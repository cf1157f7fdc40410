"""On what ground a digest stands, in the words of a language. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desk.digest.lines import in_order, name, names, rest_of
from desk.digest.outline import Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desk.digest.contents import Contents, Trouble, Watch
    from desk.wording.phrases import Phrases

_TOWNS: Final = 27


def ground(contents: Contents, phrases: Phrases) -> tuple[str, ...]:
    """What the reader may conclude: what was watched, what was read, which towns were covered."""
    watch = contents.watch
    nothing = (_nothing(watch, phrases),) if contents.is_empty else ()
    if not watch.sources:
        return (*nothing, phrases("no_sources"))
    return (
        *nothing,
        " ".join((*_watched(watch, phrases), *_pages(watch, phrases))),
        *_towns(watch, phrases),
    )


def _nothing(watch: Watch, phrases: Phrases) -> str:
    if watch.is_whole:
        return phrases("nothing_sure")
    return phrases("nothing_in_part" if watch.followed else "nothing_known")


def _watched(watch: Watch, phrases: Phrases) -> Iterator[str]:
    count, followed = watch.sources, phrases.number(len(watch.followed))
    if not watch.gaps:
        yield phrases("watched_all", count)
    elif watch.followed:
        yield phrases("watched_some", count, followed=followed)
    else:
        yield phrases("watched_none", count)
    if watch.since:
        yield phrases("since_first", at=phrases.moment(watch.since))
    if watch.until:
        yield phrases("until", at=phrases.moment(watch.until))
    if watch.gaps and watch.followed:
        days = [f"{name(who)} ({phrases('days_unknown', count)})" for who, count in watch.gaps]
        yield phrases("gaps", names=names(days, phrases))


def _pages(watch: Watch, phrases: Phrases) -> Iterator[str]:
    if watch.missing:
        yield phrases("pages_some", watch.listed, missing=phrases.number(watch.missing))
    elif watch.followed:
        yield phrases("pages_all" if watch.listed else "pages_none", watch.listed)


def _towns(watch: Watch, phrases: Phrases) -> Iterator[str]:
    if watch.towns is None:
        yield phrases("towns_unknown")
    elif not watch.towns:
        yield phrases("towns_all")
    elif len(watch.towns) == watch.all_towns:
        yield phrases("towns_none", watch.all_towns)
    else:
        called = in_order(one.of(phrases.language) for one in watch.towns)
        yield phrases("towns_left_out", names=names(called, phrases, _TOWNS))


def troubles(rows: Sequence[Trouble], most: int, phrases: Phrases) -> Section:
    """The sources that were in trouble, a line each."""
    return Section(
        heading=phrases("section_troubles"),
        lines=tuple(_trouble(one, phrases) for one in rows[:most]),
        rest=rest_of(len(rows) - most, phrases),
    )


def _trouble(one: Trouble, phrases: Phrases) -> str:
    who = name(one.source) or phrases("machine")
    key = f"state_{one.state}"
    state = phrases(key) if key in phrases else name(one.state)
    since = phrases.moment(one.since)
    if one.until is None:
        return f"{who}: {state} ({phrases('since', since=since)})"
    return f"{who}: {state} ({phrases('lasted', since=since, until=phrases.moment(one.until))})"
