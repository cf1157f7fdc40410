"""What the text of a body is, told from how it starts: a page, plain text, or data.

Servers send data under the type of a page and pages under the type of plain text, so the header
is not asked.
"""

from __future__ import annotations

import csv
import re
from typing import Final

_HEAD: Final = 20_000
_ROWS: Final = 12
_MIN_ROWS: Final = 3
_MARKUP: Final = re.compile(r"\s*<(?:[!?]|[a-zA-Z][\w:-]*[\s/>])")
_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)
_PAGE_BEHIND: Final = re.compile(r"[}\])]\s*<(?:!doctype|html)\b", re.IGNORECASE)
_WRAPPING: Final = re.compile(
    r"(?:\)\]\}',?\s*|for\s*\(;;\);\s*)?(?:[a-zA-Z_$][\w.$]{0,80}\s*\(\s*)?"
)
_JSON: Final = re.compile(
    r"""\{\s*(?:"(?:[^"\\]|\\.){0,200}"\s*:|\})|\[\s*(?:\[|\{\s*["}])""", re.DOTALL
)
# prose opens so too, with the number of a note or the name of a newspaper
_JSON_LIST: Final = re.compile(r"\[\s*(?:[\"\d-][^\[\]{}]*+)?\]\s*\)?;?\s*$")
_SCRIPT: Final = re.compile(
    r"(?:var|let|const)\s+[\w$]+\s*[=;,]|(?:async\s+)?function\b\s*[\w$]*\s*\(|[!(;]+function\s*\("
    r"|\(\(?[\w$,\s]*\)?\s*=>|(?:window|document|self|module)\s*[.\[][\w.\[\]\"']+\s*[=(]"
    r"|[\"']use strict[\"']|define\s*\(\s*\[|(?:import|export)\s+[\w{*][^\n;]{0,200}\bfrom\s*[\"']"
)
_STYLE: Final = re.compile(
    r"@(?:charset|import|media|font-face)\b|[.#*:a-zA-Z][\w\s.#*:,>+~-]{0,200}\{\s*[a-z-]+\s*:[^{}<>]*[;}]"
)
_PROLOGUE: Final = re.compile(
    r"\s*(?:<\?[^>]*+>\s*|<!--.*?-->\s*|<!doctype[^>]*+>\s*)*+", re.IGNORECASE | re.DOTALL
)
_ROOT: Final = re.compile(r"<(?:\w+:)?([a-z]\w*)[\s/>]", re.IGNORECASE)
_ROOTS: Final = {
    "rss": "a feed",
    "feed": "a feed",
    "rdf": "a feed",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
    "opml": "a list of feeds",
    "svg": "a drawing",
    "kml": "a map",
    "gpx": "a map",
}
_COMMENTS: Final = re.compile(r"\s*(?:/\*.*?\*/\s*|//[^\n]*\n\s*)*+", re.DOTALL)


def starts_as_markup(text: str) -> bool:
    """Whether the first thing in a text is a tag, a comment or a declaration."""
    return _MARKUP.match(text.lstrip("\ufeff")) is not None


def data_kind(text: str) -> str:
    """What data a body is, in words such as "a feed" or "JSON"; "" for pages and prose.

    A feed, sitemap or drawing shows in its root element; JSON, scripts, styles and tables of
    values in their first words, and only where no page follows.
    """
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        root = _ROOT.match(head, _end_of(_PROLOGUE, head))
        return _ROOTS.get(root[1].lower(), "") if root else ""
    start = _end_of(_COMMENTS, head)
    if _is_json(head):
        return "JSON"
    if _PAGE.search(head):
        return ""
    if _SCRIPT.match(head, start):
        return "a script"
    if _STYLE.match(head, start):
        return "a style sheet"
    return "a table of values" if any(_is_table(head, mark) for mark in ";,\t|") else ""


def _is_json(head: str) -> bool:
    """Whether objects or lists open a text, and no page follows what they say."""
    at = _end_of(_WRAPPING, head)
    is_json = _JSON.match(head, at) or _JSON_LIST.match(head, at)
    return is_json is not None and not _PAGE_BEHIND.search(head)


def _end_of(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


def _is_table(head: str, mark: str) -> bool:
    """Whether all lines are as many values: marks without a blank behind them, unlike in prose."""
    lines = [line for line in head.split("\n")[: _ROWS + 1] if line.strip()]
    if len(lines) < _MIN_ROWS or not re.search(rf"[^\s{mark}]{re.escape(mark)}\S", lines[0]):
        return False
    rows = list(csv.reader(lines, delimiter=mark))
    rows = rows[:-1] if len(head) == _HEAD or len(lines) > _ROWS else rows
    names = rows[0]
    is_even = len({len(row) for row in rows}) == 1
    return is_even and len(names) > 1 and not any(name != name.strip() for name in names)
