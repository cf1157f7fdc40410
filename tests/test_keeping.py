"""The WARC file of a crawl: told in words when it cannot be written."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.extensions.warc import WarcError, WarcWriter
from pipelines.warc import warc_pages


def crawler(path: Path) -> Any:
    made = SimpleNamespace(settings={"WARC": str(path)}, spider="spider", closed=[])
    made.signals = SimpleNamespace(connect=lambda *_: None)
    made.engine = SimpleNamespace(close_spider=lambda _, reason: made.closed.append(reason))
    return made


def test_a_file_that_cannot_be_written_is_told_before_the_crawl(tmp_path: Path) -> None:
    with pytest.raises(WarcError, match="raw pages cannot be written"):
        WarcWriter.from_crawler(crawler(tmp_path / "none" / "a.warc.gz"))


def test_a_file_that_cannot_be_written_any_more_ends_the_crawl_once(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    running = crawler(folder / "a.warc.gz")
    writer = WarcWriter.from_crawler(running)
    page = Response("https://agency.kz/a", headers={"Content-Type": "text/html"}, body=b"<html>")
    writer.response_received(page, Request(page.url))
    request = Request(page.url, meta={"candidate": "any"})
    writer.response_received(page, request)
    assert [kept.body for kept in warc_pages(folder / "a.warc.gz", "agency")] == [b"<html>"]
    (folder / "a.warc.gz").unlink()
    folder.rmdir()
    for _ in range(2):
        writer.response_received(page, request)
    assert running.closed == ["warc_error"]
