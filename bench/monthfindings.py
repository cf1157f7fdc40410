"""What a run of the month shows, measured against what was made to happen in it."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from statistics import median
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from samples.month.troubles import STATES
from samples.month.wording import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bench.monthrun import Change
    from samples.month.serving import Post
    from samples.month.troubles import Trouble
    from samples.month.world import World

# kinds of events that each rule of the run asks for
RULES: Final[dict[str, tuple[str, ...]]] = {
    "toll": ("accident",),
    "towns": KINDS,
    "work": ("strike", "layoff"),
}
# after a trouble a source is known to be well when what it gives shows it: texts of some days
RECOVERY: Final = timedelta(days=4)
_EVENT: Final = re.compile(r"/(?P<kind>[a-z]+)-(?P<number>\d+)(?:-toll)?$")
_ALMATY: Final = ZoneInfo("Asia/Almaty")


class Found(NamedTuple):
    """What was found of a trouble, and how late; None where nothing was.

    ``is_broken_off``: the source was called well while the trouble went on.
    """

    trouble: Trouble
    states: tuple[str, ...]
    found: timedelta | None
    well: timedelta | None
    is_broken_off: bool

    @property
    def is_right(self) -> bool:
        """Whether the state is the one that should be found, at first or after a better look."""
        return bool(set(self.states) & set(STATES[self.trouble.kind]))


def found_troubles(world: World, changes: Sequence[Change]) -> list[Found]:
    """Of each trouble: the states of its source from its begin on, and when it was well again."""
    return [_found(trouble, changes) for trouble in world.weather.troubles]


def _found(trouble: Trouble, changes: Sequence[Change]) -> Found:
    until = trouble.end + RECOVERY
    own = [one for one in changes if one.source == trouble.outlet]
    own = [one for one in own if trouble.begin <= one.at < until]
    bad = [one for one in own if one.state != "ok"]
    well = next((one.at for one in own if one.state == "ok" and one.at >= trouble.end), None)
    early = any(one.state == "ok" and one.at < trouble.end for one in own)
    return Found(
        trouble,
        tuple(dict.fromkeys(one.state for one in bad)),
        bad[0].at - trouble.begin if bad else None,
        well - trouble.end if well and bad and bad[-1].at < well else None,
        early,
    )


def false_states(world: World, changes: Sequence[Change]) -> list[Change]:
    """States that were found of sources with which nothing was wrong."""
    spans = [(one.outlet, one.begin, one.end + RECOVERY) for one in world.weather.troubles]
    spans += [("", begin, end + timedelta(hours=6)) for begin, end in world.weather.offline]
    return [
        change
        for change in changes
        if change.state != "ok"
        and not any(name == change.source and a <= change.at < b for name, a, b in spans)
    ]


@dataclass(frozen=True, slots=True)
class Telling:
    """A message of a story: of which rule, whether an update, the events of its texts, its key."""

    rule: str
    kind: str
    key: str
    alert: int
    events: frozenset[int]
    created: datetime


def tellings(path: Path) -> list[Telling]:
    """The messages of stories in the archive, in the order in which they were written."""
    with closing(sqlite3.connect(path)) as db:
        texts: dict[int, set[int]] = defaultdict(set)
        for alert, url in db.execute("SELECT alert_id, canonical_url FROM alert_text"):
            if named := _EVENT.search(url):
                texts[alert].add(int(named["number"]))
        rows = db.execute(
            "SELECT rule, kind, key, alert_id, created_at FROM outbox"
            " WHERE kind IN ('story', 'update') ORDER BY id"
        )
        return [
            Telling(rule, kind, key, alert, frozenset(texts[alert]), datetime.fromisoformat(at))
            for rule, kind, key, alert, at in rows
        ]


class RuleFinding(NamedTuple):
    """Of a rule: events that it asks for; told once, more often (which), never (which)."""

    rule: str
    asked: int
    once: int
    more: tuple[int, ...]
    never: tuple[int, ...]
    updates: int


def by_rule(
    world: World, told: Iterable[Telling], begin: datetime, end: datetime
) -> list[RuleFinding]:
    """How often each event between two moments was told by each rule."""
    held = list(told)
    published = {text.event for text in world.published if text.published < end}
    found = []
    for rule, kinds in RULES.items():
        asked = [
            event.number
            for event in world.plot.events
            if event.kind in kinds and begin <= event.at < end and event.number in published
        ]
        own = [one for one in held if one.rule == rule]
        counts = Counter(number for one in own if one.kind == "story" for number in one.events)
        found.append(
            RuleFinding(
                rule,
                len(asked),
                sum(counts[number] == 1 for number in asked),
                tuple(number for number in asked if counts[number] > 1),
                tuple(number for number in asked if not counts[number]),
                sum(one.kind == "update" for one in own),
            )
        )
    return found


def needless_updates(world: World, told: Iterable[Telling]) -> list[Telling]:
    """Updates of stories in which no figure changed."""
    changed = {event.number for event in world.plot.events if event.later}
    return [one for one in told if one.kind == "update" and not one.events & changed]


class Mail(NamedTuple):
    """Messages in the outbox by state, how many reached the receiver, and how often twice."""

    states: Mapping[str, int]
    received: int
    doubled: int
    lost: tuple[str, ...]


def mail(path: Path, posts: Sequence[Post]) -> Mail:
    """What the outbox says against what the receiver has."""
    with closing(sqlite3.connect(path)) as db:
        states = dict(db.execute("SELECT state, count(*) FROM outbox GROUP BY 1"))
        sent = {key for (key,) in db.execute("SELECT key FROM outbox WHERE state = 'sent'")}
    keys = Counter(key_of(post) for post in posts)
    lost = tuple(sorted(sent - keys.keys()))
    return Mail(states, len(keys), len(posts) - len(keys), lost)


def key_of(post: Post) -> str:
    """The key that a message carries."""
    return str(post.told.get("kenwatch_key", ""))


def delays(world: World, told: Iterable[Telling], posts: Sequence[Post]) -> list[Delay]:
    """From the first text of each event to the moment that its message was taken."""
    first: dict[int, datetime] = {}
    for text in world.published:
        if text.event is not None:
            first.setdefault(text.event, text.published.astimezone(UTC))
    taken: dict[str, datetime] = {}
    for post in posts:
        taken.setdefault(key_of(post), post.at)
    begin = world.begin.astimezone(UTC)
    return [
        Delay(one.rule, first[number], taken[one.key])
        for one in told
        if one.kind == "story" and one.key in taken
        for number in sorted(one.events)[:1]
        if first[number] >= begin
    ]


class Delay(NamedTuple):
    """When an event was first published, and when its message was taken."""

    rule: str
    published: datetime
    taken: datetime

    @property
    def minutes(self) -> float:
        """From publication to the receiver."""
        return (self.taken - self.published) / timedelta(minutes=1)

    def is_hindered(self, world: World) -> bool:
        """Whether our line, the receiver, or the reader's quiet hours stood between."""
        weather = world.weather
        spans = [*weather.offline, *((begin, end) for begin, end, _ in weather.receiver)]
        if any(begin < self.taken and self.published < end for begin, end in spans):
            return True
        return self.rule == "work" and any(
            moment.astimezone(_ALMATY).hour in (22, 23, 0, 1, 2, 3, 4, 5, 6)
            for moment in _hours(self.published, self.taken)
        )


def _hours(begin: datetime, end: datetime) -> Iterator[datetime]:
    while begin < end:
        yield begin
        begin += timedelta(hours=1)


def quantiles(values: Iterable[float]) -> tuple[int, float, float, float]:
    """How many, the median, the 95th percentile, the largest; NaN for none."""
    held = sorted(values)
    if not held:
        return 0, float("nan"), float("nan"), float("nan")
    return len(held), median(held), held[ceil(0.95 * len(held)) - 1], held[-1]


def digest_days(path: Path, name: str) -> list[str]:
    """The keys of a digest's messages."""
    with closing(sqlite3.connect(path)) as db:
        rows: Any = db.execute("SELECT key FROM outbox WHERE kind = 'digest' AND rule = ?", (name,))
        return sorted(key for (key,) in rows)
