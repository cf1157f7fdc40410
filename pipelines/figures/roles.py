"""What a figure of people tells of them: dead, injured, employed, laid off, residents, ..."""

from __future__ import annotations

from bisect import bisect_left
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from pipelines.figures.peoplewords import job_words, people_words, role_words, unsure_roles
from pipelines.figures.subjects import is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

_END: Final = 1 << 30  # behind any token
_FARTHEST: Final = 12
_LONGEST_AGES: Final = 10
# what it costs to look past a comma, a conjunction, or a bracket, in words
_PAUSE: Final = 4
_JOINED: Final = 4
_GAP_COSTS: Final = {"-": 0, "": 0, '"': 0, ' "': 0, '" ': 0, " - ": 1}
# words such as "cut" take other objects too, and count no further off than this
_SURE: Final = 3
_CONJUNCTIONS: Final = frozenset({"and", "while", "but", "и", "а", "но", "және", "ал", "мен", "пен", "бен"})
_WEAK: Final = frozenset({"residents", "employed", "staff", "rescuers", ""})
# what a word tells of a figure without being a role of it
_SILENT: Final = frozenset({"detained", "needed"})
# what befell several counts at once: "killed five miners and two rescuers"
_SHARED: Final = frozenset(
    {"dead", "injured", "missing", "trapped", "rescued", "evacuated", "laid off", "hired"}
)
_JOINT: Final = 5
_HAVING: Final = 3
_JOBS_WINDOW: Final = 8
_OF_RESCUERS: Final = frozenset({"dead", "injured"})


def role_of(reading: Reading, quantity: Quantity, room: tuple[int, int]) -> str:
    """The role told by the word nearest to a figure of people, or by its noun; "" without one.

    ``room`` bounds the search: the tokens between the figures of people around this one.
    """
    if quantity.role not in _WEAK:
        return quantity.role
    low, high = reading.sentence(quantity.start, quantity.end)
    low, high = max(low, room[0]), min(high, room[1])
    inside = _search(reading, range(quantity.numeral.after, quantity.after - 1), step=0)[1]
    found = inside or nearest_role(reading, quantity, (low, high))
    if quantity.role == "rescuers":
        return found if found in _OF_RESCUERS else ""
    if quantity.role == "staff":
        return _of_staff(reading, quantity, found)
    return quantity.role if not found or found in _SILENT else found


def _of_staff(reading: Reading, quantity: Quantity, found: str) -> str:
    """The role of workers: employed where somebody has them and nothing befell them."""
    if found:
        return "" if found in _SILENT else found
    near = (*range(quantity.first - _HAVING, quantity.first), quantity.after)
    having = people_words().groups.having
    return "employed" if any(reading.word(index) in having for index in near) else ""


def role_of_jobs(reading: Reading, quantity: Quantity) -> str:
    """"hired" where jobs are created, "laid off" where they are cut, else ""."""
    low, high = reading.sentence(quantity.start, quantity.end)
    before = range(quantity.first - 1, max(low, quantity.first - _JOBS_WINDOW) - 1, -1)
    inside = range(quantity.numeral.after, quantity.after)
    after = range(quantity.after, min(high, quantity.after + _JOBS_WINDOW))
    near = [*inside, *(index for pair in zip_longest(after, before) for index in pair)]
    found = (job_words().at(reading.texts, index) for index in near if index is not None)
    return next(filter(None, found), "")


def are_joined(reading: Reading, first: Quantity, second: Quantity) -> bool:
    """Whether a conjunction joins two counts of people as one part of the sentence."""
    between = range(first.after, second.first)
    if len(between) > _JOINT or reading.is_broken(first.end, second.start):
        return False
    words = reading.texts[first.after : second.first]
    joins = _CONJUNCTIONS & set(words[-2:]) or people_words().bare.parts & set(words)
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


def nearest_role(reading: Reading, quantity: Quantity, room: tuple[int, int]) -> str:
    """The role word with the fewest words and pauses between it and the figure."""
    before = _search(reading, range(quantity.first - 1, room[0] - 1, -1), step=1)
    after = _search(reading, _past_ages(reading, quantity.after, room[1]), step=0)
    if after[1] == "needed" and after[0] <= _SURE:
        return after[1]
    return min((before, after), key=lambda found: found[0])[1]


def _past_ages(reading: Reading, start: int, end: int) -> range:
    """The tokens from a start on, without ages between commas: "two miners, aged 34 and 51,"."""
    if reading.gap(start).startswith(","):
        inner = range(start + 1, min(end, start + _LONGEST_AGES))
        close = next((index for index in inner if reading.gap(index).startswith(",")), start)
        if any(reading.is_figure(index) for index in range(start, close)):
            return range(close, end)
    return range(start, end)


def _search(reading: Reading, indices: range, *, step: int) -> tuple[int, str]:
    """The cost of the nearest role word in one direction, and the role."""
    cost = 0
    for index in indices:
        gap = reading.gap(index + step)
        if gap != " ":
            cost += _GAP_COSTS.get(gap, _PAUSE)
        word = reading.texts[index]
        if word in _CONJUNCTIONS:
            cost += _JOINED
        role = _told_at(reading, index, before=step == 1)
        if role == "-":
            return _FARTHEST, ""
        if role and not (cost > _SURE and unsure_roles().find(word)):
            return cost, role
        cost += 1
        if cost > _FARTHEST:
            break
    return _FARTHEST + 1, ""


def _told_at(reading: Reading, index: int, *, before: bool) -> str:
    """The role of a word, or of a phrase, on one side of a figure."""
    words = role_words()
    if before:
        return words.ending_at(reading.texts, index) or ""
    if reading.texts[index] in people_words().bare.takes_object:
        return ""
    return words.at(reading.texts, index) or ""


def room_of(counts: Sequence[Quantity], quantity: Quantity) -> tuple[int, int]:
    """The tokens between the counts of people (all of them, in order) around a quantity."""
    at = bisect_left(counts, quantity.first, key=lambda count: count.first)
    low = counts[at - 1].after if at else 0
    behind = bisect_left(counts, quantity.after, key=lambda count: count.first)
    return low, counts[behind].first if behind < len(counts) else _END


def bare_role(reading: Reading, index: int, *, ends: bool = False) -> str:
    """The role of a word by which a figure without a noun counts people, or "".

    The word may open a phrase, or with ``ends`` close it.
    """
    words = role_words()
    role = (words.ending_at if ends else words.at)(reading.texts, index) or ""
    if role not in people_words().bare.roles or unsure_roles().find(reading.word(index)):
        return ""
    return role
