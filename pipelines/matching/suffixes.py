"""The chain of suffixes that a Kazakh stem takes, by its last sound."""

from __future__ import annotations

import re
from functools import cache

# Kazakh agglutination: stem, up to two derivations, plural, possessive, case, attributive.
CHAIN = (
    "(?:лық|лік|дық|дік|тық|тік|лы|лі|ды|ді|ты|ті|шы|ші|сыз|сіз){0,2}"
    "(?:лар|лер|дар|дер|тар|тер)?"
    "(?:ымыз|іміз|мыз|міз|ыңыз|іңіз|сы|сі|ы|і)?"
    "(?:ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|на|не|ны|ні|ды|ді|ты|ті|н|нда|нде|да|де|та|те"
    "|нан|нен|дан|ден|тан|тен|мен|бен|пен)?"
    "(?:ғы|гі)?(?:лар|лер)?(?:ның|нің|дың|дің|ға|ге|ды|ді)?"
)
_VOICELESS = frozenset("пткқсшщцчхф")
_EITHER = frozenset("бвгд)")


def onset(last: str) -> str:
    """What no suffix may begin with after this letter (Kazakh progressive assimilation).

    Thus кен takes кенді and never кентінде, which is a form of кент. Loans in б, в, г, д are
    written with either kind of suffix, and so is a group of alternatives, which ends in ``)``.
    """
    if last in _VOICELESS:
        return "(?![бғгдлмн])"
    return "" if last in _EITHER else "(?![пқкт])"


def chain_after(last: str) -> re.Pattern[str]:
    """The suffixes behind a stem that ends in this letter."""
    return _chain(onset(last))


@cache
def _chain(start: str) -> re.Pattern[str]:
    return re.compile(start + CHAIN)
