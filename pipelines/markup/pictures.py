"""The main picture of an article: its address, what stands under it, who is credited."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from crawler.urls import safe_join
from pipelines.markup import jsonld
from pipelines.markup.credits import names
from pipelines.markup.datenodes import is_small
from pipelines.markup.landmarks import class_words, is_elsewhere, kinds_of
from pipelines.markup.picturewords import around_picture, at_headline, from_record
from pipelines.markup.sites import site_of
from pipelines.model import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

    from pipelines.markup.infolines import InfoLine
    from pipelines.markup.visibledates import Surroundings

META_NAMES = (
    "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src",
    "image", "thumbnail",
)  # fmt: skip
MIN_SIDE = 120  # pixels; smaller ones are faces, flags and buttons
_MAX_IMAGES = 60
_FRAMES: Final = frozenset({"article", "main", "figure"})
_WORD_EDGE: Final = re.compile(r"[^a-z0-9]+")
_SIZE_IN_NAME: Final = re.compile(
    r"(?:[-_.](?:\d{2,4}x\d{2,4}|\d{2,4}w?|w\d+|h\d+|small|large|medium|big|thumb|preview|og|social|crop\w*|scaled))+$"
)
_SOURCE: Final = re.compile(r"(\S+)\s+(\d+(?:\.\d+)?)[wx]\s*(?:,\s*|$)")
_IMAGE_FILE: Final = re.compile(r"\.(?:jpe?g|png|webp|avif)(?:$|\?)", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"-\d{4,}px|display:\s*none|visibility:\s*hidden")
_FIGURE_WORDS: Final = re.compile(r"\d+")


def main_picture(
    tree: HtmlElement,
    metas: Mapping[str, str],
    article: Mapping[str, Any],
    url: str,
    *,
    around: Surroundings | None = None,
    lines: Sequence[InfoLine] = (),
) -> Picture | None:
    """The picture that the page names as its own, or else the first large one of the article.

    ``metas`` are the meta tags by lower-case name, ``article`` the JSON-LD record, ``url`` the
    page's address. Logos, stand-ins, pixels, faces and data: addresses are none. Caption and
    credit are what stands under the same picture on the page, or under the first figure of the
    article where the page shows a cut of it under another name; JSON-LD fills what is missing,
    and after it a credit among the ``lines`` at the headline. ``around`` is the page seen from
    there: pictures between it and the text are the article's, those of other articles not.
    """
    images = list(islice(tree.iter("img"), _MAX_IMAGES))
    named = next(filter(None, (_sound(url, address) for address in _named(metas, article))), "")
    file = _file(named)
    shown = next((node for node in images if file and _file(_address(node)) == file), None)
    if shown is None:
        shown = _first_large(images, url, around)
    address = named or (_sound(url, _address(shown)) if shown is not None else "")
    if not address:
        return None
    caption, credit = around_picture(shown) if shown is not None else ("", "")
    told, thanked = from_record(article)
    is_other = shown is None or (bool(file) and _file(_address(shown)) != file)
    if is_other or not (caption or told or credit or thanked):
        caption, credit = next(filter(any, (at_headline(lines), (caption, credit))), ("", ""))
    return Picture(address, caption or told, credit or thanked)


def _named(metas: Mapping[str, str], article: Mapping[str, Any]) -> Iterator[str]:
    yield from filter(None, (metas.get(key) for key in META_NAMES[:4]))
    yield from jsonld.strings(article.get("image"))
    yield from jsonld.strings(article.get("thumbnailUrl"))
    yield from filter(None, (metas.get(key) for key in META_NAMES[4:]))


def _sound(base: str, address: str) -> str:
    """The absolute address of what may be a picture of the article, else ""."""
    found = safe_join(base, address) if address and not address.startswith("data:") else None
    return found if found and _may_show(found) else ""


@lru_cache(maxsize=1024)
def _may_show(url: str) -> bool:
    parts = urlsplit(url.lower())
    folder, _, name = parts.path.rpartition("/")
    stem = name.partition(".")[0]
    named = {*_WORD_EDGE.split(stem)}
    spoken = {*named, *folder.rsplit("/", 1)[-1:]}
    return not (
        parts.path in ("", "/")
        or name.endswith(names().no_picture_endings)
        or any(piece in url for piece in names().counters)
        or spoken & names().no_pictures
        or named & names().file_words
        or stem in names().whole_names
    )


def _address(node: HtmlElement) -> str:
    """The address of an image: the largest of a set, or where lazy pages keep it."""
    sets = [node.get(key) for key in names().lazy_sets]
    frame = next(islice(node.iterancestors("picture"), 1), None)
    if frame is not None:
        sets += [source.get(key) for source in frame.iter("source") for key in names().lazy_sets]
    largest = [best for value in sets if value and (best := _largest(value))]
    plain = (node.get(key) for key in names().lazy)
    single = next((value.strip() for value in plain if value and not value.startswith("data:")), "")
    return max(largest, default=(0.0, single))[1] if largest else single


def _largest(value: str) -> tuple[float, str] | None:
    sized = [
        (float(size), address)
        for address, size in _SOURCE.findall(value[:4000])
        if not address.startswith("data:")
    ]
    return max(sized, default=None)


def _file(address: str) -> str:
    """The file's name without the size that a site puts into it: a.jpg, a-1024x768.jpg are one."""
    name = address.partition("?")[0].rstrip("/").rpartition("/")[2].lower()
    stem = name.rpartition(".")[0] or name
    return _SIZE_IN_NAME.sub("", stem) or stem


