"""The numbers of a text as they are written, for what is not read as a figure."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = re.compile(
    r"(?<![\w.,:/-])(?:\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?![\d,])|\d+(?:[.,]\d+)?)(?![\d:]|[.,/]\d)"
)
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")
_MONTH: Final = re.compile(
    r"[ \u00a0-]*(?:(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
    r"|(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december))",
    re.IGNORECASE,
)
_MONTH_BEFORE: Final = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december) $",
    re.IGNORECASE,
)
_GROUPED: Final = re.compile(r"[ \u00a0\u202f,](?=\d{3}(?!\d))")
_LONGEST_MONTH: Final = 12  # letters


def numerals(text: str) -> frozenset[str]:
    """The numbers of two digits or more, spelled alike: "1,900" and «1 900» as "1900".

    Years, times and days of a month are left out.
    """
    found = (
        _spelled(match[0])
        for match in _NUMBER.finditer(text)
        if not _YEAR.fullmatch(match[0])
        and not _MONTH.match(text, match.end())
        and not _MONTH_BEFORE.search(text, max(match.start() - _LONGEST_MONTH, 0), match.start())
    )
    return frozenset(one for one in found if len(one.strip("0.")) > 1)


def _spelled(number: str) -> str:
    plain = _GROUPED.sub("", number).replace(",", ".")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
