"""Date strings of a page as they stand there, each with where it was found; nothing is parsed.

What a string means is decided in ``pipelines.dating.dates``; here is only known where publishers
put them, and which of the strings on a page belong to the headline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipelines.dating.datestrings import lacks_year
from pipelines.dating.linedates import has_date, is_bare
from pipelines.dating.urldates import date_in_url
from pipelines.lines import one_line, resembles
from pipelines.markup import jsonld
from pipelines.markup.datenodes import is_named_change, moment_of
from pipelines.markup.visibledates import Surroundings, VisibleDates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

    from pipelines.model import DateOrigin

Stamp = tuple["DateOrigin", str]

PUBLISHED_KEYS = (
    "article:published_time", "og:article:published_time", "og:published_time",
    "article:published", "datepublished", "mediator_published_time", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "published",
    "publication_date", "publicationdate", "originalpublicationdate", "article.published",
    "article_date_original", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dcterms.date", "dc.date", "ya:ovs:upload_date", "datecreated", "date",
)  # fmt: skip
MODIFIED_KEYS = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "og:modified_time",
    "datemodified", "mediator_updated_time", "dcterms.modified", "dc.date.modified",
    "last-modified", "lastmod", "revised", "updated",
)  # fmt: skip

_LETTERS = r"[^\W\d_]"
_YEAR = r"(?:19|20)\d\d"
_ORDINAL = r"(?:st|nd|rd|th|-?го|-?шы|-?ші)?"
_CLOCK = r"\d{1,2}:\d\d"
DATE_LIKE = re.compile(
    # «11.12.2025г.» and the T of ISO 8601 hang on the figures
    rf"\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:{_YEAR}|\d\d)(?:\b|(?=[гж]\b))"
    rf"|\b{_YEAR}[./-]\d{{1,2}}[./-]\d{{1,2}}(?:\b|(?=T\d))"
    rf"|\b\d{{1,2}}{_ORDINAL}[-\s]*(?:of\s)?{_LETTERS}{{3,12}}\.?[,،]?\s*{_YEAR}\b"
    rf"|\b{_LETTERS}{{3,12}}\.?\s\d{{1,2}}{_ORDINAL},?\s{_YEAR}\b"
    rf"|\b{_YEAR}[\s-](?:ж\.|жыл\w*|jyl\w*|yil\w*|йил\w*|جىل\w*)\s*\d{{1,2}}[\s-]*{_LETTERS}{{3,12}}"
    rf"|\b\d{{1,2}}\s{_LETTERS}{{3,12}}\.?,?\s(?:{_LETTERS}{{5,12}},?\s)?(?:(?:в|at|сағат)\s)?{_CLOCK}"
    rf"|\b{_CLOCK}\W{{1,3}}\d{{1,2}}\s{_LETTERS}{{3,12}}"
    rf"|^\W*{_CLOCK}\W{{1,3}}(?:сегодня|вчера|бүгін|кеше|today|yesterday)\W*$"
    # relative words open such a line; in the middle of one they belong to a sentence
    r"|^\W*(?:сегодня|вчера|позавчера|бүгін|кеше|бұрнағы күні|today|yesterday)\b"
    r"(?=\W*(?:в\s|at\s|сағат\s)?\d|\W*$)"
    r"|^\W*(?:\d{1,2}|час|an?|бір)\s*[^\W\d]*\s*(?:назад|бұрын|ago)\b",
    re.IGNORECASE,
)
_TITLE_MARK = re.compile(r"\s+[|–—-]\s+|\s*\|\s*")
_MAX_VALUE = 80
_MAX_TIMES = 2
_MAX_RECORDS = 9
_ARTICLE_KEYS = ("datePublished", "uploadDate", "dateCreated")


def published(
    tree: HtmlElement,
    url: str,
    metas: Mapping[str, str],
    articles: Sequence[dict[str, Any]],
    *,
    around: Surroundings | None = None,
) -> tuple[Stamp, ...]:
    """Strings that may say when the article came out, most trusted first.

    ``metas`` maps the lower-case name of each meta tag to its content; ``articles`` are the
    JSON-LD records of articles; ``around`` is the page seen from its headline, if at hand.
    """
    around = around or Surroundings(tree)
    own = _own_records(articles, around.headline, tree)
    stamps = _from_records(own, _ARTICLE_KEYS)
    stamps += _from_metas(metas, PUBLISHED_KEYS)
    stamps += _from_properties(around, "datePublished")
    stamps += [("time tag", value) for value in _times(around, changed=False)]
    lines = around.lines if around.headline is not None or not stamps else VisibleDates()
    stamps += [("visible text", line) for line in lines.published]
    address = date_in_url(url)
    stamps += [("url", address)] if address else []
    stamps += [("visible text", part) for part in _in_title(tree)] if not stamps else []
    if all(lacks_year(raw) for _, raw in stamps):
        # who states only the last change has published by then
        stamps += [("time tag", value) for value in _times(around, changed=True)]
        stamps += [("visible text", line) for line in lines.changed]
    return tuple(dict.fromkeys(stamps))


def _in_title(tree: HtmlElement) -> list[str]:
    """A part of the page's title that is a day: uCoz writes "Headline - 6 March 2025 - Site"."""
    title = one_line(next((node.text or "" for node in tree.iter("title")), ""))
    parts = _TITLE_MARK.split(title)[1:]
    return [part for part in parts if has_date(part) and is_bare(part)][:1]


