"""Elements whose class names say what they hold: by-lines, tags, breadcrumbs, captions.

All classes of a page are looked at once, in one pass; what a class means is remembered, for
the pages of a site share their classes.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from pipelines.datafile import DATA, Record, read
from pipelines.markup.elementnames import name_words
from pipelines.markup.threads import comments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.html import HtmlElement

Landmarks = dict[str, list["HtmlElement"]]

_NO_KIND: Final[frozenset[str]] = frozenset()
_MAX_CLASS: Final = 400
# the whole page or article stands within them; content systems hang tags and rubrics on their names
_FRAMES: Final = frozenset({"html", "body", "main", "article"})
# kinds that are asked of an element's parents, and not gathered
_ANCESTRAL: Final = frozenset({"elsewhere", "story"})
_PAGE: Final = frozenset({"html", "body"})
_ASIDE: Final = frozenset({"aside", "nav"})


class _Names(Record):
    kinds: dict[str, tuple[str, ...]]
    elsewhere: frozenset[str]
    no_author: frozenset[str]


@cache
def _names() -> _Names:
    return read(DATA / "landmarks.toml", _Names)


@cache
def _kind_of() -> Mapping[str, str]:
    return {word: kind for kind, names in _names().kinds.items() for word in names}


def class_words(value: str) -> frozenset[str]:
    """The words of a class attribute, in small letters."""
    return name_words(value[:_MAX_CLASS])


@cache
def _known() -> frozenset[str]:
    return _names().elsewhere | _kind_of().keys()


@lru_cache(maxsize=8192)
def kinds_of(value: str) -> frozenset[str]:
    """What the words of a class attribute say: the kinds of ``landmarks.toml``, or "elsewhere"."""
    named = class_words(value)
    if named.isdisjoint(_known()):
        return _NO_KIND
    if not named.isdisjoint(_names().elsewhere):
        return frozenset({"elsewhere"})
    kinds = {kind for word in named if (kind := _kind_of().get(word))}
    return frozenset(kinds if named.isdisjoint(_names().no_author) else kinds - {"author"})


def landmarks(nodes: Iterable[HtmlElement]) -> Landmarks:
    """The elements of each kind in the order of the page, frames of the whole page left out.

    ``nodes`` are all elements of the page.

    The kind "person" are those that microdata or rel=author mark as the author, "tag link" links
    of rel=tag, "section link" those of rel="category tag", "property" all of microdata,
    "comment" the blocks of readers' comments.
    """
    found: Landmarks = {}
    every = list(nodes)
    for node in every:
        value = node.get("class")
        if value and (kinds := kinds_of(value)) and node.tag not in _FRAMES:
            for kind in kinds - _ANCESTRAL:
                found.setdefault(kind, []).append(node)
        rel, named = node.get("rel"), node.get("itemprop")
        if named:
            found.setdefault("property", []).append(node)
        if rel == "author" or named == "author":
            found.setdefault("person", []).append(node)
        elif rel and "tag" in rel.split():
            kind = "section link" if "category" in rel else "tag link"
            found.setdefault(kind, []).append(node)
    if written := comments(every):
        found["comment"] = list(written)
    return found


def is_elsewhere(node: HtmlElement) -> bool:
    """Whether an element stands in navigation, comments, or among teasers of other articles.

    What holds the headline is about the article, whatever its class ("with-sidebar"); a footer
    within an article is the article's.
    """
    parents = (node, *node.iterancestors())
    frames = {parent.tag for parent in parents}
    return ("footer" in frames and "article" not in frames) or any(
        _is_aside(parent) for parent in parents
    )


def _is_aside(node: HtmlElement) -> bool:
    if node.tag in _ASIDE:
        return True
    named = node.tag not in _PAGE and "elsewhere" in kinds_of(node.get("class") or "")
    return named and next(node.iter("h1"), None) is None
