from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup.markup import Markup
from pipelines.pagekinds.standing import standing_flags
from pipelines.pagekinds.standingwords import standing_words
from tests.standing_cases import CASES, LONG, RU, Case

SENTENCE = (
    "В Риддере рассказали, что «{}» стало темой собрания горняков, и обсудили это с директором."
)


def flags_of(case: Case) -> frozenset[str]:
    tree = lxml.html.document_fromstring(case.page)
    return standing_flags(tree, case.markup, case.title, case.lines, case.dropped, group=case.group)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_article_has_the_flags_that_its_marks_say_and_no_other(case: Case) -> None:
    assert flags_of(case) == case.flags


@pytest.mark.parametrize("flag", standing_words().flag, ids=lambda flag: flag.name)
def test_a_mark_within_a_sentence_is_none(flag: object) -> None:
    for words in getattr(flag, "matches", ()):
        case = Case(
            "sentence", set(), [SENTENCE.format(words), *LONG[:3]], title="Собрание горняков"
        )
        assert flags_of(case) == set(), words


def test_an_open_paywall_on_a_long_text_is_none() -> None:
    wall = "<html><body><h1>Рудник</h1><div class='paywall'>Оформите подписку</div></body></html>"
    assert flags_of(Case("long", set(), LONG * 2, html=wall)) == set()


def test_a_long_block_named_as_a_paywall_holds_the_article_itself() -> None:
    wall = f"<html><body><h1>Рудник</h1><div class='paywall'>{RU * 12} Подписка</div></body></html>"
    assert flags_of(Case("frame", set(), [RU], html=wall)) == set()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(max_size=60), max_size=8),
    st.lists(st.text(max_size=60), max_size=4),
    st.text(max_size=40),
)
def test_any_lines_are_read_without_an_error(
    lines: list[str], dropped: list[str], title: str
) -> None:
    tree = lxml.html.document_fromstring("<html><body><p>x</p></body></html>")
    known = {flag.name for flag in standing_words().flag} | {"paywall", "truncated", "video"}
    assert standing_flags(tree, Markup(), title, lines, dropped) <= known


@pytest.mark.parametrize(
    ("banner", "flags"),
    [
        ("An official website of the Ministry of Industry", {"official"}),
        ("Официальный интернет-ресурс Министерства энергетики", {"official"}),
        ("Ұлытау облысы әкімдігінің ресми сайты", {"official"}),
        ("Официальный сайт газеты «Рудный Алтай»", set()),
        ("Official results of the vote", set()),
        ("Ресми жаңалықтар", set()),
    ],
)
def test_a_site_that_says_whose_it_is_is_the_voice_of_the_state(
    banner: str, flags: set[str]
) -> None:
    html = f"<html><body><div>{banner}</div><h1>Рудник обновили</h1></body></html>"
    assert flags_of(Case("banner", flags, LONG, html=html)) == flags
