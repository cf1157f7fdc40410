import pytest

from pipelines.figures.literals import read_figures, read_words
from pipelines.figures.reading import read_numbers
from pipelines.text import fold_match


@pytest.mark.parametrize(
    ("text", "commas", "value"),
    [
        ("92 300", False, 92_300),
        ("92,300", True, 92_300),
        ("92,3", True, 92.3),
        ("92,300", False, 92.3),
        ("1,234,567.8", False, 1_234_567.8),
        ("1.234.567,8", False, 1_234_567.8),
        ("1,234.5", False, 1234.5),
        ("9" * 30, False, None),
    ],
)
def test_marks_are_read_as_thousands_or_decimals(
    text: str,
    commas: bool,  # noqa: FBT001 - pytest passes by name
    value: float | None,
) -> None:
    assert read_figures(text, commas=commas) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("сто двадцать пять", (125, 3)),
        ("two hundred and five", (205, 4)),
        ("two hundred and they", (200, 2)),
        ("two three", (2, 1)),
        ("a", None),
    ],
)
def test_number_words_add_up_while_their_places_are_free(
    text: str, expected: tuple[float, int] | None
) -> None:
    reading = read_numbers(text, fold_match(text), kazakh=False, commas=False)
    assert read_words(reading, 0) == expected
