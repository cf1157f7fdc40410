"""How long hostile pages keep a worker busy: ``python bench/hostile.py [WORD …]``.

Refines each page of ``tests/hostilepages.py`` whose name holds one of the WORDs (all, without
any) in a worker process under the limit of the crawl, as a crawl does. Printed are its size,
the seconds of the call, and how much of the article came out: the paragraphs that are in the
text, and the letters of the text in all. The last line counts what took over 2 s or was lost.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import TimeoutError as TooSlow
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from pebble import ProcessExpired, ProcessPool

from pipelines.model import Article
from pipelines.refine import refine
from pipelines.workers import SECONDS_A_PAGE
from tests.builders import page, source
from tests.hostilepages import CASES, PARAGRAPHS

SLOW = 2.0


def measure(body: bytes) -> tuple[float, str, bool]:
    """Seconds, outcome in words, and whether all of the article is there; runs in the worker."""
    given = page(body=body, content_type="text/html; charset=utf-8")
    start = time.perf_counter()
    found = refine(given, source())
    seconds = time.perf_counter() - start
    if not isinstance(found, Article):
        return seconds, f"{found.reason}: {found.detail}"[:60], False
    text = found.draft.text
    kept = sum(paragraph in text for paragraph in PARAGRAPHS)
    return seconds, f"{kept} of {len(PARAGRAPHS)}, {len(text):,} letters", kept == len(PARAGRAPHS)


def asked(pool: ProcessPool, body: bytes) -> tuple[float, str, bool]:
    """The measurement, or what became of the worker."""
    try:
        result: tuple[float, str, bool] = pool.schedule(
            measure, args=(body,), timeout=SECONDS_A_PAGE
        ).result()
    except TooSlow:
        return SECONDS_A_PAGE, "gave up", False
    except ProcessExpired as error:
        return 0.0, f"the worker died with code {error.exitcode}", False
    except Exception as error:  # noqa: BLE001 - as in a crawl: whatever it is, it is the page's loss
        return 0.0, f"{type(error).__name__}: {error}"[:60], False
    return result


def main() -> None:
    """Measure and print."""
    chosen = [
        name for name in CASES if not sys.argv[1:] or any(word in name for word in sys.argv[1:])
    ]
    slow = lost = 0
    with ProcessPool(max_workers=1, context=get_context("spawn")) as pool:
        # the first page of a process loads what all need
        asked(pool, CASES["plain article"]().encode())
        for name in chosen:
            body = CASES[name]().encode()
            seconds, outcome, is_whole = asked(pool, body)
            slow += seconds > SLOW
            lost += not is_whole
            print(f"{name:28} {len(body) / 1000:10,.1f} kB {seconds:7.2f} s  {outcome}", flush=True)
    print(f"{len(chosen)} pages, {slow} over {SLOW:g} s, {lost} not whole")


if __name__ == "__main__":
    main()
