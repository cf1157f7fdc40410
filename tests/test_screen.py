from __future__ import annotations

import gzip
import json
import tomllib
import unicodedata
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model import Article, Rejection
from pipelines.parsing.decode import decode
from pipelines.refine import refine
from pipelines.relevance.relevance import judge_text
from pipelines.screening.screen import may_be_relevant
from pipelines.transliteration import to_cyrillic
from tests.builders import page as fetched
from tests.builders import source

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parent / "data"
TEXTS = [
    json.loads(line)
    for path in sorted((DATA / "judgement").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
PAGES = sorted((DATA / "pages").glob("*.html"))
MENU = (
    "<nav><ul><li><a href=/r/1>Жезказган</a></li><li><a href=/r/2>Экибастуз</a></li>"
    "<li><a href=/s/3>Шахтёры и шахты</a></li></ul></nav>"
)
ASIDE = (
    "<aside><h3>Читайте также</h3><ul><li><a href=/n/1>На шахте имени Костенко погиб горняк</a>"
    "<time>12:30</time></li><li><a href=/n/2>Казахмыс запустил рудник</a></li></ul></aside>"
)
RELATED = (
    "<div class=other><div class=row><a href=/n/3>Шахтёры Караганды бастуют третий день</a></div>"
    "<div class=row><a href=/n/4>В Риддере отключили отопление</a></div>"
    "<div class=row><a href=/n/5>Золото подорожало</a></div></div>"
)
OFF_TOPIC = (
    "<p>В городской библиотеке открылся читальный зал на двести мест для школьников, сообщили в "
    "управлении культуры. Зал будет работать без выходных с девяти утра до восьми вечера.</p>"
    "<p>Книги для него собирали всем районом: жители принесли больше четырёх тысяч томов, ещё "
    "тысячу подарили издательства. Запись в читальный зал свободная и ничего не стоит.</p>"
)


def parts(text: str) -> str:
    return "".join(f"<p>{escape(sentence)}.</p>" for sentence in text.split(". "))


def plain(title: str, text: str) -> str:
    head = f"<!doctype html><html><head><style>p{{}}</style></head><h1>{escape(title)}</h1>"
    return f"{head}{parts(text)}</html>"


def of_a_site(title: str, text: str) -> str:
    """A page with menus and asides, whose main part is long enough to be told from them."""
    return (
        f"<html><head><title>{escape(title)} — Новости</title></head><body>{MENU}"
        f"<main><article><h1>{escape(title)}</h1>{parts(text)}{OFF_TOPIC}</article>{RELATED}</main>"
        f"{ASIDE}<footer><p>Риддер, улица Горняков</p></footer></body></html>"
    )


def in_entities(title: str, text: str) -> str:
    html = of_a_site(title, text)
    return "".join(ch if ord(ch) < 128 else f"&#{ord(ch)};" for ch in html)


def in_hexadecimal(title: str, text: str) -> str:
    html = of_a_site(title, text)
    return "".join(ch if ord(ch) < 128 else f"&#x{ord(ch):x};" for ch in html)


def in_record(title: str, text: str) -> str:
    """The article in JSON-LD, each letter beyond ASCII escaped; the page shows another text."""
    record = json.dumps({"@type": "NewsArticle", "headline": title, "articleBody": text})
    script = f'<script type="application/ld+json">{record}</script>'
    return f"<html><head>{script}</head><body><h1>.</h1>{OFF_TOPIC}</body></html>"


def in_state(title: str, text: str) -> str:
    """Nothing but a script's state: the browser would make the page of it."""
    state = json.dumps({"props": {"title": title, "body": text}})
    return f"<html><body><div id=app></div><script>window.state={state}</script></body></html>"


def in_cp1251(title: str, text: str) -> str:
    html = of_a_site(title, text).replace("<head>", "<head><meta charset=windows-1251>")
    decoded = decode(html.encode("cp1251", "xmlcharrefreplace"), "text/html; charset=windows-1251")
    assert isinstance(decoded, str)
    return decoded


def decomposed(title: str, text: str) -> str:
    decoded = decode(unicodedata.normalize("NFD", of_a_site(title, text)).encode(), "text/html")
    assert isinstance(decoded, str)
    return decoded


def with_soft_hyphens(title: str, text: str) -> str:
    return of_a_site(hyphenated(title), hyphenated(text))


def hyphenated(text: str) -> str:
    return "\u00ad".join(text[at : at + 3] for at in range(0, len(text), 3))


def in_paragraph_of_links(title: str, text: str) -> str:
    """Each sentence a link within the text."""
    linked = "".join(f"<p>Как <a href=/x>{escape(one)}</a>, пишут.</p>" for one in text.split(". "))
    return f"<html><body>{MENU}<h1>{escape(title)}</h1>{linked}{OFF_TOPIC}</body></html>"


def in_meta(title: str, text: str) -> str:
    meta = f'<meta property="og:title" content="{escape(title)}">'
    return f"<html><head>{meta}</head><body>{parts(text)}{OFF_TOPIC}</body></html>"


def indented(title: str, text: str) -> str:
    return of_a_site(title, text.replace(" ", "\n" + " " * 40)).replace("\n ", "\n\t ")


STEP = 8  # each disguise is tried on every eighth text, each time on others
DISGUISES: list[Callable[[str, str], str]] = [
    plain,
    of_a_site,
    in_entities,
    in_hexadecimal,
    in_record,
    in_state,
    in_cp1251,
    decomposed,
    with_soft_hyphens,
    in_paragraph_of_links,
    in_meta,
    indented,
]


@cache
def relevant_texts() -> list[tuple[str, str]]:
    pairs = [(item["title"], item["text"]) for item in TEXTS]
    return [pair for pair in pairs if judge_text(*pair).relevant]


@pytest.mark.parametrize("disguise", DISGUISES, ids=lambda made: made.__name__)
def test_a_page_whose_article_is_relevant_is_never_screened_out(
    disguise: Callable[[str, str], str],
) -> None:
    every = relevant_texts()[DISGUISES.index(disguise) % STEP :: STEP]
    assert not [pair for pair in every if not may_be_relevant(disguise(*pair))]


def test_no_relevant_article_of_a_site_is_screened_out() -> None:
    assert not [pair for pair in relevant_texts() if not may_be_relevant(of_a_site(*pair))]


def test_capitals_hide_nothing() -> None:
    pairs = [(title.upper(), text.upper()) for title, text in relevant_texts()[::STEP]]
    kept = [pair for pair in pairs if judge_text(*pair).relevant]
    assert len(kept) > len(pairs) / 2
    assert not [pair for pair in kept if not may_be_relevant(of_a_site(*pair))]


@given(
    st.integers(0, 10_000),
    st.integers(0, 400),
    st.sampled_from(["<b>", "</i>", "&shy;", "<wbr>", "<span class=x>", "<em></em>", "\u200b"]),
)
@settings(max_examples=100)
def test_marks_within_words_hide_nothing(number: int, at: int, mark: str) -> None:
    title, text = relevant_texts()[number % len(relevant_texts())]
    at = min(at, len(text))
    if judge_text("", text).relevant:
        html = f"<article><p>{text[:at]}{mark}{text[at:]}</p>{OFF_TOPIC}</article>"
        assert may_be_relevant(html), (title, html)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_gold_page_that_is_judged_relevant_is_screened_out(path: Path) -> None:
    body = path.read_bytes()
    gold = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    url = gold.get("url", "https://agency.kz/a")
    result = refine(fetched(body=body, url=url), source(), all_topics=True)
    html = decode(body, "text/html")
    if isinstance(html, Rejection) or not isinstance(result, Article):
        return
    assert may_be_relevant(html) >= result.judgement.relevant


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


@pytest.mark.parametrize("around", [MENU, ASIDE, RELATED, MENU + RELATED + ASIDE])
def test_menus_and_headlines_of_others_do_not_let_a_page_through(around: str) -> None:
    article = f"<article><h1>Открыт читальный зал</h1>{OFF_TOPIC}</article>"
    assert not may_be_relevant(f"<html><body><main>{article}{around}</main></body></html>")


def test_headlines_within_the_text_let_a_page_through() -> None:
    link = "<p><a href=/n/3>Шахтёры Караганды бастуют третий день</a></p>"
    assert may_be_relevant(f"<article><h1>Зал</h1>{OFF_TOPIC}{link}{OFF_TOPIC}</article>")


def test_cards_are_left_out_and_linked_paragraphs_are_not() -> None:
    story = "<a href=/n><{0}>Шахтёры бастуют</{0}><p>Горняки прекратили работу в ночь на четверг и "
    story += "не спускаются под землю третий день.</p></a>"
    article = f"<article><h1>Зал</h1>{OFF_TOPIC}</article>"
    cards = "".join(f"<div class=card>{story.format('h3')}</div>" for _ in range(3))
    assert not may_be_relevant(f"<body>{article}<div>{cards}</div></body>")
    linked = f"<div class=box>{story.format('b')}</div>"
    assert may_be_relevant(f"<body>{article}<div>{linked}</div></body>")


def test_the_title_of_a_feed_counts() -> None:
    page = f"<article>{OFF_TOPIC}</article>"
    assert not may_be_relevant(page)
    assert may_be_relevant(page, title="Шахтёры остановили работу")


def test_an_introduction_beside_the_text_counts() -> None:
    lead = "<aside><div class=lead>Шахтёры остановили работу на шахте.</div></aside>"
    assert may_be_relevant(f"<body><h1>Зал</h1>{lead}<article>{OFF_TOPIC}</article></body>")


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
        "<p>слово</p><p><b>Ш</b>ахтёры</p>",
        "<p>шaxтёpы</p>",
        "<p>МОНОгород</p>",
        "<title>Шахтёры бастуют</title>",
        "<textarea>Шахтёры бастуют",
        "<noscript><p>Шахтёры бастуют</p></noscript>",
        '<script type="application/ld+json">{"headline": ["Шахтёры бастуют"]}</script>',
        '<script type="application/ld+json">{"headline": "Шахтёры\nбастуют"</script>',
        '<script type="application/ld+json">{"articleBody": "<p>&lt;b&gt;Ш&lt;/b&gt;ахтёры"}</script>',
        '<script type="application/ld+json">{"articleBody": "\\nШахтёры</script>',
    ],
)
def test_evidence_is_seen_through_the_markup(html: str) -> None:
    assert may_be_relevant(html)


