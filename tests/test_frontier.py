from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crawler.frontier import HubReport, PendingHub
from crawler.items import Candidate, HubRef, Skipped
from crawler.sources import Source
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
    waiting = memory.frontier.next_pages("agency", 100, ())
    return [found.url.removeprefix("https://agency.kz") for found in waiting]


def test_a_new_candidate_is_wanted_once(memory: Memory) -> None:
    listed = report(candidates=(candidate("/a"),))
    assert memory.frontier.admit(listed).new == 1
    assert memory.frontier.admit(listed).new == 0
    assert paths(memory) == ["/a"]


def test_an_article_that_two_hubs_name_is_counted_as_listed_once(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=(candidate("/a"), candidate("/b"))))
    memory.frontier.admit(report(url="https://agency.kz/rss2", candidates=(candidate("/a"),)))
    assert memory.frontier.tallies()["agency"].listed == 2


def test_what_was_queued_and_never_fetched_is_due_again_newest_first(memory: Memory) -> None:
    old = candidate("/old", published_at=datetime(2026, 11, 1, tzinfo=UTC), title="Старое")
    new = candidate("/new", published_at=datetime(2026, 11, 20, tzinfo=UTC), language="ru")
    memory.frontier.admit(report(candidates=(old, new)))
    assert memory.frontier.next_pages("agency", 9, ()) == (new, old)
    assert memory.frontier.next_pages("agency", 1, {new.canonical_url}) == (old,)
    assert memory.frontier.next_pages("another", 9, ()) == ()


def test_a_stored_page_is_not_due(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=(candidate("/a"),)))
    memory.store.save(Refined(page(candidate("/a")), article(candidate("/a"))))
    assert paths(memory) == []


def test_a_stored_page_is_wanted_again_when_its_hub_says_it_was_modified(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=(candidate("/a"),)))
    memory.store.save(Refined(page(candidate("/a")), article(candidate("/a"))))
    before = candidate("/a", modified_at=NOW - timedelta(hours=1))
    after = candidate("/a", modified_at=NOW + timedelta(hours=1))
    assert memory.frontier.admit(report(candidates=(before,))).new == 0
    assert memory.frontier.admit(report(candidates=(after,))).new == 1
    memory.now += timedelta(hours=2)
    assert paths(memory) == ["/a"]


def test_the_same_modified_time_does_not_ask_twice(memory: Memory) -> None:
    modified = candidate("/a", modified_at=NOW)
    memory.frontier.admit(report(candidates=(modified,)))
    memory.store.save(Refined(page(modified), Rejection(Reason.OFF_TOPIC)))
    assert memory.frontier.admit(report(candidates=(modified,))).new == 0


def test_the_validators_of_a_hub_are_kept_with_its_pages(memory: Memory) -> None:
    assert memory.frontier.hub_validators(FEED) is None
    memory.frontier.admit(report(etag='"v1"', last_modified="Fri, 20 Nov 2026 09:00:00 GMT"))
    state = memory.frontier.hub_validators(FEED)
    assert state is not None
    assert (state.etag, state.last_modified) == ('"v1"', "Fri, 20 Nov 2026 09:00:00 GMT")


def test_an_unchanged_answer_keeps_the_validators(memory: Memory) -> None:
    memory.frontier.admit(report(etag='"v1"'))
    memory.frontier.admit(report(unchanged=True, http_status=304))
    state = memory.frontier.hub_validators(FEED)
    assert state is not None
    assert state.etag == '"v1"'


def test_a_hub_that_could_not_be_read_is_asked_in_full_next_time_and_recorded(
    memory: Memory,
) -> None:
    memory.frontier.admit(report(etag='"v1"'))
    memory.frontier.admit(report(problem="is a web page, not a feed"))
    assert memory.frontier.hub_validators(FEED) is None
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
    second = PendingHub(
        source_id="agency",
        url="https://agency.kz/news/2",
        kind="listing",
        depth=2,
        origin="named",
    )
    assert admission.hubs[0] == replace(second, root=FEED)
    assert replace(second, root=FEED) in memory.frontier.pending_hubs(["agency"])
    memory.frontier.admit(report(url=second.url, kind="listing", depth=2, origin="named"))
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
        memory.frontier.admit(report(url=url, kind="listing", depth=2, origin="named"))
    assert memory.frontier.pending_hubs(["agency"]) == []
    news = report(kind="listing", children=children(), candidates=(candidate("/a"),))
    again = [hub.url for hub in memory.frontier.admit(news).hubs]
    assert again == [hub.url for hub in memory.frontier.pending_hubs(["agency"])]


