"""Stored pages are looked at again on time, and no answer but a text changes what is stored."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.frontier import HubReport
from crawler.items import Validators
from desk.health.observing import observe
from desk.ledger import turns
from desk.reader import reading
from pipelines.archive import Archive
from pipelines.frontier import SqliteFrontier
from pipelines.model import Reason, Rejection
from pipelines.runs import RunBook
from pipelines.store import Refined, Store
from tests.builders import NOW, TEXT, article, candidate, page, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawler.items import Candidate
    from pipelines.model import Article

HOUR = timedelta(hours=1)
LAST = "Sun, 22 Nov 2026 11:00:00 GMT"
EDITED = TEXT.replace("240 из 1 150", "310 из 1 150")


class Room(SimpleNamespace):
    """An archive, its frontier and store, and a clock that is moved by hand."""

    now: datetime
    archive: Archive
    frontier: SqliteFrontier
    store: Store
    book: RunBook

    def crawl(self) -> None:
        """Begin a run."""
        self.book = RunBook(self.archive, self.clock)
        self.frontier = SqliteFrontier(self.archive, self.book, self.clock)
        self.store = Store(self.archive, self.book, self.clock)
        self.frontier.begin([source("agency")], {})

    def clock(self) -> datetime:
        return self.now

    def hear(self, *found: Candidate) -> int:
        """A hub names pages; how many of them are queued."""
        report = HubReport(
            source_id="agency", url="https://agency.kz/rss", kind="feed", candidates=found
        )
        return self.frontier.admit(report).new

    def keep(self, of: Candidate, text: str = TEXT, **fields: Any) -> str:
        got = page(of, fetched_at=self.now, **{"etag": '"v1"', "last_modified": LAST, **fields})
        return self.store.save(Refined(got, article(of, text=text, hour=None)))

    def read(self, result: Article | Rejection | None = None) -> str:
        """A saved page of "/saved" is read from disk, in a run of its own."""
        of = candidate("/saved", via="disk", source_id="disk", url="http://agency.kz/saved?x")
        book = RunBook(self.archive, self.clock)
        book.begin("ingest", [source("disk")], {})
        store = Store(self.archive, book, self.clock)
        outcome = store.save(Refined(page(of), result or article(of, hour=None)))
        self.crawl()
        return outcome

    def refuse(self, of: Candidate, reason: Reason, **fields: Any) -> str:
        got = page(of, fetched_at=self.now, **fields)
        return self.store.save(Refined(got, Rejection(reason)))

    def due(self, count: int = 9) -> list[str]:
        return [one.url for one in self.frontier.revisits("agency", count, ())]

    def queued(self) -> list[str]:
        return [one.url for one in self.frontier.next_pages("agency", 9, ())]

    def page(self, path: str = "/a") -> dict[str, Any]:
        query = "SELECT * FROM page WHERE canonical_url = ?"
        row = self.archive.connection.execute(query, (f"https://agency.kz{path}",)).fetchone()
        return dict(row)

    def looks(self) -> list[str]:
        rows = self.archive.connection.execute("SELECT outcome FROM visit ORDER BY at")
        return [row[0] for row in rows]

    def texts(self) -> list[str]:
        return [row[0] for row in self.archive.connection.execute("SELECT text FROM article")]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(now=NOW, archive=Archive(tmp_path / "a.db"))
    made.crawl()
    yield made
    made.archive.close()


A = candidate("/a")


def stored(room: Room, *found: Candidate) -> None:
    room.hear(*(found or (A,)))
    for number, one in enumerate(found or (A,)):
        # not one text twice: these would be copies
        assert room.keep(one, TEXT if not number else f"{number} " + TEXT[::-1]) == "new"


def test_a_stored_page_is_due_after_an_hour_six_hours_a_day_three_and_seven(room: Room) -> None:
    stored(room)
    for hours in (1, 6, 24, 72, 168):
        room.now = NOW + hours * HOUR - timedelta(seconds=1)
        assert room.due() == []
        room.now = NOW + hours * HOUR
        assert room.due() == [A.url]
        assert room.keep(A) == "unchanged"
    room.now = NOW + timedelta(days=400)
    assert room.due() == []


def test_what_is_looked_at_again_has_the_validators_of_its_last_text(room: Room) -> None:
    stored(room)
    room.now += HOUR
    (again,) = room.frontier.revisits("agency", 1, ())
    assert again.validators == Validators('"v1"', LAST)
    room.keep(A, etag=None, last_modified=None)
    room.now += 5 * HOUR
    (again,) = room.frontier.revisits("agency", 1, ())
    assert again.validators == Validators(None, None)


def test_a_new_page_has_no_validators(room: Room) -> None:
    room.hear(A)
    (new,) = room.frontier.next_pages("agency", 1, ())
    assert new.validators is None


def test_the_longest_due_come_first_as_many_as_are_wanted_and_none_twice(room: Room) -> None:
    stored(room)
    room.now += timedelta(minutes=5)
    stored_later = candidate("/0")
    room.hear(stored_later)
    room.keep(stored_later, "1 " + TEXT[::-1])
    room.now += 2 * HOUR
    assert room.due() == [A.url, stored_later.url]
    assert room.due(1) == [A.url]
    others = room.frontier.revisits("agency", 9, {A.canonical_url})
    assert [one.url for one in others] == [stored_later.url]
    assert room.frontier.revisits("digest", 9, ()) == ()


def test_an_edited_page_is_stored_anew_and_the_old_text_kept(room: Room) -> None:
    stored(room)
    room.now += HOUR
    assert room.keep(A, EDITED) == "revised"
    assert room.texts() == [EDITED]
    rows = room.archive.connection.execute("SELECT text FROM revision ORDER BY seen_at")
    assert [row[0] for row in rows] == [TEXT, EDITED]


def test_an_unchanged_page_is_counted_so_and_comes_at_its_next_time(room: Room) -> None:
    stored(room)
    room.now += HOUR
    room.frontier.unchanged(A, http_status=304)
    assert room.due() == []
    assert room.looks() == ["text", "unchanged"]
    assert (room.page()["state"], room.page()["http_status"]) == ("kept", 304)
    assert room.page()["etag"] == '"v1"'
    assert room.frontier.tallies()["agency"].unchanged == 1
    room.now += 5 * HOUR
    assert room.due() == [A.url]


@pytest.mark.parametrize("why", ["answered 404", "answered 410", "redirected to the front page"])
def test_a_page_that_is_gone_is_marked_with_the_time_and_its_text_stays(
    room: Room, why: str
) -> None:
    stored(room)
    article_id = room.page()["article_id"]
    room.now += HOUR
    room.frontier.gone(A, why, http_status=404)
    row = room.page()
    assert (row["gone_at"], row["gone_why"]) == (room.now.isoformat(), why)
    assert (row["state"], row["article_id"], room.texts()) == ("kept", article_id, [TEXT])
    tally = room.frontier.tallies()["agency"]
    assert (tally.gone, tally.failed, tally.reasons) == (1, 0, {why: 1})
    query = "SELECT outcome, reason FROM run_outcome WHERE outcome = 'gone'"
    assert [tuple(one) for one in room.archive.connection.execute(query)] == [("gone", why)]
    assert room.archive.connection.execute("SELECT gone FROM run_summary").fetchone()[0] == 1


def test_a_page_that_stays_gone_is_gone_since_the_first_time(room: Room) -> None:
    stored(room)
    room.now += HOUR
    first = room.now
    room.frontier.gone(A, "answered 404", http_status=404)
    room.now += 5 * HOUR
    assert room.due() == [A.url]
    room.frontier.gone(A, "answered 410", http_status=410)
    assert (room.page()["gone_at"], room.page()["gone_why"]) == (first.isoformat(), "answered 404")


def test_a_page_that_is_gone_and_returns_is_gone_no_more(room: Room) -> None:
    stored(room)
    room.now += HOUR
    room.frontier.gone(A, "answered 404", http_status=404)
    room.now += 5 * HOUR
    (again,) = room.frontier.revisits("agency", 1, ())
    # it must come in full, so that we see what returned
    assert again.validators == Validators(None, None)
    assert room.keep(A) == "unchanged"
    assert (room.page()["gone_at"], room.page()["gone_why"]) == (None, None)


def test_a_page_that_says_it_is_no_more_keeps_no_validators(room: Room) -> None:
    stored(room)
    room.now += HOUR
    assert room.refuse(A, Reason.SOFT_404, etag='"gone"') == "gone"
    assert (room.page()["gone_at"], room.page()["etag"]) == (room.now.isoformat(), None)


def test_a_page_that_was_never_stored_and_is_gone_has_failed_for_good(room: Room) -> None:
    room.hear(A)
    room.frontier.gone(A, "redirected to the front page", detail="https://agency.kz/")
    row = room.page()
    assert (row["state"], row["reason"]) == ("failed", "redirected to the front page")
    assert (row["detail"], row["next_check_at"], row["gone_at"]) == ("https://agency.kz/", None, None)  # fmt: skip
    assert room.frontier.tallies()["agency"].failed == 1
    assert room.archive.connection.execute("SELECT closed FROM coverage").fetchone()[0] == 1


def test_a_304_for_a_page_that_is_not_stored_is_a_failure(room: Room) -> None:
    room.hear(A)
    room.frontier.unchanged(A, http_status=304)
    assert (room.page()["state"], room.page()["reason"]) == ("failed", "answered 304")


@pytest.mark.parametrize("retry", [True, False])
def test_a_look_that_fails_changes_nothing_but_is_noted(room: Room, *, retry: bool) -> None:
    stored(room)
    before = room.page()
    room.now += HOUR
    room.frontier.fail(A, "answered 500", "an error page", retry=retry)
    after = room.page()
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"revisit_at", "attempts"}
    assert room.texts() == [TEXT]
    assert (room.due(), room.queued(), room.looks()) == ([], [], ["text", "failed"])
    tally = room.frontier.tallies()["agency"]
    assert (tally.failed, tally.reasons) == (1, {"answered 500": 1})
    issues = room.archive.connection.execute("SELECT detail FROM issue").fetchall()
    assert [row[0] for row in issues] == ["answered 500"]
    room.now += 5 * HOUR
    assert room.due() == [A.url]


@pytest.mark.parametrize("reason", [Reason.CHALLENGE, Reason.OFF_TOPIC, Reason.SOFT_404])
def test_a_page_that_gives_no_text_today_keeps_its_article(room: Room, reason: Reason) -> None:
    stored(room)
    room.now += HOUR
    room.refuse(A, reason)
    assert (room.page()["state"], room.texts()) == ("kept", [TEXT])
    assert room.due() == []
    room.now += 5 * HOUR
    assert room.due() == [A.url]


def test_where_the_host_alone_is_in_trouble_its_looks_are_put_off_and_not_lost(room: Room) -> None:
    other = candidate("/b")
    stored(room, A, other)
    room.now += HOUR
    for _ in range(3):
        assert sorted(room.due()) == [A.url, other.url]
        # the other one would meet the same
        room.frontier.fail(A, "throttled by the host", "", retry=True, tried=False)
        assert room.due() == []
        room.now += HOUR
    assert room.looks() == ["text", "text"]
    assert (room.page()["state"], room.page()["attempts"]) == ("kept", 0)


def modified(path: str = "/a", after: timedelta = HOUR) -> Candidate:
    return candidate(path, modified_at=NOW + after)


def test_a_page_that_its_hub_says_was_modified_stays_kept_and_is_asked_with_validators(
    room: Room,
) -> None:
    stored(room)
    room.now += 2 * HOUR
    assert room.hear(modified()) == 1
    assert (room.page()["state"], room.hear(modified())) == ("kept", 0)
    (again,) = room.frontier.next_pages("agency", 9, ())
    assert (again.url, again.validators) == (A.url, Validators('"v1"', LAST))
    room.frontier.unchanged(again, http_status=304)
    assert (room.queued(), room.page()["next_check_at"]) == ([], None)
    assert room.hear(modified()) == 0


def test_new_pages_come_before_those_that_were_modified_whatever_their_dates(room: Room) -> None:
    stored(room)
    room.now += 2 * HOUR
    old = candidate("/old", published_at=NOW - timedelta(days=300))
    room.hear(modified(), old)
    assert room.queued() == [old.url, A.url]
    assert [one.url for one in room.frontier.next_pages("agency", 1, ())] == [old.url]
    room.frontier.finish("finished")
    assert room.frontier.tallies()["agency"].queued == 2


def test_a_modified_page_that_fails_is_kept_and_tried_again_like_a_new_one(room: Room) -> None:
    stored(room)
    room.now += timedelta(days=300)
    room.hear(modified(after=timedelta(days=299)))
    for wait in (1, 2, 4, 8):
        assert room.queued() == [A.url]
        room.frontier.fail(A, "timed out", "", retry=True)
        assert (room.page()["state"], room.queued()) == ("kept", [])
        room.now += wait * HOUR
    room.frontier.fail(A, "timed out", "", retry=True)
    room.now += timedelta(days=30)
    assert (room.page()["state"], room.queued(), room.due()) == ("kept", [], [])


def test_a_modified_page_of_a_host_in_trouble_waits_for_it(room: Room) -> None:
    stored(room)
    room.now += 2 * HOUR
    room.hear(modified())
    for _ in range(7):
        room.frontier.fail(A, "throttled by the host", "", retry=True, tried=False)
        assert (room.queued(), room.due()) == ([], [])
        room.now += HOUR
        assert room.queued() == [A.url]


def test_a_copy_is_looked_at_again_only_when_a_hub_says_that_it_was_modified(room: Room) -> None:
    stored(room)
    copy = candidate("/copy")
    room.hear(copy)
    room.now += timedelta(minutes=1)
    assert room.keep(copy) == "copy"
    room.now += timedelta(days=1)
    assert room.due() == [A.url]
    room.hear(modified("/copy", timedelta(hours=20)))
    assert room.queued() == [copy.url]
    assert room.keep(copy) == "unchanged"
    assert room.page("/copy")["revisit_at"] is None


def test_a_page_that_was_off_topic_and_is_modified_is_asked_in_full(room: Room) -> None:
    room.hear(A)
    assert room.refuse(A, Reason.OFF_TOPIC, etag='"v1"') == "off-topic"
    room.now += 2 * HOUR
    assert room.hear(modified()) == 1
    (again,) = room.frontier.next_pages("agency", 1, ())
    assert (again.validators, room.page()["state"]) == (None, "queued")


def test_a_page_of_an_article_that_was_old_when_it_was_found_is_not_due(room: Room) -> None:
    room.hear(A)
    got = page(A, fetched_at=NOW + timedelta(days=60))
    room.store.save(Refined(got, article(A)))
    assert room.page()["revisit_at"] is None


def test_a_saved_page_that_no_hub_named_is_not_asked_for(room: Room) -> None:
    saved = candidate("/saved", via="disk")
    assert room.keep(saved) == "new"
    room.now += timedelta(days=2)
    assert room.page("/saved")["revisit_at"] is not None
    assert room.due() == []
    assert turns(room.archive.path)["agency"].revisit_at is None


LISTED = candidate("/saved", title="Шахта", published_at=NOW, hub_url="https://agency.kz/rss")


@pytest.mark.parametrize("road", ["hub", "answer"])
def test_a_saved_page_that_a_hub_names_is_one_of_that_hub(room: Room, road: str) -> None:
    assert room.read() == "new"
    if road == "hub":
        assert room.hear(LISTED) == 0
    else:
        room.keep(LISTED)
    row = room.page("/saved")
    assert (row["via"], row["hub_url"], row["source_id"], row["url"], row["title_hint"]) == (
        "feed", "https://agency.kz/rss", "agency", LISTED.url, "Шахта",
    )  # fmt: skip
    room.now += timedelta(hours=2)
    assert room.due() == [LISTED.url]
    assert turns(room.archive.path)["agency"].revisit_at is not None


def test_a_saved_page_that_its_hub_says_was_modified_is_queued(room: Room) -> None:
    assert room.read() == "new"
    assert room.hear(candidate("/saved", modified_at=NOW + HOUR)) == 1
    assert room.queued() == [LISTED.url]


def test_a_page_that_a_hub_named_stays_one_of_that_hub_when_it_is_read_from_disk(
    room: Room,
) -> None:
    other = candidate("/saved", via="sitemap", hub_url="https://agency.kz/map.xml")
    room.hear(LISTED)
    assert room.read() == "new"
    room.hear(other)
    row = room.page("/saved")
    assert (row["via"], row["source_id"], row["hub_url"]) == ("feed", "agency", LISTED.hub_url)


def test_a_saved_page_that_gave_no_text_is_of_the_day_that_its_hub_tells(room: Room) -> None:
    assert room.read(Rejection(Reason.OFF_TOPIC)) == "off-topic"
    room.hear(candidate("/saved", published_at=NOW - timedelta(days=3)))
    row = room.page("/saved")
    assert (row["day"], row["state"]) == ("2026-11-19", "rejected")


def test_a_due_page_makes_its_source_due(room: Room) -> None:
    stored(room)
    room.frontier.finish("finished")
    path = room.archive.path
    with room.archive.write() as db:
        db.execute("UPDATE hub SET due_at = ?", ((NOW + timedelta(days=1)).isoformat(),))
    assert turns(path)["agency"].revisit_at == NOW + HOUR
    room.now += HOUR
    room.crawl()
    room.frontier.unchanged(A, http_status=304)
    assert turns(path)["agency"].revisit_at == NOW + 6 * HOUR
    with room.archive.write() as db:
        db.execute("UPDATE source SET closed_until = ?", ((NOW + 9 * HOUR).isoformat(),))
    assert turns(path)["agency"].revisit_at == NOW + 9 * HOUR


def test_a_modified_page_that_waits_makes_its_source_due(room: Room) -> None:
    stored(room)
    room.now += 2 * HOUR
    room.hear(modified())
    with room.archive.write() as db:
        db.execute("UPDATE hub SET due_at = ?", ((NOW + timedelta(days=1)).isoformat(),))
        db.execute("UPDATE page SET revisit_at = NULL")
    assert turns(room.archive.path)["agency"].due_at == room.now


def test_looks_again_are_told_apart_from_what_is_new(room: Room) -> None:
    stored(room)
    room.frontier.finish("finished")
    room.now += HOUR
    room.crawl()
    room.frontier.unchanged(A, http_status=304)
    room.frontier.finish("finished")
    with reading(room.archive.path) as db:
        first, latest = observe(db, NOW + 24 * HOUR)[0].crawls
    assert (first.fetched, latest.fetched) == (1, 0)


def test_the_queries_of_the_frontier_use_their_indexes(room: Room) -> None:
    for query, index in (
        ("SELECT * FROM page WHERE source_id = 'a' AND revisit_at <= 'x' ORDER BY revisit_at, canonical_url", "page_revisit"),
        ("SELECT min(revisit_at) FROM page WHERE source_id = 'a' AND revisit_at IS NOT NULL AND via <> 'disk'", "page_revisit"),
    ):  # fmt: skip
        plan = " ".join(row[3] for row in room.archive.connection.execute(f"EXPLAIN QUERY PLAN {query}"))  # fmt: skip
        assert index in plan
        assert "TEMP B-TREE" not in plan


LOOKS = st.lists(
    st.sampled_from(["304", "404", "500", "throttled", "challenge", "off-topic", "modified"]),
    max_size=8,
)


@given(LOOKS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_site_answers_the_page_stays_kept_with_its_text(
    tmp_path_factory: pytest.TempPathFactory, answers: list[str]
) -> None:
    archive = Archive(tmp_path_factory.mktemp("looks") / "a.db")
    room = Room(now=NOW, archive=archive)
    room.crawl()
    stored(room)
    for number, answer in enumerate(answers, 1):
        room.now = NOW + 7 * number * HOUR
        if answer == "304":
            room.frontier.unchanged(A, http_status=304)
        elif answer == "404":
            room.frontier.gone(A, "answered 404", http_status=404)
        elif answer == "modified":
            room.hear(modified(after=7 * number * HOUR))
        elif answer in ("challenge", "off-topic"):
            room.refuse(A, Reason.CHALLENGE if answer == "challenge" else Reason.OFF_TOPIC)
        else:
            room.frontier.fail(A, answer, "", retry=True, tried=answer == "500")
        row = room.page()
        assert (row["state"], row["text_url"], row["article_id"]) == ("kept", A.canonical_url, 1)
        assert room.texts() == [TEXT]
    decisive = [one for one in answers if one in ("304", "404")]
    assert bool(room.page()["gone_at"]) == (decisive[-1:] == ["404"])
    archive.close()
