from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stories import overlap
from pipelines.stories.report import Report

AT = datetime(2026, 3, 2, tzinfo=UTC)
BASE = Report(at=AT, language="ru")
RARITY = {"strike": 0.8, "mine": 0.2}


def test_a_name_tells_the_more_the_more_consonants_it_has() -> None:
    told = [
        overlap.names(*[replace(BASE, names=(name,))] * 2)
        for name in ("mr", "kts", "krkt", "bldnv", "stklv")
    ]
    assert told[0] == 0.0
    assert told == sorted(told)
    assert told[3] == told[4]


def test_names_in_the_lead_are_counted_by_themselves() -> None:
    lead = replace(BASE, names=("krkt", "bldnv"), lead_names=("krkt",))
    late = replace(lead, lead_names=("bldnv",))
    assert overlap.lead_names(lead, lead) > 0 == overlap.lead_names(lead, late)
    assert overlap.names(lead, late) == overlap.names(lead, lead)


def test_a_number_tells_the_more_the_more_digits_it_has() -> None:
    told = [
        overlap.numerals(*[replace(BASE, numerals=(number,))] * 2)
        for number in ("78", "214", "6123", "61237")
    ]
    assert 0 < told[0] < told[1] < told[2] == told[3]


def test_what_long_reports_share_by_chance_tells_nothing() -> None:
    def long(own: str) -> Report:
        names = ("bldnv", *(f"{own}{number}" for number in range(30)))
        return replace(BASE, names=names, numerals=("214", *(f"{own}.{n}" for n in range(30))))

    assert overlap.names(long("1"), long("2")) == 0.0
    assert overlap.numerals(long("1"), long("2")) == 0.0


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-05-26", 1.0),
        ("2026-03-02", 0.0),
        ("2026-05", 0.4),
        ("2047", 0.6),
        ("1996", 0.6),
        ("2027", 0.0),
        ("2025", 0.0),
    ],
)
def test_times_other_than_that_of_the_news_tell_that_it_is_the_same(
    moment: str, told: float
) -> None:
    one = replace(BASE, moments=(moment,))
    assert overlap.moments(one, one) == told
    assert overlap.moments(one, BASE) == 0.0


def test_without_a_time_every_year_tells() -> None:
    one = replace(BASE, at=None, moments=("2026",))
    assert overlap.moments(one, one) == 0.6


def test_a_rare_thing_tells_more_than_a_common_one() -> None:
    rare = replace(BASE, topics=("strike",), concepts=("strike",), heads=("strike",))
    common = replace(BASE, topics=("mine",), concepts=("mine",), heads=("mine",))
    for measure in (overlap.rare, overlap.heads):
        assert measure(rare, rare, RARITY) > measure(common, common, RARITY) > 0
        assert measure(rare, common, RARITY) == 0.0


def test_what_leads_counts_wherever_the_other_speaks_of_it() -> None:
    rare = replace(BASE, topics=("strike",), concepts=("strike",))
    later = replace(BASE, topics=("mine",), concepts=("mine", "strike"))
    assert overlap.led(rare, rare, RARITY) == 1.0
    assert overlap.led(rare, later, RARITY) == 0.5
    assert overlap.led(rare, BASE, RARITY) == 0.0


def test_the_cosine_is_that_of_all_things_by_their_rarity() -> None:
    one = replace(BASE, concepts=("mine", "strike"))
    assert overlap.cosine(one, one, RARITY) == pytest.approx(1.0)
    two = replace(BASE, concepts=("mine", "wage"))
    assert 0 < overlap.cosine(one, two, RARITY) < 0.1
    assert overlap.cosine(one, BASE, RARITY) == 0.0


def test_words_are_contained_in_the_more_numerous_ones() -> None:
    assert overlap.contained(("a", "b"), ("a", "b", "c")) == 1.0
    assert overlap.contained(("a", "d"), ("a", "b", "c")) == 0.5
    assert overlap.contained(("a",), ("a", "b")) == 0.0


names = st.lists(st.sampled_from(["kts", "krkt", "bldnv", "srk"]), unique=True).map(tuple)
numbers = st.lists(st.sampled_from(["14", "214", "1.37"]), unique=True).map(tuple)
things = st.lists(st.sampled_from(["mine", "strike", "wage"]), unique=True).map(tuple)
told = st.builds(
    Report,
    at=st.sampled_from([None, AT]),
    language=st.just("ru"),
    names=names,
    lead_names=names,
    numerals=numbers,
    moments=st.lists(st.sampled_from(["2026-05", "2047"]), unique=True).map(tuple),
    topics=things,
    concepts=things,
    heads=things,
)


@given(told, told)
@settings(max_examples=60)
def test_every_measure_is_symmetric_and_not_negative(a: Report, b: Report) -> None:
    for plain in (overlap.names, overlap.lead_names, overlap.numerals, overlap.moments):
        assert plain(a, b) == plain(b, a) >= 0
    for weighed in (overlap.led, overlap.rare, overlap.heads, overlap.cosine):
        assert weighed(a, b, RARITY) == pytest.approx(weighed(b, a, RARITY))
        assert weighed(a, b, RARITY) >= 0


def test_what_one_leads_with_and_the_other_speaks_of_is_held_by_both_halves() -> None:
    strike = replace(BASE, heads=("strike",), concepts=("mine", "strike"))
    mine = replace(BASE, heads=("mine", "strike"), concepts=("mine",))
    assert overlap.held(strike, strike, RARITY) == 1.0
    assert overlap.held(strike, mine, RARITY) == overlap.held(mine, strike, RARITY) == 0.5
    assert overlap.held(strike, BASE, RARITY) == 0.0
