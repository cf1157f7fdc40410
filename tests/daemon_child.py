"""A daemon over a folder's ``config.json``, whose children are stand-ins for all but crawls.

``python -m tests.daemon_child FOLDER`` runs the daemon; with ``errand`` in front of the words it
is such a child. A file ``offset`` in the folder sets the clock of the daemon, in seconds.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from pydantic import ValidationError

import scheduler
from crawler.verdict import Exit
from desk.config.model import Config
from desk.daemon import clocks
from desk.daemon.settings import Given, Settings
from desk.errors import UserError

FOLDER = Path(os.environ["ERRANDS"])


def load(_: Path | None) -> Config:
    path = FOLDER / "config.json"
    try:
        return Config.model_validate_json(path.read_text("utf-8"))
    except ValidationError as error:
        raise UserError(f"{path}: is wrong", Exit.BAD_CONFIG) from error


def offset() -> float:
    path = FOLDER / "offset"
    return float(path.read_text()) if path.exists() else 0.0


class OffsetClock(datetime):
    """What APScheduler takes for the time."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + timedelta(seconds=offset())


def read() -> clocks.Reading:
    now = REAL()
    return replace(now, wall=now.wall + offset())


REAL = clocks.read


def errand(words: list[str]) -> int:
    """Note what was asked; hang or fail where the folder says so."""
    if "crawl" in words:
        os.execv(sys.executable, [sys.executable, "-m", "tests.impatient_child", *words])
    with (FOLDER / "errands").open("a", encoding="utf-8") as file:
        file.write(json.dumps(words) + "\n")
    said = FOLDER / f"code-{next(word for word in words if not word.startswith('-'))}"
    code = int(said.read_text()) if said.exists() else 0
    if code < 0:
        time.sleep(600)
    return code


def main() -> int:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    clocks.read = read
    import apscheduler.schedulers.base

    apscheduler.schedulers.base.datetime = OffsetClock
    program = (sys.executable, "-m", "tests.daemon_child", "errand")
    return scheduler.run(Settings(Given(), load), program, grace=0.3)


if __name__ == "__main__":
    sys.exit(errand(sys.argv[2:]) if sys.argv[1] == "errand" else main())
