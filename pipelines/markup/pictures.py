"""The main picture of an article: its address, what stands under it, who is credited."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from crawler.urls import safe_join
from pipelines.lines import one_line
from pipelines.markup import jsonld
from pipelines.markup.credits import MAX_CAPTION, MAX_CREDIT, names, split_credit
from pipelines.markup.landmarks import class_words, is_elsewhere, kinds_of
from pipelines.model import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

META_NAMES = (
    "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src",
    "image", "thumbnail",
)  # fmt: skip
MIN_SIDE = 120  # pixels; smaller ones are faces, flags and buttons
_MAX_IMAGES = 60
_MAX_CLIMB = 4
_MAX_CREDIT_WORDS: Final = 6
_MAX_HOLDER: Final = 700  # letters around a picture that can all be about it
_FRAMES: Final = frozenset({"article", "main", "figure"})
_CAPTION_TAGS: Final = ("figcaption", "div", "p", "span", "small", "em", "i", "a", "cite", "dd")
_WORD_EDGE: Final = re.compile(r"[^a-z0-9]+")
_SIZE_IN_NAME: Final = re.compile(
    r"(?:[-_.](?:\d{2,4}x\d{2,4}|\d{2,4}w?|w\d+|h\d+|small|large|medium|big|thumb|preview|og|social|crop\w*|scaled))+$"
)
_SOURCE: Final = re.compile(r"(\S+)\s+(\d+(?:\.\d+)?)[wx]\s*(?:,\s*|$)")
_FIGURE_WORDS: Final = re.compile(r"\d+")


def main_picture(
    tree: HtmlElement, metas: Mapping[str, str], article: Mapping[str, Any], url: str
) -> Picture | None:
    """The picture that the page names as its own, or else the first large one of the article.

    ``metas`` are the meta tags by lower-case name, ``article`` the JSON-LD record, ``url`` the
    page's address. Logos, stand-ins, pixels, faces and data: addresses are none. Caption and
    credit are what stands under the same picture on the page, or under the first figure of the
    article where the page shows a cut of it under another name; JSON-LD fills what is missing.
    """
    images = list(islice(tree.iter("img"), _MAX_IMAGES))
    named = next(filter(None, (_sound(url, address) for address in _named(metas, article))), "")
    file = _file(named)
    shown = next((node for node in images if file and _file(_address(node)) == file), None)
    if shown is None:
        shown = _first_large(images, url)
    address = named or (_sound(url, _address(shown)) if shown is not None else "")
    if not address:
        return None
    caption, credit = _around(shown) if shown is not None else ("", "")
    told, thanked = _from_record(article)
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


def _first_large(images: list[HtmlElement], url: str) -> HtmlElement | None:
    """The first picture in the article that is large, as far as the page tells."""
    for node in images:
        may_show = not _is_small(node) and _is_framed(node) and not _is_decoration(node)
        if may_show and _sound(url, _address(node)):
            return node
    return None


def _is_framed(node: HtmlElement) -> bool:
    return any(
        parent.tag in _FRAMES
        or parent.get("itemprop") == "articleBody"
        or (parent.tag == "div" and "story" in kinds_of(parent.get("class") or ""))
        for parent in node.iterancestors()
    )


def _is_small(node: HtmlElement) -> bool:
    sides = (_FIGURE_WORDS.match(node.get(side) or "") for side in ("width", "height"))
    return any(0 < int(side[0][:6]) < MIN_SIDE for side in sides if side)


def _is_decoration(node: HtmlElement) -> bool:
    near = (node, *islice(node.iterancestors(), 2))
    named = {word for one in near for word in class_words(one.get("class") or "")}
    return bool(named & names().no_pictures) or is_elsewhere(node)


def _around(node: HtmlElement) -> tuple[str, str]:
    """Caption and credit in the smallest element that holds a picture and words about it."""
    near = ("", "")
    for holder in (node, *islice(node.iterancestors(), _MAX_CLIMB)):
        is_frame = holder.tag in ("body", "article", "main")
        if is_frame or len(holder.text_content()) > _MAX_HOLDER:
            break
        pair = _joined(_words_about(holder)) if holder is not node else ("", "")
        if any(pair):
            return pair
        if any(near) or holder.tag == "figure":
            break
        near = _behind(holder)
    return near if any(near) or holder.tag != "figure" else _behind(holder)


def _behind(holder: HtmlElement) -> tuple[str, str]:
    """What stands right behind, where it is marked as a caption or names a credit."""
    behind = holder.getnext()
    if behind is not None and not (holder.tail or "").strip():
        pair = _pair(behind)
        return pair if _marked_as(behind) or pair[1] else ("", "")
    pair = split_credit(one_line(holder.tail or "")[:MAX_CAPTION])
    return pair if pair[1] else ("", "")


def _words_about(holder: HtmlElement) -> list[tuple[str, str]]:
    """(caption, credit) of each element that is marked as either, outer ones only."""
    found: list[HtmlElement] = []
    for node in holder.iterdescendants(*_CAPTION_TAGS):
        if _marked_as(node) and not any(one in node.iterancestors() for one in found):
            found.append(node)
    return [pair for node in found[:3] if any(pair := _pair(node))]


def _marked_as(node: HtmlElement) -> frozenset[str]:
    kinds = kinds_of(node.get("class") or "") & {"caption", "credit"}
    return kinds | {"caption"} if node.tag == "figcaption" else kinds


def _pair(node: HtmlElement) -> tuple[str, str]:
    """Caption and credit of an element; within a caption, the credit may be marked apart."""
    line = _line(node)
    inner = next(
        (one for one in node.iterdescendants(*_CAPTION_TAGS) if _marked_as(one) == {"credit"}), None
    )
    if _marked_as(node) == {"credit"}:
        caption, credit = split_credit(line)
        is_name = not credit and len(caption.split()) <= _MAX_CREDIT_WORDS
        return ("", caption) if is_name else (caption, credit)
    thanked = _line(inner) if inner is not None else ""
    if thanked and thanked != line:
        caption = split_credit(line.replace(thanked, " "))[0]
        return caption, (split_credit(thanked)[1] or thanked)[:MAX_CREDIT]
    return split_credit(line)


def _line(node: HtmlElement) -> str:
    line = one_line(" ".join(islice(node.itertext(), 20)))
    return line if len(line) <= MAX_CAPTION else ""


def _joined(pairs: list[tuple[str, str]]) -> tuple[str, str]:
    captions = [caption for caption, _ in pairs if caption]
    return (captions[0] if captions else ""), next((credit for _, credit in pairs if credit), "")


def _from_record(article: Mapping[str, Any]) -> tuple[str, str]:
    """Caption and credit of the picture's own record in JSON-LD."""
    image = article.get("image")
    image = image[0] if isinstance(image, list) and image else image
    if not isinstance(image, dict):
        return "", ""
    caption, credit = split_credit(
        jsonld.text(image, "caption") or jsonld.text(image, "description")
    )
    thanked = (
        jsonld.text(image, *path)
        for path in (
            ("creditText",),
            ("copyrightNotice",),
            ("author", "name"),
            ("creator", "name"),
            ("copyrightHolder", "name"),
        )
    )
    return caption, credit or one_line(next(filter(None, thanked), ""))
