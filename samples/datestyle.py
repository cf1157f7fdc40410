"""How the sample sites write a moment: each its own way, in its own language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

_MONTHS: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "ru": (
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
    "kk": (
        *("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым"),
        *("шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"),
    ),
}

_STYLES: Final[dict[str, str]] = {
    "herald": "{month} {day}, {year}",
    "agency": "{clock}, {day} {month} {year}",
    "qala": "{clock}, {day} {Month} {year}",
    "kenji_gazeta": "{numbers} · {clock}",
    "digest": "{numbers} {clock}",
    "sosed": "{day} {month} {year}, {clock}",
}

# The ministry writes the day only, in the language of the release.
_MINISTRY: Final[dict[str, str]] = {
    "en": "{day} {month} {year}",
    "ru": "{day} {month} {year}",
    "kk": "{year} жылғы {day} {month}",
}


def shown(site: str, moment: datetime, language: str) -> str:
    """The words for a local moment on a page of a site: ``20:39, 22 Желтоқсан 2025`` at qala."""
    style = _STYLES.get(site) or _MINISTRY[language]
    month = _MONTHS[language][moment.month - 1]
    return style.format(
        year=moment.year,
        month=month,
        Month=month.capitalize(),
        day=moment.day,
        numbers=f"{moment:%d.%m.%Y}",
        clock=f"{moment:%H:%M}",
    )
