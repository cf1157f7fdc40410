from __future__ import annotations

from pipelines.judgement import Fact
from pipelines.stories.moments import moments_of


def dated(moment: str, start: int, *, moment_to: str = "", where: str = "text") -> Fact:
    return Fact(
        kind="date",
        unit="",
        moment=moment,
        moment_to=moment_to,
        quote="",
        where=where,  # type: ignore[arg-type]
        span=(start, start + 1),
    )


def test_dated_facts_and_written_years_are_times() -> None:
    facts = [dated("2026-05-26", 5), dated("2026-07", 9, moment_to="2026-09"), dated("", 12)]
    told = ["Рудник проработает до 2047 года", "since 1996, the mine"]
    assert moments_of(facts, [], told) == ("1996", "2026-05-26", "2026-07", "2026-09", "2047")


def test_what_was_before_is_none_but_a_title_is_never_before() -> None:
    facts = [dated("2019-02-01", 5), dated("2026-05-26", 5, where="title")]
    assert moments_of(facts, [(0, 10)], []) == ("2026-05-26",)


def test_a_number_that_only_looks_like_a_year_is_none() -> None:
    assert moments_of([], [], ["1950 тонн? 12,1950 и 20261 и 2026%", "№ 5/1990"]) == ("1950",)
