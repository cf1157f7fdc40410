from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.judgement import EventCard, Fact, Judgement, Mention
from pipelines.judging import judge
from pipelines.stories.figures import Number
from pipelines.stories.report import (
    EARLY,
    HEAD,
    PASSING,
    Named,
    Report,
    Scene,
    packed,
    report_of,
    unpacked,
)

AT = datetime(2026, 3, 2, 9, 40, tzinfo=UTC)


def read(title: str, text: str, language: str, at: datetime | None = AT) -> Report:
    judgement = judge(title, text, language, published=at.date() if at else None)
    return report_of(title, text, judgement, at=at, language=language)


def made(text: str, at: datetime | None = AT, title: str = "", **judged: object) -> Report:
    judgement = Judgement(**judged)  # type: ignore[arg-type]
    return report_of(title, text, judgement, at=at, language="ru")


def mention(text: str, words: str, **fields: object) -> Mention:
    start = text.index(words)
    told: dict[str, object] = {
        "entity_id": "ridder",
        "kind": "town",
        "surface": words,
        "where": "text",
        "span": (start, start + len(words)),
        "confidence": 0.9,
    }
    return Mention(**(told | fields))  # type: ignore[arg-type]


def fact(text: str, words: str, value: float | None, **fields: object) -> Fact:
    start = text.index(words)
    told: dict[str, object] = {
        "kind": "people",
        "unit": "people",
        "value": value,
        "quote": words,
        "span": (start, start + len(words)),
    }
    return Fact(**(told | fields))  # type: ignore[arg-type]


TEXT = "Пожар начался ночью. Тушили долго. Есть ущерб. Дом стоит в Риддере. Напомним, в Алтае был взрыв, погибли 46 человек из Жезды."


def test_an_entity_is_as_strong_as_the_place_that_names_it() -> None:
    late = mention(TEXT, "Риддере")
    assert made(TEXT, mentions=(late,)).entities == (Named("ridder", "town", PASSING),)
    early = mention(TEXT, "Пожар")
    assert made(TEXT, mentions=(late, early)).entities == (Named("ridder", "town", EARLY),)
    lead = mention(TEXT, "Риддере", where="lead")
    assert made(TEXT, mentions=(lead,)).entities == (Named("ridder", "town", EARLY),)
    title = mention(TEXT, "Риддере", where="title")
    assert made(TEXT, mentions=(title,)).entities == (Named("ridder", "town", HEAD),)


def test_the_scene_of_an_event_is_strong_wherever_it_is_named() -> None:
    card = EventCard(kind="accident", place_id="ridder", quote="Пожар", span=(0, 5))
    report = made(TEXT, mentions=(mention(TEXT, "Риддере"),), events=(card,))
    assert report.entities == (Named("ridder", "town", HEAD),)
    assert report.events == (Scene("accident", "ridder", "", "", ""),)


def test_what_is_told_as_background_is_none_of_the_report() -> None:
    at = TEXT.index("Напомним")
    card = EventCard(kind="accident", place_id="altai", quote="", span=(at, at + 5))
    report = made(
        TEXT,
        mentions=(mention(TEXT, "Алтае", entity_id="altai"),),
        facts=(fact(TEXT, "46 человек", 46.0),),
        events=(card,),
    )
    assert (report.entities, report.figures, report.events) == ((), (), ())
    assert "jzd" not in report.names
    assert "explosion" not in report.concepts


def test_an_unsure_reading_names_nothing() -> None:
    assert made(TEXT, mentions=(mention(TEXT, "Риддере", confidence=0.3),)).entities == ()


def test_the_heads_are_of_the_title_and_the_first_sentence() -> None:
    report = made("Тушили долго. Пришёл автобус.", title="Пожар на складе")
    assert "fire" in report.heads
    assert "bus" in report.topics
    assert "bus" not in report.heads


def test_names_of_the_gazetteer_are_not_told_twice() -> None:
    text = "Вчера глава Марат Сейтов посетил город Риддер."
    report = made(text, mentions=(mention(text, "Риддер"),))
    assert report.names == ("mrt", "stv")


