from __future__ import annotations

from pipelines.judgement import Mention
from pipelines.stories.naming import proper_names


def named(surface: str) -> Mention:
    return Mention("x", "town", surface, "text", (0, 1), 0.9)


def test_names_of_the_lead_are_told_apart_from_the_others() -> None:
    leading, names = proper_names(
        ["Обвал на руднике «Актас»", "Погиб крепильщик Сейтов."], ["Сообщил вчера Мусинов."], []
    )
    assert leading == ("kts", "stv")
    assert names == ("kts", "msnv", "stv")


def test_names_of_the_gazetteer_and_common_ones_are_left_out() -> None:
    said = ["Вчера в Усть-Каменогорск приехал Министр Сейтов."]
    assert proper_names(["", *said], [], [named("Усть-Каменогорск")])[1] == ("stv",)


def test_a_word_that_is_translated_within_a_name_is_one_in_all_languages() -> None:
    told = [
        proper_names(["", said], [], [])[1]
        for said in ("На шахте «Северная» тихо.", "Бүгін «Солтүстік» шахтасы.", "The North Katpar.")
    ]
    assert all("~no" in names for names in told)


def test_a_title_in_which_most_words_are_capitals_tells_no_names() -> None:
    assert proper_names(["Two Miners Of Aktas Demand Wages"], [], []) == ((), ())


def test_the_names_of_the_lead_come_first_where_there_are_too_many() -> None:
    letters = "бвгджзклмнпрст"
    late = [
        f"Вчера {one.upper()}а{two}и{three}о."
        for one in letters
        for two in letters[:5]
        for three in "рн"
    ]
    leading, names = proper_names(["Приехал «Актас» снова"], late, [])
    assert "kts" in leading
    assert "kts" in names
    assert len(names) == 40
