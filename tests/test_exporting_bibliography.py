"""Articles for reference managers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.exporting.bibliography import bibtex, csl_json, key, ris
from tests.test_exporting_citing import ONE

if TYPE_CHECKING:
    from collections.abc import Iterator

BARE = replace(ONE, published_at=None, precision=None, authors=(), language="uz", title="")


def text(chunks: Iterator[bytes]) -> str:
    return b"".join(chunks).decode("utf-8")


def test_bibtex_names_what_is_known() -> None:
    assert text(bibtex([ONE], "en")) == (
        "@online{vestnik-42,\n"
        "  title = {{Обвал в шахте}},\n"
        "  author = {{А. Ахметов}},\n"
        "  organization = {{Горный вестник}},\n"
        "  date = {2026-11-20},\n"
        "  year = {2026},\n"
        "  url = {https://vestnik.example/42},\n"
        "  urldate = {2026-11-20},\n"
        "  langid = {russian},\n"
        "  note = {Archived by kenwatch on 20 November 2026.},\n"
        "}\n\n"
    )
    bare = text(bibtex([BARE], "en"))
    assert "title = {{https://vestnik.example/42}}" in bare
    assert not re.search(r"\b(author|date|year|langid) =", bare)


@settings(max_examples=60)
@given(st.text(), st.text())
def test_no_title_or_address_breaks_out_of_its_field(title: str, tail: str) -> None:
    told = replace(ONE, title=title, url=f"https://a.example/{tail}")
    entry = text(bibtex([told], "en"))
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")
    assert entry.count("\n@") == 0
    lines = text(ris([told], "en")).split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines if line)


def test_what_is_no_address_of_a_page_is_no_link() -> None:
    script = [replace(ONE, url="javascript:alert(1)")]
    assert "url =" not in text(bibtex(script, "en"))
    assert "UR  -" not in text(ris(script, "en"))
    assert "URL" not in json.loads(text(csl_json(script, "en")))[0]


def test_ris_has_a_tag_a_line_and_every_author() -> None:
    told = text(ris([replace(ONE, authors=("А", " ", "Б"))], "ru"))
    assert told.startswith("TY  - NEWS\r\nID  - vestnik-42\r\n")
    assert re.findall(r"AU  - (.*)\r\n", told) == ["А", "Б"]
    assert "DA  - 2026/11/20/\r\n" in told
    assert told.endswith("ER  - \r\n\r\n")
    month = replace(ONE, published_at="2026-11-01", precision="month")
    assert "DA  - 2026/11//\r\n" in text(ris([month], "en"))
    assert "DA  -" not in text(ris([BARE], "en"))


def test_csl_json_is_one_array_whatever_its_length() -> None:
    assert json.loads(text(csl_json([], "en"))) == []
    items = json.loads(text(csl_json([ONE, BARE], "en")))
    assert items[0]["issued"] == {"date-parts": [[2026, 11, 20]]}
    assert items[0]["author"] == [{"literal": "А. Ахметов"}]
    assert "issued" not in items[1]
    assert "author" not in items[1]


def test_the_name_of_an_entry_is_plain_ascii() -> None:
    assert key(replace(ONE, source_id="Қала_1")) == "1-42"
    assert key(replace(ONE, source_id="қ")) == "article-42"