def test_a_title_in_capitals_tells_no_names() -> None:
    assert made("Текст.", title="Karaganda Miners Demand Better Wages Now").names == ()
    assert made("Текст.", title="В этом городе вчера наградили Марата Сейтова").names == (
        "mrt",
        "stv",
    )
    assert made("Текст.", title="").names == ()


def test_three_languages_and_two_scripts_give_what_can_be_compared() -> None:
    told = [
        read(
            "Пожар на руднике",
            "В Жезказгане горит рудник. Погибли двое, сказал Серик Абильдин.",
            "ru",
        ),
        read(
            "Кеніште өрт",
            "Жезқазғанда кеніш өртенді. Екі адам қаза тапты, деді Серік Әбілдин.",
            "kk",
        ),
        read(
            "Kenişte ört",
            "Jezqazğanda keniş örtendi. Eki adam qaza tapty, dedi Serik Äbildin.",
            "kk",
        ),
        read(
            "Fire at mine",
            "A mine is burning in Zhezkazgan. Two people died, Serik Abildin said.",
            "en",
        ),
    ]
    assert all({"fire", "mine"} <= set(one.topics) for one in told)
    assert all("bldn" in one.names for one in told)
    assert all("zhezkazgan" in {entity.entity_id for entity in one.entities} for one in told)


def test_a_report_of_nothing_is_empty() -> None:
    report = read("", "", "und", None)
    assert report == Report(at=None, language="und")


words = st.text(min_size=1, max_size=8)
tuples = st.lists(words, max_size=4, unique=True).map(lambda some: tuple(sorted(some)))
numbers = st.builds(Number, words, words, st.floats(allow_nan=False, allow_infinity=False), words)
reports = st.builds(
    Report,
    at=st.none() | st.datetimes(timezones=st.just(UTC)),
    language=words,
    entities=st.lists(st.builds(Named, words, words, st.integers(1, 3)), max_size=3).map(tuple),
    events=st.lists(st.builds(Scene, words, words, words, words, words), max_size=2).map(tuple),
    figures=st.lists(numbers, max_size=3).map(tuple),
    numerals=tuples,
    names=tuples,
    topics=tuples,
    concepts=tuples,
    title_stems=tuples,
    opening_stems=tuples,
    is_template=st.booleans(),
    heads=tuples,
    moments=tuples,
    lead_names=tuples,
)


@given(reports)
@settings(max_examples=60)
def test_a_packed_report_is_unpacked_as_it_was(report: Report) -> None:
    assert unpacked(packed(report)) == report
    assert "\n" not in packed(report)
    assert hash(unpacked(packed(report))) == hash(report)


def test_a_report_that_an_earlier_version_packed_is_one_without_what_it_did_not_know() -> None:
    report = read("Пожар", "Горит дом в городе Риддер.", "ru")
    short = json.dumps(json.loads(packed(report))[:-3])
    assert unpacked(short) == replace(report, heads=(), moments=(), lead_names=())


@pytest.mark.parametrize(
    "line", ["", "[]", "{}", "[1,2,3]", "7", '["x","ru",[],[],[],[],[],[],[],[],[],false]']
)
def test_another_line_is_refused_with_what_to_do(line: str) -> None:
    with pytest.raises(ValueError, match=r"no packed report .* judge it anew"):
        unpacked(line)


def test_the_day_of_publication_is_no_part_of_what_is_packed_but_its_time_is() -> None:
    report = read("Пожар", "Горит дом.", "ru")
    assert unpacked(packed(report)).at == AT
    assert AT.date() == date(2026, 3, 2)


def test_a_report_is_read_for_a_dozen_sentences_so_that_length_tells_nothing() -> None:
    text = " ".join(["Вчера приехал Сейтов."] * 12 + ["Горит рудник, сказал Мусинов о 214 людях."])
    report = made(text)
    assert (report.names, report.numerals, report.concepts) == (("stv",), (), ())
