"""What a digest tells, in no language yet. Pure records; moments are aware."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from desk.alerts.severity import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A day or a week, its end not included; ``every`` is day or week.

    ``told_until``: when the digest of the period before was put together, None where none was.
    """

    begin: datetime
    end: datetime
    every: str
    told_until: datetime | None = None

    def moment_of(self, seen: datetime, published: datetime | None) -> datetime:
        """When a text counts: when it was seen, but by its own date where that was too late.

        So a digest that is put together late holds what was published in its period and found
        behind it; the one that follows it takes that for told.
        """
        if published is None or seen < self.begin:
            return seen
        is_told = self.told_until is not None and seen < self.told_until
        before = self.begin - (self.end - self.begin)
        if seen >= self.end or (is_told and before <= published < self.begin):
            return published
        return seen

    def limits(self) -> dict[str, str]:
        """``begin`` and ``end`` as the archive writes moments."""
        pairs = (("begin", self.begin), ("end", self.end))
        return {name: moment.astimezone(UTC).isoformat() for name, moment in pairs}


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What something is called in each language."""

    kk: str
    ru: str
    en: str

    def of(self, language: str) -> str:
        """The name in kk, ru or en."""
        return str(getattr(self, language))


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A headline as it stands now, and the address of the text that it is of."""

    text: str
    language: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How many people: what holds now, and how many sources tell it.

    ``role`` is dead, injured, missing, ... ``before`` is what held when the period began, None
    where nothing did. ``others`` contradict it: a value and the sources that tell it.
    """

    role: str
    value: float
    sources: tuple[str, ...]
    before: float | None = None
    others: tuple[tuple[float, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened where. ``kind`` as in table event, "" where none is told.

    ``place`` is the town, place or region, ``asset`` the mine or plant; ``day`` when it happened,
    where that is told to the day. ``place_id`` is "" without a place.
    """

    kind: str = ""
    place_id: str = ""
    place: Name | None = None
    asset: Name | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryNote:
    """A story: ``headlines`` of each language, the earliest first.

    ``articles`` and ``copies`` are all that are known, ``new_articles`` and ``new_copies`` those
    that came in the period. ``publisher`` is whose text is dated first, ``at``, with the
    ``precision`` of that date. ``severity`` is low, medium or high.
    """

    id: int
    headlines: tuple[Headline, ...]
    event: Event
    severity: Severity
    figures: tuple[Figure, ...]
    sources: int
    articles: int
    copies: int
    new_articles: int
    new_copies: int
    publisher: str
    at: datetime
    precision: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureEdit:
    """A figure that a site changed, as its text had it before and has it now; "" for not at all."""

    kind: str
    role: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a site changed in a text; ``flags`` as in table revision."""

    title: str
    language: str
    url: str
    source: str
    seen_at: datetime
    announced: bool
    flags: tuple[str, ...]
    figures: tuple[FigureEdit, ...] = ()
    headline: tuple[str, str] | None = None
    names_added: tuple[str, ...] = ()
    names_removed: tuple[str, ...] = ()
    blame: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A text whose page is there no more."""

    title: str
    language: str
    url: str
    source: str
    gone_at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A state of a source within the period; ``source`` is "" for this machine itself."""

    source: str
    state: str
    since: datetime
    until: datetime | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """On what ground the digest says that nothing else was reported.

    ``followed`` and ``gaps`` are sources that were and were not watched without a gap, these with
    the days that are not known; ``until``: no last look at one of the followed was earlier, None
    where each was looked at when the period was over. ``since``: kenwatch's first look of
    all, where it lies within the period: what came before is known from lists that reach back.
    ``listed`` and ``missing``: article addresses that the sites named on these days, and those of
    them that have no answer yet. ``towns`` are those of ``all_towns`` mono-towns of which no local
    or regional source was followed; None where the source files cannot tell.
    """

    followed: tuple[str, ...] = ()
    gaps: tuple[tuple[str, int], ...] = ()
    until: datetime | None = None
    since: datetime | None = None
    listed: int = 0
    missing: int = 0
    towns: tuple[Name, ...] | None = None
    all_towns: int = 0

    @property
    def sources(self) -> int:
        """How many are watched."""
        return len(self.followed) + len(self.gaps)

    @property
    def is_whole(self) -> bool:
        """Whether nothing that the sources listed can have been missed."""
        return bool(self.followed) and not self.gaps and not self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All of a digest. The gravest stories come first; ``late`` ones were published long before.

    ``extended`` counts the edits that only added to a text, which are not among ``edits``.
    ``limits`` are what the digest was limited to: name of the limit, and the values.
    """

    name: str
    period: Period
    topics: tuple[str, ...]
    limits: tuple[tuple[str, tuple[str, ...]], ...]
    new: tuple[StoryNote, ...] = ()
    late: tuple[StoryNote, ...] = ()
    grown: tuple[StoryNote, ...] = ()
    edits: tuple[Edit, ...] = ()
    extended: int = 0
    removals: tuple[Removal, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    watch: Watch = Watch()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was reported."""
        told = (self.new, self.late, self.grown, self.edits, self.removals)
        return not any(told) and not self.extended

    @property
    def texts(self) -> int:
        """How many articles and copies came in the period."""
        stories = (*self.new, *self.late, *self.grown)
        return sum(one.new_articles + one.new_copies for one in stories)
