from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from crawler.hubs import floods
from crawler.hubs.floods import MAX_ATTRIBUTES, bounded_json, bounded_page, thinned

PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True)
PIECES = (
    "<a",
    "<b ",
    ">",
    "/",
    "=",
    " x",
    "y",
    '"',
    "'",
    "\n",
    "\u2003",
    "<",
    "</a>",
    "<!--",
    "-->",
)


def attributes(count: int) -> str:
    return " ".join(f"a{at}=" + ("'x > y'", '"z"', "w")[at % 3] for at in range(count))


def most_attributes(page: str) -> int:
    root = etree.fromstring(page.encode("utf-8", "replace"), PARSER)
    return max((len(one.attrib) for one in root.iter("*")), default=0) if root is not None else 0


def test_a_page_with_tags_as_templates_write_them_is_left_as_it_is() -> None:
    page = f"<p {attributes(40)}><img src='data:image/png,{'A' * 50_000}'>текст a < b & c</p>"
    assert bounded_page(page) == (page, False)


@pytest.mark.parametrize("start", ["<a ", "<a/", '<a ="  ', "<script b ", "<a x='<'"])
def test_a_tag_ends_behind_its_64th_attribute_and_the_page_goes_on(start: str) -> None:
    sound, is_cut = bounded_page(f"{start} {attributes(3000)}>text</a><p>rest</p>")
    assert not is_cut
    assert most_attributes(sound) == MAX_ATTRIBUTES
    assert "<p>rest</p>" in sound


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.integers(0, 200))
def test_no_order_of_marks_hides_a_flood_of_attributes(pieces: list[str], count: int) -> None:
    flood = " ".join(f"n{at}" for at in range(count))
    sound, _ = bounded_page("".join(pieces) + f" {flood}><p>")
    assert most_attributes(sound) <= MAX_ATTRIBUTES


@pytest.mark.parametrize(("limit", "value"), [("MAX_TAGS", 10), ("MAX_SEPARATORS", 19)])
def test_a_page_of_too_many_tags_or_attributes_is_cut_at_a_tag(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    page = "<a b c>x</a>" * 30
    assert bounded_page(page) == (page, False)
    monkeypatch.setattr(floods, limit, value)
    assert bounded_page(page) == ("<a b c>x</a>" * 10, True)


def test_a_json_text_is_cut_where_its_values_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "[" + "[]," * 20
    assert bounded_json(text) == text
    monkeypatch.setattr(floods, "MAX_VALUES", 5)
    assert bounded_json("[1,2,3,4]") == "[1,2,3,4]"
    assert bounded_json(text) == "[[],[],"
    assert bounded_json("[]") == "[]"


@given(st.text(alphabet="<ab>", max_size=60), st.integers(2, 20))
def test_markup_is_thinned_in_its_middle_only(markup: str, most: int) -> None:
    thin = thinned(markup, most)
    assert thin.count("<") <= max(most, 2)
    assert thin == markup or (thin[:1] == markup[:1] and thin[-1:] == markup[-1:])
    assert thin == markup or markup.count("<") > most - most % 2
