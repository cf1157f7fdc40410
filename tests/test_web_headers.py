"""The head of every answer of the web desk."""

from __future__ import annotations

import pytest

from desk.web.headers import in_language, remembering, secured

HTML = (b"content-type", b"text/html; charset=utf-8")


def test_every_head_has_the_policy_once_whatever_was_there() -> None:
    head = secured([(b"Content-Security-Policy", b"script-src *"), HTML])
    policies = [value for name, value in head if name == b"content-security-policy"]
    assert len(policies) == 1
    assert b"default-src 'none'" in policies[0]
    assert b"unsafe" not in policies[0]
    assert HTML in head


@pytest.mark.parametrize("there", [b"//evil.example", b"/\\evil.example", b"https://evil.example"])
def test_no_answer_leads_to_another_site(there: bytes) -> None:
    assert (b"location", b"/") in secured([(b"Location", there)])


@pytest.mark.parametrize("here", [b"/", b"/archive/article?_sort=id", b"/sql?sql=select+1"])
def test_an_answer_may_lead_to_another_page(here: bytes) -> None:
    assert (b"location", here) in secured([(b"location", here)])


def test_a_page_says_its_language_and_what_it_depends_on() -> None:
    head = in_language([HTML, (b"vary", b"Cookie, Authorization")], "kk")
    assert (b"content-language", b"kk") in head
    assert (b"vary", b"Cookie, Authorization, Accept-Language") in head


def test_what_is_no_page_has_no_language() -> None:
    head = [(b"content-type", b"text/css")]
    assert in_language(head, "ru") == head


def test_the_cookie_is_kept_for_a_year_and_its_answer_by_nobody() -> None:
    head = dict(remembering([HTML, (b"cache-control", b"max-age=60")], "ru"))
    assert head[b"cache-control"] == b"private, no-store"
    assert head[b"set-cookie"].startswith(b"kenwatch_language=ru; Path=/; Max-Age=31536000")
    assert b"HttpOnly" in head[b"set-cookie"]
    assert b"SameSite=Lax" in head[b"set-cookie"]
