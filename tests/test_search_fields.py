"""Fields of the search line, and their values."""

from __future__ import annotations

from typing import get_args

import pytest

from desk.config.model import Event, Topic
from desk.searchlanguage import fields


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("town", "town"), ("Город", "town"), ("ҚАЛА", "town"), ("кала", "town"), ("mine", "asset"),
        ("событие", "event"), ("оқиға", "event"), ("после", "since"), ("кейін", "since"),
        ("до", "before"), ("until", "until"), ("күні", "on"), ("title", "title"), ("https", None),
    ],
)  # fmt: skip
def test_a_field_has_names_in_three_languages(name: str, field: str | None) -> None:
    assert fields.field_named(name) == field


@pytest.mark.parametrize(
    ("field", "value", "canonical"),
    [
        ("event", "accident", "accident"), ("event", "Авария", "accident"),
        ("event", "аварии", "accident"), ("event", "апат", "accident"),
        ("event", "ереуіл", "strike"), ("event", "концерт", None),
        ("topic", "моноқала", "monotown"), ("topic", "mining", "mining"),
        ("language", "қазақша", "kk"), ("language", "KZ", "kk"), ("language", "русский", "ru"),
    ],
)  # fmt: skip
def test_a_value_is_known_in_any_language(field: str, value: str, canonical: str | None) -> None:
    assert fields.listed_value(field, value) == canonical


def test_what_comes_near_is_told_and_nothing_where_nothing_does() -> None:
    assert fields.near_values("event", "acident") == ("accident",)
    assert fields.near_values("event", "xyz") == ()
    assert "town" in fields.near_fields("twon")


def test_a_slip_of_the_pen_is_no_case_form() -> None:
    assert fields.listed_value("topic", "minning") is None
    assert fields.near_values("topic", "minning") == ("mining",)


def test_words_of_the_news_speak_of_kinds_of_events() -> None:
    words = ("Гибель", "взрыва", "collapse", "өрт", "шахта")
    assert [fields.sign_of(one) for one in words] == ["accident"] * 4 + [None]


def test_kenwatch_writes_a_field_by_its_first_name() -> None:
    assert fields.spelt("since") == "after"
    assert fields.spelt("entity") == "entity"


def test_days_have_names_and_little_words_are_known() -> None:
    assert (fields.when("Вчера"), fields.when("бүгін"), fields.when("завтра")) == ("yesterday", "today", None)  # fmt: skip
    assert fields.is_little("в")
    assert not fields.is_little("шахта")
    assert not fields.is_little("words")


def test_every_event_and_topic_of_the_archive_can_be_asked_for() -> None:
    assert all(fields.listed_value("event", kind) == kind for kind in get_args(Event))
    assert all(fields.listed_value("topic", kind) == kind for kind in get_args(Topic))
