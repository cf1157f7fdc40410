"""`kenwatch audit`: what the sites listed, and what became of it."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
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
    from collections.abc import Iterator
    from pathlib import Path

DAY = datetime(2026, 11, 20, 6, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
FEED = "https://agency.kz/rss"
ON_THE_DAY = ("--day", "2026-11-20")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive of one crawl over two sources, of which one was never watched."""
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
    store.save(Refined(page(found[2]), Rejection(Reason.NO_ARTICLE)))
    frontier.fail(found[3], "answered 404", "", retry=False)
    frontier.fail(found[4], "larger than the cap", "", retry=False)
    frontier.finish("finished")
    frontier.close()
    watch(tmp_path, "agency", "2026-11-15", "2026-11-23T01:50")
    return tmp_path


def change(folder: Path, sql: str, *values: str) -> None:
    archive = Archive(folder / "a.db")
    with archive.write() as db:
        db.execute(sql, values)
    archive.close()


def watch(folder: Path, name: str, begins: str, ends: str) -> None:
    """Say that a road of the source was watched between two times in UTC, and no other time."""
    change(folder, "DELETE FROM watch WHERE source_id = ?", name)
    begin, end = (datetime.fromisoformat(time).replace(tzinfo=UTC) for time in (begins, ends))
    change(
        folder, "INSERT INTO watch VALUES (?, ?, ?, ?)", name, name, begin.isoformat(), end.isoformat()
    )  # fmt: skip


def audit(folder: Path, *arguments: str) -> tuple[int, str]:
    common = ["--db", str(folder / "a.db"), "--sources-dir", str(folder / "sources")]
    done = CliRunner().invoke(cli, ["audit", *common, *arguments])
    return done.exit_code, done.output


def told(folder: Path, *arguments: str) -> Any:
    return json.loads(audit(folder, "--json", *(arguments or ON_THE_DAY))[1])


def answer_all(folder: Path) -> None:
    change(folder, "DELETE FROM page WHERE state IN ('queued', 'failed')")


def test_every_listed_address_is_counted_under_what_became_of_it(folder: Path) -> None:
    answer = told(folder)
    first, idle = answer["sources"]
    counts = {name: first[name] for name in ("listed", "kept", "off_topic", "refused", "closed", "failed", "waiting")}  # fmt: skip
    assert counts == {
        "listed": 6, "kept": 1, "off_topic": 1, "refused": 1, "closed": 1, "failed": 1, "waiting": 1,
    }  # fmt: skip
    assert (first["missing"], answer["missing"]) == (2, 2)
    assert first["named_by"] == {"feed": 6}
    assert (idle["listed"], idle["answered"], idle["known"]) == (0, None, 0)
    assert answer["coverage"] == pytest.approx(4 / 6)


def test_an_article_that_is_stored_stays_kept_whatever_its_page_does_later(folder: Path) -> None:
    for state, reason in (("queued", ""), ("failed", "answered 404"), ("failed", "timeout"), ("rejected", "off-topic")):  # fmt: skip
        change(folder, "UPDATE page SET state = ?, reason = ? WHERE article_id IS NOT NULL", state, reason)  # fmt: skip
        row = told(folder)["sources"][0]
        assert (row["kept"], row["missing"], row["closed"]) == (1, 2, 1)
        assert len(json.loads(audit(folder, "--missing", "--json", *ON_THE_DAY)[1])) == 2


def test_days_that_were_not_watched_are_named_by_source(folder: Path) -> None:
    watch(folder, "agency", "2026-11-18T00:00", "2026-11-23T01:50")
    answer = told(folder, "--since", "2026-11-17")
    week = ["2026-11-17", "2026-11-18"]
    assert answer["unknown"]["agency"] == week
    assert len(answer["unknown"]["idle"]) == 7
    words = " ".join(audit(folder, "--since", "2026-11-17")[1].split())
    assert "agency: not watched 17–18 Nov 2026" in words
    assert "idle: not watched 17–23 Nov 2026" in words
    assert "2 of 2 sources were not watched on all days." in words


def test_a_source_that_was_never_crawled_counts_as_not_watched(folder: Path) -> None:
    write_source(folder / "sources", "young")
    watch(folder, "idle", "2026-11-15", "2026-11-23T01:50")
    answer_all(folder)
    assert told(folder)["unknown"] == {"young": ["2026-11-20"]}
    assert audit(folder, *ON_THE_DAY)[0] == 5


