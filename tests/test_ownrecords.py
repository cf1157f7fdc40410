"""Which JSON-LD records are about the page that they stand on."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup.ownrecords import own_articles

TITLE = "Балқашта пеш жөндеуге тоқтады"
PAGE = "https://vesti.example/kk/n/7?id=4"
HTML = f"<html><head><title>{TITLE} — Вести</title></head><body><h1>{TITLE}</h1></body></html>"


def own(
    *records: dict[str, Any], html: str = HTML, metas: dict[str, str] | None = None
) -> list[Any]:
    tree = lxml.html.document_fromstring(html)
    return own_articles(records, tree, metas or {}, (PAGE,))


@pytest.mark.parametrize(
    "record",
    [
        {"headline": TITLE},
        {"name": f"{TITLE}!"},
        {"url": PAGE},
        {"url": "https://m.vesti.example/kk/n/7/amp?id=4#article", "headline": "Другое название"},
        {"mainEntityOfPage": {"@id": "/kk/n/7?id=4"}},
        {"author": "Вера Ли"},
        {"url": "https://[vesti/kk/n/7"},
        {"@id": "#article"},
    ],
)
def test_a_record_that_names_the_page_or_nothing_is_its_own(record: dict[str, Any]) -> None:
    assert own(record) == [record]


@pytest.mark.parametrize(
    "record",
    [
        {"headline": "Спортшылар жарыстан оралды"},
        {"url": "https://vesti.example/kk/n/8"},
        {"url": "https://vesti.example/kk/n/7"},
        {"url": "https://vesti.example/", "name": "Вести"},
        {"url": "http://[::1/kk/n/7", "headline": "Спортшылар жарыстан оралды"},
    ],
    ids=["another headline", "another address", "another query", "the home page", "a bad address"],
)
def test_a_record_that_names_another_page_is_left_out(record: dict[str, Any]) -> None:
    assert own(record) == []


def test_records_that_name_the_page_come_first() -> None:
    silent, named = {"author": "Вера Ли"}, {"headline": TITLE}
    assert own(silent, named) == [named, silent]


def test_the_title_for_sharing_counts_where_the_page_shows_none() -> None:
    record = {"headline": TITLE}
    assert own(record, html="<p>Пеш</p>", metas={"og:title": TITLE}) == [record]


@settings(max_examples=60)
@given(st.text(max_size=40), st.text(max_size=40))
def test_no_address_or_headline_makes_it_raise(address: str, headline: str) -> None:
    record = {"url": f"https://{address}", "headline": headline}
    assert own(record) in ([record], [])
