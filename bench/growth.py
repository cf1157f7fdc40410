"""What one more article costs as the archive grows: ``python bench/growth.py [10k 100k 1m]``.

An archive with its real schema is filled with made-up articles (``bench/synthetic.py``), 200 a
day; one of a million is one of 100,000 ten times (``bench/multiplying.py``, 11 GB). Then
ready-made articles are stored in it one by one: unrelated ones, copies of an article, copies of
a release that was repeated 120 times, weekly forms, reports of an event that others reported.
Times are milliseconds of processor time, so that neither fsync nor other programs count.
``--keep`` leaves the archives in ``--folder``, takes those that are there, measures on copies.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import synthetic
from bench.filling import fill, sources
from bench.multiplying import multiply
from bench.readymade import ready
from pipelines import copies, neighbours, rows
from pipelines.archive import Archive
from pipelines.runs import RunBook
from pipelines.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import ModuleType

    from pipelines.store import Refined


# texts that are made, and how often they are put into the archive (`bench.multiplying`)
SIZES: Final = {"10k": (10_000, 1), "100k": (100_000, 1), "1m": (100_000, 10)}
COLD: Final = 10
# what is measured within a save: where it is looked up, under which name it is told
PARTS: Final[tuple[tuple[ModuleType, str, str], ...]] = (
    (neighbours, "sketch", "sketch"),
    (neighbours, "candidates", "look-up"),
    (neighbours, "_find_copies", "confirm"),
    (rows, "save_report", "report"),
    (copies, "link_story", "linking"),
    (copies, "write_copy", "differences"),
)
DECIDING: Final = ("sketch", "look-up", "confirm", "report", "linking", "differences")


class Clock:
    """Processor time of the parts of a save, each without the parts within it."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._within: list[float] = []

    def wrap(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time noted under a name."""

        @wraps(work)
        def timed(*args: Any, **given: Any) -> Any:
            start = time.process_time()
            self._within.append(0.0)
            try:
                return work(*args, **given)
            finally:
                took = time.process_time() - start
                self.spent[name] += took - self._within.pop()
                if self._within:
                    self._within[-1] += took

        return timed

    @contextmanager
    def watching(self) -> Iterator[None]:
        """While it lasts, the parts of a save are timed."""
        before = [(module, name, getattr(module, name)) for module, name, _ in PARTS]
        for module, name, label in PARTS:
            setattr(module, name, self.wrap(label, getattr(module, name)))
        try:
            yield
        finally:
            for module, name, work in before:
                setattr(module, name, work)


class Desk:
    """A store on an archive, opened as a crawl opens it."""

    def __init__(self, path: Path) -> None:
        self.archive = Archive(path)
        book = RunBook(self.archive, lambda: synthetic.END)
        book.begin("crawl", sources(), {})
        self.store = Store(self.archive, book, lambda: synthetic.END)


def measure(path: Path, count: int, each: int) -> None:
    """Store the ready-made articles and print what that took."""
    held = ready(count, each)
    desk = Desk(path)
    clock = Clock()
    for refined in held.pop("first of event"):
        desk.store.save(refined)
    before = _memory()
    print(f"{'':14} {'outcomes':28} {'save':>6} {'p95':>6} {'deciding':>8} {'p95':>6}  ", end="")
    print(*(f"{name:>11}" for name in (*DECIDING, "writes")))
    cold = [saved.pop() for saved in held.values() for _ in range(COLD)]
    with clock.watching():
        for kind, saved in held.items():
            _told(kind, [_timed(clock, desk.store, refined) for refined in saved])
        desk.archive.close()
        _told("cold", [_cold(clock, path, refined) for refined in cold])
    print(f"memory {before} MB before and {_memory()} MB after")


def _cold(clock: Clock, path: Path, refined: Refined) -> tuple[str, dict[str, float]]:
    """A save as the first of a connection."""
    desk = Desk(path)
    told = _timed(clock, desk.store, refined)
    desk.archive.close()
    return told


def _timed(clock: Clock, store: Store, refined: Refined) -> tuple[str, dict[str, float]]:
    clock.spent.clear()
    outcome = clock.wrap("writes", store.save)(refined)
    return outcome, dict(clock.spent)


def _told(kind: str, found: Sequence[tuple[str, Mapping[str, float]]]) -> None:
    """A line of the table: medians, and of the whole the value that 5 % exceed."""
    outcomes = [outcome for outcome, _ in found]
    counted = ", ".join(f"{outcomes.count(one)} {one}" for one in sorted(set(outcomes)))
    save = [sum(spent.values()) for _, spent in found]
    deciding = [sum(spent.get(name, 0.0) for name in DECIDING) for _, spent in found]
    parts = [
        statistics.median(spent.get(name, 0.0) for _, spent in found)
        for name in (*DECIDING, "writes")
    ]
    print(
        f"{kind:14} {counted:28} {_ms(statistics.median(save))} {_ms(_p95(save))}"
        f" {_ms(statistics.median(deciding), 8)} {_ms(_p95(deciding))}  ",
        *(_ms(part, 11) for part in parts),
        flush=True,
    )


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


def _ms(seconds: float, width: int = 6) -> str:
    return f"{1e3 * seconds:{width}.2f}"


def _memory() -> int:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    [held] = [line.split()[1] for line in lines if line.startswith("VmRSS")]
    return int(held) // 1024


_TEXTS: Final = (
    ("article", "text || folded"),
    ("revision", "text"),
    ("copy", "text"),
)


def sizes(path: Path, count: int) -> None:
    """Print the bytes of the file by table, for each text."""
    db = sqlite3.connect(path)
    found: defaultdict[str, int] = defaultdict(int)
    for name, held in db.execute(
        "SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize) FROM dbstat s"
        " LEFT JOIN sqlite_schema m ON m.name = s.name GROUP BY 1"
    ):
        found["article_fts" if name.startswith("article_fts") else name] += held
    texts = sum(
        db.execute(
            f"SELECT coalesce(sum(length(CAST({what} AS BLOB))), 0) FROM {table}"
        ).fetchone()[0]
        for table, what in _TEXTS
    )
    db.close()
    whole = sum(found.values())
    without = (whole - texts - found["article_fts"]) // count
    print(f"file {whole // count} bytes a text, {without} without texts and full-text index:")
    ranked = sorted(found.items(), key=lambda one: -one[1])[:14]
    print("    " + ", ".join(f"{name} {held // count}" for name, held in ranked))


def main() -> None:
    """Fill and measure an archive of each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", choices=SIZES, default=["10k"])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--each", type=int, default=100, help="articles measured of each kind")
    parser.add_argument("--keep", action="store_true", help="measure on copies of the archives")
    asked = parser.parse_args()
    for name in asked.sizes:
        _size(asked.folder, name, asked.each, keep=asked.keep)


def _size(folder: Path, name: str, each: int, *, keep: bool) -> None:
    filled, times = SIZES[name]
    print(f"\n{filled * times:,} texts", flush=True)
    path = folder / f"growth-{name}.db"
    # in processes of their own: what filling holds in memory is none of measuring's
    if not path.exists():
        _apart(fill, path, filled)
        if times > 1:
            _apart(multiply, path, filled, times, filled / synthetic.PER_DAY)
    if times == 1:
        sizes(path, filled)
    work = path.with_suffix(".work") if keep else path
    if keep:
        shutil.copyfile(path, work)
    _apart(measure, work, filled, each)
    for suffix in ("", "-wal", "-shm", ".lock"):
        Path(f"{work}{suffix}").unlink(missing_ok=True)


def _apart(work: Callable[..., None], *args: object) -> None:
    process = multiprocessing.get_context("spawn").Process(target=work, args=args)
    process.start()
    process.join()


if __name__ == "__main__":
    main()
