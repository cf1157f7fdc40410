"""Words from sites and people made fit for a digest. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from babel import Locale
from babel.dates import format_skeleton

from desk.tables import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from desk.wording.phrases import Phrases

_LONGEST_TITLE: Final = 220
_LONGEST_NAME: Final = 80
_LONGEST_URL: Final = 2000
_NAMED: Final = 12
# behind the letters that they come of, where their code points are not
_PLACES: Final = {
    "ә": "а~", "ғ": "г~", "ё": "е~", "қ": "к~", "ң": "н~", "ө": "о~", "ұ": "у~", "ү": "у~~",
    "һ": "х~", "і": "ы~",
}  # fmt: skip
_CODE: Final = re.compile("[A-Za-z]{2,3}(-[A-Za-z]{2,8})*")
# a language that was not told apart
_UNKNOWN: Final = "und"


def title(text: str) -> str:
    """A headline in one line, a very long one cut."""
    return _cut(plain(text), _LONGEST_TITLE)


def name(text: str) -> str:
    """A name in one line, a very long one cut."""
    return _cut(plain(text), _LONGEST_NAME)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def link(url: str) -> str:
    """An address that a reader may follow: http or https with a host, in one piece; else ""."""
    if url != plain(url) or " " in url or not 0 < len(url) <= _LONGEST_URL:
        return ""
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username
    except ValueError:
        return ""
    return url if is_good else ""


def code(language: str) -> str:
    """The code of a language for a machine; "" for what is none."""
    return language if _CODE.fullmatch(language) and language != _UNKNOWN else ""


def tongue(spoken: str, language: str) -> str:
    """What a language is called in kk, ru or en; "" for one that is not known."""
    if not code(spoken):
        return ""
    # a code that CLDR has no name for stands for itself
    return str(Locale.parse(language).languages.get(spoken.partition("-")[0]) or spoken)


def short_day(day: date, phrases: Phrases, year: int) -> str:
    """A day without its year where that is ``year``: 18 November, 18 ноября, 18 қараша."""
    if day.year != year:
        return phrases.day(day)
    # the kind of English that has days before months, as Phrases
    locale = "en_GB" if phrases.language == "en" else phrases.language
    return str(format_skeleton("MMMMd", day, locale=locale))


def names(values: Sequence[str], phrases: Phrases, most: int = _NAMED) -> str:
    """Names with commas between them, many of them cut with a count of the rest."""
    shown = [name(one) for one in values[:most]]
    rest = rest_of(len(values) - most, phrases)
    return ", ".join(shown) + (f" {rest}" if rest else "")


def in_order(values: Iterable[str]) -> list[str]:
    """Names in the order of the alphabets; Kazakh letters stand behind those that they come of."""
    return sorted(values, key=lambda value: [_PLACES.get(one, one) for one in value.casefold()])


def rest_of(count: int, phrases: Phrases) -> str:
    """How many more there are, in words; "" where nothing is left out."""
    return phrases("more", count) if count > 0 else ""
