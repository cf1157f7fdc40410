"""Walls against robots: an answer that stands in the place of the page, told apart; pure.

Guards of sites answer with a page of their own: a script to be run, a captcha to be solved, a
refusal. It may come with any status, 200 included. A page on the subject must not be taken for
one, nor a page with a captcha beside its comments: a wall has few words, and bears either a
mark that only walls bear or two weaker signs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# a wall is short; what is longer is looked at this far, and is none if it came as a good answer
LONGEST: Final = 100_000
_FEW_LETTERS: Final = 1200
_NO_LETTERS: Final = 80
_OK: Final = 200
_FORBIDDEN: Final = 403
# not 503: a site that is being mended asks its readers to wait, too
_REFUSING: Final = frozenset({401, 403, 405, 406, 429})

_NAMED_TITLES: Final = (("ddos-guard", "DDoS-Guard"), ("cloudflare", "Cloudflare"))

# what stands in the source text of a wall of this maker, and in no page that it lets through
_MARKS: Final = (
    ("Cloudflare", "_cf_chl_opt", "cf-browser-verification", "/cdn-cgi/challenge-platform/h/"),
    ("DDoS-Guard", "/.well-known/ddos-guard/", "ddg-captcha", "check.ddos-guard.net"),
    ("Qrator", "/__qrator/", "/__qrauth", "qauth_handle_validate"),
    ("Imperva", "incapsula incident id", "_incapsula_resource?swudnsai"),
    ("Sucuri", "sucuri website firewall", "sucuri_cloudproxy_js"),
    ("DataDome", "captcha-delivery.com/"),
    ("Akamai", "errors.edgesuite.net", "/_sec/cp_challenge/"),
    ("Anubis", "/.within.website/x/cmd/anubis/", "anubis_challenge"),
    ("Yandex", "/showcaptcha?", "checkbox-captcha-form"),
)
_CAPTCHAS: Final = ("g-recaptcha", "h-captcha", "cf-turnstile", "smart-captcha", "smartcaptcha")
_TITLE: Final = re.compile(
    r"just a moment|attention required|access (?:to this page )?(?:has been )?denied|ddos-guard|"
    r"checking your browser|one moment,? please|please wait|security check|"
    r"(?:are|verify(?:ing)?(?: that)?) you(?:'re| are)? (?:not )?(?:a )?(?:human|robot|bot)|"
    r"making sure you'?re not a bot|bot verification|request blocked|\b(?:re)?captcha\b|капча|"
    r"проверка (?:вашего )?браузера|проверяем (?:ваш )?браузер|проверка безопасности|"
    r"доступ (?:ограничен|запрещ[её]н|заблокирован)|(?:вы|я) не робот|"
    r"браузер(?:іңіз)? тексеріл|сәл күте тұрыңыз|сіз робот емес|қолжетімділік шектел"
)
_TEXT: Final = re.compile(
    r"enable javascript and cookies|checking (?:if the site connection|your browser)|"
    r"you are (?:a )?human|unusual traffic|ddos[- ]protection|ray id|"
    r"security check|automated requests|robot check|"
    r"проверк[аиу] (?:вашего )?браузера|проверяем (?:ваш )?браузер|не робот|защит[аы] от ddos|"
    r"включите (?:javascript|cookies)|автоматически[ех] запрос|доступ (?:ограничен|запрещ[её]н)|"
    r"робот емес екен|браузер(?:іңіз)? тексеріл|javascript[- ]ті қосыңыз"
)
_HEADING: Final = re.compile(r"<(title|h1|h2)\b[^<>]{0,500}>([^<]{0,300})")
_COMES_AGAIN: Final = re.compile(
    r"location\s*\.\s*(?:reload|replace|href|assign)|location\s*=(?!=)"
)


def wall(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """What keeps robots out in the place of the page, in words, or None where the page came.

    ``headers``: names in lower case. Words: "a challenge page of Cloudflare", "a captcha",
    "a robot check", "a page that only sets a cookie", "answered 403".
    """
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return "a challenge page of Cloudflare"
    markup = "" if len(body) > LONGEST and status == _OK else _decoded(body[:LONGEST])
    return _page(status, markup) or ("answered 403" if status == _FORBIDDEN else None)


def _page(status: int, markup: str) -> str | None:
    lowered = markup.lower()
    titles = " ".join(title for _, title in _HEADING.findall(lowered))
    refuses, is_titled = status in _REFUSING, bool(_TITLE.search(titles))
    maker, sets_a_cookie = _maker(lowered), _sets_a_cookie(lowered)
    if not (maker or refuses or is_titled or sets_a_cookie):
        return None
    # by far the dearest look, so it comes last
    text = _visible(lowered)
    if len(text) > _FEW_LETTERS:
        return None
    if maker:
        return f"a challenge page of {maker}"
    # a captcha alone may belong to a form of the page
    has_captcha = any(captcha in lowered for captcha in _CAPTCHAS)
    if (refuses or is_titled) and refuses + is_titled + has_captcha + bool(_TEXT.search(text)) > 1:
        return "a captcha" if has_captcha else _named(titles)
    is_bare = sets_a_cookie and len(text) < _NO_LETTERS
    return "a page that only sets a cookie" if is_bare else None


def _sets_a_cookie(lowered: str) -> bool:
    return "document.cookie" in lowered and bool(_COMES_AGAIN.search(lowered))


def _maker(lowered: str) -> str | None:
    found = (maker for maker, *marks in _MARKS if any(mark in lowered for mark in marks))
    return next(found, None)


def _named(titles: str) -> str:
    for sign, maker in _NAMED_TITLES:
        if sign in titles:
            return f"a challenge page of {maker}"
    return "a robot check"


def _decoded(body: bytes) -> str:
    """The text as far as telling words apart needs it: UTF-8, else the old Cyrillic page."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.start >= len(body) - 3
        return body.decode("utf-8" if cut else "cp1251", errors="ignore")


def _visible(lowered: str) -> str:
    """The letters between the tags, scripts and styles left out."""
    pieces: list[str] = []
    at = 0
    while at < len(lowered):
        start = lowered.find("<", at)
        pieces.append(lowered[at : start if start >= 0 else len(lowered)])
        if start < 0:
            break
        at = _after(lowered, start)
    return " ".join(" ".join(pieces).split())


def _after(lowered: str, start: int) -> int:
    """Where the text goes on after the tag at ``start``; after the element where it is code."""
    for name in ("script", "style", "template"):
        if lowered.startswith(f"<{name}", start):
            closing = lowered.find(f"</{name}", start)
            start = closing if closing >= 0 else len(lowered)
    end = lowered.find(">", start)
    return end + 1 if end >= 0 else len(lowered)
