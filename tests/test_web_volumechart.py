"""Articles over time as columns."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from desk.watchdays import days_of
from desk.web.volumechart import day_chart, month_chart, month_edges, told
from desk.web.words import Words
from desk.wording.phrases import LANGUAGES

NOW = datetime(2026, 1, 31, 20, tzinfo=UTC)


def words(language: str) -> Words:
    return Words(language, "web_towns", "web_charts")


def test_every_day_has_a_column_and_leads_to_its_articles() -> None:
    days = days_of(date(2026, 11, 1), date(2026, 11, 20))
    counts = {date(2026, 11, 19): {"mining": 2, "both": 1, "monotown": 0}}
    chart = day_chart(days, counts, words("en"))
    assert [one.values for one in chart.columns][-2:] == [(2, 1, 0), (0, 0, 0)]
    assert chart.columns[-2].href == "/search?since=2026-11-19&until=2026-11-19"
    assert [one.name for one in chart.series] == ["mining", "both", "mono-towns"]


@pytest.mark.parametrize("count", [1, 6, 30, 90])
def test_about_six_days_are_named_the_last_one_always(count: int) -> None:
    days = days_of(date(2026, 1, 1), date.fromordinal(date(2026, 1, 1).toordinal() + count - 1))
    named = [bool(one.short) for one in day_chart(days, {}, words("ru")).columns]
    assert named[-1]
    assert 1 <= sum(named) <= 6


def test_a_chart_says_in_words_what_it_shows() -> None:
    days = days_of(date(2026, 11, 19), date(2026, 11, 20))
    full = day_chart(days, {days[0]: {"mining": 3}, days[1]: {"mining": 1}}, words("en"))
    assert told(full, words("en")) == "4 in all; the most, 3, on 19 November 2026."
    assert told(day_chart(days, {}, words("en")), words("en")) == "Nothing in this time."


def test_months_are_those_of_almaty_and_the_last_one_ends_now() -> None:
    # in Almaty February has begun
    edges = month_edges(NOW, 3)
    assert [one.date().isoformat() for one in edges[:-1]] == [
        "2025-12-01",
        "2026-01-01",
        "2026-02-01",
    ]
    assert edges[-1] > NOW


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_leads_to_its_articles_of_the_town(language: str) -> None:
    edges = month_edges(NOW, 3)
    chart = month_chart(edges, [4, 0, 1], "ridder", words(language))
    assert [one.total for one in chart.columns] == [4, 0, 1]
    assert chart.columns[0].href == "/search?town=ridder&since=2025-12-01&until=2025-12-31"
    assert chart.columns[-1].href == "/search?town=ridder&since=2026-02-01&until=2026-02-01"


def test_months_are_called_as_each_language_calls_them() -> None:
    names = {
        language: month_chart(month_edges(NOW, 1), [1], "x", words(language)).columns[0]
        for language in LANGUAGES
    }
    assert names["en"].name == "February 2026"
    assert names["ru"].name == "февраль 2026"
    assert "2026" in names["kk"].name
    assert names["ru"].short == "февр."
