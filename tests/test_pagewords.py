from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.pagekinds.pagewords import PageKind, folded, page_kinds, plain

MATCHES = [(kind, line) for kind in page_kinds() for line in kind.matches]
MISSES = [(kind, line) for kind in page_kinds() for line in kind.misses]


def says_so(kind: PageKind, line: str) -> bool:
    form = plain(line)
    return bool(kind.heads.fullmatch(form) or kind.says.fullmatch(form))


@pytest.mark.parametrize(("kind", "line"), MATCHES, ids=[line for _, line in MATCHES])
def test_a_line_of_such_a_page_is_one_of_its_forms(kind: PageKind, line: str) -> None:
    assert says_so(kind, line)


@pytest.mark.parametrize(("kind", "line"), MISSES, ids=[line for _, line in MISSES])
def test_a_line_of_an_article_is_none(kind: PageKind, line: str) -> None:
    assert not says_so(kind, line)


def test_every_kind_with_forms_has_examples_of_both() -> None:
    for kind in page_kinds():
        if kind.heads.pattern != "(?!)" or kind.says.pattern != "(?!)":
            assert kind.matches, kind.name
            assert kind.misses, kind.name


def test_every_kind_can_have_points_enough() -> None:
    for kind in page_kinds():
        said = 2 * (kind.heads.pattern != "(?!)") + 2 * (kind.says.pattern != "(?!)")
        named = 2 * bool(kind.body) + 2 * bool(kind.types) + bool(kind.marks)
        assert said + named + sum(kind.signs.values()) >= kind.needs, kind.name


def test_names_are_written_as_they_are_compared() -> None:
    for kind in page_kinds():
        for name in kind.marks | kind.body:
            assert name == name.lower().replace("_", "-"), name


@given(st.text(max_size=80))
def test_a_line_in_the_spelling_of_the_forms_stays_as_it_is(line: str) -> None:
    assert plain(plain(line)) == plain(line)
    assert plain(line) in folded(line)
