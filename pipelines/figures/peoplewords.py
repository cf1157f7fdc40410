"""The words of `data/headcount.toml`: nouns for people, and what befell them or what they do."""

from __future__ import annotations

from functools import cache

from pipelines.datafile import DATA, Record, read
from pipelines.figures.lexicon import Lexicon, of_lists

Forms = dict[str, tuple[str, ...]]


class Bare(Record):
    """Words around a figure that counts people without naming them."""

    takes_object: frozenset[str]
    opens_clause: frozenset[str]
    while_: frozenset[str]
    compared: frozenset[str]
    denied: frozenset[str]
    none: frozenset[str]
    denied_behind: frozenset[str]
    more: frozenset[str]
    parts: frozenset[str]
    of_them: frozenset[str]
    of_them_before: frozenset[str]
    carried_on: frozenset[str]
    carried_on_ends: tuple[str, ...]
    carried_on_not: frozenset[str]
    one: frozenset[str]
    roles: frozenset[str]
    unsure: tuple[str, ...]
    leading: frozenset[str]
    leading_ends: tuple[str, ...]
    filler: frozenset[str]
    function: frozenset[str]
    collective: tuple[str, ...]
    things: frozenset[str]
    toll: frozenset[str]
    arrives: frozenset[str]


class Groups(Record):
    """Words for groups of people that a figure may measure."""

    having: frozenset[str]
    typical: frozenset[str]
    made_of: frozenset[str]
    of: frozenset[str]
    sized: tuple[str, ...]
    number: frozenset[str]
    copula: frozenset[str]
    hyphened: frozenset[str]


class Between(Record):
    """Words between a figure and its noun."""

    stop: frozenset[str]
    places: frozenset[str]
    through: frozenset[str]


class PeopleWords(Record):
    """The whole file."""

    nouns: Forms
    roles: Forms
    jobs: Forms
    bare: Bare
    groups: Groups
    between: Between


@cache
def people_words() -> PeopleWords:
    """The file, read once; raises datafile.DataError."""
    return read(DATA / "headcount.toml", PeopleWords)


def people_nouns() -> Forms:
    """Nouns for people by what each tells of them; the key "" holds those that tell nothing."""
    return people_words().nouns


@cache
def role_words() -> Lexicon[str]:
    """Words that tell a role of people."""
    return of_lists(people_words().roles)


@cache
def unsure_roles() -> Lexicon[str]:
    """Words of a role that say nothing of a figure without a noun."""
    return of_lists({"unsure": people_words().bare.unsure})


@cache
def collectives() -> Lexicon[str]:
    """Numbers that people are counted with: двое, бесеуі."""
    return of_lists({"people": people_words().bare.collective})


@cache
def sized_groups() -> Lexicon[str]:
    """What a bare figure may be the size of: «население», "workforce", «халық саны»."""
    return of_lists({"group": people_words().groups.sized})


@cache
def job_words() -> Lexicon[str]:
    """What becomes of jobs, as the role of those who have them."""
    return of_lists(people_words().jobs)
