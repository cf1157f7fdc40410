from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from crawler.sources import Overrides
from pipelines.boilerplate.boilerplate import Cleaned, clean
from pipelines.extraction.extract import Body, extract
from pipelines.markup.markup import Markup, read_markup
from pipelines.model import Reason, Rejection
from pipelines.pagekinds.pagekind import page_problem
from pipelines.pagekinds.standing import standing_flags
from pipelines.parsing.decode import decode
from pipelines.parsing.parse import parse

PAGES = sorted((Path(__file__).parent / "data" / "pages").glob("*.toml"))
URL = "https://x.example/news/1"
PARAGRAPHS = [
    "Шахтёры Риддера вернулись на работу после ремонта ствола, сообщила компания.",
    "Ремонт шёл три недели и обошёлся в миллиард тенге, рассказал директор рудника.",
    "В акимате напомнили, что на руднике занят каждый шестой житель города.",
]
TEXT = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)


def gold(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


ARTICLES = [path for path in PAGES if "paragraphs" in gold(path)]
OTHERS = [path for path in PAGES if "problem" in gold(path)]


def take(html: str, url: str = URL, overrides: Overrides | None = None) -> tuple[Body, Markup, Any]:
    tree = parse(html)
    assert not isinstance(tree, Rejection)
    claims = read_markup(tree, url)
    body = extract(tree, claims, url=url, overrides=overrides or Overrides())
    assert isinstance(body, Body)
    return body, claims, tree


def read_authors(path: Path) -> tuple[str, ...]:
    html = decode(path.with_suffix(".html").read_bytes(), gold(path)["content_type"])
    assert isinstance(html, str)
    tree = parse(html)
    assert not isinstance(tree, Rejection)
    return read_markup(tree, gold(path)["url"]).authors


def taken(path: Path) -> tuple[Body, Cleaned, frozenset[str], Rejection | None]:
    html = decode(path.with_suffix(".html").read_bytes(), gold(path)["content_type"])
    assert isinstance(html, str)
    body, claims, tree = take(html, gold(path)["url"])
    cleaned = clean(body.paragraphs, body.kinds, body.links)
    text = "\n\n".join(cleaned.paragraphs)
    flags = standing_flags(tree, claims, body.title, cleaned.paragraphs, cleaned.dropped)
    return body, cleaned, flags, page_problem(tree, claims, text, 200)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_text_of_a_page_is_its_gold_text_exactly(path: Path) -> None:
    body, cleaned, flags, problem = taken(path)
    expected = gold(path)
    assert problem is None
    assert list(cleaned.paragraphs) == expected["paragraphs"]
    assert body.title == expected["title"]
    headings = [
        p for p, kind in zip(cleaned.paragraphs, cleaned.kinds, strict=True) if kind == "heading"
    ]
    assert headings == expected.get("headings", [])
    assert list(body.captions) == expected.get("captions", [])
    assert flags == set(expected.get("flags", []))
    if "authors" in expected:
        assert list(read_authors(path) or cleaned.authors) == expected["authors"]


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_a_page_in_an_articles_place_is_named(path: Path) -> None:
    html = decode(path.with_suffix(".html").read_bytes(), gold(path)["content_type"])
    assert isinstance(html, str)
    tree = parse(html)
    assert not isinstance(tree, Rejection)
    claims = read_markup(tree, URL)
    body = extract(tree, claims, url=URL, overrides=Overrides())
    text = "\n".join(body.paragraphs) if isinstance(body, Body) else ""
    problem = page_problem(tree, claims, text, 200)
    assert problem is not None
    assert problem.reason is Reason[gold(path)["problem"]]


@pytest.mark.parametrize(
    "template",
    [
        "<div class='article-text'>{}</div>",
        "<div itemprop='articleBody'>{}</div>",
        "<div id='content'><div>{}</div></div>",
        "<section class='single__content'>{}</section>",
        "<article><div class='col-md-8'>{}</div></article>",
        "<div class='news_body'>{}</div>",
        "<table><tr><td>Меню</td><td>{}</td></tr></table>",
    ],
)
def test_section_headings_survive_in_every_template(template: str) -> None:
    inner = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><h2>Что дальше</h2><p>{PARAGRAPHS[2]}</p>"
    body, _, _ = take(f"<h1>Рудник открыли</h1>{template.format(inner)}")
    assert body.paragraphs == (*PARAGRAPHS[:2], "Что дальше", PARAGRAPHS[2])
    assert [at for at, kind in enumerate(body.kinds) if kind == "heading"] == [2]


@pytest.mark.parametrize("name", ["habar-text", "xabar", "category-metallurgiya post", "oyin"])
def test_kazakh_names_of_blocks_do_not_cost_the_text(name: str) -> None:
    side = "".join(
        f"<div><a href='/{n}'>Новость {n} о городе</a><p>Краткое описание новости из ленты.</p></div>"
        for n in range(6)
    )
    body, _, _ = take(
        f"<h1>Рудник</h1><div class='{name}'>{TEXT}</div><div class='right'>{side}</div>"
    )
    assert body.paragraphs == tuple(PARAGRAPHS)


def test_headline_by_line_and_date_are_not_repeated_in_the_text() -> None:
    body, _, _ = take(
        "<meta name='author' content='Айгуль Смагулова'><div class='post'><h1>Рудник открыли</h1>"
        f"<p>Рудник открыли</p><p>Автор: Айгуль Смагулова</p><p>12 мая 2024, 09:16</p>{TEXT}</div>"
    )
    assert body.paragraphs == tuple(PARAGRAPHS)


def test_a_long_headline_in_front_of_the_text_is_not_repeated() -> None:
    title = "Рудник открыли после ремонта, " * 6
    body, _, _ = take(f"<h1>{title}</h1><div class='text'><p>{title}</p>{TEXT}</div>")
    assert body.paragraphs == tuple(PARAGRAPHS)


@pytest.mark.parametrize(
    "line", ["12 мая 2024 года рудник открыли.", "12 мая 2024 года: что говорят шахтёры"]
)
def test_a_sentence_with_a_date_in_front_of_the_text_stays(line: str) -> None:
    body, _, _ = take(f"<h1>Рудник</h1><div class='text'><p>{line}</p>{TEXT}</div>")
    assert body.paragraphs == (line, *PARAGRAPHS)


def test_an_introduction_apart_from_the_text_is_offered_on_its_own() -> None:
    lead = "Рудник в Риддере снова работает: ремонт ствола шёл три недели, и вот он закончен."
    head = f"<header><h1>Рудник открыли</h1><div class='article__lead'>{lead}</div></header>"
    body, _, _ = take(f"{head}<div class='article-text'>{TEXT}</div>")
    assert body.paragraphs == tuple(PARAGRAPHS)
    assert body.standfirst == lead
    inside, _, _ = take(
        f"<h1>Т</h1><div class='article-text'><p class='lead'>{lead}</p>{TEXT}</div>"
    )
    assert inside.paragraphs == (lead, *PARAGRAPHS)
    assert inside.standfirst == ""


def test_a_paragraph_that_is_repeated_stands_once() -> None:
    body, _, _ = take(f"<div class='text'>{TEXT}<p>{PARAGRAPHS[0]}</p></div>")
    assert body.paragraphs == tuple(PARAGRAPHS)


def test_overrides_say_where_the_text_is_and_what_to_drop() -> None:
    extra = "<p id='a'>Ещё один абзац лишнего текста.</p>"
    other = "<p>Совсем другой текст, который занимает место статьи на странице.</p>"
    html = (
        f"<h1>Рудник открыли :: Сайт</h1><div class='x'>{TEXT}{extra}</div>"
        f"<div class='text'>{other}</div>"
    )
    overrides = Overrides(
        body="//div[@class='x']",
        drop=("//p[@id='a']",),
        title_suffixes=(" :: Сайт", "Рудник открыли"),
    )
    body, _, _ = take(html, overrides=overrides)
    assert body.paragraphs == tuple(PARAGRAPHS)
    assert body.title == "Рудник открыли"


def rejection(html: str, overrides: Overrides | None = None) -> Rejection:
    tree = parse(html)
    assert not isinstance(tree, Rejection)
    result = extract(tree, Markup(), url=URL, overrides=overrides or Overrides())
    assert isinstance(result, Rejection)
    return result


def test_a_page_without_running_text_has_no_text() -> None:
    assert rejection("<div>а</div>").reason is Reason.NO_TEXT
    assert rejection("<nav>Меню</nav><button>Нажмите</button>").reason is Reason.NO_TEXT


def test_an_override_that_is_no_path_is_named() -> None:
    result = rejection(f"<div>{TEXT}</div>", Overrides.model_construct(body="//p[", drop=()))
    assert result.reason is Reason.NO_TEXT
    assert "extract rule" in result.detail


def test_a_headline_with_the_sites_name_cut_off_does_not_stand_in_the_text() -> None:
    line = "Шахтёры Риддера снова спустились"
    html = f"<title>{line} - Вестник</title><body><div><p>{line}</p>{TEXT}</div>"
    assert list(take(html)[0].paragraphs) == PARAGRAPHS
    longer = f"<title>{line} в шахту</title><body><div><p>{line}</p>{TEXT}</div>"
    assert list(take(longer)[0].paragraphs) == [line, *PARAGRAPHS]


def test_a_table_that_frames_one_text_leaves_no_bars_and_a_data_table_keeps_them() -> None:
    framed = (
        "<table><tr><td><img src='a.jpg'></td></tr><tr><td>Ствол после ремонта</td></tr></table>"
    )
    data = "<table><tr><td>Год</td><td>Тонн</td></tr><tr><td>2023</td><td>410</td></tr></table>"
    html = f"<title>Т</title><body><div>{TEXT}{framed}{data}{TEXT.replace('Р', 'П')}</div>"
    lines = take(html)[0].paragraphs
    assert "Ствол после ремонта" in lines
    assert "| 2023 | 410 |" in lines


def test_the_name_of_the_section_counts_as_a_label() -> None:
    head = "<title>Т</title><meta property='article:section' content='Новости горной отрасли'>"
    html = f"{head}<body><div><p>Новости горной отрасли</p>{TEXT}</div>"
    body, _, _ = take(html)
    assert body.links == {0}
    cleaned = clean(body.paragraphs, body.kinds, body.links)
    assert list(cleaned.paragraphs) == PARAGRAPHS
    assert cleaned.dropped == ("Новости горной отрасли",)


def test_a_subtitle_is_the_introduction_and_no_section_heading() -> None:
    html = f"<article><h1>Рудник открыли</h1><h2 class=post-summary>Ремонт кончился</h2>{TEXT}</article>"
    body, _, _ = take(html)
    assert body.paragraphs == tuple(PARAGRAPHS)
    assert body.standfirst == "Ремонт кончился"


def test_both_fields_of_an_article_are_its_text() -> None:
    first, rest = TEXT.split("</p>", 1)
    html = f"<h2>Рудник</h2><div class=itemIntroText>{first}</p></div><div class=itemFullText>{rest}</div>"
    body, _, _ = take(html)
    assert body.paragraphs == tuple(PARAGRAPHS)


TEASER = "<div class=b><i>Экономика</i><h4><a href=/{0}>Новость {0} о другом городе</a></h4><p>{1}</p></div>"
TEASERS = "".join(TEASER.format(at, "Краткое описание новости из ленты.") for at in range(4))


@pytest.mark.parametrize(
    "around",
    [
        "{}<div class=w><div>Смотрите ещё</div>" + TEASERS + "</div>",
        "{}<ul>" + TEASERS.replace("<div", "<li").replace("</div", "</li") + "</ul>",
        "{}<div class=x><p>Раз в неделю присылаем письмо о добыче</p><form><input></form></div>",
        "<table><tr>" + "<td><a href=/c>Рубрика сайта</a></td>" * 5 + "</tr></table>{}",
        "{}<p>Всего комментариев: 0</p><p>Адрес страницы: https://x.example/news/1</p>",
    ],
)
def test_cards_forms_and_menus_around_a_text_are_not_in_it(around: str) -> None:
    body, _, _ = take(f"<h1>Рудник открыли</h1>{around.format(f'<div class=t>{TEXT}</div>')}")
    assert clean(body.paragraphs, body.kinds, body.links).paragraphs == tuple(PARAGRAPHS)


def test_a_digest_of_linked_headings_beside_its_introduction_is_an_article() -> None:
    news = "".join(TEASER.format(at, line) for at, line in enumerate(PARAGRAPHS))
    intro = "Что случилось за неделю на рудниках и в городах при них: наш обзор новостей."
    body, _, _ = take(f"<h1>Обзор недели</h1><div class=t><p>{intro}</p>{news}</div>")
    assert {intro, *PARAGRAPHS} <= set(body.paragraphs)


def test_short_lists_between_paragraphs_stay_where_they_stand() -> None:
    items = "<ul><li>новый подъёмник</li><li>две смены</li></ul>"
    rows = "<table><tr><td>Год</td><td>2023</td></tr><tr><td>Тонн</td><td>410</td></tr></table>"
    first, rest = TEXT.split("</p>", 1)
    html = f"<h1>Т</h1><div>{first}</p><p><b>Что изменится</b></p>{items}{rows}{rest}</div>"
    body, _, _ = take(html)
    assert body.kinds == ("text", "heading", "item", "item", "row", "row", "text", "text")
    assert body.paragraphs[2:4] == ("- новый подъёмник", "- две смены")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("<p><b>Что дальше</b></p>", "heading"),
        ("<p><span style='font-weight: bold'>Что дальше</span></p>", "heading"),
        ("<p><b>Когда откроют?</b></p>", "text"),
        ("<p><b>Директор сказал:</b></p>", "text"),
        ("<p>Что дальше</p>", "text"),
        ("<header><h2>Что дальше</h2></header>", "heading"),
        ("<div class='pull-quote'>Без рудника не станет и города, вот и всё.</div>", "quote"),
    ],
)
def test_a_line_between_paragraphs_is_what_its_markup_makes_it(line: str, kind: str) -> None:
    first, rest = TEXT.split("</p>", 1)
    body, _, _ = take(f"<h1>Т</h1><div class=t>{first}</p>{line}{rest}</div>")
    assert body.kinds == ("text", kind, "text", "text")


