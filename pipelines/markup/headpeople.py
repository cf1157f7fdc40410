"""The people named in the short lines around a headline, where no class says that they are."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from pipelines.dating.linedates import has_date
from pipelines.markup.landmarks import is_elsewhere
from pipelines.newsroom import bylines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lxml.html import HtmlElement

    from pipelines.markup.infolines import InfoLine, Segment

_AUTHOR_PATH: Final = re.compile(
    r"/(?:authors?|avtor[yi]?|columnists?|kolumnisty?|journalists?|zhurnalist[yi]?|reporters?|"
    r"writers?|contributors?|tilshi(?:ler)?|avtorlar)(?:/|\?|$)",
    re.IGNORECASE,
)
_MAX_NAMES: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def people_beside(lines: Sequence[InfoLine], tree: HtmlElement) -> list[str]:
    """The people of the first line that names any.

    Four signs are believed, best first: a link to the page of an author; a label («Автор:»,
    "Words by"); a name and behind it what its owner is («экономист»); a name in one line with
    the date. Of the last sort only names in Cyrillic count, for rubrics in Latin script have
    capitals as names have ("Central Asia"), and none that the page's menus link to.
    """
    signs: tuple[Callable[[InfoLine], Iterable[str]], ...] = (
        _linked, _labelled, _with_role, lambda line: _dated(line, tree),
    )  # fmt: skip
    for sign in signs:
        found = dict.fromkeys(people for line in lines if (people := tuple(sign(line))))
        if len(found) > 1 and sign is not _linked:
            return []  # a list of articles
        names = list(dict.fromkeys(name for people in found for name in people))
        if 0 < len(names) <= _MAX_NAMES:
            return names
    return [] if lines else _only_linked(tree)


def _only_linked(tree: HtmlElement) -> list[str]:
    """The one person to whose page a page without a headline links."""
    linked = (node for node in tree.iter("a") if _AUTHOR_PATH.search(node.get("href") or ""))
    texts = {node.text_content() for node in linked if not is_elsewhere(node)}
    names = [name for text in texts for name in bylines.people_of(text, is_marked=True)]
    return names if len(names) == 1 and " " in names[0] else []


def _linked(line: InfoLine) -> Iterable[str]:
    for one in line.segments:
        if one.link and _AUTHOR_PATH.search(one.link):
            yield from (n for n in bylines.people_of(one.text, is_marked=True) if " " in n)


@cache
def _label() -> re.Pattern[str]:
    labels = bylines.words_around().labels
    spoken = "|".join(re.escape(name) for name in sorted(labels, key=len, reverse=True))
    by = "|".join(re.escape(name) for name in labels if name.endswith(" by"))
    return re.compile(rf"(?:(?:{spoken})\s*:|(?:{by}|by)(?=\s|$))\s*", re.IGNORECASE)


def _labelled(line: InfoLine) -> Iterable[str]:
    """The people behind a label, in its own segment or, where it stands alone, in the next."""
    for at, one in enumerate(line.segments):
        label = _label().match(one.text)
        if label is None:
            continue
        rest = one.text[label.end() :]
        following = line.segments[at + 1 : at + 2]
        named = rest or (following[0].text if following else "")
        yield from (n for n in bylines.people_of(named, is_marked=True) if _is_full(n))


def _is_full(name: str) -> bool:
    return " " in name or "." in name


def _with_role(line: InfoLine) -> Iterable[str]:
    """The name that opens a line whose second and last segment says what the person is."""
    if len(line.segments) != 2 or line.is_dated:  # noqa: PLR2004 - a name and a role
        return
    name, role = line.segments
    said = {word.lower().replace("ё", "е") for word in _WORD.findall(role.text)}
    if role.node is not name.node and said & bylines.words_around().roles and not role.link:
        yield from _person(name)


def _dated(line: InfoLine, tree: HtmlElement) -> Iterable[str]:
    if not line.is_dated or line.is_front:
        return
    for one in line.segments:
        if one.link or has_date(one.text) or not bylines.is_written_cyrillic(one.text):
            continue
        yield from (name for name in _person(one) if not _is_linked_to(tree, name))


def _person(one: Segment) -> Iterable[str]:
    places = bylines.words_around().places
    for name in bylines.signed_by(one.text):
        if places.isdisjoint(name.lower().split()):
            yield name


def _is_linked_to(tree: HtmlElement, name: str) -> bool:
    return any((node.text or "").strip() == name for node in tree.iter("a"))
