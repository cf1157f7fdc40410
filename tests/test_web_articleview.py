"""What an article's page shows, shaped from what the archive knows."""

from __future__ import annotations

from typing import Any

import pytest

from desk import searching
from desk.cards.evidence import Evidence
from desk.web import articleview
from desk.web.shown import Shown
from desk.web.words import Words
from tests.desk_archive import LINE

SHOWN = Shown(Words("en", "web_article", "digest", "alerts"))
TEXT = "Three miners died at the mine of Qarmet, said Asset Kim. Coal."
NAMES = {"name_en": "Qarmet", "name_ru": "Qarmet", "name_kk": "Qarmet"}


def mention(words: str, *, sure: float = 0.9, field: str = "text", **given: Any) -> dict[str, Any]:
    start = TEXT.find(words)
    return {
        "id": "qarmet", "kind": "company", "field": field, "span_start": start, "note": "",
        "span_end": start + len(words), "surface": words, "confidence": sure, **NAMES, **given,
    }  # fmt: skip


def reason(words: str, added: float, note: str = "") -> dict[str, Any]:
    start = TEXT.find(words)
    return {"topic": "mining", "words": words, "where": "text", "added": added, "note": note,
            "span": [start, start + len(words)]}  # fmt: skip


def evidence(**given: Any) -> Evidence:
    makeup = {
        "reasons": [],
        "kinds": [],
        "languages": [],
        "sections": [],
        **given.pop("makeup", {}),
    }
    lists: dict[str, Any] = {"mentions": (), "facts": (), "events": (), "quotations": (), **given}
    return Evidence(makeup=makeup, **lists)


def marks(found: Evidence, field: str = "text", words: str = "") -> list[Any]:
    pattern = searching.parse(words).pattern
    return articleview.marks(found, field, TEXT, SHOWN, pattern)


def test_words_on_a_topic_are_marked_with_their_points() -> None:
    reasons = [reason("mine", 2.0), reason("Coal", 0.3), reason("Kim", 0.0, "a person")]
    found = marks(evidence(makeup={"reasons": [*reasons, reason("at", 0.01)]}))
    assert {one.label: one.kind for one in found} == {
        "mining +2": "mining strong",
        "mining +0.3": "mining",
        "read otherwise: does not count": "undone",
    }


def test_names_lead_to_their_pages_and_those_that_are_not_meant_do_not() -> None:
    found = marks(evidence(mentions=(mention("Qarmet"), mention("Asset", sure=0.2))))
    assert [(one.layer, one.href) for one in found] == [
        ("topics", ""),
        ("names", "/company/qarmet"),
    ]


def test_figures_events_and_quotations_are_marked_where_they_stand() -> None:
    fact = {"field": "text", "span_start": 0, "span_end": 12, "kind": "people", "value": 3.0,
            "unit": "people", "role": "dead"}  # fmt: skip
    event = {"kind": "accident", "span_start": 0, "span_end": 57}
    said = {"is_direct": 0, "speaker": "", "span_start": 0, "span_end": 10}
    held = evidence(facts=(fact,), events=(event,), quotations=(said, {**said, "is_direct": 1}))
    assert [(one.layer, one.kind, one.label) for one in marks(held)] == [
        ("figures", "people", "dead: 3"),
        ("events", "accident", "Accident"),
        ("quotes", "reported", "nobody named"),
        ("quotes", "direct", "nobody named"),
    ]
    assert marks(held, "title") == []


def test_the_words_of_a_search_are_marked() -> None:
    assert [one.layer for one in marks(evidence(), words="miner")] == ["search"]


def test_layers_are_on_unless_others_are_asked_for() -> None:
    assert all(is_on for _, is_on in articleview.layers((), is_search=False))
    told = dict(articleview.layers(("names", "nonsense"), is_search=True))
    assert [name for name, is_on in told.items() if is_on] == ["names", "search"]


@pytest.mark.parametrize(("most", "count", "left"), [(None, 3, 0), (5, 1, 14), (10_000, 3, 0)])
def test_a_text_is_shown_from_its_beginning(most: int | None, count: int, left: int) -> None:
    text = "First.\n\nSecond\n\nLast"
    found, left_out = articleview.body(text, evidence(), [], most)
    assert (len(found), left_out) == (count, left)
    assert articleview.body("", evidence(), [], most) == ([], 0)


@pytest.mark.parametrize(
    ("lead", "text", "told"),
    [
        ("First words", "First words and more", ""),
        ("First  words…", "First words and more", ""),
        ("Another lead", "First words", "Another lead"),
        ("", "First", ""),
    ],
)
def test_a_lead_stands_apart_only_where_the_text_does_not_begin_with_it(
    lead: str, text: str, told: str
) -> None:
    assert articleview.lead_apart(lead, text) == told


def test_an_entity_is_listed_once_with_how_it_is_written() -> None:
    found = articleview.names(
        [
            mention("Qarmet"),
            mention("Qarmet", field="title"),
            mention("Asset", id="kim", kind="person", sure=0.3),
            mention("Coal", id="x", kind="a newer kind"),
        ]
    )
    assert [kind for kind, _ in found] == ["company", "person", "a newer kind"]
    company = found[0][1][0]
    assert (company["times"], company["surfaces"], company["is_sure"]) == (2, ["Qarmet"], True)
    assert not found[1][1][0]["is_sure"]


def test_each_topic_tells_its_score_and_its_heaviest_words() -> None:
    reasons = [reason("mine", 1.0), reason("mine", 1.0), reason("Coal", 5.0), reason("at", 0.0)]
    mining, monotown = articleview.verdicts(
        {"mining": 7.0, "mono-town": 0.0}, {"mining": 3.0, "mono-town": 3.0}, reasons, ("mining",)
    )
    assert mining["words"] == [("Coal", 5.0), ("mine", 2.0)]
    assert (mining["is_met"], monotown["is_met"], monotown["words"]) == (True, False, [])


def test_languages_are_told_where_there_are_several() -> None:
    assert articleview.languages(["ru", "ru"]) == []
    assert articleview.languages(["ru", "kk", "ru"]) == [("ru", 2), ("kk", 1)]


def test_the_scene_of_an_event_names_each_entity_once() -> None:
    town = {"id": "ridder", "kind": "town"}
    event = {"asset": None, "town": town, "place": town, "company": {"id": "q", "kind": "company"}}
    assert [one["id"] for one in articleview.scene(event)] == ["ridder", "q"]


def test_a_date_that_is_stated_twice_is_told_once() -> None:
    claims = [{"origin": "url", "at": "2026-11"}, {"origin": "url", "at": "2026-11"}]
    assert articleview.other_dates(claims) == claims[:1]


def test_a_citation_says_who_what_when_and_where() -> None:
    told = articleview.citation(LINE, ["A. Miner"], SHOWN, "2026-11-20T12:00:00+00:00")
    assert told.startswith("A. Miner. “Шахта <script>alert(1)</script> & co”. Source, 19 November")
    assert "https://news.example/1?a=1&b=2" in told
    assert "retrieved from the archive 20 November 2026, 17:00" in told
    assert not articleview.citation(LINE, [], SHOWN, "").startswith(".")
