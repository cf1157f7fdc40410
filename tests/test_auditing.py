"""`kenwatch audit`: what the sites listed, and what became of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from crawler.frontier import HubReport
from crawler.items import Skipped
from desk.cli import cli
from pipelines.archive import Archive
from pipelines.frontier import SqliteFrontier
from pipelines.model import Reason, Rejection
from pipelines.runs import RunBook
from pipelines.store import Refined, Store
from tests.builders import article, candidate, page, source
from tests.crawling import write_source

if TYPE_CHECKING:
    from pathlib import Path

DAY = datetime(2026, 11, 20, 6, tzinfo=UTC)
FEED = "https://agency.kz/rss"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive of one crawl over two sources, of which one was not read."""
    sources = tmp_path / "sources"
    sources.mkdir()
    for name in ("agency", "idle"):
        write_source(sources, name)
    archive = Archive(tmp_path / "a.db")
    book = RunBook(archive, lambda: DAY)
    frontier, store = SqliteFrontier(archive, book, lambda: DAY), Store(archive, book, lambda: DAY)
    frontier.begin([source("agency"), source("idle")], {})
    found = [candidate(f"/{name}", published_at=DAY, title=f"Т {name}") for name in "abcdef"]
    report = {"source_id": "agency", "url": FEED, "kind": "feed"}
    lost = (Skipped("Сводка без ссылки", "has no link"),)
    frontier.admit(HubReport(**report, candidates=tuple(found), skipped=lost))  # type: ignore[arg-type]
    store.save(Refined(page(found[0]), article(found[0])))
    store.save(Refined(page(found[1]), Rejection(Reason.OFF_TOPIC)))
    store.save(Refined(page(found[2]), Rejection(Reason.NO_TEXT)))
    frontier.fail(found[3], "answered 404", "", retry=False)
    frontier.fail(found[4], "larger than the cap", "", retry=False)
    frontier.finish("finished")
    frontier.close()
    return tmp_path


def audit(folder: Path, *arguments: str) -> tuple[int, str]:
    common = ["--db", str(folder / "a.db"), "--sources-dir", str(folder / "sources")]
    done = CliRunner().invoke(cli, ["audit", *common, "--day", "2026-11-20", *arguments])
    return done.exit_code, done.output


def told(folder: Path, *arguments: str) -> Any:
    return json.loads(audit(folder, "--json", *arguments)[1])


def test_every_listed_address_is_counted_under_what_became_of_it(folder: Path) -> None:
    answer = told(folder)
    first, idle = answer["sources"]
    counts = {name: first[name] for name in ("listed", "kept", "off_topic", "closed", "failed", "waiting")}  # fmt: skip
    assert counts == {
        "listed": 6, "kept": 1, "off_topic": 1, "closed": 1, "failed": 1 + first_failed(first), "waiting": 1,
    }  # fmt: skip
    assert sum(first[name] for name in ("kept", "off_topic", "refused", "closed", "failed", "waiting")) == 6  # fmt: skip
    assert (first["left_out"], first["named_by"], first["looks"]) == (1, {"feed": 6}, 1)
    assert (idle["listed"], idle["answered"], idle["looks"]) == (0, None, 0)
    assert answer["not_read"] == ["idle"]
    assert answer["coverage"] == pytest.approx(1 - answer["missing"] / 6)


def first_failed(row: dict[str, int]) -> int:
    """A page without text is a failure that comes back, or a refusal, as the model says."""
    return int(Reason.NO_TEXT.is_failure) if row else 0


def test_missing_addresses_are_listed_with_what_stood_in_the_way(folder: Path) -> None:
    code, text = audit(folder, "--missing", "--json")
    assert code == 5
    rows = {row["url"][-1]: row for row in json.loads(text)}
    assert rows["e"]["state"] == "given up"
    assert rows["e"]["reason"] == "larger than the cap"
    assert rows["f"]["state"] == "queued"
    assert rows["f"]["listed_by"] == [FEED]
    assert not rows.keys() & set("abd")


def test_entries_that_never_became_an_address_are_listed(folder: Path) -> None:
    [row] = json.loads(audit(folder, "--left-out", "--json")[1])
    assert (row["entry"], row["reason"], row["hub"]) == ("Сводка без ссылки", "has no link", FEED)
    assert "Сводка без ссылки" in audit(folder, "--left-out")[1]


def test_the_screen_tells_the_figure_the_gaps_and_who_was_not_read(folder: Path) -> None:
    code, text = audit(folder)
    assert code == 5
    words = " ".join(text.split())
    assert "larger than the cap" in words
    assert "Not read in these days: idle." in words
    assert "of 6 listed addresses without an answer; 1 sources read" in words


def test_what_was_given_up_is_queued_on_demand_and_asked_for_again(folder: Path) -> None:
    _, text = audit(folder, "--queue")
    assert "1 given up are queued again" in text
    archive = Archive(folder / "a.db")
    later = DAY + timedelta(days=400)
    frontier = SqliteFrontier(archive, RunBook(archive, lambda: later), lambda: later)
    assert "https://agency.kz/e" in {one.url for one in frontier.next_pages("agency", 9, ())}
    archive.close()


def test_a_day_on_which_all_was_answered_ends_with_code_0(folder: Path) -> None:
    (folder / "sources" / "idle.toml").unlink()
    archive = Archive(folder / "a.db")
    with archive.write() as db:
        db.execute("DELETE FROM page WHERE state IN ('queued', 'failed')")
    archive.close()
    code, text = audit(folder)
    assert code == 0
    assert "coverage 100 %" in text


def test_a_span_without_anything_listed_has_no_figure(folder: Path) -> None:
    done = audit(folder, "--day", "2020-01-01")
    assert "0 sources read, and none listed anything" in " ".join(done[1].split())
    assert told(folder, "--day", "2020-01-01")["coverage"] is None


def test_a_wrong_day_is_told(folder: Path) -> None:
    code, text = audit(folder, "--day", "yesterday")
    assert (code, "write 2026-11-20" in text) == (2, True)


def test_the_days_may_be_given_as_a_span(folder: Path) -> None:
    common = ["--db", str(folder / "a.db"), "--sources-dir", str(folder / "sources"), "--json"]
    whole = json.loads(CliRunner().invoke(cli, ["audit", *common, "--since", "2026-11-01"]).output)
    assert (whole["first"], whole["listed"]) == ("2026-11-01", 6)
    recent = json.loads(CliRunner().invoke(cli, ["audit", *common]).output)
    assert recent["first"] < recent["last"]
