from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hubs import floods
from crawler.hubs.hubbytes import text_of
from crawler.items import Discovery
from crawler.sections.listings import parse_listing
from crawler.sources import Source

SECTION = (Path(__file__).parent / "data" / "hubs" / "section.html").read_bytes()
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BASE = "https://x.kz/news/"


def source(**fields: object) -> Source:
    record = {
        "id": "x",
        "name": "X",
        "country": "KZ",
        "languages": ["ru"],
        "group": "regional",
        "hosts": ["x.kz"],
    }
    return Source.model_validate({**record, **fields})


def read(body: bytes | str, base: str = BASE, **fields: object) -> Discovery:
    raw = body.encode() if isinstance(body, str) else body
    return parse_listing(text_of(raw), base, source=source(**fields), now=NOW)


def rows(found: Discovery) -> list[tuple[str, str | None, str | None]]:
    """Path, title and day (in UTC) of each candidate."""
    return [
        (
            one.url.removeprefix("https://x.kz"),
            one.title,
            one.published_at.isoformat(" ", "minutes")[:16] if one.published_at else None,
        )
        for one in found.candidates
    ]


def test_articles_of_a_section_are_told_from_all_other_links() -> None:
    assert rows(read(SECTION)) == [
        (
            "/news/12345-na-shahte-proizoshel-vzryv.html",
            "На шахте произошёл взрыв",
            "2026-11-20 05:15",
        ),
        (
            "/news/12346-v-riddere-otkryli-novyj-ceh.html",
            "В Риддере открыли новый цех",
            "2026-11-21 04:00",
        ),
        ("/news/12347/", "Рудник получил лицензию на разведку", "2026-11-20 19:00"),
        ("/news/12348-stachka.html", "Стачка", "2026-11-18 19:00"),
    ]


def test_what_is_left_out_is_told_with_a_reason() -> None:
    skipped = {one.entry: one.reason for one in read(SECTION).skipped}
    assert skipped["https://t.me/share?url=x"] == "host t.me is not one of the source's"
    assert skipped["https://x.kz/tag/shahta/"] == "has not the look of an article"
    assert "https://x.kz/kupite-kvartiru-v-novom-dome/" in skipped
    assert "https://x.kz/ekonomika-i-biznes-regiona/" in skipped


def test_the_further_pages_are_hubs() -> None:
    found = read(SECTION)
    assert [(hub.url, hub.kind) for hub in found.hubs] == [
        ("https://x.kz/news/?page=2", "listing"),
        ("https://x.kz/news/?page=3", "listing"),
    ]


LABELS = Path(__file__).parent / "data" / "listings" / "labels.toml"
# a headline of two words in a list without any other mark is a section's as well as an article's
MISSED = {"ru_wordpress.html": {"https://kray.example/novye-avtobusy/"}}


@pytest.mark.parametrize(
    "page", tomllib.loads(LABELS.read_text(encoding="utf-8"))["page"], ids=lambda page: page["file"]
)
def test_the_articles_of_pages_of_many_kinds_are_found_without_configuration(
    page: dict[str, str],
) -> None:
    body = (LABELS.parent / page["file"]).read_bytes()
    host = urlsplit(page["url"]).netloc.removeprefix("www.")
    found = read(body, page["url"], hosts=[host])
    taken = {one.url for one in found.candidates}
    left = {one.entry for one in found.skipped if one.reason == "has not the look of an article"}
    articles = {url for url in taken | left if re.search(page["article"], url)}
    assert len(articles) >= 4
    assert articles - taken == MISSED.get(page["file"], set())
    assert taken <= articles


def numbered(folder: str, count: int) -> str:
    return "".join(
        f"<li><a href='/{folder}/{50000 + at}-na-rudnike-otkryli'>На руднике открыли новый цех</a>"
        for at in range(count)
    )


def test_a_pattern_that_fits_nothing_on_a_page_of_articles_is_out_of_date() -> None:
    found = read(f"<ul>{numbered('new', 5)}</ul>", article_url_re=[r"/old/"])
    assert len(found.candidates) == 5
    assert [(one.entry, one.reason) for one in found.skipped] == [
        ("article_url_re", "matches nothing on this page: judged without it")
    ]


def test_a_pattern_is_not_doubted_for_a_few_links() -> None:
    found = read(f"<ul>{numbered('new', 4)}</ul>", article_url_re=[r"/old/"])
    assert (len(found.candidates), found.skipped) == (4, ())


def test_articles_of_a_new_address_are_found_beside_those_that_the_pattern_fits() -> None:
    found = read(f"<ul>{numbered('new', 6)}{numbered('old', 1)}</ul>", article_url_re=[r"/old/"])
    assert len(found.candidates) == 7
    assert found.skipped == ()


SHORT = "<h3><a href='/n/uran'>Цена на уран</a></h3>"


def test_the_sources_pattern_tips_the_scales_for_a_link_that_shows_little() -> None:
    assert read(SHORT).candidates == ()
    found = read(SHORT, article_url_re=[r"/n/\w+"])
    assert [one.url for one in found.candidates] == ["https://x.kz/n/uran"]


