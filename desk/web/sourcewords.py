"""What the templates of sources say besides their phrases: states, causes, names. Pure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from desk import tables
from desk.health.sheet import OFF
from desk.web import localnames
from desk.wording.phrases import Phrases
from pipelines.model import Reason

if TYPE_CHECKING:
    from desk.health.finding import Cause, Finding

# how a source is colours its chip; what is not named is trouble
_TONES: Final = {"ok": "good", "never run": "", OFF: "", "silent": "warn", "thin": "warn"}
_LONGEST: Final = 300
_SHORT: Final = 120
# (words of the archive) → the key of their phrase
_REASONS: Final = {str(one): f"reason_{one.name.casefold()}" for one in Reason}


def wording(language: str) -> dict[str, Any]:
    """The functions that the templates call, for kk, ru or en."""
    return {
        "state_name": partial(state_name, language=language),
        "why": partial(why, language=language),
        "cause_words": partial(cause_words, language=language),
        "reason_words": partial(reason_words, language=language),
        "tone": tone,
        "country": partial(localnames.country, language=language),
        "tongue": partial(localnames.tongue, language=language),
        "short_day": partial(localnames.short_day, language=language),
        "moment": partial(localnames.moment, language=language),
        "plain": cut,
    }


def state_name(state: str, language: str) -> str:
    """The name of a state in words."""
    health, key = Phrases("health", language), f"state_{state.replace(' ', '_')}"
    return health(key) if key in health else state


def why(finding: Finding | None, language: str) -> str:
    """Why a source is as it is, in a sentence; "" where there is nothing to say."""
    return cause_words(finding.cause, language) if finding else ""


def cause_words(cause: Cause | None, language: str) -> str:
    """A cause in a sentence; "" for none. What a site said stands in it, cut and plain."""
    return cut(cause.words(language)) if cause else ""


def reason_words(told: str, language: str) -> str:
    """Why a page became no article; what is no reason of ours, as a site's own words, is cut."""
    say = Phrases("sources", language)
    return say(_REASONS[told]) if told in _REASONS else cut(told, _SHORT)


def tone(state: str) -> str:
    """The class of the chip of a state."""
    return _TONES.get(state, "bad")


def cut(text: object, most: int = _LONGEST) -> str:
    """A text of a site for the page: one line, not too long."""
    words = tables.plain(text)
    return words if len(words) <= most else f"{words[:most]}…"
