"""What a page declares about its own kind: types in its data, names of its outer elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pipelines.markup import jsonld
from pipelines.markup.elementnames import names_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_SCRIPTS: Final = 20
# deeper or later records are of what the page cites
MAX_RECORDS: Final = 12

_TELLING: Final = re.compile(
    r"(?:CollectionPage|SearchResultsPage|ProfilePage|ContactPage|AboutPage|ItemList|Gallery|"
    r"VideoObject|LiveBlogPosting|OpinionNewsArticle|AdvertiserContentArticle|\"Blog)\""
)


def page_types(tree: HtmlElement, page_type: str = "") -> frozenset[str]:
    """Types that a page declares for itself, in small letters.

    They are ``page_type``, which its markup states, and those of its own records, none of them
    where no telling one is named.
    """
    found = {page_type.lower()} - {""}
    scripts = [node for node in tree.iter("script") if "ld+json" in (node.get("type") or "")]
    for node in scripts[:MAX_SCRIPTS]:
        raw = node.text or ""
        if _TELLING.search(raw):
            found.update(_types(jsonld.read_records(raw)[:MAX_RECORDS]))
    return frozenset(found)


def _types(records: list[dict[str, Any]]) -> list[str]:
    return [name.lower() for record in records for name in jsonld.types(record)]


def page_names(tree: HtmlElement) -> frozenset[str]:
    """Classes and ids of the html and body elements."""
    body = tree.find("body")
    return frozenset(names_of(tree) + (names_of(body) if body is not None else []))
