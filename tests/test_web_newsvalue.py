"""Which stories come first."""

from __future__ import annotations

from typing import Any

from desk.web.newsvalue import gravest, ranked


def row(story: int, kind: str | None = None, **given: Any) -> dict[str, Any]:
    values = {
        "story_id": story, "article_id": story, "source_id": "agency", "kind": kind,
        "figures": [], "place_id": None,
    }  # fmt: skip
    return {**values, **given}


def people(role: str, value: float) -> dict[str, Any]:
    return {"kind": "people", "role": role, "value": value, "unit": "people"}


def test_deaths_come_before_strikes_before_investments_before_what_tells_no_event() -> None:
    money = {"kind": "money", "role": "", "value": 2e8, "unit": "USD"}
    rows = [
        row(1),
        row(2, "investment", figures=[money]),
        row(3, "strike"),
        row(4, "accident", figures=[people("dead", 1)]),
        row(5, "accident", figures=[people("dead", 4)]),
    ]
    found = ranked(rows)
    assert [one.story_id for one in found] == [5, 4, 3, 2, 1]
    assert [one.severity for one in found] == ["high", "high", "medium", "medium", "low"]
    assert [one.kinds for one in found][-2:] == [("investment",), ()]


def test_stories_that_are_alike_keep_the_order_given() -> None:
    assert [one.story_id for one in ranked([row(n) for n in (7, 3, 9)])] == [7, 3, 9]


def test_a_story_is_as_grave_as_its_cards_together() -> None:
    rows = [
        row(1, "accident", article_id=1, figures=[people("dead", 2), people("injured", 1)]),
        row(1, "accident", article_id=2, source_id="portal", figures=[people("injured", 9)]),
        row(1, "policy", article_id=2, source_id="portal"),
        row(2, "accident", figures=[people("dead", 2), people("injured", 8)]),
    ]
    first, second = ranked(rows)
    assert (first.story_id, first.kinds) == (1, ("accident", "policy"))
    assert (first.articles, first.sources) == (2, 2)
    assert (second.articles, second.sources) == (1, 1)


def test_a_story_is_where_most_of_its_cards_are() -> None:
    rows = [row(1, "accident", place_id=one) for one in (None, "saran", "abai", "abai")]
    assert ranked(rows)[0].place_id == "abai"
    assert ranked([row(1, "accident")])[0].place_id == ""


def test_a_place_is_as_grave_as_its_gravest_story() -> None:
    rows = [
        row(1, "policy", place_id="abai"),
        row(2, "accident", place_id="abai", figures=[people("dead", 1)]),
        row(3, "strike", place_id="abai"),
        row(4, "policy", place_id="saran"),
        row(5, "policy"),
    ]
    assert gravest(ranked(rows)) == {"abai": "high", "saran": "low"}


def test_nothing_reported_is_no_story() -> None:
    assert ranked([]) == []
    assert gravest([]) == {}
