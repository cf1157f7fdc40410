"""Thousands of turns of one daemon whose children do nothing: whether it grows by itself.

``python -m bench.hollow --crawls 2000 --sources 100``. What grows in ``bench.soak`` and not here is
no leak of the daemon. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import scheduler
from desk.daemon.crawls import Crawls
from desk.daemon.lastgood import LastGood
from desk.daemon.settings import Given, Settings
from pipelines.archive import Archive
from samples.crowd import Crowd

_CONFIG = """\
archive = "{folder}/kenwatch.db"
sources = "{folder}/sources"

[daemon]
tick_seconds = 0.2
sources_per_crawl = 1
tend_minutes = 60
status_port = 0
"""
_EVERY = 100


def resident() -> int:
    """Resident memory of this process in kB."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


def _figures() -> str:
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    return f"{resident()} kB, {len(gc.get_objects())} objects, {descriptors} descriptors"


class Counted(Crawls):
    """Tells the memory every hundredth crawl, and ends the daemon after the last."""

    done = 0
    last = 2000

    async def tick(self) -> bool:
        """As a crawl of the daemon."""
        ended = await super().tick()
        Counted.done += 1
        if Counted.done % _EVERY == 0:
            print(f"{Counted.done} crawls: {_figures()}", flush=True)
        if Counted.done >= Counted.last:
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.sleep(0)
        return ended


def main() -> int:
    """Run the daemon over sources that are always due."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--crawls", type=int, default=2000)
    parser.add_argument("--sources", type=int, default=100)
    given = parser.parse_args()
    Counted.last = given.crawls
    setattr(scheduler, "Crawls", Counted)  # noqa: B010 - mypy takes it for a type
    # a look that comes while a child is under way is left out, which is no news here
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    folder = Path(tempfile.mkdtemp(prefix="kenwatch-hollow-"))
    try:
        file = folder / "kenwatch.toml"
        file.write_text(_CONFIG.format(folder=folder), "utf-8")
        Crowd(sites=given.sources, pages=1).write_sources(folder / "sources", 1)
        Archive(folder / "kenwatch.db").close()
        last_good = LastGood(os.environ, folder)
        settings = Settings(Given(file, None, None, None, folder), last_good.load, last_good)
        return scheduler.run(settings, program=("/bin/true",))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
