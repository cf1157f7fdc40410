import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.quotes.edges import without_edges


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        (" – министр энергетики, ", "министр энергетики"),
        ("«директор", "директор"),
        ("» директор", "директор"),
        ("«Қазақалтын» компаниясының қызметі", "«Қазақалтын» компаниясының қызметі"),
        (", “Kazzinc” press service", "“Kazzinc” press service"),
        ('"Kazzinc" press service', '"Kazzinc" press service'),
        ('" the "Kazzinc" press service', 'the "Kazzinc" press service'),
        ("a foreman called", "a foreman"),
        (" –, ", ""),
    ],
)
def test_a_phrase_keeps_the_marks_of_a_name_and_loses_those_around_it(
    words: str, bare: str
) -> None:
    assert without_edges(words) == bare


@settings(max_examples=100, deadline=None)
@given(st.text('а «»"“”–,.x', max_size=20))
def test_nothing_is_added_to_a_phrase(words: str) -> None:
    assert without_edges(words) in words
