"""Data and pages are told apart by how they start, whatever a header says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.parsing.bodykinds import data_kind, starts_as_markup

PROSE = "Риддерде кеніш ашылды; жүз адам жұмысқа алынды, деп хабарлайды әкімдік."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"a": 1}', "JSON"),
        ('\ufeff\n [{"html": "<html><p>x</p></html>"}]', "JSON"),
        ("[1, 2]", "JSON"),
        ('["a", "b"]', "JSON"),
        ("[[1]]", "JSON"),
        ("{}", "JSON"),
        (r'{"a\"b": 1}', "JSON"),
        ('jQuery.cb1({"a": 1});', "JSON"),
        (')]}\',\n{"a": 1}', "JSON"),
        ("var a = 1;", "a script"),
        ("const kenish={};", "a script"),
        ("/* (c) 2026 */\n// main\n!function(e){}(window)", "a script"),
        ("(() => { run() })()", "a script"),
        ("window.__DATA__ = {}", "a script"),
        ("function load(a) {}", "a script"),
        ('"use strict";', "a script"),
        ('import a from "./a.js"', "a script"),
        (".main p { color: red; }", "a style sheet"),
        ('@charset "utf-8";', "a style sheet"),
        ("<rss version=2><channel>", "a feed"),
        ('<?xml version="1.0"?>\n<!-- a --><feed xmlns="x">', "a feed"),
        ("<rdf:RDF xmlns='x'>", "a feed"),
        ("<urlset>", "a sitemap"),
        ("<?xml version='1.0'?><sitemapindex >", "a sitemap"),
        ("<!DOCTYPE svg PUBLIC 'x'><svg >", "a drawing"),
        ("id;name\n1;Ridder\n2;Kentau", "a table of values"),
        ('city,text\nКентау,"Кен, көмір"\nРиддер,"Мыс, мырыш"\n', "a table of values"),
        ("a\tb\n1\t2\n3\t4", "a table of values"),
        ("code|name\n" + "7|Шахта\n" * 40, "a table of values"),
    ],
)
def test_data_is_named_for_what_it_is(text: str, kind: str) -> None:
    assert data_kind(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<",
        "<!doctype html><html><body>[1, 2]",
        "<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'><body><svg ></svg>",
        "<!-- <rss> --><div>Кеніш</div>",
        "<p>{}</p>",
        '{"error": 1}<!doctype html><html><body><p>Шахта</p>',
        "var a = 1;\n<html><body><p>Шахта</p>",
        "id;name\n1;2\n<html><body>3;4",
        PROSE,
        f"{PROSE}\n{PROSE}\n{PROSE}",
        "Зал; двор\nДом; сад\nЛуг; лес",
        "\tШахта\n\tГорняки\n\tРуда",
        "[Фото] Горняки Риддера",
        '["Кеніш"] газеті: су кірді',
        "[1] Шахта закрыта, [2] рудник работает",
        "[{1}] Шахта",
        "Let the miners speak. Function follows form (they say).",
        "Import duties rise from 5 to 7 percent",
        "Variants: a = 1",
        "12,5 тонны\n3 процента\n4 рубля",
    ],
)
def test_pages_and_prose_are_no_data(text: str) -> None:
    assert data_kind(text) == ""


@given(
    st.recursive(
        st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=6,
    ).filter(lambda value: isinstance(value, dict))
)  # fmt: skip
@settings(max_examples=60)
def test_any_object_is_json(value: object) -> None:
    assert data_kind(json.dumps(value)) == "JSON"


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_any_text_is_read(text: str) -> None:
    assert isinstance(data_kind(text), str)
    assert data_kind(f"<html><body>{text}") == ""


@pytest.mark.parametrize(
    "text", ["<p>", "\n<!doctype html>", "\ufeff<?xml ?>", "<x-y a=1>", "<br/>"]
)
def test_what_begins_with_a_tag_starts_as_markup(text: str) -> None:
    assert starts_as_markup(text)


@pytest.mark.parametrize("text", ["", "Шахта <b>", "< 5 тонн", "<<Кеніш>>", "<3"])
def test_prose_does_not_start_as_markup(text: str) -> None:
    assert not starts_as_markup(text)
