from __future__ import annotations

import base64
import html
import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hubs import hubbytes, hubentries
from crawler.hubs.feeds import parse_feed
from crawler.items import Discovery, Skipped

HUBS = Path(__file__).parent / "data" / "hubs"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
AT = datetime(2026, 11, 20, 5, 15, tzinfo=UTC)


def read(body: bytes | str, limit: int = 500) -> Discovery:
    raw = body.encode() if isinstance(body, str) else body
    zone = ZoneInfo("Asia/Almaty")
    return parse_feed(
        hubbytes.text_of(raw), "https://x.kz/rss", source_id="x", zone=zone, now=NOW, limit=limit
    )


def rss(*items: str, head: str = "") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{body}</channel></rss>'


def item(number: int, extra: str = "") -> str:
    return f"<title>Шахта {number}</title><link>https://x.kz/{number}</link>{extra}"


def urls(found: Discovery) -> list[str]:
    return [candidate.url for candidate in found.candidates]


def test_an_rss_entry_gives_address_title_date_and_language() -> None:
    date = "<pubDate>Fri, 20 Nov 2026 10:15:00 +0500</pubDate>"
    found = read(rss(item(1, date), head="<title>Газета</title><language>kz</language>"))
    (candidate,) = found.candidates
    assert (candidate.url, candidate.title, candidate.published_at, candidate.language) == (
        "https://x.kz/1",
        "Шахта 1",
        AT,
        "kk",
    )
    assert (candidate.via, candidate.hub_url, candidate.source_id) == (
        "feed",
        "https://x.kz/rss",
        "x",
    )
    assert found.problem is None
    assert not found.skipped


def test_an_atom_entry_gives_publication_and_change() -> None:
    found = read((HUBS / "atom.xml").read_bytes())
    first, second = found.candidates
    assert first.url == "https://x.kz/base/en/copper-smelter"
    assert first.title == "Copper & zinc: smelter opens"
    assert (first.published_at, first.modified_at) == (AT, AT.replace(hour=6))
    assert first.language == "en"
    assert second.url == "https://x.kz/2"
    assert second.published_at is None
    assert second.modified_at == AT
    assert second.language == "ru"


def test_an_rdf_feed_is_read() -> None:
    found = read((HUBS / "rdf.xml").read_bytes())
    assert urls(found) == ["https://x.kz/1", "https://x.kz/2"]
    assert found.candidates[0].published_at == AT


def test_a_json_feed_is_read() -> None:
    entries = [
        {"id": "1", "url": "/1", "title": "A", "date_published": "2026-11-20T10:15:00+05:00"},
        {"id": "https://x.kz/2", "language": "en", "title": "Half \ud83d emoji"},
        {"id": 3, "external_url": "https://y.kz/3"},
        {"id": "4"},
        "no entry",
    ]
    found = read(json.dumps({"version": "1.1", "language": "ru-RU", "items": entries}))
    assert urls(found) == ["https://x.kz/1", "https://x.kz/2", "https://y.kz/3"]
    assert [one.language for one in found.candidates] == ["ru", "en", "ru"]
    assert found.candidates[1].title == "Half emoji"
    assert [one.reason for one in found.skipped] == ["has no link", "has no link"]


def test_a_cut_json_feed_keeps_its_whole_entries() -> None:
    entries = [f'{{"url": "https://x.kz/{n}", "id": {"9" * 5000}}}' for n in range(3)]
    whole = f'{{"version": "1.1", "items": [{", ".join(entries)}]}}'
    assert len(read(whole).candidates) == 3
    found = read(whole[: whole.index("x.kz/2") + 3])
    assert urls(found) == ["https://x.kz/0", "https://x.kz/1"]
    assert [one.reason for one in found.skipped] == ["cut short"]
    assert urls(read('{"items": [{"url": "https://x.kz/1"}], "x": ')) == ["https://x.kz/1"]


def test_a_json_entry_with_a_file_only_is_skipped_with_a_reason() -> None:
    entries = [{"title": "A", "attachments": [{"url": "https://x.kz/a.mp3"}]}, {"attachments": [1]}]
    found = read(json.dumps({"items": entries, "language": 1}))
    assert [(one.entry, one.reason) for one in found.skipped] == [
        ("A", "has no link, only a file: https://x.kz/a.mp3"),
        ("entry without title and link", "has no link"),
    ]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("<!DOCTYPE html><html><body>x</body></html>", "is a web page, not a feed"),
        ("<html><body><rss version='x'></rss></body></html>", "is a web page, not a feed"),
        ("<urlset><url/></urlset>", "is a sitemap, not a feed"),
        ("<svg/>", "is XML of another kind, not a feed"),
        ("nothing", "is plain text, not a feed"),
        ("User-agent: *", "is a robots.txt, not a feed"),
        ('{"items": []', "cannot be read as a feed"),
        ("{", "cannot be read as a feed"),
        ("[1]", "cannot be read as a feed"),
        ('{"items": 1}', "cannot be read as a feed"),
        ("[" * 100_000, "cannot be read as a feed"),
    ],
)
def test_what_is_no_feed_is_a_problem_in_words(body: str, problem: str) -> None:
    found = read(body)
    assert found.problem == problem
    assert not found.candidates


