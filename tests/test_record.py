"""The record of ``kenwatch read`` has the same fields for every page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.record import judged_record, page_record
from pipelines.judgement import EventCard, Fact, Judgement, Mention, Quotation, Verdict
from pipelines.judging import judge
from pipelines.model import Dated, Dateline, Precision, Reason, Rejection
from tests.builders import article, mention, page

AT = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Almaty"))


@given(st.sampled_from(Reason), st.text(max_size=30))
def test_a_rejected_page_has_the_fields_of_a_kept_one_all_null(reason: Reason, detail: str) -> None:
    kept = page_record("a.html", page(), article())
    rejected = page_record("a.html", page(), Rejection(reason, detail))
    assert list(rejected) == list(kept)
    assert rejected["rejection"] == {"reason": str(reason), "detail": detail}
    assert (kept["kept"], rejected["kept"]) == (True, False)
    own = ("path", "url", "kept", "rejection")
    assert {value for name, value in rejected.items() if name not in own} == {None}


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("second", "2026-11-20T09:30:00+05:00"),
        ("minute", "2026-11-20T09:30:00+05:00"),
        ("day", "2026-11-20"),
        ("month", "2026-11"),
    ],
)
def test_a_date_tells_no_more_than_is_known(precision: Precision, expected: str) -> None:
    dated = Dated(AT, precision, "meta")
    record = page_record("a", page(), article(published=dated, modified=dated))
    assert (record["published_at"], record["modified_at"]) == (expected, expected)
    assert (record["published_precision"], record["published_origin"]) == (precision, "meta")


def test_a_page_without_date_and_dateline_says_null() -> None:
    record = page_record("a", page(), article(hour=None))
    assert record["published_at"] is record["published_precision"] is record["dateline"] is None
    line = Dateline("Астана", "КазТАГ", "АСТАНА. КазТАГ -")
    told = page_record("a", page(), article(dateline=line, editions=(("kk", "https://a.kz/kk"),)))
    assert told["dateline"] == {"city": "Астана", "agency": "КазТАГ", "raw": "АСТАНА. КазТАГ -"}
    assert told["editions"] == [{"language": "kk", "url": "https://a.kz/kk"}]


def test_only_sure_mentions_of_towns_are_towns_and_each_once() -> None:
    unsure = replace(mention("abai", start=40), confidence=0.49)
    company = Mention("kazakhmys", "company", "x", "text", (60, 61), 1.0)
    found = (mention("ridder"), mention("ridder", start=9), unsure, company)
    judgement = Judgement(
        verdicts=(Verdict("mining", relevant=True, score=1.23456),), mentions=found
    )
    record = page_record("a", page(), article(judgement=judgement))
    assert record["towns"] == ["ridder"]
    assert [entity["id"] for entity in record["entities"]] == [
        "ridder",
        "ridder",
        "abai",
        "kazakhmys",
    ]
    assert record["topics"]["mining"]["score"] == 1.235


def test_an_article_on_no_topic_is_shown_but_not_kept() -> None:
    judgement = Judgement(verdicts=(Verdict("mining", relevant=False, score=0.5),))
    record = page_record("a", page(), article(judgement=judgement))
    assert record["kept"] is False
    assert record["rejection"] == {"reason": "off-topic", "detail": "mining 0.5"}
    assert record["text"]


TEXT = "Кеншілер жұмысты тоқтатты, өйткені жалақы үш ай бойы төленбеген."


def test_a_judged_text_keeps_its_name_and_is_judged_in_its_language() -> None:
    record = judged_record({"id": [7], "title": "Шахта", "text": TEXT})
    assert (record["id"], record["language"], record["script"]) == ([7], "kk", "Cyrillic")
    judged = judge("Шахта", TEXT, "kk")
    assert record["kept"] == judged.relevant
    assert record["flags"] == sorted(judged.flags)
    mining = record["topics"]["mining"]
    assert mining["score"] == judged.verdicts[0].score
    assert {reason["where"] for reason in mining["reasons"]} <= {"title", "text"}


def test_a_judged_text_has_the_fields_that_tell_what_is_judged() -> None:
    record = judged_record({})
    assert record.keys() == {
        "id", "language", "script", "kept", "flags", "topics", "towns", "entities", "facts",
        "events", "quotations",
    }  # fmt: skip
    assert (record["id"], record["language"], record["kept"]) == (None, "und", False)


def test_a_lead_that_stands_apart_is_judged_too() -> None:
    record = judged_record({"lead": "Горняки шахты вышли на забастовку.", "text": "Погода ясная."})
    assert record["topics"]["mining"]["relevant"]
    assert record["language"] == "ru"
    [reason, *_] = record["topics"]["mining"]["reasons"]
    assert reason["where"] == "lead"


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2026-11-20", "2026-11-19"),
        ("2026-11-20T09:30:00+05:00", "2026-11-19"),
        # late in the evening in UTC it is the next day in Almaty
        ("2026-11-20T21:00:00Z", "2026-11-20"),
        ("2026-11-20T21:00:00", "2026-11-19"),
    ],
)
def test_dates_are_understood_by_the_day_of_publication(published: str, day: str) -> None:
    record = judged_record({"text": "Вчера на шахте погибли двое.", "published_at": published})
    assert [fact["moment"] for fact in record["facts"] if fact["kind"] == "date"] == [day]


@pytest.mark.parametrize("published", ["", None, "2026-11", "2026"])
def test_without_a_day_a_relative_date_stays_open(published: str | None) -> None:
    record = judged_record({"text": "Вчера на шахте погибли двое.", "published_at": published})
    assert [fact for fact in record["facts"] if fact["kind"] == "date"] == []


@pytest.mark.parametrize("published", ["yesterday", "2026-13-01", "20.11.2026"])
def test_what_is_no_date_is_refused_by_name(published: str) -> None:
    with pytest.raises(ValueError, match=f"published_at '{published}' is no date; write it like"):
        judged_record({"text": "x", "published_at": published})


def test_flags_of_page_and_text_are_told_together() -> None:
    judgement = Judgement(
        verdicts=(Verdict("mining", relevant=True, score=4.0),), flags=frozenset({"greeting"})
    )
    record = page_record("a", page(), article(judgement=judgement, flags=frozenset({"video"})))
    assert record["flags"] == ["greeting", "video"]


def test_facts_events_and_quotations_are_records_with_all_their_fields() -> None:
    figure = Fact(kind="people", value=2.0, unit="people", role="dead", quote="двое", span=(0, 4))
    judgement = Judgement(
        facts=(figure,),
        events=(EventCard(kind="accident", figures=(figure,), quote="q", span=(0, 9)),),
        quotations=(Quotation(words="w", span=(1, 2), speaker="A. B."),),
    )
    record = page_record("a", page(), article(judgement=judgement))
    [fact], [event], [said] = (record[name] for name in ("facts", "events", "quotations"))
    assert fact == {
        "kind": "people", "value": 2.0, "unit": "people", "value_to": None, "other_value": None,
        "other_unit": "", "role": "dead", "subject": "", "bound": "", "per": "", "moment": "",
        "moment_to": "", "quote": "двое", "where": "text", "span": (0, 4),
    }  # fmt: skip
    assert event["figures"] == (fact,)
    assert (event["place_id"], event["moment"]) == (None, "")
    assert said == {
        "words": "w", "span": (1, 2), "speaker": "A. B.", "speaker_id": None, "office": "",
        "is_direct": True,
    }  # fmt: skip
