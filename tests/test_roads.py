from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.frontier import HubMemory
from crawler.roads import RoadPlan, ways_of
from crawler.sources import Road, RoadStatus, Source

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def road(name: str, status: RoadStatus = "works", language: str | None = None) -> Road:
    return Road(url=f"https://a.kz/{name}", status=status, language=language)


def source(**fields: object) -> Source:
    return Source.model_validate(
        {
            "id": "a",
            "name": "A",
            "country": "KZ",
            "languages": ("ru",),
            "group": "national",
            "hosts": ("a.kz",),
            **fields,
        }
    )


ALL = source(feeds=(road("f"),), sitemaps=(road("s"),), listings=(road("l"),))


def known(name: str, kind: str = "feed", **fields: Any) -> HubMemory:
    record: dict[str, Any] = {
        "url": f"https://a.kz/{name}",
        "kind": kind,
        "origin": "file",
        "checked_at": NOW,
    }
    return HubMemory(**{**record, **fields})


def names(hubs: object) -> list[str]:
    return [str(hub.url).removeprefix("https://a.kz/") for hub in hubs]  # type: ignore[attr-defined]


def answered(plan: RoadPlan, name: str, *, good: bool) -> list[str]:
    return names(plan.answered(f"https://a.kz/{name}", good=good))


def test_feeds_come_first_and_the_rest_is_left_alone_when_one_is_good() -> None:
    plan = RoadPlan.of(source(feeds=(road("f1"), road("f2")), listings=(road("l"),)))
    assert names(plan.start()) == ["f1", "f2"]
    assert answered(plan, "f1", good=False) == []
    assert answered(plan, "f2", good=True) == []


def test_the_next_kind_of_road_takes_over_when_all_of_one_kind_failed() -> None:
    plan = RoadPlan.of(ALL)
    plan.start()
    assert answered(plan, "f", good=False) == ["s"]
    assert answered(plan, "s", good=False) == ["l"]
    assert answered(plan, "l", good=True) == []


def test_where_all_roads_failed_the_site_itself_is_asked_for_its_roads() -> None:
    plan = RoadPlan.of(source(feeds=(road("f"),), home="https://a.kz/ru/"))
    plan.start()
    assert answered(plan, "f", good=False) == ["ru/", "robots.txt"]
    assert answered(plan, "ru/", good=False) == answered(plan, "robots.txt", good=False) == []


def test_a_source_without_roads_is_looked_at_for_roads() -> None:
    assert names(RoadPlan.of(source()).start()) == ["", "robots.txt"]


def test_roads_that_were_found_are_used_like_those_of_the_file() -> None:
    found = known("found.xml", origin="found")
    assert names(RoadPlan.of(source(listings=(road("l"),)), [found]).start()) == ["found.xml"]


def test_a_found_road_that_the_file_has_too_is_asked_once() -> None:
    assert names(RoadPlan.of(ALL, [known("f", origin="found")]).start()) == ["f"]


def test_a_broken_road_is_left_out_while_another_exists() -> None:
    plan = RoadPlan.of(source(feeds=(road("f", "broken"),), listings=(road("l"),)))
    assert names(plan.start()) == ["l"]


def test_a_broken_road_is_tried_where_it_is_the_only_one() -> None:
    assert names(RoadPlan.of(source(feeds=(road("f", "broken"),))).start()) == ["f"]


def test_a_road_that_is_not_due_counts_as_it_last_answered() -> None:
    later: dict[str, Any] = {"due_at": NOW + HOUR}
    good = RoadPlan.of(ALL, [known("f", **later)], now=NOW, only_due=True)
    assert names(good.start()) == []
    for trouble in ({"problem": "timed out"}, {"doubt": "frozen"}):
        plan = RoadPlan.of(ALL, [known("f", **later, **trouble)], now=NOW, only_due=True)
        assert names(plan.start()) == ["s"]


def test_a_road_whose_time_has_come_is_asked_and_judged_by_its_answer_alone() -> None:
    plan = RoadPlan.of(ALL, [known("f", due_at=NOW - HOUR)], now=NOW, only_due=True)
    assert names(plan.start()) == ["f"]
    assert answered(plan, "f", good=False) == ["s"]


def test_a_moment_that_a_wrong_clock_wrote_keeps_no_road_waiting() -> None:
    memory = [known("f", due_at=NOW + 9000 * HOUR), known("s", "sitemap", due_at=NOW + 9000 * HOUR)]
    assert names(RoadPlan.of(ALL, memory, now=NOW, only_due=True).start()) == ["f", "s"]


def test_without_only_due_a_road_is_asked_whenever_the_user_crawls() -> None:
    assert names(RoadPlan.of(ALL, [known("f", due_at=NOW + HOUR)], now=NOW).start()) == ["f"]


