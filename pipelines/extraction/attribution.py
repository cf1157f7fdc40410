"""Who a text credits: news agencies, and the words in a lead that name the reporter."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from pipelines.text import fold_search

_DATA: Final = Path(__file__).parent.parent / "data" / "datelines.toml"
_WEB: Final = r"\.(?:kz|com|ru|uz|az|kg|tj|org|asia|media|news|info)"
_QUOTED: Final = r"[«\"“„][^«»\"“”\n]{2,60}[»\"”]"
_TOKEN: Final = r"[^\W\d_][\w’'-]*"  # noqa: S105 - a word, no secret


@cache
def dateline_data() -> dict[str, Any]:
    """The lists of agencies, of words that are no city, and of crediting words."""
    data: dict[str, Any] = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return data


@cache
def folded_list(kind: str) -> frozenset[str]:
    """One list of the data file in search spelling."""
    return frozenset(map(fold_search, dateline_data()[kind]))


@cache
def agency_pattern() -> re.Pattern[str]:
    """A pattern, for text in search spelling, of a known agency with a web ending or not."""
    return re.compile(rf"(?:{_either(folded_list('agencies'))})(?:{_WEB})?(?![\w-])")


def _either(names: frozenset[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))


def attribution_tail(paragraph: str) -> tuple[str, str]:
    """The agency that a paragraph credits and the words that do so; two empty strings if none.

    «..., передает Kazinform со ссылкой на МЧС.» gives ("Kazinform", "передает Kazinform со
    ссылкой на МЧС"). Nothing is cut. A person who said something is not an agency: after
    «сообщил» or "according to" only known agencies and web names count.
    """
    folded = fold_search(paragraph)
    found = [
        (start, end, name)
        for pattern, known_only in _patterns()
        for start, end, name in _credits(pattern, paragraph, folded, known_only=known_only)
    ]
    if not found:
        return "", ""
    start, end, name = min(found)
    stop = re.compile(r"[^,;:!?\n.—–]*").match(paragraph, end)
    return name, paragraph[start : stop.end() if stop else end].strip()


def _credits(
    pattern: re.Pattern[str], paragraph: str, folded: str, *, known_only: bool
) -> list[tuple[int, int, str]]:
    found = []
    for match in pattern.finditer(folded):
        name = paragraph[slice(*match.span("who"))]
        known = agency_pattern().fullmatch(match["who"]) or re.search(rf"{_WEB}$", match["who"])
        if known or (not known_only and _is_name(name)):
            found.append((match.start(), match.end(), name.strip('«»"“”„ ')))
    return found


def _is_name(name: str) -> bool:
    return name[:1] in '«"“„' or name[:1].isupper()


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    credit = {kind: _either(frozenset(map(fold_search, names))) for kind, names in _lists()}
    roles = rf"(?:(?:{credit['roles']})\s)*"
    web = rf"{_TOKEN}(?:\.{_TOKEN})*{_WEB}(?!\w)"
    who = rf"(?P<who>{agency_pattern().pattern}|{web}|{_QUOTED}|{_TOKEN})"
    made = []
    for kind in ("before", "before_known", "after", "after_known"):
        verb = rf"(?<![\w-])(?:{credit[kind]})(?![\w-])"
        behind = kind.startswith("before")
        form = rf"{verb}\s{roles}{who}" if behind else rf"(?<![\w.-]){who}\s{roles}{verb}"
        made.append((re.compile(form), kind.endswith("known")))
    return tuple(made)


def _lists() -> list[tuple[str, list[str]]]:
    return list(dateline_data()["credit"].items())