def test_the_feeds_that_a_page_in_place_of_a_feed_names_become_roads(memory: Memory) -> None:
    named = (HubRef(url="https://agency.kz/feed.xml", kind="feed"),)
    page_for_feed = report(problem="is a web page and no feed", children=named)
    [child] = memory.frontier.admit(page_for_feed).hubs
    memory.frontier.admit(report(url=child.url, depth=2, origin=child.origin))
    # from now on it has its own turns
    assert memory.frontier.admit(page_for_feed).hubs == ()
    found = {road.url: road for road in memory.frontier.roads(source("agency"))}[child.url]
    assert (found.kind, found.origin, found.checked_at) == ("feed", "found", memory.now)


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
    assert memory.frontier.admit(report(candidates=(candidate("/a"),))).new == 0
    after = candidate("/a", modified_at=NOW + timedelta(hours=1))
    assert memory.frontier.admit(report(candidates=(after,))).new == 1
    assert paths(memory) == ["/a"]


def hub_row(memory: Memory, url: str = FEED) -> dict[str, object]:
    row = memory.archive.connection.execute("SELECT * FROM hub WHERE url = ?", (url,)).fetchone()
    return dict(row)


def due_in(memory: Memory, url: str = FEED) -> timedelta:
    return datetime.fromisoformat(str(hub_row(memory, url)["due_at"])) - memory.now


def entries(*names: str, **fields: Any) -> tuple[Candidate, ...]:
    return tuple(candidate(f"/{name}", **fields) for name in names)


def roads(**kinds: tuple[str, ...]) -> Source:
    return source(
        "agency",
        **{
            kind: [{"url": f"https://agency.kz/{name}", "status": "works"} for name in names]
            for kind, names in kinds.items()
        },
    )


def test_the_first_kind_of_road_is_due_at_once_and_the_others_in_a_day(memory: Memory) -> None:
    own = roads(feeds=("rss",), sitemaps=("map.xml",))
    memory.frontier.begin([own], {})
    remembered = {road.url: road.due_at for road in memory.frontier.roads(own)}
    assert remembered == {
        FEED: memory.now,
        "https://agency.kz/map.xml": memory.now + timedelta(days=1),
    }


def test_a_road_that_left_the_source_file_is_due_no_more(memory: Memory) -> None:
    memory.frontier.begin([roads(feeds=("rss", "old"))], {})
    memory.frontier.begin([roads(feeds=("rss",))], {})
    assert hub_row(memory, "https://agency.kz/old")["due_at"] is None
    assert hub_row(memory)["due_at"] is not None


def test_a_hub_is_asked_again_within_ten_minutes_and_a_day(memory: Memory) -> None:
    for number in range(4):
        memory.frontier.admit(report(candidates=entries("x", f"{number}")))
        assert timedelta(minutes=10) <= due_in(memory) <= timedelta(days=1)
        memory.now += timedelta(hours=1)


def test_a_hub_that_fails_is_asked_ever_later_and_no_more_so_once_it_answers(
    memory: Memory,
) -> None:
    waits = []
    for _ in range(3):
        memory.frontier.admit(report(problem="timed out"))
        waits.append(due_in(memory))
    assert waits == sorted(set(waits))
    memory.frontier.admit(report(candidates=entries("a")))
    assert hub_row(memory)["failures"] == 0


def test_a_road_behind_the_one_in_use_is_asked_once_a_day(memory: Memory) -> None:
    memory.frontier.admit(report(check=True, candidates=entries("a")))
    assert due_in(memory) == timedelta(days=1)


def test_what_an_undated_road_behind_the_one_in_use_names_at_first_is_old_and_later_is_new(
    memory: Memory,
) -> None:
    dated = candidate("/dated", published_at=NOW)
    first = report(kind="sitemap", check=True, candidates=(*entries("a", "b"), dated))
    assert memory.frontier.admit(first).new == 1
    assert paths(memory) == ["/dated"]
    second = report(kind="sitemap", check=True, candidates=entries("a", "b", "missed"))
    assert memory.frontier.admit(second).new == 1
    states = memory.archive.connection.execute(
        "SELECT url, state FROM page ORDER BY url"
    ).fetchall()
    assert [row["state"] for row in states] == ["old", "old", "queued", "queued"]


