"""``kenwatch crawl`` and ``scrapy crawl`` from outside: options, output, exit codes."""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from samples.server import SampleServer
from samples.sources import write_sources
from tests.running import ROOT, environment, kenwatch, scrapy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SampleServer, Path]]:
    with SampleServer() as server:
        folder = tmp_path_factory.mktemp("sources")
        write_sources(folder, server.port)
        yield server, folder


def count(db: Path, table: str) -> int:
    connection = sqlite3.connect(db)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


def test_one_source_and_a_limit_are_kept_and_the_rest_waits(
    sites: tuple[SampleServer, Path], tmp_path: Path
) -> None:
    db = tmp_path / "a.db"
    done = kenwatch("crawl", "--source", "herald", "--limit", 4, "--json", "--db", db,
                    "--sources-dir", sites[1])  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    [herald] = report["sources"]
    assert (herald["source_id"], herald["fetched"]) == ("herald", 4)
    assert herald["queued"] == herald["listed"] - 4
    assert report["verdict"].startswith("All well: 1 source read.")


def test_json_is_one_object_on_stdout_and_progress_goes_to_stderr(
    sites: tuple[SampleServer, Path], tmp_path: Path
) -> None:
    done = kenwatch("crawl", "--source", "sosed", "--json", "--db", tmp_path / "a.db",
                    "--sources-dir", sites[1])  # fmt: skip
    assert done.stdout.count("\n") >= 1
    json.loads(done.stdout)
    assert "fetched" in done.stderr


def test_since_leaves_out_what_is_older_and_counts_it(
    sites: tuple[SampleServer, Path], tmp_path: Path
) -> None:
    db = tmp_path / "a.db"
    done = kenwatch("crawl", "--source", "agency", "--since", "2026-11-15", "--json", "--db", db,
                    "--sources-dir", sites[1])  # fmt: skip
    [agency] = json.loads(done.stdout)["sources"]
    assert 0 < agency["fetched"] < 18
    assert agency["reasons"]["older than asked for"] > 0
    connection = sqlite3.connect(db)
    assert (
        connection.execute("SELECT min(published_day) FROM article").fetchone()[0] >= "2026-11-15"
    )
    connection.close()


def test_a_dry_run_reports_and_stores_nothing(
    sites: tuple[SampleServer, Path], tmp_path: Path
) -> None:
    db = tmp_path / "a.db"
    done = kenwatch("crawl", "--source", "herald", "--dry-run", "--db", db,
                    "--sources-dir", sites[1])  # fmt: skip
    assert done.returncode == 0
    assert "Dry run: nothing was stored." in done.stdout
    assert not db.exists()


def test_raw_pages_can_be_kept_and_replayed(
    sites: tuple[SampleServer, Path], tmp_path: Path
) -> None:
    db, again, warc = tmp_path / "a.db", tmp_path / "b.db", tmp_path / "raw.warc.gz"
    kenwatch("crawl", "--source", "sosed", "--warc", warc, "--db", db, "--sources-dir", sites[1])
    assert kenwatch("ingest", warc, "--db", again).returncode == 0
    assert count(again, "article") == count(db, "article") > 0


