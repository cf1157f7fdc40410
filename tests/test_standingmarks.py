from __future__ import annotations

import lxml.html

from pipelines.markup.markup import Markup
from pipelines.pagekinds.standingmarks import Marks, paid_links


def marks(html: str, title: str = "", **claims: object) -> Marks:
    tree = lxml.html.document_fromstring(f"<html><body>{html}</body></html>")
    return Marks(tree, Markup(**claims), title)  # type: ignore[arg-type]


def test_sections_are_the_one_claimed_and_the_breadcrumbs() -> None:
    crumbs = "<ul class='breadcrumbs'><li><a>Главная</a></li><li>Мнения</li></ul>"
    assert marks(crumbs, section="Блоги").sections == ("блоги", "главная", "мнения")


def test_only_the_ends_of_a_title_of_several_parts_count() -> None:
    assert marks("", "Мнение: рудник, цена и люди (обзор)").title_ends == ("мнение", "обзор")
    assert marks("", "Мнение").title_ends == ()


def test_labels_stand_beside_the_headline_not_elsewhere() -> None:
    far = f"<p>{'Рудник вернул смены на прежний график. ' * 20}</p><span>Реклама</span>"
    page = f"<main><div><span>Интервью</span><h1>Рудник</h1></div>{far}</main>"
    assert marks(page).labels == ("интервью",)


def test_a_menu_beside_the_headline_holds_no_label() -> None:
    menu = "".join(f"<li>Пункт {n}</li>" for n in range(9))
    assert marks(f"<ul>{menu}</ul><h1>Рудник</h1>").labels == ()


def test_a_page_without_a_headline_has_no_labels_and_the_classes_of_its_body() -> None:
    page = marks("<p>Рудник</p>")
    assert page.labels == ()
    assert page.classes == frozenset()
    assert marks("<div class='Opinion'><h1>Рудник</h1></div>").classes == {"opinion"}


def test_the_author_of_the_page_need_not_be_a_person() -> None:
    page = marks("<span class='byline'>Пресс-служба акимата</span>")
    assert page.bylines == ("пресс-служба акимата",)


def test_hosts_hold_those_below_them_and_no_others() -> None:
    for url, is_there in (
        ("https://www.gov.kz/news/1", True),
        ("https://vko.gov.kz/1", True),
        ("https://notgov.kz/1", False),
        ("https://[broken/1", False),
    ):
        assert marks("", canonical_url=url).is_of_host(["gov.kz"]) is is_there
    assert not marks("", canonical_url="https://gov.kz/1").is_of_host(())


def test_parts_of_the_address_leave_the_last_one_out() -> None:
    assert marks("", canonical_url="https://x.example/Press_Releases/1").paths == (
        "press-releases",
    )
    assert marks("").paths == ()
    assert marks("", canonical_url="https://[broken/a/1").paths == ()


LINK = "<a rel='sponsored' href='https://{}/'>буровые</a>"


def paid(body: str, *paragraphs: str) -> bool:
    return paid_links(
        lxml.html.document_fromstring(f"<html><body>{body}</body></html>"), paragraphs
    )


def test_a_paid_link_counts_in_a_paragraph_of_the_text_only() -> None:
    page = f"<p>Купите {LINK.format('altyn.example')} у нас.</p>"
    assert paid(page, "Купите буровые у нас.")
    assert not paid(page, "Рудник вернул смены.")
    assert not paid("<p>Купите буровые у нас.</p>", "Купите буровые у нас.")


def test_links_of_two_advertisers_or_of_a_shop_are_the_writers_own() -> None:
    two = f"<p>Купите {LINK.format('a.example')}</p><p>Купите {LINK.format('b.example')}</p>"
    assert not paid(two, "Купите буровые")
    assert not paid(f"<p>Купите {LINK.format('www.ozon.kz')}</p>", "Купите буровые")
    assert not paid(f"<span>{LINK.format('a.example')}</span>", "Купите буровые")
