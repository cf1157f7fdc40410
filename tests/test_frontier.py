from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from crawler.frontier import HubReport, PendingHub
from crawler.items import HubRef, Skipped
from pipelines.archive import Archive
from pipelines.frontier import SqliteFrontier
from pipelines.model import Reason, Rejection
from pipelines.runs import RunBook
from pipelines.store import Refined, Store
from tests.builders import NOW, article, candidate, page, source

FEED = "https://agency.kz/rss"


class Memory(SimpleNamespace):
    now: datetime
    archive: Archive
    frontier: SqliteFrontier
    store: Store
    book: RunBook


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    made = Memory(now=NOW, archive=Archive(tmp_path / "a.db"))
    clock = lambda: made.now  # noqa: E731
    made.book = RunBook(made.archive, clock)
    made.frontier = SqliteFrontier(made.archive, made.book, clock)
    made.store = Store(made.archive, made.book, clock)
    made.frontier.begin([source("agency")], {"limit": None})
    yield made
    made.frontier.close()


def report(**fields: object) -> HubReport:
    return HubReport(**{"source_id": "agency", "url": FEED, "kind": "feed", **fields})  # type: ignore[arg-type]


def paths(memory: Memory) -> list[str]:
    return [
        found.url.removeprefix("https://agency.kz") for found in memory.frontier.due(["agency"])
    ]


def test_a_new_candidate_is_wanted_once(memory: Memory) -> None:
    listed = report(candidates=(candidate("/a"),))
    assert [c.url for c in memory.frontier.admit(listed).pages] == ["https://agency.kz/a"]
    assert memory.frontier.admit(listed).pages == ()


def test_an_article_that_two_hubs_name_is_counted_as_listed_once(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=(candidate("/a"), candidate("/b"))))
    memory.frontier.admit(report(url="https://agency.kz/rss2", candidates=(candidate("/a"),)))
    assert memory.frontier.tallies()["agency"].listed == 2


def test_what_was_queued_and_never_fetched_is_due_again_newest_first(memory: Memory) -> None:
    old = candidate("/old", published_at=datetime(2026, 11, 1, tzinfo=UTC), title="Старое")
    new = candidate("/new", published_at=datetime(2026, 11, 20, tzinfo=UTC), language="ru")
    memory.frontier.admit(report(candidates=(old, new)))
    assert memory.frontier.due(["agency"]) == [new, old]
    assert memory.frontier.due(["another"]) == []


def test_a_stored_page_is_not_due(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=(candidate("/a"),)))
    memory.store.save(Refined(page(candidate("/a")), article(candidate("/a"))))
    assert paths(memory) == []


def test_a_stored_page_is_wanted_again_when_its_hub_says_it_was_modified(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=(candidate("/a"),)))
    memory.store.save(Refined(page(candidate("/a")), article(candidate("/a"))))
    before = candidate("/a", modified_at=NOW - timedelta(hours=1))
    after = candidate("/a", modified_at=NOW + timedelta(hours=1))
    assert memory.frontier.admit(report(candidates=(before,))).pages == ()
    assert memory.frontier.admit(report(candidates=(after,))).pages == (after,)
    memory.now += timedelta(hours=2)
    assert paths(memory) == ["/a"]


def test_the_same_modified_time_does_not_ask_twice(memory: Memory) -> None:
    modified = candidate("/a", modified_at=NOW)
    memory.frontier.admit(report(candidates=(modified,)))
    memory.store.save(Refined(page(modified), Rejection(Reason.OFF_TOPIC)))
    assert memory.frontier.admit(report(candidates=(modified,))).pages == ()


def test_the_validators_of_a_hub_are_kept_with_its_pages(memory: Memory) -> None:
    assert memory.frontier.hub_state(FEED) is None
    memory.frontier.admit(report(etag='"v1"', last_modified="Fri, 20 Nov 2026 09:00:00 GMT"))
    state = memory.frontier.hub_state(FEED)
    assert state is not None
    assert (state.etag, state.last_modified) == ('"v1"', "Fri, 20 Nov 2026 09:00:00 GMT")


