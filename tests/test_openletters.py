"""Letters that a spelling leaves open, decided by their neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.openletters import decided, without_marks


@pytest.mark.parametrize(
    ("open_word", "word"),
    [
        ("кUн", "күн"),
        ("қUм", "құм"),
        ("жUмЫс", "жұмыс"),
        ("кOмЫр", "көмір"),
        ("қAлAсЫ", "қаласы"),
        ("мAселе", "мәселе"),
        ("рAсмЫ", "расмы"),
        ("шЫнЫмен", "шынымен"),
        ("Oшірудін", "өшірудін"),
        ("қЙЫн", "қиын"),
        ("жЙЫнтЫқ", "жиынтық"),
    ],
)
def test_vowels_agree_with_their_word(open_word: str, word: str) -> None:
    assert decided(open_word) == word


@pytest.mark.parametrize(
    ("open_word", "word"), [("Uш", "үш"), ("Oз", "өз"), ("сAуЫр", "сәуір"), ("бЫрЫншЫ", "бірінші")]
)
def test_the_hamza_makes_a_word_front(open_word: str, word: str) -> None:
    assert decided(open_word, hamza=True) == word
    assert decided(open_word) != word


@pytest.mark.parametrize(
    ("open_word", "word"),
    [
        ("таЙ", "тай"),
        ("мЙнЙстр", "министр"),
        ("аЙақ", "аяқ"),
        ("россЙа", "россия"),
        ("матерЙал", "материал"),
        ("компанЙалар", "компаниялар"),
        ("қоЙу", "қою"),
        ("кЙу", "кию"),
        ("бЙуджет", "бюджет"),
        ("раЙон", "район"),
        ("мЙллЙон", "миллион"),
        ("серЙЙа", "серия"),
        ("сәтбаЙев", "сәтбаев"),
        ("жатса", "жатса"),
        ("кетсін", "кетсін"),
        ("тсех", "цех"),
        ("протсент", "процент"),
    ],
)
def test_glides_and_affricates_follow_their_neighbours(open_word: str, word: str) -> None:
    assert decided(open_word) == word


@pytest.mark.parametrize(
    ("open_word", "word"),
    [
        ("AUYл", "ауыл"),
        ("бAстAUY", "бастауы"),
        ("келUI", "келуі"),
        ("сAUIр", "сәуір"),
        ("KOYYлдY", "қойылды"),
        ("серIYA", "серия"),
        ("бIYл", "биыл"),
        ("бIIк", "биік"),
        ("қAмтYIдY", "қамтыйды"),
        ("YAғнI", "яғни"),
        ("YелA", "ела"),
        ("OлAрдYнG", "олардың"),
        ("KOнYлдIнG", "қонылдің"),
        ("GAлYм", "ғалым"),
    ],
)
def test_without_marks_one_sign_is_several_letters(open_word: str, word: str) -> None:
    assert decided(without_marks(open_word)) == word


@settings(max_examples=100)
@given(st.text("AOUIYЫЙKGабдеәөкқгғтсуылн", max_size=20), st.booleans())
def test_nothing_stays_open(open_word: str, hamza: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    word = decided(without_marks(open_word), hamza=hamza)
    assert not set(word) & set("AOUIYЫЙKG")
