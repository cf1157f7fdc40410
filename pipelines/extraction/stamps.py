"""Date strings of a page as they stand there, each with where it was found; nothing is parsed.

What a string means is decided in ``pipelines.dating.dates``; here is only known where publishers
put them, and which of the strings on a page belong to the headline.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipelines.extraction import jsonld
from pipelines.extraction.headline import headline_node, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    rf"|\b\d{{1,2}}{_ORDINAL}[-\s]*(?:of\s)?{_LETTERS}{{3,12}}\.?,?\s*{_YEAR}\b"
    rf"|\b{_LETTERS}{{3,12}}\.?\s\d{{1,2}}{_ORDINAL},?\s{_YEAR}\b"
    rf"|\b{_YEAR}[\s-](?:ж\.|жыл\w*|jyl\w*|yil\w*)\s*\d{{1,2}}[\s-]*{_LETTERS}{{3,12}}"
    rf"|\b\d{{1,2}}\s{_LETTERS}{{3,12}}\.?,?\s(?:{_LETTERS}{{5,12}},?\s)?(?:(?:в|at|сағат)\s)?{_CLOCK}"
    rf"|\b{_CLOCK}\W{{1,3}}\d{{1,2}}\s{_LETTERS}{{3,12}}"
    rf"|^\W*{_CLOCK}\W{{1,3}}(?:сегодня|вчера|бүгін|кеше|today|yesterday)\W*$"
    # relative words open such a line; in the middle of one they belong to a sentence
    r"|^\W*(?:сегодня|вчера|позавчера|бүгін|кеше|бұрнағы күні|today|yesterday)\b"
    r"(?=\W*(?:в\s|at\s|сағат\s)?\d|\W*$)"
    r"|^\W*(?:\d{1,2}|час|an?|бір)\s*[^\W\d]*\s*(?:назад|бұрын|ago)\b",
    re.IGNORECASE,
)
_MAX_LINE = 80
_MAX_PIECES = 8
_AFTER = 80
_BEFORE = 40
_NEAR = 12
_MAX_LINES = 4
_CHANGED = re.compile(
    r"\W*(?:последн\w+ (?:изменени|обновлени)|обновлен|изменен|жаңартыл|соңғы өзгер|"
    r"(?:last )?(?:updated|modified))",
    re.IGNORECASE,
)
_ELSEWHERE = frozenset({"a", "nav", "aside", "footer", "script", "figcaption", "head", "select"})

_URL_DAY = re.compile(rf"(?<!\d)({_YEAR})([/.-])(\d{{1,2}})\2(\d{{1,2}})(?!\d)")
_URL_COMPACT = re.compile(rf"(?<!\d)({_YEAR})(\d\d)(\d\d)(?!\d)")
_URL_MONTH = re.compile(rf"/({_YEAR})/(\d{{1,2}})/")
_URL_EPOCH = re.compile(r"[-_/](1[3-7]\d{8})(?:\.html?)?/?$")


def published(
    tree: HtmlElement, url: str, metas: Mapping[str, str], articles: Sequence[dict[str, Any]]
) -> tuple[Stamp, ...]:
    """Strings that may say when the article came out, most trusted first.

    ``metas`` maps the lower-case name of each meta tag to its content; ``articles`` are the
    JSON-LD records of articles.
    """
    stamps = _from_records(articles, ("datePublished", "uploadDate", "dateCreated"))
    stamps += _from_metas(metas, PUBLISHED_KEYS)
    stamps += _from_properties(tree, "datePublished")
    stamps += [("time tag", value) for value in _times_at_headline(tree)]
    stamps += [("visible text", line) for line in _lines_at_headline(tree)]
    if not stamps and headline_node(tree) is None:
        stamps = [("visible text", line) for line in _only_line(tree)]
    stamps += [("url", value) for value in _in_url(url)]
    return tuple(dict.fromkeys(stamps))


def modified(
    tree: HtmlElement, metas: Mapping[str, str], articles: Sequence[dict[str, Any]]
) -> tuple[Stamp, ...]:
    """Strings that may say when the article was last changed, most trusted first."""
    stamps = _from_records(articles, ("dateModified",)) + _from_metas(metas, MODIFIED_KEYS)
    return tuple(dict.fromkeys(stamps + _from_properties(tree, "dateModified")))


def _from_records(articles: Sequence[dict[str, Any]], keys: Sequence[str]) -> list[Stamp]:
    return [
        ("json-ld", value)
        for key in keys
        for record in articles[:3]
        if (value := jsonld.text(record, key))
    ]


def _from_metas(metas: Mapping[str, str], keys: Sequence[str]) -> list[Stamp]:
    return [("meta", metas[key]) for key in keys if metas.get(key)]


def _from_properties(tree: HtmlElement, name: str) -> list[Stamp]:
    """Microdata: the property's content or datetime attribute, or else its words."""
    found: list[Stamp] = []
    for node in tree.xpath(".//*[@itemprop=$name]", name=name)[:3]:
        value = node.get("datetime") or node.get("content") or one_line(node.text_content())
        if value and len(value) <= _MAX_LINE:
            found.append(("meta" if node.tag == "meta" else "time tag", value.strip()))
    return found


