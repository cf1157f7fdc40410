"""Short lines that are the date of an article, and those that are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dating.linedates import (
    LineDates,
    has_date,
    is_bare,
    is_label_of_change,
    read_line,
)


@pytest.mark.parametrize(
    ("pieces", "published"),
    [
        (["20 қараша 2026, 14:30"], "20 қараша 2026, 14:30"),
        (["Сұхбат • 21 Ақпан, 2025"], "Сұхбат • 21 Ақпан, 2025"),
        (["20.11.2026 345 просмотров"], "20.11.2026 345 просмотров"),
        (["Иван Иванов, 20 ноября 2026 г."], "Иван Иванов, 20 ноября 2026 г."),
        (["By Minh Do on Monday, November 18th, 2019 at 11:08 a.m."],) * 2,
        (["12 мая 2024", "09:16", "345", "Экономика"], "12 мая 2024 09:16"),
        (["20", "ноября", "2026"], "20 ноября 2026"),
        (["November 20", "15:23", "2019", "17"], "November 20 15:23 2019"),
        (["вчера, 18:40 | Общество"], "вчера, 18:40"),
        (["12 сентября | 09:16 | Экономика"], "12 сентября, 09:16"),
        (["вчера"], "вчера"),
        (["Время чтения: 3 мин. 20.11.2026"], "Время чтения: 3 мин. 20.11.2026"),
        (["12 мая 2024 обновлено"], "12 мая 2024 обновлено"),
    ],
)
def test_a_date_with_a_name_or_a_number_beside_it_is_a_date_line(
    pieces: list[str], published: str | list[str]
) -> None:
    expected = published if isinstance(published, str) else published[0]
    assert read_line(tuple(pieces)) == LineDates(published=expected)


@pytest.mark.parametrize(
    "line",
    [
        "12 марта 2024 года на руднике произошел обвал.",
        "12 марта 2024 года погибли шахтёры",
        "Авария на шахте Костенко 28 октября 2023",
        "2023 жылғы 28 қазанда кеніште апат болды",
        "Иван Петров. Заявил 12.03.2024. Так!",
        "A B C D E F GG HH II JJ KK LL MM NN 12.03.2024",
        "The mine was closed on 12 March 2024",
        "345 просмотров",
        "Цена 12 500 тенге",
        "Book your holiday today",
        "сегодня в шахте",
        "12 мая погибли двое",
        "© 2019-2026",
        "",
        "20.11.2026" + " " * 3 + "а" * 80,
        "Қарағанды | Шахтинск | Сараң 2026",
    ],
)
def test_sentences_and_other_figures_are_no_date_lines(line: str) -> None:
    assert read_line((line,)) is None


def test_too_many_words_beside_a_date_make_it_a_list() -> None:
    assert (
        read_line(
            (
                "12.03.2024",
                "Темиртау Балхаш Риддер Рудный",
                "Абай Сатпаев Шахтинск Сарань",
                "Лисаковск Хромтау Аксу",
            )
        )
        is None
    )


@pytest.mark.parametrize(
    ("line", "published", "changed"),
    [
        ("Опубликовано: 20.11.2026 Обновлено: 21.11.2026", "Опубликовано: 20.11.2026", "Обновлено: 21.11.2026"),
        ("Обновлено: 21.11.2026 Опубликовано: 20.11.2026", "Опубликовано: 20.11.2026", "Обновлено: 21.11.2026"),
        ("20.11.2026 | Жаңартылды: 21.11.2026", "20.11.2026", "Жаңартылды: 21.11.2026"),
        ("Last updated on 21 November 2026", "", "Last updated on 21 November 2026"),
        ("Updated 3 hours ago", "", "Updated 3 hours ago"),
        ("20.11.2026 (обновлено 21.11.2026)", "20.11.2026", "обновлено 21.11.2026)"),
        ("Обновлено дата 21.11.2026", "", "Обновлено дата 21.11.2026"),
    ],
)  # fmt: skip
def test_a_line_is_cut_at_the_label_of_a_change(line: str, published: str, changed: str) -> None:
    assert read_line((line,)) == LineDates(published, changed)


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("Жарияланды: 20 қараша 2026, 14:30", True),
        ("20.11.26", True),
        ("Асқар 20.11.2026", False),
        ("20 қараша", False),
        ("вчера", False),
    ],
)
def test_a_bare_line_is_a_full_date_and_nothing_else(line: str, bare: bool) -> None:  # noqa: FBT001 - a table
    assert is_bare(line) is bare


def test_labels_of_a_change_are_known_with_their_colon() -> None:
    assert is_label_of_change("Обновлено:")
    assert is_label_of_change("Соңғы жаңарту:")
    assert not is_label_of_change("Обновлено табло")
    assert not is_label_of_change("")


@settings(max_examples=80)
@given(
    st.lists(
        st.sampled_from(["20.11.2026", "вчера", "Обновлено:", "Опубликовано", "|", "14:30", "Асқар", "мая", "и", ".", "2026", " "]),
        max_size=7,
    )
)  # fmt: skip
def test_each_part_of_a_date_line_holds_a_date(pieces: list[str]) -> None:
    line = read_line(tuple(pieces))
    if line is not None:
        assert line != LineDates()
        assert all(has_date(part) for part in (line.published, line.changed) if part)