def test_a_site_that_is_down_fails_alone_and_the_neighbour_is_stored(
    sites: tuple[SampleServer, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "sources"
    write_sources(folder, sites[0].port)
    herald = folder / "herald.toml"
    # a port that nothing listens on
    herald.write_text(herald.read_text("utf-8").replace(f":{sites[0].port}/", ":9/"), "utf-8")
    db = tmp_path / "a.db"
    done = kenwatch("crawl", "--source", "herald", "--source", "sosed", "--db", db,
                    "--sources-dir", folder, KENWATCH_BACKOFF="0")  # fmt: skip
    assert done.returncode == 5
    assert "1 of 2 sources read; failed: herald." in done.stdout
    assert "connection refused" in done.stdout
    assert count(db, "article") > 0


def test_no_readable_source_is_code_6(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    write_sources(folder, 9)
    done = kenwatch("crawl", "--source", "herald", "--db", tmp_path / "a.db",
                    "--sources-dir", folder)  # fmt: skip
    assert done.returncode == 6
    assert "No source could be read." in done.stdout


def test_a_busy_archive_is_code_75(sites: tuple[SampleServer, Path], tmp_path: Path) -> None:
    with FileLock(tmp_path / "a.db.lock"):
        done = kenwatch("crawl", "--source", "herald", "--db", tmp_path / "a.db",
                        "--sources-dir", sites[1])  # fmt: skip
    assert done.returncode == 75
    assert done.stderr.count("\n") == 1
    assert "another kenwatch is writing to it" in done.stderr


def test_a_wrong_source_file_is_code_4_and_named(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("id = 'bad'\nnmae = 'x'\n", "utf-8")
    done = kenwatch("crawl", "--sources-dir", tmp_path, "--db", tmp_path / "a.db")
    assert done.returncode == 4
    assert "bad.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_source_file_beside_others_costs_its_own_source_and_is_code_5(
    sites: tuple[SampleServer, Path], tmp_path: Path
) -> None:
    db, sources = tmp_path / "a.db", tmp_path / "sources"
    sources.mkdir()
    (sources / "sosed.toml").write_text((sites[1] / "sosed.toml").read_text("utf-8"), "utf-8")
    (sources / "bad.toml").write_text("id = 'bad'\nnmae = 'x'\n", "utf-8")
    given = ("--sources-dir", sources, "--db", db)
    done = kenwatch("crawl", "--json", "--no-progress", *given)
    assert done.returncode == 5
    assert done.stderr.count("bad.toml: field 'nmae' is unknown; did you mean 'name'?") == 1
    told = json.loads(done.stdout)
    assert told["verdict"].startswith("1 of 2 sources read; failed: bad. ")
    assert count(db, "article") > 0
    connection = sqlite3.connect(db)
    row = connection.execute("SELECT source_id, url, detail FROM issue WHERE kind = 'source'")
    source_id, url, detail = row.fetchone()
    assert (source_id, url) == ("bad", "bad.toml")
    assert "field 'nmae' is unknown" in detail
    assert connection.execute("SELECT id FROM source").fetchall() == [("sosed",)]
    connection.close()
    good = kenwatch("crawl", "--source", "sosed", "--no-progress", *given)
    assert (good.returncode, good.stderr) == (0, "")
    named = kenwatch("crawl", "--source", "bad", *given)
    assert (named.returncode, "bad.toml: field 'nmae'" in named.stderr) == (4, True)


def test_an_unknown_source_is_told(sites: tuple[SampleServer, Path], tmp_path: Path) -> None:
    done = kenwatch(
        "crawl", "--source", "heralt", "--sources-dir", sites[1], "--db", tmp_path / "a"
    )
    assert done.returncode == 2
    assert "did you mean herald?" in done.stderr


@pytest.mark.parametrize(
    "arguments", [("--since", "yesterdayish"), ("--limit", "0"), ("--limit", "many"), ("--wat",)]
)
def test_wrong_options_are_code_2(arguments: tuple[str, ...]) -> None:
    done = kenwatch("crawl", *arguments)
    assert done.returncode == 2
    assert "Error" in done.stderr


def test_a_file_that_is_no_archive_is_left_alone(
    sites: tuple[SampleServer, Path], tmp_path: Path
) -> None:
    notes = tmp_path / "notes.db"
    notes.write_text("my notes " * 500)
    done = kenwatch("crawl", "--source", "herald", "--db", notes, "--sources-dir", sites[1])
    assert done.returncode == 1
    assert "is no kenwatch archive" in done.stderr
    assert notes.read_text() == "my notes " * 500


def test_a_full_disk_stops_the_crawl_with_code_3_and_the_archive_stays_whole(
    sites: tuple[SampleServer, Path], tmp_path: Path
) -> None:
    db = tmp_path / "a.db"
    done = subprocess.run(
        [sys.executable, "-m", "desk", "crawl", "--db", str(db), "--sources-dir", str(sites[1])],
        cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=100, check=False,
        # no file of the child may grow beyond this
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)),
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert "no space" in done.stderr
    kept = count(db, "page")
    assert kept > 0
    assert kenwatch("crawl", "--db", db, "--sources-dir", sites[1]).returncode == 0


def test_scrapy_lists_a_spider_for_every_source(sites: tuple[SampleServer, Path]) -> None:
    done = scrapy("list", KENWATCH_SOURCES=str(sites[1]))
    assert done.stdout.split()[:3] == ["agency", "digest", "herald"]
    assert "news" in done.stdout.split()


def test_scrapy_crawls_one_source_by_its_name_with_the_same_verdict(
    sites: tuple[SampleServer, Path], tmp_path: Path
) -> None:
    db = tmp_path / "a.db"
    done = scrapy("crawl", "herald", "-a", "limit=3", KENWATCH_SOURCES=str(sites[1]),
                  KENWATCH_DB=str(db))  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip().splitlines()[-1].startswith("All well: 1 source read. 3 pages")
    assert count(db, "page") > 3


def test_scrapy_crawls_all_sources_or_those_named(
    sites: tuple[SampleServer, Path], tmp_path: Path
) -> None:
    db = tmp_path / "a.db"
    done = scrapy("crawl", "news", "-a", "sources=sosed,qala", "-a", "since=2026-11-01",
                  KENWATCH_SOURCES=str(sites[1]), KENWATCH_DB=str(db))  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "2 sources read" in done.stderr


def test_scrapy_tells_a_wrong_argument_or_source_in_words(
    sites: tuple[SampleServer, Path], tmp_path: Path
) -> None:
    env = {"KENWATCH_SOURCES": str(sites[1]), "KENWATCH_DB": str(tmp_path / "a.db")}
    unknown = scrapy("crawl", "nowhere", **env)
    assert unknown.returncode != 0
    assert "Spider not found: nowhere" in unknown.stderr
    bad = scrapy("crawl", "news", "-a", "sources=nowhere", **env)
    assert bad.returncode == 2
    assert "no source is called 'nowhere'" in bad.stderr
