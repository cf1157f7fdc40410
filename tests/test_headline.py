from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.headline import one_line, resembles, title_candidates, without_site, words

SITE = ["Алтай Хабар", "altai-habar.kz", "altai-habar"]


@pytest.mark.parametrize(
    "title",
    [
        "Рудник открыли | Алтай Хабар",
        "Рудник открыли - altai-habar.kz",
        "Рудник открыли — Новости Казахстана — Алтай Хабар",
        "Алтай Хабар: новости | Рудник открыли",
        "Рудник открыли » Алтай Хабар - новости региона",
        "Рудник открыли",
    ],
)
def test_the_name_of_the_site_is_no_part_of_a_title(title: str) -> None:
    assert without_site(title, SITE) in ("Рудник открыли", "Рудник открыли — Новости Казахстана")


def test_dashes_inside_a_title_stay() -> None:
    title = "Риддер — Усть-Каменогорск: дорога — в ремонте"
    assert without_site(title, SITE) == title


def test_a_title_that_is_the_name_stays() -> None:
    assert without_site("Алтай Хабар", SITE) == "Алтай Хабар"
    assert without_site("Что-то | К", ["К"]) == "Что-то | К"


def test_a_heading_backed_by_a_claim_is_best() -> None:
    tree = lxml.html.document_fromstring(
        "<title>Рудник открыли | Сайт</title><h1>Лента</h1><h1> Рудник&nbsp;открыли сегодня </h1>"
    )
    found = title_candidates(tree, ["Рудник открыли &amp; пустили", ""], ["Сайт"])
    assert found[0] == "Рудник открыли сегодня"
    assert found[1:] == ("Рудник открыли & пустили", "Рудник открыли", "Лента")


def test_without_any_claim_the_heading_is_the_title() -> None:
    tree = lxml.html.document_fromstring("<h1>Рудник открыли</h1><p>текст</p>")
    assert title_candidates(tree, [], []) == ("Рудник открыли",)


def test_lines_resemble_each_other_by_their_words() -> None:
    assert resembles("«Рудник» открыли!", "Рудник открыли: подробности")
    assert not resembles("Рудник открыли", "Лента новостей")
    assert not resembles("…", "Рудник")


def test_words_ignore_typography() -> None:
    assert words("«Ещё» — раз, 5%") == ("еще", "раз", "5")
    assert one_line(" а&nbsp;&laquo;б&raquo;\n в ") == "а «б» в"


@settings(max_examples=100)
@given(st.text(max_size=80), st.lists(st.text(max_size=10), max_size=3))
def test_a_title_is_only_ever_shortened(title: str, names: list[str]) -> None:
    assert (
        without_site(title, names) in (title, title.strip()) or without_site(title, names) in title
    )
