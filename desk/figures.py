"""A figure of an article in words."""

from __future__ import annotations

from math import isclose
from typing import Any, Final

Record = dict[str, Any]
_SCALES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def figure(fact: Record, *, quoted: bool = True) -> str:
    """In one line: "people dead: at least 5, горняки «не менее пяти горняков»".

    ``fact`` has the columns of table fact; what is empty may be missing. Not ``quoted`` are
    subject and quote left out.
    """
    # a day is what a date is
    role = "" if fact.get("role") == "day" else fact.get("role")
    told = " ".join(filter(None, (fact["kind"], role)))
    subject = f", {fact['subject']}" if fact.get("subject") and quoted else ""
    quote = f" «{fact['quote']}»" if quoted else ""
    return f"{told}: {_amount_or_moment(fact)}{subject}{quote}"


def number(value: float) -> str:
    """Every digit that counts, easy to read: "92,300", "28.7 billion", "1.1 trillion"."""
    for scale, word in _SCALES:
        short = f"{value / scale:.6g}"
        if abs(value) >= scale and isclose(float(short) * scale, value, rel_tol=1e-12):
            return f"{short} {word}"
    return f"{value:,.15g}"


def _amount_or_moment(fact: Record) -> str:
    """What a date is; of a figure how much, with the time that it is told of in brackets."""
    if fact.get("value") is None:
        return _moment(fact)
    return f"{_amount(fact)} ({_moment(fact)})" if fact.get("moment") else _amount(fact)


def _moment(fact: Record) -> str:
    to = f" to {fact['moment_to']}" if fact.get("moment_to") else ""
    return f"{fact['moment']}{to}"


def _amount(fact: Record) -> str:
    known = [fact[name] for name in ("value", "value_to") if fact.get(name) is not None]
    value = " to ".join(map(number, known))
    # people are counted, dates have no unit: the kind says it
    unit = "" if fact["unit"] == fact["kind"] else fact["unit"]
    parts = [fact.get("bound"), value, unit, fact.get("per") and f"a {fact['per']}"]
    if fact.get("other_value") is not None:
        parts.append(f"= {number(fact['other_value'])} {fact['other_unit']}")
    return " ".join(filter(None, parts))
