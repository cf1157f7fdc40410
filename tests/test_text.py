"""Cleaning, folding, words and sentences."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.text import clean, fold_match, fold_search, sentences, words

# letters of the region, look-alikes, marks and stops, mixed as no writer would
LETTERS = st.text(
    "абвёЁіқғәңөұүһЙќѓӛјѕћҧaceopxyiqzHTKBZİıƏəáýÝñğş IPO-—’«».!?1г\n\u00a0\u00ad\u200b", max_size=60
)
ANY = st.one_of(st.text(max_size=60), LETTERS)


@settings(max_examples=100)
@given(ANY)
@example("и\u0306 e\u0308 \u200dк\u200b\u0306")
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@settings(max_examples=100)
@given(ANY)
def test_folding_keeps_the_length_so_that_spans_map_back(text: str) -> None:
    assert len(fold_match(text)) == len(fold_search(text)) == len(text)


@settings(max_examples=100)
@given(ANY)
@example("İстана IPOға")
@example("áд")
def test_folding_twice_changes_nothing_more(text: str) -> None:
    text = clean(text)
    assert fold_match(fold_match(text)) == fold_match(text)
    assert fold_search(fold_search(text)) == fold_search(text)


def test_cleaning_removes_what_is_invisible_and_keeps_the_lines() -> None:
    dirty = "\ufeff  Кен\u00adші\u200bлер\u00a0 \tшахта\u2009да \r\n\u202bтұр\ud800\x00 \n\nмен\x0b"
    assert clean(dirty) == "Кеншілер шахта да\nтұр\n\nмен"


def test_cleaning_composes_letters() -> None:
    assert clean("И\u0306од е\u0308ж") == "Йод ёж"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Қарағанды Ёлка", "қарағанды елка"),
        ("Ќазаќстан ѓылымы", "қазақстан ғылымы"),
        ("ӛнеркәсіп жаҥа ҧлт", "өнеркәсіп жаңа ұлт"),
        ("кeншiлер Aуылдағы ТEMIPTAУ", "кеншілер ауылдағы теміртау"),
        ("əкім шəкірт", "әкім шәкірт"),
        ("Кazakhmys", "kazakhmys"),
        ("IPOға KEGOCтың", "ipoға kegocтың"),
        ("сто\u00a0— «два» ʼа’", "сто - \"два\" 'а'"),
        ("İstanbul", "istanbul"),
        ("Coca-Cola", "coca-cola"),
    ],
)
def test_match_folding_repairs_look_alikes_and_keeps_kazakh_letters(
    written: str, folded: str
) -> None:
    assert fold_match(written) == folded


@pytest.mark.parametrize(
    "written", ["Қарағанды", "карағанды", "КАРАГАНДЫ", "Қapaғaнды", "Ќараѓанды"]
)
def test_search_folding_makes_spellings_of_a_town_meet(written: str) -> None:
    assert fold_search(written) == "караганды"


def test_search_folding_takes_marks_off_latin_letters_but_not_off_short_i() -> None:
    assert fold_search(
        "Atyraý Jezqazğan Қыркүйекте ıİ"
    ) == "atyrau jezqazgan кыркуйекте ii".replace("atyrau", "atyray")


def test_words_keep_inner_hyphens_and_apostrophes_and_their_place() -> None:
    text = "Тау-кен д'Ивуар — Oʻzbekiston, 1,5 -да"
    found = words(text)
    assert [word for word, _, _ in found] == ["Тау-кен", "д'Ивуар", "Oʻzbekiston", "1", "5", "да"]
    assert all(text[start:end] == word for word, start, end in found)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("В г. Риддер тихо. Завтра дождь.", ["В г. Риддер тихо.", "Завтра дождь."]),
        ("Это было в 2024 г. Министр ушёл.", ["Это было в 2024 г.", "Министр ушёл."]),
        ("Сказал К. Токаев. Все молчали.", ["Сказал К. Токаев.", "Все молчали."]),
        (
            "Дж. Байден и Mr. Smith of U.S. Steel met.",
            ["Дж. Байден и Mr. Smith of U.S. Steel met."],
        ),
        ("Стоит 5 тыс. тенге, т.е. 1.5 доллара.", ["Стоит 5 тыс. тенге, т.е. 1.5 доллара."]),
        ("Рост 7 млрд. Это много.", ["Рост 7 млрд.", "Это много."]),
        ("Уголь, руда и т.д. Цены растут.", ["Уголь, руда и т.д.", "Цены растут."]),
        ("1. Первый пункт. 2. Второй.", ["1. Первый пункт.", "2. Второй."]),
        ("Согласно ст. 5 закона. См. ниже.", ["Согласно ст. 5 закона.", "См. ниже."]),
        (
            "Бұл — шындық! «Иә, — деді ол. — Солай.»",
            ["Бұл — шындық!", "«Иә, — деді ол.", "— Солай.»"],
        ),
        ("Неужели?.. да, так. Really? Yes.", ["Неужели?.. да, так.", "Really?", "Yes."]),
        ("Заголовок\nТекст.", ["Заголовок", "Текст."]),
        ("矿业。发展！", ["矿业。", "发展！"]),
        ("... (!). Да", ["...", "(!).", "Да"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


@settings(max_examples=100)
@given(ANY)
def test_sentences_cover_every_letter_once_and_in_order(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)


def test_a_line_of_any_length_is_folded_and_cut_like_a_short_one() -> None:
    text = "Ёлка растёт. " * 500
    assert fold_match(text) == "елка растет. " * 500
    assert len(sentences(text)) == 500
    assert len(sentences(f"Шахта.\n{text}")) == 501


def test_a_line_is_cut_the_same_wherever_it_stands() -> None:
    line = "Он жил в г. Риддер. Это 5 т.п. Мы ушли!"
    alone = [line[start:end] for start, end in sentences(line)]
    text = f"Заголовок\n|\n{line}"
    assert [text[start:end] for start, end in sentences(text)][2:] == alone


def test_a_row_of_stops_is_one_stop() -> None:
    assert sentences("." * 20_000) == [(0, 20_000)]
    assert sentences("Да" + "." * 5_000 + " Нет.") == [(0, 5_002), (5_003, 5_007)]
    assert sentences("Да?。 Нет?!) Так.") == [(0, 4), (5, 11), (12, 16)]
