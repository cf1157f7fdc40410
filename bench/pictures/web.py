"""Pictures of the web desk for the documentation, drawn in Debian's Chromium from the demo.

    make demo && make screenshots

writes ``docs/pictures/web/*.png``: desktop and phone, light and dark, each language.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import uvicorn

from desk.web import listen
from desk.web.site import site

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures" / "web"
ARCHIVE = Path("demo/kenwatch.db")
_MOST_BYTES = 150_000
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-sync")


class Shot(NamedTuple):
    """A picture: its name, the page, its language, width and height in pixels, light or dark."""

    name: str
    path: str
    language: str
    width: int = 1280
    height: int = 860
    scheme: str = "light"


SHOTS = (
    Shot("front-en", "/?span=30", "en", height=620),
    Shot("front-ru-phone", "/?span=30", "ru", 375, 1100),
    Shot("search-ru", "/search?q=шахта", "ru", height=720),
    Shot("search-kk-phone-dark", "/search?q=кен", "kk", 375, 1100, "dark"),
    Shot("article-ru-dark", "/article/{article}", "ru", height=640, scheme="dark"),
    Shot("versions-en", "/article/{edited}/versions", "en", height=700),
    Shot("story-en", "/story/{story}", "en", height=800),
    Shot("towns-kk", "/towns", "kk", height=780),
    Shot("town-ru-phone", "/town/{town}", "ru", 375, 1100),
    Shot("company-kk-dark", "/company/{company}", "kk", scheme="dark"),
    Shot("sources-en", "/sources", "en", height=700),
    Shot("sql-ru", "/sql", "ru", height=700),
)
# of each kind the page that has most to show
_RICHEST = {
    "story": "SELECT story_id FROM story_article GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    "article": "SELECT e.article_id FROM event e JOIN article a ON a.id = e.article_id"
    " WHERE a.language = 'ru' AND e.kind = 'accident'"
    " ORDER BY length(e.figures) DESC, 1 LIMIT 1",
    "edited": "SELECT a.id FROM article a ORDER BY (SELECT count(*) FROM revision r"
    " WHERE r.canonical_url = a.canonical_url) DESC, 1 LIMIT 1",
    "town": "SELECT town_id FROM event WHERE town_id IS NOT NULL GROUP BY 1"
    " ORDER BY count(*) DESC, 1 LIMIT 1",
    "company": "SELECT company_id FROM event WHERE company_id IS NOT NULL GROUP BY 1"
    " ORDER BY count(*) DESC, 1 LIMIT 1",
}


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The desk over an archive, at the address that comes back."""
    door = listen(0)
    config = uvicorn.Config(site(path, allow_sql=True).app(), log_level="error", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        door.close()


def richest(path: Path) -> dict[str, str]:
    """The numbers and names that stand in the addresses of SHOTS."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        return {kind: str(db.execute(query).fetchone()[0]) for kind, query in _RICHEST.items()}
    finally:
        db.close()


def draw(browser: Any, base: str, shot: Shot, names: dict[str, str], folder: Path) -> Path:
    """One picture."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme
    )
    page = context.new_page()
    path = shot.path.format(**names)
    answer = page.goto(f"{base}{path}{'&' if '?' in path else '?'}lang={shot.language}")
    if not answer.ok:
        sys.exit(f"{path}: answered {answer.status}")
    file = folder / f"{shot.name}.png"
    page.screenshot(path=file)
    context.close()
    return file


def main() -> None:
    """Draw all pictures, or those named; each is told with its size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these pictures")
    parser.add_argument("--db", type=Path, default=ARCHIVE, help="the archive to show")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where they are written")
    given = parser.parse_args()
    if not given.db.exists():
        sys.exit(f"{given.db}: there is no archive; run `make demo` first")
    chromium = shutil.which(os.environ.get("KENWATCH_CHROMIUM") or "chromium")
    if chromium is None:
        sys.exit("no Chromium is on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    given.folder.mkdir(parents=True, exist_ok=True)
    with served(given.db) as base, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        for shot in SHOTS:
            if not given.names or shot.name in given.names:
                file = draw(browser, base, shot, richest(given.db), given.folder)
                size = file.stat().st_size
                mark = "  TOO LARGE" if size > _MOST_BYTES else ""
                print(f"{file.name:28} {size:8,} bytes{mark}")
        browser.close()


if __name__ == "__main__":
    main()
