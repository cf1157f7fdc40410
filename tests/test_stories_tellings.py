"""Figures as reports tell them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.stories.tellings import (
    Figure,
    Told,
    is_of_other_times,
    is_part,
    moment_of,
    saying,
    time_of,
)

AT = datetime(2026, 11, 18, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 19, 9, tzinfo=UTC)
DEAD = Figure(kind="people", role="dead", value=2, unit="people")


def with_sentence(words: str) -> Figure:
    return Figure(kind="people", role="dead", value=2, unit="people", sentence=words)


@pytest.mark.parametrize(
    "words",
    [
        "Среди раненых двое кыргызстанцев.",
        "Двое из них скончались.",
        "Пострадали два гражданина Кыргызстана.",
        "Қаза тапқандардың арасында екі қытай азаматы бар.",
        "Two Kyrgyz nationals were among the wounded.",
        "Five died, two of them rescuers.",
    ],
)
def test_a_sentence_that_names_a_part_is_known(words: str) -> None:
    assert is_part(with_sentence(words))


@pytest.mark.parametrize("words", ["Погибли двое.", "Екі адам қаза тапты.", "Two miners died."])
def test_a_sentence_of_all_is_no_part(words: str) -> None:
    assert not is_part(with_sentence(words))
    assert not is_of_other_times(with_sentence(words))


@pytest.mark.parametrize(
    "words",
    [
        "The accident comes three years after a blast that took 46 lives.",
        "Жарылыстан үш жылдан кейін тағы екі адам қаза тапты.",
        "Обвал случился спустя три года после взрыва, унёсшего 46 жизней.",
        "It is the worst disaster since 2006.",
    ],
)
def test_a_sentence_that_looks_back_is_known(words: str) -> None:
    assert is_of_other_times(with_sentence(words))


def test_a_saying_has_the_time_of_its_version() -> None:
    edited = Figure(kind="people", value=3, unit="people", edited_at=LATER)
    before = Figure(kind="people", value=2, unit="people", is_withdrawn=True)
    report = Told("4", AT, (edited, before, DEAD), "agency")
    told = [(one.at, one.version) for one in (saying(report, each) for each in report.figures)]
    assert told == [(LATER, "edited"), (AT, "withdrawn"), (AT, "")]
    assert (report.source, Told("4", AT, ()).source) == ("agency", "4")


def test_a_time_of_the_same_month_is_the_news_itself() -> None:
    assert moment_of(Figure(kind="people", value=1, unit="people", moment="2026-11-18"), AT) == ""
    past = Figure(kind="people", value=1, unit="people", moment="2023")
    assert moment_of(past, AT) == moment_of(past, None) == "2023"
    assert time_of(None) < time_of(AT) < time_of(LATER)
