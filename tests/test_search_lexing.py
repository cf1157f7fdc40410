"""The search line cut into items."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desk.searchlanguage.lexing import Item, items


def shown(line: str) -> list[str]:
    """The items in short: -field=text, "phrase", |other."""
    return [
        f"{'|' * one.is_other}{'-' * one.excluded}{f'{one.field}=' if one.field else ''}"
        f"{f'«{one.text}»' if one.is_phrase else one.text}"
        for one in items(line)[0]
    ]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("шахта авария", ["шахта", "авария"]),
        ('town:Ridder -event:strike "чёрная металлургия"', ["town=Ridder", "-event=strike", "«чёрная металлургия»"]),
        ("«a b» “c d” „e f“ ‹g h› „i j”", ["«a b»", "«c d»", "«e f»", "«g h»", "«i j»"]),
        ('город:"Усть-Каменогорск" қала:«Теміртау»', ["town=«Усть-Каменогорск»", "town=«Теміртау»"]),
        ("город: Риддер шахта", ["town=Риддер", "шахта"]),
        ('город: "Усть Каменогорск"', ["town=«Усть Каменогорск»"]),
        ("после:2026-01 кейін:2026 before:2027", ["since=2026-01", "since=2026", "before=2027"]),
        ("шахта OR рудник ИЛИ кеніш НЕМЕСЕ mine", ["шахта", "|рудник", "|кеніш", "|mine"]),
        ("OR шахта или рудник", ["шахта", "или", "рудник"]),
        ("a AND b NOT c", ["a", "b", "-c"]),
        ("–футбол —хоккей", ["-футбол", "-хоккей"]),
        ("https://news.example/1?a=b 12:30 C:disk", ["https://news.example/1?a=b", "12:30", "C:disk"]),
        ("foo:bar", ["foo:bar"]),
        ("town:", ["town:"]),
        ("town: -шахта", ["town:", "-шахта"]),
        ("town: event:strike", ["town:", "event=strike"]),
        ('"unclosed words', ['"unclosed', "words"]),
        ('"" «»', ["«»", "«»"]),
        ("", []),
    ],
)  # fmt: skip
def test_a_line_is_cut_as_it_was_meant(line: str, wanted: list[str]) -> None:
    assert shown(line) == wanted


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("foo:bar", "unknown_field"),
        ("town:", "no_value"),
        ("town: -шахта", "no_value"),
        ('"unclosed', "open_quote"),
        ("https://news.example", None),
        ("12:30 C:disk", None),
        ("foo:", None),
    ],
)
def test_what_was_not_understood_is_told(line: str, key: str | None) -> None:
    assert [note.key for note in items(line)[1]] == ([key] if key else [])


def test_a_mistyped_field_is_told_with_the_line_as_it_was_meant() -> None:
    (note,) = items("шахта -twn:Ridder")[1]
    assert note.values == {"field": "twn"}
    assert note.near[0] == "town"
    assert note.instead[0] == "шахта -town:Ridder"


def test_a_field_knows_where_it_stands() -> None:
    line = 'шахта -город: "Риддер" x'
    found = items(line)[0][1]
    assert (found.field, line[found.start : found.end]) == ("town", '-город: "Риддер"')


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
@example('-"a:b" c:"d e:f')
@example("«" * 500)
@example("a:" * 200)
def test_no_line_fails_and_every_item_holds_something_of_it(line: str) -> None:
    found, _ = items(line)
    assert all(isinstance(one, Item) and one.text in line for one in found if not one.field)
    assert all(0 <= one.start < one.end <= len(line) for one in found)
