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

from pipelines.drafting import draft
from pipelines.model import Rejection
from pipelines.parsing.decode import decode
from pipelines.relevance.relevance import judge_text
from pipelines.screening.screen import may_be_relevant
from pipelines.text import clean, fold_match
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


PAIRS = [(row["title"], row["text"]) for row in TEXTS]
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
STEP = len(DISGUISES)  # each disguise is tried on texts of its own


@cache
def is_relevant(path: Path) -> bool:
    """Whether the article of a page, drafted as it is, is judged relevant."""
    html, url = read(path)
    drafted = draft(html, fetched(url=url), source(), {})
    if isinstance(drafted, Rejection):
        return False
    words = (drafted.title, drafted.text)
    return judge_text(*words, lead=drafted.lead, language=drafted.language).relevant


def read(path: Path) -> tuple[str, str]:
    """A page's decoded markup, "" for one that is none, and its address."""
    body = path.read_bytes()
    html = decode(gzip.decompress(body) if path.suffix == ".gz" else body, "text/html")
    gold = path.with_suffix(".toml")
    told = tomllib.loads(gold.read_text(encoding="utf-8")) if gold.exists() else {}
    return html if isinstance(html, str) else "", told.get("url", "https://agency.kz/a")


@cache
def is_about(title: str, text: str) -> bool:
    """Whether a text is judged relevant; only those that are screened out need be judged."""
    return judge_text(title, text).relevant


def lost(pairs: list[tuple[str, str]], disguise: Callable[[str, str], str]) -> list[str]:
    """The titles of relevant texts whose pages are screened out."""
    return [pair[0] for pair in pairs if not may_be_relevant(disguise(*pair)) and is_about(*pair)]


def test_most_labelled_texts_of_a_topic_are_judged_relevant() -> None:
    about = [row for row in TEXTS[::STEP] if row["mining"] or row["monotown"]]
    assert sum(is_about(row["title"], row["text"]) for row in about) > 0.9 * len(about)


@pytest.mark.parametrize("disguise", DISGUISES, ids=lambda made: made.__name__)
def test_a_page_whose_article_is_relevant_is_never_screened_out(
    disguise: Callable[[str, str], str],
) -> None:
    assert not lost(PAIRS[DISGUISES.index(disguise) :: STEP], disguise)


def test_no_relevant_article_of_a_site_is_screened_out() -> None:
    assert not lost(PAIRS[::3], of_a_site)


def test_capitals_hide_nothing() -> None:
    assert not lost([(title.upper(), text.upper()) for title, text in PAIRS[::STEP]], of_a_site)


@given(
    st.integers(0, 10_000),
    st.integers(0, 400),
    st.sampled_from(["<b>", "</i>", "&shy;", "<wbr>", "<span class=x>", "<em></em>", "\u200b"]),
)
@settings(max_examples=100)
def test_marks_within_words_hide_nothing(number: int, at: int, mark: str) -> None:
    _, text = PAIRS[number % len(PAIRS)]
    html = f"<article><p>{text[:at]}{mark}{text[at:]}</p>{OFF_TOPIC}</article>"
    assert may_be_relevant(html) or not is_about("", text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_gold_page_that_is_judged_relevant_is_screened_out(path: Path) -> None:
    assert may_be_relevant(read(path)[0]) or not is_relevant(path)


def test_there_are_gold_pages_that_are_judged_relevant() -> None:
    assert any(map(is_relevant, PAGES))


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


def test_dates_beside_headlines_make_no_text_of_them() -> None:
    row = "<div><span>21.11.2026, 12:30</span><a href=/n/{0}>Горняки бастуют в Риддере</a></div>"
    rows = "".join(row.format(number) for number in range(5))
    article = f"<article><h1>Зал</h1>{OFF_TOPIC}</article>"
    assert not may_be_relevant(f"<body>{article}<div class=right>{rows}</div></body>")


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [
        ("The ore was sent on.", True),
        ("Before the store opened, more people came.", False),
        ("A friend of mine came.", False),
        ("THE MINE was closed.", True),
        ("«The mine» was closed.", True),
    ],
)
def test_short_words_are_met_as_words(text: str, *, is_kept: bool) -> None:
    page = f"<article><h1>Room</h1><p>{text}</p>{OFF_TOPIC}</article>"
    assert may_be_relevant(page) == is_kept


