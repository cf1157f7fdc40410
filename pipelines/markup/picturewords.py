"""The words about a picture: what stands under it, in its data, or at the headline."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from pipelines.lines import one_line
from pipelines.markup import jsonld
from pipelines.markup.credits import MAX_CAPTION, MAX_CREDIT, split_credit
from pipelines.markup.landmarks import class_words, kinds_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

    from pipelines.markup.infolines import InfoLine

_MAX_CLIMB: Final = 4
_MAX_CREDIT_WORDS: Final = 6
_MAX_HOLDER: Final = 700  # letters around a picture that can all be about it
_MAX_TEXT: Final = 200  # letters of a caption without any mark
_SMALL: Final = frozenset({"small", "em", "i", "span", "cite", "div", "center", "font"})
# words in the class of a picture's box
_PICTURES: Final = frozenset(
    {"image", "images", "img", "photo", "photos", "pic", "picture", "thumb", "thumbnail", "media",
     "slide", "cover", "figure", "hero", "foto", "suret"}
)  # fmt: skip
_CAPTION_TAGS: Final = ("figcaption", "div", "p", "span", "small", "em", "i", "a", "cite", "dd")


def at_headline(lines: Sequence[InfoLine]) -> tuple[str, str]:
    """What a line at the headline says of the picture: «Фото: Pixabay» beside the date."""
    for line in lines:
        pairs = [split_credit(one.text) for one in line.segments if len(one.text) < _MAX_TEXT]
        credited = [pair for pair in pairs if pair[1]]
        if credited and (line.is_dated or len(pairs) == 1 or not credited[0][0]):
            return credited[0] if len(pairs) == 1 else ("", credited[0][1])
    return "", ""


def around_picture(node: HtmlElement) -> tuple[str, str]:
    """Caption and credit in the smallest element that holds a picture and words about it."""
    near = ("", "")
    for holder in (node, *islice(node.iterancestors(), _MAX_CLIMB)):
        is_frame = holder.tag in ("body", "article", "main")
        if is_frame or len(holder.text_content()) > _MAX_HOLDER:
            break
        pair = _joined(_words_about(holder)) if holder is not node else ("", "")
        pair = pair if any(pair) or holder is node else _alone_with(holder)
        if any(pair):
            return pair
        if any(near) or holder.tag == "figure":
            break
        near = _behind(holder)
    return near if any(near) or holder.tag != "figure" else _behind(holder)


def _alone_with(holder: HtmlElement) -> tuple[str, str]:
    """The one short text in the box of a picture, in an element of its own and without links.

    A paragraph is text, and so is what a box of the article's text holds.
    """
    named = holder.get("class") or ""
    is_text = "story" in kinds_of(named) and class_words(named).isdisjoint(_PICTURES)
    if is_text or holder.tag in ("p", "td", "body"):
        return "", ""
    worded = [node for node in holder.iterdescendants() if (node.text or "").strip()]
    loose = any((node.tail or "").strip() for node in holder.iterdescendants())
    few = len(worded) == 1 and not loose and not (holder.text or "").strip()
    if (
        not few
        or worded[0].tag not in _SMALL
        or next(holder.iter("a", "h1", "time"), None) is not None
    ):
        return "", ""
    line = _line(worded[0])
    caption, credit = split_credit(line) if len(line) < _MAX_TEXT else ("", "")
    is_line = bool(credit) or (len(line.split()) > 1 and not line[-1:].isdigit())
    return (caption, credit) if is_line else ("", "")


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
    is_caption = node.tag == "figcaption" or node.get("itemprop") == "caption"
    return kinds | {"caption"} if is_caption else kinds


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


def from_record(article: Mapping[str, Any]) -> tuple[str, str]:
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