def test_a_feed_wrapped_in_a_page_is_read() -> None:
    found = read(f"<html><body>{rss(item(1))[21:]}</body></html>")
    assert urls(found) == ["https://x.kz/1"]


@pytest.mark.parametrize(
    ("written", "served"),
    [("utf-8", "windows-1251"), ("cp1251", "utf-8"), ("cp1251", "win-1251"), ("koi8-r", ""),
     ("cp1251", "iso-8859-1"), ("utf-16", "utf-8")],
)  # fmt: skip
def test_a_wrong_charset_declaration_does_not_garble_titles(written: str, served: str) -> None:
    text = rss("<title>Шахтёры Караганды</title><link>https://x.kz/1</link>")
    text = text.replace('version="1.0"', f'version="1.0" encoding="{served}"')
    assert read(text.encode(written)).candidates[0].title == "Шахтёры Караганды"


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("A&nbsp;B &laquo;C&raquo;", "A B «C»"),
        ("half &#xD83D; emoji &#x1F600;", "half emoji 😀"),
        ("R&D & more", "R&D & more"),
        ("<![CDATA[R&amp;D <b>bold</b> a&b]]>", "R&D bold a&b"),
        ("&lt;script&gt;x&lt;/script&gt;", "x"),
        ("&amp;quot;Q&amp;quot; &unknown; &apos;", '"Q" &unknown; \''),
        ("bidi \u202e\u200b\x07 marks", "bidi marks"),
        ("five &lt; six", "five < six"),
        ("", None),
    ],
)
def test_titles_become_plain_text(raw: str, title: str | None) -> None:
    found = read(rss(f"<title>{raw}</title><link>https://x.kz/1</link>"))
    assert found.candidates[0].title == title


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ("<link>/a/b?x=1&y=2</link>", "https://x.kz/a/b?x=1&y=2"),
        ("<link><![CDATA[https://x.kz/1?a=1&amp;b=2]]></link>", "https://x.kz/1?a=1&b=2"),
        ("<link/>https://x.kz/1", "https://x.kz/1"),
        ('<link href="https://x.kz/1"/>', "https://x.kz/1"),
        ('<link rel="self" href="/s"/><link rel="alternate" href="/1"/>', "https://x.kz/1"),
        ('<link rel="self" href="/s"/>', "https://x.kz/s"),
        ('<link rel="alternate" type="application/json" href="/j"/>', "https://x.kz/j"),
        ("<guid>https://x.kz/1</guid>", "https://x.kz/1"),
        ("<link>javascript:alert(1)</link><guid>https://x.kz/1</guid>", "https://x.kz/1"),
        ("<link>//p.com/1</link><f:origLink>https://x.kz/1</f:origLink>", "https://x.kz/1"),
        ("<guid isPermaLink='false'>https://x.kz/1</guid>", "https://x.kz/1"),
        ("<guid isPermaLink='false'>https://x.kz/?p=1</guid><link>/1</link>", "https://x.kz/1"),
        ("<guid isPermaLink='true'>/news/1</guid>", "https://x.kz/news/1"),
        ("<link>Read more</link><guid>https://x.kz/1</guid>", "https://x.kz/1"),
        ("<link>www.x.kz/1</link>", "https://www.x.kz/1"),
        ("<link>\n https://x.kz/ 1 \n</link>", "https://x.kz/%201"),
        ("<link><![CDATA[ https://x.kz/1 ]]></link>", "https://x.kz/1"),
        ("<link>https://x.kz/1?a=1&amp;amp;b=2</link>", "https://x.kz/1?a=1&b=2"),
        ('<link xml:base="/a/" href="1"/>', "https://x.kz/a/1"),
        ('<link xml:base="http://[bad" href="/1"/>', "https://x.kz/1"),
        ('<link rel="http://www.iana.org/assignments/relation/alternate" href="/1"/>', "https://x.kz/1"),
        ('<link rel="replies" href="/c"/><link rel="alternate" href="/1"/>', "https://x.kz/1"),
        ('<enclosure type="text/html" url="/1"/>', "https://x.kz/1"),
        ("<link>https://www.google.com/url?sa=t&amp;url=https%3A%2F%2Fx.kz%2F1</link>", "https://x.kz/1"),
        ("<source><link>https://y.kz/</link></source><link>https://x.kz/1</link>", "https://x.kz/1"),
        ("<description>a<br>b</description><link>https://x.kz/1</link>", "https://x.kz/1"),
        ("<media:content><media:title>M</media:title></media:content><link>https://x.kz/1</link>", "https://x.kz/1"),
    ],
)  # fmt: skip
def test_the_link_of_an_entry_is_found(entry: str, url: str) -> None:
    assert urls(read(rss(entry))) == [url]


