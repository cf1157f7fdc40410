"""A story as its page tells it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from desk.web import storyview

ROWS = [
    {"kind": "article", "article_id": 1, "language": "kk", "source_id": "a"},
    {"kind": "copy", "article_id": 1, "language": "ru", "source_id": "b"},
    {"kind": "article", "article_id": 2, "language": "ru", "source_id": "b"},
]


def saying(value: float, at: str, status: str, version: str = "") -> dict[str, Any]:
    return {"value": value, "at": at, "status": status, "version": version}


def test_copies_stand_beneath_their_article() -> None:
    found, left_out = storyview.texts(ROWS, None)
    assert [(one["article_id"], len(one["copies"])) for one in found] == [(1, 1), (2, 0)]
    assert left_out == 0
    found, left_out = storyview.texts(ROWS, 1)
    assert ([one["article_id"] for one in found], left_out) == ([1], 1)


def test_each_language_has_its_first_headline_and_its_texts() -> None:
    story: Any = SimpleNamespace(
        timeline=ROWS,
        headlines=[{"language": "ru", "title": "Т"}, {"language": "kk", "title": "К"}],
    )
    told = storyview.by_language(story)
    assert [(one["title"], one["articles"], one["copies"], one["sources"]) for one in told] == [
        ("Т", 1, 1, 1),
        ("К", 1, 0, 1),
    ]


def test_a_count_grows_by_what_held_and_not_by_late_edits() -> None:
    said = [
        saying(3, "2026-11-23", "earlier", "edited"),
        saying(5, "2026-11-20", "now"),
        saying(5, "2026-11-19", "now"),
        saying(9, "2026-11-19", "disputed"),
        saying(2, "2026-11-18", "earlier", "withdrawn"),
    ]
    count = {"kind": "people", "role": "dead", "said": said}
    (one,) = storyview.growth([{**count, "value": 5}])
    assert one["steps"] == [2, 5]
    assert storyview.growth([{**count, "value": 3}])[0]["steps"] == [2, 5, 3]
    assert [each["value"] for each in one["said"]] == [2, 5, 9, 5, 3]


def test_counts_of_people_are_not_told_twice() -> None:
    dead, money = {"kind": "people", "role": "dead"}, {"kind": "money", "role": ""}
    assert storyview.others([dead, money], [dead]) == [money]


def test_names_stand_by_their_kind() -> None:
    town, mine = {"kind": "town", "id": "a"}, {"kind": "asset", "id": "b"}
    told = storyview.by_kind([mine, town, {"kind": "new", "id": "c"}], ("town", "asset", "person"))
    assert told == [("town", [town]), ("asset", [mine])]


def test_only_links_that_hold_the_story_together_are_told() -> None:
    links = [
        {"a": 1, "b": 2, "score": 0.6},
        {"a": 2, "b": 3, "score": 0.9},
        {"a": 1, "b": 3, "score": 0.8},
    ]
    assert [one["score"] for one in storyview.surest(links)] == [0.9, 0.8]


def line(**given: Any) -> Any:
    told = {"language": "ru", "headline": "Трое погибли", "headline_now": "Двое погибли"}
    return SimpleNamespace(**{**told, **given})


RU = {"language": "ru", "title": "Трое погибли", "title_now": "Двое погибли"}


def test_a_withdrawn_headline_heads_no_story() -> None:
    told = storyview.headline([RU], line(), "ru")
    assert told == storyview.Headline("Двое погибли", "Трое погибли", "ru")


def test_a_story_is_headed_in_the_readers_language_where_it_has_one() -> None:
    en = {"language": "en", "title": "Two dead", "title_now": None}
    assert storyview.headline([RU, en], line(), "en") == storyview.Headline("Two dead", "", "en")
    assert storyview.headline([RU, en], line(), "kk").language == "ru"
    unchanged = line(headline_now=None)
    assert storyview.headline([], unchanged, "kk") == storyview.Headline("Трое погибли", "", "ru")
