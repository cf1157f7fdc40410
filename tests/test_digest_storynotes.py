"""A story as a digest tells it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from desk.digest.contents import Event, Figure, Name
from desk.digest.storynotes import by_gravity, is_new, note
from desk.storycards import Story, StoryLine
from tests.digests import BEGIN, PERIOD, RIDDER
from tests.digests import note as noted

KARAGANDA = Name(kk="Қарағанды", ru="Караганда", en="Karaganda")
SHAFT = Name(kk="Шахта", ru="Шахта", en="Shaft")


def at(hour: int) -> str:
    """So many hours after the period began."""
    return datetime(2026, 11, 22, 3 + hour, tzinfo=UTC).isoformat()


def row(hour: int, kind: str = "article", **given: Any) -> dict[str, Any]:
    values = {
        "first_seen_at": at(hour), "at": at(hour), "kind": kind, "language": "ru",
        "source": "Вестник", "url": f"https://v.example/{hour}",
    }  # fmt: skip
    return {**values, **given}


def said(value: float, hour: int, status: str, source: str = "Вестник") -> dict[str, Any]:
    return {"value": value, "at": at(hour), "status": status, "source": source}


def story(timeline: list[dict[str, Any]], **given: Any) -> Story:
    first = timeline[0]
    values: dict[str, Any] = {
        "line": StoryLine(
            id=7, first_at=first["at"], last_at=first["at"], precision="minute", headline="x",
            headline_now=None, language="ru", languages=("ru",), sources=("vestnik", "qala"),
            articles=1, copies=0, lead_article_id=1,
        ),
        "headlines": (
            {name: first[name] for name in ("language", "source", "at")}
            | {"title": "Как было", "title_now": None},
        ),
        "published_first": {"source": "Вестник", "at": first["at"], "precision": "minute"},
        "seen_first": {}, "differ": False, "timeline": tuple(timeline), "counts": (),
        "agreed": (), "disputed": (), "told_by_one": (), "links": (),
    }  # fmt: skip
    return Story(**{**values, **given})


def card(**given: Any) -> dict[str, Any]:
    values = {
        "kind": "accident", "moment": "", "place_id": None, "place": None, "asset_id": None,
        "asset": None,
    }  # fmt: skip
    return {**values, **given}


def event(cards: list[dict[str, Any]], towns: tuple[Name, ...] = ()) -> Event:
    return note(story([row(1)]), cards, towns, PERIOD, "low").event


def figures(*counts: dict[str, Any]) -> tuple[Figure, ...]:
    return note(story([row(1)], counts=counts), [], (), PERIOD, "low").figures


def test_texts_of_the_period_are_counted_by_their_kind() -> None:
    rows = [row(-2), row(1), row(2, "copy"), row(3, "copy")]
    found = note(story(rows), [], (), PERIOD, "medium")
    assert (found.new_articles, found.new_copies) == (1, 2)
    assert (found.id, found.sources, found.articles, found.copies) == (7, 2, 1, 0)
    assert (found.publisher, found.at, found.severity) == (
        "Вестник", datetime(2026, 11, 22, 1, tzinfo=UTC), "medium",
    )  # fmt: skip


def test_a_story_is_new_if_no_text_of_it_was_known_before() -> None:
    assert is_new(story([row(1), row(2)]), PERIOD)
    assert not is_new(story([row(-1), row(2)]), PERIOD)


def test_a_time_that_cannot_be_read_is_long_ago() -> None:
    broken = story([row(1, first_seen_at="?", at="?")])
    assert not is_new(broken, PERIOD)
    assert note(broken, [], (), PERIOD, "low").at < BEGIN


def test_a_headline_stands_as_it_is_now_with_the_address_of_its_text() -> None:
    changed = story([row(1)])
    changed.headlines[0]["title_now"] = "Как стало"
    (headline,) = note(changed, [], (), PERIOD, "low").headlines
    assert (headline.text, headline.url) == ("Как стало", "https://v.example/1")


def test_the_kind_and_the_place_that_most_cards_tell_are_those_of_the_story() -> None:
    found = event([
        card(kind="policy", place_id="karaganda", place=KARAGANDA),
        card(place_id="ridder", place=RIDDER, asset_id="shaft", asset=SHAFT, moment="2026-11-21"),
        card(place_id="ridder", place=RIDDER, moment="2026-11"),
        card(),
    ])  # fmt: skip
    assert found == Event(
        kind="accident", place_id="ridder", place=RIDDER, asset=SHAFT, day=date(2026, 11, 21)
    )


def test_a_place_that_another_kind_of_card_tells_is_taken() -> None:
    cards = [card(), card(), card(kind="policy", place_id="karaganda", place=KARAGANDA)]
    assert event(cards).place == KARAGANDA


def test_without_a_card_the_only_town_of_headlines_and_leads_is_the_place() -> None:
    assert event([], (RIDDER,)) == Event(place_id="Ridder", place=RIDDER)
    assert event([], (RIDDER, KARAGANDA)) == Event()


@pytest.mark.parametrize("moment", ["2026-12-24", "2026-11", "2026-13-40", ""])
def test_a_day_to_come_or_not_known_is_no_day_of_an_event(moment: str) -> None:
    assert event([card(moment=moment)]).day is None


def test_a_figure_tells_what_holds_now_and_who_says_so() -> None:
    dead = {"role": "dead", "value": 3.0, "said": [
        said(3, 5, "now"), said(3, 4, "now", "Қала"), said(3, 4, "now"), said(1, 4, "part"),
        said(2, 3, "disputed", "Сосед"), said(2, -1, "earlier"), said(1, -2, "earlier"),
    ]}  # fmt: skip
    employed = {"role": "employed", "value": 400.0, "said": []}
    assert figures(employed, dead) == (
        Figure(
            role="dead", value=3.0, sources=("Вестник", "Қала"), before=2.0,
            others=((2.0, ("Сосед",)),),
        ),
    )  # fmt: skip


def test_a_figure_that_held_before_the_period_too_did_not_change() -> None:
    (dead,) = figures(
        {"role": "dead", "value": 3.0, "said": [said(3, 1, "now"), said(3, -1, "now")]}
    )
    assert dead.before is None
    told = [said(3, 1, "now"), said(2, -1, "disputed")]
    (dead,) = figures({"role": "dead", "value": 3.0, "said": told})
    assert dead.before is None


def test_a_figure_that_all_have_withdrawn_is_not_told() -> None:
    assert figures({"role": "dead", "value": 3.0, "said": [said(3, 1, "earlier")]}) == ()


def test_the_gravest_stories_come_first() -> None:
    strike, fire = Event(kind="strike"), Event(kind="accident")
    one, three = (Figure(role="dead", value=count, sources=("x",)) for count in (1.0, 3.0))
    idle = Figure(role="on strike", value=900.0, sources=("x",))
    stories = [
        noted(1, severity="low", event=strike, figures=()),
        noted(2, severity="high", event=fire, figures=(one,)),
        noted(3, severity="high", event=fire, figures=(three,)),
        noted(4, severity="medium", event=strike, figures=(idle,)),
        noted(5, severity="medium", event=strike, figures=()),
        noted(6, severity="low", event=Event(kind="unheard of"), figures=()),
        noted(7, severity="low", event=strike, figures=(), sources=9),
    ]
    assert [story.id for story in sorted(stories, key=by_gravity)] == [3, 2, 4, 5, 7, 1, 6]
