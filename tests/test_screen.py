from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.relevance.relevance import judge_text
from pipelines.screening.screen import may_be_relevant, readable

TEXTS = [
    json.loads(line)
    for path in sorted((Path(__file__).parent / "data" / "judgement").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def page(title: str, text: str) -> str:
    body = "".join(f"<p>{escape(sentence)}.</p>" for sentence in text.split(". "))
    head = f"<!doctype html><html><head><style>p{{}}</style></head><h1>{escape(title)}</h1>"
    return f"{head}{body}</html>"


def in_entities(html: str) -> str:
    return "".join(ch if ord(ch) < 128 else f"&#{ord(ch)};" for ch in html)


def in_script(title: str, text: str) -> str:
    data = json.dumps({"headline": title, "articleBody": text})
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize("item", TEXTS, ids=lambda item: item["id"])
def test_a_page_whose_article_is_relevant_is_never_screened_out(item: dict[str, str]) -> None:
    title, text = item["title"], item["text"]
    if judge_text(title, text).relevant:
        html = page(title, text)
        assert may_be_relevant(html)
        assert may_be_relevant(in_entities(html))
        assert may_be_relevant(in_script(title, text))


@given(
    st.sampled_from(TEXTS), st.integers(0, 60), st.sampled_from(["<b>", "</i>", "&shy;", "<wbr>"])
)
def test_marks_within_words_hide_nothing(item: dict[str, str], at: int, mark: str) -> None:
    title = item["title"]
    if judge_text(title, "").relevant:
        at = min(at, len(title))
        assert may_be_relevant(f"<h1>{title[:at]}{mark}{title[at:]}</h1>")


@pytest.mark.parametrize(
    "html",
    [
        "<p>Театр готовит премьеру.</p><p>Билеты раскуплены.</p>",
        "<p>Театр жаңа премьераға дайындалып жатыр.</p>",
        "<p>Doctors warn of flu.</p>",
        "<p>Золото подорожало.</p>",
        "",
    ],
)
def test_a_page_without_any_evidence_is_screened_out(html: str) -> None:
    assert not may_be_relevant(html)


@pytest.mark.parametrize(
    "html",
    [
        '<meta property="og:title" content="Шахтёры бастуют">',
        "<a>Слово</a><a>шахтёры</a><a>Слово</a>",
        "<p>x < 5, шахтёры > y</p>",
        "\\u0448\\u0430\\u0445\\u0442\\u0435\\u0440\\u044b",
        "&amp;#1096;ахтеры",
        "<p>Ридде\u0440\u0438\u0306 и шахте\u0308ры</p>",
        "<p>В&nbsp;Риддере</p>",
        "<p>Завод, карьер и отвалы</p>",
    ],
)
def test_evidence_is_seen_through_the_markup(html: str) -> None:
    assert may_be_relevant(html)


@given(st.text(max_size=200))
def test_any_text_can_be_screened(html: str) -> None:
    assert isinstance(readable(html), str)
    assert may_be_relevant(html) in (True, False)
