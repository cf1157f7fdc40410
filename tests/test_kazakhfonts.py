from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.parsing.kazakhfonts import kazakh_page, respelled

KAZAKH = (
    "Қарағандыда жаңа кеніш ашылды, деп хабарлайды баспасөз қызметі. Өндіріс көлемі ұлғаяды, "
    "үш жүз адам жұмысқа қабылданды. Ауыл тұрғындары жаңалыққа қуанып отыр, деді әкім."
)
FOREIGN = {
    "Ukrainian": "Україна має свої підприємства: її шахти є в країні, Євген їх знає, цієї їжі немає.",
    "Belarusian": "Сёлета ўрад наўчыў воўка, у краіне ўсё добра, быў ён, жыў, праўда, увайшоў.",
    "Macedonian": "Тој ќе дојде ноќта, ѓаволот љубов њива џеб ѕвезда куќа веќе меѓу нив.",
    "Serbian": "Ђоковић је рекао да ће љубав и њега чувати, јер џез и кућа нису ништа.",
    "Russian": "В Риддере остановили шахту. Ёлка, подъезд, объём — всё как обычно.",
    "Uzbek": "Ўзбекистонда янги кон очилди, бўлган ўн йил учун қазиб олиш ғалаба ҳам.",
    "capitals in words": "жаЌа быЌты отЌан саЌта аЌты",
    "signs": "Толщина 5µм ±2, 50‰, цена 100¤ и пункт §4.",
}
TEXTS = [
    json.loads(line)["text"]
    for line in (Path(__file__).parent / "data" / "judgement" / "check.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
    if json.loads(line)["language"] == "kk"
]


def misread(text: str, page: str) -> str:
    """Kazakh text in a code page of its own, read as windows-1251."""
    return text.encode(page, "ignore").decode("cp1251", "replace")


@pytest.mark.parametrize("page", ["kz1048", "ptcp154"])
def test_kazakh_code_pages_that_were_read_as_russian_become_kazakh(page: str) -> None:
    assert respelled(misread(KAZAKH, page)) == KAZAKH


@pytest.mark.parametrize("page", ["kz1048", "ptcp154"])
@pytest.mark.parametrize("start", range(0, 60, 6))
def test_articles_that_nobody_chose_for_it_become_kazakh(page: str, start: int) -> None:
    text = " ".join(TEXTS[start : start + 6])
    plain = text.encode(page, "ignore").decode(page)
    assert respelled(misread(text, page)) == plain


@pytest.mark.parametrize("page", ["kz1048", "ptcp154"])
def test_most_single_sentences_become_kazakh_where_the_bytes_are_no_utf_8(page: str) -> None:
    plain = [text.encode(page, "ignore").decode(page) for text in TEXTS]
    right = [kazakh_page(misread(text, page), least=2) == page for text in plain]
    assert sum(right) >= 0.75 * len(right)


def test_a_headline_is_enough_where_the_bytes_are_no_utf_8() -> None:
    line = "Қарағандыда жаңа кеніш ашылды"
    assert kazakh_page(misread(line, "kz1048"), least=1) == "kz1048"
    assert kazakh_page(misread(line, "kz1048")) is None


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("least", [1, 5])
def test_neighbouring_languages_keep_their_letters(language: str, least: int) -> None:
    assert kazakh_page(FOREIGN[language], least) is None
    assert respelled(FOREIGN[language]) == FOREIGN[language]


def test_a_foreign_name_in_a_russian_article_keeps_its_letters() -> None:
    text = "Новак Ђоковић и Љубиша обыграли соперников, сообщает пресс-служба турнира. " * 5
    assert kazakh_page(text, least=1) is None


def test_capitals_are_read_as_well() -> None:
    line = "ҚАРАҒАНДЫДА ЖАҢА КЕНІШ АШЫЛДЫ, ӨНДІРІС ҰЛҒАЯДЫ, ӘКІМ ҚУАНДЫ"
    assert respelled(misread(line, "kz1048")) == line


def test_signs_beside_words_are_no_letters() -> None:
    assert respelled("Ђоковић § ќ " + "ґ ы " * 9) == "Ђоковић § ќ " + "ґ ы " * 9


@settings(max_examples=100)
@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя АБВЁ.,-«»", max_size=100))
def test_russian_is_never_changed(text: str) -> None:
    assert kazakh_page(text, least=1) is None


@settings(max_examples=100)
@given(st.text("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя ў", max_size=100))
def test_text_with_kazakh_letters_of_its_own_is_never_changed(text: str) -> None:
    assert kazakh_page("қ" + text, least=1) is None
