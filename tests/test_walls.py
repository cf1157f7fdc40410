"""Walls against robots are told from pages, in the three languages and with any status."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.walls import LONGEST, wall

NEWS = "The miners of Ridder went back to work after the owner agreed to mend the lift. " * 30
STUB = "The mine is closed for today."


def page(title: str, inside: str = "", head: str = "") -> bytes:
    text = f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{inside}</body>"
    return text.encode()


CLOUDFLARE = page(
    "Just a moment...",
    "<noscript>Enable JavaScript and cookies to continue</noscript>",
    "<script>window._cf_chl_opt = {cType: 'managed'}</script>",
)
DDOS_GUARD = page("DDoS-Guard", "<h1>Checking your browser before accessing zhanaozen.kz</h1>")
QRATOR = page("", "", '<script src="/__qrator/qauth_utm_v2_9118.js"></script>')
CAPTCHA = page("Security check", '<form><div class="g-recaptcha" data-sitekey="x"></div></form>')
COOKIE = b"<html><script>document.cookie='k=1;path=/';location.reload();</script></html>"
FORBIDDEN = b"<html><head><title>403 Forbidden</title></head><body><h1>403</h1></body></html>"

WALLS = (
    (200, CLOUDFLARE, "a challenge page of Cloudflare"),
    (403, CLOUDFLARE, "a challenge page of Cloudflare"),
    (503, CLOUDFLARE, "a challenge page of Cloudflare"),
    (403, page("Attention Required! | Cloudflare"), "a challenge page of Cloudflare"),
    (200, DDOS_GUARD, "a challenge page of DDoS-Guard"),
    (403, DDOS_GUARD, "a challenge page of DDoS-Guard"),
    (401, QRATOR, "a challenge page of Qrator"),
    (200, CAPTCHA, "a captcha"),
    (403, page("", '<div class="h-captcha"></div>'), "a captcha"),
    (200, page("Вы не робот?", '<div class="smart-captcha"></div>'), "a captcha"),
    (200, page("Проверка браузера", "<p>Включите JavaScript</p>"), "a robot check"),
    (200, page("Сәл күте тұрыңыз", "<p>Браузеріңіз тексерілуде</p>"), "a robot check"),
    (403, page("Доступ запрещён", "<p>Ваш адрес в списке</p>"), "a robot check"),
    (403, page("Access denied").decode().encode("cp1251"), "a robot check"),
    (200, page("Проверка браузера", "<p>Включите cookies").decode().encode("cp1251"), "a robot check"),
    (200, COOKIE, "a page that only sets a cookie"),
    (403, FORBIDDEN, "answered 403"),
    (403, b"", "answered 403"),
)  # fmt: skip

PAGES = (
    (200, b""),
    (200, page("Coal mine", NEWS)),
    (200, page("Just a moment: how the mine was saved", NEWS)),
    (200, page("Cloudflare and DDoS-Guard blocked the mine's site", f"Ray ID: 1. {NEWS}")),
    (200, page("Coal mine", f'{NEWS}<form><div class="g-recaptcha"></div>Я не робот</form>')),
    (200, page("Coal mine", f'{STUB}<form><div class="g-recaptcha"></div>Я не робот</form>')),
    (200, page("Coal mine", STUB, "<script>document.cookie='seen=1'; location.hash</script>")),
    (200, page("Coal mine", NEWS, "<script>document.cookie='a=1';location.reload()</script>")),
    # this script is put into pages that are let through
    (200, page("Coal mine", STUB, '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js">')),
    (503, page("The site is being mended", "<p>Please wait a moment</p>")),
    (404, page("404", "<p>No such page</p>")),
    (429, page("429 Too Many Requests", "<p>Too many requests</p>")),
    (500, FORBIDDEN),
)  # fmt: skip


@pytest.mark.parametrize(("status", "body", "words"), WALLS)
def test_a_wall_is_told_in_words(status: int, body: bytes, words: str) -> None:
    assert wall(status, {}, body) == words


@pytest.mark.parametrize(("status", "body"), PAGES)
def test_a_page_is_no_wall_whatever_it_writes_about(status: int, body: bytes) -> None:
    assert wall(status, {}, body) is None


def test_a_header_that_names_the_challenge_is_believed() -> None:
    assert wall(200, {"cf-mitigated": "challenge"}, b"") == "a challenge page of Cloudflare"
    assert wall(200, {"cf-mitigated": "none", "server": "cloudflare"}, b"") is None


def test_a_long_page_that_came_as_a_good_answer_is_no_wall() -> None:
    long = CLOUDFLARE + b" " * LONGEST
    assert wall(200, {}, long) is None
    assert wall(403, {}, long) == "a challenge page of Cloudflare"


def test_a_refusal_that_is_cut_in_the_middle_of_a_letter_is_read_all_the_same() -> None:
    whole = page("Проверка браузера", "<p>Проверяем ваш браузер")
    long = whole[:-7] + " ждите".encode() * (LONGEST // 11)
    assert wall(403, {}, long[: LONGEST + 9]) == "answered 403"
    assert wall(403, {}, whole[: whole.rindex("р".encode()) + 1]) == "a robot check"


@given(st.binary(max_size=400), st.sampled_from([200, 403, 429, 503]))
@settings(max_examples=100)
def test_any_bytes_are_judged_without_raising(body: bytes, status: int) -> None:
    words = wall(status, {}, body)
    assert words or status != 403


@given(st.lists(st.sampled_from(["<", ">", "<script", "</script", "<style>", "x", "<title>"])))
@settings(max_examples=100)
def test_any_broken_markup_is_judged_without_raising(pieces: list[str]) -> None:
    assert wall(200, {}, ("<h1>just a moment" + "".join(pieces)).encode()) in (
        None,
        "a robot check",
    )
