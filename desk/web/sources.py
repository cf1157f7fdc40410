"""The pages of sources: the list with filters, and one with all that is known of it."""

from __future__ import annotations

from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from desk import accounting
from desk.cards import sourcecards, sourcedetails
from desk.health.sheet import OFF
from desk.moments import ALMATY
from desk.watchdays import days_of
from desk.web import daybars, localnames
from desk.web.answering import page
from desk.web.asked import NotFoundError
from desk.web.daybars import DayFigures
from desk.web.sourcewords import wording

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from desk.cards.sourcecards import SourceCard, SourceList
    from desk.web.asked import Asked
    from desk.web.daybars import Chart

_SHOWN_DAYS: Final = timedelta(days=30)
_KEPT: Final = timedelta(minutes=1)
_TROUBLE: Final = "trouble"


class Kept:
    """The list of sources, judged once a minute and not for each reader."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[str, tuple[datetime, SourceList]] = {}

    def all_sources(self, db: sqlite3.Connection, now: datetime) -> SourceList:
        """As `sourcecards.all_sources`, at most a minute old."""
        name = str(db.execute("SELECT file FROM pragma_database_list").fetchone()[0])
        with self._lock:
            at, found = self._known.get(name, (None, None))
            if at is None or found is None or not timedelta() <= now - at < _KEPT:
                found = sourcecards.all_sources(db, now)
                self._known = {name: (now, found)}
            return found


_kept: Final = Kept()


def _list(db: sqlite3.Connection, asked: Asked) -> Mapping[str, Any]:
    found = _kept.all_sources(db, asked.now)
    chosen = {name: asked.one(name) for name in ("country", "group", "language", "state", "q")}
    return {
        "cards": [card for card in found.cards if _is_meant(card, chosen)],
        "all": found.cards,
        "chosen": chosen,
        "choices": _choices(found.cards, asked.language),
        "machine": found.machine,
        "tiles": _tiles(found.cards),
        **wording(asked.language),
    }


def _is_meant(card: SourceCard, chosen: Mapping[str, str]) -> bool:
    wanted = chosen["state"]
    return (
        chosen["country"] in ("", card.country)
        and chosen["group"] in ("", card.group)
        and (not chosen["language"] or chosen["language"] in card.languages)
        and (wanted in ("", card.standing.state) or (wanted == _TROUBLE and is_trouble(card)))
        and chosen["q"].casefold() in f"{card.id} {card.name}".casefold()
    )


def is_trouble(card: SourceCard) -> bool:
    """Whether a person should look at a source."""
    return card.standing.finding is not None and card.standing.finding.is_trouble


def _choices(cards: Iterable[SourceCard], language: str) -> dict[str, list[tuple[str, str]]]:
    """(value, its name) of each filter: only what there is."""
    cards = list(cards)
    countries = {card.country for card in cards}
    tongues = {code for card in cards for code in card.languages}
    return {
        "country": sorted(
            ((one, localnames.country(one, language)) for one in countries),
            key=lambda pair: (pair[0] != "KZ", pair[1]),
        ),
        "group": [(one, one) for one in dict.fromkeys(sorted(card.group for card in cards))],
        "language": sorted((one, localnames.tongue(one, language)) for one in tongues),
        "state": [(one, one) for one in dict.fromkeys(card.standing.state for card in cards)],
    }


def _tiles(cards: Iterable[SourceCard]) -> dict[str, int]:
    cards = list(cards)
    on = [card for card in cards if card.standing.state != OFF]
    return {
        "watched": len(on),
        "trouble": sum(map(is_trouble, on)),
        "silent": sum(card.standing.state in ("silent", "feed frozen") for card in on),
        "week": sum(card.week for card in cards),
    }


def _one(db: sqlite3.Connection, asked: Asked) -> Mapping[str, Any]:
    found = _kept.all_sources(db, asked.now)
    card = next((one for one in found.cards if one.id == asked.parts["id"]), None)
    if card is None:
        raise NotFoundError(asked.words("sources")("unknown", name=asked.parts["id"]))
    today = asked.now.astimezone(ALMATY).date()
    days = [day for day in card.standing.source.days if day.day > today - _SHOWN_DAYS]
    return {
        "card": card,
        "chart": _chart(db, card, asked.now),
        "days": list(reversed(days)),
        "reasons": sourcedetails.reasons(days),
        "roads": sourcedetails.roads(db, card.id),
        "states": sourcedetails.past_states(db, card.id),
        "troubles": sourcedetails.troubles(db, card.id),
        "newest": sourcedetails.newest(db, card.id),
        "waiting": sourcedetails.waiting(db, card.id),
        **wording(asked.language),
    }


def _chart(db: sqlite3.Connection, card: SourceCard, now: datetime) -> Chart:
    today = now.astimezone(ALMATY).date()
    span = accounting.Span(today - _SHOWN_DAYS + timedelta(days=1), today, (card.id,))
    watched: dict[date, bool] = {
        row.day: row.watched for row in accounting.by_day(db, span, {card.id}, now)
    }
    given = {day.day: day for day in card.standing.source.days}
    return daybars.chart(
        [
            DayFigures(
                day,
                given[day].listed if day in given else 0,
                given[day].stored if day in given else 0,
                watched.get(day, False),
            )
            for day in days_of(span.first, span.last)
        ]
    )


ROUTES: Final = (
    (r"^/sources$", page("sources.html", _list, "sources", "health")),
    (r"^/source/(?P<id>[a-z0-9][a-z0-9_]{0,80})$", page("source.html", _one, "sources", "health")),
)
