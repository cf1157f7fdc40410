"""In which language a page is shown: asked for now, chosen before, or what the browser prefers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desk.wording.phrases import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

PARAMETER: Final = "lang"
COOKIE: Final = "kenwatch_language"
DEFAULT: Final = "en"
# each in itself: who cannot read the page must find it
NAMES: Final = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
_LONGEST: Final = 200


def choose(asked: str | None, kept: str | None, accepted: str | None) -> str:
    """kk, ru or en.

    ``asked``: of the address, ``kept``: of the cookie, ``accepted``: the header Accept-Language
    (RFC 9110, section 12.5.4). What is none of the three languages is passed over.
    """
    for word in (asked, kept, *_preferred(accepted or "")):
        if word in LANGUAGES:
            return word
    return DEFAULT


def _preferred(header: str) -> Iterator[str]:
    """The languages of the header without their regions, the most wanted first."""
    weighed: list[tuple[float, int, str]] = []
    for place, part in enumerate(header[:_LONGEST].split(",")):
        tag, _, quality = part.strip().partition(";")
        wanted = _weight(quality)
        if wanted > 0:
            weighed.append((-wanted, place, tag.partition("-")[0].strip().lower()))
    return (word for _, _, word in sorted(weighed))


def _weight(quality: str) -> float:
    name, _, value = quality.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0
