"""The words of `data/figurewords.toml`: what stands around a figure and says more of it."""

from __future__ import annotations

from functools import cache

from pipelines.datafile import DATA, Record, read
from pipelines.figures.lexicon import Lexicon, of_lists

Forms = dict[str, tuple[str, ...]]


class Moved(Record):
    """Words that tell a step from a level, and the ends of a change."""

    by: frozenset[str]
    level: frozenset[str]
    from_: frozenset[str]
    open: frozenset[str]
    to: frozenset[str]
    amounts: frozenset[str]
    nouns: frozenset[str]
    ablative: tuple[str, ...]
    dative: tuple[str, ...]
    kazakh_between: frozenset[str]


class Joint(Record):
    """Words between a bound and its figure, and verbs that make a level of a limit."""

    words: frozenset[str]
    endings: tuple[str, ...]
    level: tuple[str, ...]


class Bounds(Record):
    """Words for how exact a figure is, before and after it."""

    before: Forms
    after: Forms
    joint: Joint


class RatePlace(Record):
    """Words of a rate that stand before the figure as well."""

    before: tuple[str, ...]
    no_rate: frozenset[str]


class Pair(Record):
    """What may stand between two tellings of one sum, and how their values may differ."""

    words: frozenset[str]
    strong: frozenset[str]
    ratio: dict[str, tuple[float, float]]


class Exchange(Record):
    """Words around the price of money."""

    words: tuple[str, ...]
    units: tuple[str, ...]


class Grade(Record):
    """Words for the content of an ore."""

    words: tuple[str, ...]
    metals: tuple[str, ...]


class About(Record):
    """Words by which the subject of a figure is told from what stands around it."""

    of: frozenset[str]
    for_: frozenset[str]
    articles: frozenset[str]
    people: tuple[str, ...]
    genitive: tuple[str, ...]
    stop: frozenset[str]
    verbs: frozenset[str]
    inner: frozenset[str]
    empty: frozenset[str]
    verb_ends: tuple[str, ...]
    no_verbs: frozenset[str]


class FigureWords(Record):
    """The whole file."""

    ways: Forms
    moved: Moved
    bound: Bounds
    rate: Forms
    rate_place: RatePlace
    pair: Pair
    exchange: Exchange
    grade: Grade
    subject: Forms
    about: About


@cache
def figure_words() -> FigureWords:
    """The file, read once; raises datafile.DataError."""
    return read(DATA / "figurewords.toml", FigureWords)


@cache
def bound_words() -> Lexicon[str]:
    """Words before a figure that bound it; "upto" is a limit or a level."""
    return of_lists(figure_words().bound.before)


@cache
def bounds_behind() -> Lexicon[str]:
    """Words behind a figure that bound it."""
    return of_lists(figure_words().bound.after)


@cache
def way_words() -> Lexicon[str]:
    """Which way a figure went: "up", "down" or "beyond" a limit."""
    return of_lists(figure_words().ways)


@cache
def rate_words() -> Lexicon[str]:
    """What a figure is counted by: "year", "tonne", ..."""
    return of_lists(figure_words().rate)


@cache
def rates_before() -> Lexicon[str]:
    """The same before a figure."""
    forms = figure_words().rate_place.before
    return Lexicon((form, name) for form in forms if (name := rate_words().find(form)))


@cache
def level_verbs() -> Lexicon[str]:
    """Verbs by which «до» tells a level and no limit."""
    return of_lists({"level": figure_words().bound.joint.level})


@cache
def exchange_words() -> Lexicon[str]:
    """Words that announce a rate of exchange."""
    return of_lists({"rate": figure_words().exchange.words})


@cache
def exchange_units() -> Lexicon[str]:
    """What one of a currency costs: «за доллар»."""
    return of_lists({"unit": figure_words().exchange.units})


@cache
def grade_words() -> Lexicon[str]:
    """Words for a content, and metals."""
    grade = figure_words().grade
    return of_lists({"content": grade.words, "metal": grade.metals})
