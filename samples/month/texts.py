"""Events → the texts that newsrooms publish of them and of other things. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Final, Literal

from samples.month.plot import events, facts
from samples.month.wording import Count, parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from samples.month.outlets import Outlet
    from samples.month.plot import Event, Facts

Role = Literal["report", "copy", "later", "other"]
EVENTS_A_DAY: Final = 2
_COPIED: Final = 0.25
_CREDIT: Final = {
    "ru": "Об этом сообщает издание «{name}».",
    "kk": "Бұл туралы «{name}» басылымы хабарлады.",
    "en": "This was first reported by {name}.",
}
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a page from ``since`` on."""

    since: datetime
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A page of a site. ``event``: what it tells, None for other things; ``edits`` are quiet."""

    outlet: str
    path: str
    published: datetime
    author: str
    wording: Wording
    role: Role
    event: int | None = None
    edits: tuple[Wording, ...] = ()

    def at(self, now: datetime) -> Wording:
        """What the page says now."""
        return next((one for one in reversed(self.edits) if one.since <= now), self.wording)


@dataclass(frozen=True, slots=True)
class Plot:
    """All that happens and is published: events by number, texts in the order of publication."""

    events: tuple[Event, ...]
    texts: tuple[Text, ...]


def plot(outlets: Sequence[Outlet], begin: datetime, days: int, seed: str = "kenwatch") -> Plot:
    """What happens over so many days from ``begin`` (midnight in Almaty), always the same."""
    draw = Random(seed)  # noqa: S311 - a plot, no secret
    happened = tuple(events(begin, days, EVENTS_A_DAY, draw))
    texts = [text for event in happened for text in _told(event, outlets, draw)]
    texts += [text for outlet in outlets for text in _others(outlet, begin, days, draw)]
    end = begin + timedelta(days=days)
    kept = [text for text in texts if text.published < end]
    return Plot(happened, tuple(sorted(kept, key=lambda text: (text.published, text.outlet))))


def _told(event: Event, outlets: Sequence[Outlet], draw: Random) -> Iterator[Text]:
    first = draw.choices(outlets, [outlet.eager for outlet in outlets])[0]
    report = _report(event, first, event.at)
    if event.later == "edit":
        at = event.at + timedelta(minutes=draw.randint(150, 300))
        report = replace(report, edits=(_wording(event, first, at, dead_more=1),))
    yield report
    if event.later == "report":
        yield _later(event, first, draw)
    for outlet in outlets:
        at = event.at + timedelta(minutes=draw.randint(12, 240))
        if (
            outlet.language == first.language
            and outlet != first
            and draw.random() < _COPIED * (outlet.eager)
        ):
            yield _copy(report, first, outlet, at)
        elif outlet != first and draw.random() < outlet.eager:
            yield _report(event, outlet, at)


def _report(event: Event, outlet: Outlet, at: datetime) -> Text:
    wording = _wording(event, outlet, at)
    return _text(outlet, wording, "report", f"{event.kind}-{event.number}", event.number)


def _wording(event: Event, outlet: Outlet, at: datetime, *, dead_more: int = 0) -> Wording:
    told = event.told(outlet.language, dead_more=dead_more)
    part = parts()["event"][event.kind][outlet.language]
    # a newsroom words an event its own way, and the same way when it corrects a figure
    turn = event.turn % 2
    own = Random(f"{event.number} {outlet.id}")  # noqa: S311 - as above
    lines = [part["leads"][turn], *own.sample(part["details"][turn::2], 3)]
    lines += own.sample(parts()["filler"][outlet.language][turn::2], 2)
    return Wording(at, part["titles"][turn].format(**told), _filled(lines, told))


def _filled(lines: Sequence[str], told: Facts) -> tuple[str, ...]:
    return tuple(line.format(**told) for line in lines)


def _later(event: Event, outlet: Outlet, draw: Random) -> Text:
    part = parts()["event"][event.kind][outlet.language]
    told = event.told(outlet.language, dead_more=1)
    at = event.at + timedelta(minutes=draw.randint(150, 420))
    lines = [part["later"], *draw.sample(part["details"][event.turn % 2 :: 2], 3)]
    wording = Wording(at, part["later_title"].format(**told), _filled(lines, told))
    return _text(outlet, wording, "later", f"{event.kind}-{event.number}-toll", event.number)


def _copy(report: Text, first: Outlet, outlet: Outlet, at: datetime) -> Text:
    credit = _CREDIT[outlet.language].format(name=first.name)
    paragraphs = (*report.wording.paragraphs, credit)
    wording = Wording(at, report.wording.title, paragraphs)
    return _text(outlet, wording, "copy", report.path.split("/")[-1], report.event)


def _text(
    outlet: Outlet, wording: Wording, role: Role, slug: str, event: int | None = None
) -> Text:
    folder = f"{wording.since:%Y/%m/%d}" if outlet.has_dated_paths else "material"
    path = f"/{folder}/{slug}"
    return Text(outlet.id, path, wording.since, outlet.author, wording, role, event)


def _others(outlet: Outlet, begin: datetime, days: int, draw: Random) -> Iterator[Text]:
    for number in range(days):
        day = begin + timedelta(days=number)
        rate = outlet.a_day[day.weekday() >= _SATURDAY]
        for place in range(int(rate) + (draw.random() < rate % 1)):
            at = day + timedelta(minutes=draw.randint(6 * 60, 21 * 60))
            yield _other(outlet, at, f"item-{number}-{place}", draw)


def _other(outlet: Outlet, at: datetime, slug: str, draw: Random) -> Text:
    part = draw.choice(parts()["other"][outlet.language])
    names = parts()["names"]["people"]
    told: Facts = {name: Count(value) for name, value in facts(draw)}
    person, other = (names[int(told[key])][outlet.language == "en"] for key in ("person", "other"))
    clock = f"{at:%H:%M}"
    told |= {"person": person, "other": other, "clock": clock}
    wording = Wording(at, part["title"].format(**told), _filled(part["lines"], told))
    return _text(outlet, wording, "other", slug)
