"""Which JSON-LD records speak of the page they stand on, and not of another one.

Sites print records of related articles, of the home page and of their own template beside
that of the article; what these state of authors, rubric and day is not the article's.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from pipelines.lines import one_line, resembles, words
from pipelines.markup import jsonld
from pipelines.markup.sites import parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

_ADDRESS_KEYS: Final = (("url",), ("mainEntityOfPage",), ("mainEntityOfPage", "@id"), ("@id",))
_TITLE_METAS: Final = ("og:title", "twitter:title")
_MAX_TITLES: Final = 4
_INDEX: Final = re.compile(r"(?:/(?:amp|index\.\w+))?/?$", re.IGNORECASE)


def own_articles(
    articles: Sequence[dict[str, Any]],
    tree: HtmlElement,
    metas: Mapping[str, str],
    addresses: Sequence[str],
) -> list[dict[str, Any]]:
    """The records of articles that are about this page, those that name it first.

    A record names the page by its headline, or by its address (``addresses``: where the page
    was read, what it calls canonical). One that has neither headline nor address is kept; one
    with another headline and no such address, or without headline and another address, is not.
    """
    titles = _titles(tree, metas)
    pages = {place for address in addresses if (place := _place(address))}
    verdicts = [(_is_about(record, titles, pages), record) for record in articles]
    named = [record for verdict, record in verdicts if verdict]
    return named + [record for verdict, record in verdicts if verdict is None]


def _titles(tree: HtmlElement, metas: Mapping[str, str]) -> list[str]:
    shown = (one_line(node.text_content()) for node in tree.iter("title", "h1"))
    told = (metas.get(key, "") for key in _TITLE_METAS)
    return [title for title in (*islice(shown, _MAX_TITLES), *told) if title]


def _is_about(
    record: dict[str, Any], titles: Sequence[str], pages: set[tuple[str, str]]
) -> bool | None:
    """Whether a record is about the page; None where it tells neither title nor address."""
    headline = one_line(jsonld.text(record, "headline") or jsonld.text(record, "name"))
    told = {place for path in _ADDRESS_KEYS if (place := _place(jsonld.text(record, *path)))}
    if told & pages:
        return True
    of_home = bool(told) and not any(map(any, told))
    if any(_is_title(headline, title, whole=of_home) for title in titles):
        return True
    return None if not told and not (headline and titles) else False


def _is_title(headline: str, title: str, *, whole: bool) -> bool:
    """Whether a headline is the title; a ``whole`` one is more than the site's name in it."""
    long_enough = not whole or 2 * len(words(headline)) >= len(words(title))
    return long_enough and resembles(headline, title)


def _place(address: str) -> tuple[str, str] | None:
    """Path and query of an address that is one, "#article" and the host left out.

    The host may differ: sites have several. "/amp" is the same page.
    """
    if not address.startswith(("http://", "https://", "/")):
        return None
    parts = parts_of(address)
    return (parts.query, _INDEX.sub("", unquote(parts.path)).lower()) if parts else None
