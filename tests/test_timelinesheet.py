"""A line of a timeline in words."""

from __future__ import annotations

from typing import Any

import pytest
from rich.console import Console

from desk.timelines import Line
from desk.timelinesheet import COLUMNS, row, timeline


def line(**given: Any) -> Line:
    told = {"at": "2026-11-18T04:40:00+00:00", "what": "story", "title": "Авария\x1b[31m", "source": "Vestnik",
            "source_id": "v", "language": "ru", "article_id": 7, "url": "https://x.kz/7", "story_id": 2}  # fmt: skip
    return Line(**{**told, "sources": ("Vestnik",), "languages": ("ru",), **given})


def shown(one: Line) -> str:
    console = Console(width=120, _environ={})
    with console.capture() as captured:
        console.print(timeline([one]))
    return " ".join(captured.get().split())


def people(value: float, *disputed: float) -> dict[str, Any]:
    return {
        "kind": "people",
        "role": "dead",
        "unit": "people",
        "value": value,
        "disputed": [*disputed],
    }


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "2026-11-18 09:40 report ru Авария Vestnik · story 2"),
        ({"story_id": None}, "Vestnik · article 7"),
        ({"precision": "day"}, "2026-11-18 report"),
        (
            {"reports": 3, "sources": ("Vestnik", "B", "C")},
            "3 reports, Vestnik and 2 other sources · story 2",
        ),
        ({"figures": (people(3, 2, 5),)}, "dead: 3 (disputed: 2, 5)"),
        ({"figures": (people(1),) * 7}, "dead: 1, dead: 1, dead: 1, dead: 1, dead: 1, 2 more"),
        (
            {"events": ({"kind": "strike", "moment": "2026-11", "place": "Rudny", "figures": []},)},
            "strike ru Авария Rudny (2026-11)",
        ),
        (
            {"events": ({"kind": "strike", "moment": "2026-11-18", "place": None, "figures": []},)},
            "strike ru Авария Vestnik",
        ),
        (
            {"what": "edit", "flags": ("names",), "announced": True},
            "edit ru Авария names Vestnik · article 7",
        ),
        ({"what": "edit", "is_copy": True}, ", not announced Vestnik · copy of article 7"),
        ({"what": "removal"}, "taken away by the site: no reason told"),
        ({"what": "removal", "why": "answered 410"}, "taken away by the site: answered 410"),
    ],
)
def test_a_line_tells_what_happened_and_who_says_so(given: dict[str, Any], words: str) -> None:
    assert words in shown(line(**given))


def test_an_edit_tells_what_it_changed() -> None:
    told = {"flags": ["headline"], "figures": [], "names": {"added": [], "removed": []},
            "headline": ["Было", "Стало"], "blame": {"before": [], "after": []}, "words_added": 1,
            "words_removed": 1, "is_cosmetic": False}  # fmt: skip
    one = line(what="edit", flags=("headline",), changes=told)
    assert "Было → Стало" in shown(one)
    assert "Было → Стало" in row(one)["changes"]


def test_a_row_has_every_column() -> None:
    assert set(row(line())) == set(COLUMNS)