def modified(
    tree: HtmlElement,
    metas: Mapping[str, str],
    articles: Sequence[dict[str, Any]],
    *,
    around: Surroundings | None = None,
) -> tuple[Stamp, ...]:
    """Strings that may say when the article was last changed, most trusted first."""
    around = around or Surroundings(tree)
    stamps = _from_records(_own_records(articles, around.headline, tree), ("dateModified",))
    stamps += _from_metas(metas, MODIFIED_KEYS)
    stamps += _from_properties(around, "dateModified")
    stamps += [("time tag", value) for value in _times(around, changed=True)]
    stamps += [("visible text", line) for line in around.lines.changed]
    return tuple(dict.fromkeys(stamps))


def _own_records(
    articles: Sequence[dict[str, Any]], headline: HtmlElement | None, tree: HtmlElement
) -> list[dict[str, Any]]:
    """The records of the page's own article; those of the articles it lists have other titles."""
    shown = [headline] if headline is not None else []
    titles = [one_line(node.text_content()) for node in (*shown, *tree.iter("title"))]
    own = [
        record
        for record in articles[:_MAX_RECORDS]
        if any(resembles(jsonld.text(record, "headline"), title) for title in titles)
    ]
    return own or list(articles[:1])


def _from_records(articles: Sequence[dict[str, Any]], keys: Sequence[str]) -> list[Stamp]:
    return [
        ("json-ld", value)
        for key in keys
        for record in articles[:3]
        if (value := _moment(record, key))
    ]


def _moment(record: dict[str, Any], key: str) -> str:
    """The value of a date; some programs write it as the number of a Unix stamp."""
    value = record.get(key)
    return str(value) if isinstance(value, int | float) else jsonld.text(record, key)


def _from_metas(metas: Mapping[str, str], keys: Sequence[str]) -> list[Stamp]:
    return [("meta", metas[key]) for key in keys if metas.get(key)]


def _from_properties(around: Surroundings, name: str) -> list[Stamp]:
    """Microdata: the property's content or datetime attribute, or else its words."""
    nodes = [node for node in around.properties if node.get("itemprop") == name]
    found: list[Stamp] = []
    for node in [one for one in nodes if one.tag == "meta" or not around.is_elsewhere(one)][:3]:
        hidden = node.get("content") or (node.get("title") if node.tag == "abbr" else "")
        value = moment_of(node) or hidden or one_line(node.text_content())
        if value and len(value) <= _MAX_VALUE:
            found.append(("meta" if node.tag == "meta" else "time tag", value.strip()))
    return found


def _times(around: Surroundings, *, changed: bool) -> list[str]:
    times = [node for node in around.times if is_named_change(node) is changed]
    return [value for node in times[:_MAX_TIMES] if (value := moment_of(node))]
