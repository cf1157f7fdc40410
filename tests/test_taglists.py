"""Lists of key words as pages show them."""

import lxml.html
import pytest

from pipelines.markup.taglists import names, shown_tags, words_of


def shown(html: str, *, is_told: bool = False) -> list[str]:
    return shown_tags(lxml.html.document_fromstring(f"<body>{html}</body>"), None, is_told=is_told)


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ("<div class=tags><a>Уран</a><a>Кеніш</a></div>", ["Уран", "Кеніш"]),
        ("<a rel=tag>Уран</a><a href='/tag/x'>Мыс</a>", ["Уран"]),
        ("<a href='/tags/x'>Мыс</a><nav><a href='/tags/y'>Спорт</a></nav>", ["Мыс"]),
        ("<p>Тегтер: Мыс, Уран</p>", ["Мыс", "Уран"]),
        ("<p><b>Теги:</b> Мыс, Уран</p>", ["Мыс", "Уран"]),
        ("<p>Стратегия: рост</p>", []),
    ],
)
def test_marked_lists_come_before_links_and_labels(html: str, tags: list[str]) -> None:
    assert shown(html) == tags


def test_links_and_labels_are_not_asked_where_the_metadata_tells() -> None:
    assert shown("<a href='/tag/x'>Мыс</a><p>Теги: Уран</p>", is_told=True) == []


def test_a_large_element_is_no_tag() -> None:
    node = lxml.html.fragment_fromstring(f"<a>{'<b>x</b>' * 20}</a>")
    assert words_of(node) == ""


def test_no_name_of_the_data_is_written_in_capitals() -> None:
    told = names()
    assert all(name == name.casefold() for name in told.nowhere | told.site_wide)
