"""What a page's markup says about the article: titles, dates, people, addresses, editions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from pipelines.extraction import bylines, jsonld, stamps
from pipelines.extraction.headline import one_line, title_candidates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipelines.model import DateOrigin

_LANGUAGE = re.compile(r"^([a-zA-Z]{2,3})(?:[-_]\w+)*$")
_MAX_AUTHORS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What the markup claims; claims may be wrong, so each use weighs them against the text.

    ``titles`` are best first; ``dates`` and ``modified_dates`` are (origin, string as found),
    most trusted first; ``editions`` are (language, absolute address); ``authors`` are people;
    ``free`` is what the page says of a paywall, None where it says nothing.
    """

    titles: tuple[str, ...] = ()
    canonical_url: str = ""
    article_body: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    site_name: str = ""
    language: str = ""
    editions: tuple[tuple[str, str], ...] = ()
    page_type: str = ""
    section: str = ""
    dates: tuple[tuple[DateOrigin, str], ...] = ()
    modified_dates: tuple[tuple[DateOrigin, str], ...] = ()
    image: str = ""
    free: bool | None = None


def read_markup(tree: HtmlElement, url: str) -> Markup:
    """Everything the markup of a parsed page claims; ``url`` is the page's own address."""
    metas = _metas(tree)
    records = _records(tree)
    articles = jsonld.articles(records)
    article = articles[0] if articles else {}
    site_name = _site_name(metas, article)
    return Markup(
        titles=_titles(tree, url, metas, articles, site_name),
        canonical_url=_canonical_url(tree, url, metas),
        article_body=max(
            (jsonld.text(entry, "articleBody") for entry in articles), key=len, default=""
        ),
        description=one_line(metas.get("og:description") or metas.get("description", "")),
        authors=_authors(tree, metas, articles, site_name),
        site_name=site_name,
        language=_language(tree, metas),
        editions=_editions(tree, url),
        page_type=(jsonld.types(article) or [metas.get("og:type", "")])[0],
        section=one_line(metas.get("article:section") or jsonld.text(article, "articleSection")),
        dates=stamps.published(tree, url, metas, articles),
        modified_dates=stamps.modified(tree, metas, articles),
        image=metas.get("og:image") or jsonld.text(article, "image", "url"),
        free=_is_free(articles),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Contents of the meta tags by lower-case name; the first of a name counts."""
    metas: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        content = (node.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _records(tree: HtmlElement) -> list[dict[str, Any]]:
    scripts = [node for node in tree.iter("script") if "ld+json" in (node.get("type") or "")]
    return [record for node in scripts[:20] for record in jsonld.read_records(node.text or "")]


def _site_name(metas: dict[str, str], article: dict[str, Any]) -> str:
    return one_line(metas.get("og:site_name") or jsonld.text(article, "publisher", "name"))


def _titles(
    tree: HtmlElement,
    url: str,
    metas: dict[str, str],
    articles: list[dict[str, Any]],
    site_name: str,
) -> tuple[str, ...]:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    names = [site_name, host, host.split(".")[0], metas.get("application-name", "")]
    claims = [jsonld.text(article, "headline") for article in articles[:1]]
    claims += [metas.get("og:title", ""), metas.get("twitter:title", "")]
    return title_candidates(tree, claims, names)


def _canonical_url(tree: HtmlElement, url: str, metas: dict[str, str]) -> str:
    links = [node.get("href") for node in _links(tree, "canonical")]
    return next(
        (found for href in (*links, metas.get("og:url")) if (found := _absolute(url, href))), ""
    )


def _links(tree: HtmlElement, rel: str) -> Iterator[HtmlElement]:
    return (node for node in tree.iter("link") if rel in (node.get("rel") or "").lower().split())


def _absolute(base: str, href: str | None) -> str:
    try:
        address = urljoin(base, (href or "").strip()) if href else ""
        return address if urlsplit(address).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _authors(
    tree: HtmlElement, metas: dict[str, str], articles: list[dict[str, Any]], site_name: str
) -> tuple[str, ...]:
    names = [name for article in articles[:2] for name in jsonld.people(article)]
    names += [metas.get(key, "") for key in ("author", "article:author", "dc.creator")]
    names += bylines.marked_names(tree)
    cleaned = (bylines.person(name) for name in names)
    people = dict.fromkeys(name for name in cleaned if name and name.lower() != site_name.lower())
    return tuple(people)[:_MAX_AUTHORS]


def _language(tree: HtmlElement, metas: dict[str, str]) -> str:
    root = tree.get("lang") or tree.get("xml:lang") or ""
    for claim in (root, metas.get("og:locale", ""), metas.get("content-language", "")):
        match = _LANGUAGE.match(claim.strip())
        if match:
            return {"kz": "kk"}.get(match[1].lower(), match[1].lower())
    return ""


def _editions(tree: HtmlElement, url: str) -> tuple[tuple[str, str], ...]:
    pairs: dict[tuple[str, str], None] = {}
    for node in _links(tree, "alternate"):
        match = _LANGUAGE.match((node.get("hreflang") or "").strip())
        address = _absolute(url, node.get("href"))
        if match and address:
            pairs[({"kz": "kk"}.get(match[1].lower(), match[1].lower()), address)] = None
    return tuple(pairs)


def _is_free(articles: list[dict[str, Any]]) -> bool | None:
    for article in articles:
        claim = str(article.get("isAccessibleForFree", "")).lower()
        if claim in ("true", "false"):
            return claim == "true"
    return None
