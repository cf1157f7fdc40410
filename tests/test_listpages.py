"""A page of teasers is told from an article by how it is built, in every language."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.lines import words
from pipelines.pagekinds.listpages import (
    MAX_LINK_WORDS,
    MAX_TEASER,
    MIN_LINES,
    MIN_TEASERS,
    are_dated,
    is_link_line,
    linked_share,
    teaser_blocks,
    teaser_share,
)
from tests.pagekind_pages import (
    HEADLINES,
    HEADLINES_KK,
    LEAD,
    LEAD_EN,
    LEAD_KK,
    MORE,
    NEWS,
    article,
    listing,
    page,
)

LANGUAGES = pytest.mark.parametrize(
    ("headlines", "lead"),
    [(HEADLINES_KK, LEAD_KK), (HEADLINES, LEAD), (NEWS, LEAD_EN)],
    ids=["kk", "ru", "en"],
)
LINK = words("Шахтёры Риддера вернулись на работу")


def tree(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html)


def links(lines: list[str]) -> str:
    return "".join(f"<li><a href='/{at}'>{line}</a></li>" for at, line in enumerate(lines))


def row(item: str, count: int = MIN_TEASERS, others: int = 0) -> lxml.html.HtmlElement:
    return tree(f"<body><div>{item * count}{'<p>Шахта.</p>' * others}</div></body>")


@LANGUAGES
def test_each_teaser_of_a_list_is_found_with_its_note(headlines: list[str], lead: str) -> None:
    found = teaser_blocks(tree(page(f"<h1>Mining</h1>{listing(headlines, lead)}")))
    assert len(found) == len(headlines)
    for line, block in zip(headlines, found, strict=True):
        assert line in block
        assert lead in block
    assert are_dated(found)


@LANGUAGES
def test_an_article_has_no_teasers(headlines: list[str], lead: str) -> None:
    assert teaser_blocks(tree(article(headlines[0], *[lead] * 2 * MIN_TEASERS))) == ()


@LANGUAGES
def test_a_text_of_teasers_stands_in_them_and_an_article_does_not(
    headlines: list[str], lead: str
) -> None:
    blocks = teaser_blocks(tree(page(listing(headlines, lead))))
    assert teaser_share(blocks, "\n".join(headlines)) > 0.95
    assert teaser_share(blocks, f"{lead[:60]}\n\n{headlines[0]}") > 0.9
    assert teaser_share(blocks, "Кенші мен шахтёр and a miner of Zhezkazgan went home") == 0


def test_teasers_are_known_whatever_their_marks() -> None:
    blocks = ("12 мая 2025 «Урановый рудник» в Кызылорде — расширят!",)
    assert teaser_share(blocks, "«УРАНОВЫЙ РУДНИК» В КЫЗЫЛОРДЕ: РАСШИРЯТ") == 1


def test_nothing_stands_in_teasers_where_there_is_no_text() -> None:
    assert teaser_share(("Урановый рудник расширят",), "") == 0
    assert teaser_share((), "Урановый рудник расширят") == 0


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(HEADLINES_KK + HEADLINES + NEWS), max_size=8),
    st.lists(st.sampled_from([LEAD, LEAD_KK, MORE, "", *HEADLINES]), max_size=8),
)
def test_shares_are_between_none_and_all(blocks: list[str], lines: list[str]) -> None:
    text = "\n\n".join(lines)
    assert 0 <= teaser_share(blocks, text) <= 1
    assert 0 <= linked_share(tree(page(links(blocks))), text) <= 1


ITEM = "<div>{}<a href='/1'>Шахтёры вернулись на работу</a>{}</div>"


@pytest.mark.parametrize(
    "item",
    [
        ITEM.format("", ""),
        ITEM.format("12 мая 2025, 10:15 ", f"<p>{LEAD}</p>"),
        ITEM.format("<a href='/r'>Общество</a> ", " Комментарии: 3"),
        "<section><h3><a href='/1'>Үш кенші <b>үйге</b> қайтты</a></h3></section>",
    ],
    ids=["bare", "date and note", "rubric in front", "heading"],
)
def test_a_block_that_opens_with_a_linked_headline_is_a_teaser(item: str) -> None:
    assert len(teaser_blocks(row(item))) == MIN_TEASERS


@pytest.mark.parametrize(
    "item",
    [
        "<div>Шахтёры вернулись на работу</div>",
        "<div><a>Шахтёры вернулись на работу</a></div>",
        "<div><a href='/1'>Читать далее</a></div>",
        "<p><a href='/1'>Шахтёры вернулись на работу</a></p>",
        ITEM.format(MORE, ""),
        ITEM.format("", "Смены вернулись. " * (MAX_TEASER // 16)),
        "<!-- <a href='/1'>Шахтёры вернулись на работу</a> -->",
    ],
    ids=["no link", "no address", "two words", "paragraph", "link behind text", "long", "comment"],
)
def test_other_blocks_are_no_teasers(item: str) -> None:
    assert teaser_blocks(row(item)) == ()


def test_teasers_come_in_numbers() -> None:
    item = ITEM.format("", "")
    assert teaser_blocks(row(item, MIN_TEASERS - 1)) == ()
    assert teaser_blocks(row(item, MIN_TEASERS - 1, others=4)) == ()


def test_teasers_are_half_of_what_stands_beside_them_or_more() -> None:
    item = ITEM.format("", "")
    assert len(teaser_blocks(row(item, MIN_TEASERS, others=MIN_TEASERS))) == MIN_TEASERS
    assert teaser_blocks(row(item, MIN_TEASERS, others=MIN_TEASERS + 2)) == ()


@LANGUAGES
def test_a_text_of_links_is_linked_and_an_article_is_not(headlines: list[str], lead: str) -> None:
    index = tree(page(f"<ul>{links(headlines)}</ul>"))
    listed = headlines * 2
    assert linked_share(index, "\n".join(listed)) > 0.9
    assert linked_share(index, "\n".join([lead] * MIN_LINES)) == 0
    half = linked_share(index, "\n".join([*listed, "x" * len("".join(listed))]))
    assert 0.4 < half < 0.6


def test_a_short_text_is_not_judged_by_its_links() -> None:
    index = tree(page(f"<ul>{links(HEADLINES)}</ul>"))
    assert linked_share(index, "\n\n".join(HEADLINES[: MIN_LINES - 1])) == 0
    assert linked_share(index, "\n\n".join(HEADLINES[:MIN_LINES])) > 0


@pytest.mark.parametrize(
    "line",
    [
        "Шахтёры Риддера вернулись на работу",
        "Шахтёры Риддера вернулись на работу 12 мая 2025",
        "10:15 Общество Шахтёры Риддера вернулись на работу",
    ],
)
def test_a_link_with_a_date_or_a_section_beside_it_is_a_line_of_a_link(line: str) -> None:
    assert is_link_line(words(line), {LINK})


@pytest.mark.parametrize(
    "line",
    [
        "Шахтёры Риддера вернулись",
        "Шахтёры Риддера вернулись на работу, сообщил директор рудника на встрече",
        "Вчера шахтёры Риддера вернулись на работу утром",
        "",
    ],
)
def test_a_line_that_says_more_or_less_than_a_link_is_none(line: str) -> None:
    assert not is_link_line(words(line), {LINK})


def test_a_long_line_is_a_link_only_as_a_whole() -> None:
    long = words("шахта " * (MAX_LINK_WORDS + 1))
    assert is_link_line(long, {long})
    assert not is_link_line(long, {long[:-1]})


@pytest.mark.parametrize(
    "date", ["12 мая 2025", "2025 жылғы 12 мамыр", "May 12, 2025", "12.05.2025", "10:15"]
)
def test_teasers_are_dated_where_two_in_three_bear_a_date_or_a_time(date: str) -> None:
    dated, bare = f"{date} Мыс бағасы өсті", "Мыс бағасы өсті"
    assert are_dated([dated, dated, bare])
    assert not are_dated([dated, bare, bare])


def test_figures_of_other_matters_are_no_dates() -> None:
    assert not are_dated(["Счёт 1:0 в Риддере", "Добыли 12 тонн", "Үш шахта"])


def test_no_teasers_are_not_dated() -> None:
    assert not are_dated([])
