from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hubs import hubentries
from crawler.hubs.hubentries import Entries, local_name, split_entries


def split(text: str, *names: str) -> Entries:
    return split_entries(text, "https://x.kz/rss", names or ("item", "entry"))


def texts(entries: Entries) -> list[str]:
    trees = [entries.tree(fragment) for fragment in entries.fragments]
    return ["".join(map(str, tree.itertext())) for tree in trees]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<item>1</item><item>2</item>", ["1", "2"]),
        ("<item>1<item>2", ["1", "2"]),
        ("<ITEM a='>'>1</Item ><items/><itemx>", ["1"]),
        ("<item/><item>2</item>", ["", "2"]),
        ("<item>1</item>after<item>2</item>", ["1", "2"]),
        ("<!-- <item>0</item> --><item>1</item>", ["1"]),
        ("<item><![CDATA[<item>0</item>]]></item>", ["<item>0</item>"]),
        ("<!-- open <item>1</item>", ["1"]),
        ("<item>1</item></item></item", ["1"]),
        ("no entry", []),
    ],
)
def test_a_text_is_cut_at_the_tags_of_its_entries(body: str, found: list[str]) -> None:
    assert texts(split(f"<rss>{body}</rss>")) == found


def test_a_section_that_was_never_closed_costs_only_its_own_entry() -> None:
    broken = "<item><![CDATA[a</item><item>2</item><item><![CDATA[c</item> <item>4</item>"
    assert [text.strip() for text in texts(split(f"<rss>{broken}</rss>"))][1::2] == ["2", "4"]
    assert texts(split("<rss><item>1<![CDATA[never <item>"))[0].startswith("1")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<a:feed><a:entry>1</a:entry><entry>0</entry></a:feed>", ["1"]),
        ("<rss><item>1</item><x:item>0</x:item></rss>", ["1"]),
        ("<rdf:RDF><r:item>1</r:item><r:item>2</r:item><q:item>0</q:item></rdf:RDF>", ["1", "2"]),
    ],
)
def test_only_one_prefix_counts(text: str, found: list[str]) -> None:
    assert texts(split(text)) == found


def test_an_entry_inherits_namespaces_base_and_language_from_what_holds_it() -> None:
    entries = split(
        '<rss xmlns:m="urn:m" xml:base="/a/"><channel xml:base=\'b/\' xml:lang="kk">'
        '<title xml:base="/no/" xml:lang="en">t</title><item><m:x/></item></channel></rss>'
    )
    assert (entries.base, entries.language) == ("https://x.kz/a/b/", "kk")
    tree = entries.tree(entries.fragments[0])
    assert (tree[0].tag, local_name(tree[0]), tree.base) == ("{urn:m}x", "x", entries.base)
    assert split('<rss xml:base="http://[bad"><item/></rss>').base == "https://x.kz/rss"


def test_an_entry_that_the_end_of_the_text_cuts_loses_its_half_tag() -> None:
    cut = split("<rss><item>1</item><item><a>2</a><b>half")
    assert cut.cut
    assert cut.fragments[-1].markup == "<item><a>2</a><b>"
    assert not split("<rss><item>1</item>").cut
    assert not split("<rss><item><a>1</a></rss>").cut
    assert split("<rss><item><a/>").fragments[0].markup == "<item><a/>"


def test_the_bulk_of_a_text_is_left_out_but_not_what_stands_behind_it() -> None:
    long = "ж" * 300_000
    many = "<p>ж</p>" * 60_000
    for bulk in (long, f"<![CDATA[{long}]]>", many):
        entries = split(f"<rss><item><a>{bulk}</a><b>end</b></item></rss>")
        (text,) = texts(entries)
        assert text.endswith("end")
        assert len(text) < 250_000


def test_markup_without_the_entry_in_it_gives_an_empty_element() -> None:
    entries = split("<rss><item>1</item></rss>")
    tree = entries.tree(entries.fragments[0]._replace(name="other"))
    assert (tree.tag, tree.text, len(tree)) == ("other", None, 0)


PIECES = st.sampled_from(
    ["<item>", "</item>", "<item/>", "<a:item>", "<![CDATA[", "]]>", "<!--", "-->", "text", "<", ">",
     "<rss xmlns:a='b'>", "</rss>", '<entry x="1">', "</entry>", "&", "&amp;", "\x00"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_order_of_marks_raises_and_fragments_never_overlap(text: str) -> None:
    entries = split(text)
    texts(entries)
    at = 0
    for fragment in entries.fragments:
        at = text.find(fragment.markup, at) + len(fragment.markup)
        assert fragment.markup.lower().startswith(("<item", "<a:item", "<entry"))
    assert at <= len(text)


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        ("MAX_TAGS", "beyond the limit of 5 tags"),
        ("_MAX_MARKS", "beyond the limit of 5 tags, comments and sections"),
    ],
)
def test_what_is_beyond_a_limit_is_told_and_costs_no_entry_before_it(
    monkeypatch: pytest.MonkeyPatch, limit: str, reason: str
) -> None:
    monkeypatch.setattr(hubentries, limit, 5)
    found = split("<rss>" + "<item>x</item>" * 4)
    assert [one.markup for one in found.fragments] == ["<item>x</item>"] * 2
    assert (found.cut, found.beyond) == (False, reason)
    assert split("<rss>" + "<item>x</item>" * 2).beyond == ""


def test_an_entry_with_more_than_its_share_of_tags_keeps_its_beginning_and_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hubentries, "_MAX_PARTS", 1)
    body = f"<item><a>1</a>{'<p>x</p>' * 500}<b>2</b></item>"
    found = split(f"<rss>{body}</rss>")
    tree = found.tree(found.fragments[0])
    assert (tree.findtext(".//a"), tree.findtext(".//b")) == ("1", "2")
    assert len(list(tree.iter("p"))) < 120
