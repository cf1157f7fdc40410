import pytest

from pipelines.figures.halves import bare_multiplier, half_before, openings_of_half, with_half
from pipelines.figures.reading import Reading, read_numbers
from pipelines.text import fold_match


def read(text: str, *, kazakh: bool = False) -> Reading:
    return read_numbers(text, fold_match(text), kazakh=kazakh, commas=False)


@pytest.mark.parametrize(
    ("text", "value", "after"),
    [
        ("два с половиной миллиона", 2.5, 3),
        ("two and a half tonnes", 2.5, 4),
        ("два с половой", 2.0, 1),
        ("два миллиона", 2.0, 1),
        ("два", 2.0, 1),
    ],
)
def test_a_half_behind_a_number_belongs_to_it(text: str, value: float, after: int) -> None:
    assert with_half(read(text), 2.0, 1) == (value, after)


@pytest.mark.parametrize(
    ("text", "index", "base"),
    [
        ("half a million tenge", 2, (0.5, 2)),
        ("a million tenge", 1, (1.0, 1)),
        ("миллион тенге", 0, (1.0, 0)),
        ("более тысячи человек", 1, (1.0, 1)),
        ("тысячи человек", 0, None),
        ("тенге", 0, None),
    ],
)
def test_a_multiplier_alone_is_one_or_half_of_it(
    text: str, index: int, base: tuple[float, int] | None
) -> None:
    assert bare_multiplier(read(text), index) == base


def test_a_half_stands_before_a_multiplier_only() -> None:
    assert half_before(read("half a million"), 2) == 0
    assert half_before(read("жарты миллион", kazakh=True), 1) == 0
    assert half_before(read("half a tonne"), 2) is None
    assert half_before(read("a million"), 1) is None


def test_what_opens_a_half_is_one_word() -> None:
    assert openings_of_half()
    assert not any(" " in word for word in openings_of_half())
