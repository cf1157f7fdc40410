"""Figures for Prometheus: of the daemon from its memory, of the archive by a look at each scrape.

Moments are given as seconds since 1970, so that ``time() - moment`` is the age at any time.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, SummaryMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from desk.daemon.archivefigures import look
from desk.daemon.cached import Cached
from desk.daemon.outcomes import meaning
from desk.daemon.page import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desk.daemon.archivefigures import Figures
    from desk.daemon.state import State

KEPT_SECONDS, LOOK_SECONDS = 15.0, 3.0
# each reason is a series of its own in the memory of Prometheus
_MOST_REASONS: Final = 40
_LONGEST_REASON: Final = 80


class Metrics:
    """A registry of its own, and the page that shows it."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._figures = Cached(
            lambda: look(state.archive, state.clock().moment, LOOK_SECONDS),
            seconds=KEPT_SECONDS,
            patience=LOOK_SECONDS,
            clock=lambda: state.clock().running,
        )
        self._registry = CollectorRegistry()
        # memory, descriptors and start of this process
        ProcessCollector(registry=self._registry)
        self._registry.register(self)

    def page(self) -> Answer:
        """The figures in the text form of Prometheus."""
        return Answer(200, generate_latest(self._registry), CONTENT_TYPE_LATEST)

    def describe(self) -> list[Any]:
        """Nothing ahead: to register must not read the archive."""
        return []

    def collect(self) -> Iterator[Any]:
        """All families of figures."""
        yield from _of_daemon(self._state)
        yield from _of_files(self._state)
        figures = self._figures.get()
        yield _gauge("archive_readable", "Whether the archive could be read.", figures is not None)
        if figures is not None:
            yield from _of_archive(figures)


def _gauge(name: str, words: str, value: float | None = None) -> Any:
    return GaugeMetricFamily(f"kenwatch_{name}", words, value=value)


def _table(name: str, words: str, label: str, values: Mapping[Any, float]) -> Any:
    family = GaugeMetricFamily(f"kenwatch_{name}", words, labels=[label])
    for key, value in values.items():
        family.add_metric([str(key)], value)
    return family


def _of_daemon(state: State) -> Iterator[Any]:
    info = GaugeMetricFamily("kenwatch_info", "The version at work.", labels=["version"])
    info.add_metric([state.version], 1)
    yield info
    problems = state.record.get("problems", ())
    yield _gauge("problems", "What is wrong now; 0 is well.", len(problems))
    yield _gauge("crawl_under_way", "Whether a crawl is under way.", state.crawl is not None)
    ends = CounterMetricFamily(
        "kenwatch_children",
        "Ended children since the start.",
        labels=["command", "code", "meaning"],
    )
    for (command, code), count in list(state.ends.items()):
        words = meaning(code) if command == "crawl" or code < 0 else ""
        ends.add_metric([command, str(code), words], count)
    yield ends
    yield _durations(state)
    last = "When a child of a command ended last (seconds since 1970)."
    yield _table("last_end_timestamp_seconds", last, "command", dict(state.last_end))
    good = "When a child of a command last did its work (seconds since 1970)."
    yield _table("last_success_timestamp_seconds", good, "command", dict(state.last_good))


def _durations(state: State) -> Any:
    family = SummaryMetricFamily(
        "kenwatch_child_seconds", "How long children took.", labels=["command"]
    )
    for command, milliseconds in list(state.seconds.items()):
        count = sum(n for (name, _), n in list(state.ends.items()) if name == command)
        family.add_metric([command], count_value=count, sum_value=milliseconds / 1000)
    return family


def _of_files(state: State) -> Iterator[Any]:
    parts = {"database": state.archive, "wal": state.archive.with_name(f"{state.archive.name}-wal")}
    sizes: dict[str, int] = {}
    for part, path in parts.items():
        # the log goes with the last program that had the archive open
        with suppress(OSError):
            sizes[part] = path.stat().st_size
    yield _table("archive_bytes", "Size of the archive's files.", "part", sizes)
    try:
        free = shutil.disk_usage(state.archive.absolute().parent).free
    except OSError:
        return
    yield _gauge("disk_free_bytes", "Room left where the archive lies.", free)


def _of_archive(figures: Figures) -> Iterator[Any]:
    yield _table("sources", "Enabled sources by state.", "state", figures.sources)
    yield _gauge("queued_pages", "Pages that wait to be fetched.", figures.queued)
    yield _gauge("retry_pages", "Pages that failed and are tried again.", figures.retried)
    yield _outcomes(figures.outcomes)
    yield _table("outbox_messages", "Messages that are not sent.", "state", figures.outbox)
    yield _gauge(
        "outbox_oldest_seconds", "How long the oldest due message waits.",
        figures.oldest_waiting_seconds,
    )  # fmt: skip
    if figures.backup_at is not None:
        yield _gauge(
            "last_backup_timestamp_seconds", "When the last backup was made (seconds since 1970).",
            figures.backup_at,
        )  # fmt: skip
    yield _table(
        "publication_delay_seconds", "From publication to store, of the last day's texts.",
        "quantile", figures.delays,
    )  # fmt: skip


def _outcomes(outcomes: Mapping[tuple[str, str], int]) -> Any:
    family = GaugeMetricFamily(
        "kenwatch_day_pages",
        "Pages of the crawls of the last 24 hours.",
        labels=["outcome", "reason"],
    )
    by_count = sorted(outcomes.items(), key=lambda pair: (-pair[1], pair[0]))
    shown: dict[tuple[str, str], int] = {}
    for place, ((outcome, reason), count) in enumerate(by_count):
        key = (outcome, reason[:_LONGEST_REASON] if place < _MOST_REASONS else "other")
        shown[key] = shown.get(key, 0) + count
    for (outcome, reason), count in shown.items():
        family.add_metric([outcome, reason], count)
    return family
