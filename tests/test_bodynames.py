"""Organisations that are told by a name alone."""

from __future__ import annotations

import pytest

from pipelines.quotes.bodynames import named_body


@pytest.mark.parametrize(
    ("chunk", "name"),
    [("в «Казфосфате»", "Казфосфате"), ("как отметили в ERG", "ERG"), ("the IMF", "IMF")],
)
def test_a_name_in_marks_or_in_capitals_is_an_organisation(chunk: str, name: str) -> None:
    found = named_body(chunk)
    assert found is not None
    assert found[0] == name
    assert name in chunk[found[2] : found[3]]


def test_a_legal_form_belongs_to_the_name_in_marks_and_is_none_by_itself() -> None:
    assert named_body("«Каратау» ЖШС") == ("Каратау", 0, 0, 13)
    assert named_body("жители РК") is None
