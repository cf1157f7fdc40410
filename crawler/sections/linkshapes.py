"""How the address and the words of a link look: an article's, or a section's. Pure.

Scores are steps of evidence, not probabilities: 0 says nothing, each step up or down is about
as telling as any other, so that they may be added to what the place of a link says.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import unquote, urlsplit

# pages about people, words, the site itself and what it sells; never a story, whatever follows
_NAVIGATION: Final = re.compile(
    r"tags?|teg|tegi|trends?|hashtags?|keywords?|topics?|tema|temy|theme|themes|sujet|syuzhet|syuzhety|dosie"
    r"|authors?|avtor|avtory|avtorlar|byline|by|columnists?|contributors?|journalists?|staff"
    r"|persons?|persona|people|experts?|users?|profiles?|members?|search|poisk|izdeu|find"
    r"|login|logout|signin|signup|register|registration|registr|auth|account|cabinet|kabinet"
    r"|contacts?|kontakty?|baylanys|bailanys|reklama|zharnama|jarnama|advertising"
    r"|adverti[sz]ements?|adverts?|ads?|adv|banners?|sponsored|partners?|partnery|rss|feeds?"
    r"|privacy|terms|pravila|agreement|subscribe|subscriptions?|podpiska|jazylu|zhazylu"
    r"|newsletters?|vakans[iy]+|vacanc(?:y|ies)|careers?|sitemap|redirect|outbound|goto|share"
    r"|print|reply|\w*comments?|faq|donate|shop|store|redaction|redakci[iy]a|redakts[iy]+a"
    r"|cdn-cgi|wp-(?:content|admin|json|login)|uploads|cookies?|disclaimer|imprint|feedback"
    r"|calendar|polls?|oprosy?|tests?|horoscopes?|goroskopy?|games?|forums?|viewtopic|viewforum"
    r"|showthread|userinfo|memberlist|weather|pogoda|aua-rayy|kurs(?:y|i)?|kursy?-valyut"
    r"|currency|currencies|exchange"
)
_ABOUT: Final = re.compile(
    r"(?:about|about-us|o-nas|o-sajte|o-proekte|o-kompanii|o-redakcii|biz-turaly|turaly|kontakt"
    r"|contact|privacy|reklama|terms|cookie|pravila|polzovatel|politika-konf|user-agree"
    r"|redak[ct]|karta-saj?ta|site-map|podat-obyavlen|usloviya-ispolz)\w*(?:[_.-].*)?"
)
# a story may lie below these; its own address then shows more than a name
_SECTION: Final = re.compile(
    r"categor(?:y|ies|iya)|cat|kategoriya|rubrics?|rubrik[ai]|aydar|aidar|sections?|archives?|arhiv"
    r"|arkhiv|muragat|pages?|live|online|efir|tv|radio|policy|about|programm?a?s?|tv-program"
    r"|bagdarlama|shows?|maps?|apps?|team|rules|files|downloads?|img|images|promo|projects?|lists?"
    r"|part|series|collections?|channel|podcasts?|issues?|out|go|regions?|events?"
)
# what a site says of itself and of its owner, in pages as long-winded as headlines
_STATIC = re.compile(
    r"pages?|static|info|documents?|docs|services?|uslugi|departments?|structure|struktura"
    r"|activities|kyzmet|qyzmet|biography|rukovodstvo|management|company|kompaniya|about|o-nas"
)
_CATEGORY = re.compile(r"categor(?:y|ies|iya)|kategoriya|rubrics?|rubrik[ai]|aydar|aidar|sections?")
_ASSET = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|xml|rss|pdf|docx?|xlsx?|pptx?|zip|rar|mp[34]|apk|ics)$"
)
_DATED_PATH = re.compile(
    r"/(?:19|20)\d\d(?:[/_-](?:0?[1-9]|1[0-2]|[a-z]{3})(?:[/_-](?:0?[1-9]|[12]\d|3[01]))?"
    r"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?=[/_-])|/\d\d/(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01])(?=/)"
)
# the page of a year, a month or a day, not of a story
_DAY_PAGE = re.compile(
    r"/(?:19|20)\d\d(?:[/_.-](?:0?[1-9]|1[0-2])(?:[/_.-](?:0?[1-9]|[12]\d|3[01]))?"
    r"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?/?$"
    r"|/(?:0?[1-9]|[12]\d|3[01])[_.-](?:0?[1-9]|1[0-2])[_.-](?:19|20)\d\d/?$"
)
_NUMBER_QUERY = re.compile(
    r"(?:^|&)(?:p|id|nid|aid|sid|st|news|news_?id|item_?id|item|article_?id|article|post_?id"
    r"|topicid|story|storyid|story_id|idn|n|element_id|idx)=[a-z]?\d{2,}(?:&|$)",
    re.IGNORECASE,
)
_LIST_QUERY = re.compile(
    r"(?:^|&)(?:page|pagen_\d+|paged|offset|start|sort|order|order_by|q|query|s|search|tag|cat"
    r"|category|rubric|author|filter|year|month|date|replytocom|add-to-cart|return_?url"
    r"|redirect)=",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_EXTENSION = re.compile(r"\.(?:[sx]?html?|php|aspx?)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WRITTEN_DAY = re.compile(r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d")
_LONG_NUMBER = re.compile(r"\d{4,}")
# what content systems put behind a slug instead of a number
_TOKEN = re.compile(r"[-_](?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{5,12}$|[0-9a-f]{12,}")
_MORE = re.compile(
    r"(?:читать|подробн|далее|толығ|толық|жалғас|оқу|оқы|read (?:more|full)|more|continue|view"
    r"|смотреть|открыть|перейти|ещё|еще|все |барлы|көбірек|комментар|пікір|comments?|share"
    r"|поделиться|бөлісу|see (?:all|more)|all )\w*\b.{0,30}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[:?!«»“”„…]|\d|,\s|\s[–—-]\s")
BARRED = -5.0
_SURE = 4
_DEEP = 2
_NAME_WORDS = 2


@lru_cache(maxsize=4096)
def address_score(url: str) -> float:
    """From -5 (a section, a tag, a file) to about 6 (date, number and slug of an article)."""
    parts = urlsplit(url)
    path = unquote(parts.path).lower()
    segments = [segment for segment in path.split("/") if segment]
    numbered = bool(_NUMBER_QUERY.search(parts.query))
    if _ASSET.search(path) or _DAY_PAGE.search(path):
        return BARRED
    if (_LIST_QUERY.search(parts.query) and not numbered) or not segments:
        return 2 if numbered else BARRED
    own = _own_score(segments) + 2.5 * bool(_DATED_PATH.search(path + "/"))
    if _is_barred(segments, own):
        return BARRED
    bare = -2.0 if len(segments) == 1 and len(_WORD.findall(segments[0])) < _NAME_WORDS else -1.0
    return (own or (0 if numbered else bare)) + 2 * numbered - _section_cost(segments)


def _is_barred(segments: list[str], own: float) -> bool:
    last = _EXTENSION.sub("", segments[-1])
    named = any(_NAVIGATION.fullmatch(segment) for segment in (*segments[:-1], last))
    return named or (own < _SURE and _ABOUT.fullmatch(last) is not None)


def _section_cost(segments: list[str]) -> float:
    """What a folder such as /category/ or /pages/ takes away: what lies below it is no story."""
    if any(_STATIC.fullmatch(segment) for segment in segments[:-1]):
        return 4
    if not any(_SECTION.fullmatch(segment) for segment in segments):
        return 0
    if _CATEGORY.fullmatch(segments[-2] if len(segments) > 1 else "") and not _LONG_NUMBER.search(
        segments[-1]
    ):
        return 4
    return 1 if len(segments) > _DEEP else 2


def _own_score(segments: list[str]) -> float:
    """What the last name of a path, and a number right above it, say of a story of its own."""
    stem = _EXTENSION.sub("", segments[-1])
    score = _slug_score(stem) + 0.5 * (stem != segments[-1])
    above = segments[-2] if len(segments) > 1 else ""
    if _is_number(stem) or (_LONG_NUMBER.fullmatch(above) and not _YEAR.fullmatch(above)):
        return score + 2
    if _TOKEN.search(stem):
        return score + 1.5
    return score + (stem.isdigit() and len(segments) > 1)


def _is_number(stem: str) -> bool:
    numbers = _LONG_NUMBER.findall(stem)
    return any(not (_YEAR.fullmatch(one) or _WRITTEN_DAY.fullmatch(one)) for one in numbers)


def _slug_score(stem: str) -> float:
    words = len(_WORD.findall(stem))
    return {0: 0.0, 1: 0.0, 2: 0.0, 3: 1.0, 4: 2.0}.get(words, 3.0)


def text_score(text: str) -> float:
    """From -2 (a word or two) to 3 (a headline); what says nothing of itself is -1."""
    words = len(_WORD.findall(text))
    if not words or _MORE.fullmatch(text.strip()):
        return -1
    spoken = 0.5 * bool(_SENTENCE.search(text))
    if words <= 2:  # noqa: PLR2004 - section names are one or two words
        return -2 + spoken
    if words == 3:  # noqa: PLR2004 - as often a section as a short headline
        return spoken
    return 3 if words > 6 else 2 + spoken  # noqa: PLR2004 - what no menu says


def is_numbered(url: str) -> bool:
    """Whether an address holds the number of a story: four digits or more, not a year."""
    parts = urlsplit(url)
    numbered = any(_is_number(segment) for segment in parts.path.split("/")[-2:])
    return numbered or _NUMBER_QUERY.search(parts.query) is not None


def word_count(text: str) -> int:
    """The words of a text; numbers are none."""
    return len(_WORD.findall(text))


def says_nothing(text: str) -> bool:
    """Whether a link has no words of its own: none, a number, or "read more"."""
    return not _WORD.search(text) or _MORE.fullmatch(text.strip()) is not None


def shapes(url: str) -> tuple[str, str]:
    """The kind of an address, twice: with the names of its folders, and with them blotted out.

    Numbers, dates and slugs become signs of their kind, so that all stories of a site have
    few shapes, which are not the shapes of its sections.
    """
    parts = urlsplit(url)
    *front, last = parts.path.lower().rstrip("/").split("/")
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&")})
    below = bool(front) and len(_sign(front[-1])) > len("99")
    tail = f"/{'*' if below else _kind(unquote(last))}?{'&'.join(names)}"
    plain = "/".join(_folder(name) for name in front)
    blotted = "/".join("*" if name and not _sign(name) else _folder(name) for name in front)
    return parts.netloc + plain + tail, parts.netloc + blotted + tail


def _folder(name: str) -> str:
    return _sign(name) or (name if len(_WORD.findall(name)) <= _NAME_WORDS else "slug")


def _sign(name: str) -> str:
    if not name.replace("-", "").isdigit():
        return ""
    return "9999" if len(name) > len("2026") else "99"


def _kind(last: str) -> str:
    stem = _EXTENSION.sub("", last)
    ending = last[len(stem) :]
    if stem.isdigit():
        return ("9999" if len(stem) >= len("2026") else "9") + ending
    if _is_number(stem):
        return "number" + ending
    length = len(_WORD.findall(stem))
    size = "word" if length < 2 else "name" if length <= 3 else "slug"  # noqa: PLR2004 - as in text
    return size + (ending or "." * bool(_TOKEN.search(stem)))
