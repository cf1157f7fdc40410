"""Two texts set against each other."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.comparison import Text, compare, published, text_of
from pipelines.stories.linking import weights

FALL = (
    "Двое горняков погибли на шахте имени Костенко в Караганде, сообщил департамент по"
    " чрезвычайным ситуациям. Кровля рухнула в конвейерном штреке утром, под землёй находились"
    " 89 человек, на поверхность вышли 84."
)
RATES = "Курс доллара на 18 ноября составил {} тенге, евро {} тенге, рубля {} тенге за единицу."


def text(words: str, title: str = "Обрушение на шахте", at: str = "", **given: Any) -> Text:
    return text_of({"title": title, "text": words, "published": at, **given}, "a")


def answer(first: Text, second: Text) -> dict[str, Any]:
    return compare(first, second).as_record()


def test_a_copy_tells_what_was_added_left_out_and_changed_and_is_the_same_story() -> None:
    found = answer(
        text(f"{FALL}\nДобыча на шахте остановлена."),
        text(f"{FALL.replace('Двое', 'Трое')}\nПишет КазВестник."),
    )
    assert (found["copy"], found["same_story"], found["story_score"]) == (True, True, 1.0)
    assert found["story_why"] == "one is a copy of the other"
    assert found["differs"] == {
        "added": ["Пишет КазВестник."],
        "missing": ["Добыча на шахте остановлена."],
        "figures": [["Двое", "Трое"]],
    }
    assert 0 < found["own_share"] < 0.5 < found["similarity"] < found["containment"] < 1


def test_a_copy_is_the_same_story_however_late_it_was_published() -> None:
    found = answer(text(FALL, at="2026-11-18"), text(FALL, at="2027-11-18"))
    assert (found["copy"], found["same_story"]) == (True, True)


def test_reports_of_one_event_in_two_languages_are_one_story() -> None:
    english = text(
        "Two miners died at the Kostenko mine in Karaganda when its roof fell. There were 89"
        " people underground, 84 came out.",
        "Roof fall kills two miners",
    )
    found = answer(text(FALL), english)
    assert (found["copy"], found["same_story"]) == (False, True)
    assert "the same mine or plant" in found["story_why"]
    assert found["story_score"] > 0.86


def test_reports_far_apart_in_time_are_never_linked() -> None:
    again = text("В Караганде на шахте имени Костенко вновь обвал.", at="2026-11-25T09:00+05:00")
    found = answer(text(FALL, at="2026-11-18T09:00+05:00"), again)
    assert (found["same_story"], found["story_score"]) == (False, None)
    assert found["story_why"] == "published more than 4 days apart"


def test_daily_reports_with_other_figures_are_two_stories() -> None:
    one = text(RATES.format(512.4, 555.1, 5.1), "Курс валют на 18 ноября")
    other = text(RATES.format(519.9, 561.7, 5.3), "Курс валют на 19 ноября")
    found = answer(one, other)
    assert (found["copy"], found["same_story"]) == (False, False)
    assert found["story_why"].startswith("a daily report of rates")


def test_reports_that_share_nothing_rare_have_no_score() -> None:
    found = answer(text(FALL), text("В столице открыли школу на триста мест.", "Школа"))
    assert (found["same_story"], found["story_score"]) == (False, None)
    assert found["story_why"] == "too few places, names and figures in common"


def test_reports_that_are_likely_but_not_sure_to_be_one_tell_what_would_be_enough() -> None:
    later = text("На шахте имени Костенко обсудили охрану труда и премии.", "Совещание")
    found = answer(text(FALL), later)
    assert found["same_story"] is False
    enough = weights().threshold
    assert 0 < found["story_score"] < enough
    assert found["story_why"].startswith(
        f"not enough in common: {found['story_score']:.2f} of {enough:.2f} needed (the"
    )


@pytest.mark.parametrize(
    ("one", "other", "first"),
    [
        ("2026-11-18T09:40+05:00", "2026-11-18T10:55+05:00", "a"),
        ("2026-11-18T12:40+05:00", "2026-11-18T07:00Z", "b"),
        ("2026-11-18", "2026-11-19T10:55+05:00", "a"),
        # a day without an hour is told from other days only
        ("2026-11-18", "2026-11-18T10:55+05:00", None),
        ("2026-11-18T10:55+05:00", "2026-11-18T05:55Z", None),
        ("2026-11-18", "", None),
        ("2026-11", "2026-12-01", None),
    ],
)
def test_it_is_told_which_was_published_first(one: str, other: str, first: str | None) -> None:
    given_ = [{"title": "", "text": FALL, "published": when} for when in (one, other)]
    found = compare(*(text_of(each, "a") for each in given_))
    assert found.as_record()["first"] == first


def test_texts_without_words_are_answered() -> None:
    nothing = text("", "")
    assert answer(nothing, nothing)["copy"] is True
    assert answer(text(FALL), nothing)["copy"] is False
    assert answer(nothing, text("...", "!"))["similarity"] in {0.0, 1.0}


@settings(max_examples=60, deadline=None)
@given(*[st.text(max_size=80).map(lambda words: f"{FALL[:120]} {words}") | st.text()] * 2)
def test_any_two_texts_are_compared_and_only_the_shares_depend_on_their_order(
    one: str, other: str
) -> None:
    first, second = text(one), text(other)
    there, back = answer(first, second), answer(second, first)
    for name in ("copy", "similarity", "containment", "same_story", "story_score"):
        assert there[name] == back[name]
    for name in ("similarity", "containment", "own_share"):
        assert 0 <= there[name] <= 1
    assert there["same_story"] or not there["copy"]
    assert there["why"]
    assert there["story_why"]


_VALUES = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(), max_size=2)


@settings(max_examples=100)
@given(
    st.dictionaries(st.sampled_from(("title", "text", "language", "published", "x")), _VALUES)
    | _VALUES
)
def test_whatever_stands_for_a_text_is_read_or_refused_by_name(given_text: object) -> None:
    told = ""
    try:
        found = text_of(given_text, "b")
    except ValueError as error:
        told = str(error)
    if told:
        assert told.startswith("b")
    else:
        assert isinstance(given_text, dict)
        assert (found.title, found.text) == (given_text["title"], given_text["text"])


def test_the_language_is_told_by_the_words_unless_it_is_given() -> None:
    assert text(FALL).language == "ru"
    assert text(FALL, language="kk-KZ").language == "kk"
    assert text(FALL, language=None).language == "ru"
    assert text("", "").language == "und"


def test_a_time_without_offset_is_almaty_time_and_a_month_tells_no_day() -> None:
    assert published("2026-11-18T09:40", "x")[0] == datetime(2026, 11, 18, 4, 40, tzinfo=UTC)
    assert published("2026-11-17T21:00+00:00", "x")[1] == date(2026, 11, 18)
    assert published("2026-11-18", "x")[1] == date(2026, 11, 18)
    assert published("2026-11", "x") == published("", "x") == (None, None)


@pytest.mark.parametrize(
    ("given_text", "told"),
    [
        ("words", "a has to be an object"),
        (None, "a has to be an object"),
        ({"text": ""}, "a.title is missing"),
        ({"title": "", "text": None}, "a.text has to be a string"),
        ({"title": 1, "text": ""}, "a.title has to be a string"),
        ({"title": "", "text": "", "language": 5}, "a.language has to be a string or null"),
        ({"title": "", "text": "", "language": "по-русски"}, "a.language 'по-русски' is no lang"),
        ({"title": "", "text": "", "published": ["x"]}, "a.published has to be a string or null"),
        ({"title": "", "text": "", "published": "soon"}, "a.published 'soon' is no date"),
        ({"title": "", "text": "", "published": "0001-01-01T00:00+09:00"}, "is no date"),
    ],
)
def test_a_wrong_text_is_told_by_its_field(given_text: object, told: str) -> None:
    with pytest.raises(ValueError, match=told.replace(".", r"\.")):
        text_of(given_text, "a")