def _times_at_headline(tree: HtmlElement) -> list[str]:
    times = [node for node in _around_headline(tree, 2 * _AFTER) if node.tag == "time"]
    if not times:
        every = [node for node in tree.iter("time") if not _is_elsewhere(node)]
        times = every if len(every) == 1 else []
    return [value.strip() for node in times[:2] if (value := node.get("datetime"))]


def _lines_at_headline(tree: HtmlElement) -> list[str]:
    lines: list[str] = []
    taken: HtmlElement | None = None
    for node in _around_headline(tree, _AFTER):
        if taken is not None and any(parent is taken for parent in node.iterancestors()):
            continue
        line = _short_line(node)
        if line and DATE_LIKE.search(line):
            taken = node
            lines.append(line)
    lines.sort(key=lambda line: _CHANGED.match(line) is not None)
    return list(dict.fromkeys(lines))[:_MAX_LINES]


def _only_line(tree: HtmlElement) -> list[str]:
    """The one line with a date on a page whose headline is not known; of several, none."""
    lines = {
        line
        for node in tree.iter("div", "span", "p", "td", "font", "small", "time", "b", "i")
        if (line := _short_line(node)) and DATE_LIKE.search(line) and not _is_elsewhere(node)
    }
    # an element and the one around it show the same date
    shortest = min(lines, key=len, default="")
    return [shortest] if lines and all(shortest in line for line in lines) else []


def _short_line(node: HtmlElement) -> str:
    """The words of a small element, "" where it holds more than one line would."""
    pieces = list(islice(node.itertext(), _MAX_PIECES + 1))
    if len(pieces) > _MAX_PIECES or sum(map(len, pieces)) > 4 * _MAX_LINE:
        return ""
    line = one_line(" ".join(pieces))
    return line if len(line) <= _MAX_LINE else ""


def _around_headline(tree: HtmlElement, reach: int) -> Iterator[HtmlElement]:
    """Elements behind the headline, then those shortly before it.

    The one that touches it in front comes before those that are far behind: what stands
    below the article is the list of other articles with their dates.
    """
    headline = headline_node(tree)
    if headline is None:
        return
    inside = {*headline.iter("*")}
    behind = [node for node in islice(_following(headline), reach) if node not in inside]
    before = list(islice(headline.xpath("preceding::*[position() <= $n]", n=_BEFORE), _BEFORE))
    touching = headline.getprevious()
    front = [] if touching is None else [touching, *touching.iterdescendants()][:_NEAR]
    for node in dict.fromkeys((*behind[:_NEAR], *front, *behind[_NEAR:], *before)):
        if isinstance(node.tag, str) and not _is_elsewhere(node):
            yield node


def _following(headline: HtmlElement) -> Iterator[HtmlElement]:
    yield from headline.xpath("following::*[position() <= $n]", n=4 * _AFTER)


def _is_elsewhere(node: HtmlElement) -> bool:
    return node.tag in _ELSEWHERE or any(
        parent.tag in _ELSEWHERE for parent in node.iterancestors()
    )


def _in_url(url: str) -> Iterator[str]:
    path = urlsplit(url).path
    for year, _, month, day in _URL_DAY.findall(path)[:1]:
        yield from _calendar(year, month, day)
    for year, month, day in _URL_COMPACT.findall(path)[:1]:
        yield from _calendar(year, month, day)
    if not _URL_DAY.search(path):
        for year, month in _URL_MONTH.findall(path)[:1]:
            yield from _calendar(year, month)
    yield from _URL_EPOCH.findall(path)


def _calendar(year: str, month: str, day: str = "") -> Iterator[str]:
    if int(month) in range(1, 13) and (not day or int(day) in range(1, 32)):
        yield f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
