from __future__ import annotations

from dataclasses import replace

import pytest

from desk.cards.companies import Company
from desk.web import companylist

NAMES = {"id": "a", "name_en": "Alpha", "name_ru": "Альфа", "name_kk": "Альфа"}
ALPHA = Company(
    id="a", names=NAMES, year=3, month=1, newest="2026-11-20",
    events={"accident": 1}, owners=(NAMES,), assets=(NAMES, NAMES), towns=(),
)  # fmt: skip
BETA = replace(
    ALPHA, id="b", names={"name_en": "Beta"}, year=9, newest="2026-11-01",
    events={}, owners=(),
)  # fmt: skip
GAMMA = replace(
    BETA, id="c", names={"name_en": "gamma"}, year=9, month=2,
    events={"strike": 3, "crime": 1, "policy": 1, "outage": 1, "licence": 1},
)  # fmt: skip
SILENT = replace(BETA, id="d", names={"name_en": "Delta"}, year=0, month=0, newest="")
ALL = (SILENT, GAMMA, BETA, ALPHA)


@pytest.mark.parametrize(
    ("sort", "order"), [("news", "cba"), ("events", "cab"), ("newest", "abc"), ("name", "abc")]
)
def test_the_order_is_the_one_asked_for(sort: str, order: str) -> None:
    assert [row.id for row in companylist.in_news(ALL, sort, "en")] == list(order)


def test_a_row_tells_owners_events_and_the_last_day() -> None:
    row = companylist.in_news([ALPHA], "news", "ru")[0]
    assert (row.name, row.owners, row.assets, row.towns) == ("Альфа", "Альфа", 2, 0)
    assert (row.newest, row.events) == ("20 ноября 2026\xa0г.", (("accident", "Авария", 1),))


def test_many_kinds_of_events_are_cut_and_counted() -> None:
    row = companylist.in_news([GAMMA], "news", "en")[0]
    assert (len(row.events), row.more_events) == (4, 1)


def test_companies_without_news_are_named_apart() -> None:
    assert companylist.not_in_news(ALL, "en") == [("d", "Delta")]
