"""The record of ``kenwatch read`` has the same fields for every page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.record import judged_record, page_record
from pipelines.judgement import Judgement, Mention, Verdict
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


def test_a_judged_text_keeps_its_name_and_is_judged_in_its_language() -> None:
    asked: list[tuple[str, str, str]] = []

    def judge(title: str, text: str, language: str) -> Judgement:
        asked.append((title, text, language))
        return Judgement()

    text = "Кеншілер жұмысты тоқтатты, өйткені жалақы үш ай бойы төленбеген."
    record = judged_record(7, "Шахта", text, judge)
    assert (record["id"], record["language"], record["kept"]) == (7, "kk", False)
    assert asked == [("Шахта", text, "kk")]
