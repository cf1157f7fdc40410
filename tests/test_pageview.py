from __future__ import annotations

import lxml.html
import pytest

from pipelines.markup.markup import Markup
from pipelines.pagekinds.pageview import View


def view(html: str = "<p>x</p>", text: str = "", status: int = 200, **claims: object) -> View:
    tree = lxml.html.document_fromstring(f"<html><body>{html}</body></html>")
    return View(tree, Markup(**claims), text, status)  # type: ignore[arg-type]


def test_names_are_titles_then_headlines_each_once() -> None:
    page = view("<h1>Рудник</h1><h1> </h1>", titles=("Рудник | Сайт", "Рудник"))
    assert page.names == ("Рудник | Сайт", "Рудник")
    assert page.parts == (("рудник", "сайт"), ("рудник",))


def test_a_name_is_cut_at_the_marks_between_its_parts() -> None:
    page = view(titles=("Ошибка 404. Страница не найдена — Сайт: новости",))
    assert page.parts == (("ошибка 404. страница не найдена", "сайт: новости"),)
    assert page.clauses == (("ошибка 404", "страница не найдена", "сайт", "новости"),)


def test_sayings_tell_sentences_from_labels() -> None:
    found = view(text="Рудник вернул смены на прежний график.\n\nЧитайте").sayings
    assert [(one.form, one.words, one.is_prose) for one in found] == [
        ("рудник вернул смены на прежний график", 6, True),
        ("читайте", 1, False),
    ]


def test_a_page_says_what_stands_between_its_tags_scripts_left_out() -> None:
    page = view("<p>Раз.<br>Два</p><script>три</script>Четыре")
    assert [one.form for one in page.page_sayings] == ["раз", "два", "четыре"]


def test_the_address_is_path_and_query() -> None:
    assert view(canonical_url="https://x.example/Tag/A/?page=2").path == "/tag/a/?page=2"
    assert view(canonical_url="https://x.example").path == "/"
    assert view().path == ""


@pytest.mark.parametrize(
    ("claims", "is_claimed"),
    [
        ({"page_type": "NewsArticle"}, True),
        ({"page_type": "article"}, False),
        ({"page_type": "website"}, False),
        ({"dates": (("json-ld", "2025-05-06"),)}, True),
        ({"dates": (("meta", "2025-05-06"),)}, True),
        ({"dates": (("visible text", "5 мая"),)}, False),
    ],
)
def test_a_page_calls_itself_an_article_by_its_type_or_date(
    claims: dict[str, object], *, is_claimed: bool
) -> None:
    assert view(**claims).claims_article is is_claimed  # type: ignore[arg-type]


def test_dates_of_the_items_of_a_list_are_not_the_pages() -> None:
    dates = "<meta itemprop='datePublished' content='2025-05-06'>" * 4
    assert not view(dates, dates=(("meta", "2025-05-06"),)).claims_article


def test_a_paragraph_in_front_of_a_list_opens_the_text() -> None:
    lead = "Рудник вернул смены " * 10 + "сегодня."
    assert view(text=f"{lead}\nДругое").opens_with_prose
    assert not view(text="Рудник вернул смены.\nДругое").opens_with_prose
    assert not view(text="Рудник вернул смены " * 10).opens_with_prose
    items = f"<div><a href='/1'>Рудник вернул смены</a> {lead}</div>" * 6
    assert not view(f"<div>{items}</div>", text=lead).opens_with_prose


def test_names_types_and_teasers_are_those_of_the_page() -> None:
    page = view("<div class='A_b'><p id='C'>x</p></div>", page_type="Blog")
    assert page.element_names == {"a-b", "c"}
    assert page.body_names == frozenset()
    assert page.types == {"blog"}
    assert page.teasers == ()
    assert page.linked_share == 0