def test_the_roads_behind_the_one_in_use_are_looked_at_when_their_day_has_come() -> None:
    memory = [known("s", "sitemap", due_at=NOW - HOUR), known("l", "listing", due_at=NOW + HOUR)]
    first, check = RoadPlan.of(ALL, memory, now=NOW).start()
    assert (first.url, first.check) == ("https://a.kz/f", False)
    assert (check.url, check.check) == ("https://a.kz/s", True)


def test_a_road_that_was_asked_for_its_day_is_not_asked_again_as_the_next_one() -> None:
    plan = RoadPlan.of(ALL, [known("s", "sitemap", due_at=NOW - HOUR)], now=NOW)
    assert names(plan.start()) == ["f", "s"]
    assert answered(plan, "s", good=False) == []
    assert answered(plan, "f", good=False) == ["l"]


def test_a_road_that_was_asked_for_its_day_may_answer_after_it_became_the_next_one() -> None:
    plan = RoadPlan.of(ALL, [known("s", "sitemap", due_at=NOW - HOUR)], now=NOW)
    plan.start()
    assert answered(plan, "f", good=False) == []
    assert answered(plan, "s", good=False) == ["l"]


def test_a_thorough_look_asks_all_roads_at_once() -> None:
    assert names(RoadPlan.of(ALL, thorough=True).start()) == ["f", "s", "l", "", "robots.txt"]


def test_the_ways_are_the_sound_roads_by_kind() -> None:
    mixed = source(feeds=(road("f"), road("x", "broken")), listings=(road("l"),))
    assert [[names(tier) for tier in way] for way in ways_of(mixed)] == [[["f"], ["l"]]]


TWO = source(
    feeds=(road("ru.xml", language="ru"), road("all.xml")),
    listings=(road("kk/", language="kk"), road("ru/", language="ru")),
)


def test_each_language_has_its_own_way_and_a_road_of_none_leads_to_all() -> None:
    assert [[names(tier) for tier in way] for way in ways_of(TWO)] == [
        [["all.xml"], ["kk/"]],
        [["ru.xml", "all.xml"], ["ru/"]],
    ]


def test_a_language_without_a_feed_is_read_from_its_section_page_at_once() -> None:
    uneven = source(
        feeds=(road("ru.xml", language="ru"),),
        listings=(road("kk/", language="kk"), road("ru/", language="ru")),
    )
    plan = RoadPlan.of(uneven)
    assert names(plan.start()) == ["kk/", "ru.xml"]
    assert answered(plan, "kk/", good=True) == []
    assert answered(plan, "ru.xml", good=False) == ["ru/"]


def test_a_road_of_two_ways_is_asked_once() -> None:
    plan = RoadPlan.of(TWO)
    assert names(plan.start()) == ["all.xml", "ru.xml"]
    assert answered(plan, "ru.xml", good=True) == []
    assert answered(plan, "all.xml", good=False) == ["kk/"]


def test_the_road_that_takes_over_is_asked_at_once_and_not_on_its_own_day() -> None:
    memory = [
        known("f", due_at=NOW - HOUR),
        known("s", "sitemap", due_at=NOW + 20 * HOUR, checked_at=NOW - 4 * HOUR),
        known("l", "listing", due_at=NOW + 20 * HOUR, checked_at=NOW),
    ]
    plan = RoadPlan.of(ALL, memory, now=NOW, only_due=True)
    assert names(plan.start()) == ["f"]
    assert answered(plan, "f", good=False) == ["s"]
    # what answered well a moment ago need not be asked again
    assert answered(plan, "s", good=False) == []


def test_in_a_thorough_look_the_roads_behind_the_first_are_checks() -> None:
    asked = RoadPlan.of(ALL, thorough=True).start()
    assert [hub.check for hub in asked] == [False, True, True, True, True]


def test_a_broken_road_that_the_site_names_itself_is_used() -> None:
    own = source(feeds=(road("f", "broken"),), listings=(road("l"),))
    assert names(RoadPlan.of(own, [known("f", origin="found")]).start()) == ["f"]


def test_where_a_road_handed_over_in_an_earlier_run_none_is_asked_before_its_time() -> None:
    memory = [
        known("f", due_at=NOW + HOUR, problem="timed out"),
        known("s", "sitemap", due_at=NOW + 2 * HOUR, checked_at=NOW - 4 * HOUR),
    ]
    plan = RoadPlan.of(ALL, memory, now=NOW, only_due=True)
    assert names(plan.start()) == []
    later = RoadPlan.of(ALL, memory, now=NOW + 1.5 * HOUR, only_due=True)
    assert names(later.start()) == ["f"]
    assert answered(later, "f", good=False) == ["s"]
