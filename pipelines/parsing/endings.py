"""Whether the HTML of a page stops before its end, told from where it stops.

The end tags of ``html``, ``body`` and of paragraphs may be left out, and many honest pages do so.
A cut page stops anywhere: within a tag, within a script, within a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, NamedTuple

_HEAD: Final = 4_096  # letters in which a page opens itself
_TAIL: Final = 100  # and in which most close
_PROSE: Final = 40  # letters of a paragraph; shorter ones are labels, which end without a stop
_MAX_OPEN: Final = 500
_MAX_TAGS: Final = 200_000  # no article has so many, and each costs time

_OPENS: Final = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_CLOSES: Final = re.compile(r"</(?:html|body)\b", re.IGNORECASE)
_CLOSED: Final = re.compile(r"</html\s*>\s*$", re.IGNORECASE)
_CODE: Final = re.compile(r"<(script|style|title|textarea)\b|<!--", re.IGNORECASE)
_END_OF_CODE: Final = {
    name: re.compile(rf"</{name}\b[^>]*+>" if name else "-->", re.IGNORECASE)
    for name in ("", "script", "style", "title", "textarea")
}
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][\w:-]*+)[^<>]*+>")
_IN_TAG: Final = re.compile(r"<(?:[/!?a-zA-Z]|$)")
_STOPPED: Final = re.compile(r"[.!?…:;؟。»”\"’)\]]$")
_COPYRIGHT: Final = re.compile(r"©|&copy;|\([cс]\)", re.IGNORECASE)
# HTML Living Standard 13.1.2.4: their ends may be left out
_FREE: Final = frozenset(
    (
        *("html", "head", "body", "p", "li", "dt", "dd", "option", "optgroup"),
        *("table", "tbody", "thead", "tfoot", "colgroup", "tr", "td", "th"),
    )
)
_VOID: Final = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr", "frame", "basefont", "bgsound"),
    )
)


class _End(NamedTuple):
    """The last open element, whether the page is used to close its like, the text behind."""

    name: str
    is_usually_closed: bool
    text: str
    is_just_opened: bool


def is_cut_short(html: str) -> bool:
    """Whether a page that opens ``html`` or ``body`` and closes neither stops in the middle.

    It does where it ends within a tag, a script, a style or a comment; behind the start of an
    element that must be closed; or in the words of an element that the page closes elsewhere,
    or that lack the end of a sentence. A page that ends behind a finished block does not, nor
    does a fragment that opens neither ``html`` nor ``body``.
    """
    if not _OPENS.search(html, 0, _HEAD) or _CLOSED.search(html, max(len(html) - _TAIL, 0)):
        return False
    markup, has_ended = _without_code(html)
    if _CLOSES.search(markup):
        return False
    last = markup.rfind("<")
    in_tag = last > markup.rfind(">") and _IN_TAG.match(markup, last) is not None
    if not has_ended or in_tag:
        return True
    return markup.count("<") <= _MAX_TAGS and _is_unfinished(_end(markup))


def _without_code(html: str) -> tuple[str, bool]:
    """The page with a break for each script and comment, and whether all of them end."""
    pieces: list[str] = []
    at = 0
    while opening := _CODE.search(html, at):
        end = _END_OF_CODE[(opening[1] or "").lower()].search(html, opening.end())
        if end is None:
            return "".join([*pieces, html[at : opening.start()]]), False
        pieces += [html[at : opening.start()], "<hr>"]
        at = end.end()
    return "".join([*pieces, html[at:]]), True


def _end(markup: str) -> _End:
    """Where the page stops; what is open is told from the names of the tags alone."""
    still_open: list[str] = []
    unclosed: Counter[str] = Counter()
    closed: set[str] = set()
    opens, at = False, 0
    for tag in _TAG.finditer(markup):
        name, at = tag[2].lower(), tag.end()
        opens = not tag[1] and name not in _VOID and not tag[0].endswith("/>")
        if tag[1]:
            closed.add(name)
            unclosed[name] -= 1
            _close(still_open, name)
        elif opens:
            unclosed[name] += 1
            _open(still_open, name)
    name = still_open[-1] if still_open else ""
    has_left_others_open = name in _FREE and unclosed[name] > still_open.count(name)
    is_usual = name in closed and not has_left_others_open
    return _End(name, is_usual, markup[at:].strip(), opens)


def _open(still_open: list[str], name: str) -> None:
    if still_open[-1:] == [name] and name in _FREE:
        still_open.pop()
    if len(still_open) < _MAX_OPEN:
        still_open.append(name)


def _close(still_open: list[str], name: str) -> None:
    if name in still_open:
        while still_open.pop() != name:
            pass


def _is_unfinished(end: _End) -> bool:
    if not end.text:
        return end.is_just_opened and end.name not in _FREE
    if _COPYRIGHT.search(end.text):
        return False
    if end.is_usually_closed:
        return True
    is_label = end.name in _FREE and len(end.text) < _PROSE
    return not is_label and _STOPPED.search(end.text) is None
