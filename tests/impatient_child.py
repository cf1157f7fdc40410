"""``kenwatch`` as the tests have time for it: one worker, and little patience with a lock."""

from __future__ import annotations

from desk.cli import main
from pipelines import archive
from pipelines.workers import Workers

if __name__ == "__main__":
    archive._BUSY_SECONDS = 2.0
    Workers.__init__.__kwdefaults__ = {**(Workers.__init__.__kwdefaults__ or {}), "count": 1}
    main()
