"""A number with its unit: money, share, mass, grade, people, area, power, jobs.

A unit stands after its number, a currency sign or code also before it. A number without one of
the known units is no quantity, which keeps years, times, ages and scores out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.figures.agents import is_agent
from pipelines.figures.factwords import Word, fact_words, look_up, number_words
from pipelines.figures.glued import opens_money
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
    bare = _bare(reading, numeral)
    sign = _sign_before(reading, numeral) if used < numeral.first else None
    if sign:
        first = numeral.first - 1
        return bare._replace(
            kind=sign.kind, unit=sign.unit, first=first, start=reading.starts[first]
        )
    if numeral.factor:
        return bare._replace(kind="change", unit="times")
    unit = _unit_after(reading, numeral)
    if unit and unit.word.unit == "people" and _is_rate(reading, numeral, unit.after):
        return bare._replace(after=unit.after, role=BASE)
    if unit is None or _is_excluded(reading, numeral, unit):
        return bare
    return _ended(reading, _measured(reading, bare, unit), unit.after)


def _bare(reading: Reading, numeral: Numeral) -> Quantity:
    last = numeral.ending or reading.word(numeral.after - 1)
    return Quantity(
        numeral,
        numeral.value,
        "",
        "",
        numeral.start,
        numeral.end,
        numeral.first,
        numeral.after,
        last,
    )


def _measured(reading: Reading, bare: Quantity, unit: _Unit) -> Quantity:
    word, value = unit.word, bare.value * unit.word.value
    if word.unit == "t" and reading.original.startswith("Mt", reading.starts[unit.after - 1]):
        value *= _MEGATONNE
    if word.unit in _COUNTED and _is_grouped(reading, bare.numeral):
        value *= _GROUP
    value = float(f"{value:.12g}")
    return bare._replace(value=value, kind=word.kind, unit=word.unit, role=word.role)


def _is_grouped(reading: Reading, numeral: Numeral) -> bool:
    """Whether three figures behind a mark are thousands, since people have no fractions."""
    text = reading.word(numeral.first)
    return not numeral.value.is_integer() and not numeral.scale > 1 and text[-4:-3] in {",", "."}


def _sign_before(reading: Reading, numeral: Numeral) -> Word | None:
    """The currency sign or code in front: "$5", "KZT 1.7trln", «₸500 млн», "T1.1tn"."""
    if numeral.worded or reading.gap(numeral.first) not in {"", " "}:
        return None
    lettered = opens_money(reading, numeral.first)
    if lettered:
        return Word("money", kind="money", unit=lettered)
    text = reading.word(numeral.first - 1)
    word = look_up(text)
    is_sign = text.endswith(("$", "€", "₸", "₽", "£", "¥")) or (text.isascii() and len(text) == 3)  # noqa: PLR2004 - ISO 4217 codes
    return word if word and word.part == "money" and is_sign else None


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
    if not joined and not (hyphen and reading.gap(index) == "-"):
        return None
    long = _phrase_at(reading, index)
    if long:
        return long
    word = reading.meaning(index) or _agent_at(reading, index)
    if word is None or word.part not in {"money", "measure"} or _opens_next(reading, index):
        return None
    return _Unit(word, index + 1) if joined or word.kind in _HYPHENATED else None


def _agent_at(reading: Reading, index: int) -> Word | None:
    """A noun for people told by its ending, or an English one that stands behind "one"."""
    word = reading.word(index)
    if is_agent(word, kazakh=reading.kazakh) and reading.word(index - 1) != "one":
        return Word("measure", kind="people", unit="people")
    plural = look_up(f"{word}s") if reading.word(index - 1) == "one" else None
    return plural if plural is not None and plural.kind == "people" else None


def _phrase_at(reading: Reading, index: int) -> _Unit | None:
    """A unit of two or three words («рабочих мест», "grams per tonne") or with a stroke (г/т)."""
    gap, first = reading.gap(index + 1), reading.word(index)
    if gap == "/":
        word = look_up(f"{first}/{reading.word(index + 1)}")
        return _Unit(word, index + 2) if word else None
    if gap not in _JOINTS or not number_words().opens(first):
        return None
    longest = 3 if reading.gap(index + 2) in _JOINTS else 2
    for length in range(longest, 1, -1):
        word = look_up(" ".join(reading.texts[index : index + length]))
        if word and word.part in {"money", "measure", "none"}:
            return _Unit(word, index + length)
    return None


def _opens_next(reading: Reading, index: int) -> bool:
    """Whether a sign belongs to the figures right behind it, as in "12 $5 notes"."""
    if reading.word(index)[-1:].isalpha() or reading.gap(index + 1):
        return False
    return reading.is_figure(index + 1)


def _is_excluded(reading: Reading, numeral: Numeral, unit: _Unit) -> bool:
    word, follows = unit.word, reading.gap(unit.after)
    if follows == "-" and reading.word(unit.after) not in fact_words().words.endings:
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
    word = reading.word(unit.after - 1)
    if word in {"раз", "раза"}:
        words = [reading.word(numeral.first - back) for back in (1, 2, 3)]
        return "в" in words
    return word not in {"times", "fold"} or numeral.value > 1


def _is_year(reading: Reading, numeral: Numeral, unit: _Unit) -> bool:
    """Whether a year stands before a noun; «в 2023 году» tells itself apart."""
    if not numeral.is_yearlike or unit.word.kind not in {"people", "tonnage"}:
        return False
    apart = unit.after - numeral.after > 1
    return apart or reading.word(numeral.first - 1) in fact_words().words.year


def _is_rate(reading: Reading, numeral: Numeral, after: int) -> bool:
    """Whether it is a base: "per 100,000 people", «на 1000 жителей», «мың адамға шаққанда»."""
    base = fact_words().base
    if reading.kazakh and numeral.worded and numeral.value == 1 and _is_share_of(reading, after):
        return True
    if reading.word(after) in base.after:
        return True
    before = reading.folded[max(0, numeral.start - 20) : numeral.start].rstrip()
    if before.endswith(base.before):
        return True
    return numeral.value in _RATE_BASES and reading.word(numeral.first - 1) == "на"


def _is_share_of(reading: Reading, after: int) -> bool:
    """«Бір оқушыға күніне 550 теңге»: a figure soon follows a noun in the dative."""
    near = range(after, after + 3)
    dative = reading.word(after - 1).endswith(("ға", "ге", "қа", "ке"))
    return dative and any(reading.is_figure(index) for index in near)


def _ended(reading: Reading, quantity: Quantity, after: int) -> Quantity:
    end, word = reading.ends[after - 1], reading.texts[after - 1]
    if reading.gap(after) == "-" and reading.word(after) in fact_words().words.endings:
        end, word, after = reading.ends[after], reading.word(after), after + 1
    return quantity._replace(end=end, after=after, last=word)
