"""The measures of the soak; the soak itself runs for long and is no test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.processes import Sample, born, descendants, sample
from bench.soak import Course, figures, left_behind

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")


def test_what_grows_by_so_much_a_crawl_is_told_per_hundred() -> None:
    rising = [Sample(number, 1000 + 3 * number, 9, 4, 0) for number in range(200)]
    grown, flat = figures(rising, "resident"), figures(rising, "descriptors")
    assert (grown.first, grown.last, grown.largest, grown.per_100_crawls) == (1060, 1597, 1597, 300)
    assert (flat.first, flat.last, flat.per_100_crawls) == (9, 9, 0)


def test_a_few_crawls_give_figures_too() -> None:
    assert figures([Sample(3, 5, 6, 7, 8)], "threads").last == 7


def test_a_process_is_known_by_its_begin_and_gone_when_it_has_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        since = born(child.pid)
        assert since is not None
        assert child.pid in descendants(os.getpid())
        course = Course(family={child.pid: since})
        assert left_behind(course, seconds=0) == [child.pid]
        child.communicate(b"\n")
    assert born(child.pid) is None
    assert left_behind(course, seconds=0) == []


def test_a_sample_counts_what_a_process_holds() -> None:
    seen = sample(os.getpid(), 5)
    assert seen.crawls == 5
    assert seen.resident > 1000
    assert seen.descriptors > 2
    assert seen.threads >= 1
