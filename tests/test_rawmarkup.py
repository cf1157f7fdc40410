from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.parsing.rawmarkup import MAX_DEPTH, MAX_TAG, MAX_TAGS, repair, shallow


@pytest.mark.parametrize(
    "name", ["title", "textarea", "xmp", "iframe", "noscript", "svg", "select"]
)
def test_an_element_that_is_never_closed_loses_its_opening(name: str) -> None:
    assert repair(f"<p>a<{name.upper()} class=x><p>b") == "<p>a<p>b"
    assert repair(f"<{name}>a</{name}><p>b<{name}>c") == f"<{name}>a</{name}><p>bc"
    assert repair(f"<{name}>a</{name}>") == f"<{name}>a</{name}>"


def test_a_drawing_that_is_closed_in_itself_stays_and_a_frame_does_not() -> None:
    assert repair("<svg/><p>a") == "<svg/><p>a"
    assert repair("<iframe src=a /><p>a") == "<p>a"


def test_plaintext_and_early_ends_of_the_page_are_left_out() -> None:
    assert repair("<PLAINTEXT><p>a</body></html><p>b</plaintext>") == "<p>a<p>b"


def test_a_tag_of_unreasonable_length_keeps_what_it_says() -> None:
    tag = '<a class="news" href="/a" ' + "x=1 " * MAX_TAG + ">"
    assert repair(f"{tag}b</a>") == '<a class="news" href="/a">b</a>'


def test_inline_tags_go_from_pages_of_very_many_tags_only() -> None:
    few = "<p><b>a</b> <bdo dir=ltr>b</bdo> <br></p>"
    assert repair(few) == few
    assert repair("<p>c</p>" * MAX_TAGS + few).endswith("<p>c</p><p>a b <br></p>")


def test_what_nests_too_deep_is_lifted_and_what_follows_stands_where_it_stood() -> None:
    page = "<section>" + "<div>" * 500 + "<p>a</p>" + "</div>" * 500 + "<p>b</p></section>"
    flat = shallow(page)
    assert MAX_DEPTH // 2 < flat.count("<div>") == flat.count("</div>") <= MAX_DEPTH
    assert flat.startswith("<section><div>")
    assert flat.endswith("</div><p>b</p></section>")
    assert "<p>a</p>" in flat


def test_ends_without_a_beginning_and_unclosed_elements_do_not_unbalance_the_rest() -> None:
    assert shallow("</div><div><b>a</div><i>b</i>") == "<div><b>a</div><i>b</i>"


def test_attributes_may_hold_the_signs_of_tags() -> None:
    page = '<div title="a>b"><svg/>c</div>'
    assert shallow(page) == page


def test_scripts_and_comments_are_no_tags() -> None:
    assert shallow("a<script>'<div>'</script><!-- <div> -->b") == "a  b"


TAGS = st.sampled_from(
    ["<div>", "</div>", "<p>", "</p>", "<b>", "<svg>", "</svg>", "<title>", "a", "<", ">", '"', " "]
)


@settings(max_examples=100)
@given(st.lists(TAGS, max_size=60))
def test_no_text_is_lost_with_the_tags(pieces: list[str]) -> None:
    page = "".join(pieces).replace("<a", "< a").replace("< <", "<")
    tags = [tag for tag in pieces if tag[0] == "<"]
    assert len(repair(page)) >= len(page) - sum(map(len, tags)) - page.count('"')
