from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crawler.survey.checks import RoadCheck
from crawler.survey.frontpage import FrontPage
from crawler.survey.proposal import Seen
from crawler.verdict import Exit
from desk.sources.siteproblem import site_problem

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME = "https://x.kz/"
PRIVATE = "address is private (10.0.0.5)"


def check(kind: Any = "front page", verdict: Any = "works", **more: Any) -> RoadCheck:
    return RoadCheck(source_id="site", kind=kind, verdict=verdict, **{"url": HOME, **more})


def told(*checks: RoadCheck, pins: Mapping[str, str] | None = None) -> tuple[str, int]:
    problem = site_problem(HOME, seen(*checks), pins or {})
    assert problem is not None
    return str(problem), problem.code


def seen(*checks: RoadCheck) -> Seen:
    return Seen(home=HOME, front=FrontPage(), checks=checks)


def test_a_site_with_a_working_road_has_no_problem() -> None:
    assert site_problem(HOME, seen(check(), check("feed", entries=3)), {}) is None


def test_a_private_host_is_told_with_the_way_to_allow_it() -> None:
    words, code = told(check(verdict="private", cause=PRIVATE))
    assert (code, "--pin x.kz=ADDRESS" in words) == (Exit.ALL_FAILED, True)


@pytest.mark.parametrize(
    ("more", "pins", "others"),
    [
        ({}, {"x.kz": "10.0.0.1"}, ()),
        ({"url": "https://93.184.216.34/"}, {}, ()),
        ({}, {}, (check("robots", http_status=404),)),
        ({"cause": "redirected to a private address (10.0.0.5)"}, {}, ()),
    ],
)
def test_a_site_that_leads_into_a_private_network_is_told_without_a_pin(
    more: dict[str, str], pins: dict[str, str], others: tuple[RoadCheck, ...]
) -> None:
    front = check(verdict="private", **{"cause": PRIVATE, **more})
    words, code = told(front, *others, pins=pins)
    assert (code, "it leads to 10.0.0.5" in words, "--pin" in words) == (
        Exit.ALL_FAILED, True, False,
    )  # fmt: skip


def test_a_private_address_without_a_name_is_told_as_one() -> None:
    words, _ = told(check(verdict="private", cause="redirected to a private place"))
    assert "it leads to a private address" in words


@pytest.mark.parametrize(
    ("verdict", "advice"),
    [
        ("moved", "add the new address"),
        ("dns", "check its spelling"),
        ("server_error", "open it in a browser"),
    ],
)
def test_a_front_page_that_cannot_be_read_comes_with_advice(verdict: str, advice: str) -> None:
    words, code = told(check(verdict=verdict, cause="because"))
    assert (code, advice in words, "because" in words) == (Exit.ALL_FAILED, True, True)


@pytest.mark.parametrize("cause", ["", "0 of 3 links are articles"])
def test_a_readable_site_without_roads_says_how_many_addresses_were_tried(cause: str) -> None:
    words, code = told(check(verdict="no_articles", cause=cause), check("feed", "not_found"))
    assert (code, "at 1 addresses" in words, "front page:" in words) == (
        Exit.SOME_FAILED, True, bool(cause),
    )  # fmt: skip