def test_an_unchanged_answer_keeps_the_validators(memory: Memory) -> None:
    memory.frontier.admit(report(etag='"v1"'))
    memory.frontier.admit(report(unchanged=True, http_status=304))
    state = memory.frontier.hub_state(FEED)
    assert state is not None
    assert state.etag == '"v1"'


def test_a_hub_that_could_not_be_read_is_asked_in_full_next_time_and_recorded(
    memory: Memory,
) -> None:
    memory.frontier.admit(report(etag='"v1"'))
    memory.frontier.admit(report(problem="is a web page, not a feed"))
    assert memory.frontier.hub_state(FEED) is None
    row = memory.archive.connection.execute("SELECT kind, url, detail FROM issue").fetchone()
    assert tuple(row) == ("hub", FEED, "is a web page, not a feed")
    tally = memory.frontier.tallies()["agency"]
    assert (tally.hubs_ok, tally.hubs_failed) == (1, 1)
    assert tally.problem == f"is a web page, not a feed ({FEED})"


def test_an_issue_that_comes_again_is_one_row_with_its_count(memory: Memory) -> None:
    for _ in range(3):
        memory.frontier.admit(report(problem="timed out"))
    assert tuple(memory.archive.connection.execute("SELECT times FROM issue").fetchone()) == (3,)


def test_skipped_entries_are_counted_under_their_reason(memory: Memory) -> None:
    memory.frontier.admit(
        report(skipped=(Skipped("x", "has no link"), Skipped("y", "has no link")))
    )
    assert memory.frontier.tallies()["agency"].reasons == {"has no link": 2}


def test_a_failed_page_comes_back_ever_later_and_then_no_more(memory: Memory) -> None:
    found = candidate("/a")
    memory.frontier.admit(report(candidates=(found,)))
    waits = []
    for _ in range(5):
        memory.frontier.fail(found, "timed out", "no answer in 30 s", retry=True)
        assert paths(memory) == []
        row = memory.archive.connection.execute("SELECT next_check_at FROM page").fetchone()
        if row[0]:
            waits.append(datetime.fromisoformat(row[0]) - memory.now)
            memory.now = datetime.fromisoformat(row[0])
            assert paths(memory) == ["/a"]
    assert waits == [timedelta(hours=hours) for hours in (1, 2, 4, 8)]
    memory.now += timedelta(days=300)
    assert paths(memory) == []


def test_a_page_that_is_gone_is_not_tried_again(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=(candidate("/a"),)))
    memory.frontier.fail(candidate("/a"), "answered 404", "", retry=False)
    memory.now += timedelta(days=30)
    assert paths(memory) == []
    assert memory.frontier.tallies()["agency"].reasons == {"answered 404": 1}


def test_a_page_that_succeeds_after_failing_is_kept(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=(candidate("/a"),)))
    memory.frontier.fail(candidate("/a"), "timed out", "", retry=True)
    memory.store.save(Refined(page(candidate("/a")), article(candidate("/a"))))
    row = memory.archive.connection.execute(
        "SELECT state, reason, next_check_at FROM page"
    ).fetchone()
    assert tuple(row) == ("kept", "", None)


def children() -> tuple[HubRef, ...]:
    return tuple(HubRef(url=f"https://agency.kz/news/{n}", kind="listing") for n in (2, 3))


def test_hubs_that_a_hub_names_are_pending_until_they_are_read(memory: Memory) -> None:
    admission = memory.frontier.admit(report(kind="listing", children=children()))
    second = PendingHub(source_id="agency", url="https://agency.kz/news/2", kind="listing", depth=2)
    assert admission.hubs[0] == second
    assert second in memory.frontier.pending_hubs(["agency"])
    memory.frontier.admit(report(url=second.url, kind="listing", depth=2))
    assert [hub.url for hub in memory.frontier.pending_hubs(["agency"])] == [
        "https://agency.kz/news/3"
    ]


