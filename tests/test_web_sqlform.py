"""What the SQL page is asked, and its answer as cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.web import sqlform
from desk.web.asked import Asked
from desk.web.sqlform import Cell, cells, parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass(frozen=True)
class Question:
    name: str
    sql: str
    topic: str = "towns"
    title: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str | float] = field(default_factory=dict)


GALLERY: Any = (
    Question("of_town", "SELECT :town, :least\n", parameters={"town": "Ridder", "least": 2}),
    Question("plain", "SELECT 1"),
)


def wanted(**given: str) -> sqlform.Wanted:
    values = {name: (value,) for name, value in given.items()}
    return sqlform.wanted(Asked("/sql", "en", NOW, values), GALLERY)


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("SELECT :a, :b_1, :a", ("a", "b_1")),
        ("SELECT ':a', \":b\", [:c], '12:30' -- :d\n, /* :e */ :f", ("f",)),
        ("SELECT a::text, 'it''s :x', :y /* open :z", ("y",)),
        ("SELECT '10:20'", ()),
    ],
)
def test_parameters_are_those_outside_of_texts_and_comments(
    sql: str, names: tuple[str, ...]
) -> None:
    assert parameters(sql) == names


def test_a_parameter_that_no_address_can_fill_is_known() -> None:
    assert sqlform.reserved("SELECT :a, :question, ':sql'") == "question"
    assert sqlform.reserved("SELECT :a") == ""


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (("id", "title", "id", "id"), ("id", "title", "id_2", "id_3")),
        (("id", "id", "id_2"), ("id", "id_3", "id_2")),
        ((), ()),
    ],
)
def test_columns_of_one_name_are_told_apart(
    columns: tuple[str, ...], names: tuple[str, ...]
) -> None:
    assert sqlform.apart(columns) == names


def test_a_question_comes_with_its_usual_values() -> None:
    found = wanted(question="of_town")
    assert (found.name, found.values) == ("of_town", {"town": "Ridder", "least": 2})


def test_a_value_is_a_number_where_the_question_has_one() -> None:
    assert wanted(question="of_town", least="-5", town="7").values == {"town": "7", "least": -5}
    assert wanted(question="of_town", least="1.5").values["least"] == 1.5
    assert wanted(question="of_town", least="many").values["least"] == "many"


def test_sql_that_was_changed_is_no_question_any_more() -> None:
    changed = wanted(question="of_town", sql="SELECT :town")
    assert (changed.name, changed.sql, changed.values) == ("", "SELECT :town", {"town": ""})
    same = wanted(question="of_town", sql="SELECT :town, :least", town="Aksu")
    assert (same.name, same.values["town"]) == ("of_town", "Aksu")
    assert wanted(question="none").sql == ""


def test_the_same_is_had_in_other_forms() -> None:
    address = urlsplit(wanted(question="of_town", town="Қала").address("csv"))
    assert address.path == "/sql.csv"
    assert parse_qs(address.query) == {"question": ["of_town"], "town": ["Қала"], "least": ["2"]}
    assert wanted(sql="SELECT 1").address() == "/sql?sql=SELECT+1"


def test_cells_lead_to_pages_and_to_the_web_and_nowhere_else() -> None:
    columns = ("id", "town_id", "url", "title", "n", "empty")
    row = (3, "ridder", "https://a.example/?a=1", "javascript:alert(1)", 1.5, None)
    assert cells(columns, [row]) == [
        [
            Cell("3", "/article/3", is_number=True),
            Cell("ridder", "/town/ridder"),
            Cell("https://a.example/?a=1", "https://a.example/?a=1", is_outside=True),
            Cell("javascript:alert(1)"),
            Cell("1.5", is_number=True),
            Cell(""),
        ]
    ]


def test_a_long_text_is_cut_and_its_marks_are_taken_out() -> None:
    assert cells(("t",), [("x" * 500,)])[0][0].text == "x" * 240 + "…"
    assert cells(("t",), [("a\u202eb\x1b[31mc",)])[0][0].text == "a bc"


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_no_sql_is_too_strange_to_be_read(sql: str) -> None:
    assert set(wanted(sql=sql).values) == set(parameters(wanted(sql=sql).sql)) - sqlform.RESERVED
