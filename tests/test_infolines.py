"""The short lines around a headline and their segments."""

from __future__ import annotations

import lxml.html
import pytest

from pipelines.markup.infolines import InfoLine, info_lines
from pipelines.markup.visibledates import Surroundings

LONG = "Фабрика в Сатпаеве начала принимать руду с нового участка, где добыча идёт открытым способом уже год. "


def lines_of(html: str) -> tuple[InfoLine, ...]:
    return info_lines(Surroundings(lxml.html.document_fromstring(f"<body>{html}</body>")))


@pytest.mark.parametrize(
    ("line", "segments"),
    [
        ("5 мая 2025 · Вера Ли · 90", ["5 мая 2025", "Вера Ли", "90"]),
        ("5 мая 2025 // Вера Ли", ["5 мая 2025", "Вера Ли"]),
        ("5 мая 2025 » Город", ["5 мая 2025", "Город"]),
        ("<b>5 мая 2025</b><i>Вера Ли</i>", ["5 мая 2025", "Вера Ли"]),
        ("Газета «Ел» номер", ["Газета «Ел» номер"]),
        ("Усть-Каменогорск", ["Усть-Каменогорск"]),
    ],
)
def test_lines_are_cut_at_marks_and_elements(line: str, segments: list[str]) -> None:
    (found,) = lines_of(f"<h1>Новая руда Сатпаева</h1><p>{line}</p>")
    assert [one.text for one in found.segments] == segments


def test_links_go_with_their_segments() -> None:
    (found,) = lines_of("<h1>Новая руда Сатпаева</h1><p>5 мая 2025 <a href='/c'>Город</a></p>")
    assert [one.link for one in found.segments] == ["", "/c"]
    assert found.is_dated


def test_three_lines_in_front_and_none_behind_the_text() -> None:
    above = "".join(f"<div>Строка {word}</div>" for word in ("один", "два", "три", "четыре"))
    text = f"<p>{LONG}</p><p>{LONG}</p><div>Поздняя строка</div>"
    found = lines_of(f"{above}<h1>Новая руда Сатпаева</h1><div>Ранняя строка</div>{text}")
    shown = [(line.is_front, line.segments[0].text) for line in found if len(line.segments) == 1]
    assert (True, "Строка один") not in shown
    assert [text for is_front, text in shown if is_front] == [
        "Строка два",
        "Строка три",
        "Строка четыре",
    ]
    assert (False, "Ранняя строка") in shown
    assert (False, "Поздняя строка") not in shown


def test_a_body_that_is_one_element_ends_the_head() -> None:
    body = f"<div>{LONG * 4}<br><br>{LONG}<i>Вера Ли</i></div>"
    found = lines_of(f"<h1>Новая руда Сатпаева</h1>{body}<div>Поздняя строка</div>")
    assert found == ()


def test_menus_and_forms_hold_no_lines() -> None:
    beside = "<nav>Меню сайта</nav><form>Поиск по сайту</form>"
    assert lines_of(f"<h1>Новая руда Сатпаева</h1>{beside}") == ()


def test_a_page_without_a_headline_has_no_lines() -> None:
    assert lines_of("<p>5 мая 2025</p>") == ()
