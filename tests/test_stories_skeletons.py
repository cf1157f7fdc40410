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
        ("Актас", "Ақтас", "Актасе", "Ақтастағы", "Aktas"),
        ("Қайрақты", "Кайракты", "Kairakty"),
        ("Гусляков", "Гусляковского", "Гусляковский", "Guslyakov"),
        ("Абай", "Абайская", "Абайского", "Abai", "Abayskaya"),
        ("Сементс", "Cements"),
        ("Цементник", "Tsementnik"),
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


def test_a_word_in_quotation_marks_is_a_name_wherever_it_stands() -> None:
    assert names_of("На руднике «Тентек Көмір» обвал.") == {"tntk", "kmr"}
    assert names_of("«Актас» закрыт.") == {"kts"}
    assert names_of("«Ақтаста» апат болды.") == {"kts", "ktst"}


def test_what_somebody_says_is_no_name() -> None:
    assert names_of("«Мы давно просим мастера закрыть шурф», добавил он.") == frozenset()
    assert names_of("«Мы давно просим мастера закрыть» добавил он.") == frozenset()
    assert names_of("Бренд «чистый город» забыт.") == frozenset()


def test_a_name_before_a_colon_begins_a_title() -> None:
    assert names_of("Aktas: toll at two") == {"kts"}


def test_letters_of_a_firm_stay_as_they_are() -> None:
    assert "kigam" in names_of("Соглашение подписал институт KIGAM.")


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_skeletons_hold_small_latin_letters(text: str) -> None:
    assert all(one.isalpha() for one in names_of(text))
    assert set(skeleton(text)) <= set("abcdfghjklmnprstvz")
