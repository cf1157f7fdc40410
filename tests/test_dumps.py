"""Reading text dumps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.dumps import parse_dump

ENGLISH = """ date 2025-03-14 RIDDER — The town's heating plant will get two new boilers
before winter, the regional government said. Work starts in May.

Advertisment

Money and Terms

The project costs 12 billion tenge and should be finished by October.

Work for the Residents

Advertisment

About 300 people will be hired, most of them from the town.
"""
RUSSIAN = """Новый рудник под Хромтау начнут строить весной
14 марта 2025, 10:15

АКТОБЕ. KAZINFORM – Строительство рудника начнётся весной, сообщили в акимате.

Сколько это стоит

Инвестор вложит 90 млрд тенге.
Работу получат
пятьсот человек.

— Мы ждали этого, — сказал житель.

Реклама

Что дальше?

Первую руду обещают через три года.
"""
KAZAKH = """Жаңатаста жаңа зауыт ашылды

Зауытта үш жүз адам жұмыс істейді.

Өнім көлемі

Жылына бір миллион тонна өнім шығарылады.

Жарнама

Экспорт бағыттары

Өнім көрші елдерге жөнелтіледі.

Тағы оқыңыз
"""


def test_an_english_dump_without_a_title_is_read() -> None:
    dump = parse_dump(ENGLISH)
    assert dump.date_raw == "2025-03-14"
    assert dump.dateline is not None
    assert (dump.dateline.city, dump.dateline.agency) == ("Ridder", "")
    assert [dump.paragraphs[i] for i in sorted(dump.headings)] == [
        "Money and Terms",
        "Work for the Residents",
    ]
    assert dump.paragraphs.count("Advertisment") == 2
    assert dump.title == (
        "The town's heating plant will get two new boilers before winter, the regional"
        " government said."
    )


def test_a_russian_dump_with_title_and_date_line_is_read() -> None:
    dump = parse_dump(RUSSIAN)
    assert dump.title == "Новый рудник под Хромтау начнут строить весной"
    assert dump.date_raw == "14 марта 2025, 10:15"
    assert dump.dateline is not None
    assert (dump.dateline.city, dump.dateline.agency) == ("Актобе", "KAZINFORM")
    assert [dump.paragraphs[i] for i in sorted(dump.headings)] == [
        "Сколько это стоит",
        "Что дальше?",
    ]
    assert "Работу получат пятьсот человек." in dump.paragraphs


def test_a_kazakh_dump_is_read_and_a_last_short_line_is_no_heading() -> None:
    dump = parse_dump(KAZAKH)
    assert dump.title == "Жаңатаста жаңа зауыт ашылды"
    assert (dump.date_raw, dump.dateline) == (None, None)
    assert [dump.paragraphs[i] for i in sorted(dump.headings)] == [
        "Өнім көлемі",
        "Экспорт бағыттары",
    ]


def test_a_made_title_is_cut_at_a_word() -> None:
    dump = parse_dump("Очень длинное предложение, " + "слово " * 40 + "конец.")
    assert len(dump.title) <= 120
    assert dump.title.endswith("слово…")


def test_a_made_title_without_blanks_is_cut_anyway() -> None:
    dump = parse_dump("ы" * 300 + ".")
    assert dump.title == "ы" * 119 + "…"


@pytest.mark.parametrize(
    "short",
    [
        "Читайте на https://a.kz",
        "Итоги года.",
        "Вот что он сказал:",
        "— Да",
        "строка с малой буквы",
        "Сказал он «Хватит!»",
        "Слово " * 15 + "конец",
    ],
)
def test_a_short_line_of_another_kind_is_no_heading(short: str) -> None:
    dump = parse_dump(f"Первый абзац текста.\n\n{short}\n\nВторой абзац текста.")
    assert dump.headings == frozenset()


def test_a_list_of_short_lines_is_no_row_of_headings() -> None:
    dump = parse_dump("Города страны:\n\nРиддер\n\nХромтау\n\nЖанатас\n\nВсе они малы.")
    assert dump.headings == frozenset()


def test_a_line_that_comes_again_is_no_heading() -> None:
    dump = parse_dump("Абзац один.\n\nПодпишись\n\nАбзац два.\n\nПодпишись\n\nАбзац три.")
    assert dump.headings == frozenset()


@pytest.mark.parametrize("text", ["", " \n\n ", "\ufeff"])
def test_an_empty_dump_has_neither_title_nor_paragraphs(text: str) -> None:
    assert parse_dump(text) == parse_dump("")
    assert (parse_dump(text).title, parse_dump(text).paragraphs) == ("", ())


def test_a_dump_of_a_date_alone_keeps_the_date() -> None:
    dump = parse_dump("12 апреля 2024")
    assert (dump.paragraphs, dump.date_raw) == ((), "12 апреля 2024")


def test_a_dump_that_is_only_advertising_has_no_title() -> None:
    assert parse_dump("Advertisment\n\nРеклама").title == ""


def test_a_dateline_that_is_the_whole_first_line_leaves_the_rest() -> None:
    dump = parse_dump("АСТАНА. KAZINFORM\n\nВ шахте порядок.")
    assert dump.paragraphs == ("В шахте порядок.",)
    assert dump.dateline is not None


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            ["Заголовок", "Абзац с точкой.", "Реклама", "12 апреля 2024", "ASTANA — The end.",
             "date 2024-04-02", "продолжение", "", "Что дальше?"]
        ),
        max_size=8,
    ).map("\n".join)
)  # fmt: skip
def test_every_word_of_a_dump_is_kept_somewhere(text: str) -> None:
    dump = parse_dump(text)
    kept = " ".join([dump.title, *dump.paragraphs, dump.date_raw or "", str(dump.dateline)])
    assert all(word in kept for word in text.split() if word not in {"date", "2024-04-02"})
    assert all(0 < i < len(dump.paragraphs) - 1 for i in dump.headings)


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, "", "Бір ғана жол"])
def test_each_paragraph_of_a_dump_is_a_heading_or_text(text: str) -> None:
    dump = parse_dump(text)
    assert len(dump.kinds) == len(dump.paragraphs)
    assert {at for at, kind in enumerate(dump.kinds) if kind == "heading"} == dump.headings
    assert set(dump.kinds) <= {"heading", "text"}
