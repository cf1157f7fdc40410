"""The site's own filing of an article: its section and its key words, as written."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from lxml import etree

from pipelines.lines import one_line, words
from pipelines.markup import jsonld, rubrics
from pipelines.markup.landmarks import is_elsewhere, landmarks
from pipelines.markup.taglists import LISTED, MAX_TAG, MAX_TAGS, names, shown_tags, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

    from pipelines.markup.infolines import InfoLine
    from pipelines.markup.landmarks import Landmarks

MAX_SECTION = 60
MAX_SECTION_WORDS = 6
MAX_META_KEYWORDS = 20

_NO_TAG: Final = re.compile(r"https?:|www\.|[@<>{}=_]|^\W*$|^\w+:")
_CRUMB_EDGE: Final = re.compile(r"\s*[»›>→/|]\s*")
_EDGES: Final = ' \t#.,;:·•|/"«»“”'
_SECTION_PROPERTY: Any = etree.XPath("descendant::*[@itemprop='articleSection']")
_MAX_BLOCK: Final = 40  # elements in which the links of a block of tags stand
_STEM: Final = 4
_ENDING: Final = 2
_MAX_BODY: Final = 40_000


def section(
    tree: HtmlElement,
    metas: Mapping[str, str],
    article: Mapping[str, Any],
    *,
    site_names: Collection[str] = (),
    records: Sequence[dict[str, Any]] = (),
    marks: Landmarks | None = None,
    lines: Sequence[InfoLine] = (),
) -> str:
    """The rubric in which the site files the article, "" where it says nothing.

    What the page's metadata says comes first (``metas``: meta tags by lower-case name,
    ``article``: the JSON-LD record of the article, ``records``: all of them), then the last
    link but the article itself of its breadcrumbs, then a label at the headline (one of
    ``lines``, those around it).
    """
    offers = map(
        rubrics.without_label,
        chain(
            _section_offers(tree, metas, article, records, marks),
            rubrics.beside_headline(lines, tree),
            rubrics.behind_text(tree),
        ),
    )
    sites = {"".join(words(name)) for name in site_names}
    return next(
        (name for name in offers if _is_section(name) and "".join(words(name)) not in sites), ""
    )


def _section_offers(
    tree: HtmlElement,
    metas: Mapping[str, str],
    article: Mapping[str, Any],
    records: Sequence[dict[str, Any]],
    marks: Landmarks | None,
) -> Iterator[str]:
    """Lazily: most pages say it in their metadata."""
    yield from (one_line(metas.get(key, "")) for key in names().section_metas)
    yield from map(one_line, jsonld.strings(article.get("articleSection")))
    headlines = _headlines(tree, metas, article)
    yield from _innermost(map(one_line, jsonld.crumbs(records)), headlines)
    yield from (
        one_line(node.get("content") or words_of(node)) for node in _SECTION_PROPERTY(tree)[:1]
    )
    known = marks if marks is not None else landmarks(tree.iter("*"))
    for block in known.get("crumbs", [])[:2]:
        yield from _innermost(map(one_line, _texts(block)), headlines)
    filed = (node for node in known.get("section link", []) if not is_elsewhere(node))
    yield from map(words_of, islice(filed, 1))
    named = (node for node in known.get("section", [])[:_MAX_BLOCK] if not is_elsewhere(node))
    yield from _only({line for node in named if (line := words_of(node))})


def _only(lines: set[str]) -> list[str]:
    """Several rubrics on one page are those of other articles, too."""
    return list(lines) if len(lines) == 1 else []


def _headlines(
    tree: HtmlElement, metas: Mapping[str, str], article: Mapping[str, Any]
) -> set[tuple[str, ...]]:
    lines = [metas.get("og:title", ""), jsonld.text(dict(article), "headline")]
    lines += [node.text_content() for node in islice(tree.iter("title", "h1"), 3)]
    return {words(line) for line in lines}


def _innermost(names: Iterable[str], headlines: set[tuple[str, ...]]) -> list[str]:
    """The last of the crumbs that is neither the article's headline, cut or not, nor a mark."""
    kept = [name for name in names if words(name)]
    while kept and any(_begins(headline, words(kept[-1])) for headline in headlines):
        kept.pop()
    return kept[-1:]


