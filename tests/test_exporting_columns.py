"""What a column of a sheet holds, and how it is written in a plain cell."""

from __future__ import annotations

from typing import Any

import pytest

from desk.exporting.columns import Column, cell, named, shaped

PART = Column("said", "flag", "whether it was said")
FIGURES = Column("figures", "records", "figures", (Column("n", "number", "how many"),), "{n}")
CARDS = Column(
    "cards", "records", "cards", (Column("town", "text", "where"), PART, FIGURES), "{town}|{said}"
)


@pytest.mark.parametrize(
    ("kind", "stored", "meant"),
    [
        ("text", "Кен", "Кен"),
        ("integer", None, None),
        ("flag", 1, True),
        ("flag", 0, False),
        ("flag", None, None),
        ("texts", '["Риддер", 5]', ["Риддер", "5"]),
        ("texts", None, []),
        ("integers", "[7, 8]", [7, 8]),
        ("integers", None, []),
    ],
)
def test_a_stored_value_becomes_what_its_column_says(kind: Any, stored: object, meant: Any) -> None:
    assert shaped([Column("x", kind, "")], {"x": stored}) == {"x": meant}


def test_records_have_all_their_parts_however_deep() -> None:
    stored = '[{"town": "Ridder", "said": 1, "figures": [{"n": 2}], "more": 3}, {}]'
    assert shaped([CARDS], {"cards": stored})["cards"] == [
        {"town": "Ridder", "said": True, "figures": [{"n": 2}]},
        {"town": None, "said": None, "figures": []},
    ]


def test_a_plain_cell_has_the_gist_of_each_record() -> None:
    records = [{"town": "Ridder", "said": True}, {"town": None, "said": None}]
    assert cell(CARDS, records) == ["Ridder: True", ""]
    assert cell(FIGURES, [{"n": 2.50}, {"n": None}]) == ["2.5", ""]
    assert cell(PART, None) is None
    assert cell(PART, True) == 1
    assert cell(Column("t", "text", ""), "a") == "a"
    assert named([PART, CARDS]) == ("said", "cards")
