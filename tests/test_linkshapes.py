from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sections.linkshapes import (
    address_score,
    is_numbered,
    says_nothing,
    shapes,
    text_score,
    word_count,
)
from crawler.sources import load_sources

ARTICLES = [
    "https://x.kz/ru/kak-segodnya-zhivut-monogoroda-kazahstana-53c6e2",
    "https://x.kz/pravo/6491413-rasshireny-granitsy-goroda.html",
    "https://x.kz/2025-03-30/zhnb-bektenovgoldrush",
    "https://x.kz/articles/territory/2021/11/10/tyomnaya-storona",
    "https://x.kz/news/214009",
    "https://x.kz/?p=9021",
    "https://x.kz/kk/news/19995",
    "https://x.kz/society/20180317/4949471.html",
    "https://x.kz/news/policy/item/672297-bektenov-v-mangistau",
    "https://x.kz/cat/economic/obem-dobychi-zolota-vyros/",
    "https://x.kz/news/%D1%88%D0%B0%D1%85%D1%82%D0%B0-%D0%B2-%D1%80%D0%B8%D0%B4%D0%B4%D0%B5%D1%80%D0%B5-%D1%81%D1%82%D0%BE%D0%B8%D1%82",
]
OTHERS = [
    "https://x.kz/",
    "https://x.kz/economy",
    "https://x.kz/tag/prezident-respubliki-kazahstan/",
    "https://x.kz/author/ivan-petrov-iz-karagandy/",
    "https://x.kz/uploads/2026/11/20/plan-razvitiya-goroda.pdf",
    "https://x.kz/news/?page=2",
    "https://x.kz/category/ekonomika/",
    "https://x.kz/category/skoraya-pomoshch-nashego-goroda/",
    "https://x.kz/trend/delo_direktora_13012017/",
    "https://x.kz/archive/2026-11-21/",
    "https://x.kz/2026/11/",
    "https://x.kz/forum/viewtopic.php?post_id=748737",
    "https://x.kz/politika-konfidencialnosti",
    "https://x.kz/search?q=shahta+v+riddere",
]


@pytest.mark.parametrize("url", ARTICLES)
def test_addresses_of_articles_score_above_zero(url: str) -> None:
    assert address_score(url) > 0


@pytest.mark.parametrize("url", OTHERS)
def test_addresses_of_other_pages_score_below_zero(url: str) -> None:
    assert address_score(url) < 0


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("", -1),
        ("12", -1),
        ("Читать далее", -1),
        ("Экономика", -2),
        ("Новости Казахстана", -2),
        ("Бизнес и власть", 0),
        ("На шахте произошёл взрыв", 2),
        ("В Риддере до конца года откроют новый цех завода", 3),
    ],
)
def test_the_more_a_link_reads_like_a_sentence_the_more_it_scores(text: str, score: int) -> None:
    assert text_score(text) == score


def test_addresses_of_one_kind_have_one_shape() -> None:
    assert shapes("https://x.kz/2026/11/a-b") == shapes("https://x.kz/2025/09/c-d/")
    assert shapes("https://x.kz/n/50001") == shapes("https://x.kz/n/60002")
    assert shapes("https://x.kz/n/50001") != shapes("https://x.kz/n/about")
    assert shapes("https://x.kz/n.php?id=1") == shapes("https://x.kz/n.php?id=2")
    assert shapes("https://x.kz/n.php?id=1") != shapes("https://x.kz/n.php?page=2")


def test_the_folder_of_a_number_makes_one_shape_of_all_slugs_below_it() -> None:
    assert shapes("https://x.kz/n/50001/a") == shapes("https://x.kz/n/50002/a-b-c-d-e.html")


def test_folders_are_named_in_the_first_shape_and_blotted_out_in_the_second() -> None:
    one, other = shapes("https://x.kz/a/a-b"), shapes("https://x.kz/b/c-d")
    assert one[0] != other[0]
    assert one[1] == other[1]


SAMPLES = [url for source in load_sources().values() for url in source.sample_urls]
# what was filled in for a slug that is not known says nothing
REAL = [url for url in SAMPLES if not re.search(r"primer|example|123456|news/details", url)]


def test_the_sample_addresses_of_known_sources_score_as_articles() -> None:
    scores = [address_score(url) for url in REAL]
    assert min(scores) > -2
    assert sum(score > 0 for score in scores) >= len(scores) * 0.9


LISTINGS = [road.url for source in load_sources().values() for road in source.listings]


def test_few_section_addresses_of_known_sources_score_as_articles() -> None:
    assert sum(address_score(url) > 1 for url in LISTINGS) <= len(LISTINGS) // 20


@pytest.mark.parametrize(
    ("url", "numbered"),
    [
        ("https://x.kz/n/50001", True),
        ("https://x.kz/n/50001/slug", True),
        ("https://x.kz/n.php?id=50", True),
        ("https://x.kz/2026/11/slug", False),
        ("https://x.kz/part/12", False),
    ],
)
def test_the_number_of_a_story_is_told_from_years_and_sections(url: str, numbered: bool) -> None:  # noqa: FBT001
    assert is_numbered(url) is numbered


def test_words_are_counted_without_numbers() -> None:
    assert word_count("12 новых шахт, 3-й год") == 4


@pytest.mark.parametrize(
    "text", ["", "12", "→", "Подробнее", "Толығырақ оқу", "Read more", "Все новости"]
)
def test_what_only_leads_on_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["Стачка", "Новости", "Кен"])
def test_a_word_says_something(text: str) -> None:
    assert not says_nothing(text)


@given(st.text(max_size=80))
def test_no_address_raises(url: str) -> None:
    address = "https://x.kz/" + url.replace("[", "").replace("]", "")
    assert -8 <= address_score(address) <= 10
    assert len(shapes(address)) == 2
