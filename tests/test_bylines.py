from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup.authors import marked_names
from pipelines.newsroom.bylines import (
    distinct,
    is_rubric,
    is_written_cyrillic,
    people_of,
    signed_by,
)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Ольга Вернер", ("Ольга Вернер",)),
        ("Айгуль САПАРОВА", ("Айгуль САПАРОВА",)),
        ("Сәуле Нұрланқызы Әбіш", ("Сәуле Нұрланқызы Әбіш",)),
        ("Madina Seitova, Karaganda", ("Madina Seitova",)),
        ("Константин Ю", ("Константин Ю",)),
        ("А. Б. Ахметов", ("А. Б. Ахметов",)),
        ("Иван Петров-Водкин, Усть-Каменогорск", ("Иван Петров-Водкин",)),
        ("Айдос ӘЛІ, Жанар ҚАСЫМ", ("Айдос ӘЛІ", "Жанар ҚАСЫМ")),
        ("Dinara Zhakupova and Timur Lee", ("Dinara Zhakupova", "Timur Lee")),
        ("Ольга Вернер.", ("Ольга Вернер",)),
        ("Сергей Ким-младший, г. Риддер", ("Сергей Ким-младший",)),
        ("Гүлжан ОРАЗ, Саран қаласы", ("Гүлжан ОРАЗ",)),
        ("Гүлжан ОРАЗ,\nСаран қаласы", ("Гүлжан ОРАЗ",)),
        ("Қ. Бекова, Қарағанды облысы", ("Қ. Бекова",)),
    ],
)
def test_a_line_of_names_is_a_signature(line: str, people: tuple[str, ...]) -> None:
    assert signed_by(line) == people


@pytest.mark.parametrize(
    "line",
    [
        "Темиртау", "Темиртау, Сарань, Приозёрск", "Алматы, Астана",
        "Что осталось от комбината", "Молодёжь возвращается", "КАРАГАНДА", "Tengri News",
        "Проспект Бухар-жырау", "Қазақстан Республикасы", "Happy New Year", "",
        "Аким Риддера ушёл", "ольга вернер", "Ольга", "Пришла Ольга. Ушла.",
        "Ольга Вернер ушла.",
    ],
)  # fmt: skip
def test_headings_towns_agencies_and_sentences_are_no_signature(line: str) -> None:
    assert signed_by(line) == ()


@pytest.mark.parametrize(
    ("line", "is_link", "expected"),
    [
        ("Промышленность", False, True),
        ("Economy", False, True),
        ("Горная промышленность", False, True),
        ("Mining & Energy", False, False),
        ("Mining & Energy", True, True),
        ("Криминал.", False, False),
        ("BAAR, SWITZERLAND", False, False),
        ("- Школа", False, False),
        ("Что будет с шахтой в новом году", True, False),
        ("В перечень:", False, False),
        ("Сверхдлинноеслово" * 5, False, False),
    ],
)
def test_a_rubric_is_a_word_or_two_without_punctuation(
    line: str, *, is_link: bool, expected: bool
) -> None:
    assert is_rubric(line, is_link=is_link) is expected


def test_the_script_of_a_line_is_told_by_any_letter() -> None:
    assert is_written_cyrillic("Ольга Verner")
    assert not is_written_cyrillic("Madina Seitova")


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_no_line_is_both_a_sentence_and_a_name(line: str) -> None:
    assert all(person in line for person in signed_by(line))
    assert not (
        signed_by(line) and line.rstrip().endswith((".", "!", "?")) and line[-2:-1].islower()
    )


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("By Almaz Ospanov", ("Almaz Ospanov",)),
        ("Автор: Жанар Әлиева", ("Жанар Әлиева",)),
        ("Avtor: Marlan Jıembaı", ("Marlan Jıembaı",)),
        ("Гүлнар ЖОЛЖАН,", ("Гүлнар ЖОЛЖАН",)),
        ("Байкал Отаров", ("Байкал Отаров",)),
    ],
)
def test_labels_and_commas_around_a_name_are_no_part_of_it(
    line: str, people: tuple[str, ...]
) -> None:
    assert signed_by(line) == people


@pytest.mark.parametrize(
    ("html", "names"),
    [
        # a role or a call beside the name
        ("<div class='article__author'><a>Асель Нур</a><span>Автор</span></div>", ["Асель Нур"]),
        ("<p class=author>Гульнара Жак<br>Редактор новостей</p>", ["Гульнара Жак"]),
        ("<div class=article-author><a>Madina Osman</a><i>Read more</i></div>", ["Madina Osman"]),
        # names that hold the word, as content systems and modules write them
        ("<div class=td-post-author-name><b>От</b> <a>Сауле Ерм</a> - </div>", ["Сауле Ерм"]),
        ("<dd class=createdby>Автор: Дәулет Асан</dd>", ["Дәулет Асан"]),
        ("<div class=Article_author__k><span>Ирина Лисова</span></div>", ["Ирина Лисова"]),
        ("<span class='post-author byline'>written by <a>Ann Lee</a></span>", ["Ann Lee"]),
        # an element that is marked as the author's is believed though it is no common name
        ("<a rel=author>Madonna</a>", ["Madonna"]),
        # the editor of comments, the author of another article, a picture's author, a login
        ("<div class=comment><p class=comment-author>Иван Ив</p></div>", []),
        ("<div class=related><p class=post-author>Иван Ив</p></div>", []),
        ("<aside><p class=post-author>Иван Ив</p></aside>", []),
        ("<p class=photo-author>Иван Ив</p>", []),
        ("<p class=post-author>admin</p>", []),
        (f"<div class=post-author><p>Иван Ив</p><p>{'Он пишет о труде. ' * 20}</p></div>", []),
        (f"<div class=post-author><p>Иван Ив</p><p>{'Он пишет о труде. ' * 99}</p></div>", []),
    ],
)
def test_names_are_found_where_the_page_marks_them(html: str, names: list[str]) -> None:
    assert marked_names(lxml.html.document_fromstring(f"<body>{html}</body>")) == names


