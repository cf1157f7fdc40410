"""What is decided about an article from its words: verdicts, mentions, facts, events, quotations.

All records are frozen. Spans are (start, end) character offsets into the named field of the
article as stored, end excluded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Topic = Literal["mining", "monotown"]
# "asset" is a mine, pit or plant; "region" an oblast
EntityKind = Literal["town", "place", "region", "company", "asset", "commodity", "person"]
Where = Literal["title", "lead", "text"]
# how a figure is bounded in words: "about 40", "at least 40", "up to 40", "over 40", "under 40"
Bound = Literal["", "about", "at least", "at most", "over", "under"]


class Evidence(NamedTuple):
    """One reason of a verdict: the term or place, its language, the words and what they added.

    ``where`` is the field, ``span`` the offsets there; (0, 0) for the city of a dateline, which
    was cut from the text.
    """

    term: str
    language: str
    words: str
    where: Where
    span: tuple[int, int]
    added: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an article is about a topic: relevant where score reaches the threshold."""

    topic: Topic
    relevant: bool
    score: float
    reasons: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity named in the article, and how sure the reading is (0 to 1)."""

    entity_id: str
    kind: EntityKind
    surface: str
    where: Where
    span: tuple[int, int]
    confidence: float
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure or a date with its quote; of title and lead what the text does not repeat.

    ``kind`` is money, share, change, people, tonnage, grade, count or date. ``value`` is
    normalised (KZT, USD, %, people, t); it is None for a date. ``value_to`` is set for a change
    ("from 92,300 to 100,200") and for a range, as its upper end. Money told in two currencies
    is one fact: ``other_value`` and ``other_unit`` hold the second. ``role`` says what is counted
    or meant: of people dead, injured, missing, trapped, rescued, evacuated, employed, laid off,
    hired, on strike, residents; of jobs hired or laid off; of a date deadline or day. ``subject``
    is the words that the figure is of, where the sentence states them. ``bound`` tells how exact
    it is said to be, ``per`` a rate (year, month, day, tonne).
    ``moment`` is a date in ISO 8601, no more exact than the words: "2027", "2027-Q3", "2027-05",
    "2027-05-14"; of another fact the time that it is told of, where that is not the article's
    day. ``moment_to`` is the end of a span of time.
    """

    kind: str
    value: float | None = None
    unit: str
    value_to: float | None = None
    other_value: float | None = None
    other_unit: str = ""
    role: str = ""
    subject: str = ""
    bound: Bound = ""
    per: str = ""
    moment: str = ""
    moment_to: str = ""
    quote: str
    where: Where = "text"
    span: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCard:
    """What happened, at most one card a kind and article, with the sentence that says so.

    ``place_id`` is the town, place or region; ``town_id`` is set where it is a mono-town.
    ``moment`` is when it happened, in ISO 8601, no more exact than the words (see Fact);
    ``figures`` are the facts that tell how big it is.
    """

    kind: str
    town_id: str | None = None
    place_id: str | None = None
    asset_id: str | None = None
    company_id: str | None = None
    moment: str = ""
    figures: tuple[Fact, ...] = ()
    quote: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Who said what: ``words`` as said, with their span in the text.

    ``speaker`` is the name as the article gives it at its fullest, ``office`` the words for what
    the speaker is; both are empty where nobody is named. ``speaker_id`` is the entity, where it
    is known. ``is_direct`` tells words in quotation marks or behind a dash from reported ones.
    """

    words: str
    span: tuple[int, int]
    speaker: str = ""
    speaker_id: str | None = None
    office: str = ""
    is_direct: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """All that is decided about a draft from its words alone.

    ``flags`` are lower-case words for the kind of piece: "greeting", "holiday", ...
    """

    verdicts: tuple[Verdict, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()
    events: tuple[EventCard, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    flags: frozenset[str] = frozenset()

    @property
    def relevant(self) -> bool:
        """Whether any topic is met."""
        return any(verdict.relevant for verdict in self.verdicts)


def scores(judgement: Judgement) -> str:
    """The scores in words: "mining 0.5, monotown 0"."""
    return ", ".join(f"{verdict.topic} {verdict.score:g}" for verdict in judgement.verdicts)
