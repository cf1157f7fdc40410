"""One crawl of the sample sites, shared by the tests that look at its archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from samples.server import SampleServer
from samples.sources import write_sources
from tests.running import kenwatch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from subprocess import CompletedProcess

    from samples.server import Hit


@pytest.fixture(autouse=True, scope="session")
def no_sources_of_the_tester(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whoever runs the tests may have sources and switches of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KENWATCH_CONFIG", str(tmp_path_factory.mktemp("config")))
        yield


@dataclass(frozen=True)
class Crawled:
    """The archive after two crawls of all sample sites, and what both printed and asked for."""

    db: Path
    sources: Path
    server: SampleServer
    first: CompletedProcess[str]
    second: CompletedProcess[str]
    hits: tuple[Hit, ...]
    later_hits: tuple[Hit, ...]


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("crawled")
    db, sources = folder / "kenwatch.db", folder / "sources"
    with SampleServer() as server:
        write_sources(sources, server.port)
        first = kenwatch("crawl", "--db", db, "--sources-dir", sources)
        hits = tuple(server.log)
        server.log.clear()
        second = kenwatch("crawl", "--db", db, "--sources-dir", sources)
        yield Crawled(db, sources, server, first, second, hits, tuple(server.log))
