"""The head of a site above an article is told by its menu and by links before the headline."""

from __future__ import annotations

import lxml.html
import pytest

from pipelines.markup.sitehead import below_menus, is_menu, opening

H1 = "<h1>Печь остановили на ремонт</h1>"
DAY = "<div>Жексенбі, 22 қараша</div>"


def opening_of(body: str) -> str | None:
    tree = lxml.html.document_fromstring(f"<html><body>{body}</body></html>")
    first = opening(tree, next(tree.iter("h1")))
    return None if first is None else " ".join(first.text_content().split())


@pytest.mark.parametrize(
    "above",
    [
        f"{DAY}<a href='/'>Басты бет</a>",
        f"<!-- head -->{DAY}<ul><li><a href='/sport'>Спорт</a></li></ul>",
        f"<script>var today;</script>{DAY}<a href='/kk'>Қазақша</a>",
        f"<div> {DAY}</div><a href='/'><img alt=''></a><a href='/'>Вести</a>",
    ],
    ids=["a link", "a comment in front", "a script in front", "a logo in front"],
)
def test_the_first_words_of_a_page_open_it_where_a_link_of_the_site_follows(above: str) -> None:
    assert opening_of(above + H1) == "Жексенбі, 22 қараша"


@pytest.mark.parametrize(
    "html",
    [
        f"{DAY}{H1}<a href='/'>Басты бет</a>",
        f"<div class='breadcrumbs'>Мы здесь <a href='/'>Главная</a></div>{H1}",
        f"<p>22 ноября</p><ol class='crumbs'><li><a href='/'>Главная</a></li></ol>{H1}",
        f"<p>22 ноября <a href='/zavod'>Заводы</a></p>{H1}",
        f"<a href='/'>Вести</a>{H1}",
        f"{DAY}<a href='/'><img alt='Вести'></a>{H1}",
    ],
    ids=["links behind", "a trail", "a trail further on", "one line", "a link alone", "a logo"],
)
def test_what_stands_right_at_the_headline_opens_no_page(html: str) -> None:
    assert opening_of(html) is None


def test_a_page_that_lost_its_headline_has_no_opening_without_links() -> None:
    tree = lxml.html.document_fromstring(f"<html><body>{DAY}{H1}<p>Печь стоит.</p></body></html>")
    headline = next(tree.iter("h1"))
    parent = headline.getparent()
    assert parent is not None
    parent.remove(headline)
    assert opening(tree, headline) is None


@pytest.mark.parametrize(
    ("html", "is_one"),
    [
        ("<nav><a href='/'>Басты бет</a></nav>", True),
        ("<nav class='breadcrumb'><a href='/'>Басты бет</a></nav>", False),
        ("<nav>Бөлімдер</nav>", False),
        ("<div><a href='/'>Басты бет</a></div>", False),
    ],
)
def test_a_menu_is_a_nav_with_links_that_is_no_trail(html: str, is_one: bool) -> None:  # noqa: FBT001 - a table
    assert is_menu(lxml.html.fragment_fromstring(html)) is is_one


def front_of(body: str) -> list[str]:
    """What is left of the elements with words in front of the headline."""
    tree = lxml.html.document_fromstring(f"<html><body>{body}{H1}</body></html>")
    headline = next(tree.iter("h1"))
    shared = {headline, *headline.iterancestors()}
    before = [one for one in tree.iter("*") if one is not headline]
    return [one.text for one in below_menus(before, shared) if (one.text or "").strip()]


@pytest.mark.parametrize(
    "menu",
    ["<nav><a href='/'>Басты бет</a></nav>", "<p>" + "<a href='/n'></a>" * 5 + "</p>"],
    ids=["a menu", "many links"],
)
def test_what_stands_above_a_menu_is_not_of_the_article(menu: str) -> None:
    assert front_of(f"<p>22 қараша</p>{menu}<p>20 қараша</p>")[-1] == "20 қараша"
    assert "22 қараша" not in front_of(f"<p>22 қараша</p>{menu}<p>20 қараша</p>")


@pytest.mark.parametrize(
    "between", ["", "<p>" + "<a href='/n'></a>" * 4 + "</p>", "<nav>Бөлім</nav>"]
)
def test_a_few_links_cut_nothing_off(between: str) -> None:
    assert "22 қараша" in front_of(f"<p>22 қараша</p>{between}<p>20 қараша</p>")
