"""What is observed of a source: its days, its last crawls and its roads. Pure records."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from desk.health.signs import OF_SITE, Sign, sign_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from desk.health.lagging import Named

# fewer pages that fail tell nothing of their site
TELLING: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A row of table ``source_day``; counts of pages, texts, words and lines."""

    day: date
    crawls: int = 0
    hubs_ok: int = 0
    hubs_failed: int = 0
    listed: int = 0
    fetched: int = 0
    stored: int = 0
    off_topic: int = 0
    dropped: int = 0
    failed: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    words: int = 0
    dated: int = 0
    timely: int = 0
    authored: int = 0
    garbled: int = 0
    lines: int = 0
    ad_lines: int = 0
    languages: Mapping[str, int] = field(default_factory=dict)

    @property
    def texts(self) -> int:
        """Stored texts that were looked at for their words, dates and authors."""
        return sum(self.languages.values())

    @property
    def unread(self) -> int:
        """Pages that came and in which no article was found."""
        return self.of_kind("unread")

    def of_kind(self, kind: str) -> int:
        """Pages that were dropped or failed with a reason of a kind, see ``signs``."""
        return sum(n for words, n in self.reasons.items() if sign_of(words).kind == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """One ended crawl of a source.

    ``fetched``: pages that were asked for the first time, and all that failed; ``revisited``:
    looks at stored pages that were answered well; ``problem``: why no hub could be read;
    ``reasons``: failed pages by reason.
    """

    run_id: int
    at: datetime
    listed: int = 0
    fetched: int = 0
    failed: int = 0
    revisited: int = 0
    hubs_ok: int = 0
    hubs_failed: int = 0
    problem: str | None = None
    reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """Pages that were asked for, new ones and stored ones."""
        return self.fetched + self.revisited

    @property
    def is_telling(self) -> bool:
        """Whether anything was asked, or the site had asked not to be."""
        closed = self.problem is not None and not self.pages
        return bool(self.hubs_ok or self.hubs_failed or self.pages or closed)

    @property
    def has_success(self) -> bool:
        """Whether a hub was read or a page came: without that nothing shows that all is well."""
        return self.hubs_ok > 0 or self.pages > self.failed

    @property
    def is_dark(self) -> bool:
        """Whether all that was asked met no network."""
        signs = [sign_of(words) for words in self.reasons]
        if self.hub_trouble:
            signs.append(self.hub_trouble)
        return bool(signs) and not self.has_success and all(sign.no_network for sign in signs)

    @property
    def hub_trouble(self) -> Sign | None:
        """Why no hub could be read, or None where one could, or none was asked."""
        if not self.hubs_ok and self.problem is not None:
            return sign_of(self.problem)
        return sign_of("could not be read") if self.hubs_failed and not self.hubs_ok else None

    @property
    def trouble(self) -> Sign | None:
        """What keeps the source from being read, or None where it could be read."""
        return self.hub_trouble or page_trouble([self])


def page_trouble(crawls: Sequence[Crawl]) -> Sign | None:
    """The trouble of the site that half of the pages of crawls, three at least, failed with."""
    of_site = of_the_site(crawls)
    failed = sum(of_site.values())
    if failed < TELLING or failed * 2 < sum(crawl.pages for crawl in crawls):
        return None
    return sign_of(max(of_site, key=lambda words: of_site[words]))


def of_the_site(crawls: Iterable[Crawl]) -> Counter[str]:
    """Pages that failed with a reason that may stand for the whole site, by reason."""
    found: Counter[str] = Counter()
    for crawl in crawls:
        of_site = {w: n for w, n in crawl.reasons.items() if sign_of(w).kind in OF_SITE}
        found.update(of_site)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """A feed, sitemap or listing of a source as it answered last; fields of table ``hub``.

    Of a feed that may be behind: ``named_at``, when it named an article last, and ``others``, what
    other roads of its source named in the last weeks.
    """

    url: str
    kind: str
    is_check: bool = False
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    newest_at: datetime | None = None
    entries: int | None = None
    failures: int = 0
    problem: str | None = None
    doubt: str | None = None
    named_at: datetime | None = None
    others: tuple[Named, ...] = ()

    @property
    def is_frozen(self) -> bool:
        """Whether it answers and its newest entry stands still, as its rhythm tells."""
        return self.problem is None and (self.doubt or "").startswith("frozen")

    @property
    def answers(self) -> bool:
        """Whether its last answer could be read."""
        return self.problem is None and self.checked_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """All that is known of a source. Days and crawls go from old to new.

    ``last_new_at``: when a road of it named something new for the last time; ``failing``: pages
    that wait for another try, by the reason of their failure.
    """

    source_id: str
    name: str = ""
    country: str = "KZ"
    enabled: bool = True
    days: tuple[Day, ...] = ()
    crawls: tuple[Crawl, ...] = ()
    roads: tuple[Road, ...] = ()
    last_new_at: datetime | None = None
    failing: Mapping[str, int] = field(default_factory=dict)

    @property
    def has_pages_failing(self) -> bool:
        """Whether several pages wait that failed with a trouble of the site."""
        waiting = (n for words, n in self.failing.items() if sign_of(words).kind in OF_SITE)
        return sum(waiting) >= TELLING
