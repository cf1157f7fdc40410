"""The file in which the daemon says how it is, and what others make of it."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desk.daemon.clocks import span
from desk.daemon.problems import one_line
from desk.daemon.state import boot_id
from desk.moments import show
from pipelines.lockfile import beside

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desk.daemon.clocks import Reading

# three beats of the slowest heart
STALE_SECONDS: Final = 90.0
_LARGEST: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Standing:
    """How a daemon stands, in one line."""

    is_well: bool
    line: str


def path_of(archive: Path) -> Path:
    """Where the daemon of an archive writes."""
    return beside(archive, ".daemon.json")


def write(archive: Path, record: Mapping[str, Any]) -> None:
    """Replace the file, whole or not at all; raises OSError."""
    path = path_of(archive)
    draft = path.with_name(f"{path.name}.new")
    try:
        draft.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
        draft.replace(path)
    except OSError:
        # half a draft on a full disk helps nobody
        with contextlib.suppress(OSError):
            draft.unlink()
        raise


def standing(archive: Path, now: Reading) -> Standing:
    """How the daemon of an archive stands by its file."""
    try:
        with path_of(archive).open("rb") as file:
            record = json.loads(file.read(_LARGEST))
        return judge(record, now, boot_id(), alive=_is_alive(int(record["pid"])))
    except FileNotFoundError:
        return Standing(is_well=False, line="no daemon has run for this archive")
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ):
        return Standing(
            is_well=False,
            line=f"{path_of(archive)}: cannot be read; a running daemon replaces it in seconds",
        )


def judge(record: Mapping[str, Any], now: Reading, boot: str, *, alive: bool) -> Standing:
    """What a record says at a moment; pure. ``alive``: whether its process exists.

    A clock that was set does not make a beat old: its age is counted since the boot.
    """
    pid, beat = record["pid"], show(record["beat_at"])
    if record["stopped"]:
        return Standing(is_well=False, line=f"stopped at {beat}")
    age = now.since_boot - float(record["beat_since_boot"])
    if record["boot"] != boot or age < -1 or not alive:
        return Standing(is_well=False, line=f"gone without a word after {beat}; start it again")
    if age > STALE_SECONDS:
        return Standing(is_well=False, line=f"stuck: pid {pid}, no sign of life for {span(age)}")
    since = f"running: pid {pid} since {show(record['started_at'])}"
    if troubles := [one_line(str(one["words"])) for one in record["problems"]]:
        return Standing(is_well=False, line=f"{since}, in trouble: {'; '.join(troubles)}")
    warnings = [f"; {one_line(str(one['words']))}" for one in record.get("warnings", ())]
    return Standing(is_well=True, line=f"{since}, {_doing(record)}{''.join(warnings)}")


def _doing(record: Mapping[str, Any]) -> str:
    if crawl := record["crawl"]:
        return f"crawling {len(crawl['sources'])} sources since {show(crawl['since'])}"
    last = record["last_crawl"]
    done = f"last crawl ended at {show(last['ended_at'])} ({last['meaning']})" if last else ""
    # a daemon of before did not tell
    due = record.get("next_due")
    return ", ".join(filter(None, (done or "no crawl yet", due and f"looks next at {show(due)}")))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
