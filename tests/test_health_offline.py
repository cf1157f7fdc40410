"""One state for the machine where nothing answers, and none for its sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desk.health.judging import judge
from desk.health.observed import Crawl, Observed, Road
from desk.health.offline import outages, without

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def sources(runs: list[tuple[int, dict[str, str | None]]]) -> list[Observed]:
    """Sources by the problem that each met in runs of so many minutes ago (None: it was read)."""
    lines: dict[str, list[Crawl]] = {}
    for number, (minutes, told) in enumerate(runs):
        for name, problem in told.items():
            counts: dict[str, Any] = {"hubs_failed": 1} if problem else {"hubs_ok": 1}
            words = f"{problem} (https://www.{name}.kz/rss)" if problem else None
            crawl = Crawl(run_id=number, at=NOW - MINUTE * minutes, problem=words, **counts)
            lines.setdefault(name, []).append(crawl)
    return [
        Observed(source_id=name, crawls=tuple(line), last_new_at=NOW)
        for name, line in lines.items()
    ]


def all_of(problem: str | None, names: str = "abcd") -> dict[str, str | None]:
    return dict.fromkeys(names, problem)


WELL, DARK = all_of(None), all_of("host not found")


def test_two_crawls_without_network_are_one_state_of_the_machine() -> None:
    judged = judge(sources([(200, WELL), (90, DARK), (30, DARK)]), NOW)
    assert judged.machine is not None
    assert (judged.machine.state, judged.machine.since) == ("offline", NOW - 90 * MINUTE)
    assert judged.machine.why == "none of 4 sites answers"
    assert {one.state for one in judged.sources.values()} == {"ok"}


def test_after_one_crawl_without_network_nothing_is_said_yet() -> None:
    judged = judge(sources([(200, WELL), (30, DARK)]), NOW)
    assert judged.machine is None
    assert judged.unsure


def test_the_network_is_back_with_the_first_crawl_that_reads_something() -> None:
    told = [(200, WELL), (90, DARK), (60, DARK), (10, all_of(None, "ab"))]
    outage = outages(sources(told))[0]
    assert (outage.begins, outage.ends) == (NOW - 90 * MINUTE, NOW - 10 * MINUTE)
    judged = judge(sources(told), NOW)
    assert (judged.machine, judged.unsure) == (None, False)


def test_crawls_without_network_do_not_count_against_their_sources() -> None:
    alone: dict[str, str | None] = {"a": "timed out"}
    told = [(300, DARK), (200, DARK), (100, WELL), (90, alone)]
    observed = sources(told)
    left = without(observed[0].crawls, outages(observed))
    assert [one.run_id for one in left] == [2, 3]
    assert judge(observed, NOW).sources["a"].state == "ok"


def test_one_answer_of_many_may_come_from_the_own_network() -> None:
    names = "abcdefghij"
    nearly = {**all_of("no connection", names), "j": None}
    assert outages(sources([(90, nearly), (30, nearly)]))
    half = {**all_of("no connection", names), **all_of(None, "fghij")}
    assert not outages(sources([(90, half), (30, half)]))


def test_few_hosts_that_are_down_are_no_outage_of_the_machine() -> None:
    two = all_of("timed out", "ab")
    assert not outages(sources([(90, two), (30, two)]))
    assert not outages([])


def test_a_crawl_in_which_nothing_was_asked_says_nothing_of_the_network() -> None:
    idle = Observed(source_id="z", crawls=(Crawl(run_id=1, at=NOW - MINUTE * 30),))
    assert outages([*sources([(90, DARK), (30, DARK)]), idle])[0].hosts == 4


def test_sources_on_one_host_count_once() -> None:
    problem = "timed out (https://agency.kz/rss)"
    crawls = [Crawl(run_id=n, at=NOW - MINUTE * (90 - n), hubs_failed=1, problem=problem) for n in (1, 2)]  # fmt: skip
    same = [Observed(source_id=name, crawls=tuple(crawls)) for name in "abcd"]
    assert not outages(same)


def test_answers_that_speak_of_a_site_are_no_outage() -> None:
    for problem in ("answered 503", "certificate not valid", "robots.txt forbids it"):
        assert not outages(sources([(90, all_of(problem)), (30, all_of(problem))]))


def with_pages(
    observed: list[Observed], name: str, number: int, minutes: int, reason: str
) -> list[Observed]:
    """The sources, one of them with a crawl in which a single page was asked for and failed."""
    crawl = Crawl(
        run_id=number, at=NOW - MINUTE * minutes, fetched=1, failed=1, reasons={reason: 1}
    )
    return [
        replace(one, crawls=tuple(sorted((*one.crawls, crawl), key=lambda each: each.at)))
        if one.source_id == name
        else one
        for one in observed
    ]


def test_an_outage_does_not_end_with_a_crawl_in_which_nothing_came() -> None:
    told = sources([(300, WELL), (200, DARK), (150, DARK)])
    for reason in ("robots.txt unreachable (connection refused)", "answered 403"):
        alone = with_pages(told, "a", 9, 60, reason)
        outage = outages(alone)[0]
        assert (outage.begins, outage.ends) == (NOW - 200 * MINUTE, None)
        assert 9 in outage.runs
        judged = judge(alone, NOW)
        assert judged.machine is not None
        assert {one.state for one in judged.sources.values()} == {"ok"}


def test_failures_within_an_outage_are_not_blamed_on_a_source_when_it_is_over() -> None:
    line = sources([(400, WELL), (300, DARK), (250, DARK)])
    line = with_pages(line, "b", 10, 200, "timed out")
    bad = Crawl(run_id=11, at=NOW - MINUTE * 180, hubs_failed=1, problem="timed out (https://a.kz)")
    good = [Crawl(run_id=12, at=NOW - MINUTE * 5, hubs_ok=1)]
    line = [
        replace(one, crawls=(*one.crawls, *([bad] if one.source_id == "a" else good)))
        for one in line
    ]
    judged = judge(line, NOW)
    assert (judged.machine, judged.unsure) == (None, False)
    assert {one.state for one in judged.sources.values()} == {"ok"}


def test_an_outage_ends_where_several_sites_refuse_us_themselves() -> None:
    told = sources([(300, DARK), (200, DARK), (100, all_of("answered 403", "abc"))])
    assert outages(told)[0].ends == NOW - 100 * MINUTE


def test_single_pages_that_meet_no_network_show_an_outage_by_the_hosts_of_their_roads() -> None:
    def alone(name: str, host: str) -> Observed:
        crawls = [
            Crawl(
                run_id=n, at=NOW - MINUTE * (90 - n), fetched=1, failed=1, reasons={"timed out": 1}
            )
            for n in (1, 2)
        ]
        road = Road(url=f"https://{host}/rss", kind="feed")
        return Observed(source_id=name, crawls=tuple(crawls), roads=(road,), last_new_at=NOW)

    assert outages([alone(name, f"{name}.kz") for name in "abc"])[0].hosts == 3
    assert not outages([alone(name, "agency.kz") for name in "abc"])


HOSTER, OTHERS = "abc", "defghijk"


def by_batches(pattern: list[tuple[str, str | None]], hours: int = 30) -> list[Observed]:
    """All well at first; then batches in turn, one each 20 minutes, each with one answer."""
    runs = [(hours * 60 + 60, all_of(None, HOSTER + OTHERS))]
    for number in range(hours * 3):
        names, problem = pattern[number % len(pattern)]
        runs.append((hours * 60 - number * 20, all_of(problem, names)))
    return sources(runs)


@pytest.mark.parametrize("dead_in_a_row", [1, 2, 3])
def test_sites_of_a_dead_hoster_that_fall_due_together_are_down_themselves(
    dead_in_a_row: int,
) -> None:
    down = [(HOSTER, "timed out")] * dead_in_a_row
    judged = judge(by_batches([(OTHERS, None), *down]), NOW)
    assert (judged.machine, judged.unsure) == (None, False)
    assert {judged.sources[name].state for name in HOSTER} == {"site down"}
    assert {judged.sources[name].state for name in OTHERS} == {"ok"}


def test_a_dead_hoster_is_known_by_the_second_look_after_another_answered() -> None:
    down, good = all_of("timed out", HOSTER), all_of(None, OTHERS)
    well = all_of(None, HOSTER + OTHERS)
    observed = sources([(200, well), (130, down), (110, down), (90, good), (65, down), (60, good)])
    assert not outages(observed)
    assert {judge(observed, NOW).sources[name].state for name in HOSTER} == {"site down"}


def test_a_few_of_many_that_go_dark_are_doubtful_for_an_hour_at_most() -> None:
    well = all_of(None, HOSTER + OTHERS)
    down = all_of("timed out", HOSTER)
    observed = sources([(200, well), (50, down), (20, down)])
    judged = judge(observed, NOW)
    assert (judged.machine, judged.unsure) == (None, True)
    later = judge(observed, NOW + 10 * MINUTE)
    assert (later.machine, later.unsure) == (None, False)
    assert {later.sources[name].state for name in HOSTER} == {"site down"}


def test_a_few_of_many_that_came_back_with_the_others_were_not_down() -> None:
    well = all_of(None, HOSTER + OTHERS)
    few = all_of("host not found", HOSTER)
    observed = sources([(300, well), (200, few), (130, few), (60, well)])
    assert [one.is_sure for one in outages(observed)] == [True]
    assert {one.state for one in judge(observed, NOW).sources.values()} == {"ok"}


def test_a_batch_after_the_other_without_network_shows_an_outage() -> None:
    well = all_of(None, HOSTER + OTHERS)
    runs = [(300, well), *((90 - 20 * n, all_of("host not found", names)) for n, names in enumerate((HOSTER, "de", "fgh", "ijk")))]  # fmt: skip
    judged = judge(sources(runs), NOW)
    assert judged.machine is not None
    assert (judged.machine.state, judged.machine.figures["hosts"]) == ("offline", 11)


def test_a_network_that_comes_for_a_moment_is_no_trouble_of_the_sites() -> None:
    well = all_of(None, HOSTER + OTHERS)
    dark = all_of("host not found", HOSTER + OTHERS)
    blink = all_of(None, "d")
    observed = sources([(400, well), (300, dark), (240, dark), (200, blink), (150, dark), (60, dark)])  # fmt: skip
    assert [(one.is_sure, one.ends is None) for one in outages(observed)] == [(True, False), (True, True)]  # fmt: skip
    assert {one.state for one in judge(observed, NOW).sources.values()} == {"ok"}


def test_of_three_sources_all_must_be_dark() -> None:
    two = {**all_of(None, "c"), **all_of("timed out", "ab")}
    assert not outages(sources([(300, all_of(None, "abc")), (90, two), (30, all_of("timed out", "ab"))]))  # fmt: skip
    dark = all_of("timed out", "abc")
    assert outages(sources([(300, all_of(None, "abc")), (90, dark), (30, dark)]))[0].is_sure


def test_sources_that_share_a_host_are_one_of_many() -> None:
    def shared(name: str, host: str) -> Observed:
        crawls = tuple(
            Crawl(run_id=n, at=NOW - MINUTE * (90 - n), hubs_failed=1, problem=f"timed out (https://{host}/rss)")
            for n in (1, 2)
        )  # fmt: skip
        return Observed(source_id=name, crawls=crawls)

    hosts = ("gov.kz", "gov.kz", "gov.kz", "a.kz", "b.kz")
    assert outages([shared(str(n), host) for n, host in enumerate(hosts)])[0].hosts == 3


def test_one_crawl_without_network_is_not_taken_from_its_sources() -> None:
    observed = sources([(300, WELL), (200, DARK), (60, WELL)])
    assert [one.is_sure for one in outages(observed)] == [False]
    assert len(without(observed[0].crawls, outages(observed))) == 3
    assert {one.state for one in judge(observed, NOW).sources.values()} == {"ok"}
