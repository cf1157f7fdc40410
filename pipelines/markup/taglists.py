"""Lists of key words that a page shows at an article."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipelines.datafile import DATA, Record, read
from pipelines.lines import one_line
from pipelines.markup.landmarks import is_elsewhere, landmarks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.html import HtmlElement

    from pipelines.markup.landmarks import Landmarks

MAX_TAGS = 20
MAX_TAG = 80
LISTED: Final = re.compile(r"\s*[,;|\n]\s*")

_LABELLED: Final = ("p", "div", "span", "b", "strong", "li", "td", "dt", "h4", "h5")
_MAX_LABEL: Final = 30
_MAX_BLOCK: Final = 40  # elements in which the links of a block of tags stand
_MAX_LABELLED: Final = 60  # pieces of text behind the label
_MAX_PIECES: Final = 8
_MAX_LETTERS: Final = 240


class Names(Record):
    """What ``keywords.toml`` holds: labels, names of no section, of meta tags and of paths."""

    labels: tuple[str, ...]
    nowhere: frozenset[str]
    site_wide: frozenset[str]
    tag_paths: tuple[str, ...]
    section_labels: tuple[str, ...]
    section_classes: frozenset[str]
    rubrics: frozenset[str]
    section_metas: tuple[str, ...]
    tag_metas: tuple[str, ...]


@cache
def names() -> Names:
    """The data file, read once."""
    return read(DATA / "keywords.toml", Names)


def shown_tags(
    tree: HtmlElement,
    marks: Landmarks | None,
    *,
    is_told: bool,
    front: Collection[HtmlElement] = (),
) -> list[str]:
    """What stands in the page's lists of tags, uncleaned.

    One link in ``front`` of the headline, while others stand behind it, is the rubric.

    Links and blocks that are marked so; where there are none and the metadata tells none
    either (``is_told``), links to the pages of tags, or else what follows «Теги:».
    """
    found = [*_marked(tree, marks, front)]
    return found if found or is_told else [*_leading(tree)] or _labelled(tree)


def words_of(node: HtmlElement) -> str:
    """The words of a small element, "" of a large one."""
    pieces = list(islice(node.itertext(), _MAX_PIECES + 1))
    is_small = len(pieces) <= _MAX_PIECES and sum(map(len, pieces)) < _MAX_LETTERS
    return one_line(" ".join(pieces)) if is_small else ""


def _marked(
    tree: HtmlElement, marks: Landmarks | None, front: Collection[HtmlElement]
) -> Iterator[str]:
    """Links that are marked as tags, or stand in a block of that name."""
    known = marks if marks is not None else landmarks(tree.iter("*"))
    links = known.get("tag link", [])[:_MAX_BLOCK]
    for block in known.get("tags", [])[:_MAX_BLOCK]:
        inner = [block] if block.tag == "a" else list(islice(block.iter("a"), _MAX_BLOCK))
        links += inner if len(inner) < _MAX_BLOCK else []
    behind = [link for link in links if link not in front]
    above = len(links) - len(behind)
    for node in dict.fromkeys((behind if behind and above == 1 else links)[: 2 * _MAX_BLOCK]):
        if not is_elsewhere(node):
            yield words_of(node)


def _leading(tree: HtmlElement) -> Iterator[str]:
    """Links that lead to the page of a tag."""
    for node in tree.iter("a"):
        if _tag_path().search(node.get("href") or "") and not is_elsewhere(node):
            yield words_of(node)


@cache
def _tag_path() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, names().tag_paths)))


@cache
def _label() -> re.Pattern[str]:
    labels = sorted(names().labels, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, labels))})\s*:\s*", re.IGNORECASE)


def _labelled(tree: HtmlElement) -> list[str]:
    """What stands behind «Теги:» in the same element, or in the one around a bare label."""
    for node in tree.iter(*_LABELLED):
        line = (node.text or "").strip()
        label = _label().match(line) if ":" in line[:_MAX_LABEL] else None
        if label is None or is_elsewhere(node):
            continue
        is_bare = label.end() == len(line) and not len(node)
        holder = node.getparent() if is_bare else node
        pieces = [piece.strip() for piece in islice(holder.itertext(), _MAX_LABELLED)]
        rest = _label().split(" , ".join(pieces), maxsplit=1)[-1]
        if len(rest) < MAX_TAGS * MAX_TAG:
            return [word for word in LISTED.split(rest) if word]
    return []