def test_further_list_pages_are_read_again_only_when_the_first_names_something_new(
    memory: Memory,
) -> None:
    memory.frontier.admit(report(kind="listing", children=children()))
    again = report(kind="listing", children=children())
    assert memory.frontier.admit(again).hubs == ()
    news = report(kind="listing", children=children(), candidates=(candidate("/a"),))
    assert len(memory.frontier.admit(news).hubs) == 2


def test_the_children_of_a_sitemap_index_are_read_each_time(memory: Memory) -> None:
    index = report(
        kind="sitemap", children=(HubRef(url="https://agency.kz/news.xml.gz", kind="sitemap"),)
    )
    assert len(memory.frontier.admit(index).hubs) == len(memory.frontier.admit(index).hubs) == 1


def test_a_run_is_closed_with_its_verdict_and_counts(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=(candidate("/a"),)))
    memory.now += timedelta(seconds=4)
    memory.store.save(Refined(page(candidate("/a")), article(candidate("/a"))))
    verdict = memory.frontier.finish("finished")
    assert verdict == memory.frontier.finish("error")
    db = memory.archive.connection
    assert tuple(db.execute("SELECT finish_reason, exit_code FROM run").fetchone()) == (
        "finished",
        0,
    )
    row = db.execute("SELECT listed, fetched, new, seconds FROM run_summary").fetchone()
    assert tuple(row) == (1, 1, 1, 4.0)
    assert db.execute("SELECT last_run_at FROM source").fetchone()[0] == memory.now.isoformat()


def test_a_run_that_never_ended_is_marked_as_killed_by_the_next(memory: Memory) -> None:
    later = RunBook(memory.archive, lambda: NOW)
    later.begin("crawl", [source("agency", name="Renamed")], {})
    db = memory.archive.connection
    assert db.execute("SELECT finish_reason FROM run WHERE id = 1").fetchone()[0] == "killed"
    assert db.execute("SELECT name FROM source").fetchone()[0] == "Renamed"


def test_a_list_page_that_a_killed_run_meant_to_read_again_is_pending(memory: Memory) -> None:
    memory.frontier.admit(report(kind="listing", children=children()))
    for number in (2, 3):
        url = f"https://agency.kz/news/{number}"
        memory.frontier.admit(report(url=url, kind="listing", depth=2))
    assert memory.frontier.pending_hubs(["agency"]) == []
    news = report(kind="listing", children=children(), candidates=(candidate("/a"),))
    assert list(memory.frontier.admit(news).hubs) == memory.frontier.pending_hubs(["agency"])


def test_the_feeds_that_a_page_in_place_of_a_feed_names_are_read_each_time(memory: Memory) -> None:
    named = (HubRef(url="https://agency.kz/feed.xml", kind="feed"),)
    page_for_feed = report(problem="is a web page and no feed", children=named)
    for _ in range(2):
        [child] = memory.frontier.admit(page_for_feed).hubs
        memory.frontier.admit(report(url=child.url, depth=2))


def test_a_failure_of_the_host_alone_costs_a_page_no_attempt(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=(candidate("/a"),)))
    for _ in range(20):
        memory.frontier.fail(candidate("/a"), "throttled", "", retry=True, tried=False)
        assert paths(memory) == []
        memory.now += timedelta(hours=1)
        assert paths(memory) == ["/a"]


def test_a_page_given_up_is_wanted_again_when_its_hub_says_it_was_modified(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=(candidate("/a"),)))
    memory.frontier.fail(candidate("/a"), "answered 404", "", retry=False)
    assert memory.frontier.admit(report(candidates=(candidate("/a"),))).pages == ()
    after = candidate("/a", modified_at=NOW + timedelta(hours=1))
    assert memory.frontier.admit(report(candidates=(after,))).pages == (after,)
    assert paths(memory) == ["/a"]
