from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desk.errors import UserError
from desk.sources.newcomers import MOST, Intake, Listed, host_of, intake, new_id
from desk.sources.opml import read_opml, write_opml
from desk.sources.roadcsv import read_csv, write_csv
from tests.builders import source

if TYPE_CHECKING:
    from crawler.sources import Source

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KNOWN = {"agency": source()}


def taken_in(*listed: Listed, country: str = "KZ") -> Intake:
    return intake(listed, KNOWN, today=TODAY, country=country)


def one(*listed: Listed, country: str = "KZ") -> Source:
    (made,) = taken_in(*listed, country=country).new
    return made


def test_a_feed_becomes_a_source_named_after_its_host() -> None:
    made = one(Listed(url="https://www.steppe-news.kz/rss", name="Дала <b>жаңалықтары</b>"))
    assert (made.id, made.name, made.hosts) == (
        "steppe_news", "Дала жаңалықтары", ("steppe-news.kz",),
    )  # fmt: skip
    assert (made.country, made.zone, made.group) == ("KZ", "Asia/Almaty", "regional")
    (road,) = made.feeds
    assert (road.url, road.status, road.as_of) == (
        "https://www.steppe-news.kz/rss", "listed", TODAY,
    )  # fmt: skip


def test_the_top_level_domain_tells_country_and_zone() -> None:
    made = one(Listed(url="https://x.kg/rss"), country="UZ")
    assert (made.country, made.zone, made.group) == ("KG", "Asia/Bishkek", "neighbouring")
    other = one(Listed(url="https://x.com/rss"), country="uz")
    assert (other.country, other.zone, other.languages) == ("UZ", "Asia/Tashkent", ("uz", "ru"))
    far = one(Listed(url="https://x.com/rss", country="br"))
    assert (far.country, far.zone, far.languages) == ("BR", "UTC", ("ru",))


def test_roads_of_one_site_make_one_source() -> None:
    made = one(
        Listed(url="https://feeds.x.kz/ru", home="https://www.x.kz/", language="ru-RU"),
        Listed(url="https://feeds.x.kz/kz", home="https://x.kz/", language="kk-Latn"),
        Listed(url="https://x.kz/sitemap.xml", kind="sitemap"),
    )
    assert made.hosts == ("x.kz", "feeds.x.kz")
    assert made.home == "https://www.x.kz/"
    assert [road.language for road in made.feeds] == ["ru", "kk-Latn"]
    assert made.languages == ("ru", "kk-Latn")
    assert len(made.sitemaps) == 1


def test_a_known_site_is_told_and_left_alone() -> None:
    found = taken_in(
        Listed(url="https://www.agency.kz/other-feed"),
        Listed(url="https://feeds.feedburner.com/agency", home="http://agency.kz"),
        Listed(url="https://elsewhere.kz/rss", hosts=("elsewhere.kz", "agency.kz")),
    )
    assert found.known == (
        ("https://www.agency.kz/other-feed", "agency"),
        ("https://feeds.feedburner.com/agency", "agency"),
        ("https://elsewhere.kz/rss", "agency"),
    )
    assert (found.new, found.skipped) == ((), ())


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        (Listed(url="ftp://x.kz/rss"), "not an http(s) address"),
        (Listed(url="javascript:alert(1)"), "not an http(s) address"),
        (Listed(url="file:///etc/passwd"), "not an http(s) address"),
        (Listed(url=""), "not an http(s) address"),
        (Listed(url="http://0x7f.1/rss"), "address is private (127.0.0.1); it needs a source file"),
        (Listed(url="https://x.kz/", kind="podcast"), "no kind of road"),
        (Listed(url="https://feeds.feedburner.com/x"), "names no site"),
        (Listed(url="https://x.kz/rss", country="Kazakhstan"), "country: "),
        (Listed(url="https://x.kz/rss", zone="Mars/Base"), "zone: "),
    ],
)
def test_what_cannot_be_taken_over_is_left_out_with_a_reason(listed: Listed, reason: str) -> None:
    found = taken_in(listed, Listed(url="https://good.kz/rss"))
    assert reason in found.skipped[0].reason
    assert [made.id for made in found.new] == ["good"]


