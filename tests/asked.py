"""The archive that the questions are asked of: the crawled sample sites, a little later."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crawler.sources import load_sources
from samples.aftermath import go_on

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crawled


def later(crawled: Crawled, folder: Path) -> Path:
    """A copy of the crawled archive in which things have happened since."""
    path = folder / "kenwatch.db"
    with sqlite3.connect(crawled.db) as original:
        original.execute("VACUUM INTO ?", (str(path),))
    original.close()
    go_on(path, load_sources(crawled.sources), crawled.server.port)
    return path
