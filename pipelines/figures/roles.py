"""What a figure of people tells of them: dead, injured, employed, laid off, residents, ..."""

from __future__ import annotations

from bisect import bisect_left
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from pipelines.figures.jointroles import CONJUNCTIONS
from pipelines.figures.peoplewords import job_words, people_words, role_words, unsure_roles

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
_WEAK: Final = frozenset({"residents", "employed", "on strike", "staff", "rescuers", ""})
# what a word tells of a figure without being a role of it
_SILENT: Final = frozenset({"detained", "needed", "sent"})
_DENIED: Final = 2
_NONE: Final = 3
_CLAUSE_END: Final = 3
_HAVING: Final = 3
_TOWN: Final = 1000.0
_JOBS_WINDOW: Final = 8
# what does not befall the residents of a whole town
_OF_WORK: Final = frozenset({"laid off", "employed"})
_OF_RESCUERS: Final = frozenset({"dead", "injured"})


def role_of(reading: Reading, quantity: Quantity, room: tuple[int, int]) -> str:
    """The role told by the word nearest to a figure of people, or by its noun; "" without one.

    ``room`` bounds the search: the tokens between the figures of people around this one.
    """
    if quantity.role not in _WEAK:
        return quantity.role
    if not people_words().bare.none.isdisjoint(reading.texts[_before(quantity) : quantity.first]):
        return ""
    low, high = reading.sentence(quantity.start, quantity.end)
    low, high = max(low, room[0]), min(high, room[1])
    inside = _search(reading, range(quantity.numeral.after, quantity.after - 1), step=0)[1]
    found = inside or nearest_role(reading, quantity, (low, high))
    if quantity.role == "rescuers":
        return found if found in _OF_RESCUERS else ""
    if quantity.role == "residents":
        found = "" if found in _OF_WORK and quantity.value >= _TOWN else found
        if not found or found in _SILENT:
            return _of_residents(reading, quantity, found)
    if quantity.role == "staff":
        return _of_staff(reading, quantity, found)
    cut = found == "laid off" and _tells_population(reading, low, quantity)
    return quantity.role if cut or not found or found in _SILENT else found


def _tells_population(reading: Reading, low: int, quantity: Quantity) -> bool:
    """Whether it is a population that was cut: «население сократилось на 600 человек»."""
    words = range(max(low, quantity.first - _JOBS_WINDOW), quantity.first)
    return any(role_words().at(reading.texts, index) == "residents" for index in words)


def _before(quantity: Quantity) -> int:
    """Where «никто из», "none of the" would begin."""
    return max(0, quantity.first - _NONE)


def _of_residents(reading: Reading, quantity: Quantity, found: str) -> str:
    """Residents where they are the people of a place, not a few who did something."""
    near = (*range(quantity.first - _HAVING, quantity.first), quantity.after)
    having = people_words().groups.having
    has = any(reading.texts[index] in having for index in near)
    return "residents" if not found and (has or quantity.value >= _TOWN) else ""


def _of_staff(reading: Reading, quantity: Quantity, found: str) -> str:
    """The role of workers: employed where somebody has them and nothing befell them."""
    if found:
        return "" if found in _SILENT else found
    near = (*range(quantity.first - _HAVING, quantity.first), quantity.after)
    having = people_words().groups.having
    behind = range(quantity.after, quantity.after + _HAVING)
    does = any(role_words().at(reading.texts, at) for at in behind)
    is_whole = quantity.value >= _TOWN and not does
    return "employed" if is_whole or any(reading.texts[at] in having for at in near) else ""


def role_of_jobs(reading: Reading, quantity: Quantity) -> str:
    """What becomes of jobs: "hired" where they are created, "laid off" where cut, else ""."""
    low, high = reading.sentence(quantity.start, quantity.end)
    before = range(quantity.first - 1, max(low, quantity.first - _JOBS_WINDOW) - 1, -1)
    inside = range(quantity.numeral.after, quantity.after)
    after = range(quantity.after, min(high, quantity.after + _JOBS_WINDOW))
    near = [*inside, *(index for pair in zip_longest(after, before) for index in pair)]
    found = (job_words().at(reading.texts, index) for index in near if index is not None)
    return next(filter(None, found), "")


