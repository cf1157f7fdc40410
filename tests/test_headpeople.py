"""People in the lines around a headline that no class marks, and lines that name none."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup.headpeople import people_beside
from pipelines.markup.infolines import info_lines
from pipelines.markup.markup import read_markup
from pipelines.markup.visibledates import Surroundings

TEXT = (
    "<p>Рудник в Жезказгане переходит на новую схему вентиляции: вместо двух стволов воздух "
    "пойдёт по трём, и это позволит открыть ещё один горизонт уже в будущем году.</p>"
    "<p>Проект стоит девять миллиардов тенге, работы займут четырнадцать месяцев, и всё это "
    "время смены будут короче на час, рассказали в профсоюзе предприятия на встрече.</p>"
)


def found(beside: str, *, above: str = "", below: str = "") -> tuple[str, ...]:
    html = f"<body>{above}<h1>Рудник меняет вентиляцию</h1>{beside}{TEXT}{below}</body>"
    return read_markup(lxml.html.document_fromstring(html), "https://kz.example/n/1").authors


@pytest.mark.parametrize(
    ("beside", "people"),
    [
        ("<p>12 мая 2025 | Ерлан Сатыбалдин | 14 комментариев</p>", ("Ерлан Сатыбалдин",)),
        ("<div><i>12.05.2025 09:10</i> Ерлан Сатыбалдин</div>", ("Ерлан Сатыбалдин",)),
        ("<ul><li>Гүлназ Ермек</li><li>12 мамыр 2025</li><li>оқылды: 40</li></ul>", ("Гүлназ Ермек",)),
        ("<div><span>Вера Ли, Олег Цой</span><span>12 мая 2025</span></div>", ("Вера Ли", "Олег Цой")),
        ("<div><b>Дәурен Қасым</b><em>геолог, тарихшы</em></div>", ("Дәурен Қасым",)),
        ("<div><a href='/authors/7'>Anna Holm</a> <span>12 May 2025</span></div>", ("Anna Holm",)),
        ("<div><a href='/ru/avtor/7/'>Ерлан Сатыбалдин</a></div>", ("Ерлан Сатыбалдин",)),
        ("<h4>Words and photos by <a>Anna Holm</a></h4>", ("Anna Holm",)),
        ("<small>12 мая 2025 // текст: Ерлан Сатыбалдин // фото: Вера Ли</small>", ("Ерлан Сатыбалдин",)),
        ("<p>Автор — нет</p>", ()),
        # rubrics, places, newsrooms and numbers in the line of the date
        ("<p>12 мая 2025 | Восточный Казахстан</p>", ()),
        ("<p>12 мамыр 2025 | Шығыс Қазақстан | 12</p>", ()),
        ("<p>12 мамыр 2025 | Қала тынысы</p>", ()),
        ("<p>12 May 2025 | Central Asia | Rare Earths</p>", ()),
        ("<p>12 мая 2025 | Пресс-служба акимата</p>", ()),
        ("<p>12 мая 2025 | <a href='/city'>Нижняя Тура</a></p>", ()),
        ("<p>12 мая 2025 | Tengrinews.kz</p>", ()),
        ("<p>Ерлан Сатыбалдин, директор рудника</p>", ()),
        ("<div><b>Ерлан Сатыбалдин</b><em>герой нашего рассказа</em></div>", ()),
        ("<figure><img src='/1.jpg'><figcaption>12 мая 2025. Ерлан Сатыбалдин</figcaption></figure>", ()),
        ("<nav><a href='/author/1'>Вера Ли</a></nav>", ()),
        ("<ul><li>12 мая 2025</li></ul><p>Автор: Вера Ли</p><p>Автор: Олег Цой</p>", ()),
    ],
)  # fmt: skip
def test_people_are_told_from_what_else_stands_beside_a_date(
    beside: str, people: tuple[str, ...]
) -> None:
    assert found(beside) == people


def test_what_a_menu_links_to_is_no_person() -> None:
    menu = "<p><a href='/t'>Светлый Путь</a></p>"
    line = "<p>12 мая 2025 | Светлый Путь</p>"
    assert found(line, above=menu) == ()
    assert found(line) == ("Светлый Путь",)


def test_people_in_cards_and_comments_behind_the_text_are_not_the_authors() -> None:
    below = "<div class='x'><a href='/2'>Шахтёры вышли на смену</a><span>1 мая 2025 | Вера Ли</span></div>"
    assert found("<p>12 мая 2025</p>", below=below) == ()


def test_a_page_without_a_headline_may_link_to_one_author() -> None:
    page = "<body><div>قالا</div><a href='/kz/author/ab'>قايرات جۇماباي</a><p>مەكتەپ</p></body>"
    tree = lxml.html.document_fromstring(page)
    assert people_beside((), tree) == ["قايرات جۇماباي"]
    two = lxml.html.document_fromstring(page.replace("<p>", "<a href='/author/c'>Вера Ли</a><p>"))
    assert people_beside((), two) == []


def test_the_name_in_the_head_of_every_page_yields_to_the_shown_author() -> None:
    html = (
        "<meta name=author content='Steppe Digest'><h1>Рудник</h1><p class=author>By Anna Holm</p>"
    )
    tree = lxml.html.document_fromstring(html)
    assert read_markup(tree, "https://kz.example/n/1").authors == ("Anna Holm",)


def test_the_end_of_the_pages_title_is_the_sites_name_and_no_person() -> None:
    html = (
        "<title>Рудник | Аксу Вести</title><meta name=author content='Аксу Вести'><h1>Рудник</h1>"
    )
    tree = lxml.html.document_fromstring(html)
    assert read_markup(tree, "https://kz.example/n/1").authors == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_line_is_read_without_an_error(pieces: list[str]) -> None:
    tree = lxml.html.document_fromstring("<body><h1>Рудник в городе</h1><div></div></body>")
    box = next(tree.iter("div"))
    for piece in pieces:
        span = lxml.html.Element("span")
        span.text = "".join(letter for letter in piece if letter.isprintable())
        box.append(span)
    assert isinstance(people_beside(info_lines(Surroundings(tree)), tree), list)


@pytest.mark.parametrize(
    "place", ["Восточный Казахстан", "Түркістан Облысы", "Орталық Азия", "Горный Алтай"]
)
def test_a_place_beside_the_day_is_no_person(place: str) -> None:
    assert found(f"<p>12 мая 2025 | {place}</p>") == ()
    assert found(f"<p>12 мая 2025 | {place} | Вера Ли</p>") == ("Вера Ли",)
