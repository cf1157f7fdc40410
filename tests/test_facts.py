from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.facts import find_facts
from pipelines.text import clean
from tests.factlabels import (
    Labelled,
    counted,
    facts_of,
    labelled,
    news,
    score_dates,
    score_facts,
    score_roles,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parents[1] / "samples" / "content"

# the figures of one report, as three newsrooms tell it in three languages
REPORT = {
    (1.1e12, "KZT", 2.46e9, "USD"),
    (28.7e9, "KZT", 64.2e6, "USD"),
    (4.2e12, "KZT", 9.4e9, "USD"),
    (1.3e6, "people", None, ""),
    (40.0, "%", None, ""),
    (6.1, "%", None, ""),
    (92_300.0, "SMEs", None, ""),
}
PUBLISHED = date(2024, 4, 2)
MONEY_AND_PEOPLE = frozenset({"money", "people"})


@pytest.mark.parametrize(
    "name",
    [
        "agency/monotowns-minerals",
        "qala/monoqalalardan-tabylgan-qazba-bailyq",
        "herald/mineral-finds-single-industry-towns",
    ],
)
def test_one_report_gives_the_same_figures_in_every_language(name: str) -> None:
    record = tomllib.loads((SAMPLES / f"{name}.toml").read_text(encoding="utf-8"))
    facts = find_facts(clean(record["body"]), language=record["language"], published=PUBLISHED)
    figures = [fact for fact in facts if fact.kind != "date"]
    assert {(f.value, f.unit, f.other_value, f.other_unit) for f in figures} == REPORT
    assert [fact.value_to for fact in facts if fact.value_to] == [100_200]
    assert {fact.role for fact in figures if fact.kind == "people"} == {"residents"}
    assert "2023" in {fact.moment for fact in facts}


@pytest.mark.parametrize("example", labelled("fit"), ids=lambda example: example.text[:30])
def test_the_facts_of_a_short_text_of_the_fit_part_are_found(example: Labelled) -> None:
    assert facts_of(example) == example.facts


@pytest.mark.parametrize("read", [labelled, news])
def test_precision_and_recall_on_the_check_part_stay_above_their_floors(
    read: Callable[[str], list[Labelled]],
) -> None:
    for kinds in (frozenset[str](), MONEY_AND_PEOPLE):
        score = score_facts(read("check"), kinds)
        assert score.gold > 50
        assert score.precision >= 0.98
        assert score.recall >= 0.95


def test_money_and_people_of_ordinary_news_stay_above_their_floors() -> None:
    score, roles = score_facts(counted(), MONEY_AND_PEOPLE), score_roles(counted())
    assert score.gold > 120
    assert min(score.precision, score.recall) >= 0.99
    assert min(roles.precision, roles.recall) >= 0.95


def test_roles_and_dates_on_the_check_part_stay_above_their_floors() -> None:
    roles, dates = score_roles(news("check")), score_dates(news("check"))
    assert min(roles.gold, dates.gold) > 40
    assert min(roles.precision, roles.recall) >= 0.91
    assert min(dates.precision, dates.recall) >= 0.97


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("5 тонн", ["tonnage"]),
        ("5 человек", ["people"]),
        ("5 тенге", ["money"]),
        ("5 %", ["share"]),
        ("рост на 5 %", ["change"]),
        ("5 га", ["count"]),
        ("5 г/т", ["grade"]),
        ("в 2026 году", ["date"]),
        ("5 лет", []),
        ("", []),
    ],
)
def test_the_kind_follows_the_unit(text: str, kinds: list[str]) -> None:
    assert [fact.kind for fact in find_facts(text)] == kinds


def test_the_language_decides_what_a_comma_means() -> None:
    assert [fact.value for fact in find_facts("1,234 KZT", language="en")] == [1234]
    assert [fact.value for fact in find_facts("1,234 KZT", language="ru")] == [1.234]
    assert [fact.value for fact in find_facts("worth 1,234 KZT")] == [1234]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "valued at 1.1 trillion tenge (US$2.46 billion)",
            ("money", 1.1e12, "KZT", 2.46e9, "USD", "1.1 trillion tenge (US$2.46 billion)"),
        ),
        ("sold for $5m", ("money", 5e6, "USD", None, "", "$5m")),
    ],
)
def test_a_sum_in_two_currencies_is_one_fact(text: str, fields: tuple[object, ...]) -> None:
    (fact,) = find_facts(text)
    told = (fact.kind, fact.value, fact.unit, fact.other_value, fact.other_unit, fact.quote)
    assert told == fields


def test_a_fact_says_all_that_stands_beside_its_figure() -> None:
    (fact,) = find_facts("Завод будет выпускать около 1,2 млн тонн меди в год.")
    assert (fact.subject, fact.bound, fact.per) == ("меди", "about", "year")


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "1 " * 50_000,
        "12," * 30_000,
        "1-" * 50_000,
        "сто " * 25_000,
        "from 1 to " * 10_000,
        "5 тыс. " * 14_000,
        "killed " * 14_000,
        "$" * 100_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    assert all(fact.quote for fact in find_facts(text))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "1",
                "92",
                "300",
                "5,5",
                "млн",
                "тыс.",
                "тенге",
                "теңгеден",
                "$",
                "US$",
                "%",
                "from",
                "с",
                "до",
                "to",
                "100",
                "пайызға",
                "человек",
                "five",
                "жүз",
                "он",
                "-",
                "–",
                "(",
                ")",
                ".",
                "\n",
                "№",
                "killed",
                "погибли",
                "т",
                "га",
                "2024",
                "года",
                "мая",
                "May",
                "вчера",
                "за",
                "или",
                "of",
                "раза",
                "содержание",
            ]
        ),
        max_size=25,
    )
)
def test_each_quote_is_the_text_of_its_span_and_none_overlap(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for fact in find_facts(text, published=PUBLISHED):
        assert fact.quote == text[slice(*fact.span)]
        assert end <= fact.span[0] < fact.span[1]
        end = fact.span[1]


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    assert isinstance(find_facts(text), tuple)
