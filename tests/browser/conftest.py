"""One Chromium and one server for the tests in a browser.

Both end with the module: while Playwright's own event loop is open, no other test of the process
could run one.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from desk.web import listen
from desk.web.site import site
from tests.browser.watching import Watched

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.conftest import Crawled

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--no-first-run",
)  # fmt: skip
# a page that is worth looking at, of each kind that has a number or a name
RICHEST = {
    "story": "SELECT story_id FROM story_article GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    "article": "SELECT article_id FROM copy GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    "town": "SELECT town_id FROM event WHERE town_id IS NOT NULL GROUP BY 1"
    " ORDER BY count(*) DESC, 1 LIMIT 1",
    "company": "SELECT company_id FROM event WHERE company_id IS NOT NULL GROUP BY 1"
    " ORDER BY count(*) DESC, 1 LIMIT 1",
    "mine": "SELECT asset_id FROM event WHERE asset_id IS NOT NULL GROUP BY 1"
    " ORDER BY count(*) DESC, 1 LIMIT 1",
    "person": "SELECT speaker_id FROM quotation WHERE speaker_id IS NOT NULL LIMIT 1",
    "source": "SELECT source_id FROM article GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
}


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The desk over an archive, at the address that comes back."""
    door = listen(0)
    app = site(path, allow_sql=True).app()
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="critical", lifespan="on", server_header=False)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        door.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which(os.environ.get("KENWATCH_CHROMIUM") or "chromium")
    if chromium is None:
        pytest.skip("there is no Chromium on this machine")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def desk(crawled: Crawled) -> Iterator[str]:
    """The address of the desk over the crawled sample sites."""
    with served(crawled.db) as address:
        yield address


@pytest.fixture(scope="module")
def richest(crawled: Crawled) -> Mapping[str, str]:
    """Of each kind the number or name of the page that has most to show."""
    db = sqlite3.connect(f"file:{crawled.db}?mode=ro", uri=True)
    found = {kind: str(db.execute(query).fetchone()[0]) for kind, query in RICHEST.items()}
    db.close()
    return found


@pytest.fixture(scope="module")
def _window(browser: Any, desk: str) -> Iterator[Watched]:
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    yield Watched(context.new_page(), desk)
    context.close()


@pytest.fixture
def window(_window: Watched) -> Iterator[Watched]:
    """A window on the desk, in English; whatever it complains about is a failure."""
    _window.page.context.clear_cookies()
    _window.look(1280, "light")
    _window.faults()
    yield _window
    assert _window.faults() == []
