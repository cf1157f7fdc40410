"""What of a page can become an article's title, introduction or text; read by a fast parser.

Nothing is left out here that an extraction takes: the rules are fewer and milder than its own,
and a page with little running text, where an extraction takes what it finds, is read as a whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from json import JSONDecoder
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser

from pipelines.markup.headline import LEAD_NAMES
from pipelines.screening.linkblocks import drop_link_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

# between two pieces of text; parts no word, as a tag may stand within one
SEAM: Final = "\x01"
# and between two texts
BREAK: Final = f" {SEAM} "
_MIN_PROSE: Final = 300
_MIN_SHOWN: Final = 200
_MACHINERY: Final = ["script", "style"]
_FURNITURE: Final = ["nav", "aside", "footer"]
_HEADS: Final = "title, h1, meta"
_NAMED: Final = "aside [class]"
_ANY_NAMED: Final = ", ".join(f"{box} [class]" for box in _FURNITURE)
_RECORDS: Final = 'script[type*="ld+json" i]'
_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_BLANK_ESCAPE: Final = re.compile(r"\\[nrtbf]")
# a text, the first of a list, or a typed literal of linked data
_JSON: Final = JSONDecoder(strict=False)
_CLAIM: Final = re.compile(
    r'"(?:headline|articleBody)"\s*:\s*(?:\[\s*)?(?:\{[^{}]*?"@value"\s*:\s*)?"'
)
_TAG: Final = re.compile(r"<[a-zA-Z/!][^<>]*>")


class PageText:
    """The text of a page that stands in its main part, pieces of it joined by ``SEAM``.

    ``is_thin`` tells that there is too little of it to tell the main part from the rest; then
    all text of the page is taken, and its scripts where it shows next to nothing.
    """

    def __init__(self, html: str) -> None:
        data = html.encode("utf-8", "ignore")
        self._tree = LexborHTMLParser(data)
        self._said = BREAK.join([*_claims(self._tree), *_heads(self._tree)])
        self._tree.strip_tags([*_MACHINERY, *_FURNITURE])
        self.is_thin = self._prose() < _MIN_PROSE
        if self.is_thin:
            self._tree = LexborHTMLParser(data)
            self._tree.strip_tags(_MACHINERY)
            if len(self._text().strip()) < _MIN_SHOWN:
                self._said += BREAK + _unescaped(html)

    def text(self, met: Callable[[Sequence[str]], Collection[int]]) -> str:
        """All that may become title, introduction or text, and more.

        Blocks of links go of which one is ``met``, as ``linkblocks`` has it.
        """
        if not self.is_thin:
            drop_link_blocks(self._tree, met)
        return self._said + BREAK + self._text()

    def _text(self) -> str:
        root = self._tree.root
        return root.text(separator=SEAM, skip_empty=True) if root is not None else ""

    def _prose(self) -> int:
        """Letters of paragraphs outside of links."""
        linked = sum(len(link.text()) for link in self._tree.css("p a"))
        return sum(len(one.text()) for one in self._tree.css("p")) - linked


def _heads(tree: LexborHTMLParser) -> Iterator[str]:
    """Titles, and what is named as an introduction beside the main part."""
    is_headed = False
    for node in tree.css(_HEADS):
        if node.tag == "meta":
            held = node.attributes
            name = held.get("property") or held.get("name") or held.get("itemprop") or ""
            if "title" in name.lower():
                yield held.get("content") or ""
        else:
            is_headed = is_headed or node.tag == "h1"
            yield node.text(separator=SEAM)
    for node in tree.css(_NAMED if is_headed else _ANY_NAMED):
        if _is_introduction(node.attributes.get("class") or ""):
            yield node.text(separator=SEAM)


@lru_cache(maxsize=4096)
def _is_introduction(names: str) -> bool:
    lowered = names.lower()
    return "title" in lowered or "head" in lowered or LEAD_NAMES.search(names) is not None


def _claims(tree: LexborHTMLParser) -> Iterator[str]:
    """Headlines and texts in the page's records, whose markup may be escaped once more."""
    for node in tree.css(_RECORDS):
        raw = node.text()
        for key in _CLAIM.finditer(raw):
            claim = _string(raw, key.end() - 1)
            yield _TAG.sub(SEAM, unescape(unescape(claim)) if "&" in claim else claim)


def _string(raw: str, start: int) -> str:
    """The JSON string that begins here, or all that follows where there is none."""
    try:
        return str(_JSON.raw_decode(raw, start)[0])
    except ValueError:
        return _unescaped(raw[start:])


def _unescaped(raw: str) -> str:
    """What escapes of JSON stand for, as far as they are letters or blanks."""
    raw = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), raw)
    return _BLANK_ESCAPE.sub(" ", raw)
