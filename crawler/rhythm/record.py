"""What was learnt of one hub's rhythm: the record, and its text for the archive. Pure."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION: Final = 1
HOURS: Final = 24
DAYS: Final = 7
BINS: Final = 2 * HOURS

SHORTEST_WAIT: Final = 10 / 60
LONGEST_WAIT: Final = 24.0
# what a request costs, told in the delay that it should save: four entry-minutes, in hours
REQUEST_WORTH: Final = 4 / 60

_LENGTHS: Final = {"came": BINS, "watched": BINS, "day_came": DAYS, "day_expected": DAYS}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Entries and the time watched, faded so that about three weeks count; all spans in hours.

    ``prior`` is the guess, in entries an hour, from before anything came. ``came`` and
    ``watched`` have 48 cells: local hours 0 to 23 of workdays, then of weekends. ``day_came``
    and ``day_expected`` go by weekday from Monday: what came, and what the cells alone foretold.
    ``recent_came`` and ``recent_expected`` are the same of the last day or so.
    ``squares`` over ``expected`` tells how clumped the entries come (1 for single ones).
    ``shown`` is the most that was new in one answer, ``quiet`` how long nothing has come,
    ``longest_quiet`` the longest silence that ended.
    """

    prior: float
    came: tuple[float, ...] = (0.0,) * BINS
    watched: tuple[float, ...] = (0.0,) * BINS
    day_came: tuple[float, ...] = (0.0,) * DAYS
    day_expected: tuple[float, ...] = (0.0,) * DAYS
    recent_came: float = 0.0
    recent_expected: float = 0.0
    squares: float = 0.0
    expected: float = 0.0
    shown: float = 0.0
    quiet: float = 0.0
    longest_quiet: float = 0.0

    @classmethod
    def fresh(cls, interval_minutes: int) -> Rhythm:
        """Before the first answer: the rate at which asking so often would be right."""
        wait = min(max(interval_minutes / 60, SHORTEST_WAIT), LONGEST_WAIT)
        return cls(prior=round(2 * REQUEST_WORTH / wait**2, 6))

    @classmethod
    def from_json(cls, text: str) -> Rhythm:
        """Read what ``to_json`` wrote; raises ValueError that says what is wrong with the text."""
        try:
            record = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ValueError(f"a hub's rhythm is not JSON: {error}") from error
        if not isinstance(record, dict) or record.pop("version", None) != VERSION:
            raise ValueError(f"a hub's rhythm is not of version {VERSION}; it is learnt anew")
        if set(record) != set(cls.__slots__):
            raise ValueError("a hub's rhythm lacks fields or has unknown ones; it is learnt anew")
        fields = {name: _field(name, value) for name, value in record.items()}
        if fields["prior"] == 0:
            raise ValueError("a hub's rhythm has no prior rate; it is learnt anew")
        return cls(**fields)

    def to_json(self) -> str:
        """One line of JSON, about 1 kB."""
        record: Mapping[str, object] = {"version": VERSION, **asdict(self)}
        return json.dumps(record, separators=(",", ":"))


def _field(name: str, value: object) -> Any:
    length = _LENGTHS.get(name)
    if length is None:
        return _number(name, value)
    if not isinstance(value, list) or len(value) != length:
        raise ValueError(f"a hub's rhythm needs {length} numbers in {name!r}; it is learnt anew")
    return tuple(_number(name, part) for part in value)


def _number(name: str, value: object) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    # an integer of hundreds of digits is no float: compare before converting
    if not is_number or not 0 <= value < 1e9 or math.isnan(value):  # type: ignore[operator,arg-type] # noqa: PLR2004 - far above any count
        raise ValueError(f"a hub's rhythm has {value!r:.40} in {name!r}; it is learnt anew")
    return float(value)  # type: ignore[arg-type]
