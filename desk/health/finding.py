"""The states of a source, and a finding: state, since when, why, and the figures. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

from babel import Locale

from desk.wording.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

State = Literal[
    "offline", "site down", "blocked", "challenge", "moved", "layout changed", "feed frozen",
    "silent", "charset broken", "dates broken", "thin", "never run", "ok",
]  # fmt: skip
# worst first: the order in which a person should look at them
ORDER: Final[tuple[State, ...]] = (
    "offline", "site down", "blocked", "challenge", "moved", "layout changed", "feed frozen",
    "silent", "charset broken", "dates broken", "thin", "never run", "ok",
)  # fmt: skip
# no trouble, and no row of table issue
QUIET_STATES: Final = frozenset({"ok", "never run"})
MACHINE: Final = ""
# a moment that is farther ahead of now was noted by a clock that was wrong
CLOCKS: Final = timedelta(minutes=5)
# figures that are counted over days: a state that they show does not end within hours
_OF_DAYS: Final = frozenset({"share", "words", "listed", "stored", "language"})


@dataclass(frozen=True, slots=True)
class Cause:
    """Why, as a phrase of ``wording/health.toml`` and what fills it in; ``count`` rules plurals.

    A value is a number, a text, under the name ``day`` a date in ISO 8601, under the name
    ``language`` the code of one.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    count: int | None = None

    def words(self, language: str) -> str:
        """The phrase in kk, ru or en."""
        phrases = Phrases("health", language)
        shown = {name: _shown(phrases, name, value) for name, value in self.values.items()}
        return phrases(f"why_{self.key}", self.count, **shown)


def _shown(phrases: Phrases, name: str, value: object) -> str:
    if isinstance(value, int | float):
        return phrases.number(value)
    if name == "language":
        return str(Locale.parse(phrases.language).languages.get(str(value), value))
    return phrases.day(date.fromisoformat(str(value))) if name == "day" else str(value)


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of a source, or of this machine (``MACHINE``).

    ``figures``: what was seen and what is usual, by name. ``url``: the address that shows it.
    """

    state: State
    since: datetime | None = None
    cause: Cause | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)
    url: str = ""

    @property
    def why(self) -> str:
        """The cause in English, "" where there is none."""
        return self.cause.words("en") if self.cause else ""

    @property
    def is_trouble(self) -> bool:
        """Whether it is to be told."""
        return self.state not in QUIET_STATES

    def evidence(self) -> dict[str, Any]:
        """The JSON object of column ``evidence`` of table ``issue``."""
        cause = self.cause or Cause("none")
        return {
            "state": self.state,
            "why": self.why,
            "cause": {"key": cause.key, "values": dict(cause.values), "count": cause.count},
            **self.figures,
        }


def ends_slowly(evidence: Mapping[str, Any]) -> bool:
    """Whether a state is shown by figures over days, which may be in doubt for a while."""
    return not _OF_DAYS.isdisjoint(evidence)


def cause_in(evidence: Mapping[str, Any]) -> Cause | None:
    """The cause that ``Finding.evidence`` wrote; None where it holds none."""
    told = evidence.get("cause")
    if not isinstance(told, dict) or not isinstance(told.get("key"), str):
        return None
    return Cause(told["key"], dict(told.get("values") or {}), told.get("count"))
