import pytest

from pipelines.figures.glued import is_glued, opens_money
from pipelines.figures.reading import read_numbers
from pipelines.text import fold_match


@pytest.mark.parametrize(
    ("text", "glued"),
    [
        ("5 тонн", False),
        ("$5", False),
        ("T1.1tn", False),
        ("5-7 тонн", False),
        ("А320", True),
        ("COVID-19", True),
        ("+7701", True),
        ("_5", True),
        ("05:42", True),
        ("2023/24", True),
        ("41-22-33", True),
    ],
)
def test_figures_inside_a_name_a_time_or_a_phone_number_are_no_number(
    text: str,
    glued: bool,  # noqa: FBT001 - pytest passes by name
) -> None:
    reading = read_numbers(text, fold_match(text), kazakh=False, commas=False)
    first = next(index for index in range(len(reading.texts)) if reading.is_figure(index))
    assert is_glued(reading, first) is glued


@pytest.mark.parametrize(
    ("text", "unit"), [("T1.1tn", "KZT"), ("T5m", "KZT"), ("t1.1tn", ""), ("T1.1", ""), ("A5m", "")]
)
def test_a_capital_letter_before_a_multiplied_figure_is_a_currency(text: str, unit: str) -> None:
    reading = read_numbers(text, fold_match(text), kazakh=False, commas=False)
    assert opens_money(reading, 1) == unit
