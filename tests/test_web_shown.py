"""What templates show of the archive's values."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.web.shown import Shown
from desk.web.words import Words

ASTANA = {"id": "a/b", "kind": "region", "name_en": "Astana", "name_ru": "Астана", "name_kk": ""}


def shown(language: str = "en") -> Shown:
    return Shown(Words(language, "web_versions", "web_article", "digest", "alerts"))


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_words_of_sites_never_hold_what_hides_or_reorders_them(text: str) -> None:
    told = shown().text(text)
    assert not set(told) & set("\x00\x1b\u202e\u2066\u200f\n")


def test_long_words_are_cut_and_missing_ones_are_none() -> None:
    assert shown().text("a" * 700).endswith("…")
    assert len(shown().text("a" * 700)) == 600
    assert shown().text(None) == ""
    assert shown().title(" ") == "(no headline)"
    assert shown().title("Head") == "Head"


def test_times_are_told_no_finer_than_they_are_known() -> None:
    at = "2026-11-19T05:10:00+00:00"
    assert shown().when(at) == "19 November 2026, 10:10"
    assert shown().when("2026-11-19", "day") == "19 November 2026"
    assert shown().when(None) == ""
    assert shown().day("2027-Q3") == "Q3 2027"
    assert shown().day("") == ""
    assert shown().machine(at) == at
    assert shown().machine("yesterday") == shown().machine(None) == ""


def test_only_addresses_of_the_web_are_links() -> None:
    assert shown().link("https://a.example/1") == "https://a.example/1"
    assert shown().link("javascript:alert(1)") == shown().link(None) == ""


def test_the_language_of_words_is_named_where_it_is_not_the_pages() -> None:
    assert shown("ru").code("kk") == "kk"
    assert shown("ru").code("ru") == shown("ru").code(None) == shown("ru").code("<b>") == ""
    assert shown("ru").tag("ru") == "ru"
    assert shown().tag(None) == ""
    assert shown().tongue("kk") == "Kazakh"
    assert shown().tongue("<b>") == shown().tongue(None) == "language unknown"


def test_entities_and_sources_have_their_pages_and_names() -> None:
    assert shown("ru").name(ASTANA) == "Астана"
    assert shown("kk").name(ASTANA) == "Astana"
    assert shown().entity(ASTANA) == "/entity/a%2Fb"
    assert shown().entity({"id": "ridder", "kind": "town"}) == "/town/ridder"
    assert shown().entity({"id": "qarmet", "kind": "company"}) == "/company/qarmet"
    assert shown().source("a?b") == "/source/a%3Fb"


def test_what_a_newer_archive_calls_otherwise_stands_as_it_is() -> None:
    assert shown().called("version", "changed") == "changed by the site"
    assert shown().called("version", "renamed") == "renamed"
    assert shown().called("version", None) == ""


def test_shares_points_and_figures_are_short() -> None:
    assert shown().share(0.974) == "97%"
    assert shown().share(None) == "0%"
    assert shown().points(3.38) == "+3.4"
    assert shown("ru").points(3.38) == "+3,4"
    assert shown().points(-1.0) == "−1"
    fact = {"kind": "people", "role": "dead", "unit": "people", "value": 3.0, "moment": "2026"}
    assert shown().figure(fact) == "dead: 3, 2026"
    assert shown().figure_time(fact) == "2026"
