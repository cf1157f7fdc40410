"""A number with its unit: money, share, mass, grade, people, area, power, jobs.

A unit stands after its number, a currency sign or code also before it. A number without one of
the known units is no quantity, which keeps years, times, ages and scores out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.figures.agents import agents
from pipelines.figures.factwords import Word, fact_words, look_up, number_words
from pipelines.figures.glued import opens_money
from pipelines.figures.literals import rounded
from pipelines.figures.nouns import noun_behind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.figures.numerals import Numeral
    from pipelines.figures.reading import Reading

_COUNTED: Final = frozenset({"people", "jobs"})
_HYPHENATED: Final = frozenset({"share", "count", "money"})
# the role of the count that a rate is told of: "per 100,000 people"
BASE: Final = "base"
_MEGATONNE: Final = 1e6
_RATE_BASES: Final = frozenset({1_000.0, 10_000.0, 100_000.0, 1_000_000.0})
_JOINTS: Final = frozenset({" ", "-", "·", "*", ".", ". "})
_AT_SIGN: Final = frozenset({"", " "})
_AGENT: Final = Word("measure", kind="people", unit="people")
_GROUP: Final = 1000


class Quantity(NamedTuple):
    """A numeral with the unit found for it; without one ``kind`` and ``unit`` are empty.

    ``first`` is the index of its first token, ``after`` of the first one behind it, ``last``
    the last word of it, which carries the case in Kazakh. ``role`` is what the noun for people
    tells by itself, or that the count is the base of a rate.
    """

    numeral: Numeral
    value: float
    kind: str
    unit: str
    start: int
    end: int
    first: int
    after: int
    last: str
    role: str = ""


class _Unit(NamedTuple):
    word: Word
    after: int


def find_quantities(reading: Reading, numerals: Sequence[Numeral]) -> list[Quantity]:
    """Every numeral as a quantity, in order; those without a known unit have an empty kind."""
    found: list[Quantity] = []
    for numeral in numerals:
        used = found[-1].after if found else 0
        found.append(_quantity(reading, numeral, used))
    return found


def _quantity(reading: Reading, numeral: Numeral, used: int) -> Quantity:
    """One numeral as a quantity; tokens before ``used`` belong to the quantity in front."""
    sign = _sign_before(reading, numeral) if used < numeral.first else None
    if sign:
        first = numeral.first - 1
        bare = _bare(reading, numeral, sign.kind, sign.unit)
        return bare._replace(first=first, start=reading.starts[first])
    if numeral.factor:
        return _bare(reading, numeral, "change", "times")
    unit = _unit_after(reading, numeral)
    if unit is None:
        return _bare(reading, numeral)
    if unit.word.unit == "people" and _is_rate(reading, numeral, unit.after):
        return _bare(reading, numeral)._replace(after=unit.after, role=BASE)
    if _is_excluded(reading, numeral, unit):
        return _bare(reading, numeral)
    return _measured(reading, numeral, unit)


def _bare(reading: Reading, numeral: Numeral, kind: str = "", unit: str = "") -> Quantity:
    """What a numeral is without a unit behind it."""
    value, first, after, start, end = numeral[:5]
    last = numeral.ending or reading.texts[after - 1]
    return Quantity(numeral, value, kind, unit, start, end, first, after, last)


def _measured(reading: Reading, numeral: Numeral, unit: _Unit) -> Quantity:
    word, after = unit
    value = numeral.value * word.value
    if word.unit == "t" and reading.original.startswith("Mt", reading.starts[after - 1]):
        value *= _MEGATONNE
    if word.unit in _COUNTED and _is_grouped(reading, numeral):
        value *= _GROUP
    end, last = reading.ends[after - 1], reading.texts[after - 1]
    if reading.gaps[after] == "-" and reading.texts[after] in fact_words().words.endings:
        end, last, after = reading.ends[after], reading.texts[after], after + 1
    return Quantity(
        numeral,
        rounded(value),
        word.kind,
        word.unit,
        numeral.start,
        end,
        numeral.first,
        after,
        last,
        word.role,
    )


def _is_grouped(reading: Reading, numeral: Numeral) -> bool:
    """Whether three figures behind a mark are thousands, since people have no fractions."""
    text = reading.texts[numeral.first]
    return not numeral.value.is_integer() and not numeral.scale > 1 and text[-4:-3] in {",", "."}


def _sign_before(reading: Reading, numeral: Numeral) -> Word | None:
    """The currency sign or code in front: "$5", "KZT 1.7trln", «₸500 млн», "T1.1tn"."""
    gap = reading.gaps[numeral.first]
    if numeral.worded or gap not in _AT_SIGN:
        return None
    lettered = "" if gap else opens_money(reading, numeral.first)
    if lettered:
        return Word("money", kind="money", unit=lettered)
    word = reading.meanings[numeral.first - 1]
    if word is None or word.part != "money":
        return None
    text = reading.texts[numeral.first - 1]
    is_sign = text.endswith(("$", "€", "₸", "₽", "£", "¥")) or (text.isascii() and len(text) == 3)  # noqa: PLR2004 - ISO 4217 codes
    return word if is_sign else None


def _unit_after(reading: Reading, numeral: Numeral) -> _Unit | None:
    """The unit right behind a numeral, or a noun for people behind its adjectives."""
    unit = _unit_at(reading, numeral.after, hyphen=True)
    if unit:
        return None if unit.word.part == "none" else unit
    at = noun_behind(reading, numeral)
    unit = _unit_at(reading, at, hyphen=False) if at else None
    return unit if unit and unit.word.part != "none" else None


def _unit_at(reading: Reading, index: int, *, hyphen: bool) -> _Unit | None:
    joined = reading.continues(index)
    if not joined and (not hyphen or reading.gaps[index] != "-"):
        return None
    long = _phrase_at(reading, index)
    if long:
        return long
    word = reading.meanings[index] or _agent_at(reading, index)
    if word is None or word.part not in {"money", "measure"} or _opens_next(reading, index):
        return None
    return _Unit(word, index + 1) if joined or word.kind in _HYPHENATED else None


def _agent_at(reading: Reading, index: int) -> Word | None:
    """A noun for people told by its ending, or an English one that stands behind "one"."""
    word = reading.texts[index]
    if reading.texts[index - 1] == "one":
        plural = look_up(f"{word}s")
        return plural if plural is not None and plural.kind == "people" else None
    return _AGENT if agents(kazakh=reading.kazakh)[word] else None


def _phrase_at(reading: Reading, index: int) -> _Unit | None:
    """A unit of two or three words («рабочих мест», "grams per tonne") or with a stroke (г/т)."""
    gap, first = reading.gaps[index + 1], reading.texts[index]
    if gap == "/":
        word = look_up(f"{first}/{reading.texts[index + 1]}")
        return _Unit(word, index + 2) if word else None
    if gap not in _JOINTS or not number_words().opens(first):
        return None
    longest = 3 if reading.gaps[index + 2] in _JOINTS else 2
    for length in range(longest, 1, -1):
        word = look_up(" ".join(reading.texts[index : index + length]))
        if word and word.part in {"money", "measure", "none"}:
            return _Unit(word, index + length)
    return None


def _opens_next(reading: Reading, index: int) -> bool:
    """Whether a sign belongs to the figures right behind it, as in "12 $5 notes"."""
    if reading.texts[index][-1:].isalpha() or reading.gaps[index + 1]:
        return False
    return reading.is_figure(index + 1)


def _is_excluded(reading: Reading, numeral: Numeral, unit: _Unit) -> bool:
    word, follows = unit.word, reading.gaps[unit.after]
    if follows == "-" and reading.texts[unit.after] not in fact_words().words.endings:
        return word.kind != "share"
    if word.unit in _COUNTED and not _is_count(reading, numeral):
        return True
    if word.unit == "times" and not _is_ratio(reading, numeral, unit):
        return True
    return _is_year(reading, numeral, unit)


def _is_count(reading: Reading, numeral: Numeral) -> bool:
    return numeral.value >= 1 and (numeral.value.is_integer() or _is_grouped(reading, numeral))


def _is_ratio(reading: Reading, numeral: Numeral, unit: _Unit) -> bool:
    """Whether «раз» compares (в 2,3 раза); without «в» it counts occasions."""
    word = reading.texts[unit.after - 1]
    if word in {"раз", "раза"}:
        words = [reading.texts[numeral.first - back] for back in (1, 2, 3)]
        return "в" in words
    return word not in {"times", "fold"} or numeral.value > 1


def _is_year(reading: Reading, numeral: Numeral, unit: _Unit) -> bool:
    """Whether a year stands before a noun; «в 2023 году» tells itself apart."""
    if not numeral.is_yearlike or unit.word.kind not in {"people", "tonnage"}:
        return False
    apart = unit.after - numeral.after > 1
    return apart or reading.texts[numeral.first - 1] in fact_words().words.year


def _is_rate(reading: Reading, numeral: Numeral, after: int) -> bool:
    """Whether it is a base: "per 100,000 people", «на 1000 жителей», «мың адамға шаққанда»."""
    base = fact_words().base
    if reading.kazakh and numeral.worded and numeral.value == 1 and _is_share_of(reading, after):
        return True
    if reading.texts[after] in base.after:
        return True
    before = reading.folded[max(0, numeral.start - 20) : numeral.start].rstrip()
    if before.endswith(base.before):
        return True
    return numeral.value in _RATE_BASES and reading.texts[numeral.first - 1] == "на"


def _is_share_of(reading: Reading, after: int) -> bool:
    """«Бір оқушыға күніне 550 теңге»: a figure soon follows a noun in the dative."""
    near = range(after, after + 3)
    dative = reading.texts[after - 1].endswith(("ға", "ге", "қа", "ке"))
    return dative and any(reading.is_figure(index) for index in near)
