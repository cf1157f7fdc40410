"""The first middleware: which download slot a request gets."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from scrapy import Request, signals
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.failures import AddressRefused
from crawler.middlewares.address import AddressMiddleware
from tests.crawling import write_source

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def crawler(tmp_path: Path) -> Any:
    write_source(tmp_path, "news")
    return SimpleNamespace(
        settings=Settings({"SOURCES_DIR": str(tmp_path)}), signals=SignalManager()
    )


@pytest.mark.parametrize("url", ["http://news.kz/a", "http://www.news.kz/a", "http://WWW.NEWS.KZ"])
def test_both_spellings_of_a_host_get_one_slot_whatever_was_copied(crawler: Any, url: str) -> None:
    request = Request(url, meta={"download_slot": "elsewhere.kz"})
    AddressMiddleware.from_crawler(crawler).process_request(request)
    assert request.meta["download_slot"] == "news.kz"


def test_the_queue_knows_the_slot_before_the_request_reaches_the_middleware(crawler: Any) -> None:
    kept = AddressMiddleware.from_crawler(crawler)
    request = Request("http://www.news.kz/a")
    crawler.signals.send_catch_log(signals.request_scheduled, request=request, spider=None)
    assert kept is not None
    assert request.meta["download_slot"] == "news.kz"


def test_an_address_that_is_never_fetched_is_refused(crawler: Any) -> None:
    with pytest.raises(AddressRefused):
        AddressMiddleware.from_crawler(crawler).process_request(Request("http://127.0.0.1/"))
