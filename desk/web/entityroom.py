"""What the pages of all entities share: the archive's rows put into the words of a language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from desk import queries
from desk.cards import entitypage, entityreach, naming, tolls
from desk.moments import ALMATY
from desk.web import articlelines, entitylists, happenings, spans, ties, volume
from desk.web.asked import NotFoundError
from desk.web.entitynames import found_in, named

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from desk.web.asked import Asked

Record = dict[str, Any]
BOOKS: Final = ("web_entities", "web_charts")
_NEWEST: Final = 15
_QUOTES: Final = 12
_SUMS: Final = 12
_TOGETHER: Final = 20
_TOLLS: Final = 12
_LONGEST_ID: Final = 80


def context(db: sqlite3.Connection, asked: Asked) -> Record:
    """The context of the page of ``asked.parts["id"]``; raises NotFoundError."""
    entity = _entity(db, asked)
    reach = entityreach.reach(db, entity["id"])
    return {
        **_known(db, entity, asked),
        **_told(db, entity, reach, asked.language),
        "reach": reach,
        "all_articles": found_in(entity["kind"], entity["id"]),
        "newest": lines(db, reach.ids[:_NEWEST], asked.language),
        "volume": _volume(db, entity, reach, asked),
        "together": entitylists.by_kind(
            entityreach.together(db, entity["id"], reach, _TOGETHER), asked.language
        ),
    }


def _told(
    db: sqlite3.Connection, entity: Record, reach: entityreach.Reach, language: str
) -> Record:
    """What the articles tell: events, sums, quotations; ``looked_at`` articles were asked."""
    cards = entitypage.events(db, entity, reach.ids)
    ids = tuple(dict.fromkeys((*reach.ids, *(card["article_id"] for card in cards))))
    said = entitypage.quotations(db, entity, ids, _QUOTES)
    return {
        "looked_at": len(ids),
        "happenings": happenings.happenings(cards, language, _tolls(db, cards)),
        "sums": happenings.sums(cards, language, _SUMS),
        "quotes": [{**one, "day": spans.day(one["day"], language)} for one in said],
    }


def _tolls(db: sqlite3.Connection, cards: Sequence[Record]) -> Mapping[int, Mapping[str, float]]:
    """Of the newest stories with several reports in which people came to harm or lost work."""
    stories = Counter(card["story_id"] for card in cards if happenings.counts_people(card))
    wanted = [one for one, reports in stories.items() if one and reports > 1]
    return tolls.tolls(db, wanted[:_TOLLS])


def _volume(
    db: sqlite3.Connection, entity: Record, reach: entityreach.Reach, asked: Asked
) -> volume.Volume | None:
    today = asked.now.astimezone(ALMATY).date()
    counts, begin = entityreach.days(db, entity["id"], reach, today - volume.SINCE)
    search = found_in(entity["kind"], entity["id"])
    return volume.volume(counts, begin, today, search, asked.language)


def _entity(db: sqlite3.Connection, asked: Asked) -> Record:
    entity_id = asked.parts["id"]
    found = naming.entity(db, entity_id)
    if found is None:
        raise NotFoundError(asked.words(*BOOKS)("no_entity", id=entity_id[:_LONGEST_ID]))
    return found


def _known(db: sqlite3.Connection, entity: Record, asked: Asked) -> Record:
    """What the gazetteer knows, whatever the articles tell."""
    language, say = asked.language, asked.words(*BOOKS)
    name = named(entity, language)
    region = naming.region(db, entity["region"])
    return {
        "entity": entity,
        "name": entitylists.standing_alone(name),
        "translations": entitylists.translations(entity, name),
        "region": None if region is None or region["id"] == entity["id"] else region,
        "region_name": named(region, language) if region else entity["region"] or "",
        "names": ties.other_names(entitypage.names(db, entity["id"]), entity, language, say),
        "ties": ties.groups(_links(db, entity), language, say),
        "offices": ties.offices(entitypage.offices(db, entity["id"]), language, say),
        "officials": ties.offices(entitypage.officials(db, entity["id"]), language, say),
        "within": _within(db, entity, language),
    }


def _links(db: sqlite3.Connection, entity: Record) -> list[Record]:
    """Without what lies in a region: that is told by its kind."""
    links = entitypage.links(db, entity["id"])
    is_region = entity["kind"] == "region"
    return [one for one in links if not (is_region and one["relation"] == "located in")]


def _within(db: sqlite3.Connection, entity: Record, language: str) -> Record:
    """Of a region: its towns, places and mines by kind."""
    held = entitypage.in_region(db, entity) if entity["kind"] == "region" else []
    return entitylists.by_kind(held, language)


def lines(db: sqlite3.Connection, ids: Sequence[int], language: str) -> list[articlelines.Line]:
    """Articles as lists show them, in the order of their ids."""
    places = naming.named_in(db, ids, ("town",))
    stories = naming.stories_of(db, ids)
    return [
        articlelines.shown(line, places.get(line.id, ()), stories.get(line.id), language)
        for line in queries.lines(db, ids)
    ]