def test_a_gap_does_not_vanish_in_a_wider_window(folder: Path) -> None:
    answer_all(folder)
    (folder / "sources" / "idle.toml").unlink()
    watch(folder, "agency", "2026-11-20", "2026-11-23T01:50")
    codes = [
        audit(folder, "--since", since)[0] for since in ("2026-11-21", "2026-11-20", "2026-11-01")
    ]
    assert codes == [0, 5, 5]


def test_a_watched_day_on_which_all_was_answered_ends_with_code_0(folder: Path) -> None:
    (folder / "sources" / "idle.toml").unlink()
    answer_all(folder)
    code, text = audit(folder, *ON_THE_DAY)
    assert code == 0
    assert " ".join(text.split()).endswith(
        "20 Nov 2026: 3 addresses were listed, all were fetched and judged (coverage 100 %); "
        "1 of 1 source was watched all day."
    )


def test_today_is_told_as_far_as_it_was_watched(folder: Path) -> None:
    (folder / "sources" / "idle.toml").unlink()
    code, text = audit(folder)
    assert code == 0
    assert "22–23 Nov 2026: no address was listed; 1 of 1 source was watched on all days, today until 06:50." in " ".join(text.split())  # fmt: skip


def test_what_a_switched_off_source_misses_is_still_missing(folder: Path) -> None:
    (folder / "sources" / "switches.toml").write_text("[enabled]\nagency = false\nidle = true\n")
    watch(folder, "agency", "2026-11-21", "2026-11-22")
    watch(folder, "idle", "2026-11-15", "2026-11-23T01:50")
    assert audit(folder, *ON_THE_DAY)[0] == 5
    assert "agency (off)" in audit(folder, *ON_THE_DAY)[1]
    answer = told(folder)
    assert (answer["missing"], answer["unknown"]) == (2, {})
    assert answer["sources"][0]["unknown"] == ["2026-11-20"]
    answer_all(folder)
    assert audit(folder, *ON_THE_DAY)[0] == 0


def test_a_source_whose_file_is_gone_is_still_told_and_can_be_asked_for(folder: Path) -> None:
    (folder / "sources" / "agency.toml").unlink()
    [row] = told(folder, *ON_THE_DAY, "--source", "agency")["sources"]
    assert (row["off"], row["listed"], row["missing"]) == (True, 6, 2)
    assert {row["source"] for row in told(folder)["sources"]} == {"agency", "idle"}


def test_only_the_named_sources_are_told(folder: Path) -> None:
    assert [row["source"] for row in told(folder, *ON_THE_DAY, "--source", "idle")["sources"]] == [
        "idle"
    ]
    assert (
        json.loads(audit(folder, "--missing", "--json", "--source", "idle", *ON_THE_DAY)[1]) == []
    )
    code, text = audit(folder, "--source", "agensy")
    assert (code, "did you mean agency?" in text) == (2, True)


def test_missing_addresses_are_listed_with_what_stood_in_the_way(folder: Path) -> None:
    code, text = audit(folder, "--missing", "--json", *ON_THE_DAY)
    assert code == 5
    rows = {row["url"][-1]: row for row in json.loads(text)}
    assert rows.keys() == set("ef")
    assert (rows["e"]["state"], rows["e"]["reason"]) == ("given up", "larger than the cap")
    assert (rows["f"]["state"], rows["f"]["listed_by"]) == ("queued", [FEED])


def test_a_missing_address_stands_alone_on_its_line(folder: Path) -> None:
    lines = audit(folder, "--missing", *ON_THE_DAY)[1].splitlines()
    assert lines[lines.index("https://agency.kz/e") - 1] == (
        "agency  2026-11-20  given up: larger than the cap"
    )


def test_entries_that_never_became_an_address_are_listed(folder: Path) -> None:
    [row] = json.loads(audit(folder, "--left-out", "--json", *ON_THE_DAY)[1])
    assert (row["entry"], row["reason"], row["hub"]) == ("Сводка без ссылки", "has no link", FEED)
    assert "Сводка без ссылки" in audit(folder, "--left-out", *ON_THE_DAY)[1]
    assert json.loads(audit(folder, "--left-out", "--json")[1]) == []


def test_empty_lists_say_so_and_keep_their_heading(folder: Path) -> None:
    assert "Nothing is missing." in audit(folder, "--missing")[1]
    assert "Nothing was left out." in audit(folder, "--left-out")[1]
    assert audit(folder, "--missing", "--csv")[1].startswith("source,day,url,")


