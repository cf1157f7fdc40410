"""The demo shows its job in a window of 80 letters and ends with code 0 only if all went well."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from samples import demo
from samples.gold import gold
from samples.rendering import render_site
from samples.server import Hit, SampleServer
from samples.sites import SITES
from samples.stories import stories
from tests.running import environment

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "samples.demo"],
        cwd=tmp_path_factory.mktemp("demo"), env=environment(COLUMNS="80"),
        capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip


def test_the_demo_ends_well_and_says_what_to_type_next(
    shown: subprocess.CompletedProcess[str],
) -> None:
    assert shown.returncode == 0, shown.stdout + shown.stderr
    *_, next_steps = shown.stdout.split("▸ ")
    assert next_steps.startswith("What next?")
    assert ".venv/bin/kenwatch search" in next_steps
    # the article that was edited, whatever its number is this time
    diff = shown.stdout.split("▸ What did the newsroom change?")[1]
    number = next_steps.split("kenwatch diff ")[1].split()[0]
    assert number.isdecimal()
    assert re.search(rf"\b{number}\b", diff)
    assert "Traceback" not in shown.stderr


def test_no_line_of_the_demo_is_wider_than_80_letters(
    shown: subprocess.CompletedProcess[str],
) -> None:
    # an address stands whole, so that a terminal opens it
    lines = [line for line in shown.stdout.splitlines() if not line.startswith("http://")]
    wide = [line for line in lines if len(line.rstrip()) > 80]
    assert wide == []


def test_the_second_crawl_asks_for_no_article_again(
    shown: subprocess.CompletedProcess[str],
) -> None:
    second = shown.stdout.split("▸ Second crawl")[1]
    assert "no page was to be fetched" in " ".join(second.split())
    assert "requests: 0 for articles" in second


def test_the_third_crawl_finds_the_edit_and_the_diff_shows_it(
    shown: subprocess.CompletedProcess[str],
) -> None:
    third = shown.stdout.split("▸ Third crawl")[1].split("▸ ")[0]
    assert "1 page fetched: 0 new, 1 revised" in " ".join(third.split())
    diff = shown.stdout.split("▸ What did the newsroom change?")[1].split("▸ ")[0]
    assert "Changed: figures, headline" in diff
    assert "people dead: Два проходчика → Три проходчика" in diff
    assert "[-Два-]{+Три+} проходчика погибли" in diff


def test_a_story_is_told_in_three_languages_and_a_faithful_copy_of_an_edited_article_as_such(
    shown: subprocess.CompletedProcess[str],
) -> None:
    story = shown.stdout.split("(view story_timeline)")[1].split("▸ ")[0]
    rows = [line.split() for line in story.splitlines()]
    assert {"kk", "ru", "en"} <= {row[2] for row in rows if len(row) > 3}
    copies = shown.stdout.split("(table copy)")[1].split("▸ ")[0]
    [faithful] = [line for line in copies.splitlines() if line.endswith("Обрушение кров")]
    assert faithful.split()[:2] == ["agency", "digest"]
    assert "→" not in faithful


def test_the_edit_is_newer_than_all_that_the_sites_have() -> None:
    now = datetime(2020, 1, 1, tzinfo=UTC)
    (edited,) = (story for story in demo.edited_stories(now) if story.id == demo.EDITED)
    (before,) = (story for story in stories() if story.id == demo.EDITED)
    assert edited.modified == before.modified
    assert edited.written > max(story.written for story in stories())
    assert all(new in edited.title + edited.body for _, new in demo.EDITS)
    assert edited.body != before.body


def test_the_page_of_the_edit_says_nothing_of_it_and_the_sitemap_does() -> None:
    at = datetime(2027, 1, 2, 3, tzinfo=UTC)
    (edited,) = (story for story in demo.edited_stories(at) if story.id == demo.EDITED)
    before, after = (
        render_site(SITES["agency"], pages, 80) for pages in (stories(), demo.edited_stories(at))
    )
    assert after[edited.path].body != before[edited.path].body
    assert b"2027-01-02" not in after[edited.path].body
    hub = "/sitemaps/articles.xml.gz"
    assert b"2027-01-02" in gzip.decompress(after[hub].body)


def test_every_question_has_an_answer(shown: subprocess.CompletedProcess[str]) -> None:
    for question, _ in demo.QUESTIONS:
        answer = shown.stdout.split(f"▸ {question}")[1].split("▸ ")[0]
        heading, rule, *rows = answer.split("\n\n")[1].splitlines()
        assert set(rule) == {"-", " "}, heading
        assert rows


def test_an_article_asked_for_again_is_a_fault() -> None:
    page = gold()[0]
    server = SampleServer()
    server.log.append(Hit("steppe-herald.test", "/feed/", 304))
    assert demo.repeated(server) == 0
    server.log.append(Hit(page.host, page.path, 200))
    assert demo.repeated(server) == 1


def test_a_step_that_goes_wrong_ends_the_demo_with_its_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    asked: list[str] = []
    monkeypatch.setattr(demo, "crawl", lambda: 5)
    monkeypatch.setattr(demo, "ask", asked.append)
    assert demo.main() == 5
    assert asked == []
    assert "ended with code 5" in capsys.readouterr().out
    assert [path.name for path in (tmp_path / "demo").iterdir()] == ["sources"]


def test_a_taken_port_is_no_obstacle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    codes = iter([0, 3])
    monkeypatch.setattr(demo, "crawl", lambda: next(codes))
    with SampleServer() as other:
        monkeypatch.setattr(demo, "_PORT", other.port)
        assert demo.main() == 3