def test_a_feed_whose_newest_entry_is_of_last_year_is_in_doubt(memory: Memory) -> None:
    old = candidate("/a", published_at=NOW - timedelta(days=400))
    admission = memory.frontier.admit(report(candidates=(old,)))
    assert admission.doubt == "frozen: its newest entry is of 2025-10-18"
    unchanged = memory.frontier.admit(report(unchanged=True, http_status=304))
    assert unchanged.doubt == admission.doubt
    detail = memory.archive.connection.execute("SELECT detail, times FROM issue").fetchone()
    assert tuple(detail) == (admission.doubt, 2)
    fresh = candidate("/b", published_at=NOW)
    assert memory.frontier.admit(report(candidates=(old, fresh))).doubt is None


def test_a_feed_of_which_no_entry_was_known_may_have_lost_some(memory: Memory) -> None:
    assert memory.frontier.admit(report(candidates=entries(*"abcde"))).doubt is None
    overrun = memory.frontier.admit(report(candidates=entries(*"fghij"))).doubt
    assert overrun is not None
    assert overrun.startswith("overrun: none of its 5 entries was known")
    assert memory.frontier.admit(report(candidates=entries(*"hijkl"))).doubt is None


def test_an_index_is_asked_as_often_as_what_it_points_to_changes(memory: Memory) -> None:
    index = "https://agency.kz/map.xml"
    child = HubRef(url="https://agency.kz/map-1.xml", kind="sitemap")
    steady = due_in_after_runs(memory, index, child, news=0)
    busy = due_in_after_runs(memory, index, child, news=12)
    assert busy < steady


def due_in_after_runs(memory: Memory, index: str, child: HubRef, *, news: int) -> timedelta:
    for run in range(30):
        memory.frontier.begin([source("agency")], {})
        memory.frontier.admit(report(url=index, kind="sitemap", children=(child,)))
        found = entries(*(f"{news}-{run}-{n}" for n in range(news)), published_at=memory.now)
        named = {"depth": 2, "origin": "named", "root": index}
        memory.frontier.admit(report(url=child.url, kind="sitemap", candidates=found, **named))
        memory.book._verdict = None
        memory.frontier.finish("finished")
        left = due_in(memory, index)
        memory.now += timedelta(hours=1)
    return left


def test_a_child_sitemap_that_was_not_modified_since_it_was_read_is_left_alone(
    memory: Memory,
) -> None:
    def children_asked(modified: datetime) -> int:
        child = HubRef(url="https://agency.kz/m.xml", kind="sitemap", modified_at=modified)
        return len(memory.frontier.admit(report(kind="sitemap", children=(child,))).hubs)

    assert children_asked(NOW - timedelta(days=3)) == 1
    memory.frontier.admit(
        report(url="https://agency.kz/m.xml", kind="sitemap", depth=2, origin="named")
    )
    memory.now += timedelta(hours=2)
    memory.book.started_at = memory.now.isoformat()
    assert children_asked(NOW - timedelta(days=3)) == 0
    # a bare day goes on until its end
    assert children_asked(NOW - timedelta(hours=12)) == 1


def test_a_look_into_the_past_reads_further_pages_where_the_first_names_nothing_new(
    memory: Memory,
) -> None:
    memory.frontier.admit(report(kind="listing", children=children()))
    again = report(kind="listing", children=children(), backfill=True)
    assert len(memory.frontier.admit(again).hubs) == 2


def test_each_hub_that_names_an_article_is_noted_with_the_first_time(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=entries("a")))
    memory.now += timedelta(hours=1)
    memory.frontier.admit(report(url="https://agency.kz/rss2", candidates=entries("a")))
    memory.frontier.admit(report(candidates=entries("a")))
    rows = memory.archive.connection.execute(
        "SELECT hub_url, first_seen_at FROM sighting ORDER BY first_seen_at"
    )
    assert [tuple(row) for row in rows] == [
        (FEED, NOW.isoformat()),
        ("https://agency.kz/rss2", (NOW + timedelta(hours=1)).isoformat()),
    ]


