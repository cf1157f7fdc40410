"""Pages as the content systems of the region build them, each with a trap of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from crawler.sources import Overrides
from pipelines.boilerplate.boilerplate import clean
from pipelines.extraction.extract import Body, extract
from pipelines.markup.markup import read_markup
from pipelines.model import Rejection
from pipelines.parsing.parse import parse

RU = [
    "На Соколовском руднике завершили первый этап перехода на подземную добычу, сообщил инженер.",
    "В новый горизонт вложили 14 миллиардов тенге, а проходку вели две бригады из Костаная.",
    "«Мы подняли из шахты первую тысячу тонн, и руда богаче, чем обещали», — рассказал он.",
    "До конца года на участке намерены принять ещё сто двадцать выпускников колледжа.",
    "Жители посёлка просят перенести дорогу для самосвалов подальше от школы.",
]
KK = [
    "Риддер қаласында жаңа байыту фабрикасының құрылысы басталды, деп хабарлады әкімдік.",
    "Жобаның құны 62 миллиард теңге, оны екі жылда аяқтау жоспарланған.",
    "«Біз қалаға сегіз жүз жұмыс орнын береміз», – деді зауыт директоры Асқар Сейітов.",
    "Фабрика жылына бір миллион тонна кен өңдейді деп күтіледі.",
]
TITLE, TITEL = "В Рудном запустили подземный горизонт", "Риддерде байыту фабрикасы салынып жатыр"
TEXT, QUOTE, ITEM, ROW, HEADING = "text", "quote", "item", "row", "heading"
TABLE = ["| Рудник | 2024 |", "| Качарский | 12,2 |"]
MENU = "<header><nav><ul><li><a>Главная</a></li><li><a>Экономика</a></li></ul></nav></header>"
FOOTER = "<footer><p>© 2025 Портал. Все права защищены.</p><a>О нас</a></footer>"


@dataclass(frozen=True)
class Shape:
    html: str
    title: str
    paragraphs: list[str]
    kinds: list[str]
    captions: tuple[str, ...] = ()


def page(title: str, body: str, head: str = "") -> str:
    head = f"<meta charset='utf-8'><title>{title}</title>{head}"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{MENU}{body}{FOOTER}</body></html>"


def p(*lines: str, name: str = "") -> str:
    return "".join(f"<p class='{name}'>{line}</p>" for line in lines)


SHAPES = {
    "tilda": Shape(
        page(
            f"{TITLE} — Горняк",
            f"<div class='t-rec'><h1 class='t-title'>{TITLE}</h1></div>"
            f"<div class='t-rec'><div class='t-text t-text_md'>{RU[0]}<br /><br />{RU[1]}</div></div>"
            "<div class='t-rec'><img><div class='t-text' itemprop='caption'>Горизонт</div></div>"
            f"<div class='t-rec'><div class='t-text t-text_md'>{RU[2]}<br><br>{RU[3]}</div></div>",
        ),
        TITLE,
        RU[:4],
        [TEXT] * 4,
        ("Горизонт",),
    ),
    "elementor": Shape(
        page(
            f"{TITEL} | Алтай жаңалықтары",
            f"<div class='elementor'><h1 class='elementor-heading-title'>{TITEL}</h1>"
            "<ul class='elementor-post-info'><li>12 қараша, 2025</li><li>Айгүл</li></ul>"
            f"<div class='elementor-widget-theme-post-content'>{p(*KK[:2])}"
            f"<blockquote><p>{KK[2]}</p></blockquote><h2>Сараптама</h2>{p(KK[3])}</div>"
            "<div class='elementor-post-navigation'><a>Алдыңғы: Өскеменде көпір ашылды</a></div>"
            "<div class='elementor-posts'>"
            + "<article><h3><a>Зайсанда балық аулау басталды</a></h3><div class='excerpt'><p>"
            "Биылғы маусымда рұқсат қағаздары электронды түрде беріледі.</p></div></article>"
            * 3
            + "</div></div>",
        ),
        TITEL,
        [*KK[:3], "Сараптама", KK[3]],
        [TEXT, TEXT, QUOTE, HEADING, TEXT],
    ),
    "bitrix": Shape(
        page(
            "Новости",
            "<h1 id='pagetitle'>Новости</h1><div class='news-detail'><img class='detail_picture'>"
            f"<span class='news-date-time'>12.03.2025</span><h3>{TITLE}</h3>"
            f"{'<br /><br />'.join(RU)}<div style='clear:both'></div></div>"
            "<p><a>Возврат к списку</a></p>",
            f"<meta property='og:title' content='{TITLE}'>",
        ),
        TITLE,
        RU,
        [TEXT] * 5,
    ),
    "next": Shape(
        page(
            f"{TITLE} | Vestnik.kz",
            f"<div id='__next'><article><h1 class='Article_title__a9'>{TITLE}</h1>"
            + "".join(
                f"<div class='Block_wrap__k1'><div class='Text_root__u7'><p>{line}</p></div></div>"
                for line in RU
            )
            + "<div class='Tags_root__1'><a>Рудный</a></div></article></div>",
        ),
        TITLE,
        RU,
        [TEXT] * 5,
    ),
    "dle": Shape(
        page(
            f"{TITLE} » Костанайские новости",
            f"<article class='fullstory'><h1>{TITLE}</h1><div class='text'>{RU[0]}<br><br>"
            f"{RU[1]}<br><br><div class='quote'>{RU[2]}</div><br>{RU[3]}<br><br>{RU[4]}</div>"
            "<div class='story_tools'><a>Вернуться</a> Просмотров: 231</div></article>",
        ),
        TITLE,
        RU,
        [TEXT, TEXT, QUOTE, TEXT, TEXT],
    ),
    "ucoz": Shape(
        page(
            f"{TITLE} - Новости",
            "<table><tr><td><ul class='uMenuRoot'><li><a>Меню</a></li></ul></td><td>"
            f"<table class='eBlock'><tr><td><div class='eTitle'>{TITLE}</div></td></tr>"
            f"<tr><td class='eText'><div id='video'></div>{'<br /><br />'.join(RU[:4])}</td></tr>"
            "<tr><td class='eDetails'>Категория: <a>Новости</a> | Добавил: <a>admin</a></td></tr>"
            "</table></td></tr></table>",
        ),
        TITLE,
        RU[:4],
        [TEXT] * 4,
    ),
    "captions": Shape(
        page(
            f"{TITEL} - Риддер Жаршысы",
            f"<div class='article'><h1>{TITEL}</h1><div><img alt='Қала көрінісі'>"
            f"<p>Қала көрінісі</p></div>{p(*KK[:2])}<p><img></p>"
            f"<p><em>Суретте: зауыт директоры</em></p>{p(KK[2])}"
            f"<div class='image'><img><p class='image__desc'>Алаң. Сурет: әкімдік</p></div>"
            f"{p(KK[3])}</div>",
        ),
        TITEL,
        KK,
        [TEXT] * 4,
        ("Алаң. Сурет: әкімдік", "Қала көрінісі", "Суретте: зауыт директоры"),
    ),
    "lists and tables": Shape(
        page(
            TITLE,
            f"<article><h1>{TITLE}</h1>{p(*RU[:2])}<table><tr><th>Рудник</th><th>2024</th></tr>"
            f"<tr><td>Качарский</td><td>12,2</td></tr></table>{p(*RU[2:])}"
            "<ol><li>ремонт дороги;</li><li>полив улиц.</li></ol></article>",
        ),
        TITLE,
        [*RU[:2], *TABLE, *RU[2:], "- ремонт дороги;", "- полив улиц."],
        [TEXT] * 2 + [ROW] * 2 + [TEXT] * 3 + [ITEM] * 2,
    ),
    "a quotation named as a link to other articles": Shape(
        page(
            TITLE,
            f"<article><h1>{TITLE}</h1>{p(*RU[:2])}<blockquote class='related'>{RU[2]}</blockquote>"
            f"{p(*RU[3:])}</article>",
        ),
        TITLE,
        [*RU[:2], *RU[3:]],
        [TEXT] * 4,
    ),
    "quotation in a figure": Shape(
        page(
            TITLE,
            f"<article><h1>{TITLE}</h1>{p(*RU[:2])}<figure><blockquote><p>{RU[2]}</p></blockquote>"
            f"</figure>{p(*RU[3:])}</article>",
        ),
        TITLE,
        RU,
        [TEXT, TEXT, QUOTE, TEXT, TEXT],
    ),
    "a subheading that is no heading": Shape(
        page(
            TITLE,
            f"<article><h1>{TITLE}</h1>{p(*RU[:2])}<div class='story__subtitle'>Люди</div>"
            f"{p(*RU[2:])}</article>",
        ),
        TITLE,
        [*RU[:2], "Люди", *RU[2:]],
        [TEXT, TEXT, HEADING, TEXT, TEXT, TEXT],
    ),
    "a heading in a box of its own": Shape(
        page(
            TITLE,
            f"<article><h1>{TITLE}</h1>{p(*RU[:2])}<div class='header-box'><h3>Люди</h3></div>"
            f"{p(*RU[2:])}</article>",
        ),
        TITLE,
        [*RU[:2], "Люди", *RU[2:]],
        [TEXT, TEXT, HEADING, TEXT, TEXT, TEXT],
    ),
    "a page in one list item": Shape(
        page(TITLE, f"<ul><li><h1>{TITLE}</h1><div class='txt'>{p(*RU)}</div></li></ul>"),
        TITLE,
        RU,
        [TEXT] * 5,
    ),
    "text in JSON-LD only": Shape(
        page(
            f"{TITLE} | Портал",
            "<div id='root'><div class='loader'>Загрузка…</div></div>",
            "<script type='application/ld+json'>"
            + json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(RU)})
            + "</script>",
        ),
        TITLE,
        RU,
        [TEXT] * 5,
    ),
    "short of long teasers": Shape(
        page(
            TITEL,
            f"<div class='one'><h1>{TITEL}</h1>{p(KK[0])}</div><div><h2>Басқа жаңалықтар</h2>"
            + "".join(f"<div class='i'><a><h3>{line}</h3></a>{p(line)}</div>" for line in KK[1:])
            + "</div>",
        ),
        TITEL,
        KK[:1],
        [TEXT],
    ),
}


def body_of(html: str) -> Body:
    tree = parse(html)
    assert not isinstance(tree, Rejection)
    url = "https://vestnik.example/news/1"
    body = extract(tree, read_markup(tree, url), url=url, overrides=Overrides())
    assert isinstance(body, Body)
    return body


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_article_is_taken_out_of_the_page_whole_and_alone(shape: Shape) -> None:
    body = body_of(shape.html)
    cleaned = clean(body.paragraphs, body.kinds, body.links)
    assert list(cleaned.paragraphs) == shape.paragraphs
    assert list(cleaned.kinds) == shape.kinds
    assert sorted(body.captions) == sorted(shape.captions)
    assert body.title == shape.title


def test_an_introduction_of_another_article_or_a_caption_is_no_standfirst() -> None:
    lead = "Рудник снова работает после ремонта, который шёл почти три недели подряд."
    excerpt = f"<div class='excerpt'>{lead}</div>"
    assert body_of(page(TITLE, f"<h1>{TITLE}</h1>{p(*RU)}{excerpt}")).standfirst == ""
    picture = f"<figure><img><figcaption class='lead'>{lead}</figcaption></figure>"
    described = f"<div class='photo-description desc'>{lead}</div>"
    assert body_of(page(TITLE, f"<h1>{TITLE}</h1>{picture}{described}{p(*RU)}")).standfirst == ""
    assert body_of(page(TITLE, f"<h1>{TITLE}</h1>{excerpt}{p(*RU)}")).standfirst == lead


def test_a_question_asked_of_several_people_stands_each_time() -> None:
    question = "Что изменится в вашей жизни, когда откроют новый горизонт рудника?"
    lines = [question, RU[1], question, RU[2], question, RU[3]]
    assert (
        list(body_of(page(TITLE, f"<article><h1>{TITLE}</h1>{p(*lines)}</article>")).paragraphs)
        == lines
    )


def test_where_the_source_says_what_the_text_is_the_markup_is_not_asked() -> None:
    record = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(RU)})
    script = f"<script type='application/ld+json'>{record}</script>"
    tree = parse(page(TITLE, f"<h1>{TITLE}</h1><div id='t'>{p(*RU[:2])}</div>", script))
    assert not isinstance(tree, Rejection)
    claims, url = read_markup(tree, "https://x.example/1"), "https://x.example/1"
    own = extract(tree, claims, url=url, overrides=Overrides(body="//div[@id='t']"))
    assert isinstance(own, Body)
    assert list(own.paragraphs) == RU[:2]
    other = extract(tree, claims, url=url, overrides=Overrides())
    assert isinstance(other, Body)
    assert list(other.paragraphs) == RU