@pytest.mark.parametrize(
    "head",
    [
        "<div class=post__rubric>Город</div><h1>Рудник открыли</h1>",
        "<p>USD 512, акции рудника 41</p><h1>Рудник открыли</h1>",
        "<h1>Рудник открыли</h1><p class='b-label'>Коротко о главном сегодня</p>",
        "<h1>Рудник открыли</h1><p>№ 16 от 21 апреля 2011 г.</p>",
        "<h1>Рудник открыли</h1><div><span>Алия Нурова</span><span>13.11.2026 / 19:05</span></div>",
        "<title>Рудник открыли</title><p><b>Рудник открыли: что дальше с городом</b></p>",
        "<title>Рудник открыли</title><span class=r>Город</span><br><span class=z>Рудник открыли</span><br>",
    ],
)
def test_labels_between_headline_and_text_are_not_in_it(head: str) -> None:
    body, _, _ = take(f"<div class=t>{head}{TEXT}</div>")
    assert clean(body.paragraphs, body.kinds, body.links).paragraphs == tuple(PARAGRAPHS)


def test_an_introduction_in_the_headlines_box_stands_apart() -> None:
    lead = "Рудник в Риддере снова работает: ремонт ствола шёл три недели"
    text = TEXT + "<p>Следующий ремонт назначен на осень, сказали на руднике.</p>"
    html = (
        f"<div><div><h1>Рудник открыли</h1><p>{lead}</p></div>{{}}<div class=t>{text}</div></div>"
    )
    body, _, _ = take(html.format("<p>12 мая 2024</p><img src=a.jpg>"))
    assert body.standfirst == lead
    assert lead not in body.paragraphs


def test_a_first_sentence_that_begins_as_the_headline_does_is_not_apart() -> None:
    title = "Рудник в Риддере открыли после ремонта"
    text = f"<p>{title}, сообщила компания во вторник.</p>{TEXT}"
    body, _, _ = take(f"<main><h1>{title}</h1><p>12 мая 2024</p><div class=t>{text}</div></main>")
    assert body.paragraphs == (f"{title}, сообщила компания во вторник.", *PARAGRAPHS)
    assert body.standfirst == ""


def test_nameless_blocks_beside_paragraphs_are_paragraphs() -> None:
    blocks = "".join(f"<div>{line}<div>&nbsp;</div></div>" for line in PARAGRAPHS[:2])
    body, _, _ = take(f"<h1>Т</h1><div class=tx>{blocks}<p>{PARAGRAPHS[2]}</div>")
    assert body.paragraphs == tuple(PARAGRAPHS)