def test_an_entry_that_never_became_a_page_is_kept_with_its_reason(memory: Memory) -> None:
    lost = Skipped("Сводка", "has no link")
    memory.frontier.admit(report(skipped=(lost, Skipped("x", "listed twice"))))
    memory.frontier.admit(report(kind="listing", url="https://agency.kz/", skipped=(lost,)))
    rows = memory.archive.connection.execute("SELECT hub_url, entry, reason FROM refusal")
    assert [tuple(row) for row in rows] == [(FEED, "Сводка", "has no link")]
    assert hub_row(memory)["skipped"] == '{"has no link": 1, "listed twice": 1}'


def test_what_was_learnt_by_another_version_is_learnt_anew(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=entries("a")))
    with memory.archive.write() as db:
        db.execute("UPDATE hub SET rhythm = 'of old'")
    memory.frontier.admit(report(candidates=entries("a")))
    assert str(hub_row(memory)["rhythm"]).startswith(("{", "["))


def test_the_hints_of_a_candidate_come_back_with_it(memory: Memory) -> None:
    full = candidate(
        "/a",
        title="Т",
        published_at=NOW,
        modified_at=NOW,
        language="kk",
        editions=(("ru", "https://agency.kz/ru/a"),),
    )
    memory.frontier.admit(report(candidates=(full,)))
    assert memory.frontier.next_pages("agency", 1, ()) == (full,)


def test_pages_that_a_run_had_no_time_for_are_counted_as_waiting(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=entries("a", "b")))
    memory.store.save(Refined(page(candidate("/a")), article(candidate("/a"))))
    memory.frontier.finish("finished")
    assert memory.frontier.tallies()["agency"].queued == 1


def test_what_each_day_listed_and_what_became_of_it_can_be_asked(memory: Memory) -> None:
    memory.frontier.admit(report(candidates=entries(*"abcd", published_at=NOW)))
    memory.store.save(Refined(page(candidate("/a")), article(candidate("/a"))))
    memory.store.save(Refined(page(candidate("/b")), Rejection(Reason.OFF_TOPIC)))
    memory.frontier.fail(candidate("/c"), "answered 404", "", retry=False)
    rows = memory.archive.connection.execute("SELECT * FROM coverage ORDER BY day").fetchall()
    assert sum(row["listed"] for row in rows) == 4
    assert [sum(row[name] for row in rows) for name in ("kept", "off_topic", "closed", "failed", "waiting")] == [1, 1, 1, 0, 1]  # fmt: skip
    assert rows[-1]["answered"] < 100


def test_a_page_given_up_that_is_listed_still_has_another_turn_a_day_later_and_then_no_more(
    memory: Memory,
) -> None:
    memory.frontier.admit(report(candidates=entries("a")))
    for _ in range(5):
        memory.frontier.fail(candidate("/a"), "timed out", "", retry=True)
    assert memory.frontier.admit(report(candidates=entries("a"))).new == 0
    turns = 0
    for _ in range(30):
        memory.now += timedelta(days=2)
        if memory.frontier.admit(report(candidates=entries("a"))).new:
            turns += 1
            memory.frontier.fail(candidate("/a"), "timed out", "", retry=True)
    assert turns == 5


def test_an_old_page_is_queued_when_the_road_in_use_names_it_or_a_date_of_these_days(
    memory: Memory,
) -> None:
    memory.frontier.admit(report(kind="sitemap", check=True, candidates=entries(*"abc")))
    assert memory.frontier.admit(report(url="x", check=True, candidates=entries("a"))).new == 0
    assert memory.frontier.admit(report(url="y", candidates=entries("a"))).new == 1
    dated = entries("b", published_at=NOW)
    assert memory.frontier.admit(report(url="x", check=True, candidates=dated)).new == 1
    assert sorted(paths(memory)) == ["/a", "/b"]


def parts_of(memory: Memory, *candidates: Candidate, **fields: object) -> None:
    """An index and its one part, read in a run of its own."""
    memory.now += timedelta(hours=1)
    memory.book._verdict = None
    memory.frontier.begin([source("agency")], {})
    child = HubRef(url="https://agency.kz/m.xml", kind="sitemap")
    memory.frontier.admit(report(url=INDEX, kind="sitemap", children=(child,), check=True))
    part: dict[str, object] = {"url": child.url, "kind": "sitemap", "depth": 2, "root": INDEX}
    part |= {"origin": "named", "check": True, "candidates": candidates}
    memory.frontier.admit(report(**{**part, **fields}))
    memory.frontier.finish("finished")


INDEX = "https://agency.kz/map.xml"