def test_no_road_is_dropped_silently() -> None:
    twice, wrong = Listed(url="https://x.kz/rss"), Listed(url="https://y.kz/1", zone="Mars/Base")
    found = taken_in(twice, twice, wrong, Listed(url="https://y.kz/2"))
    assert len(found.new[0].roads) == 1
    assert [(one.entry, one.reason.partition(":")[0]) for one in found.skipped] == [
        ("https://x.kz/rss", "listed twice"), ("https://y.kz/1", "zone"), ("https://y.kz/2", "zone"),
    ]  # fmt: skip


def test_a_list_without_end_is_cut_and_says_so() -> None:
    found = taken_in(*[Listed(url=f"https://x.kz/{n}") for n in range(MOST + 2)])
    assert len(found.new[0].feeds) == MOST
    assert [one.reason for one in found.skipped] == [f"beyond the limit of {MOST}"] * 2


def test_an_id_is_never_given_twice() -> None:
    assert new_id("x-y.kz", {"a"}) == "x_y"
    assert new_id("x.kz", {"x", "x_2"}) == "x_3"
    assert new_id("switches.kz", set()) == "switches_2"
    assert new_id("a" * 100, set()) == "a" * 60
    found = taken_in(Listed(url="https://a-b.kz/rss"), Listed(url="https://a.b.kz/rss"))
    assert [made.id for made in found.new] == ["a_b", "a_b_2"]


def test_a_status_or_day_that_means_nothing_is_not_believed() -> None:
    made = one(Listed(url="https://x.kz/rss", status="superb", as_of="yesterday", group="blogs"))
    assert (made.feeds[0].status, made.feeds[0].as_of) == ("listed", TODAY)
    assert made.group == "regional"
    told = one(Listed(url="https://x.kz/rss", status="broken", as_of="2026-01-02", group="agency"))
    assert (told.feeds[0].status, told.feeds[0].as_of) == ("broken", date(2026, 1, 2))
    assert told.group == "agency"


def test_csv_brings_back_the_sources_that_it_took() -> None:
    given_out = source(
        "herald",
        name="=Herald; of the Steppe",
        country="KG",
        zone="Asia/Bishkek",
        languages=["ru", "kk-Latn"],
        region="Abai Region",
        hosts=["herald.kg", "kk.herald.kg"],
        home="https://herald.kg/ru/",
        feeds=[{"url": "https://herald.kg/rss", "status": "works", "as_of": "2026-10-01"}],
        listings=[{"url": "https://herald.kg/news", "status": "guess", "note": "-by hand"}],
        as_of=TODAY,
    )
    back = intake(read_csv(write_csv([given_out]), "x.csv"), {}, today=TODAY)
    (made,) = back.new
    expected = given_out.model_dump() | {"listings": (made.listings[0].model_dump(),)}
    assert made.model_dump() == expected
    assert (made.listings[0].note, made.listings[0].as_of) == ("-by hand", TODAY)


def test_opml_brings_back_the_feeds_that_it_took() -> None:
    given_out = [
        source(
            "herald", name='"Herald" & <Sons>\x0b', feeds=[{"url": "https://herald.kz/rss?a=1&b=2"}]
        ),
        source("wire", group="agency", feeds=[{"url": "https://wire.kz/a", "language": "kk"}]),
        source("silent"),
        source("post", group="agency", feeds=[{"url": "https://post.kz/a"}]),
    ]
    body = write_opml(given_out, NOW)
    assert b"<!DOCTYPE" not in body
    assert b"Sun, 22 Nov 2026 12:00:00 GMT" in body
    back = intake(read_opml(body, "x.opml"), {}, today=TODAY).new
    assert [made.hosts for made in back] == [
        ("herald.kz",), ("wire.kz",), ("post.kz",),
    ]  # fmt: skip
    assert [made.feeds[0].url for made in back] == [
        "https://herald.kz/rss?a=1&b=2", "https://wire.kz/a", "https://post.kz/a",
    ]  # fmt: skip
    assert back[0].name == '"Herald" &'
    assert (back[1].group, back[1].feeds[0].language) == ("agency", "kk")


OPML = """<?xml version="1.0" encoding="{codec}"?><opml version="1.1"><body>
<outline text="Agency"><outline title="Дала" XMLURL=" https://dala.kz/rss " htmlurl="https://dala.kz"/>
<outline text="A page" type="link" url="https://page.kz/"/><outline text="nothing"/></outline>
</body></opml>"""


