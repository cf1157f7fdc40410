"""The rubric that a page shows at its headline, where neither data nor breadcrumbs name one."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipelines.dating.linedates import has_date
from pipelines.lines import one_line
from pipelines.markup.datenodes import kind_of
from pipelines.markup.landmarks import class_words, is_elsewhere
from pipelines.markup.taglists import names
from pipelines.newsroom import bylines
from pipelines.newsroom.attribution import agency_pattern
from pipelines.text import fold_search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.markup.infolines import InfoLine, Segment

MAX_WORDS: Final = 4
_MAX_LETTERS: Final = 40
# three lines of the head: the rubric may stand behind the date
_HEAD_LINES: Final = 3
_LETTERS: Final = re.compile(r"[^\W_][\w\s’'ʼ&./-]*")
_ARTICLE_PATH: Final = re.compile(r"\d{3,}|\.html?\b|(?:[^/]+-){3,}")
_PLAIN_PATH: Final = re.compile(
    r"(?:https?://[^/]+)?(?:/[a-z]{2})?/[\w-]+(?:/[\w-]+)?/?", re.IGNORECASE
)
_TRAIL: Final = re.compile(r"[»›>→/|\\•·:]|\s[–—-]\s|\d")
_MAX_BEHIND: Final = 60
_MENU_LINKS: Final = 60


@cache
def _label() -> re.Pattern[str]:
    spoken = sorted(names().section_labels, key=len, reverse=True)
    return re.compile(
        rf"(?:{'|'.join(map(re.escape, spoken))})(?:\s*:\s*|\s+(?=\S)|$)", re.IGNORECASE
    )


def without_label(line: str) -> str:
    """«Категория: Общество» → «Общество»; a label alone is left as it is."""
    label = _label().match(line)
    return line[label.end() :] if label and label.end() < len(line) else line


def beside_headline(lines: Sequence[InfoLine], tree: HtmlElement) -> Iterator[str]:
    """What may be the rubric at the headline, most certain first.

    A segment behind a label; else a short one that is no name and no date, and that its class,
    its link or the page's menu shows to be a rubric, or that is one everywhere («Экономика»);
    else what stands alone right above the headline.
    """
    front = [line for line in lines if line.is_front and not _is_of_menu(line.node)][::-1]
    near = [*front[:1], *[line for line in lines if not line.is_front][:_HEAD_LINES]]
    for line in near:
        yield from _labelled(line)
    linked = _menu(tree)
    for line in near:
        # text begins where a line is a sentence
        few = line.is_dated or len(line.segments) <= 3  # noqa: PLR2004 - a name and two more
        yield from (
            one.text
            for one in line.segments
            if few and _is_short(one) and _is_filed(one, line, linked)
        )
    yield from (one.text for line in front[:1] if (one := _kicker(line)) is not None)


def _is_of_menu(node: HtmlElement) -> bool:
    """Whether an element holds links without marks of a trail, or has such a one beside it."""
    links = sum(1 for _ in islice(node.iter("a"), 2))
    if links > 1 and (next(node.iter("br"), None) is not None or not _is_trail(node)):
        return True
    return next(node.iter("a"), None) is not None and any(
        one is not None and kind_of(one) == kind_of(node) and next(one.iter("a"), None) is not None
        for one in (node.getprevious(), node.getnext())
    )


def _is_trail(node: HtmlElement) -> bool:
    return _TRAIL.search(node.text_content()) is not None


def _labelled(line: InfoLine) -> Iterator[str]:
    for at, one in enumerate(line.segments):
        label = _label().match(one.text)
        if label is None or (":" not in label[0] and label.end() < len(one.text)):
            continue
        following = line.segments[at + 1 : at + 2]
        yield one.text[label.end() :] or (following[0].text if following else "")


def _is_short(one: Segment) -> bool:
    return (
        1 < len(one.text) <= _MAX_LETTERS
        and len(one.text.split()) <= MAX_WORDS
        and _LETTERS.fullmatch(one.text) is not None
        and not any(map(str.isdigit, one.text))
        and not one.text[0].islower()
        and not one.text.endswith(".")
        and not has_date(one.text)
        and not bylines.signed_by(one.text)
        and not agency_pattern().fullmatch(fold_search(one.text))
    )


def _is_filed(one: Segment, line: InfoLine, menu: Counter[str]) -> bool:
    named = {*class_words(one.node.get("class") or ""), *class_words(line.node.get("class") or "")}
    is_alone = len(line.segments) == 1
    if is_alone and named & names().section_classes and _is_sentence_case(one.text):
        return True
    text = one.text.casefold()
    # its own link is counted, too
    if text in names().rubrics or menu[text] > bool(one.link):
        return is_alone or one.node is not line.node or line.is_dated
    # in one line with the date, a link that leads to no article
    if not _is_sentence_case(one.text):
        return False
    is_linked = bool(_PLAIN_PATH.fullmatch(one.link)) and not _ARTICLE_PATH.search(one.link)
    return is_linked and (line.is_dated or (is_alone and line.is_front))


def _is_sentence_case(text: str) -> bool:
    """One word, or several with a capital only at the start: names and slogans have more."""
    first, *others = text.split()
    return not others or (not first.isupper() and all(word[0].islower() for word in others))


def _menu(tree: HtmlElement) -> Counter[str]:
    """How often each short text is a link among the first of the page."""
    links = islice(tree.iter("a"), _MENU_LINKS)
    lines = (one_line(node.text or node.text_content()) for node in links if len(node) <= 1)
    return Counter(line.casefold() for line in lines if 1 < len(line) <= _MAX_LETTERS)


def _kicker(line: InfoLine) -> Segment | None:
    """The one label that is the element right above an h1, if it is no link."""
    one = line.segments[0] if len(line.segments) == 1 else None
    behind = line.node.getnext()
    touches = behind is not None and behind.tag == "h1"
    if one is None or not touches or one.link or not _is_short(one):
        return None
    return one if _is_sentence_case(one.text) else None


def behind_text(tree: HtmlElement) -> Iterator[str]:
    """What stands behind «Категория:» anywhere on the page, where one value alone does."""
    found = {value for node in _labels(tree) if (value := _value(node))}
    yield from found if len(found) == 1 else ()


def _labels(tree: HtmlElement) -> Iterator[HtmlElement]:
    for node in tree.iter("td", "div", "span", "p", "li", "dd", "dt", "b", "strong", "small"):
        text = node.text
        if text and len(text) < _MAX_BEHIND and _label().match(text.strip()):
            yield node


def _value(node: HtmlElement) -> str:
    """What follows a label: the rest of its words, or the link in or behind its element."""
    line = one_line(node.text or "")
    label = _label().match(line)
    rest = line[label.end() :] if label else ""
    if rest:
        return rest if ":" in line else ""
    following = next(iter(node), None) if len(node) else node.getnext()
    if following is None or following.tag != "a" or is_elsewhere(node):
        return ""
    return one_line(following.text_content())
