"""How the address and the words of a link look: an article's, or a section's. Pure."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urlsplit

_NAVIGATION: Final = re.compile(
    r"tags?|teg|tegi|hashtag|authors?|avtor|avtory|users?|profile|search|poisk|izdeu|login|signin"
    r"|signup|register|registration|auth|account|cabinet|about|about-us|o-nas|o-kompanii"
    r"|contacts?|kontakty|baylanys|reklama|advertising|adverts?|ads?|adv|banners?|rss|feeds?"
    r"|privacy|privacy-policy|policy|terms|pravila|agreement|subscribe|subscription|podpiska"
    r"|vakansii|vacanc(?:y|ies)|sitemap|go|redirect|out|goto|share|print|comments?|reply|faq"
    r"|donate|redaction|redakciya|cdn-cgi|wp-(?:content|admin|json|login\.php)|uploads|images"
)
# an article may lie below these, its address then shows more than a name
_SECTION: Final = re.compile(
    r"categor(?:y|ies)|cat|rubrics?|rubrik[ai]|sections?|archives?|arhiv|pages?|live|online"
    r"|weather|pogoda|kurs|currency|horoscope|goroskop|programm?a?|tv-program|map|app|apps|team"
    r"|rules|files|downloads?|img|promo"
)
_ASSET = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|xml|rss|pdf|docx?|xlsx?|zip|mp[34]|apk)$"
)
_DATED_PATH = re.compile(
    r"/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2])(?:[/-]?(?:0?[1-9]|[12]\d|3[01]))?(?=[/-])"
)
_NUMBER_QUERY = re.compile(
    r"(?:^|[?&])(?:p|id|nid|aid|sid|st|news|news_?id|item_?id|article_?id|post_?id|topicid|story)=\d{2,}(?:&|$)",
    re.IGNORECASE,
)
_LIST_QUERY = re.compile(
    r"(?:^|&)(?:page|pagen_\d+|paged|offset|start|sort|order|q|s|search|tag|cat|category)=",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_MORE = re.compile(
    r"(?:читать|подробн|далее|толық|жалғас|оқу|read more|more|continue|view|смотреть|ещё|еще|"
    r"комментар|пікір|comments?|share|поделиться|бөлісу)\b.{0,25}", re.IGNORECASE,
)  # fmt: skip
_LONG_SLUG, _SLUG = 4, 3


def address_score(url: str) -> float:
    """From about -5 (a section, a tag, a file) to 4 (date, number and slug of an article)."""
    parts = urlsplit(url)
    path = unquote(parts.path).lower()
    segments = [segment for segment in path.split("/") if segment]
    barred = any(_NAVIGATION.fullmatch(segment) for segment in segments)
    if barred or _ASSET.search(path) or _LIST_QUERY.search(parts.query):
        return -5
    numbered_query = bool(_NUMBER_QUERY.search(parts.query))
    if not segments:
        return 2 if numbered_query else -5
    dated = bool(_DATED_PATH.search(path + "/"))
    section = any(_SECTION.fullmatch(segment) for segment in segments)
    below = len(segments) > 2  # noqa: PLR2004 - /category/name/ is the section itself
    return _slug_score(segments) + 2 * dated + numbered_query - (1 if below else 2) * section


def _slug_score(segments: list[str]) -> float:
    last = segments[-1]
    stem = re.sub(r"\.(?:html?|php|aspx?|shtml)$", "", last)
    words = len(_WORD.findall(stem))
    score = 0.0
    if words >= _LONG_SLUG:
        score += 2
    elif words >= _SLUG:
        score += 1
    score += bool(re.search(r"\d{4,}", stem)) or (stem.isdigit() and len(segments) > 1)
    score += 0.5 * (stem != last)
    if not score and len(segments) == 1:
        score -= 2
    return score


def text_score(text: str) -> float:
    """From -3 (nothing, "more", a word) to 3 (a headline)."""
    words = len(_WORD.findall(text))
    if not words or _MORE.fullmatch(text.strip()):
        return -1
    if words <= 2:  # noqa: PLR2004 - section names are one or two words
        return -2
    if words == 3:  # noqa: PLR2004 - as often a section as a short headline
        return 0
    return 3 if words > 6 else 2  # noqa: PLR2004 - what no menu says


def shape(url: str) -> str:
    """The address with its numbers and its last name blotted out: equal for one kind of page."""
    parts = urlsplit(url)
    *front, last = parts.path.rstrip("/").split("/")
    blotted = "#" if last.isdigit() else "*" + last.rpartition(".")[1]
    folders = (re.sub(r"\d+", "#", folder) for folder in front)
    names = sorted(pair.partition("=")[0] for pair in parts.query.split("&"))
    return "/".join((parts.netloc, *folders, blotted)) + "?" + "&".join(names)
