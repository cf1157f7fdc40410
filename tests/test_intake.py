"""Saved pages of one site teach its boilerplate, and later pages are stored without it."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from click.testing import CliRunner

from desk.cleaning import clean
from desk.intake import store_pages
from pipelines.disk import page_of
from tests.newsroom import sentence

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from pathlib import Path

    from crawler.items import Page

STRANGE = "Bizdiñ qosımşanı jükteñiz"  # no list of phrases knows it
CALL = "Подписывайтесь на канал «Таңғы кен» и узнавайте обо всём первыми!"


def saved(number: int) -> Page:
    own = "".join(f"<p>{sentence(f'{number}/{n}')}</p>" for n in range(6))
    body = (
        f"<html><head><title>{sentence(number, words=6)}</title>"
        f'<link rel="canonical" href="https://tangykent.example/{number}"></head>'
        f"<body><article><h1>{sentence(number, words=6)}</h1>{own}<p>{CALL}</p>"
        f"<p>{STRANGE}</p></article></body></html>"
    )
    now = datetime(2026, 11, 1 + number % 20, tzinfo=UTC)
    return page_of(body.encode(), name=f"{number}.html", url=f"file:///{number}.html", now=now)


def ingest(db: Path, numbers: Iterable[int]) -> None:
    async def pages() -> AsyncIterator[Page]:
        for number in numbers:
            yield saved(number)

    asyncio.run(store_pages(pages(), db, all_topics=True))


def texts(db: Path) -> dict[str, str]:
    connection = sqlite3.connect(db)
    rows = dict(connection.execute("SELECT canonical_url, text FROM article").fetchall())
    connection.close()
    return rows


def test_pages_that_come_later_are_stored_without_the_learnt_lines(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    ingest(db, range(20))
    ingest(db, range(20, 22))
    stored = texts(db)
    assert [url for url, text in stored.items() if CALL in text or STRANGE in text]
    later = "\n\n".join(stored[f"https://tangykent.example/{number}"] for number in (20, 21))
    own = [sentence(f"{number}/{n}") for number in (20, 21) for n in range(6)]
    assert later == "\n\n".join(own)


def test_what_was_stored_before_is_cleaned_on_demand_and_nothing_else_goes(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    ingest(db, range(20))
    end = CliRunner().invoke(clean, ["--db", str(db)])
    assert end.exit_code == 0, end.output
    assert {
        url: text == "\n\n".join(sentence(f"{url.rsplit('/', 1)[1]}/{n}") for n in range(6))
        for url, text in texts(db).items()
    } == {f"https://tangykent.example/{number}": True for number in range(20)}
