from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model import Reason, Rejection
from pipelines.parsing.parse import parse
from tests.hostilepages import CASES, PARAGRAPHS, page

# what needs megabytes to be hostile is measured by bench/hostile.py
SMALL = [name for name, make in CASES.items() if name[-1] not in "MkB" and len(make()) < 400_000]


def shown(html: str) -> str:
    tree = parse(html)
    assert not isinstance(tree, Rejection)
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize("name", SMALL)
def test_what_a_browser_shows_of_a_hostile_page_is_in_the_tree(name: str) -> None:
    text = shown(CASES[name]().replace("\0", ""))
    assert [paragraph for paragraph in PARAGRAPHS if paragraph not in text] == []


def test_scripts_styles_drawings_and_comments_are_left_out() -> None:
    text = shown(page(before="<script>код</script><style>вид</style><svg>знак</svg><!-- нота -->"))
    assert not {"код", "вид", "знак", "нота"} & set(text.split())


def test_records_for_machines_stay() -> None:
    tree = parse(page(head='<script type="application/ld+json">{"a": 1}</script>'))
    assert not isinstance(tree, Rejection)
    assert [node.text for node in tree.iter("script")] == ['{"a": 1}']


@pytest.mark.parametrize(
    "html", ["", " ", "<html></html>", "<p> </p>", "<script>a</script>", "<!-- a"]
)
def test_a_page_without_text_is_rejected(html: str) -> None:
    found = parse(html)
    assert isinstance(found, Rejection)
    assert found.reason is Reason.NO_TEXT


def test_text_in_a_drawing_that_was_not_closed_is_kept() -> None:
    assert "видно" in shown("<p>a</p><svg><p>видно</p></svg>")


def test_a_template_is_hidden_unless_it_is_a_shadow_root() -> None:
    assert "скрыто" not in shown("<p>a</p><template><p>скрыто</p></template>")
    assert "видно" in shown("<x-a><template shadowrootmode=open><p>видно</p></template></x-a>")


def test_elements_of_the_sites_own_making_are_blocks_paragraphs_or_words() -> None:
    tree = parse(
        "<x-page><x-p>Первый</x-p> <x-p>Второй</x-p></x-page><p>а <x-w>б</x-w> в</p>"
        "<amp-ad>г</amp-ad><x-box><p>д</p></x-box><x-empty></x-empty>"
    )
    assert not isinstance(tree, Rejection)
    tags = [(node.tag, (node.text or "").strip()) for node in tree.find("body").iter()]
    assert tags == [
        ("body", ""), ("div", ""), ("p", "Первый"), ("p", "Второй"), ("p", "а"), ("x-w", "б"),
        ("amp-ad", "г"), ("div", ""), ("p", "д"), ("x-empty", ""),
    ]  # fmt: skip


def test_addresses_are_resolved_by_the_base_of_the_page() -> None:
    tree = parse(
        '<head><base href="https://a.kz/n/"></head><p><a href="1">a</a><a href="http://[b">c</a>'
    )
    assert not isinstance(tree, Rejection)
    assert [node.get("href") for node in tree.iter("a")] == ["https://a.kz/n/1", "http://[b"]


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=200), st.sampled_from(["<p>{}", "<!--{}", "<svg>{}", "<x-a {}>б</x-a>", "{}"])
)
def test_no_text_makes_it_raise(text: str, frame: str) -> None:
    found = parse(frame.format(text))
    assert isinstance(found, Rejection) or found.tag == "html"
