"""Which page an id names."""

from __future__ import annotations

import pytest

from desk.web.idpages import page_of


@pytest.mark.parametrize(
    ("column", "table", "value", "page"),
    [
        ("id", None, 3, "/article/3"),
        ("id", "latest", 3, "/article/3"),
        ("id", "run", 3, None),
        ("id", "story", 4, "/story/4"),
        ("id", "source", "azattyq", "/source/azattyq"),
        ("id", "entity", "ridder", "/entity/ridder"),
        ("id", None, "x", None),
        ("article_id", "mention", 7, "/article/7"),
        ("town_id", "event", "ridder", "/town/ridder"),
        ("entity_id", "mention", "a/b?c", "/entity/a%2Fb%3Fc"),
        ("source_id", "page", "", None),
        ("source_id", "page", None, None),
        ("source_id", "page", "x" * 301, None),
        ("title", None, "x", None),
        ("id", None, True, None),
    ],
)
def test_an_id_leads_to_its_page(
    column: str, table: str | None, value: object, page: str | None
) -> None:
    assert page_of(column, table, value) == page
