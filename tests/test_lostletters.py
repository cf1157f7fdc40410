"""Which texts show letters of a wrong charset, or question marks in the place of lost ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.parsing.lostletters import is_garbled

KAZAKH = (
    "Қарағандыда көмір өндіру жоспары орындалды. Шахтёрлер бір тәулікте үш мың тонна қазып, "
    "өткен жылғы көрсеткіштен асырды. Моноқалада жаңа жұмыс орындары ашылып жатыр."
)
LOST = str.maketrans(dict.fromkeys("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "?"))


@pytest.mark.parametrize(
    "words",
    [
        "Р§РµР»РѕРІРµРє РЅР° С€Р°С…С‚Рµ",
        "Шах��а зак��ыта",
        "Шахта ????? ????? ??????",
        "a\x85b\x96c\x99d",
        "?ала басшысы к?мір ?ндіру туралы айтты",
        "?АРА?АНДЫ К?МІР ?НДІРДІ",
        "«?азахмыс» компаниясы Саты?ты ?аласында (?ызмет) к?рсетеді",
        "?зен ?ала ?кім ?ндіріс",
    ],
)
def test_letters_of_a_wrong_charset_and_lost_ones_are_found(words: str) -> None:
    assert is_garbled(words)


def test_a_kazakh_text_whose_letters_became_question_marks_is_garbled() -> None:
    assert is_garbled(KAZAKH.translate(LOST))
    assert not is_garbled(KAZAKH)


@pytest.mark.parametrize(
    "words",
    [
        "Шахтада не болды? Кім кінәлі? Не істеу керек? Қашан ашылады?",
        "«Кто виноват?» – спросил он. (Зачем?) Почему?! Когда?.. Неужели?",
        "Кто виноват?Зачем закрыли?Когда откроют?Почему молчат?Что дальше?",
        "Подробнее: https://site.kz/page?id=5 и site.kz/a?b, mail.kz?to=x news.kz/?p=1 a.kz/x?y",
        "Он сказал: да?нет. " + "Обычные слова русского текста без потерь. " * 20,
        "Сколько это стоит - 5 тысяч или 10?20? Никто не знает, 3?4?5 или 7?8 и 9?1",
        "? ? ? вопрос ? ответ ? другое",
        "",
    ],
)
def test_question_marks_of_the_language_and_of_addresses_are_not(words: str) -> None:
    assert not is_garbled(words)


def test_a_few_lost_letters_in_a_long_text_are_not_enough() -> None:
    assert not is_garbled("к?мір ?ала ж?не " + "слово " * 100)


@given(
    st.lists(
        st.text(
            st.characters(categories=["Ll"], max_codepoint=0x52F, exclude_characters="ÃÐÑâ"),
            min_size=1,
        ),
        max_size=30,
    ),
    st.sampled_from(["? ", "?» ", "?! ", "?.. ", "?", "?) "]),
)
@settings(max_examples=100, deadline=None)
def test_words_that_end_with_question_marks_are_never_garbled(words: list[str], end: str) -> None:
    gap = "" if end.endswith(" ") else " "
    assert not is_garbled((end + gap).join(words))


@given(
    st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=200)
)
@settings(max_examples=100, deadline=None)
def test_kazakh_with_any_plain_words_behind_it_is_not_garbled(words: str) -> None:
    clean = words.encode("cp1251", "ignore").decode("cp1251").replace("?", "")
    plain = "".join(letter for letter in clean if letter.isascii() or "а" <= letter <= "я")
    assert not is_garbled(f"Қарағандыдағы шахта жабылды ма? Иә. {plain}")
