"""Authors are people, each once, on small pages as sites write them."""

from __future__ import annotations

import json

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup.authors import authors, marked_names
from pipelines.markup.markup import read_markup

URL = "https://www.altai-habar.example/news/1"


def found(html: str) -> tuple[str, ...]:
    tree = lxml.html.document_fromstring(f"<html><body><h1>Рудник открыли</h1>{html}</body></html>")
    return read_markup(tree, URL).authors


def record(author: object, *more: object) -> str:
    text = json.dumps([{"@type": "NewsArticle", "author": author}, *more])
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("html", "people"),
    [
        (record({"@type": "Person", "name": "Айгуль Смагулова"}), ("Айгуль Смагулова",)),
        (record([{"name": "Айгуль Смагулова"}, {"name": "Dana Omarova"}]), ("Айгуль Смагулова", "Dana Omarova")),
        (record("Айгуль Смагулова, Марат Алиев"), ("Айгуль Смагулова", "Марат Алиев")),
        (record({"@id": "#p"}, {"@type": "Person", "@id": "#p", "name": "Dana Omarova"}), ("Dana Omarova",)),
        (record({"@id": "#q"}), ()),
        (record({"@type": "Person", "givenName": "Dana", "familyName": "Omarova"}), ("Dana Omarova",)),
        ('<meta name="author" content="Гүлнар ЖОЛЖАН">', ("Гүлнар ЖОЛЖАН",)),
        ('<meta property="article:author" content="Bryan DeArdo">', ("Bryan DeArdo",)),
        ('<span itemprop="author"><meta itemprop="name" content="Әсет Қали"></span>', ("Әсет Қали",)),
        ('<span itemprop="author">Әсет Қали</span>', ("Әсет Қали",)),
        ('<a rel="author" href="/a">Dana Omarova</a>', ("Dana Omarova",)),
        ('<div class="news-author">Автор: <a>Жанар Әлиева</a></div>', ("Жанар Әлиева",)),
        ('<div class="articleAuthor">Жанар Әлиева</div>', ("Жанар Әлиева",)),
        ("<p>By <a>Dana Omarova</a></p>", ("Dana Omarova",)),
        ("<p>By Dana Omarova and Timur Lee</p>", ("Dana Omarova", "Timur Lee")),
        ("<p>Мәтін: Әсет Қали. Сурет: Дана Ерж</p>", ("Әсет Қали",)),
        # one person in two spellings
        (record("Айдос Ахметов") + '<p class="author">Айдос АХМЕТОВ</p>', ("Айдос Ахметов",)),
        (record("А. Ахметов") + '<p class="author">Айдос Ахметов</p>', ("Айдос Ахметов",)),
        # no people
        (record({"@type": "Organization", "name": "Алтай Хабар"}), ()),
        (record("Редакция"), ()),
        (record("admin"), ()),
        (record("Kazinform"), ()),
        (record("altai-habar.example"), ()),
        (record("Altai Habar") + '<meta property="og:site_name" content="Altai Habar">', ()),
        (record({"name": "Собкор по ВКО"}), ()),
        (record("Пресс-служба акимата"), ()),
        (record("@altai_news"), ()),
        (record("https://t.me/altai"), ()),
        ('<p class="author">Администратор</p>', ()),
        ('<p class="author-photo">Иван Иванов</p>', ()),
        ('<p class="author">Фото: Иван Иванов</p>', ()),
        ('<div class="comments"><span itemprop="author">Иван Иванов</span></div>', ()),
        ('<div class="comments"><p class="author">Иван Иванов</p></div>', ()),
        ("<p>Автор: Иван Иванов</p><p>Автор: Пётр Петров</p>", ()),
        (f"<p>Автор: {'слово ' * 60}</p>", ()),
        ("<p>Автор:</p>", ()),
        # one name alone counts where the page says nothing fuller
        (record("Madina"), ("Madina",)),
        (record("Madina") + '<p class="author">Madina Seitova</p>', ("Madina Seitova",)),
        (record("Reuters, Washington"), ()),
        # a template with a sidebar
        ('<div class="with-sidebar"><h1>Рудник</h1><p class="author">Dana Omarova</p></div>', ("Dana Omarova",)),
    ],
)  # fmt: skip
def test_authors_are_the_people_who_wrote(html: str, people: tuple[str, ...]) -> None:
    assert found(html) == people


def test_at_most_five_people_are_authors() -> None:
    names = [
        f"{first} Ахметов{last}"
        for first, last in zip(["Аб", "Ва", "Гу", "Де", "Жо", "Зы", "Ик"], "абвгдеж", strict=True)
    ]
    tree = lxml.html.document_fromstring("<p>Текст</p>")
    assert len(authors(tree, {}, [{"author": names}])) == 5


def test_elements_of_whole_stories_hold_no_names() -> None:
    long = lxml.html.document_fromstring(
        f"<div itemprop=author><p>Иван Иванов</p><p>{'слово ' * 90}</p></div>"
    )
    assert marked_names(long) == []
    many = lxml.html.document_fromstring(f"<div itemprop=author>{'<p>Иван Иванов</p>' * 40}</div>")
    assert marked_names(many) == []


@settings(max_examples=80)
@given(st.text(max_size=80), st.sampled_from(["Автор: ", "By ", "", "Мәтін: ", "Фото: "]))
def test_no_words_make_it_raise_and_names_hold_no_figures(noise: str, label: str) -> None:
    tree = lxml.html.document_fromstring("<p class=author>x</p>")
    node = next(tree.iter("p"))
    node.text = "".join(letter for letter in label + noise if letter.isprintable())
    for name in authors(tree, {"author": noise}, [{"author": noise}]):
        assert not any(map(str.isdigit, name))
        assert name == name.strip()
