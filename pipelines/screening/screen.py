"""A cheap proof that a page cannot be relevant, before any costly work.

The page is stripped roughly and searched as one text. Whatever could make a verdict relevant
stands somewhere in it, so a page without any of that is off-topic for certain. The proof only
ever errs on the side of keeping a page: neighbouring headlines and menus count too.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.relevance.lexicon import kinds
from pipelines.relevance.mining import enough_weak
from pipelines.relevance.vocabulary import vocabulary
from pipelines.text import clean

# Tags that stand within words are taken out, all others part words; both readings are searched.
_INLINE_NAMES = "(?:a|b|i|u|s|em|strong|span|font|mark|small|big|sub|sup|wbr|abbr)"
_INLINE = re.compile(rf"</?{_INLINE_NAMES}\b[^<>]*>", re.IGNORECASE)
# begins with its only fixed letter, which makes the search quick
_WITHIN_WORD = re.compile(
    rf"<(?<=\w<)/?{_INLINE_NAMES}\b[^<>]*>(?:<[^<>]*>)*(?=[\w&])", re.IGNORECASE
)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_META = re.compile(r"<meta\b[^<>]*>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def may_be_relevant(html: str) -> bool:
    """Whether any verdict on an article of this decoded page could become relevant."""
    found = kinds(readable(html))
    if any(_suffices(kind, identity) for kind, identity in found):
        return True
    terms = vocabulary().terms
    return enough_weak(terms[identity] for kind, identity in found if kind == "term")


def _suffices(kind: str, identity: str) -> bool:
    if kind == "term":
        return vocabulary().terms[identity].level in {"strong", "medium"}
    if kind == "company":
        return gazetteer().companies[identity].role == "mining"
    places = gazetteer().places
    return kind == "place" and (identity in gazetteer().towns or places[identity].site)


def readable(html: str) -> str:
    """All that an extraction may take from a page: entities and escapes read, tags removed.

    The attributes of meta tags are kept, as one may carry the headline.
    """
    if "\\u" in html:
        html = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), html)
    kept = " ".join(_META.findall(html))
    parted = _TAG.sub(" ", html)
    joined = _TAG.sub(" ", _INLINE.sub("", html)) if _WITHIN_WORD.search(html) else ""
    text = unescape(unescape(f"{parted}\n{joined}\n{kept}"))
    return clean(text) if not unicodedata.is_normalized("NFC", text) else _drop_marks(text)


def _drop_marks(text: str) -> str:
    return re.sub("[\u00ad\u200b-\u200f\u2060\ufeff]", "", text)
