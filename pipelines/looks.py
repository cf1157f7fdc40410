"""The looks of one run at roads with further hubs behind them: an index, a list of many pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.hubanswers import HubBefore, credit
from pipelines.hubs import parts_trouble
from pipelines.watches import Look, extend, look_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from crawler.frontier import HubReport
    from crawler.items import Candidate
    from crawler.sources import Source


@dataclass(slots=True)
class _Led:
    """A road that led to further hubs: its answer, and what came of it and of its parts."""

    report: HubReport
    before: HubBefore
    at: datetime
    new: list[Candidate]
    look: Look
    parts: int
    read: int = 0
    unread: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether all parts were read; a list tells by its first page already."""
        return bool(self.report.candidates) or self.read + self.unread >= self.parts


@dataclass(slots=True)
class Looks:
    """What is known of a road when its parts were read is told at the end of the run."""

    _led: dict[str, _Led] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self._led)

    def before(self, report: HubReport, own: HubBefore) -> HubBefore:
        """What was known of the road that led to a hub; of the hub itself where none did."""
        led = self._led.get(report.root)
        return led.before if led else own

    def note(
        self,
        db: sqlite3.Connection,
        report: HubReport,
        before: HubBefore,
        new: Sequence[Candidate],
        *,
        parts: int,
        now: datetime,
    ) -> None:
        """Keep over which time a road was watched; with parts to read, that is told later."""
        led = self._led.get(report.root)
        quiet = report.kind == "sitemap" and bool(report.children) and not parts
        look = look_of(report, new, quiet=quiet)
        if led:
            _join(led, report, new, look, parts)
        elif not report.root and parts and not report.problem:
            own = look if report.candidates else Look()
            self._led[report.url] = _Led(report, before, now, list(new), own, parts)
        elif not report.root:
            extend(db, report.url, report.source_id, look, now)

    def settle(self, db: sqlite3.Connection, sources: Mapping[str, Source]) -> None:
        """Learn of each road what its parts brought, and tell where all of them failed."""
        led, self._led = self._led, {}
        for one in led.values():
            report = one.report
            credit(db, report, sources[report.source_id], one.before, at=one.at, new=one.new)
            if one.unread and not one.read and not report.candidates:
                parts_trouble(db, report.url, one.unread)
            if one.is_whole:
                extend(db, report.url, report.source_id, one.look, one.at)


def _join(led: _Led, report: HubReport, new: Sequence[Candidate], look: Look, parts: int) -> None:
    led.new += new
    led.parts += parts
    led.read += not report.problem
    led.unread += bool(report.problem)
    if report.candidates or report.problem or report.unchanged:
        led.look = led.look.joined(look)
