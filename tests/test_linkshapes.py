from __future__ import annotations

import pytest

from crawler.linkshapes import address_score, shape, text_score

ARTICLES = [
    "https://x.kz/ru/kak-segodnya-zhivut-monogoroda-kazahstana-53c6e2",
    "https://x.kz/pravo/6491413-rasshireny-granitsy-goroda.html",
    "https://x.kz/2025-03-30/zhnb-bektenovgoldrush",
    "https://x.kz/articles/territory/2021/11/10/tyomnaya-storona",
    "https://x.kz/news/214009",
    "https://x.kz/?p=9021",
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
    assert shape("https://x.kz/2026/11/a-b") == shape("https://x.kz/2025/9/c/")
    assert shape("https://x.kz/n/5") == shape("https://x.kz/n/66")
    assert shape("https://x.kz/n/5") != shape("https://x.kz/n/about")
    assert shape("https://x.kz/n.php?id=1") == shape("https://x.kz/n.php?id=2")
    assert shape("https://x.kz/n.php?id=1") != shape("https://x.kz/n.php?page=2")