def test_what_is_plainly_no_article_is_none_though_the_pattern_fits_it() -> None:
    found = read(SECTION, article_url_re=[r"/tag/"])
    assert "https://x.kz/tag/shahta/" in {one.entry for one in found.skipped}
    assert {one.url for one in found.candidates} == {one.url for one in read(SECTION).candidates}


def test_articles_that_only_a_script_names_are_found() -> None:
    page = """<body><a href="/news/">Новости</a><script type="application/json">[
        {"url": "/news/50001-rudnik-otkryt-posle-remonta", "title": "Рудник открыт", "image": {"url": "/a.jpg"}},
        {"url": "/news/", "title": "Новости"}, {"url": "https://y.kz/50002", "title": "Чужое"}]</script>"""
    found = read(page)
    assert rows(found) == [("/news/50001-rudnik-otkryt-posle-remonta", "Рудник открыт", None)]
    assert "host y.kz is not one of the source's" in {one.reason for one in found.skipped}


def test_scripts_are_not_read_where_the_page_shows_its_articles() -> None:
    script = '<script>[{"url": "/new/60001-drugaya-novost-o-rudnike", "title": "Другая"}]</script>'
    assert len(read(f"<ul>{numbered('new', 6)}</ul>{script}").candidates) == 6


def test_the_day_before_of_a_day_archive_is_a_hub() -> None:
    found = read(SECTION, "https://x.kz/archive/2026-11-21")
    assert "https://x.kz/archive/2026-11-20" in {hub.url for hub in found.hubs}


def test_the_sources_skip_pattern_is_obeyed() -> None:
    found = read(SECTION, skip_url_re=[r"/12345-"])
    assert len(found.candidates) == 3
    assert any("skip_url_re" in one.reason for one in found.skipped)


def test_a_plain_list_without_cards_in_windows_1251_is_read() -> None:
    page = (
        '<html><meta charset="windows-1251"><body><dl>'
        "<dt>20.11.2026</dt><dd><a href=news.php?id=101>Шахтёры вышли на работу в ночь</a></dd>"
        "<dt>19.11.2026</dt><dd><a href=news.php?id=102>В Темиртау остановили домну</a></dd>"
        "</dl></body></html>"
    )
    found = parse_listing(text_of(page.encode("cp1251")), BASE, source=source(), now=NOW)
    assert rows(found) == [
        ("/news/news.php?id=101", "Шахтёры вышли на работу в ночь", "2026-11-19 19:00"),
        ("/news/news.php?id=102", "В Темиртау остановили домну", "2026-11-18 19:00"),
    ]


def test_a_kazakh_list_is_read() -> None:
    page = (
        "<ul><li><span>20 қараша 2026</span><a href='/kz/post/5551'>Қаражалда фабрика іске қосылды"
        "</a></li><li><span>2026 жылғы 19 қараша</span>"
        "<a href='/kz/post/5552'>Кеншілер</a></li></ul>"
    )
    assert rows(read(page)) == [
        ("/kz/post/5551", "Қаражалда фабрика іске қосылды", "2026-11-19 19:00"),
        ("/kz/post/5552", "Кеншілер", "2026-11-18 19:00"),
    ]


def test_an_image_link_takes_its_title_from_the_description() -> None:
    page = '<a href="/2026/11/20/mine-fire-is-out/"><img alt="Mine fire is out at last"></a>'
    assert rows(read(page)) == [("/2026/11/20/mine-fire-is-out/", "Mine fire is out at last", None)]


def test_links_are_resolved_against_the_base_tag() -> None:
    page = '<base href="/a/"><a href="101-one-two-three-four">One two three four five</a>'
    assert rows(read(page))[0][0] == "/a/101-one-two-three-four"
    page = '<base href="javascript:x"><a href="101-one-two-three-four">One two three four</a>'
    assert rows(read(page))[0][0] == "/news/101-one-two-three-four"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("", "is empty"),
        ("{}", "is JSON, not a web page"),
        ("<rss>", "is a feed, not a web page"),
        ("<urlset>", "is a sitemap, not a web page"),
        ("words", "is not a web page"),
    ],
)
def test_what_is_no_page_is_a_problem_in_words(body: str, problem: str) -> None:
    assert read(body) == Discovery(problem=problem)


def test_links_beyond_the_limit_are_told() -> None:
    page = "".join(f'<a href="/{n}/one-two-three-four">x</a>' for n in range(3010))
    assert read(page).skipped[-1].entry == "10 further links"


def test_broken_links_cost_only_themselves() -> None:
    page = '<a href="http://[bad">x</a><a href="mailto:a@x.kz">y</a><a>z</a>' + SECTION.decode()
    assert len(read(page).candidates) == 4


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_a_page_raises(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(SECTION)))
    put = data.draw(
        st.one_of(st.binary(max_size=20), st.sampled_from([b"<a href=", b"</div>", b"<h2>"]))
    )
    found = read(SECTION[:at] + put + SECTION[at + data.draw(st.integers(0, 60)) :])
    assert all(one.url.startswith(("http://", "https://")) for one in found.candidates)


def test_a_page_of_more_tags_than_a_page_has_is_read_in_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(floods, "MAX_TAGS", 6)
    found = read(f"<ul>{numbered('new', 6)}</ul>")
    assert len(found.candidates) == 2
    assert found.skipped[-1].entry == "the rest of the page"