def test_only_the_first_of_loosely_marked_names_counts() -> None:
    html = "<p class=post-author>Иван Ив</p><p class=next-author>Пётр Пет</p>"
    assert marked_names(lxml.html.document_fromstring(html)) == ["Иван Ив"]


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<p>Автор: Олег Нестер</p>", ["Олег Нестер"]),
        ("<p>Автор: <a>Зарина Карим</a> | 11 декабря</p>", ["Зарина Карим"]),
        ("<p>Мәтін: Әсет Қали<br>Сурет: Дана Ерж</p>", ["Әсет Қали"]),
        ("<p>Автор: Олег Нестер</p><p>Автор: Иван Ив</p>", []),
        ("<p>Автор: редакция сайта</p>", []),
    ],
)
def test_a_label_names_the_author_where_the_page_has_one(html: str, names: list[str]) -> None:
    assert marked_names(lxml.html.document_fromstring(html)) == names


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Собкор по ВКО Иван Петров", ("Иван Петров",)),
        ("Иван Петров, специально для портала", ("Иван Петров",)),
        ("Асқар ҰМАРОВ, журналист", ("Асқар ҰМАРОВ",)),
        ("Айгерім Сейт мен Дәурен Қали", ("Айгерім Сейт", "Дәурен Қали")),
        ("Иванов Иван, Петров Пётр", ("Иванов Иван", "Петров Пётр")),
        ("Автор: Ахметов А.Б.", ("Ахметов А.Б.",)),
        ("Ж.ЖҰМАБЕК", ("Ж.ЖҰМАБЕК",)),
        ("Автор — Асель Нурова (Караганда)", ("Асель Нурова",)),
        ("АВТОР: ИВАН ПЕТРОВ", ("ИВАН ПЕТРОВ",)),
        ("Автор: اسەت قالي", ("اسەت قالي",)),
        ("Сағыныш Намазшамова Kazinform", ("Сағыныш Намазшамова",)),
        ("Текст: А. Б. Ахметов, фото: В. Петров", ("А. Б. Ахметов",)),
        ("Текст и фото: Олег Нестер", ("Олег Нестер",)),
        ("Finian Cunningham. Sputnik International", ("Finian Cunningham",)),
        ("Senior Writer John Smith", ("John Smith",)),
        ("Автор фото: Иван Петров", ()),
        ("Автор: редакция", ()),
        ("Автор: Ахмет 2", ()),
        ("Собкор по ВКО", ()),
        ("Автор: Senior Staff Writer", ()),
        ("Author: Ludwig van Berg", ("Ludwig van Berg",)),
        ("Author: Ludwig from Berg", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_a_byline_names_people_without_labels_roles_and_newsrooms(
    line: str, people: tuple[str, ...]
) -> None:
    assert people_of(line) == people


@pytest.mark.parametrize(
    ("names", "people"),
    [
        (["Айдос Ахметов", "Ахметов Айдос"], ("Айдос Ахметов",)),
        (["А. Ахметов", "Айдос АХМЕТОВ"], ("Айдос АХМЕТОВ",)),
        (["Айдос Ахметов", "Айдос Серікұлы Ахметов"], ("Айдос Серікұлы Ахметов",)),
        (["Molly Wood", "Molly Woo"], ("Molly Wood",)),
        (["А. Ахметов", "А. Серіков"], ("А. Ахметов", "А. Серіков")),
        (["Айдос Ахметов", "Асель Ахметова"], ("Айдос Ахметов", "Асель Ахметова")),
        ([], ()),
    ],
)
def test_a_person_in_two_spellings_counts_once(names: list[str], people: tuple[str, ...]) -> None:
    assert distinct(names) == people


def test_the_photographers_line_is_no_signature() -> None:
    assert signed_by("Фото: Иван Петров") == ()
    assert signed_by("By Reuters Staff") == ()


def test_a_role_in_small_letters_may_stand_behind_the_names() -> None:
    assert signed_by("Айгуль САПАРОВА, собкор по ВКО") == ("Айгуль САПАРОВА",)
    assert signed_by("Айгуль Сапарова, журналист") == ("Айгуль Сапарова",)
    assert signed_by("Айгуль Сапарова, которая видела всё") == ()
