"""What the status page answers: how the daemon is, and its figures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from desk.daemon.clocks import span
from desk.daemon.page import Answer

if TYPE_CHECKING:
    from desk.daemon.state import State

_STILL_SECONDS: Final = 60.0


def healthz(state: State) -> Answer:
    """JSON: ok or what is wrong; 200 or 503. Of a receiver that is dead it warns with 200.

    Asked in a thread of its own: a loop that hangs is seen by a heart that does not beat.
    """
    record, beat = state.record, state.beat
    problems = [one["words"] for one in record.get("problems", ())]
    if beat is None:
        problems.append("the daemon is starting")
    elif (silent := state.clock().running - beat.running) > _STILL_SECONDS:
        problems.append(f"no sign of life for {span(silent)}")
    shown = {
        name: record.get(name)
        for name in ("pid", "version", "started_at", "beat_at", "crawl", "next_due")
    }
    warnings = [one["words"] for one in record.get("warnings", ())]
    body = {"ok": not problems, "problems": problems, "warnings": warnings, **shown}
    text = json.dumps(body, ensure_ascii=False) + "\n"
    return Answer(503 if problems else 200, text.encode(), "application/json")
