from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hubs import hubbytes
from crawler.hubs.floods import MAX_TAGS


def meta(charset: str, words: str) -> str:
    return f'<meta charset="{charset}">{words}'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Шахта".encode(), "Шахта"),
        (b"\xef\xbb\xbf" + "Шахта".encode(), "Шахта"),
        ("Шахта".encode("utf-16"), "Шахта"),
        ("<a>Шахта".encode("utf-16-le"), "<a>Шахта"),
        ("<a>Шахта".encode("utf-16-be"), "<a>Шахта"),
        ("Шахта и рудник".encode() + b"\xff", "Шахта и рудник\ufffd"),
        ("Шахта и рудник".encode("cp1251"), "Шахта и рудник"),
        ("Шахта и рудник".encode("koi8-r"), "Шахта и рудник"),
    ],
)
def test_text_is_decoded_without_a_declaration(body: bytes, text: str) -> None:
    assert hubbytes.decode(body) == text


@pytest.mark.parametrize(
    ("declared", "written", "words"),
    [
        ("koi8-r", "koi8-r", "ШАХТА"),
        ("cp866", "cp866", "шахта"),
        ("latin-1", "latin-1", "crème brûlée"),
        ("latin-1", "cp1251", "шахта стоит"),
        ("utf-7", "cp1251", "шахта"),
        ("no-such", "cp1251", "шахта"),
        ("utf-8", "cp1251", "шахта"),
        ("windows-1251", "utf-8", "шахта"),
    ],
)
def test_a_declared_charset_is_believed_as_far_as_the_bytes_allow(
    declared: str, written: str, words: str
) -> None:
    assert hubbytes.decode(meta(declared, words).encode(written)) == meta(declared, words)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("", "empty"),
        ("\ufeff \n", "empty"),
        ("{}", "json"),
        ("words", "text"),
        ("a < b", "text"),
        ("<?xml version='1.0'?><!-- c --><rss>", "feed"),
        ("<!DOCTYPE rss PUBLIC '-//N//DTD RSS 0.91//EN' 'x'><rss>", "feed"),
        ("<!DOCTYPE r [<!ENTITY a 'b'>]><urlset>", "sitemap"),
        ("<x:feed xmlns:x='y'>", "feed"),
        ("<!DOCTYPE html><p>", "page"),
        ("<!DOCTYPE html><rss version='2.0'>", "feed"),
        ("<p>a</p>", "page"),
        ("<HTML>", "page"),
        ("<br>Warning<rss version='2.0'>", "feed"),
        ("x <urlset xmlns='y'>", "sitemap"),
        ("<item>", "feed"),
        ("User-Agent: *", "robots"),
        ("# <a@b>\n\rsitemap:/s", "robots"),
        ("Sitemap: x\n<rss version='2.0'>", "feed"),
        ("https://x.kz/<a>", "text"),
        ("# all pages\nhttps://x.kz/1", "text"),
        ("Host: x\nhttps://x.kz/1\nSitemap: /s", "robots"),
        ("# see http://x.kz", "robots"),
        ("# see <a>", "page"),
        ("words\nhttps://x.kz/\n<html>", "page"),
        ("<svg>", "other xml"),
        ("<!DOCTYPE svg", "text"),
    ],
)
def test_a_text_has_the_shape_of_its_first_element(text: str, shape: str) -> None:
    assert hubbytes.shape_of(text) == shape


def test_gzip_is_undone_up_to_the_cap() -> None:
    assert hubbytes.inflate(b"plain") == b"plain"
    assert hubbytes.inflate(gzip.compress(b"plain")) == b"plain"
    assert len(hubbytes.inflate(gzip.compress(bytes(33 * 2**20)))) == hubbytes.INFLATE_CAP
    assert hubbytes.inflate(b"\x1f\x8b" + b"no gzip") == b""


def test_a_tree_comes_out_of_a_faulty_text() -> None:
    root = hubbytes.parse_xml("<a><![CDATA[x & y]]><b>c &bull; d &#x1; e</b><![CDATA[open")
    assert root is not None
    assert "".join(str(part) for part in root.itertext()) == "x & yc • d  eopen"


@pytest.mark.parametrize("text", ["", " ", "no element", "<", "<!-- only -->"])
def test_no_tree_comes_out_of_no_text(text: str) -> None:
    assert hubbytes.parse_xml(text) is None


def test_no_page_comes_out_of_nothing() -> None:
    assert hubbytes.parse_html("") is None
    assert hubbytes.parse_html("<!-- only -->") is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [("ru-RU", "ru"), ("kz", "kk"), ("KAZ", "kk"), ("en_US", "en"), ("kk-Latn", "kk"), ("", None),
     (None, None), ("russian", None)],
)  # fmt: skip
def test_language_marks_become_iso_codes(raw: str | None, code: str | None) -> None:
    assert hubbytes.language_code(raw) == code


def test_a_prologue_without_end_is_given_up() -> None:
    assert hubbytes.markup_start("<!-- c --> <?x?> <a>") == 17
    assert hubbytes.markup_start("<!" * 200 + "<a>") == len("<!" * 200 + "<a>")
    assert hubbytes.shape_of("<!doctype x [" + "<!ENTITY a 'b]'>" * 5000 + " ] ><rss>") == "feed"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(body: bytes) -> None:
    text = hubbytes.decode(hubbytes.inflate(body))
    hubbytes.shape_of(text)
    hubbytes.parse_xml(text)
    hubbytes.parse_html(text)
    assert len(hubbytes.plain(text, 20)) <= 20


def test_of_a_page_made_to_exhaust_a_parser_a_part_is_read_and_that_is_told() -> None:
    page = "<p>" * (MAX_TAGS + 1)
    root, is_cut = hubbytes.parse_page(page)
    assert (root is not None, is_cut) == (True, True)
    assert hubbytes.parse_page("<p>x")[1] is False
