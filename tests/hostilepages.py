"""Pages that keep parsers and extractors busy or make them lose the article that they hold.

``CASES`` maps a name to a maker of the page's HTML. Each page shows, in a browser, all
``PARAGRAPHS``; names begin with what is wrong. Sizes are those at which stock parts fail.
"""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

TITLE: Final = "Шахтёры Караганды прекратили работу"
PARAGRAPHS: Final = (
    "Горняки шахты имени Костенко прекратили работу в ночь на четверг, сообщила служба спасения.",
    "По словам бригадира, зарплату за октябрь выдали лишь 240 из 1150 рабочих угольной шахты.",
    "Руководство предприятия назвало причиной задержку платежа от покупателя угля и показало договор.",
    "Аким города приехал к стволу в семь утра и говорил с людьми два часа, но решения пока нет.",
    "Профсоюз требует создать комиссию и проверить вентиляцию на всех горизонтах до конца месяца.",
    "В министерстве обещали отправить инспекторов на рудник и назвать результаты через неделю.",
)
FILLER: Final = "Поезда ходят по расписанию, погода на выходных ожидается ясной и тёплой. "
_MEGA: Final = 1 << 20


def page(
    body: str = "", *, head: str = "", before: str = "", after: str = "", attributes: str = ""
) -> str:
    """A page of the article, with things around it; ``body`` stands for the paragraphs."""
    body = body or "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!doctype html><html lang="ru"><head><title>{TITLE}</title>{head}</head>'
        f"<body{attributes}>{before}<article><h1>{TITLE}</h1>{body}</article>{after}"
        "<footer><p>© Редакция</p></footer></body></html>"
    )