def _begins(headline: tuple[str, ...], crumb: tuple[str, ...]) -> bool:
    return headline[: len(crumb)] == crumb or (
        len(crumb) > 1 and headline[: len(crumb) - 1] == crumb[:-1]
    )


def _is_section(name: str) -> bool:
    return (
        1 < len(name) <= MAX_SECTION
        and len(name.split()) <= MAX_SECTION_WORDS
        and name.casefold() not in names().nowhere
        and " ," not in name
        and not _NO_TAG.search(name)
        and any(map(str.isalpha, name))
    )


def _texts(block: HtmlElement) -> list[str]:
    pieces = islice(block.itertext(), _MAX_BLOCK)
    return [name for piece in pieces for name in _CRUMB_EDGE.split(piece) if name.strip()]


def tags(
    tree: HtmlElement,
    metas: Mapping[str, str],
    article: Mapping[str, Any],
    *,
    site_names: Collection[str] = (),
    marks: Landmarks | None = None,
    front: Collection[HtmlElement] = (),
) -> tuple[str, ...]:
    """The article's key words, each once, at most 20, as written but without "#".

    Metadata made for articles (``article:tag``, ``news_keywords``, JSON-LD) and the links and
    lists of tags at the article are believed. The general ``keywords``, which many sites fill
    alike on all pages, count only where there is nothing else, and of them those that the
    article's own words hold.
    """
    own = [*_from_metas(tree), *_from_record(article)]
    shown = shown_tags(tree, marks, is_told=bool(own), front=front)
    sites = {"".join(words(name)) for name in site_names}
    found = _cleaned((*own, *shown), sites)
    return found or _cleaned(_general(tree, metas), sites)


def _from_metas(tree: HtmlElement) -> Iterator[str]:
    """All tags of a name: ``article:tag`` is repeated for each word."""
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or ""
        if name.strip().lower() in names().tag_metas:
            yield from LISTED.split(node.get("content") or "")


def _from_record(article: Mapping[str, Any]) -> Iterator[str]:
    for line in jsonld.strings(article.get("keywords")):
        yield from LISTED.split(line)


def _general(tree: HtmlElement, metas: Mapping[str, str]) -> list[str]:
    """The general keywords that stand in the article; of a long list none, it is the site's."""
    offered = [word for word in LISTED.split(metas.get("keywords", "")) if word.strip()]
    offered = (
        offered if len(offered) > 1 or len(words("".join(offered))) < MAX_SECTION_WORDS else []
    )
    if not offered or len(offered) > MAX_META_KEYWORDS:
        return []
    body = " ".join(node.text_content() for node in tree.iter("title", "h1", "p"))[:_MAX_BODY]
    text = f" {' '.join(words(body))}"
    return [
        word
        for word in offered
        if word.casefold() not in names().site_wide and _stands_in(text, word)
    ]


def _stands_in(text: str, keyword: str) -> bool:
    """Whether each word of it, its ending aside, begins a word of the text."""
    return all(f" {word[: max(_STEM, len(word) - _ENDING)]}" in text for word in words(keyword))


def _cleaned(offers: Iterable[str], sites: Collection[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for offer in offers:
        word = one_line(unquote(offer) if "%" in offer else offer).strip(_EDGES)
        key = word.casefold()
        if (
            1 < len(word) <= MAX_TAG
            and not _NO_TAG.search(word)
            and key not in names().nowhere
            and "".join(words(word)) not in sites
        ):
            seen.setdefault(key, word)
    return tuple(islice(seen.values(), MAX_TAGS))
