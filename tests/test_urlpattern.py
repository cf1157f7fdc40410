from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.survey.urlpattern import learn_patterns

if TYPE_CHECKING:
    from collections.abc import Callable

SLUGS = [
    "-".join(words)
    for words in islice(
        product(
            ("shahta", "fabrika"), ("daet", "stroit"), ("med", "ugol", "rudu"), ("vesnoy", "zimoy")
        ),
        24,
    )
]
SECTIONS = [
    "https://x.kz/",
    "https://x.kz/news/",
    "https://x.kz/economy/mining",
    "https://x.kz/tag/ugol",
    "https://x.kz/author/ivan-petrov",
    "https://x.kz/2026/11/",
    "https://x.kz/2026/11/22/",
    "https://x.kz/blog/2026/11/22",
]


def urls(make: Callable[[int, str], str], count: int = 12) -> list[str]:
    return [make(number, slug) for number, slug in enumerate(SLUGS[:count])]


@pytest.mark.parametrize(
    "make",
    [
        lambda n, slug: f"https://x.kz/kazakhstan_news/{slug}-{391870 + n}",
        lambda n, slug: (
            f"https://www.x.kz/{'city' if n % 2 else 'oblast'}/{147371 + n}-{slug}.html"
        ),
        lambda n, slug: f"https://x.kz/ru/{slug}-53c6e{n % 10}",
        lambda n, slug: f"https://x.kz/2026/11/{10 + n}/{slug}/",
        lambda n, slug: f"https://x.kz/{'ru' if n % 2 else 'kz'}/2026/{slug}",
        lambda n, slug: f"https://x.kz/blog/2026/{n + 1}/{slug.partition('-')[0]}{n}",
        lambda n, _: f"https://x.kz/2026/11/{391870 + n}",
    ],
    ids=["slug-number", "number-slug", "slug-hash", "day", "languages", "month", "number"],
)
def test_a_pattern_matches_all_articles_of_its_template_and_no_section(
    make: Callable[[int, str], str],
) -> None:
    articles = urls(make)
    (pattern,) = learn_patterns(articles, SECTIONS)
    assert all(re.search(pattern, url) for url in articles)
    assert not [url for url in SECTIONS if re.search(pattern, url)]


def test_a_pattern_fits_other_sections_of_the_site_too() -> None:
    (pattern,) = learn_patterns(urls(lambda n, slug: f"https://x.kz/city/{slug}-{1000 + n}"), [])
    assert re.search(pattern, "http://www.x.kz/economy/novyi-rudnik-4711/")
    assert not re.search(pattern, "https://y.kz/economy/novyi-rudnik-4711")


def test_two_templates_give_two_patterns() -> None:
    old = urls(lambda n, slug: f"https://x.kz/{slug}-{1000 + n}.html")
    new = urls(lambda n, slug: f"https://x.kz/ru/{1000 + n}-{slug}")
    assert len(learn_patterns([*old, *new], SECTIONS)) == 2


@pytest.mark.parametrize(
    "make",
    [
        lambda _, slug: f"https://x.kz/{slug}/",
        lambda n, _: f"https://x.kz/{1000 + n}",
        lambda n, _: f"https://x.kz/?p={1000 + n}",
        lambda n, _: f"https://x.kz/{'abcdefghijklmnopqrstuvwxyz'[n]}",
        lambda n, slug: f"https://x.kz/{'x/' * n}{slug}-{1000 + n}",
    ],
    ids=["bare slug", "bare number", "query", "letters", "each another depth"],
)
def test_addresses_that_a_section_could_have_too_give_no_pattern(
    make: Callable[[int, str], str],
) -> None:
    assert learn_patterns(urls(make), []) == ()


def test_one_folder_of_many_articles_speaks_for_bare_slugs() -> None:
    assert learn_patterns(urls(lambda _, slug: f"https://x.kz/news/{slug}"), []) == ()
    (pattern,) = learn_patterns(urls(lambda _, slug: f"https://x.kz/news/{slug}", 24), [])
    assert "/news/" in pattern


def test_fewer_than_ten_articles_give_no_pattern() -> None:
    articles = urls(lambda n, slug: f"https://x.kz/a/{slug}-{1000 + n}", 9)
    assert learn_patterns([*articles, *articles], []) == ()


def test_a_pattern_that_matches_what_is_no_article_is_not_given() -> None:
    articles = urls(lambda n, slug: f"https://x.kz/a/{slug}-{1000 + n}")
    assert learn_patterns(articles, ["https://x.kz/tag/ugol-2026"]) == ()


def test_editions_on_several_hosts_share_a_pattern() -> None:
    articles = urls(lambda n, slug: f"https://{'kaz.' if n % 2 else ''}x.kz/a/{slug}-{1000 + n}")
    (pattern,) = learn_patterns(articles, [])
    assert all(re.search(pattern, url) for url in articles)


@settings(max_examples=80)
@given(
    st.lists(st.from_regex(r"\Ahttps?://[a-z.]{1,9}(/[a-z0-9.()*_-]{0,12}){0,4}\Z"), max_size=25)
)
def test_any_addresses_give_patterns_that_compile_and_match_nine_in_ten(found: list[str]) -> None:
    patterns = learn_patterns(found, [])
    matched = sum(any(re.search(pattern, url) for pattern in patterns) for url in set(found))
    assert not patterns or matched >= 0.9 * len(set(found))
