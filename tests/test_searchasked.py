from __future__ import annotations

import shlex
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.searchlanguage.conditions import Chosen
from desk.web import searchasked
from desk.web.asked import Asked
from desk.web.searchasked import Wanted, command, feed, wanted

NOW = datetime(2026, 11, 20, tzinfo=UTC)
NAMES = {"en": "Ridder", "ru": "Риддер", "kk": "Риддер"}


def asked(**values: Any) -> Asked:
    return Asked("/search", "en", NOW, {name: tuple(held) for name, held in values.items()})


def chosen(field: str, value: str, *, typed: bool = False, **given: Any) -> Chosen:
    names = NAMES if field == "town" else {}
    return Chosen(**{"field": field, "value": value, "names": names, "typed": typed, **given})


def test_words_and_filters_are_read_and_what_is_none_is_left_out() -> None:
    found = wanted(
        asked(q=["  шахта \n авария "], town=["ridder", "ridder", " "], sort=["newest"],
              page=["3"], lang=["kk"], color=["red"])
    )  # fmt: skip
    assert found == Wanted("шахта авария", {"town": ("ridder",)}, "newest", 3)
    assert wanted(asked(sort=["odd"], page=["-1"])) == Wanted("", {})


def test_the_address_of_a_search_is_read_back_as_it_was() -> None:
    one = Wanted('"a b" -c&d', {"town": ("x", "y"), "since": ("2026-01-01",)}, "newest", 2)
    given = parse_qs(urlsplit(one.address()).query)
    assert wanted(asked(**given)) == one
    assert Wanted("", {}).address() == "/search"
    assert one.on_page(1).address("/search.json").startswith("/search.json?q=")


def test_a_filter_more_or_another_order_begins_at_the_first_page() -> None:
    one = Wanted("a", {"town": ("x",)}, page=4)
    assert one.with_one("town", "y") == Wanted("a", {"town": ("x", "y")})
    assert one.with_only(since="2026", town="z") == Wanted(
        "a", {"since": ("2026",), "town": ("z",)}
    )
    assert one.sorted("newest") == Wanted("a", {"town": ("x",)}, "newest")
    assert one.bare() == Wanted("a", {})
    assert one.instead("b") == Wanted("b", {"town": ("x",)})


def test_a_filter_is_taken_away_by_its_place_whatever_it_was_asked_by() -> None:
    one = Wanted("a", {"town": ("Риддер", "Абай"), "topic": ("mining",)})
    held = [chosen("town", "ridder"), chosen("town", "abai"), chosen("topic", "mining")]
    assert one.without(held[1], held).given == {"town": ("Риддер",), "topic": ("mining",)}
    assert one.without(held[2], held).given == {"town": ("Риддер", "Абай")}


def test_a_filter_that_was_not_understood_is_no_hindrance_to_taking_others_away() -> None:
    one = Wanted("", {"town": ("nowhere", "abai")})
    held = [chosen("town", "abai")]
    assert one.without(held[0], held).given == {"town": ("nowhere",)}
    named = Wanted("", {"town": ("nowhere", "Абай")})
    assert named.without(held[0], held).given == {}


@pytest.mark.parametrize(
    ("text", "held", "told"),
    [
        ("", (), "kenwatch latest"),
        ("it's", (), """kenwatch search 'it'"'"'s'"""),
        ("-снег", (), "kenwatch search -- -снег"),
        ("шахта", [chosen("town", "ridder"), chosen("since", "2026-01-01")],
         "kenwatch search 'town:Ridder after:2026-01-01 шахта'"),
        ("шахта town:Риддер", [chosen("town", "ridder", typed=True)],
         "kenwatch search 'шахта town:Риддер'"),
        ("a", [chosen("company", "kaz", names={"en": 'KAZ "M"', "ru": "", "kk": ""},
                      excluded=True)],
         "kenwatch search -- '-company:\"KAZ M\" a'"),
        ("a", [chosen("entity", "ridder")], None),
    ],
)  # fmt: skip
def test_the_command_asks_the_same(text: str, held: list[Chosen], told: str | None) -> None:
    found = command(text, held)
    if told is None:
        assert found is None
    else:
        assert found is not None
        assert shlex.split(found) == shlex.split(told)


def test_the_command_keeps_the_order() -> None:
    assert command("-a b", [], "newest") == "kenwatch search --newest -- '-a b'"


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_no_words_break_out_of_the_command(text: str) -> None:
    found = command(" ".join(text.split()), [])
    assert found is not None
    assert len(shlex.split(found)) <= 4


@pytest.mark.parametrize(
    ("text", "held", "address"),
    [
        ("", [], "/feeds/latest.atom"),
        ("a b", [chosen("town", "ridder"), chosen("topic", "mining")],
         "/feeds/latest.atom?words=a+b&town=Ridder&topic=mining"),
        ("a", [chosen("company", "qarmet")], None),
        ("a town:x", [chosen("town", "x", typed=True)], None),
        ("a", [chosen("topic", "mining", excluded=True)], None),
        ("a", [chosen("language", "ru"), chosen("language", "kk")], None),
    ],
)  # fmt: skip
def test_a_feed_is_offered_only_where_it_asks_the_same(
    text: str, held: list[Chosen], address: str | None
) -> None:
    assert feed(text, held) == address


def test_values_without_end_are_cut() -> None:
    found = wanted(asked(town=[f"{n}{'x' * 500}" for n in range(99)]))
    assert len(found.given["town"]) <= 20
    assert max(map(len, found.given["town"])) <= 200
    assert searchasked.FIELDS[0] == "town"
