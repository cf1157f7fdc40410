"""The meaning of robots.txt answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.robots import LIMIT, Rules, Unreachable, parse, read

FORBIDDING = b"User-agent: *\nDisallow: /"
URL = "https://news.kz/private/page"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_missing_file_allows_all(status: int) -> None:
    rules = read(status, FORBIDDING)
    assert isinstance(rules, Rules)
    assert rules.allow(URL)


@pytest.mark.parametrize("status", [429, 500, 503, 599, 304, 302, 100])
def test_an_answer_that_tells_nothing_means_not_now(status: int) -> None:
    assert read(status, b"User-agent: *\nAllow: /") == Unreachable(f"answered {status}")


def test_the_rules_of_a_good_answer_hold() -> None:
    rules = read(200, FORBIDDING)
    assert isinstance(rules, Rules)
    assert not rules.allow(URL)


def test_rules_for_our_name_come_before_those_for_all() -> None:
    rules = parse(b"User-agent: kenwatch\nDisallow: /private\nCrawl-delay: 7\n\n" + FORBIDDING)
    assert not rules.allow(URL)
    assert rules.allow("https://news.kz/open")
    assert rules.delay == 7


def test_rules_for_another_robot_do_not_concern_us() -> None:
    assert parse(b"User-agent: watch\nDisallow: /").allow(URL)


@pytest.mark.parametrize("name", ["kenwatch/1.0", "KenWatch Bot", "kenwatch # ours", "Kenwatch/*"])
def test_our_name_is_read_up_to_what_cannot_be_in_it(name: str) -> None:
    text = f"User-agent: {name}\rDisallow: /private\rUser-agent: *\rDisallow: /open"
    rules = parse(text.encode())
    assert not rules.allow(URL)
    assert rules.allow("https://news.kz/open")


@pytest.mark.parametrize("name", ["ken", "kenwatchers", "*watch*", "", "кен"])
def test_a_name_that_only_looks_like_ours_is_another_robots(name: str) -> None:
    assert parse(f"User-agent: {name}\nDisallow: /".encode()).allow(URL)


@pytest.mark.parametrize("name", ["*", "* ", "*# all"])
def test_the_rules_for_all_hold_for_us(name: str) -> None:
    assert not parse(f"user-agent : {name}\ndisallow : /".encode()).allow(URL)


def test_no_crawl_delay_is_none() -> None:
    assert parse(FORBIDDING).delay is None


def test_a_page_served_as_robots_has_no_rules() -> None:
    assert parse(b"<!DOCTYPE html><html><body>Disallow: /</body></html>").allow(URL)


def test_a_byte_order_mark_does_not_hide_the_first_rule() -> None:
    assert not parse(b"\xef\xbb\xbf" + FORBIDDING).allow(URL)


def test_a_line_cut_at_the_limit_is_no_rule() -> None:
    start = b"User-agent: *\nDisallow: /a\n"
    filler = b"#" * (LIMIT - len(start) - len("Disallow: /") - 1) + b"\n"
    # the limit falls right after "Disallow: /", which alone would forbid everything
    rules = parse(start + filler + b"Disallow: /private/only/this")
    assert rules.allow("https://news.kz/open")
    assert not rules.allow("https://news.kz/a")


def test_rules_after_the_limit_do_not_count() -> None:
    assert parse(b"#\n" * (LIMIT // 2) + FORBIDDING).allow(URL)


@given(st.binary(max_size=400))
@settings(max_examples=100)
def test_no_bytes_raise(body: bytes) -> None:
    rules = parse(body)
    assert rules.allow(URL) in {True, False}
    assert rules.delay is None or rules.delay >= 0
