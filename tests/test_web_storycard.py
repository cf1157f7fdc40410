"""A story as the pages show it."""

from __future__ import annotations

from typing import Any

import pytest

from desk.alerts.gist import Amount, Gist, People, Quote, Report
from desk.web.storycard import StoryCard, by_place, story_card

NAMES = {"kk": "Теміртау", "ru": "Темиртау", "en": "Temirtau"}
REPORT = Report(
    source="Агентство",
    url="https://a.example/1",
    at="2026-11-20T09:00:00+00:00",
    precision="minute",
)


def gist(**given: Any) -> Gist:
    values: dict[str, Any] = {
        "story_id": 7, "article_id": 1, "headlines": {"ru": "Авария", "en": "Accident"},
        "latest": {"ru": "Авария: трое погибли", "en": "Accident"}, "events": ("accident",),
        "severity": "high", "moment": "", "place": None, "asset": None, "company": NAMES,
        "people": (), "amounts": (), "first": REPORT, "reports": (REPORT, REPORT),
        "languages": ("ru", "en", "und"), "sources": 2, "quotes": (), "turns": (),
    }  # fmt: skip
    return Gist(**{**values, **given})


def test_a_story_is_told_in_the_language_of_the_reader_where_it_can_be() -> None:
    card = story_card(gist(), "en", "temirtau")
    assert (card.title, card.language, card.tongue, card.latest) == ("Accident", "en", "", "")
    assert (card.company, card.asset, card.place_id) == ("Temirtau", "", "temirtau")
    assert card.languages == ("Russian", "English")
    assert card.at == "20 November 2026, 14:00"


def test_else_in_the_first_one_which_is_named() -> None:
    card = story_card(gist(), "kk")
    assert (card.title, card.language, card.tongue) == ("Авария", "ru", "орыс тілі")
    assert card.latest == "Авария: трое погибли"


@pytest.mark.parametrize("latest", [{}, {"en": "x"}])
def test_a_later_headline_is_told_only_where_there_is_another(latest: dict[str, str]) -> None:
    assert story_card(gist(latest=latest), "ru").latest == ""


def test_what_nobody_tells_any_more_is_not_told_and_what_is_disputed_is_a_doubt() -> None:
    people = (
        People(role="dead", value=3.0, sources=("A", "B"), others=((2.0, ("C",)),)),
        People(role="injured", value=5.0, sources=()),
    )
    card = story_card(gist(people=people), "en")
    assert card.facts == ("3\u00a0dead",)
    assert card.people == {"dead": 3}
    assert card.doubts == ("Figures differ: 3\u00a0dead (A, B); 2\u00a0dead (C)",)


def test_sums_are_told_of_investments_and_residents_of_every_event() -> None:
    amounts = (
        Amount(kind="money", value=1.3e9, unit="USD", source="A"),
        Amount(kind="residents", value=20_000, unit="people", source="A"),
    )
    told = story_card(gist(amounts=amounts, events=("investment",)), "en").facts
    assert told == ("$1.3 billion", "Residents: 20,000")
    assert story_card(gist(amounts=amounts), "en").facts == ("Residents: 20,000",)
    assert story_card(gist(amounts=amounts, events=()), "en").facts == ("Residents: 20,000",)


def test_the_words_of_evidence_are_those_of_the_readers_language_first() -> None:
    quotes = (
        Quote(words="Погибли горняки.", source="A", language="ru"),
        Quote(words="Miners died.", source="B", language="en"),
    )
    assert story_card(gist(quotes=quotes), "en").quote == "Miners died."
    card = story_card(gist(quotes=quotes), "kk")
    assert (card.quote, card.quote_language) == ("Погибли горняки.", "ru")
    assert story_card(gist(), "kk").quote == ""


def test_a_story_without_a_headline_has_a_mark_to_follow() -> None:
    assert story_card(gist(headlines={"ru": " "}, latest={}), "ru").title == "…"


def test_what_a_screen_would_obey_is_taken_out_of_names() -> None:
    card = story_card(gist(headlines={"ru": "a\u202eb\x1b[31mc"}, latest={}), "ru")
    assert "\u202e" not in card.title
    assert "\x1b" not in card.title


def test_a_time_without_a_precision_is_that_of_the_first_look() -> None:
    seen = Report(source="A", url="u", at="2026-11-20T09:00:00+00:00", precision=None)
    assert story_card(gist(first=seen, reports=(seen,)), "en").at == "20 November 2026, 14:00"


def test_stories_of_one_place_stand_together_in_the_order_of_the_first() -> None:
    def card(number: int, place: str) -> StoryCard:
        return story_card(gist(story_id=number), "en", place)

    places = {"abai": ("Abai", "/town/abai"), "saran": ("Saran", "/town/saran")}
    found = by_place([card(1, "saran"), card(2, ""), card(3, "abai"), card(4, "saran")], places)
    assert [(one.name, one.href, [c.story_id for c in one.cards]) for one in found] == [
        ("Saran", "/town/saran", [1, 4]),
        ("", "", [2]),
        ("Abai", "/town/abai", [3]),
    ]