@pytest.mark.parametrize(
    "text",
    [
        "شاحتەردە اپات بولدى، كەنشىلەر ەڭبەكاقىسىن الا الماي وتىر",
        "Qaraǵandy oblysynda shahterler jumysyn toqtatty, shahtada apat boldy",
    ],
)
def test_kazakh_in_other_letters_is_read_as_it_is_judged(text: str) -> None:
    assert judge_text("", to_cyrillic(text), language="kk").relevant
    assert may_be_relevant(f"<h1>.</h1><p>{text}.</p>{OFF_TOPIC}")


def test_a_tag_within_a_word_between_long_pieces_of_text_hides_nothing() -> None:
    html = f"<p>{'слово ' * 40}Ш<b>{'ахтёры ' + 'слово ' * 80}к</b>онец</p>{OFF_TOPIC}"
    assert may_be_relevant(html)


def test_links_in_deep_boxes_are_links_all_the_same() -> None:
    link = "<div>" * 20 + "<a href=/n/3>Шахтёры Караганды бастуют</a>" + "</div>" * 20
    around = f"<div>{link}<div><a href=/n/4>Шахтёры Караганды бастуют</a></div></div>"
    article = f"<article><h1>Зал</h1>{OFF_TOPIC}</article>"
    assert not may_be_relevant(f"<body>{article}{link}</body>")
    assert not may_be_relevant(f"<body>{article}{around}</body>")


@given(st.text(max_size=200))
def test_any_text_can_be_screened(html: str) -> None:
    assert may_be_relevant(html) in (True, False)


def test_a_page_of_many_links_is_screened_as_any_other() -> None:
    links = "".join(f"<li><a href=/{n}>Риддер {n}</a></li>" for n in range(2000))
    html = f"<body><ul>{links}</ul><article><h1>Зал</h1>{OFF_TOPIC}</article></body>"
    assert not may_be_relevant(html)


@pytest.mark.parametrize("path", sorted((DATA / "saved").rglob("*.html*")), ids=lambda p: p.name)
def test_no_saved_page_that_is_judged_relevant_is_screened_out(path: Path) -> None:
    body = path.read_bytes()
    body = gzip.decompress(body) if path.suffix == ".gz" else body
    result = refine(fetched(body=body), source(), all_topics=True)
    html = decode(body, "text/html")
    if isinstance(html, str) and isinstance(result, Article):
        assert may_be_relevant(html) >= result.judgement.relevant
