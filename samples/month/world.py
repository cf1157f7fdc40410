"""What a site answers at a moment: the plot and the troubles together. Pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samples.month import pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from samples.month.outlets import Outlet, RoadKind
    from samples.month.pages import Reply
    from samples.month.texts import Plot, Text
    from samples.month.troubles import Trouble, Weather

# while a site is thin one text of so many is published
_THIN: Final = 6
NEW_HOME: Final = "new-{host}"


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The texts of a site in the order of publication."""

    texts: tuple[Text, ...]
    moments: tuple[datetime, ...]
    by_path: Mapping[str, Text]

    def until(self, now: datetime) -> tuple[Text, ...]:
        return self.texts[: bisect_right(self.moments, now)]


class World:
    """The sites of a plot under a weather, and from when to when they are watched."""

    def __init__(
        self,
        outlets: Sequence[Outlet],
        plot: Plot,
        weather: Weather,
        begin: datetime,
        end: datetime,
    ) -> None:
        self.outlets, self.plot, self.weather = tuple(outlets), plot, weather
        self.begin, self.end = begin, end
        self._by_host = {outlet.host: outlet for outlet in outlets}
        held = [text for text in plot.texts if _is_published(text, weather)]
        self.published: tuple[Text, ...] = tuple(held)
        self._shelves = {name: _shelf(name, held) for name in (outlet.id for outlet in outlets)}

    def answer(self, host: str, target: str, now: datetime, port: int) -> Reply | None:
        """The answer to a target of a host; None where the connection ends without one."""
        outlet = self._by_host.get(host)
        if outlet is None:
            return pages.missing()
        trouble = self.weather.trouble(outlet.id, now)
        if trouble is None:
            return self._page(outlet, target, now, None, port)
        if trouble.kind == "down":
            return None
        blunt = _blunt(trouble, outlet, target)
        return blunt or self._page(outlet, target, now, trouble, port)

    def _page(
        self, outlet: Outlet, target: str, now: datetime, trouble: Trouble | None, port: int
    ) -> Reply:
        kind = trouble.kind if trouble else None
        shelf = self._shelves[outlet.id]
        if target == "/robots.txt":
            return pages.Reply(200, "text/plain", pages.ROBOTS)
        if target == "/":
            return pages.front(outlet)
        road = next((road for road in outlet.roads if outlet.path(road) == target), None)
        if road:
            known = shelf.until(_as_of(road, trouble, now))
            base = f"http://{outlet.host}:{port}"
            return pages.road(outlet, road, known[::-1], kind, base)
        text = shelf.by_path.get(target)
        if text is None or text.published > now:
            return pages.missing()
        return pages.article(outlet, text, now, kind)


def _blunt(trouble: Trouble, outlet: Outlet, target: str) -> Reply | None:
    """What a site in trouble says to everything, if it does."""
    if trouble.kind == "blocked":
        return pages.refused()
    if trouble.kind == "challenge":
        return pages.challenge()
    # its robots.txt stays: the new host has no public address, to which rules might lead
    if trouble.kind == "moved" and target != "/robots.txt":
        return pages.moved(NEW_HOME.format(host=outlet.host), target)
    return None


def _as_of(road: RoadKind, trouble: Trouble | None, now: datetime) -> datetime:
    """The moment that a road shows: a frozen feed stays as it was, lists go on."""
    frozen = trouble is not None and trouble.kind == "frozen" and road != "listing"
    return trouble.begin if trouble is not None and frozen else now


def _is_published(text: Text, weather: Weather) -> bool:
    """Whether a newsroom publishes a text: a silent one does not, a thin one seldom."""
    trouble = weather.trouble(text.outlet, text.published)
    if trouble is None or trouble.kind not in ("silent", "thin"):
        return True
    return trouble.kind == "thin" and text.published.minute % _THIN == 0


def _shelf(name: str, texts: list[Text]) -> _Shelf:
    own = tuple(text for text in texts if text.outlet == name)
    moments = tuple(text.published for text in own)
    return _Shelf(own, moments, {text.path: text for text in own})
