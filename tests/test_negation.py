from __future__ import annotations

import pytest

from pipelines.relevance.lexicon import scan
from pipelines.relevance.negation import standing_terms


def standing(text: str, title: str = "") -> set[str]:
    return {hit.term.id for hit in standing_terms(scan(title, text)) if not hit.cancelled}


def undone(text: str, title: str = "") -> set[str]:
    return {hit.term.id for hit in standing_terms(scan(title, text)) if hit.cancelled}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("ФК «Шахтёр» проиграл.", "miner"),
        ("A lift shaft, not a mine.", "shaft"),
        ("Дорогое золото 583 пробы у ювелира: ювелирный дом.", "gold"),
        ("Кітапхана – білім кеніші.", "mine_kk"),
        ("Bitcoin miners left.", "miner"),
    ],
)
def test_a_negative_undoes_the_terms_it_names_nearby(text: str, term: str) -> None:
    assert term in undone(text) | ({term} - standing(text))
    assert term not in standing(text)


def test_a_negative_does_not_reach_other_sentences() -> None:
    text = "Вечером был футбольный матч на городском стадионе у реки. " + "Иное дело было. " * 4
    assert "miner" in standing(text + "Шахтёры бастуют третий день.")


def test_what_undid_a_term_is_told() -> None:
    hit = next(h for h in standing_terms(scan("", "ФК «Шахтёр» проиграл матч.")) if h.cancelled)
    assert "football_club" in hit.cancelled


def test_a_negative_that_sets_the_subject_undoes_ambiguous_terms_everywhere() -> None:
    text = "Prices fell. " * 10 + "Miners switched off."
    assert "miner" not in standing(text, title="Bitcoin loses half")
    assert "miner" in standing(text, title="Prices lose half")


def test_the_home_country_keeps_the_programme_of_mono_towns() -> None:
    assert "monotown" not in standing("Моногорода России получат льготы.")
    assert "monotown" in standing("Моногорода Казахстана получат льготы, как в России.")


def test_of_overlapping_terms_the_stronger_one_counts() -> None:
    assert standing("месторождение золота") == {"deposit_ore"}


def test_words_within_a_company_name_are_no_terms() -> None:
    assert "ore_plant" not in standing("Донской ГОК")
    assert standing("Донской ГОК") == set()


def test_an_industry_among_many_sectors_is_undone() -> None:
    listed = "Обсудили туризм, горнодобывающую отрасль и сельское хозяйство."
    (hit,) = standing_terms(scan("", listed))
    assert "sector_list" in hit.cancelled
    (alone,) = standing_terms(scan("", "Обсудили туризм и горнодобывающую отрасль."))
    assert not alone.cancelled