def malformed_author(size: int) -> str:
    """JSON-LD that is no JSON: an author of ``size`` escaped quotes that never ends."""
    broken = '{"@type": "NewsArticle", "author": {"name": "' + 'a\\"' * (size // 3)
    return page(head=f'<script type="application/ld+json">{broken}</script>')


def inline_words(tags: int, opening: str, closing: str) -> str:
    """A first paragraph in which ``tags`` words stand in tags of their own."""
    crowd = " ".join(f"{opening}слово{closing} и дом" for _ in range(tags))
    return page("".join(f"<p>{p}</p>" for p in PARAGRAPHS) + f"<p>{crowd}</p>")


def crowd(count: int, element: str) -> str:
    """The article, and behind it in the same block a crowd of short elements."""
    lines = "".join(element.format(f"Строка {number}") for number in range(count))
    return page("".join(f"<p>{p}</p>" for p in PARAGRAPHS) + lines)


def attributes(count: int, size: int = 0) -> str:
    """One tag around the article with many attributes, or one long class."""
    names = " ".join(f'data-a{number}="{number}"' for number in range(count))
    return page(before=f'<div class="{"wide " * (size // 5)}" {names}>', after="</div>")


def dressed(count: int) -> str:
    """Many elements with a hundred attributes each."""
    names = " ".join(f'data-a{number}="{number}"' for number in range(100))
    return page(after=f"<div {names}></div>" * count)


def tower(depth: int, tag: str = "div", *, closed: bool = True) -> str:
    """The article within ``depth`` nested elements."""
    return page(before=f"<{tag}>" * depth, after=f"</{tag}>" * depth if closed else "")


def unclosed_formatting(count: int) -> str:
    """Inline tags that are opened in each paragraph and never closed, which browsers reopen."""
    return page("".join(f"<p><b><i>{p}</p>" for p in PARAGRAPHS * 1) + "<p><b>x" * count)


def machine(opening: str, closing: str, size: int) -> str:
    """Megabytes that no reader sees, in front of the article."""
    line = "var a=1;b(a);\n"
    return page(before=opening + line * (size // len(line)) + closing)


def long_text(size: int, *, in_article: bool) -> str:
    """A text node of many megabytes behind the article, or within its first paragraph."""
    text = FILLER * (size // len(FILLER.encode()))
    paragraphs = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return page(f"{paragraphs}<p>{text}</p>") if in_article else page(after=f"<div>{text}</div>")


def links(count: int) -> str:
    """A menu or archive of very many links in front of the article."""
    menu = "".join(f'<li><a href="/news/{n}">Новость {n}</a></li>' for n in range(count))
    return page(before=f"<ul>{menu}</ul>")


def breaks_only() -> str:
    """Paragraphs that are parted by line breaks alone."""
    return page("<div>" + "<br><br>".join(PARAGRAPHS) + "</div>")


def custom_elements() -> str:
    """An article built of elements that the site has made up."""
    body = "".join(f"<news-text><x-p>{p}</x-p></news-text>" for p in PARAGRAPHS)
    return f"<html><head><title>{TITLE}</title></head><body><news-page><news-title><h1>{TITLE}</h1></news-title><news-body>{body}</news-body></news-page></body></html>"


def shadow() -> str:
    """An article in a declarative shadow root, which browsers show."""
    inner = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return f'<html><head><title>{TITLE}</title></head><body><news-page><template shadowrootmode="open"><h1>{TITLE}</h1>{inner}</template></news-page></body></html>'


def template_beside() -> str:
    """A template for other articles, which browsers do not show, beside the article."""
    return page(after=f"<template><p>{FILLER * 3}</p></template>")


def two_bodies() -> str:
    """The article in a second body, behind an empty first one that was closed."""
    article = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return f"<html><head><title>{TITLE}</title></head><body class=a><div>Меню</div></body></html><html><body class=b><article><h1>{TITLE}</h1>{article}</article></body></html>"


def body_in_head() -> str:
    """A block in the head, which ends the head for a browser."""
    article = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return f"<html><head><div>Баннер</div><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{article}</article></body></html>"


def frameset() -> str:
    """Frames behind an article: browsers ignore them once text was shown."""
    article = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{article}<frameset cols=*><frame src=/a></frameset></body></html>"


def nul_in_tags() -> str:
    """NUL bytes within tags and words, as broken templates send them."""
    return page().replace("<p>", "<p\0 class='a\0'>").replace("шахты", "ша\0хты")


def quadratic_entities(count: int) -> str:
    """Very many references to characters, escaped twice."""
    return page(
        "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + f"<p>{'&amp;laquo;&#1091;' * count}</p>"
    )


def many_scripts(count: int) -> str:
    """Thousands of scripts and hidden machinery between the paragraphs."""
    piece = "<script>a()</script><style>b{}</style><svg><path d='M0 0'/></svg><ins></ins>"
    return page("".join(f"<p>{p}</p>{piece * count}" for p in PARAGRAPHS))


def table_layout(depth: int) -> str:
    """Tables within tables, as old sites nest their layout."""
    return page(before="<table><tr><td>" * depth, after="</td></tr></table>" * depth)


def many_lists(depth: int) -> str:
    """Lists within lists in front of the article."""
    return page(before="<ul><li>" * depth + "</li></ul>" * depth)


def less_than_signs(count: int) -> str:
    """Signs that begin no tag, which make tag patterns try every one of them."""
    return page("".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "<p>" + "< a " * count + "</p>")


def open_tags(count: int) -> str:
    """Tags that are begun and never ended."""
    return page(after="<div class='a" * count)


def many_metas(count: int) -> str:
    """Very many meta and link tags."""
    tags = "".join(
        f'<meta name="n{n}" content="a"><link rel="alternate" hreflang="x" href="/{n}">'
        for n in range(count)
    )
    return page(head=tags)


def noise(size: int) -> str:
    """Random tags and words that belong to nothing."""
    draw = random.Random(7)
    tags = (
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<table>",
        "<td>",
        "<li>",
        "</ul>",
        "слово ",
    )
    return page(after="".join(draw.choice(tags) for _ in range(size // 6)))


CASES: Final[dict[str, Callable[[], str]]] = {
    "plain article": page,
    # JSON-LD that patterns choke on
    "author 9 kB": partial(malformed_author, 9_000),
    "author 54 kB": partial(malformed_author, 54_000),
    "author 4.8 MB": partial(malformed_author, 4_800_000),
    # inline tags
    "inline b, 5 k": partial(inline_words, 5_000, "<b>", "</b>"),
    "inline b, 100 k": partial(inline_words, 100_000, "<b>", "</b>"),
    "inline a, 20 k": partial(inline_words, 20_000, '<a href="/x">', "</a>"),
    "inline abbr, 20 k": partial(inline_words, 20_000, "<abbr>", "</abbr>"),
    "inline q, 20 k": partial(inline_words, 20_000, "<q>", "</q>"),
    "inline img, 20 k": partial(inline_words, 20_000, "<img src=/a.png>", ""),
    "inline code, 20 k": partial(inline_words, 20_000, "<code>", "</code>"),
    "inline custom, 20 k": partial(inline_words, 20_000, "<x-w>", "</x-w>"),
    "unclosed b, 3 k": partial(unclosed_formatting, 3_000),
    # crowds
    "p, 100 k": partial(crowd, 100_000, "<p>{}</p>"),
    "br, 100 k": partial(crowd, 100_000, "{}<br>"),
    "br in p, 100 k": lambda: crowd(100_000, "{}<br>").replace("Строка 0", "<p>Строка 0"),
    "li, 100 k": partial(crowd, 100_000, "<li>{}</li>"),
    "div, 100 k": partial(crowd, 100_000, "<div>{}</div>"),
    "span, 100 k": partial(crowd, 100_000, "<span>{}</span>"),
    "tr, 50 k": lambda: crowd(50_000, "<tr><td>{}</td><td>1</td></tr>").replace("<tr>", "<table><tr>", 1),
    "h3, 50 k": partial(crowd, 50_000, "<h3>{}</h3>"),
    "blockquote, 50 k": partial(crowd, 50_000, "<blockquote>{}</blockquote>"),
    "figure, 50 k": partial(crowd, 50_000, "<figure><img src=/a><figcaption>{}</figcaption></figure>"),
    "empty p, 300 k": partial(crowd, 300_000, "<p></p>"),
    "links, 50 k": partial(links, 50_000),
    # attributes
    "attributes, 50 k": partial(attributes, 50_000),
    "class, 10 MB": partial(attributes, 0, 10 * _MEGA),
    "100 attributes, 3 k tags": partial(dressed, 3_000),
    "data: picture, 10 MB": lambda: page(before=f'<img src="data:image/png;base64,{"A" * 10 * _MEGA}">'),
    # depth
    "div, 254 deep": partial(tower, 254),
    "div, 1,000 deep": partial(tower, 1_000),
    "div, 3,000 deep": partial(tower, 3_000),
    "div, 100,000 deep": partial(tower, 100_000),
    "div, 3,000 unclosed": partial(tower, 3_000, closed=False),
    "span, 3,000 deep": partial(tower, 3_000, "span"),
    "b, 3,000 deep": partial(tower, 3_000, "b"),
    "blockquote, 3,000 deep": partial(tower, 3_000, "blockquote"),
    "custom, 3,000 deep": partial(tower, 3_000, "x-y"),
    "div with names, 3,000 deep": lambda: tower(3_000).replace("<div>", '<div class="a>b" id=c>'),
    "table, 1,000 deep": partial(table_layout, 1_000),
    "ul, 3,000 deep in front": partial(many_lists, 3_000),
    # machinery
    "script, 10 MB": partial(machine, "<script>", "</script>", 10 * _MEGA),
    "JSON-LD, 10 MB": partial(machine, '<script type="application/ld+json">', "</script>", 10 * _MEGA),
    "style, 10 MB": partial(machine, "<style>", "</style>", 10 * _MEGA),
    "comment, 10 MB": partial(machine, "<!--", "-->", 10 * _MEGA),
    "noscript, 10 MB": partial(machine, "<noscript>", "</noscript>", 10 * _MEGA),
    "textarea, 10 MB": partial(machine, "<textarea>", "</textarea>", 10 * _MEGA),
    "svg, 5 MB": partial(machine, "<svg><text>", "</text></svg>", 5 * _MEGA),
    "scripts, 30 k": partial(many_scripts, 5_000),
    "metas, 30 k": partial(many_metas, 30_000),
    # text
    "text behind, 10 MB": partial(long_text, 10 * _MEGA, in_article=False),
    "text within, 10 MB": partial(long_text, 10 * _MEGA, in_article=True),
    "references, 300 k": partial(quadratic_entities, 300_000),
    "less-than signs, 1 M": partial(less_than_signs, 1_000_000),
    "open tags, 200 k": partial(open_tags, 200_000),
    "paragraphs of 100, 12 k": lambda: page(after=f"<div>{'<p>строка</p>' * 100}</div>" * 1_200),
    "paragraphs, 4 MB": partial(crowd, 20_000, "<p>{}: " + FILLER * 1 + "</p>"),
    "nested crowds, 4 MB": lambda: page(after=f"<ul><li>{'<div>'+'<b>a</b> ' * 399+'</div>'}</li></ul>" * 900),
    "noise, 1 MB": partial(noise, _MEGA),
    "topic words, 20 k": lambda: inline_words(20_000, "", "").replace("слово и дом", "уголь и руда"),
    # what swallows the article
    "comment closed early": lambda: page(before="<!-->"),
    "comment closed with a bang": lambda: page(before="<!-- a --!>"),
    "comment within a comment": lambda: page(before="<!-- a <!-- b -->"),
    "CDATA unclosed": lambda: page(before="<![CDATA[ x "),
    "noscript unclosed": lambda: page(before="<noscript>"),
    "plaintext": lambda: page(before="<plaintext>"),
    "textarea unclosed": lambda: page(before="<textarea>"),
    "xmp unclosed": lambda: page(before="<xmp>"),
    "title unclosed": lambda: page().replace("</title>", ""),
    "iframe unclosed": lambda: page(before="<iframe src=/a>"),
    "iframe closed in itself": lambda: page(before="<iframe src=/a />"),
    "script closed in itself": lambda: page(before="<script src=/a.js></script><script>a('</scr'+'ipt>')</script>"),
    "select unclosed": lambda: page(before="<form><select><option>a"),
    "button unclosed": lambda: page(before="<button>"),
    "deep behind a menu": lambda: tower(3_000).replace("<div>", "<div>Меню</div><div>", 1),
    "svg unclosed": lambda: page(before="<svg><path>"),
    "template beside": template_beside,
    "shadow root": shadow,
    "custom elements": custom_elements,
    "br only": breaks_only,
    "NUL in tags": nul_in_tags,
    "frameset behind": frameset,
    "two bodies": two_bodies,
    "block in the head": body_in_head,
    "base elsewhere": lambda: page(head='<base href="https://elsewhere.example/a/">'),
    "quote unclosed": lambda: page(before='<a href="/x>Новости</a><a href="/y">Ещё</a>'),
}  # fmt: skip
