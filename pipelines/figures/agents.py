"""Nouns that name people by their ending: «бетонщиков», "climbers", «бұрғышы»."""

from __future__ import annotations

import re
from functools import cache, partial

from pipelines.datafile import DATA, Record, read
from pipelines.figures.lexicon import Memory


class Endings(Record):
    """The endings of one language, as regular expressions of a folded word."""

    endings: tuple[str, ...]
    cases: tuple[str, ...]
    closed: tuple[str, ...] = ()
    things: tuple[str, ...]


class AgentWords(Record):
    """The whole file."""

    english: Endings
    russian: Endings
    kazakh: Endings


@cache
def agents(*, kazakh: bool) -> Memory[bool]:
    """Whether a folded noun names people by its ending: бұрғышы, бетонщиков, spectators.

    An English word must stand in the plural. Raises datafile.DataError.
    """
    return Memory(partial(_is_agent, kazakh=kazakh))


def _is_agent(word: str, *, kazakh: bool) -> bool:
    language = "english" if word.isascii() else "kazakh" if kazakh else "russian"
    people, things = _patterns(language)
    return people.fullmatch(word) is not None and things.search(word) is None


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    told: Endings = getattr(_agent_words(), language)
    open_ones = f"(?:{'|'.join(told.endings)})(?:{'|'.join(told.cases)})"
    people = re.compile(rf"(?=\w{{4}})\w*?(?:{'|'.join((open_ones, *told.closed))})")
    return people, re.compile("|".join(told.things))


@cache
def _agent_words() -> AgentWords:
    return read(DATA / "agents.toml", AgentWords)
