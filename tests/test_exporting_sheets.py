"""The sheets that can be exported."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from desk.exporting.sheets import EVIDENCE, SHEETS

DOCS = (Path(__file__).parent.parent / "docs" / "export.md").read_text("utf-8")


@pytest.mark.parametrize("sheet", SHEETS)
def test_names_of_columns_are_given_once_and_explained(sheet: str) -> None:
    columns = SHEETS[sheet][2]
    names = [column.name for column in columns]
    assert len(set(names)) == len(names)
    assert all(column.meaning for column in columns)


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_gist_of_records_is_told_by_their_own_parts(sheet: str) -> None:
    for column in SHEETS[sheet][2]:
        wanted = {name for _, name, _, _ in Formatter().parse(column.gist) if name}
        assert bool(wanted) == (column.kind == "records")
        assert wanted <= {part.name for part in column.parts}


def test_what_an_article_holds_as_a_list_is_a_sheet_too() -> None:
    assert set(EVIDENCE) <= set(SHEETS)


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_documentation_explains_every_column(sheet: str) -> None:
    section = DOCS.partition(f"\n### {sheet}\n")[2].partition("\n### ")[0]
    missing = [
        column.name
        for column in SHEETS[sheet][2]
        if f"| `{column.name}` | {column.kind} | {column.meaning} |" not in section
    ]
    assert missing == []
