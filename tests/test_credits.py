"""Captions and credits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup.credits import MAX_CAPTION, split_credit, thanks_somebody


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Фото: Kazinform", "", "Kazinform"),
        ("Фото Kazinform: шахта", "Фото Kazinform: шахта", ""),
        ("Сурет: Әсет Қали", "", "Әсет Қали"),
        ("Photo: Reuters", "", "Reuters"),
        ("Photo by John Smith on Unsplash", "", "John Smith on Unsplash"),
        ("© Kazinform / Иван Петров", "", "Kazinform / Иван Петров"),
        ("Коллаж: Orda.kz", "", "Orda.kz"),
        ("Рудник (фото: Иван Петров)", "Рудник", "Иван Петров"),
        ("Рудник. Фото: © Kazinform", "Рудник.", "Kazinform"),
        ("Шахта в Риддере / Фото: пресс-служба акимата.", "Шахта в Риддере", "пресс-служба акимата"),
        ("Фото: из открытых источников", "", "из открытых источников"),
        ("Иллюстративное фото", "Иллюстративное фото", ""),
        ("Иллюстративное фото: pixabay.com", "", "pixabay.com"),
        ("Суретті түсірген Айдос Қали", "", "Айдос Қали"),
        ("Workers leave the mine. REUTERS/Jane Doe", "Workers leave the mine.", "REUTERS/Jane Doe"),
        ("Workers leave the mine. Jane Doe / Reuters", "Workers leave the mine.", "Jane Doe / Reuters"),
        ("A train passes. Getty Images", "A train passes.", "Getty Images"),
        ("Министр Иванов и шахтёры", "Министр Иванов и шахтёры", ""),
        ("На фото: шахтёры Риддера", "На фото: шахтёры Риддера", ""),
        ("Фото: Иван Петров (Kazinform)", "", "Иван Петров (Kazinform)"),
        (f"Фото: {'слово' * 30}", f"Фото: {'слово' * 30}", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_the_credit_is_cut_from_the_caption(line: str, caption: str, credit: str) -> None:
    assert split_credit(line) == (caption, credit)


@settings(max_examples=100)
@given(st.text(max_size=200), st.sampled_from(["Фото: ", "Photo by ", "© ", "Сурет: ", ""]))
def test_both_parts_stand_in_the_line(noise: str, label: str) -> None:
    line = f"{noise} {label}Kazinform"
    caption, credit = split_credit(line)
    assert len(caption) + len(credit) <= MAX_CAPTION
    assert caption or credit


@pytest.mark.parametrize("credit", ["Фото автора", "ФОТО: АВТОРА", "Суретті автор түсірген"])
def test_a_credit_of_the_author_thanks_nobody_by_name(credit: str) -> None:
    assert not thanks_somebody(credit)


@pytest.mark.parametrize("credit", ["Фото: Асхат Жумабаев", "Photo by AFP", "автор"])
def test_a_credit_that_names_somebody_thanks_him(credit: str) -> None:
    assert thanks_somebody(credit)