def test_each_source_and_day_can_be_told(folder: Path) -> None:
    watch(folder, "agency", "2026-11-20", "2026-11-23T01:50")
    arguments = ("--since", "2026-11-19", "--until", "2026-11-21", "--days")
    rows = json.loads(audit(folder, *arguments, "--json")[1])
    assert [(row["day"], row["listed"], row["watched"]) for row in rows if row["source"] == "agency"] == [
        ("2026-11-19", 0, False), ("2026-11-20", 6, False), ("2026-11-21", 0, True),
    ]  # fmt: skip
    lines = list(csv.DictReader(audit(folder, *arguments, "--csv")[1].splitlines()))
    assert [line["missing"] for line in lines] == ["0", "0", "2", "0", "0", "0"]
    assert "2026-11-21   agency" in audit(folder, *arguments)[1]
    (folder / "sources" / "agency.toml").unlink()
    rows = json.loads(audit(folder, *arguments, "--json")[1])
    assert [row["day"] for row in rows if row["off"]] == ["2026-11-20"]


def test_the_rows_are_also_told_as_csv(folder: Path) -> None:
    rows = list(csv.DictReader(audit(folder, "--csv", *ON_THE_DAY)[1].splitlines()))
    assert [(row["source"], row["missing"], row["known"]) for row in rows] == [
        ("agency", "2", "1"), ("idle", "0", "0"),
    ]  # fmt: skip


def test_roads_that_share_one_trouble_are_one_line(folder: Path) -> None:
    for number in range(12):
        change(
            folder,
            "INSERT INTO hub (url, source_id, kind, due_at, problem) VALUES (?, 'idle', 'feed', '2026', 'robots.txt unreachable')",
            f"https://idle.kz/{number:02}",
        )
    doubts = {row["source"]: row["doubts"] for row in told(folder)["sources"]}
    assert doubts["idle"] == ["robots.txt unreachable (12 roads, e.g. https://idle.kz/00)"]


def test_what_was_given_up_is_queued_on_demand_and_asked_for_again(folder: Path) -> None:
    assert "1 given up are queued again" in audit(folder, "--queue", *ON_THE_DAY)[1]
    archive = Archive(folder / "a.db")
    later = DAY + timedelta(days=400)
    frontier = SqliteFrontier(archive, RunBook(archive, lambda: later), lambda: later)
    assert "https://agency.kz/e" in {one.url for one in frontier.next_pages("agency", 9, ())}
    archive.close()


def test_pages_that_no_site_listed_are_no_coverage(folder: Path) -> None:
    change(folder, "UPDATE page SET via = 'disk' WHERE canonical_url LIKE '%/e'")
    assert told(folder)["sources"][0]["listed"] == 5
    assert len(json.loads(audit(folder, "--missing", "--json", *ON_THE_DAY)[1])) == 1


def test_a_span_without_anything_listed_has_no_figure(folder: Path) -> None:
    assert "no address was listed" in audit(folder, "--day", "2020-01-01")[1]
    assert told(folder, "--day", "2020-01-01")["coverage"] is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--day", "yesterday"), "write 2026-11-20"),
        (("--until", "20.11.2026"), "--until '20.11.2026': is no day"),
        (("--day", "2026-11-24"), "is still to come"),
        (("--until", "2026-12-01"), "is still to come"),
        (("--since", "2026-12-01"), "is still to come"),
        (("--day", "2026-11-20", "--since", "7d"), "leave out --since and --until"),
        (("--day", "2026-11-20", "--until", "2026-11-20"), "leave out --since and --until"),
        (("--since", "2026-11-20", "--until", "2026-11-19"), "is after --until"),
        (("--since", "1990-01-01"), "ten years at most"),
        (("--missing", "--left-out"), "--missing and --left-out: are two lists"),
        (("--missing", "--days"), "--missing and --days: are two lists"),
    ],
)
def test_days_and_lists_that_contradict_each_other_are_told(
    folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    code, text = audit(folder, *arguments)
    assert (code, words in text) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "first", "last"),
    [
        ((), "2026-11-22", "2026-11-23"),
        (("--since", "2026-11-01"), "2026-11-01", "2026-11-23"),
        (("--since", "7d"), "2026-11-16", "2026-11-23"),
        (("--until", "2026-11-20"), "2026-11-19", "2026-11-20"),
        (("--since", "2026-11-02", "--until", "2026-11-04"), "2026-11-02", "2026-11-04"),
        (("--day", "2026-11-20"), "2026-11-20", "2026-11-20"),
    ],
)
def test_the_days_may_be_given_as_a_span(
    folder: Path, arguments: tuple[str, ...], first: str, last: str
) -> None:
    answer = json.loads(audit(folder, "--json", *arguments)[1])
    assert (answer["first"], answer["last"]) == (first, last)
