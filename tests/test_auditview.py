"""The audit on the screen."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console

from desk.absences import LeftOut, Missing
from desk.accounting import DayCoverage, SourceCoverage, Span
from desk.auditview import (
    Address,
    day_table,
    gaps,
    left_lines,
    missing_lines,
    percent,
    screen,
    verdict,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

DAY = date(2026, 11, 12)
ONE, WEEK = Span(DAY, DAY), Span(DAY, date(2026, 11, 18))
HEADS = {
    "source", "listed", "kept", "off-topic", "no", "article", "gone", "other", "missing", "days",
    "answered", "named", "by",
}  # fmt: skip
LONG = "https://agency.kz/" + "ekonomika/" * 20


def row(source: str = "agency", **fields: Any) -> SourceCoverage:
    return SourceCoverage(source=source, **{"days": 1, "named_by": {}, **fields})


def lost(**fields: Any) -> Missing:
    common: dict[str, Any] = {
        "source": "agency", "day": "2026-11-12", "url": LONG, "canonical_url": LONG, "title": "",
        "state": "failed", "reason": "robot check", "attempts": 1, "next_try_at": None,
        "first_listed_at": "", "listed_by": (),
    }  # fmt: skip
    return Missing(**{**common, **fields})


def printed(parts: Sequence[RenderableType | Address], width: int = 80) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width)
    for part in parts:
        if isinstance(part, Address):
            file.write(part.url + "\n")
        else:
            console.print(part)
    return file.getvalue()


def test_a_day_of_which_all_is_known_and_answered_is_told_in_one_sentence() -> None:
    rows = [row(listed=8, kept=8), row("qala")]
    assert verdict(rows, ONE) == (
        "12 Nov 2026: 8 addresses were listed, all were fetched and judged (coverage 100 %); "
        "2 of 2 sources were watched all day."
    )


def test_nothing_listed_on_a_watched_day_is_told_as_that() -> None:
    assert verdict([row()], ONE) == (
        "12 Nov 2026: no address was listed; 1 of 1 source was watched all day."
    )


def test_what_is_missing_and_unknown_is_told_in_the_sentence() -> None:
    rows = [
        row(listed=98, kept=96, failed=1, waiting=1, days=7),
        row("qala", days=7, unknown=(DAY,)),
    ]
    assert verdict(rows, WEEK) == (
        "12–18 Nov 2026: 98 addresses were listed, 2 of them have no answer yet "
        "(coverage 97.9 %); 1 of 2 sources was not watched on all days."
    )
    [alone] = [row(listed=1, waiting=1, unknown=(DAY,))]
    assert "1 address was listed, 1 of them has no answer yet (coverage 0 %)" in verdict(
        [alone], ONE
    )
    assert "1 of 1 source was not watched all day." in verdict([alone], ONE)


def test_addresses_that_are_gone_are_not_told_as_judged() -> None:
    assert "all were fetched and judged or are gone" in verdict(
        [row(listed=2, kept=1, closed=1)], ONE
    )


def test_today_is_told_as_far_as_the_source_looked_at_longest_ago_was_watched() -> None:
    rows = [
        row(until=datetime(2026, 11, 12, 9, 5, tzinfo=UTC)),
        row("qala", until=datetime(2026, 11, 12, 8, tzinfo=UTC)),
    ]
    assert verdict(rows, ONE).endswith("2 of 2 sources were watched today until 13:00.")
    assert verdict(rows, WEEK).endswith(
        "2 of 2 sources were watched on all days, today until 13:00."
    )


def test_sources_that_are_switched_off_do_not_count_as_unwatched() -> None:
    off = row("qala", off=True, unknown=(DAY,), listed=3, kept=3)
    assert verdict([row(), off], ONE).endswith("1 of 1 source was watched all day.")
    assert verdict([off], ONE).endswith("no source of these is switched on.")
    shown = printed(screen(80, [row(listed=1, kept=1), off], [], ONE))
    assert "qala (off)" in shown
    assert "not watched 12 Nov" not in shown


def test_a_share_is_never_rounded_up_to_all() -> None:
    assert (percent(0.99999), percent(1.0), percent(None)) == ("99.9 %", "100 %", "·")


def test_sources_with_the_same_gap_share_a_line() -> None:
    rows = [row(name, unknown=(DAY,)) for name in ("a", "b")] + [
        row("c", unknown=(date(2026, 11, 1), DAY))
    ]
    assert gaps([*rows, row("d")]) == [
        "a, b: not watched 12 Nov 2026",
        "c: not watched 1 Nov, 12 Nov 2026",
    ]
    [line] = gaps([row(f"s{n}", unknown=(DAY,)) for n in range(20)])
    assert line.endswith("s14 and 5 more: not watched 12 Nov 2026")


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_heading_or_number_is_cut_at_any_width(width: int) -> None:
    rows = [
        row("kazakhstan_gazeta", listed=12_345, kept=10_000, off_topic=2_000, refused=300, closed=40,
            failed=4, waiting=1, days=7, left_out=7, named_by={"feed": 12_345, "sitemap": 9}),
        row("qala", off=True, listed=1, kept=1, days=7),
    ]  # fmt: skip
    shown = printed(screen(width, rows, [lost()], WEEK), width)
    lines = shown.splitlines()
    heads = next(line.split() for line in lines if "listed" in line)
    assert set(heads) <= HEADS
    assert "12345" in shown
    assert "7/7" in shown
    assert LONG in lines
    assert "7 entries of feeds and sitemaps name no article (--left-out)." in " ".join(
        shown.split()
    )
    assert all(len(line) <= width for line in lines if line != LONG)
    assert ("named by" in shown) == (width >= 120)
    assert ("gone" in shown) == (width > 100)


def test_columns_without_anything_to_show_are_left_out() -> None:
    shown = printed(screen(120, [row(listed=1, kept=1)], [], ONE), 120)
    assert not any(
        head in shown for head in ("gone", "no article", "off-topic", "named by", "left out")
    )


def test_sources_without_a_listed_address_and_a_known_day_are_no_rows() -> None:
    shown = printed(screen(80, [row("idle", unknown=(DAY,))], [], ONE))
    assert "listed   " not in shown
    assert "idle: not watched 12 Nov 2026" in shown


def test_long_lists_are_cut_and_say_so() -> None:
    doubts = tuple(f"frozen {n}" for n in range(20))
    many = [lost(url=f"https://a.kz/{n}") for n in range(20)]
    shown = printed(screen(80, [row(listed=20, failed=20, doubts=doubts)], many, ONE))
    assert "the newest 15 of 20 (all: --missing)" in shown
    assert "? agency: frozen 14" in shown
    assert "? and 5 more (all: --json)" in shown
    assert "https://a.kz/15" not in shown


def test_a_missing_address_stands_whole_on_its_own_line_whatever_the_site_said() -> None:
    shown = printed(
        missing_lines([lost(reason="\x1b[31mred"), lost(reason="", state="queued")]), 60
    )
    assert shown.splitlines() == [
        "agency  2026-11-12  failed: red", LONG, "agency  2026-11-12  queued: not asked for yet", LONG,
    ]  # fmt: skip


def test_empty_lists_say_that_there_is_nothing() -> None:
    assert printed(missing_lines([])) == "Nothing is missing.\n"
    assert printed(left_lines([])) == "Nothing was left out.\n"
    assert printed(day_table([], 80)) == "Nothing was listed, and no source is watched.\n"


def test_an_entry_that_is_no_address_is_shown_with_the_reason() -> None:
    one = LeftOut(source="agency", hub="h", entry="Сводка", reason="has no link", first_seen_at="")
    assert printed(left_lines([one])) == "agency  has no link\nСводка\n"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_each_day_says_whether_it_was_watched(width: int) -> None:
    rows = [
        DayCoverage(day=DAY, source="agency", watched=True, listed=2, kept=1, off_topic=1),
        DayCoverage(day=DAY, source="qala", watched=False),
        DayCoverage(day=DAY, source="herald", watched=True, until=datetime(2026, 11, 12, 8, tzinfo=UTC)),
    ]  # fmt: skip
    cells = [line.split() for line in printed(day_table(rows, width), width).splitlines()]
    ends = {line[1]: line[-1] for line in cells if "2026-11-12" in line}
    assert ends == {"agency": "yes", "qala": "no", "herald": "13:00"}
