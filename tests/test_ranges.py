import pytest

from pipelines.figures.figures import find_figures
from pipelines.figures.numerals import find_numerals
from pipelines.figures.quantities import find_quantities
from pipelines.figures.ranges import Span, find_spans
from pipelines.figures.reading import read_numbers
from pipelines.text import fold_match


def spans(text: str, taken: frozenset[int] = frozenset()) -> list[Span]:
    reading = read_numbers(text, fold_match(text), kazakh=False, commas=text.isascii())
    return find_spans(reading, find_quantities(reading, find_numerals(reading)), taken)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an extra 1,000 to 1,300 tenge", (1000, 1300)),
        ("seating 242 to 330 passengers", (242, 330)),
        ("от 5 до 7 млн тенге", (5e6, 7e6)),
        ("С 1 апреля тариф поднимется с 14,6 до 17,9 тенге", (14.6, 17.9)),
        ("с примерно 14,6 до почти 17,9 тенге", (14.6, 17.9)),
    ],
)
def test_the_two_ends_nearest_to_each_other_are_joined(
    text: str, expected: tuple[float, float]
) -> None:
    assert [(span.value, span.value_to) for span in spans(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "one to 7 tonnes",
        "5 tonnes to 7 tonnes",
        "between 5 and they left to 7 tonnes",
        "с 10 до 15",
        "с 10 до 15,5 рост",
        "5 тонн – 7",
    ],
)
def test_other_figures_are_not(text: str) -> None:
    assert spans(text) == []


def test_a_taken_figure_is_left_alone() -> None:
    assert spans("от 5 до 7 тонн", frozenset({0})) == []


def test_a_figure_belongs_to_one_span_only() -> None:
    text = "5-7-тонн и от 5 до 6 до 7 тонн"
    reading = read_numbers(text, fold_match(text), kazakh=False, commas=False)
    ends = [fact.span for fact in find_figures(reading)]
    assert ends == sorted(set(ends))
