"""The end of a run: a table, a row a source, then why pages failed or were left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from crawler.verdict import counted
from desk.tables import plain
from pipelines.model import MISSED, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from crawler.verdict import Tally

_NARROW = 110
_COUNTS = {
    "listed": "list",
    "fetched": "got",
    "new": "new",
    "revised": "rev",
    "copies": "copy",
    "off_topic": "off",
    "dropped": "drop",
    "failed": "fail",
}
# what comes of looking at stored pages again: shown where there is something to show
_AGAIN = {"unchanged": "same", "gone": "gone"}
_REASONS = 4


def run_table(tallies: Iterable[Tally], width: int) -> Group:
    """The tallies as a table for a screen of ``width`` letters, then why pages failed.

    The last row has the sums of several sources. In a narrow window the headings are short.
    """
    rows = sorted(tallies, key=lambda tally: tally.source_id)
    columns = _COUNTS | {
        name: short for name, short in _AGAIN.items() if any(getattr(one, name) for one in rows)
    }
    grid = _grid(columns, narrow=width < _NARROW)
    for tally in rows:
        counts = [str(getattr(tally, name) or "·") for name in columns]
        grid.add_row(tally.source_id, *counts, f"{tally.seconds:.0f} s")
    if len(rows) > 1:
        grid.add_section()
        grid.add_row("all", *(str(sum(getattr(tally, name) for tally in rows)) for name in columns))
    return Group(grid, *_reasons(rows))


def _grid(columns: Mapping[str, str], *, narrow: bool) -> Table:
    grid = Table(
        box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1), collapse_padding=True, header_style="bold"
    )
    grid.add_column("source", no_wrap=True, max_width=14, overflow="ellipsis")
    for name, short in columns.items():
        heading = short if narrow else name.replace("_", "-")
        grid.add_column(heading, justify="right", no_wrap=True)
    grid.add_column("time", justify="right", no_wrap=True)
    return grid


def _reasons(rows: Sequence[Tally]) -> Iterator[Text]:
    """What kept pages out, a line a source: below the table there is room for it."""
    told = [(tally.source_id, why(tally)) for tally in rows]
    for source_id, words in told:
        if words:
            yield Text(f"{plain(source_id)}: ", style="bold").append(plain(words), style="not bold")
    if any(words for _, words in told):
        yield Text()


def why(tally: Tally) -> str:
    """Why pages failed or were left out, most frequent first; "" where none was."""
    reasons = sorted(tally.reasons.items(), key=lambda entry: (-entry[1], entry[0]))
    shown = [
        f"{count} × {reason}" for reason, count in reasons if not reason.startswith("off-topic")
    ]
    more = [f"{len(shown) - _REASONS} more reasons"] if len(shown) > _REASONS else []
    problem = [tally.problem] if tally.problem else []
    waiting = [f"{tally.queued} left for the next run"] if tally.queued else []
    return "; ".join([*problem, *shown[:_REASONS], *more, *waiting])


def screen_counts(tallies: Iterable[Tally]) -> dict[str, int]:
    """How the screen did: pages left out, how many of them were judged in full, how many wrongly.

    Keys: screened, judged_in_full, missed.
    """
    sums: Counter[str] = Counter()
    for tally in tallies:
        sums.update(tally.reasons)
    checked, missed = sums[Reason.SCREENED_CHECKED], sums[MISSED]
    return {
        "screened": sums[Reason.SCREENED] + checked + missed,
        "judged_in_full": checked + missed,
        "missed": missed,
    }


def screen_line(tallies: Iterable[Tally]) -> str:
    """The same in words; empty where nothing was screened."""
    counts = screen_counts(tallies)
    if not counts["screened"]:
        return ""
    screened = f"Screened: {counted(counts['screened'], 'page')} without a word of ours"
    if not counts["judged_in_full"]:
        return f"{screened}."
    found = f"{counts['missed']} of them" if counts["missed"] else "none of them"
    return f"{screened}; {counts['judged_in_full']:,} judged in full as a sample, {found} relevant."