def test_letters_that_no_disguise_is_sought_among_are_folded_to_themselves() -> None:
    letters = "\n".join(map(chr, (*range(0x3400, 0xA000), *range(0xAC00, 0xD7A4))))
    assert fold_match(letters) == clean(letters) == letters


def test_headlines_within_the_text_let_a_page_through() -> None:
    link = "<p><a href=/n/3>Шахтёры Караганды бастуют третий день</a></p>"
    assert may_be_relevant(f"<article><h1>Зал</h1>{OFF_TOPIC}{link}{OFF_TOPIC}</article>")


def test_cards_are_left_out_and_linked_paragraphs_are_not() -> None:
    story = "<a href=/n><{0}>Шахтёры бастуют</{0}><p>Горняки прекратили работу в ночь на четверг и "
    story += "не спускаются под землю третий день.</p></a>"
    article = f"<article><h1>Зал</h1>{OFF_TOPIC}</article>"
    cards = "".join(f"<div class=card>{story.format('h3')}</div>" for _ in range(3))
    assert not may_be_relevant(f"<body>{article}<div>{cards}</div></body>")
    assert not may_be_relevant(f"<body><div>{article}</div>{cards}</body>")
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
        "<div><template shadowrootmode=open><p>Шахтёры бастуют</p></template></div>",
        "<template><b></b></template><TEMPLATE shadowRootMode=open>Шахтёры бастуют</TEMPLATE>",
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
    assert may_be_relevant(read(path)[0]) or not is_relevant(path)


EVIDENCE = "На шахте имени Костенко погиб горняк, двое ранены, сообщает компания"


def around_evidence(html: str) -> str:
    """A page whose article holds what is given."""
    return f"<html><body>{MENU}<main><article><h1>Новости дня</h1>{html}</article></main></body>"


@pytest.mark.parametrize(
    "name",
    ["lead", "article__lead", "summary", "intro", "anons", "announce", "standfirst", "excerpt"],
)
@pytest.mark.parametrize(
    "lead",
    [
        f"<div class={{0}}><a href=/1>{EVIDENCE}</a></div>",
        f"<div class={{0}}><div><a href=/1>{EVIDENCE}</a></div></div>",
        f"<div><div class={{0}}><a href=/1>{EVIDENCE}</a></div></div>",
        f"<div class={{0}}><aside>{EVIDENCE}</aside></div>",
        f"<div class={{0}}><div><aside><p>{EVIDENCE}</p></aside></div></div>",
        f"<div class={{0}}><nav><a href=/1>{EVIDENCE}</a></nav></div>",
    ],
)
def test_an_introduction_counts_whatever_it_is_made_of(name: str, lead: str) -> None:
    html = f"{lead.format(name)}<div class=text>{OFF_TOPIC}</div>"
    assert may_be_relevant(around_evidence(html))


def test_a_card_whose_link_holds_an_introduction_is_left_out() -> None:
    link = f"<a href=/n><h3>{EVIDENCE}</h3><span class=lead>Подробности</span></a>"
    assert not may_be_relevant(f"<article><h1>Зал</h1>{OFF_TOPIC}</article><div>{link}</div>")


@pytest.mark.parametrize("name", ["nav", "aside", "footer"])
@pytest.mark.parametrize(
    "html",
    [
        "<{0}/><p>{1}</p>",
        "<span><{0}>Поделиться</span><p>{1}</p>",
        "<p>Да<{0}>нет</p><p>{1}</p>",
        "<div><b><{0}>Поделиться</b></div><p>{1}</p>",
        "<p>Да<{0}>нет</p><p>{1}</p></{0}>",
        "<p>Да<{0}><p>нет<div></div></p><p>{1}</p></{0}>",
        "<b><{0}><i>нет</i></b><p>{1}</p></{0}>",
        "<b><{0}><span/>нет</b><p>{1}</p></{0}></span>",
        "</{0}><{0}><p>{1}</p>",
    ],
)
def test_what_a_parser_puts_into_a_menu_that_has_no_end_counts(name: str, html: str) -> None:
    assert may_be_relevant(around_evidence(OFF_TOPIC + html.format(name, EVIDENCE) + OFF_TOPIC))


