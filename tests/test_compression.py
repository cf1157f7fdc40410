"""Telling whole, cut and unpacked bodies apart."""

from __future__ import annotations

import gzip

from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, Response

from crawler.middlewares.compression import as_it_is, gzip_is_whole, looks_plain


@given(st.binary(max_size=2000), st.data())
@settings(max_examples=100)
def test_a_gzip_is_whole_exactly_when_nothing_is_missing(body: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(body)
    cut = data.draw(st.integers(0, len(packed) - 1))
    assert gzip_is_whole(packed)
    assert not gzip_is_whole(packed[:cut])


def test_a_damaged_gzip_is_not_whole() -> None:
    packed = bytearray(gzip.compress(b"words " * 1000))
    packed[12] ^= 0xFF
    assert not gzip_is_whole(bytes(packed))


def test_what_follows_a_whole_gzip_does_no_harm() -> None:
    assert gzip_is_whole(gzip.compress(b"words") + b"\0" * 100)


def test_text_is_plain_and_packed_bytes_are_not() -> None:
    assert looks_plain("<p>Қазақстан\n".encode())
    assert looks_plain("<p>Казахстан\r\n".encode("cp1251"))
    assert not looks_plain(gzip.compress(b"words"))


def test_a_body_kept_as_it_is_becomes_a_page_again() -> None:
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    kept = as_it_is(Response("https://news.kz/", headers=headers, body=b"<p>words</p>"))
    assert isinstance(kept, HtmlResponse)
    assert "Content-Encoding" not in kept.headers