BAD_LINK = "link is not an http(s) address"


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("<title>A</title>", "has no link"),
        ("<title>A</title><guid isPermaLink='false'>news/1</guid>", "has no link"),
        ("<title>A</title><guid isPermaLink='true'>12</guid>", "has no link"),
        ("<title>A</title><enclosure url='/a.mp3'/>", "has no link, only a file: /a.mp3"),
        ("<title>A</title><guid>12345</guid>", "has no link"),
        ("<title>A</title><link>javascript:x</link>", f"{BAD_LINK}: javascript:x"),
        ('<title>A</title><link rel="enclosure" href="/a.mp3"/>', "has no link, only a file: /a.mp3"),
    ],
)  # fmt: skip
def test_an_entry_without_a_link_is_skipped_with_a_reason(entry: str, reason: str) -> None:
    found = read(rss(entry, item(2)))
    assert urls(found) == ["https://x.kz/2"]
    assert [(one.entry, one.reason) for one in found.skipped] == [("A", reason)]


def test_a_direct_field_beats_one_that_a_damaged_part_holds() -> None:
    broken = "<description>a<br><title>inner</title></description><title>outer</title>"
    found = read(rss(f"{broken}<link>https://x.kz/1</link>"))
    assert found.candidates[0].title in {"inner", "outer"}
    assert urls(read(rss("<summary><link>/in</link></summary><link>/out</link>"))) == [
        "https://x.kz/out"
    ]


def test_an_entry_without_a_date_stays_a_candidate() -> None:
    assert read(rss(item(1, "<pubDate>soon</pubDate>"))).candidates[0].published_at is None


def test_a_cut_feed_keeps_what_is_whole() -> None:
    whole = rss(item(1), item(2))
    found = read(whole[: whole.index("x.kz/2") + 5])
    assert urls(found) == ["https://x.kz/1"]
    assert [one.reason for one in found.skipped] == ["cut short"]


def test_unclosed_tags_in_every_entry_cost_no_entry() -> None:
    entries = [item(n, "<description>a<br>b <p>c</description>") for n in range(600)]
    assert len(read(rss(*entries), limit=1000).candidates) == 600


def test_beyond_the_limit_the_newer_end_is_kept_and_the_rest_is_told() -> None:
    def dated(number: int) -> str:
        return item(number, f"<pubDate>2026-11-{number:02} 10:00</pubDate>")

    rising = read(rss(*(dated(n) for n in range(1, 6))), limit=2)
    falling = read(rss(*(dated(n) for n in range(5, 0, -1))), limit=2)
    assert urls(rising) == ["https://x.kz/4", "https://x.kz/5"]
    assert urls(falling) == ["https://x.kz/5", "https://x.kz/4"]
    assert [one.entry for one in rising.skipped] == ["3 further entries"]


def test_entities_are_never_expanded() -> None:
    laughs = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>'
    link = '<link href="https://x.kz/&b;1"/>'
    found = read(laughs + rss(f"<title>&b;&x;!</title>{link}")[21:])
    assert urls(found) == ["https://x.kz/&b;1"]
    assert found.candidates[0].title == "&b;&x;!"


def test_a_channel_definition_is_read() -> None:
    found = read(
        '<CHANNEL HREF="https://x.kz/"><ITEM HREF="/1" LASTMOD="2026-11-20T10:15+05:00">'
        "<TITLE>A</TITLE></ITEM></CHANNEL>"
    )
    (candidate,) = found.candidates
    assert (candidate.url, candidate.title, candidate.modified_at) == ("https://x.kz/1", "A", AT)


def test_a_title_in_base64_is_decoded_and_another_stays() -> None:
    packed = base64.b64encode("Шахта".encode()).decode()
    entries = [f'<title mode="base64">{title}</title><link>/1</link>' for title in (packed, "é!")]
    assert [one.title for one in read(rss(*entries)).candidates] == ["Шахта", "é!"]


def test_alternates_in_other_languages_are_editions() -> None:
    links = '<link hreflang="kk" href="/kk/1"/><link hreflang="ru-RU" href="/ru/1"/>'
    (candidate,) = read(rss(links)).candidates
    assert (candidate.url, candidate.language) == ("https://x.kz/kk/1", "kk")
    assert candidate.editions == (("ru-RU", "https://x.kz/ru/1"),)


