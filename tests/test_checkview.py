from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, get_args

import pytest

from crawler.survey.checks import RoadCheck, Verdict
from crawler.verdict import Exit
from desk import tables
from desk.sources.checkview import WORDS, has_road, report, road_table, rows, verdict
from tests.crawling import make_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.sources import Source


def check(
    source_id: str = "a", kind: str = "feed", verdict: str = "works", **more: Any
) -> RoadCheck:
    record = {"url": f"https://{source_id}.kz/{kind}", **more}
    return RoadCheck(source_id=source_id, kind=kind, verdict=verdict, **record)  # type: ignore[arg-type]


def source(name: str, *, roads: bool = True) -> Source:
    return make_source(name, feeds=[{"url": f"https://{name}.kz/feed"}] if roads else [])


def shown(checks: Mapping[str, tuple[RoadCheck, ...]], width: int = 100) -> str:
    file = io.StringIO()
    screen = tables.console(file)
    screen.width = width
    screen.print(road_table(checks))
    return file.getvalue()


def test_every_verdict_has_words() -> None:
    assert set(WORDS) == set(get_args(Verdict))


def test_a_front_page_alone_is_a_road_only_for_a_source_without_roads() -> None:
    front = check(kind="front page")
    assert not has_road(source("a"), [front, check(verdict="dns")])
    assert has_road(source("a", roads=False), [front])
    assert not has_road(source("a"), [check(kind="robots")])


def test_all_sources_with_a_road_end_well() -> None:
    end = verdict([source("a"), source("b")], {"a": (check(),), "b": (check("b"),)})
    assert (end.exit_code, end.line) == (
        Exit.OK,
        "All 2 sources have a working road. 2 of 2 roads work.",
    )
    assert verdict([source("a")], {"a": (check(),)}).line.startswith("The source has")


def test_some_sources_without_a_road_are_named_up_to_five() -> None:
    names = [f"s{number}" for number in range(8)]
    checks = {name: (check(name, verdict="works" if name == "s0" else "frozen"),) for name in names}
    end = verdict([source(name) for name in names], checks)
    assert end.exit_code == Exit.SOME_FAILED
    assert "none: s1, s2, s3, s4, s5 and 2 more." in end.line
    few = verdict([source("a"), source("b")], {"a": (check(),), "b": (check("b", verdict="tls"),)})
    assert "1 of 2 sources have a working road; none: b." in few.line


@pytest.mark.parametrize(("cause", "hint"), [("dns", True), ("timeout", False)])
def test_no_source_with_a_road_has_its_own_code_and_asks_for_the_network(
    cause: str, *, hint: bool
) -> None:
    end = verdict([source("a")], {"a": (check(verdict=cause),)})
    assert end.exit_code == Exit.ALL_FAILED
    assert ("network" in end.line) == hint


def test_sources_that_were_not_reached_make_it_an_interrupted_check() -> None:
    end = verdict([source("a"), source("b")], {"a": (check(),)})
    assert (end.exit_code, end.line.split(".")[0]) == (
        Exit.INTERRUPTED,
        "Interrupted: 1 of 2 sources were checked",
    )


def test_the_table_tells_verdict_entries_date_cause_and_where_a_road_went() -> None:
    newest = datetime(2026, 11, 2, tzinfo=UTC)
    text = shown(
        {
            "a": (
                check(entries=12, newest_at=newest, final_url="https://a.kz/new"),
                check(
                    kind="listing",
                    verdict="no_articles",
                    cause="0 of 3 links are articles",
                    entries=1,
                ),
                check(kind="front page", found=("https://a.kz/x.rss", "https://a.kz/y.rss")),
                check(kind="robots"),
            ),
            "b": (check("b", kind="robots", found=("https://b.kz/map.xml",)),),
        },
        200,
    )
    assert "1 of 2 work" in text
    assert "its file names no road" in text
    assert "now at https://a.kz/new; 12 entries, newest 2026-11-02" in text
    assert "1 entry, undated; 0 of 3 links are articles" in text
    assert "names https://a.kz/x.rss and 1 more" in text
    assert "names https://b.kz/map.xml" in text
    assert text.count("robots") == 2, "a robots.txt of which nothing is to be said is not shown"


def test_a_host_without_any_answer_takes_one_line_for_all_its_roads() -> None:
    dead = [
        check(kind=kind, verdict="dns", cause="host not found")
        for kind in ("feed", "listing", "robots")
    ]
    text = shown({"a": tuple(dead)})
    assert "all 2" in text
    assert "0 of 2 work" in text
    front = check(kind="front page", verdict="dns", cause="host not found")
    assert "all 2 " in shown({"a": (*dead, front)})
    assert "  all " in shown({"a": (front, dead[-1], front)})
    assert text.count("host not found") == 1
    mixed = shown({"a": (*dead, check(kind="front page"))})
    assert mixed.count("host not found") == 2


def test_the_date_of_a_frozen_road_is_told_once() -> None:
    cause = "newest entry of 2025-01-02, 700 days old"
    moment = datetime(2025, 1, 2, tzinfo=UTC)
    text = shown({"a": (check(verdict="frozen", entries=4, newest_at=moment, cause=cause),)}, 160)
    assert text.count("2025-01-02") == 1


def test_a_robots_file_with_something_to_say_is_shown() -> None:
    told = check(kind="robots", cause="asks for 7 s between requests", http_status=200)
    assert "asks for 7 s" in shown({"a": (check(), told)})


def test_no_line_of_the_table_is_wider_than_the_screen() -> None:
    checks = {"a": (check(url="https://a.kz/" + "x" * 300, cause="слово " * 40),)}
    assert max(map(len, shown(checks, 80).splitlines())) <= 80


def test_what_a_site_says_cannot_paint_the_screen() -> None:
    assert "\x1b" not in shown({"a": (check(cause="\x1b[31mred"),)})


def test_the_report_is_json_with_every_check() -> None:
    sources = [source("a"), source("b")]
    checks = {"a": (check(newest_at=datetime(2026, 11, 2, tzinfo=UTC), found=("https://a.kz/x",)),)}
    record = report(sources, checks, verdict(sources, checks))
    record = json.loads(json.dumps(record))
    assert (record["exit_code"], [one["id"] for one in record["sources"]]) == (11, ["a"])
    (road,) = record["sources"][0]["roads"]
    assert (road["newest_at"], road["found"], road["verdict"]) == (
        "2026-11-02T00:00:00+00:00",
        ["https://a.kz/x"],
        "works",
    )


def test_a_row_a_road_bears_its_source() -> None:
    found = list(rows({"a": (check(), check(kind="sitemap", verdict="dns")), "b": ()}))
    assert [(one["source"], one["kind"], one["works"]) for one in found] == [
        ("a", "feed", True),
        ("a", "sitemap", False),
    ]