def nearest_role(reading: Reading, quantity: Quantity, room: tuple[int, int]) -> str:
    """The role word with the fewest words and pauses between it and the figure."""
    before = _search(reading, range(quantity.first - 1, room[0] - 1, -1), step=1)
    after = _search(reading, _past_ages(reading, quantity.after, room[1]), step=0)
    if after[1] == "needed" and after[0] <= _SURE:
        return after[1]
    if reading.texts[quantity.after] == "out" and reading.gaps[quantity.after] == " ":
        return _phrasal(reading, quantity) or min((before, after), key=lambda found: found[0])[1]
    if reading.kazakh:  # its verb ends the clause
        found = min((after, before), key=lambda found: found[0])[1]
        return found or _closing_role(reading, quantity, room[1])
    return min((before, after), key=lambda found: found[0])[1]


def _phrasal(reading: Reading, quantity: Quantity) -> str:
    """The role of an English verb whose particle stands behind its object: "led 26 people out"."""
    verbs = reading.texts[max(0, quantity.first - _SURE) : quantity.first]
    found = (role_words().find(f"{verb} out") for verb in reversed(verbs))
    return next(filter(None, found), "")


def _closing_role(reading: Reading, quantity: Quantity, end: int) -> str:
    """The role of the verb that ends a sentence, however far behind the figure it stands."""
    _, high = reading.sentence(quantity.start, quantity.end)
    if end < high or high - quantity.after <= _FARTHEST:
        return ""
    return _search(reading, range(high - _CLAUSE_END, high), step=0)[1]


def _past_ages(reading: Reading, start: int, end: int) -> range:
    """The tokens from a start on, without ages between commas: "two miners, aged 34 and 51,"."""
    if reading.gaps[start].startswith(","):
        inner = range(start + 1, min(end, start + _LONGEST_AGES))
        close = next((index for index in inner if reading.gaps[index].startswith(",")), start)
        if any(reading.is_figure(index) for index in range(start, close)):
            return range(close, end)
    return range(start, end)


def _search(reading: Reading, indices: range, *, step: int) -> tuple[int, str]:
    """The cost of the nearest role word in one direction, and the role."""
    cost, clauses = 0, people_words().bare.opens_clause
    for index in indices:
        gap = reading.gaps[index + step]
        if gap != " ":
            if step and "," in gap and _is_other_clause(reading, index + 1):
                break
            cost += _GAP_COSTS.get(gap, _PAUSE)
        word = reading.texts[index]
        if word in CONJUNCTIONS:
            cost += _JOINED
        if word in clauses:
            break
        role = _told_at(reading, index, before=step == 1)
        if role == "-" or (role and _is_denied(reading, index)):
            return _FARTHEST, ""
        if role and not (cost > _SURE and unsure_roles().find(word)):
            return cost, role
        cost += 1
        if cost > _FARTHEST:
            break
    return _FARTHEST + 1, ""


def _is_other_clause(reading: Reading, index: int) -> bool:
    """Whether what a comma opens in Kazakh is no part of the people told before: «оның 900-і».

    The verb before the comma has its own people before it.
    """
    return reading.kazakh and reading.texts[index] not in people_words().bare.parts


def _is_denied(reading: Reading, index: int) -> bool:
    """Whether the word of a role says what did not happen: «не пострадал», «зардап шеккен жоқ»."""
    before, word, bare = reading.texts[index - 1], reading.texts[index], people_words().bare
    if before in bare.denied:
        return role_words().find(f"{before} {word}") is None
    behind = reading.texts[index + 1 : index + 1 + _DENIED]
    phrase = role_words().find(f"{word} {reading.texts[index + 1]}")
    return reading.kazakh and phrase is None and not bare.denied_behind.isdisjoint(behind)


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
    if role not in people_words().bare.roles or unsure_roles().find(reading.texts[index]):
        return ""
    return role