@pytest.mark.parametrize(
    "markup",
    [
        "<description>a<br>b <p>c",
        "<description><![CDATA[never closed",
        "<description>a</title></b>",
        "<a><b><c><d><e><f><g>",
        '<x:y z="1>',
        "&bad; & &#xD83D; &#0;",
        "\x00\x01\ufffe",
        "<!-- never closed",
        "<!DOCTYPE x [",
    ],
)
def test_what_is_broken_in_one_entry_costs_no_other(markup: str) -> None:
    found = read(rss(item(1), item(2) + markup, item(3), item(4)))
    assert urls(found) == [f"https://x.kz/{n}" for n in range(1, 5)]


def test_thousands_of_open_tags_cost_no_entry() -> None:
    found = read(rss(*(item(n, "<p>a<br>") for n in range(2500))), limit=10_000)
    assert len(found.candidates) == 2500


@pytest.mark.parametrize(
    "wrap",
    [
        "<br />\n<b>Warning</b>: in <b>/x.php</b> on line 1{}",
        "HTTP junk {}",
        "\ufeff \x00\n{}",
        "<!-- <rss> -->{}",
        "<?php ?>{}",
        '<!DOCTYPE rss [<!ENTITY a "]b"> <!ENTITY c "<x>">]>{}',
        "<html><head><title>x</title></head><body>{}</body></html>",
    ],
)
def test_what_stands_before_a_feed_does_not_hide_it(wrap: str) -> None:
    assert urls(read(wrap.format(rss(item(1))[21:]))) == ["https://x.kz/1"]


def test_a_feed_shown_as_text_is_read() -> None:
    shown = f"<pre style='x'>{html.escape(rss(item(1)))}</pre>"
    assert read(shown).candidates[0].title == "Шахта 1"


def test_words_of_a_document_type_in_an_entry_hide_nothing() -> None:
    assert urls(read(rss("<description><![CDATA[<!DOCTYPE ]]></description>" + item(1)))) == [
        "https://x.kz/1"
    ]


def test_an_entry_with_nothing_in_it_is_told() -> None:
    found = read("<rss><item/><item></item><item")
    assert [one.reason for one in found.skipped] == ["has no link", "has no link"]


def test_a_bare_channel_without_a_root_is_read() -> None:
    assert urls(read(f"<item>{item(1)}</item><item>{item(2)}</item>")) == [
        "https://x.kz/1",
        "https://x.kz/2",
    ]


SEEDS = [
    rss(item(1), item(2)).encode(),
    (HUBS / "atom.xml").read_bytes(),
    (HUBS / "rdf.xml").read_bytes(),
]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SEEDS), st.data())
def test_no_damage_to_a_feed_raises(seed: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(seed)))
    size = data.draw(st.integers(0, 40))
    put = data.draw(st.binary(max_size=20))
    damaged = seed[:at] + put + seed[at + size :]
    if data.draw(st.booleans()):
        flip = data.draw(st.integers(0, len(seed) - 1))
        damaged = damaged[:flip] + bytes([damaged[flip % len(damaged)] ^ 8]) + damaged[flip + 1 :]
    found = read(damaged)
    assert all(one.url.startswith(("http://", "https://")) for one in found.candidates)


FIELDS = st.sampled_from(
    ["<title>A</title>", "<link>https://x.kz/1</link>", "<link/>", "<guid>1</guid>", "<link>x:y</link>",
     "<description><p>a<br></description>", "<![CDATA[<item>]]>", "<pubDate>x</pubDate>", "&nbsp;", "<b>"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(FIELDS, max_size=5).map("".join), max_size=12), st.integers(1, 12))
def test_every_entry_is_a_candidate_or_told(entries: list[str], limit: int) -> None:
    found = read(rss(*entries), limit=limit)
    beyond = sum(int(one.entry.split()[0]) - 1 for one in found.skipped if "beyond" in one.reason)
    assert len(found.candidates) + len(found.skipped) + beyond == len(entries)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(body: bytes) -> None:
    assert isinstance(read(body), Discovery)


def test_entries_beyond_the_limit_of_tags_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubentries, "MAX_TAGS", 4)
    found = read(rss(item(1), item(2), item(3)))
    assert urls(found) == ["https://x.kz/1", "https://x.kz/2"]
    assert found.skipped == (Skipped("the rest of the hub", "beyond the limit of 4 tags"),)


def test_what_lies_too_deep_in_a_damaged_entry_is_not_taken_for_its_own() -> None:
    deep = "<b>" * 7 + "<link>https://x.kz/9</link>" + "</b>" * 7
    assert urls(read(rss(f"<b><link>https://x.kz/1</link></b>{deep}"))) == ["https://x.kz/1"]
    assert urls(read(rss(deep))) == []
