from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stories.skeletons import names_of, skeleton


@pytest.mark.parametrize(
    "spellings",
    [
        ("Сейітқалиев", "Сейткалиев", "Сейткалиева", "Сейітқалиевтің", "Seitkaliyev"),
        ("Нұрлан", "Нурлана", "Нурланом", "Nurlan"),
        ("Жақсылықов", "Жаксылыкову", "Zhaksylykov"),
        ("Әбдірахманова", "Абдрахмановой", "Abdrakhmanova"),
        ("Мүсілімов", "Мусилимовым", "Mussilimov"),
        ("Жамбыл", "Джамбул", "Dzhambul"),
        ("Есенжолов", "Есенжолова", "Yessenzholov's"),
        ("Шевченко", "Shevchenko"),
    ],
)
def test_a_name_has_one_skeleton_in_all_languages_and_cases(spellings: tuple[str, ...]) -> None:
    assert len({skeleton(one) for one in spellings}) == 1


def test_other_names_have_other_skeletons() -> None:
    assert len({skeleton(one) for one in ("Мусин", "Касымов", "Байжанов", "Темиргалиев")}) == 4


def test_the_first_word_of_a_sentence_is_a_name_only_before_another() -> None:
    assert names_of("Дорога закрыта.") == frozenset()
    assert names_of("Ерлан Мусинов приехал.") == {"rln", "msnv"}
    assert names_of("Приехал вчера Мусинов.") == {"msnv"}


def test_letters_of_a_firm_stay_as_they_are() -> None:
    assert "kigam" in names_of("Соглашение подписал институт KIGAM.")


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_skeletons_hold_consonants_only(text: str) -> None:
    assert all(not set(one) & set("aeiouyаеиоуыэюя") or one.isalpha() for one in names_of(text))
    assert set(skeleton(text)) <= set("bcdfghjklmnprstvz")