def test_a_part_of_a_road_behind_the_one_in_use_is_old_at_the_first_look_of_the_road_only(
    memory: Memory,
) -> None:
    parts_of(memory, *entries("a"))
    assert paths(memory) == []
    parts_of(memory, *entries("a", "missed"))
    assert paths(memory) == ["/missed"]
    # a part that is new since then holds what is new
    parts_of(memory, *entries("december"), url="https://agency.kz/m2.xml")
    assert sorted(paths(memory)) == ["/december", "/missed"]


def test_a_part_is_asked_conditionally_once_it_was_read(memory: Memory) -> None:
    parts_of(memory, *entries("a"), etag='"7"')
    memory.now += timedelta(hours=1)
    child = HubRef(url="https://agency.kz/m.xml", kind="sitemap")
    memory.book.started_at = memory.now.isoformat()
    memory.frontier.admit(report(url=INDEX, kind="sitemap", children=(child,)))
    state = memory.frontier.hub_validators(child.url)
    assert state is not None
    assert state.etag == '"7"'


def test_an_index_all_whose_parts_fail_is_in_doubt(memory: Memory) -> None:
    parts_of(memory, problem="answered 404")
    assert hub_row(memory, INDEX)["doubt"] == "none of its 1 parts could be read"
    assert memory.archive.connection.execute("SELECT count(*) FROM watch").fetchone()[0] == 0


def test_an_index_is_watched_when_its_parts_were_read_or_have_not_changed(memory: Memory) -> None:
    parts_of(memory, *entries("a", published_at=NOW - timedelta(days=3)))
    parts_of(memory, unchanged=True)
    [row] = memory.archive.connection.execute("SELECT * FROM watch").fetchall()
    assert datetime.fromisoformat(row["begins_at"]) == NOW - timedelta(days=3)
    assert datetime.fromisoformat(row["ends_at"]) == memory.now


def test_a_part_that_was_left_for_the_next_run_is_still_a_check_and_knows_its_road(
    memory: Memory,
) -> None:
    child = HubRef(url="https://agency.kz/m.xml", kind="sitemap")
    memory.frontier.admit(report(url=INDEX, kind="sitemap", children=(child,), check=True))
    [left] = memory.frontier.pending_hubs(["agency"])
    assert (left.check, left.root, left.depth) == (True, INDEX, 2)


def test_a_road_that_another_hub_names_keeps_its_own_turns(memory: Memory) -> None:
    own = roads(feeds=("rss",), sitemaps=("map.xml",))
    memory.frontier.begin([own], {})
    child = HubRef(url=INDEX, kind="sitemap")
    named = memory.frontier.admit(report(url="https://agency.kz/robots.txt", kind="robots", origin="front", children=(child,)))  # fmt: skip
    assert named.hubs == ()
    assert memory.frontier.pending_hubs(["agency"]) == []


def test_a_front_page_that_answers_is_no_source_that_was_read(memory: Memory) -> None:
    memory.frontier.admit(report(problem="answered 404"))
    memory.frontier.admit(report(url="https://agency.kz/", kind="listing", origin="front"))
    tally = memory.frontier.tallies()["agency"]
    assert (tally.hubs_ok, tally.is_failed) == (0, True)
    assert tally.problem == f"answered 404 ({FEED})"


def test_a_source_that_asks_to_be_left_alone_is_remembered_over_runs(memory: Memory) -> None:
    assert memory.frontier.closed_until("agency") is None
    until = NOW + timedelta(hours=3)
    memory.frontier.admit(report(problem="throttled by the host", retry_at=until))
    assert memory.frontier.closed_until("agency") == until
    assert due_in(memory) >= timedelta(hours=3)
    memory.frontier.admit(report(candidates=entries("a")))
    memory.frontier.fail(candidate("/a"), "throttled", "", retry=True, retry_at=NOW)
    assert memory.frontier.closed_until("agency") == until


def test_a_hub_that_was_cut_short_is_in_doubt(memory: Memory) -> None:
    doubt = memory.frontier.admit(report(candidates=entries("a"), cut=True)).doubt
    assert doubt == "cut short: its last entries may be missing"


def test_what_a_wrong_clock_put_off_for_weeks_is_fetched_now(memory: Memory) -> None:
    memory.now += timedelta(days=400)
    memory.frontier.admit(report(candidates=entries("a")))
    memory.now = NOW
    assert paths(memory) == ["/a"]
