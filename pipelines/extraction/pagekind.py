"""What kind of page came: an article, or something that stands in its place.

Every rule needs two signs that agree, and little text; an article that quotes a robot check
or bears the number 404 in its headline passes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.extraction import structure
from pipelines.extraction.headline import words
from pipelines.model import Reason, Rejection

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.html import HtmlElement

    from pipelines.extraction.markup import Markup

SHORT = 700
VERY_SHORT = 250
AGREEING = 2
MAX_PIECES = 400
TEASER = 500
MIN_TEASERS = 8
LINKED_SHARE = 0.7
MAX_LINK_WORDS = 50

_ARTICLE_TYPE = re.compile(r"article|posting|report", re.IGNORECASE)
_CHALLENGE_TITLE = re.compile(
    r"^(?:just a moment|attention required|access denied|ddos-guard|checking your browser|"
    r"one moment, please|please wait|security check|are you (?:a )?(?:human|robot)|"
    r"проверка браузера|проверяем ваш браузер|доступ (?:ограничен|запрещ[её]н)|один момент|"
    r"подождите|вы не робот|браузер тексерілуде|сәл күте тұрыңыз)",
    re.IGNORECASE,
)
_CHALLENGE_TEXT = re.compile(
    r"enable javascript and cookies to continue|checking (?:if the site connection|your browser)|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|ddos[- ]protection by|ray id:|"
    r"complete the security check|проверка (?:вашего )?браузера|проверяем ваш браузер|"
    r"подтвердите, что вы (?:не робот|человек)|я не робот|защита от ddos|"
    r"сіз робот емес екеніңізді",
    re.IGNORECASE,
)
_CHALLENGE_MARKS = (
    "//*[@id='challenge-form' or @id='cf-challenge-running' or @id='challenge-error-text'"
    " or @id='cf-wrapper' or @id='ddg-captcha' or @id='challenge-running'"
    " or contains(@class, 'cf-browser-verification') or contains(@class, 'g-recaptcha')"
    " or contains(@class, 'h-captcha') or contains(@class, 'smart-captcha')]"
)
_GONE = re.compile(
    r"^(?:(?:error |ошибка |қате )?404\b|"
    r"(?:the )?(?:requested )?(?:page|article) (?:was |is |can ?not be |could not be )?"
    r"(?:not found|found)\b|not found$|страниц[аы] не (?:найден|существует)|"
    r"(?:такой |запрашиваемая |запрошенная )?страниц[аы] (?:не найден|не существует|удалена)|"
    r"(?:материал|новость|статья|публикация) (?:не найден|удал[её]н)|"
    r"бет табылмады|мұндай бет жоқ|(?:сұралған |сіз іздеген )бет (?:табылмады|жоқ)|"
    r"сайт (?:временно недоступен|на реконструкции)|"
    r"(?:site|website) (?:is )?under (?:maintenance|construction)|"
    r"ведутся технические работы|техникалық жұмыстар)",
    re.IGNORECASE,
)
_ACCESS_TITLE = re.compile(
    r"^(?:log ?in|sign ?in|before you continue|cookie|consent|privacy (?:settings|choices)|"
    r"вход(?: на сайт| в систему)?$|войти|авторизация|регистрация|согласие на|"
    r"кіру$|тіркелу|жүйеге кіру)",
    re.IGNORECASE,
)
_ADVERT_TYPE = re.compile(r"advertiser", re.IGNORECASE)
_ADVERT_SECTION = re.compile(
    r"^(?:на правах рекламы|реклама|партн[её]рск\w+(?: \w+)?|промо|спецпроекты? партн[её]р\w*|"
    r"жарнама|sponsored(?: content)?|partner content|advertorial|press releases?|пресс-релизы?)$",
    re.IGNORECASE,
)
_PAYWALL_CLASS = re.compile(
    r"(?:^|[\s_-])(?:paywall|pay-wall|subscription-required|premium-content)"
)
_CUT_OFF = re.compile(
    r"(?:\[(?:…|\.\.\.)\]|(?:…|\.\.\.)?\s*(?:читать (?:далее|полностью)|подробнее|толық оқу|"
    r"толығырақ|read (?:more|on)|continue reading)\s*(?:→|»|>>|\.\.\.|…)?)$",
    re.IGNORECASE,
)
_VIDEO = (
    "//video | //iframe[contains(@src, 'youtube.com/embed') or contains(@src, 'player.vimeo')"
    " or contains(@src, 'rutube.ru')] | //meta[@property='og:type'][starts-with(@content, 'video')]"
)


def page_problem(tree: HtmlElement, markup: Markup, text: str, status: int) -> Rejection | None:
    """Why the page cannot be an article, or None.

    ``text`` is the extracted text ("" if there was none), ``status`` the HTTP status. The
    reasons are CHALLENGE, CONSENT, SOFT_404 and NO_ARTICLE.
    """
    names = [*markup.titles[:3], *_headings(tree)]
    return (
        _challenge(tree, names, text, status)
        or _gone(names, text, status)
        or _access(tree, names, text)
        or _link_list(tree, markup, text)
    )


def _headings(tree: HtmlElement) -> list[str]:
    return [" ".join(node.text_content().split()) for node in tree.iter("title", "h1")][:3]


def _challenge(tree: HtmlElement, names: list[str], text: str, status: int) -> Rejection | None:
    if len(text) > SHORT:
        return None
    signs = [
        any(map(_CHALLENGE_TITLE.match, names)),
        bool(_CHALLENGE_TEXT.search(_all_words(tree))),
        bool(tree.xpath(_CHALLENGE_MARKS)),
        status in (401, 403, 429, 503),
    ]
    agreeing = sum(signs)
    if agreeing < AGREEING and not (signs[0] and len(text) < VERY_SHORT):
        return None
    return Rejection(Reason.CHALLENGE, _named(names))


def _all_words(tree: HtmlElement) -> str:
    """The first words of the page, scripts not counted."""
    pieces: list[str] = []
    for node in tree.iter("title", "h1", "h2", "p", "div", "span", "label", "noscript"):
        pieces.append(node.text or "")
        if len(pieces) > MAX_PIECES:
            break
    return " ".join(" ".join(pieces).split())[:20_000]


def _gone(names: list[str], text: str, status: int) -> Rejection | None:
    says_so = any(map(_GONE.match, names))
    if status in (404, 410):
        return Rejection(Reason.SOFT_404, f"HTTP {status}")
    if says_so and len(text) <= SHORT:
        return Rejection(Reason.SOFT_404, _named(names))
    first = text.split("\n", 1)[0]
    if len(text) < VERY_SHORT and _GONE.match(first):
        return Rejection(Reason.SOFT_404, first[:80])
    return None


def _access(tree: HtmlElement, names: list[str], text: str) -> Rejection | None:
    if len(text) > SHORT:
        return None
    asks = bool(tree.xpath("//input[@type='password']")) or "consent" in _form_names(tree)
    if any(map(_ACCESS_TITLE.match, names)) and (asks or len(text) < VERY_SHORT):
        return Rejection(Reason.CONSENT, _named(names))
    return None


def _form_names(tree: HtmlElement) -> str:
    return " ".join(f"{form.get('action')} {form.get('id')}" for form in tree.iter("form")).lower()


def _link_list(tree: HtmlElement, markup: Markup, text: str) -> Rejection | None:
    """A section page or gallery: most lines are links, and nothing claims to be an article."""
    if _ARTICLE_TYPE.search(markup.page_type) or any(
        origin in ("json-ld", "meta") for origin, _ in markup.dates
    ):
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    links = structure.link_lines(tree)
    linked = sum(len(line) for line in lines if _is_link_line(words(line), links))
    if len(lines) >= MIN_TEASERS and linked > LINKED_SHARE * len(text):
        return Rejection(Reason.NO_ARTICLE, f"{linked * 100 // len(text)} % of it are links")
    path = urlsplit(markup.canonical_url).path if markup.canonical_url else "-"
    if path in ("", "/") and linked * 3 > len(text) and len(lines) >= MIN_TEASERS:
        return Rejection(Reason.NO_ARTICLE, "it is the front page")
    return None


def _is_link_line(line: tuple[str, ...], links: Collection[tuple[str, ...]]) -> bool:
    """Whether a line is a link, or begins or ends with one that is most of its words.

    The rest is a section's name or a date.
    """
    if len(line) > MAX_LINK_WORDS:
        return line in links
    most = range(len(line) // 2 + 1, len(line) + 1)
    return any(line[:count] in links or line[-count:] in links for count in most)


def _named(names: list[str]) -> str:
    return next((name for name in names if name), "no title")[:80]


def page_flags(tree: HtmlElement, markup: Markup, text: str) -> frozenset[str]:
    """Words on what the reader gets: "paywall", "advertorial", "truncated", "video"."""
    flags = {
        "paywall": _has_paywall(tree, markup, text),
        "advertorial": bool(
            _ADVERT_TYPE.search(markup.page_type) or _ADVERT_SECTION.match(markup.section.strip())
        ),
        "truncated": bool(_CUT_OFF.search(text.rstrip())),
        "video": len(text) < TEASER and bool(tree.xpath(_VIDEO)),
    }
    return frozenset(flag for flag, holds in flags.items() if holds)


def _has_paywall(tree: HtmlElement, markup: Markup, text: str) -> bool:
    if markup.free is False:
        return True
    named = any(
        _PAYWALL_CLASS.search((node.get("class") or "").lower())
        for node in tree.iter("div", "section")
    )
    return named and markup.free is None and len(text) < 2 * TEASER
