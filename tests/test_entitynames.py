from __future__ import annotations

import pytest

from desk.web.entitynames import address, found_in, named, tongue

RIDDER = {"name_en": "Ridder", "name_ru": "Риддер", "name_kk": ""}


def test_a_name_is_told_in_the_language_of_the_page_or_in_another() -> None:
    assert named(RIDDER, "ru") == "Риддер"
    assert named(RIDDER, "kk") == "Ridder"
    assert named({"place_ru": "Топар"}, "en", "place") == "Топар"
    assert named({}, "en") == ""


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("town", "/town/x"),
        ("company", "/company/x"),
        ("asset", "/entity/x"),
        ("of a newer archive", "/entity/x"),
    ],
)
def test_every_kind_has_one_page(kind: str, page: str) -> None:
    assert address(kind, "x") == page


def test_no_id_leaves_this_site() -> None:
    assert address("company", "//evil.example/a?b#c") == "/company/%2F%2Fevil.example%2Fa%3Fb%23c"


def test_the_search_is_asked_by_the_filter_of_the_kind() -> None:
    assert found_in("asset", "kostenko_mine") == "/search?asset=kostenko_mine"
    assert found_in("place", "topar") == "/search?entity=topar"


def test_languages_are_named_in_each_language() -> None:
    assert [tongue("kk", code) for code in ("en", "ru", "kk")] == [
        "Kazakh",
        "казахский",
        "қазақ тілі",
    ]
    assert tongue("x-odd", "en") == "x-odd"
