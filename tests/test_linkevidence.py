from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crawler.sections.linkevidence import ARTICLE_SCORE, Evidence, weights

SURE = [
    Evidence(
        url=f"https://x.kz/news/{at}-na-rudnike-otkryli-cekh.html", text="На руднике открыли цех"
    )
    for at in range(50001, 50005)
]


def articles(links: list[Evidence]) -> list[bool]:
    return [weight >= ARTICLE_SCORE for weight in weights(links)]


def judge(link: Evidence, *others: Evidence) -> bool:
    return articles([link, *others])[0]


def test_an_address_with_number_and_slug_and_a_headline_is_an_articles() -> None:
    assert articles(SURE) == [True] * 4


def test_a_word_or_two_is_no_article_where_the_address_says_nothing() -> None:
    assert not judge(Evidence(url="https://x.kz/news/ekonomika", text="Экономика"))


def test_a_short_headline_is_an_article_among_numbered_articles_of_its_shape() -> None:
    short = Evidence(url="https://x.kz/news/50009.html", text="Стачка")
    others = [
        Evidence(url=f"https://x.kz/news/{at}.html", text="На руднике открыли новый цех")
        for at in range(50001, 50004)
    ]
    assert not judge(short)
    assert judge(short, *others)


def test_a_short_headline_is_an_article_where_all_others_of_its_place_are() -> None:
    place = frozenset({"a.<h3.<div.post"})
    others = [
        Evidence(
            url=f"https://x.kz/{name}", text="На руднике открыли новый цех", dated=True, roles=place
        )
        for name in (
            "na-rudnike-cekh-otkryt",
            "v-gorode-stroyat-dom",
            "shahtu-opyat-zakryli-na-remont",
        )
    ]
    short = Evidence(url="https://x.kz/uran-segodnya", text="Уран", heading=True, roles=place)
    assert not judge(short)
    assert judge(short, *others)


def test_a_long_section_name_among_sections_of_its_shape_is_none() -> None:
    menu = [
        Evidence(url=f"https://x.kz/{name}/", text=name, furniture=True, block_words=1.5)
        for name in ("biznes-klub", "nash-sport", "vse-mneniya")
    ]
    assert not judge(
        Evidence(url="https://x.kz/nashi-proekty/", text="Наши проекты и большие дела"), *menu
    )


def test_neither_a_banner_nor_a_menu_is_lifted_by_its_likes() -> None:
    banner = Evidence(
        url="https://x.kz/news/50008-kupite-dom-u-reki.html", text="Купите дом", banner=True
    )
    menu = Evidence(
        url="https://x.kz/news/o-nas-i-nashem-dele", text="О нас и о деле", furniture=True
    )
    assert not judge(banner, *SURE)
    assert not judge(menu, *SURE)


def test_a_sure_address_is_an_article_in_a_menu_too() -> None:
    url = "https://x.kz/2026/11/20/50007-na-rudnike-otkryli-novyj-cekh"
    assert judge(Evidence(url=url, text="На руднике открыли новый цех", furniture=True))


def test_tags_and_authors_are_none_whatever_they_say() -> None:
    url = "https://x.kz/o/shahta-imeni-pervogo-shahtera"
    assert judge(Evidence(url=url, text="Шахта имени первого шахтёра"))
    assert not judge(Evidence(url=url, text="Шахта имени первого шахтёра", aside=True))


def test_marks_of_an_article_each_add_to_the_score() -> None:
    plain = Evidence(url="https://x.kz/news/ob-urane", text="Об уране")
    marked = [
        Evidence(url=plain.url, text=plain.text, **{mark: True})  # type: ignore[arg-type]
        for mark in ("heading", "dated", "bookmark", "listed", "pictured")
    ]
    assert all(one.score > plain.score for one in marked)
    assert Evidence(url=plain.url, text=plain.text, block_words=6).score > plain.score
    assert Evidence(url=plain.url, text=plain.text, block_words=1).score < plain.score


def test_no_links_are_no_articles() -> None:
    assert articles([]) == []


@given(
    st.lists(st.builds(Evidence, url=st.text(max_size=30), text=st.text(max_size=30)), max_size=8)
)
def test_each_link_gets_one_verdict(links: list[Evidence]) -> None:
    assert len(articles(links)) == len(links)
