"""The contents of a digest in the words of a language. Pure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from desk.digest import itemwords, watchwords
from desk.digest.lines import rest_of, tongue
from desk.digest.outline import Group, Outline, Section, Tile
from desk.digest.watching import last_day
from desk.tables import plain
from desk.wording.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desk.digest.contents import Contents, StoryNote
    from desk.digest.outline import Item

T = TypeVar("T")
# so many fit into a mail that is read; what is left out is counted
STORIES: Final = 30
OTHERS: Final = 10


def told(contents: Contents, language: str) -> Outline:
    """A digest in kk, ru or en."""
    phrases = Phrases("digest", language)
    title = phrases(f"title_{contents.period.every}")
    day = phrases.day(last_day(contents.period))
    line = _line(contents, phrases)
    return Outline(
        language=language,
        # no blanks but plain ones, for the mail programs of this world
        subject=" ".join(phrases("subject", title=title, day=day, told=line).split()),
        topics=_topics(contents, phrases),
        title=title,
        day=day,
        period=phrases(
            "period",
            begin=phrases.moment(contents.period.begin),
            end=phrases.moment(contents.period.end),
        ),
        limits=_limits(contents, phrases),
        told=line,
        tiles=_tiles(contents, phrases),
        ground=watchwords.ground(contents, phrases),
        is_sure=contents.watch.is_whole,
        sections=_sections(contents, phrases),
        foot=phrases("foot"),
    )


def _topics(contents: Contents, phrases: Phrases) -> str:
    only = contents.topics[0] if len(set(contents.topics)) == 1 else ""
    return phrases(f"topics_{only}" if only else "topics")


def _limits(contents: Contents, phrases: Phrases) -> str:
    named = []
    for name, values in contents.limits:
        words = [_value(name, value, phrases) for value in values]
        named.append(phrases(f"limit_{name}", values=", ".join(words)))
    return phrases("limits", what="; ".join(named)) if named else ""


def _value(name: str, value: str, phrases: Phrases) -> str:
    key = {"events": f"event_{value}", "severity": f"severity_{value}"}.get(name, "")
    if key:
        return phrases(key) if name == "severity" else phrases(key).lower()
    return tongue(value, phrases.language) if name == "languages" else plain(value)


def _line(contents: Contents, phrases: Phrases) -> str:
    """The sum of a digest, for its subject."""
    if contents.is_empty:
        return phrases("nothing" if contents.watch.is_whole else "nothing_found")
    new, grown = len(contents.new), len(contents.grown)
    parts = [phrases("new_stories", new) if new else phrases("no_new_stories")]
    parts += [phrases("grown_stories", grown)] if grown else []
    parts += [phrases("late_stories", len(contents.late))] if contents.late else []
    return ", ".join(parts)


def _tiles(contents: Contents, phrases: Phrases) -> tuple[Tile, ...]:
    counts = {
        "tile_new": len(contents.new),
        "tile_texts": contents.texts,
        "tile_edits": len(contents.edits) + contents.extended,
    }
    watch = contents.watch
    followed = f"{phrases.number(len(watch.followed))} / {phrases.number(watch.sources)}"
    return (
        *(Tile(phrases.number(count), phrases(key, count)) for key, count in counts.items()),
        Tile(followed, phrases("tile_watched")),
    )


def _sections(contents: Contents, phrases: Phrases) -> tuple[Section, ...]:
    year = last_day(contents.period).year
    late, grown = partial(itemwords.late, year=year), partial(itemwords.grown, year=year)
    added = (phrases("extended", contents.extended),) if contents.extended else ()
    found = (
        _new(contents.new, phrases, year),
        _section("grown", contents.grown, phrases, grown),
        _section("edits", contents.edits, phrases, itemwords.edit, added),
        _section("removals", contents.removals, phrases, itemwords.removal),
        _section("late", contents.late, phrases, late),
        watchwords.troubles(contents.troubles, OTHERS, phrases),
    )
    return tuple(one for one in found if one.groups or one.lines)


def _new(stories: Sequence[StoryNote], phrases: Phrases, year: int) -> Section:
    """By place; a place comes with its gravest story, those without one last of all."""
    shown: dict[str, list[StoryNote]] = {}
    for one in stories[:STORIES]:
        shown.setdefault(one.event.place_id, []).append(one)
    elsewhere = shown.pop("", [])
    groups = [
        Group(heading=_place(rows[0], phrases), items=_items(rows, phrases, year))
        for rows in shown.values()
    ]
    if elsewhere:
        heading = phrases("elsewhere")
        groups.append(Group(heading=heading, items=_items(elsewhere, phrases, year)))
    rest = rest_of(len(stories) - STORIES, phrases)
    return Section(heading=phrases("section_new"), groups=tuple(groups), rest=rest)


def _place(one: StoryNote, phrases: Phrases) -> str:
    return plain(one.event.place.of(phrases.language)) if one.event.place else one.event.place_id


def _items(rows: Sequence[StoryNote], phrases: Phrases, year: int) -> tuple[Item, ...]:
    return tuple(itemwords.new(one, phrases, year) for one in rows)


def _section(
    name: str,
    rows: Sequence[T],
    phrases: Phrases,
    make: Callable[[T, Phrases], Item],
    lines: tuple[str, ...] = (),
) -> Section:
    items = tuple(make(one, phrases) for one in rows[:OTHERS])
    return Section(
        heading=phrases(f"section_{name}"),
        groups=(Group(items=items),) if items else (),
        lines=lines,
        rest=rest_of(len(rows) - OTHERS, phrases),
    )
