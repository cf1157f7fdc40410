"""The README says what is so: each of its commands is run and ends with its documented code."""

from __future__ import annotations

import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crawler.verdict import Exit
from samples.server import SampleServer
from samples.sources import write_sources
from tests.running import ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Crawled

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.strip()]
# the README's sources → the sample sites that stand in for them
STAND_INS = {"tengrinews": "sosed", "inform": "ministry"}
# the demo has a page behind a robot check, which the audit tells
ENDS = {"audit": Exit.SOME_FAILED}
# how a process that runs on tells that it is ready, and what is added to the command here:
# the usual port may be taken on the machine that tests
READY = {"daemon": ("daemon started", ""), "web": (r"http://127\.0\.0\.1:\d+/", " --port 0")}


@pytest.fixture(scope="module")
def folder(crawled: Crawled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A checkout as a reader has it after ``make demo``, its sources on this machine."""
    place = tmp_path_factory.mktemp("readme")
    (place / "demo").mkdir()
    with sqlite3.connect(crawled.db) as original:
        original.execute("VACUUM INTO ?", (str(place / "demo" / "kenwatch.db"),))
    original.close()
    shutil.copytree(crawled.sources, place / "demo" / "sources")
    for saved in ("saved", "hubs", "pages"):
        shutil.copytree(ROOT / "tests" / "data" / saved, place / "tests" / "data" / saved)
    for name in (
        "scrapy.cfg",
        "Makefile",
        "pyproject.toml",
        "requirements.txt",
        "requirements-dev.txt",
    ):
        shutil.copy(ROOT / name, place / name)
    with SampleServer() as server:
        write_sources(place / "samples", server.port)
        (place / "sources").mkdir()
        for name, stand_in in STAND_INS.items():
            text = (place / "samples" / f"{stand_in}.toml").read_text("utf-8")
            text = re.sub(r'^id = ".*"$', f'id = "{name}"', text, flags=re.MULTILINE)
            (place / "sources" / f"{name}.toml").write_text(text, "utf-8")
        yield place


def of_reader(folder: Path) -> dict[str, str]:
    return environment(KENWATCH_SOURCES=str(folder / "sources"), PYTHONDONTWRITEBYTECODE="1")


def runnable(command: str) -> list[str]:
    """The command with the programs of this interpreter in place of ``.venv/bin``."""
    words = shlex.split(command)
    modules = {"kenwatch": "desk", "scrapy": "scrapy", "sqlite-utils": "sqlite_utils"}
    if words[0] == "sqlite3" and shutil.which("sqlite3") is None:
        code = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute(sys.argv[2]))"
        return [sys.executable, "-c", code, *words[1:]]
    if words[0].startswith(".venv/bin/"):
        return [sys.executable, "-m", modules[Path(words[0]).name], *words[1:]]
    return words


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        runnable(command), cwd=folder, env=of_reader(folder), capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip


def run_on(command: str, folder: Path) -> int:
    """Start what runs until it is told to end, see it ready, end it; its exit code."""
    ready, added = READY[shlex.split(command)[1]]
    log = folder / "running.log"
    with log.open("w") as file:
        running = subprocess.Popen(
            runnable(command + added), cwd=folder, env=of_reader(folder), stdout=file, stderr=file
        )
    try:
        end = time.monotonic() + 20
        while not (said := re.search(ready, log.read_text())) and time.monotonic() < end:
            assert running.poll() is None, log.read_text()
            time.sleep(0.05)
        assert said is not None, log.read_text()
        if said[0].startswith("http"):
            # the line is printed when the door is open: the answer waits until it is served
            with urllib.request.urlopen(said[0], timeout=15) as answer:
                assert answer.status == HTTPStatus.OK
        running.send_signal(signal.SIGTERM)
        return running.wait(timeout=15)
    finally:
        running.kill()
        running.wait()


def test_the_readme_is_short_and_begins_with_a_sentence_a_row_and_two_commands() -> None:
    assert len(README.splitlines()) <= 150
    title, sentence, row, *_ = README.split("\n\n")
    assert title == "# kenwatch"
    assert sentence.startswith("kenwatch watches the news of Kazakhstan")
    assert sentence.count(". ") == 0
    assert re.match(r"```text\n +id +published", row)
    assert BLOCKS[0].split("\n") == ["make demo", "make test", ""]
    flow = README.index("## How it works")
    assert README.index(BLOCKS[0]) < flow < README.index(BLOCKS[1])
    assert "─▶" in README[flow:]


def test_every_command_is_one_that_this_test_can_judge() -> None:
    assert len(COMMANDS) > 15
    assert {shlex.split(command)[0] for command in COMMANDS} <= {
        "make", "sqlite3", ".venv/bin/kenwatch", ".venv/bin/scrapy", ".venv/bin/sqlite-utils",
    }  # fmt: skip


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("make ")])
def test_make_knows_its_targets(command: str, folder: Path) -> None:
    done = run(command.replace("make", "make -n", 1), folder)
    assert done.returncode == 0, done.stderr
    assert f"{command.split()[1]}:" in (ROOT / "Makefile").read_text("utf-8")


@pytest.mark.parametrize("command", [c for c in COMMANDS if not c.startswith("make ")])
def test_the_command_ends_with_its_documented_code(command: str, folder: Path) -> None:
    words = shlex.split(command)
    if words[1] in READY:
        assert run_on(command, folder) == Exit.OK
        return
    done = run(command, folder)
    assert done.returncode == ENDS.get(words[1], Exit.OK), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    # a question that finds nothing would teach the reader nothing
    if words[1] != "crawl":
        assert len(done.stdout.splitlines()) > 0, command


def test_the_row_of_output_is_one_that_the_demo_shows(crawled: Crawled) -> None:
    row = README.split("```text\n", 1)[1].splitlines()[1]
    title = re.split(r"\s{2,}", row.strip())[4]
    connection = sqlite3.connect(crawled.db)
    found = connection.execute(
        "SELECT published, source, language, towns FROM latest WHERE title = ?", (title,)
    ).fetchone()
    connection.close()
    assert found is not None, title
    assert all(value in row for value in found)


def test_the_table_of_exit_codes_is_the_one_of_the_program() -> None:
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", README, re.MULTILINE)
    assert {int(code): words for code, words in rows} == {int(c): c.meaning for c in Exit}


@pytest.mark.parametrize(
    "page", ["README.md", *(str(p.relative_to(ROOT)) for p in (ROOT / "docs").rglob("*.md"))]
)
def test_links_lead_to_files_that_exist(page: str) -> None:
    path = ROOT / page
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text("utf-8"))
    local = [link for link in links if not link.startswith(("http://", "https://", "mailto:"))]
    assert page != "README.md" or len(local) > 3
    for link in local:
        assert (path.parent / link).exists(), f"{page}: {link}"