def _first_large(
    images: list[HtmlElement], url: str, around: Surroundings | None
) -> HtmlElement | None:
    """The first picture in the article that is large, as far as the page tells."""
    head = frozenset(around.head if around is not None else ())
    for node in images:
        may_show = not _is_small(node) and (node in head or _is_framed(node))
        may_show = may_show and not (
            _is_decoration(node) or _leads_away(node, url) or _is_of_card(node)
        )
        if may_show and _sound(url, _address(node)):
            return node
    return None


def _is_framed(node: HtmlElement) -> bool:
    return any(
        parent.tag in _FRAMES
        or parent.get("itemprop") in ("articleBody", "image")
        or (parent.tag == "div" and "story" in kinds_of(parent.get("class") or ""))
        for parent in node.iterancestors()
    )


def _is_small(node: HtmlElement) -> bool:
    if _HIDDEN.search(node.get("style") or ""):
        return True
    sides = (_FIGURE_WORDS.match(node.get(side) or "") for side in ("width", "height"))
    return any(0 < int(side[0][:6]) < MIN_SIDE for side in sides if side)


def _is_decoration(node: HtmlElement) -> bool:
    near = [one for one in (node, *islice(node.iterancestors(), 3)) if one.tag not in _FRAMES]
    named = {word for one in near for word in class_words(one.get("class") or "")}
    faces = any("author" in kinds_of(one.get("class") or "") for one in near)
    return faces or bool(named & names().no_pictures) or is_elsewhere(node)


def _is_of_card(node: HtmlElement) -> bool:
    """Whether a small block around a picture holds the linked headline of another article."""
    for block in islice(node.iterancestors(), 3):
        if not is_small(block):
            return False
        headings = block.iter("h2", "h3", "h4", "h5", "h6")
        if any(next(one.iter("a"), None) is not None for one in headings):
            return True
    return False


def _leads_away(node: HtmlElement, url: str) -> bool:
    """Whether a picture links to another site: an advertisement. Links to its file are none."""
    link = next(islice(node.iterancestors("a"), 1), None)
    href = (link.get("href") or "") if link is not None else ""
    if _IMAGE_FILE.search(href):
        return False
    there = site_of(href)
    return bool(there) and there != site_of(url)
