from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.relevance.relevance import judge_text

NEWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "entities" / "news.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def test_mentions_carry_surface_field_and_span() -> None:
    title, text = "Казцинк в Риддере", "Добыто золото. Риддерцы рады."
    for mention in judge_text(title, text).mentions:
        field = title if mention.where == "title" else text
        assert field[slice(*mention.span)] == mention.surface


def test_towns_companies_and_commodities_are_named() -> None:
    made = judge_text("Казцинк в Риддере", "Добыто золото.")
    assert {(m.kind, m.entity_id) for m in made.mentions} == {
        ("company", "kazzinc"),
        ("town", "ridder"),
        ("commodity", "gold"),
    }


def test_a_homonym_stays_with_low_confidence_and_the_reason() -> None:
    (mention,) = judge_text("", "Проспект Абая закрыт.").mentions
    assert mention.confidence < 0.5
    assert mention.note


def test_a_metal_that_is_meant_otherwise_has_low_confidence() -> None:
    (mention,) = judge_text("", "Юниор завоевал золото на турнире.").mentions
    assert mention.confidence < 0.5
    assert "medals" in mention.note


def test_a_metal_within_a_company_name_is_no_commodity() -> None:
    kinds = {m.kind for m in judge_text("", "Актюбинская медная компания.").mentions}
    assert kinds == {"company"}


@pytest.mark.parametrize("case", NEWS, ids=[case["text"][:40] for case in NEWS])
def test_officials_mines_and_oblasts_are_told_from_their_namesakes(case: dict[str, Any]) -> None:
    kinds = {"asset", "person", "region"}
    mentions = judge_text("", case["text"]).mentions
    sure = {m.entity_id for m in mentions if m.kind in kinds and m.confidence >= 0.5}
    assert sorted(sure) == case["named"]


def test_cities_are_places_and_those_of_republican_rank_regions() -> None:
    made = judge_text("", "Поезд из Астаны в Караганду.").mentions
    assert [(m.kind, m.entity_id) for m in made] == [("region", "astana"), ("place", "karaganda")]


def test_a_city_within_the_name_of_an_oblast_is_no_mention() -> None:
    made = judge_text("", "Павлодар облысында тыныш.").mentions
    assert [m.entity_id for m in made] == ["pavlodar_region"]


def test_a_fuel_within_the_name_of_a_mine_is_no_mention() -> None:
    made = judge_text("", "Шымкентский свинцовый завод закрыт.").mentions
    assert [m.entity_id for m in made] == ["shymkent_lead_plant"]


@pytest.mark.parametrize(
    "text",
    ["Qarmet «Костенко» шахтасы", "Qarmet «Kostenko» shahtasy", "Қасым-Жомарт Тоқаев Риддерде"],
)
def test_names_are_read_in_each_script(text: str) -> None:
    found = {m.entity_id for m in judge_text("", text, language="kk").mentions}
    assert found & {"kostenko_mine", "tokayev"}


def test_names_in_arabic_letters_are_read() -> None:
    text = "قاسىم-جومارت توقاەۆ تەمىرتاۋ قالاسىندا بولدى"
    found = {m.entity_id for m in judge_text("", text, language="kk").mentions}
    assert {"tokayev", "temirtau"} <= found


@given(
    st.lists(
        st.sampled_from(["Абай", "Риддер", "золото", "город", "Казцинк", ".", "в"]), max_size=12
    )
)
def test_mentions_are_in_order_and_unique(words: list[str]) -> None:
    made = judge_text("", " ".join(words)).mentions
    keys = [(m.where, m.span, m.entity_id) for m in made]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert all(0 <= m.confidence <= 1 for m in made)


def test_of_two_names_of_one_town_at_one_place_the_longer_is_taken() -> None:
    made = judge_text("Bogatyr pit ships a record", "A record month.", language="en").mentions
    towns = [(m.entity_id, m.surface) for m in made if m.kind == "town"]
    assert towns == [("ekibastuz", "Bogatyr pit")]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Ridder'de shahta jaryldy", "Qala turg'yndary ju'ginip otyr. Qazaqmys' ken'ishi."),
        ("Netting to cover Ridder's dusty hill", "The dry tailings blow. Херсоном"),
        ("Рудник", "Ridder'de shahta jaryldy, Balqash'tag'y zauyt. Temirtau's halqy."),
    ],
)
def test_names_with_apostrophes_in_kazakh_texts_keep_their_words(title: str, text: str) -> None:
    judged = judge_text(title, text, language="kk")
    assert judged.mentions
    for mention in judged.mentions:
        field = title if mention.where == "title" else text
        assert mention.surface
        assert field[slice(*mention.span)] == mention.surface
    assert all(reason.words for verdict in judged.verdicts for reason in verdict.reasons)
