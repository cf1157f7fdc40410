"""What makes one answer better than another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from desk.searchlanguage.candidate import Candidate
from desk.searchlanguage.lexing import Item
from desk.searchlanguage.ranking import Seen, freshness, rough, score, seen, why
from desk.searchlanguage.terms import term

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ONE = Candidate(1, NOW.isoformat(), "2026-11-20", "s", "ru", is_mining=True, is_monotown=False)


def test_a_title_with_all_words_beats_any_number_of_them_in_the_text() -> None:
    titled = score(replace(ONE, titled=2), Seen(2, 2), 2, NOW)
    often = score(ONE, Seen(30, 2, is_exact=True), 2, NOW)
    half = score(replace(ONE, titled=1), Seen(2, 2), 2, NOW)
    assert titled > often
    assert titled > half


def test_words_together_as_typed_and_in_the_lead_count() -> None:
    plain = score(ONE, Seen(1, 0), 1, NOW)
    assert score(replace(ONE, is_close=True), Seen(1, 0), 1, NOW) > plain
    assert score(ONE, Seen(1, 0, is_exact=True), 1, NOW) > plain
    assert score(ONE, Seen(1, 1), 1, NOW) > plain
    assert score(ONE, Seen(9, 0), 1, NOW) > plain


def test_age_takes_a_quarter_in_a_month_and_never_more_than_half() -> None:
    assert freshness("2026-11-20T12:00:00+00:00", NOW) == 1.0
    assert round(freshness("2026-10-21", NOW), 2) == 0.75
    assert 0.5 < freshness("1990-01-01", NOW) < 0.51
    assert freshness("", NOW) == freshness("no date", NOW) < 0.51
    # what is dated ahead is as new as can be
    assert freshness("2027-01-01", NOW) == 1.0
    assert rough(ONE, 1, NOW) > rough(replace(ONE, day="2025-01-01"), 1, NOW)


def test_what_speaks_for_an_article_is_told() -> None:
    best = replace(ONE, titled=1, is_close=True)
    assert why(best, Seen(3, 1, is_exact=True)) == ("close", "title", "exact", "lead")
    assert why(ONE, Seen(1, 0)) == why(ONE, None) == ("forms",)


def test_the_text_is_looked_at_after_the_title() -> None:
    sought = [found.sought() for word in ("шахта", "авария") if (found := term(Item(word)))]
    title = "авария\n"
    assert seen(f"{title}на шахте авария", len(title), sought) == Seen(2, 2)
    assert seen(f"{title}шахта", len(title), sought) == Seen(1, 1, is_exact=True)
    late = f"{title}{'слово ' * 80}шахта"
    assert seen(late, len(title), sought) == Seen(1, 0, is_exact=True)
