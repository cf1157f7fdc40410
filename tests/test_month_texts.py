"""The plot of the simulated month and the words that it is told in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from samples.month.outlets import OUTLETS
from samples.month.plot import events, facts
from samples.month.texts import plot
from samples.month.wording import KINDS, LANGUAGES, Count, parts

if TYPE_CHECKING:
    from samples.month.plot import Language

BEGIN = datetime(2026, 11, 16, tzinfo=ZoneInfo("Asia/Almaty"))
PLOT = plot(tuple(OUTLETS.values()), BEGIN, 20)
EVENTS = {event.number: event for event in PLOT.events}


@pytest.mark.parametrize(
    ("number", "form"),
    [(1, "день"), (3, "дня"), (5, "дней"), (11, "дней"), (12, "дней"), (21, "день"), (112, "дней")],
)
def test_a_russian_number_takes_its_form(number: int, form: str) -> None:
    assert f"{Count(number):день|дня|дней}" == f"{number} {form}"
    assert f"{Count(number):~день|дня|дней}" == form


def test_english_has_two_forms_and_kazakh_one() -> None:
    assert [f"{Count(number):man|men}" for number in (1, 2, 21)] == ["1 man", "2 men", "21 men"]
    assert f"{Count(1):адам}" == "1 адам"
    assert f"{Count(7)}" == "7"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_filled(kind: str, language: Language) -> None:
    draw = Random(kind)
    event = replace(next(events(BEGIN, 1, 1, draw)), kind=kind)
    told = event.told(language)
    part = parts()["event"][kind][language]
    held = [*part["titles"], *part["leads"], *part["details"], *parts()["filler"][language]]
    for line in held:
        filled = line.format(**told)
        assert not re.search(r"[{}|~]", filled), filled
        assert len(filled) > 20


def test_the_same_seed_gives_the_same_month_and_another_another() -> None:
    outlets = tuple(OUTLETS.values())
    assert plot(outlets, BEGIN, 3) == plot(outlets, BEGIN, 3)
    assert plot(outlets, BEGIN, 3, "other") != plot(outlets, BEGIN, 3)


def test_no_two_pages_of_a_site_share_an_address() -> None:
    counted = Counter((text.outlet, text.path) for text in PLOT.texts)
    assert max(counted.values()) == 1


def test_texts_come_in_the_order_of_publication_and_within_the_month() -> None:
    moments = [text.published for text in PLOT.texts]
    assert moments == sorted(moments)
    assert BEGIN <= moments[0] <= moments[-1] < BEGIN + timedelta(days=20)


def test_an_event_is_told_by_several_sites_in_several_languages() -> None:
    sites = {
        number: {text.outlet for text in PLOT.texts if text.event == number} for number in EVENTS
    }
    languages = [{OUTLETS[name].language for name in held} for held in sites.values()]
    assert sum(len(held) for held in sites.values()) / len(sites) > 5
    assert sum(len(held) > 1 for held in languages) > len(languages) / 2


def test_a_copy_has_the_words_of_another_text_and_says_whose() -> None:
    copies = [text for text in PLOT.texts if text.role == "copy"]
    originals = {
        (text.event, text.wording.paragraphs) for text in PLOT.texts if text.role == "report"
    }
    assert copies
    for copy in copies:
        *words, credit = copy.wording.paragraphs
        assert (copy.event, tuple(words)) in originals
        assert any(outlet.name in credit for outlet in OUTLETS.values())


def test_the_toll_rises_in_a_later_report_or_by_a_quiet_edit() -> None:
    later = [text for text in PLOT.texts if text.role == "later"]
    edited = [text for text in PLOT.texts if text.edits]
    assert later
    assert edited
    for text in (*later, *edited):
        assert text.event is not None
        event = EVENTS[text.event]
        dead = dict(event.facts)["dead"] + 1
        (words,) = text.edits or (text.wording,)
        assert str(dead) in f"{words.title} {words.paragraphs[0]}"
        assert event.kind == "accident"
        assert event.later == ("edit" if text.edits else "report")


def test_an_edited_page_shows_its_new_words_from_the_edit_on() -> None:
    text = next(text for text in PLOT.texts if text.edits)
    (edit,) = text.edits
    assert text.at(edit.since - timedelta(seconds=1)) == text.wording
    assert text.at(edit.since) == edit != text.wording


def test_two_events_of_a_kind_in_a_row_share_no_sentence() -> None:
    by_turn: dict[tuple[str, int], set[str]] = {}
    for text in PLOT.texts:
        if text.event is not None and text.role == "report":
            event = EVENTS[text.event]
            held = by_turn.setdefault((event.kind, event.turn), set())
            held.update(re.sub(r"\d+", "", line) for line in text.wording.paragraphs)
    for (kind, turn), held in by_turn.items():
        assert not held & by_turn.get((kind, turn + 1), set())


def test_the_numbers_of_an_event_stay_within_what_the_sentences_bear() -> None:
    draw = Random("numbers")
    for _ in range(200):
        numbers = dict(facts(draw))
        assert numbers["person"] != numbers["other"]
        assert numbers["many"] % 10 in (0, 5, 6, 7, 8, 9)
        assert 0 <= numbers["clock"] < 24 * 60


def test_a_site_of_workdays_is_quiet_at_weekends_but_for_events() -> None:
    own = [text for text in PLOT.texts if text.outlet == "kense" and text.role == "other"]
    assert own
    assert all(text.published.weekday() < 5 for text in own)
