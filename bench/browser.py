"""What drawing costs: ``python bench/browser.py [PAGES]``.

Serves one page whose text is drawn by its script, fetches it PAGES (30) times plainly and drawn,
and prints the seconds a page and the memory of Chromium (the sum of its processes' shares, PSS).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from crawler.browser.rules import executable, is_installed
from tests.crawling import write_source
from tests.loopback import Hit, LoopbackServer, reply

ROOT = Path(__file__).parent.parent
SHELL = b"<!doctype html><html><body><script src=/app.js></script></body></html>"
APP = b"""fetch("/api.json").then(answer => answer.json()).then(story => {
  document.body.innerHTML = "<main>" + story.text.repeat(200) + "</main>" })"""
DATA = b'{"text": "<p>The shaft at Ridder reaches eight hundred metres.</p>"}'


def answer(hit: Hit) -> bytes:
    """The page, its script and its data."""
    parts = {"/app.js": (APP, "text/javascript"), "/api.json": (DATA, "application/json")}
    body, kind = parts.get(hit.path, (SHELL, "text/html"))
    return reply(status=404) if hit.path == "/robots.txt" else reply(body, content_type=kind)


def chromium_mib(crawl: int) -> tuple[int, int]:
    """MiB and number of the browser's processes below a crawl's."""
    table = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in table.stdout.splitlines()]
    family = {str(crawl)}
    for _ in range(6):
        family |= {pid for pid, parent, *_ in rows if parent in family}
    ours = [pid for pid, _, *text in rows if pid in family and "chrom" in "".join(text)]
    return sum(map(share_kib, ours)) // 1024, len(ours)


def share_kib(pid: str) -> int:
    """The proportional share of a process in KiB; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def crawl(pages: int, name: str, **fields: str) -> None:
    """Crawl a source with these fields, and print its figures."""
    peak, many = 0, 0
    times: list[float] = []
    with tempfile.TemporaryDirectory() as folder, LoopbackServer(answer) as server:
        sources = Path(folder) / "sources"
        sources.mkdir()
        write_source(sources, "site", **fields)
        urls = [f"http://site.test:{server.port}/{number}" for number in range(pages)]
        plan = Path(folder) / "plan.json"
        requests = [{"url": url, "source": "site"} for url in urls]
        plan.write_text(json.dumps({"requests": requests, "settings": {}}), encoding="utf-8")
        with subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "draw_child.py"), str(plan)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "KENWATCH_SOURCES": str(sources)},
        ) as child:
            reader = threading.Thread(
                target=lambda: times.extend(time.monotonic() for _ in child.stdout or ())
            )
            reader.start()
            while child.poll() is None:
                mib, processes = chromium_mib(child.pid)
                peak, many = max(peak, mib), max(many, processes)
                time.sleep(0.5)
            reader.join()
    # the last line is the end of the run, the first page has the start of the browser in it
    each = (times[-2] - times[0]) / (pages - 1)
    print(f"{name:22} {each:.3f} s a page, Chromium {peak} MiB in {many} processes at most")


def main() -> None:
    """Compare plain and drawn."""
    if not is_installed() or executable(os.environ) is None:
        print("needs the extra kenwatch[browser] and Chromium; nothing was measured")
        return
    pages = max(int(sys.argv[1]) if len(sys.argv) > 1 else 30, 2)
    crawl(pages, "plain")
    crawl(pages, "drawn", render="browser")
    crawl(pages, "drawn, with wait_for", render="browser", wait_for="main")


if __name__ == "__main__":
    main()
