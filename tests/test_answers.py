from datetime import UTC

import pytest
from scrapy.http import Response

from crawler.answers import hub_answer, page_of
from tests.builders import candidate

MARKS = {"ETag": '"v1"', "Last-Modified": "Fri, 20 Nov 2026 10:00:00 GMT"}


def response(body: bytes = b"text", flags: list[str] | None = None, **headers: str) -> Response:
    return Response("https://agency.kz/b", 203, {**MARKS, **headers}, body, flags or [])


def test_a_page_has_its_bytes_its_last_address_and_its_validators() -> None:
    page = page_of(
        response(b"\xff\x00", [], **{"Content-Type": "text/html; charset=x"}), candidate()
    )
    assert (page.url, page.body, page.status) == ("https://agency.kz/b", b"\xff\x00", 203)
    assert (page.content_type, page.truncated) == ("text/html; charset=x", False)
    assert (page.etag, page.last_modified) == tuple(MARKS.values())
    assert page.fetched_at.tzinfo is UTC


@pytest.mark.parametrize("flag", ["partial", "dataloss"])
def test_the_validators_of_half_a_page_are_not_kept(flag: str) -> None:
    page = page_of(response(flags=[flag]), candidate())
    assert (page.truncated, page.etag, page.last_modified) == (True, None, None)


def test_a_hub_is_told_with_its_validators_and_whether_it_was_cut() -> None:
    whole, cut = hub_answer(response()), hub_answer(response(flags=["dataloss"]))
    assert (whole.etag, whole.last_modified) == tuple(MARKS.values())
    assert (whole.cut, cut.cut) == (False, True)


def test_headers_that_were_not_sent_are_unknown() -> None:
    page = page_of(Response("https://agency.kz/b", body=b"text"), candidate())
    assert (page.content_type, page.etag, page.last_modified) == ("", None, None)
