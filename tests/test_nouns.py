import pytest

from pipelines.figures.nouns import noun_behind
from pipelines.figures.numerals import find_numerals
from pipelines.figures.reading import read_numbers
from pipelines.text import fold_match


def noun(text: str, *, kazakh: bool = False) -> str | None:
    reading = read_numbers(text, fold_match(text), kazakh=kazakh, commas=False)
    (numeral,) = find_numerals(reading)
    at = noun_behind(reading, numeral)
    return None if at is None else reading.texts[at]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("46 trapped coal miners", "miners"),
        ("5 других постоянных рабочих", "рабочих"),
        ("320 новых рабочих мест", "рабочих"),
        ("12 местных бетонщиков", "бетонщиков"),
        ("75 metric tons", "tons"),
        ("5 American dollars", None),
        ("5 US dollars", "dollars"),
        ("5 very old and tired miners", None),
        ("5 towns people", None),
        ("5-летних рабочих", None),
        ("5 рублей рабочих", None),
        ("5, рабочих", None),
        ("5 старых тысяч", None),
        ("5 старых", None),
        ("5 famous miners", "miners"),
    ],
)
def test_adjectives_stand_between_a_figure_and_its_noun(text: str, found: str | None) -> None:
    assert noun(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("320 жаңа жұмыс орны", "жұмыс"),
        ("120 зауыт жұмысшысы", "жұмысшысы"),
        ("3 зауыт жұмысшысы", None),
        ("120 зауыт жұмысшылары", None),
        ("5 қалада адам", None),
    ],
)
def test_in_kazakh_the_noun_is_singular_and_its_attributes_bear_no_case(
    text: str, found: str | None
) -> None:
    assert noun(text, kazakh=True) == found


@pytest.mark.parametrize(
    "text", ["150 төсектік облыстық балалар ауруханасы", "5 лот үшін", "20 орындық балалар үйі"]
)
def test_a_kazakh_attribute_or_postposition_is_not_what_is_counted(text: str) -> None:
    assert noun(text, kazakh=True) is None