@pytest.mark.parametrize("codec", ["utf-8", "windows-1251", "utf-16"])
def test_opml_of_any_age_and_encoding_is_read(codec: str) -> None:
    listed = read_opml(OPML.format(codec=codec).encode(codec), "x")
    found = intake(listed, {}, today=TODAY)
    (made,) = found.new
    assert (made.name, made.group, made.home) == ("Дала", "agency", "https://dala.kz/")
    assert [one.entry for one in found.skipped] == ["https://page.kz/", "nothing"]
    assert "no kind of road" in found.skipped[0].reason


def test_an_outline_at_the_top_lies_in_no_folder() -> None:
    (listed,) = read_opml(
        b'<opml><outline category="/Industry/" xmlUrl="https://x.kz/"/></opml>', "x"
    )
    assert listed.group == "industry"
    (bare,) = read_opml(b'<opml><outline xmlUrl="https://x.kz/"/></opml>', "x")
    assert bare.group == ""


def test_entities_of_an_opml_file_are_not_read() -> None:
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 12))
    body = (
        f'<!DOCTYPE opml [<!ENTITY a0 "ha">{grown}<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        '<opml><body><outline text="&a11;&x;" xmlUrl="https://x.kz/rss"/></body></opml>'
    )
    (listed,) = read_opml(body.encode(), "x")
    assert listed.name == "&a11;&x;"


@pytest.mark.parametrize("body", [b"<html></html>", b"not xml", b'{"a": 1}', b"<rss/>"])
def test_what_is_no_opml_is_told(body: bytes) -> None:
    with pytest.raises(UserError, match=r"f\.opml: is no OPML file"):
        read_opml(body, "f.opml")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_of_other_programs_is_read_by_its_headings(mark: str) -> None:
    heads, cells = ["Title", "XML URL", "more"], ["Дала", "https://dala.kz/rss", "x", "y", "z"]
    text = f"\ufeff\n{mark.join(heads)}\n{mark.join(cells)}\n\n"
    (listed,) = read_csv(text.encode(), "x")
    assert (listed.name, listed.url, listed.kind) == ("Дала", "https://dala.kz/rss", "feed")


def test_csv_of_a_russian_spreadsheet_is_read() -> None:
    (listed,) = read_csv("name;url\r\nРудный Алтай;https://x.kz/rss\r\n".encode("cp1251"), "x")
    assert (listed.name, listed.url) == ("Рудный Алтай", "https://x.kz/rss")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40))
def test_any_name_survives_the_way_through_csv(name: str) -> None:
    told = " ".join(name.split())
    # a quote in front of a formula may be the name's or the export's
    assume(not told.startswith("'"))
    road = {"url": "https://herald.kz/rss", "note": told}
    body = write_csv([source("herald", name="x", feeds=[road])])
    (listed,) = read_csv(body, "x.csv")
    assert listed.note == told


def test_csv_without_addresses_is_told() -> None:
    with pytest.raises(UserError, match=r"x\.csv: has no column url"):
        read_csv(b"a,b\n1,2\n", "x.csv")
    with pytest.raises(UserError, match="has no column url"):
        read_csv(b"\n\n", "x.csv")
    with pytest.raises(UserError, match=r"x\.csv: line \d+ is no CSV"):
        read_csv(b"url\n" + b"x" * 30_000, "x.csv")


def test_a_host_is_named_without_www_and_with_its_port() -> None:
    assert host_of("https://www.Қазақ.kz:8080/x") == "xn--80aau21bd.kz:8080"
    assert host_of("mailto:a@b.kz") is None


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused_in_words(body: bytes) -> None:
    for read, frame in (
        (read_opml, b"<opml><outline xmlUrl='%s' text='%s'/></opml>"),
        (read_csv, b"url,name,kind,zone,country\n%s,%s"),
    ):
        for raw in (body, frame % (body, body)):
            try:
                listed = read(raw, "x")
            except UserError:
                continue
            found = intake(listed, KNOWN, today=TODAY)
            assert len(listed) == sum(len(made.roads) for made in found.new) + len(
                found.known
            ) + len(found.skipped)
