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

from pipelines.screening.introductions import Introductions, is_introducing
from pipelines.screening.linkblocks import drop_link_blocks
from pipelines.screening.rawtags import is_deep, swallowing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from selectolax.lexbor import LexborNode

# between two pieces of text; parts no word, as a tag may stand within one
SEAM: Final = "\x01"
# and between two texts
BREAK: Final = f" {SEAM} "
_MIN_PROSE: Final = 300
_MIN_SHOWN: Final = 200
_MACHINERY: Final = ["script", "style"]
FURNITURE: Final = ("nav", "aside", "footer")
_TITLES: Final = (f'meta[{name}*="title" i]' for name in ("property", "name", "itemprop"))
_HEADS: Final = ", ".join(["title", "h1", *_TITLES])
_NAMED: Final = "aside [class]"
_ANY_NAMED: Final = ", ".join(f"{box} [class]" for box in FURNITURE)
_RECORDS: Final = 'script[type*="ld+json" i]'
_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_BLANK_ESCAPE: Final = re.compile(r"\\[nrtbf]")
# a text, the first of a list, or a typed literal of linked data
_JSON: Final = JSONDecoder(strict=False)
_CLAIM: Final = re.compile(
    r'"(?:headline|articleBody)"\s*:\s*(?:\[\s*)?(?:\{[^{}]*?"@value"\s*:\s*)?"'
)
# what a browser shows of a template; the parser leaves all of them out
_SHADOW: Final = "template[shadowrootmode]"
_TEMPLATE: Final = re.compile(rb"(</?)template\b", re.IGNORECASE)
_TAG: Final = re.compile(r"<[a-zA-Z/!][^<>]*>")
_QUOTING_TAG: Final = re.compile(r"""<[a-zA-Z/!](?:"[^"<]*"|'[^'<]*'|[^<>"'])*+>""")


class PageText:
    """The text of a page that stands in its main part, pieces of it joined by ``SEAM``.

    ``is_thin`` tells that there is too little of it to tell the main part from the rest; then
    all text of the page is taken, and its scripts where it shows next to nothing. A page of
    which a script may hold a part, or that lies too deep to be parsed, is taken as written.
    ``left_out`` are the names of elements that are no part of it.
    """

    def __init__(self, data: bytes, left_out: Sequence[str]) -> None:
        swallowed = swallowing(data)
        self.is_thin = True
        self._tree: LexborHTMLParser | None = None
        self._said = ""
        if swallowed.by_script or is_deep(data):
            self._said = _written(data)
            return
        self._tree = LexborHTMLParser(data)
        if swallowed.has_template and (
            swallowed.by_template or self._tree.css_first(_SHADOW) is not None
        ):
            data = _TEMPLATE.sub(rb"\1div", data)
            self._tree = LexborHTMLParser(data)
        self._read(self._tree, data, left_out)

    def _read(self, tree: LexborHTMLParser, data: bytes, left_out: Sequence[str]) -> None:
        beside = tree.css(", ".join(left_out)) if left_out else []
        self._said = BREAK.join([*_claims(tree), *_heads(tree), *_introductions(beside)])
        tree.strip_tags([*_MACHINERY, *left_out])
        self.is_thin = _prose(tree) < _MIN_PROSE
        if self.is_thin:
            self._tree = LexborHTMLParser(data)
            self._tree.strip_tags(_MACHINERY)
            if len(_text(self._tree.root).strip()) < _MIN_SHOWN:
                self._said += BREAK + _unescaped(data.decode("utf-8", "ignore"))

    def text(self, met: Callable[[Sequence[str]], Collection[int]]) -> str:
        """All that may become title, introduction or text, and more.

        Blocks of links go of which one is ``met``, as ``linkblocks`` has it.
        """
        if self._tree is None:
            return self._said
        if not self.is_thin:
            drop_link_blocks(self._tree, met)
        return self._said + BREAK + _text(self._tree.root)


def _text(node: LexborNode | None) -> str:
    return node.text(separator=SEAM, skip_empty=True) if node is not None else ""


def _prose(tree: LexborHTMLParser) -> int:
    """Letters of paragraphs outside of links."""
    linked = sum(len(link.text()) for link in tree.css("p a"))
    return sum(len(one.text()) for one in tree.css("p")) - linked


def _written(data: bytes) -> str:
    """A page as it is written, once with its tags and once without."""
    raw = _unescaped(data.decode("utf-8", "ignore"))
    return raw + BREAK + _QUOTING_TAG.sub(SEAM, raw) + BREAK + _TAG.sub(SEAM, raw)


def _introductions(beside: Iterable[LexborNode]) -> Iterator[str]:
    """The introductions that hold elements which are left out."""
    found = Introductions()
    around = {one.mem_id: one for one in map(found.around, beside) if one is not None}
    for node in around.values():
        yield node.text(separator=SEAM)


def _heads(tree: LexborHTMLParser) -> Iterator[str]:
    """Titles, and what is named as an introduction beside the main part."""
    is_headed = False
    for node in tree.css(_HEADS):
        if node.tag == "meta":
            yield node.attributes.get("content") or ""
        else:
            is_headed = is_headed or node.tag == "h1"
            yield node.text(separator=SEAM)
    for node in tree.css(_NAMED if is_headed else _ANY_NAMED):
        if _is_introduction(node.attributes.get("class") or ""):
            yield node.text(separator=SEAM)


@lru_cache(maxsize=4096)
def _is_introduction(names: str) -> bool:
    lowered = names.lower()
    return "title" in lowered or "head" in lowered or is_introducing(names)


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
