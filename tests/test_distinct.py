from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.boilerplate.distinct import distinct, masked, template
from tests.newsroom import sentence


def text(number: int, count: int = 8) -> list[str]:
    return masked([sentence(f"{number}/{n}") for n in range(count)])


def test_figures_are_masked_and_letters_are_small() -> None:
    assert masked(["Медь: 9 120,5 долларов", "12.11.2026, 10:15"]) == ["медь: 0 0 долларов", "0, 0"]


def test_texts_on_different_things_are_different_articles() -> None:
    assert len(set(distinct([text(n) for n in range(40)]))) == 40


def test_a_copy_and_a_longer_version_are_the_same_article() -> None:
    versions = [text(1), text(1), [*text(1), *text(2, 3)], text(1)[:5], text(3)]
    assert len(set(distinct(versions)[:4])) == 1
    assert len(set(distinct(versions))) == 2


def test_later_versions_are_followed_from_one_to_the_next() -> None:
    lines = text(1, 20)
    versions = [lines[n : n + 8] for n in range(0, 12, 3)]
    assert len(set(distinct(versions))) == 1


@pytest.mark.parametrize(("every", "articles"), [(4, 1), (1, 2)])
def test_an_edit_in_some_words_of_each_line_leaves_it_the_same_article(
    every: int, articles: int
) -> None:
    first = text(1, 6)
    edited = [
        " ".join(
            f"жаңа{'сөз' * (n % 5 + 2)}{at}" if (n + at) % every == 0 else word
            for n, word in enumerate(line.split())
        )
        for at, line in enumerate(first)
    ]
    edited = ["".join(ch for ch in line if not ch.isdigit()) for line in edited]
    assert len(set(distinct([first, edited]))) == articles


def test_near_copies_of_one_article_are_one_however_they_came() -> None:
    def words(*parts: int) -> list[str]:
        made = (
            f"{chr(1072 + part) * 3}буманскогруналдри{'а' * n}" for part in parts for n in range(9)
        )
        return [" ".join(made)]

    texts = [words(1, 2), words(3, 4), words(1, 2, 3, 4, 5)]
    assert len(set(distinct(texts[:2]))) == 2
    assert len(set(distinct(texts))) == 1


def test_lines_that_many_articles_share_do_not_make_them_one() -> None:
    footer = masked([sentence("footer", words=20)])
    assert len(set(distinct([[*text(n), *footer] for n in range(50)]))) == 50


def test_furniture_counts_for_no_text() -> None:
    notice = masked([sentence(f"notice {n}", words=40) for n in range(4)])
    short = [[*text(n, 2), *notice] for n in range(10)]
    assert len(set(distinct(short))) == 1
    assert len(set(distinct(short, notice))) == 10
    assert len(set(distinct([notice, notice[:2], text(1)], notice))) == 2


MENU = masked([f"{sentence(f'menu {n}', words=4)}" for n in range(60)])


def test_a_menu_longer_than_the_news_is_the_sites_template() -> None:
    titles = [sentence(f"title {n}") for n in range(12)]
    texts = [[*MENU, *text(n, 12)] for n in range(12)]
    assert template(texts, titles) == set(MENU)
    assert len(set(distinct(texts, template(texts, titles)))) == 12
    assert template(texts[:9], titles[:9]) == set()


def test_versions_copies_and_forms_have_no_template() -> None:
    titles = [sentence(f"title {n}") for n in range(12)]
    one_title = ["Взрыв на шахте"] * 12
    versions = [[*text(1), *text(n, 2)] for n in range(2, 14)]
    follow_ups = [[*text(1), *text(n, 4)] for n in range(2, 14)]
    assert template(versions, titles) == set()
    assert template(follow_ups, one_title) == set()
    assert template([MENU] * 12, titles) == set()
    assert template(follow_ups, [f"Курс на {n} ноября" for n in range(12)]) == set()


@settings(max_examples=60)
@given(st.lists(st.lists(st.sampled_from(["а б", "в", "", "0 тг"]), max_size=5), max_size=8))
def test_equal_texts_always_have_one_number(texts: list[list[str]]) -> None:
    numbers = distinct([*texts, *texts])
    assert numbers[: len(texts)] == numbers[len(texts) :]
