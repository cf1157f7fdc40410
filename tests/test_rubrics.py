"""The rubric at the headline, and labels that are none."""

from __future__ import annotations

import lxml.html
import pytest

from pipelines.markup.markup import read_markup
from pipelines.markup.rubrics import behind_text, without_label

TEXT = (
    "<p>"
    + "Комбинат в Балхаше остановил печь на ремонт, сообщили на предприятии вчера. " * 3
    + "</p>"
)


def section_of(html: str) -> str:
    tree = lxml.html.document_fromstring(f"<body>{html}{TEXT}{TEXT}</body>")
    return read_markup(tree, "https://vesti.example/n/1").section


H1 = "<h1>Печь остановили на ремонт</h1>"


@pytest.mark.parametrize(
    ("html", "section"),
    [
        (f"<div class=rubr>Заводские дела</div>{H1}", "Заводские дела"),
        (f"<p>Заводские дела</p>{H1}", "Заводские дела"),
        (f"<div class=cats><a href='/zavod/'>Заводы</a></div>{H1}", "Заводы"),
        (f"{H1}<p>5 мая 2025 | <a href='/zavod/'>Заводы</a> | 7 отзывов</p>", "Заводы"),
        (f"{H1}<p>5 мая 2025 | Рубрика: <a>Заводы</a></p>", "Заводы"),
        (f"{H1}<p><b>Айдары:</b> Зауыт тынысы</p>", "Зауыт тынысы"),
        (f"<div>5 May 2025 <em>Mining</em></div>{H1}", "Mining"),
        (f"{H1}<p><i>Промышленность</i></p>", "Промышленность"),
        (f"{H1}<ol class=bread><li>Басты бет</li><li>Өндіріс</li></ol>", "Өндіріс"),
        (f"<table><tr><td>{H1}{TEXT}</td></tr><tr><td>Санат: <a>Зауыттар</a></td></tr></table>", "Зауыттар"),
        # what stands there and is no rubric
        (f"<p>Вера Ли</p>{H1}", ""),
        (f"<p>LIVE</p>{H1}", ""),
        (f"<p>Партнёрский материал</p>{H1}", ""),
        (f"<p>Share With Friends</p>{H1}", ""),
        (f"<p>FEDERICA ROSSI</p>{H1}", ""),
        (f"<p>Reuters</p>{H1}", ""),
        (f"<p>5 мая 2025</p>{H1}", ""),
        (f"{H1}<p>5 мая 2025 | <a href='/news/12345-pech.html'>Печь</a></p>", ""),
        (f"{H1}<p>5 мая 2025 | <a href='#c'>Отзывы</a></p>", ""),
        (f"{H1}<p>Остановили всё.</p>", ""),
        (f"<p><a href='/'>Назад</a></p>{H1}", ""),
        (f"<i><a href='/m'>Заводы</a></i><i><a href='/w'>Экономика</a></i>{H1}", ""),
        (f"{H1}{TEXT}{TEXT}<p>Категория: <a>А</a></p><p>Категория: <a>Заводы</a></p><p>Категория: <a>Шахты</a></p>", ""),
    ],
)  # fmt: skip
def test_a_rubric_is_told_from_other_labels(html: str, section: str) -> None:
    assert section_of(html) == section


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("Категория: Заводы", "Заводы"),
        ("Sanat Jańalyqtar", "Jańalyqtar"),
        ("Рубрика", "Рубрика"),
        ("Разделка руды", "Разделка руды"),
        ("Заводы", "Заводы"),
    ],
)
def test_a_label_is_no_part_of_the_rubric(line: str, bare: str) -> None:
    assert without_label(line) == bare


def test_a_menu_beside_the_article_is_no_trail_to_it() -> None:
    line = (
        "<p>" + "Қарағанды облысындағы кеніште апат болды, екі жұмысшы зардап шекті. " * 4 + "</p>"
    )
    menu = "<td class='left'><a href='/'>Басты бет</a><br><a href='/aimak'>Аймақ</a></td>"
    html = f"<table><tr>{menu}<td><h1>Кеніштегі апат</h1><i>20.11.2026</i>{line}{line}</td></tr></table>"
    tree = lxml.html.document_fromstring(f"<html><body>{html}</body></html>")
    assert read_markup(tree, "https://maiak.example/n/1").section == ""


@pytest.mark.parametrize(
    ("behind", "rubrics"),
    [
        ("<p>Категория: Заводы</p>", ["Заводы"]),
        ("<p>Категория: <a href='/z'>Заводы</a></p>", ["Заводы"]),
        ("<b>Айдары:</b><a href='/z'>Зауыттар</a>", ["Зауыттар"]),
        ("<p>Категория: Заводы</p><p>Категория: Шахты</p>", []),
        ("<p>Категория Заводы</p>", []),
        ("<p><b>Категория:</b> <i>Заводы</i></p>", []),
        ("<p>Категория:</p>", []),
        ("<p>Заводы</p>", []),
    ],
)
def test_one_value_behind_a_label_is_the_rubric_wherever_it_stands(
    behind: str, rubrics: list[str]
) -> None:
    tree = lxml.html.document_fromstring(f"<body>{H1}{TEXT}{behind}</body>")
    assert list(behind_text(tree)) == rubrics
