"""A digest as text and as a page: the same facts, and nothing that harms whoever reads it."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from desk.digest.page import page
from desk.digest.plain import WIDTH, text, wrapped
from desk.digest.telling import STORIES, told
from desk.wording.phrases import LANGUAGES
from tests.digests import HOSTILE, contents, edit, full, hostile, note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.digest.contents import Contents
    from desk.digest.outline import Outline

MANY = contents(new=tuple(map(note, range(STORIES + 2))), extended=1)
ALL = [(one, language) for one in (full(), hostile(), contents(), MANY) for language in LANGUAGES]
# what a mail may hold; no script, picture, form, frame or style sheet from elsewhere
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "table", "tbody", "tr", "td", "div", "span",
    "a", "p", "h1", "h2", "h3", "strong", "br",
}  # fmt: skip
NOT_SHOWN = {"subject", "told", "language", "is_sure", "is_grave"}


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def strings(value: Any) -> Iterator[str]:
    """Every word of an outline that a reader is to see."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in NOT_SHOWN:
                yield from strings(getattr(value, field.name))


def parts(source: str, path: str) -> list[Any]:
    """What XPath finds in a page."""
    found = html.document_fromstring(source).xpath(path)
    assert isinstance(found, list)
    return found


def shown(outline: Outline) -> str:
    """All that the page shows, its addresses included."""
    source = page(outline)
    links = " ".join(parts(source, "//a/@href"))
    return squeezed("".join(parts(source, "//body//text()")) + links)


@pytest.mark.parametrize(("given_", "language"), ALL)
def test_text_and_page_tell_the_same_facts(given_: Contents, language: str) -> None:
    outline = told(given_, language)
    plain, laid_out = squeezed(text(outline)).casefold(), shown(outline)
    for words in strings(outline):
        # an item's language is for the machine, and stands in an attribute
        if words not in {"kk", "ru", "en"}:
            assert squeezed(words).casefold() in plain
            assert squeezed(words) in laid_out


@pytest.mark.parametrize(("given_", "language"), ALL)
def test_a_page_holds_no_script_and_nothing_from_elsewhere(given_: Contents, language: str) -> None:
    source = page(told(given_, language))
    assert {one.tag for one in parts(source, "//*")} <= ELEMENTS
    assert not parts(source, "//@src | //@background | //@srcset | //@action")
    names = {name for one in parts(source, "//*") for name in one.attrib}
    assert not [name for name in names if name.startswith("on")]
    styles = " ".join([*parts(source, "//@style"), *parts(source, "//style/text()")])
    assert "url(" not in styles
    assert "@import" not in styles


@pytest.mark.parametrize("given_", [full(), hostile()])
def test_every_link_is_http(given_: Contents) -> None:
    links = parts(page(told(given_, "ru")), "//a/@href")
    assert all(re.match(r"https?://[^/@\s]+/", link) for link in links)
    assert bool(links) == (given_ == full())


def test_hostile_words_are_shown_as_they_are_written() -> None:
    source = page(told(hostile(), "en"))
    body = "".join(parts(source, "//body//text()"))
    assert "<script>alert(1)</script>" in body
    assert "{{ 7 * 7 }}" in body
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", source)
    for words in HOSTILE[:3]:
        assert words not in source


@given(words=st.text(max_size=60))
@settings(max_examples=60)
def test_no_title_breaks_out_of_the_page_or_the_text(words: str) -> None:
    outline = told(contents(edits=(edit(title=words),), new=(note(publisher=words),)), "en")
    source = page(outline)
    assert {one.tag for one in parts(source, "//*")} <= ELEMENTS
    assert len(parts(source, "//h2")) == 2
    assert "\r" not in text(outline)


@pytest.mark.parametrize(("given_", "language"), ALL)
def test_text_is_wrapped_and_only_an_address_is_longer(given_: Contents, language: str) -> None:
    for line in text(told(given_, language)).split("\n"):
        assert len(line) <= WIDTH or line.strip().startswith("http")
        assert line == line.rstrip()


@given(st.lists(st.sampled_from(["60", "new", "23", "қараша", "шахта"]), min_size=9, max_size=60))
@settings(max_examples=60)
def test_no_line_of_a_text_ends_between_a_number_and_what_it_counts(words: list[str]) -> None:
    for one, other in pairwise(wrapped(" ".join(words))):
        assert not (one[-1].isdigit() and other[0].isalpha())


def test_no_line_of_a_text_begins_with_the_dot_between_two_facts() -> None:
    assert not [line for line in text(told(full(), "kk")).split("\n") if line.strip()[:1] == "·"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_knows_its_language_and_both_colours_of_a_screen(language: str) -> None:
    source = page(told(full(), language))
    assert parts(source, "//html/@lang") == [language]
    assert parts(source, "//meta[@name='color-scheme']/@content") == ["light dark"]
    assert parts(source, "//meta[@name='viewport']")
    (style,) = parts(source, "//style/text()")
    assert "prefers-color-scheme: dark" in style
    # every colour that is light by day has a class by which it changes at night
    classes = {name for names in parts(source, "//@class") for name in names.split()}
    assert {"back", "card", "text", "muted", "accent", "title", "line"} <= classes


def test_a_title_in_another_language_says_so_to_a_reader_and_to_a_machine() -> None:
    source = page(told(contents(new=(note(),)), "ru"))
    (link,) = parts(source, "//a")
    assert (link.get("lang"), link.get("dir")) == ("kk", "auto")
    assert parts(source, "//span[@class='mark']/text()") == ["казахский"]


def test_a_digest_without_reports_is_a_page_and_a_text_too() -> None:
    outline = told(contents(), "en")
    assert outline.sections == ()
    assert "Nothing was reported on these topics in this period." in text(outline)
