"""What a page's markup says about the article: titles, dates, people, addresses, editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.lines import one_line
from pipelines.markup import jsonld, keywords, stamps
from pipelines.markup.authors import authors
from pipelines.markup.headline import title_candidates
from pipelines.markup.infolines import info_lines
from pipelines.markup.landmarks import landmarks
from pipelines.markup.ownrecords import own_articles
from pipelines.markup.pageaddresses import canonical_of, editions, language_code
from pipelines.markup.pictures import main_picture
from pipelines.markup.sites import host_of
from pipelines.markup.visibledates import Surroundings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.model import DateOrigin, Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What the markup claims; claims may be wrong, so each use weighs them against the text.

    ``titles`` are best first; ``dates`` and ``modified_dates`` are (origin, string as found),
    most trusted first; ``editions`` are (language, absolute address) of other pages than this;
    ``authors`` are people; ``language`` is a hint, for templates are copied with theirs;
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
    tags: tuple[str, ...] = ()
    picture: Picture | None = None
    free: bool | None = None


def read_markup(tree: HtmlElement, url: str) -> Markup:
    """Everything the markup of a parsed page claims; ``url`` is the page's own address."""
    # while the elements are held, each further walk over the page finds them made
    held = list(tree.iter("*"))
    metas = _metas(tree)
    records = _records(tree)
    canonical_url = canonical_of(tree, url, metas)
    every = jsonld.articles(records)
    articles = own_articles(every, tree, metas, (url, canonical_url))
    article = articles[0] if articles else {}
    marks = landmarks(held)
    around = Surroundings(tree, marks)
    lines = info_lines(around)
    publisher = next((jsonld.text(entry, "publisher", "name") for entry in every), "")
    site_name = one_line(metas.get("og:site_name") or publisher)
    site_names = _site_names(url, metas, site_name, publisher)
    shared: dict[str, Any] = {
        "site_names": site_names,
        "records": records,
        "marks": marks,
        "lines": lines,
    }
    found = Markup(
        titles=_titles(tree, metas, articles, site_names),
        canonical_url=canonical_url,
        article_body=max(
            (jsonld.text(entry, "articleBody") for entry in articles), key=len, default=""
        ),
        description=one_line(metas.get("og:description") or metas.get("description", "")),
        authors=authors(tree, metas, articles, **shared),
        site_name=site_name,
        language=_language(tree, metas),
        editions=editions(tree, url, canonical_url),
        page_type=(jsonld.types(article) or [metas.get("og:type", "")])[0],
        section=keywords.section(tree, metas, article, **shared),
        tags=keywords.tags(
            tree, metas, article, site_names=site_names, marks=marks, front=around.front
        ),
        dates=stamps.published(tree, url, metas, articles, around=around),
        modified_dates=stamps.modified(tree, metas, articles, around=around),
        picture=main_picture(tree, metas, article, url, around=around, lines=lines),
        free=_is_free(articles),
    )
    held.clear()
    return found


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


def _site_names(url: str, metas: dict[str, str], *told: str) -> list[str]:
    """What the site calls itself, and its host, with and without the ending."""
    host = host_of(url).removeprefix("www.")
    names = [*told, host, host.split(".")[0], metas.get("application-name", "")]
    return [name for name in names if name]


def _titles(
    tree: HtmlElement,
    metas: dict[str, str],
    articles: list[dict[str, Any]],
    site_names: list[str],
) -> tuple[str, ...]:
    claims = [jsonld.text(article, "headline") for article in articles[:1]]
    claims += [metas.get("og:title", ""), metas.get("twitter:title", "")]
    return title_candidates(tree, claims, site_names)


def _language(tree: HtmlElement, metas: dict[str, str]) -> str:
    root = tree.get("lang") or tree.get("xml:lang") or ""
    claims = (root, metas.get("og:locale", ""), metas.get("content-language", ""))
    return next(filter(None, map(language_code, claims)), "")


def _is_free(articles: list[dict[str, Any]]) -> bool | None:
    for article in articles:
        claim = str(article.get("isAccessibleForFree", "")).lower()
        if claim in ("true", "false"):
            return claim == "true"
    return None
