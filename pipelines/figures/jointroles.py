"""The role that counts of people share which stand joined: "killed five miners and two guards"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.figures.peoplewords import people_words, role_words
from pipelines.figures.subjects import is_verb

if TYPE_CHECKING:
    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

CONJUNCTIONS: Final = frozenset(
    {"and", "while", "but", "и", "а", "но", "және", "ал", "мен", "пен", "бен"}
)
# what befell several counts at once: "killed five miners and two rescuers"
_SHARED: Final = frozenset(
    {
        "dead",
        "injured",
        "missing",
        "trapped",
        "rescued",
        "evacuated",
        "laid off",
        "hired",
        "employed",
        "on strike",
    }
)
_JOINT: Final = 5


def are_joined(reading: Reading, first: Quantity, second: Quantity) -> bool:
    """Whether a conjunction joins two counts of people as one part of the sentence."""
    between = range(first.after, second.first)
    if len(between) > _JOINT or reading.is_broken(first.end, second.start):
        return False
    words = reading.texts[first.after : second.first]
    joins = CONJUNCTIONS & set(words[-2:]) or people_words().bare.parts & set(words)
    if not joins or any(map(is_verb, words)):
        return False
    return not any(role_words().at(reading.texts, index) for index in between)


def shared_role(role: str) -> str:
    """The role if it is one that joined counts share, else ""."""
    return role if role in _SHARED else ""


def may_share(reading: Reading, role: str, second: Quantity) -> bool:
    """Whether the second of two joined counts shares a role: no verb of its own follows it."""
    behind = reading.texts[second.after : second.after + 2]
    return bool(shared_role(role)) and not any(
        is_verb(word) or word in people_words().bare.carried_on for word in behind
    )


def lacks_verb(reading: Reading, first: Quantity, second: Quantity) -> bool:
    """Whether the first of two joined counts has its verb only behind the second."""
    between = reading.texts[first.after : second.first]
    parts = people_words().bare.parts
    return "," not in reading.gaps[second.first - 1] or not parts.isdisjoint(between)