@pytest.mark.parametrize("name", ["NAV", "Aside", "fOOTER\n", "nav\t", "aside/"])
def test_what_an_open_menu_may_hold_counts_however_its_tag_is_written(name: str) -> None:
    html = f"{OFF_TOPIC}<{name}><a href=/1>Поделиться</a><p>{EVIDENCE}</p>{OFF_TOPIC}"
    assert may_be_relevant(around_evidence(html))


def test_words_around_a_menu_count_where_another_has_no_end() -> None:
    split = f"<div>Ш<nav>Меню</nav>ахтёры бастуют</div><aside>{OFF_TOPIC}"
    assert may_be_relevant(f"<html><body><h1>Новости</h1>{split}</body></html>")


def test_menus_that_end_alike_are_left_out_beside_one_that_does_not() -> None:
    open_one = f"<aside><a href=/1>Поделиться</a>{OFF_TOPIC}"
    html = f"<h1>Зал</h1>{OFF_TOPIC}<nav><p>{EVIDENCE}</p></nav>{open_one}"
    assert not may_be_relevant(f"<html><body>{html}</body></html>")


@pytest.mark.parametrize("name", ["property", "name", "itemprop"])
def test_a_title_in_the_head_counts_under_any_name(name: str) -> None:
    meta = f'<meta {name}="Twitter:TITLE" content="{EVIDENCE}">'
    html = f"<html><head>{meta}</head><body><h1>Зал</h1>{OFF_TOPIC}</body></html>"
    assert may_be_relevant(html)


@pytest.mark.parametrize(
    "menu",
    [
        "<nav><svg><path d=1 /></svg><ul><li><p>{0}<div>{0}</div><br></ul></nav>",
        "<aside><script>'<div>'</script><!-- </b> --><p>{0}</aside>",
        "<footer><NAV><P>{0}</P></nav></FOOTER>",
        "<footer><p>{0}</footer><span><aside>Поделиться</span>",
    ],
)
def test_a_menu_that_begins_and_ends_for_all_parsers_is_left_out(menu: str) -> None:
    html = f"<h1>Зал</h1>{OFF_TOPIC}{menu.format(EVIDENCE)}"
    assert not may_be_relevant(f"<html><body>{html}</body></html>")


@pytest.mark.parametrize(
    "html",
    [
        "<script/><p>{0}</p>",
        "<style type='a>b' /><p>{0}</p>",
        "<SCRIPT src='/a.js'/><p title=\"a>b\">Ш<b title='>'>ахтё</b>ры</p>",
        "<template/><p>{0}</p>",
        "<div><template>слово</div><p>{0}</p>",
        "<template><template></template><p>{0}</p>",
        "<script><!-- <script> </script><p>{0}</p><script></script>",
    ],
)
def test_what_a_script_without_an_end_would_hold_counts(html: str) -> None:
    assert may_be_relevant(around_evidence(OFF_TOPIC + html.format(EVIDENCE) + OFF_TOPIC))


@pytest.mark.parametrize(
    "html",
    [
        f"<script>document.write('<script>{EVIDENCE}<\\/script>')</script>",
        f"<!-- <script>{EVIDENCE}</script> -->",
        f"<script src=a.js />\n</script><template><p>{EVIDENCE}</p></template>",
    ],
)
def test_scripts_that_all_parsers_end_alike_are_left_out(html: str) -> None:
    assert not may_be_relevant(around_evidence(html + OFF_TOPIC))


def test_a_page_that_lies_too_deep_is_read_as_it_is_written() -> None:
    deep = "<div>" * 9000 + "{0}" + "</div>" * 9000
    assert may_be_relevant(deep.format("Ш<b>ахтё</b>ры бастуют"))
    assert not may_be_relevant(deep.format("Театр готовит премьеру"))
    assert not may_be_relevant("<p>слово<br></p>" * 9000)


@pytest.mark.parametrize("box", ["<li>{0}</li>", "{0}", "<p>{0}</p>"])
def test_crowds_of_words_are_kept_unread(box: str) -> None:
    link = box.format("<a href=/x>Казахмыс рудник</a>")
    assert may_be_relevant(around_evidence(f"<ul>{link * 3000}</ul>{OFF_TOPIC}"))
    assert may_be_relevant(around_evidence(f"<p>{'завод руд уголь ' * 6000}</p>"))


def test_boxes_of_links_within_each_other_are_read_once() -> None:
    nested = "<div><a href=/x>шахта</a>" * 300 + "</div>" * 300
    assert may_be_relevant(around_evidence(nested + OFF_TOPIC))
