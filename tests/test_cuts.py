"""A page that ends too early is told from one whose end tags were left out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.cuts import looks_cut

WHOLE = (
    b"<!doctype html><html lang=ru><head><title>Mine</title><script>if (a < b) {'<div>'}</script>"
    b"<style>p > a {}</style></head><body><!-- <div> --><div class=main><article><h1>Mine</h1>"
    b"<p>The mine in Ridder works again.</p></article></div><footer>2026</footer></body></html>"
)
# the end tags that the standard lets out, and a tail of scripts
SHORT_FORM = (
    b"<!doctype html><html lang=kk><title>Mine</title><body class=x><div><p>One<p>Two</div>"
    b"<ul><li>One<li>Two</ul><script>count()</script>"
)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (WHOLE, "text/html; charset=utf-8"),
        (WHOLE.replace(b"</html>", b""), "text/html"),
        (WHOLE + b"<!-- 0.2 s -->" + b" " * 9000, "text/html"),
        (WHOLE + b"<script>late()</script>", "text/html"),
        (SHORT_FORM, "text/html"),
        (SHORT_FORM, ""),
        (b"", "text/html"),
        (b"<p>a fragment", "text/html"),
        (b"The mine in Ridder <div", "text/plain"),
        (b"<!doctype html><div>", "application/pdf"),
        (b"<rss><channel><item>", "application/rss+xml"),
        (WHOLE[:200].decode().encode("utf-16"), "text/html"),
    ],
)
def test_a_whole_page_is_not_called_cut(body: bytes, kind: str) -> None:
    assert not looks_cut(body, kind)


@pytest.mark.parametrize("kind", ["text/html", "TEXT/HTML; charset=x", "", "text/plain"])
@pytest.mark.parametrize(
    "end",
    [b"<title>Mi", b"if (a", b"<style>p", b"-- <d", b"<div class=m", b"<h1>Mine", b"works again", b"</p>"],
)  # fmt: skip
def test_a_page_that_stops_in_the_middle_is_called_cut(end: bytes, kind: str) -> None:
    assert looks_cut(WHOLE[: WHOLE.index(end) + len(end)], kind)


@given(st.integers(60, WHOLE.index(b"</body")))
@settings(max_examples=100)
def test_wherever_the_text_is_cut_it_shows_until_all_frames_are_closed(at: int) -> None:
    closed = WHOLE.index(b"</div><footer>") + len(b"</div>")
    head = WHOLE.index(b"</head>") + len(b"</head>"), WHOLE.index(b"<div class=main>")
    ends_between_frames = at >= closed or head[0] <= at <= head[1] + 1
    assert looks_cut(WHOLE[:at], "text/html") or ends_between_frames


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_any_bytes_are_judged_without_raising(body: bytes) -> None:
    assert looks_cut(b"<html>" + body, "text/html") in (True, False)
    assert not looks_cut(body, "image/png")
