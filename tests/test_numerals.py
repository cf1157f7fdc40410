import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.numerals import Numeral, find_numerals
from pipelines.figures.reading import Reading, read_numbers
from pipelines.text import fold_match


def read(text: str, *, kazakh: bool = False, commas: bool = False) -> Reading:
    return read_numbers(text, fold_match(text), kazakh=kazakh, commas=commas)


def found(text: str, *, kazakh: bool = False, commas: bool = False) -> list[Numeral]:
    return find_numerals(read(text, kazakh=kazakh, commas=commas))


def values(text: str, *, kazakh: bool = False, commas: bool = False) -> list[float]:
    return [numeral.value for numeral in found(text, kazakh=kazakh, commas=commas)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,1 трлн", 1.1e12),
        ("92 300", 92_300),
        ("92\xa0300", 92_300),
        ("92\u202f300", 92_300),
        ("1.234.567,5", 1_234_567.5),
        ("1,234,567.5", 1_234_567.5),
        ("1 млрд 245 млн 300 тыс", 1_245_300_000),
        ("28,7 миллиарда", 28.7e9),
        ("21 тысяча 500", 21_500),
        ("двадцать одна тысяча пятьсот", 21_500),
        ("полтора миллиона", 1.5e6),
        ("тысяча", 1000),
        ("сто двадцать пять", 125),
        ("5млн", 5e6),
        ("50 тыс. человек", 50_000),
    ],
)
def test_a_russian_number_has_its_value(text: str, value: float) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("92,300", 92_300),
        ("1,102.3 billion", 1_102.3e9),
        ("one hundred and five thousand", 105_000),
        ("twenty-one", 21),
        ("a hundred", 100),
        ("a million", 1e6),
        ("KZT1.7trln", 1.7e12),
        ("two hundred and", 200),
    ],
)
def test_an_english_number_has_its_value(text: str, value: float) -> None:
    assert values(text, commas=True) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("жүз он бес", 115),
        ("екі жүз елу мың", 250_000),
        ("мың", 1000),
        ("бір жарым млн", 1.5e6),
        ("92 300-ден", 92_300),
        ("1,1 триллионға", 1.1e12),
    ],
)
def test_a_kazakh_number_has_its_value(text: str, value: float) -> None:
    assert values(text, kazakh=True) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "12.05.2024",
        "05:42",
        "2023/24",
        "41-22-33",
        "+7701",
        "COVID-19",
        "А320",
        "№ 12",
        "ст. 188",
        "no. 5",
        "несколько тысяч",
        "several hundred",
        "every two",
        "9" * 30,
        "1,2,3",
    ],
)
def test_what_only_looks_like_a_number_is_left_out(text: str) -> None:
    assert values(text) == []


def test_kazakh_words_count_in_kazakh_text_only() -> None:
    assert values("он бес") == []
    assert values("он бес", kazakh=True) == [15]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("два с половиной миллиона", 2.5e6),
        ("two and a half million", 2.5e6),
        ("half a million", 0.5e6),
        ("полмиллиона", 0.5e6),
        ("около тысячи", 1000),
        ("более миллиона", 1e6),
        ("вдвое", 2),
    ],
)
def test_halves_and_words_without_a_figure_have_their_value(text: str, value: float) -> None:
    assert values(text) == [value]


def test_thousands_of_something_are_no_number() -> None:
    assert values("тысячи жителей, сотни домов, one of them, ни один") == []


def test_numbers_that_do_not_descend_stay_apart() -> None:
    assert values("пять миллионов десять миллионов") == [5e6, 10e6]
    assert values("1,3 млн 40") == [1.3e6, 40]
    assert values("два три") == [2, 3]
    assert values("пять тыс. млн") == [5000]


def test_a_full_stop_before_a_capital_ends_the_number() -> None:
    assert values("5. Тысяча") == [5, 1000]


def test_a_comma_is_a_thousand_in_english_only() -> None:
    assert values("1,234", commas=True) == [1234]
    assert values("1,234") == [1.234]
    assert values("0,234", commas=True) == [0.234]


def test_the_span_covers_the_number_as_written() -> None:
    text = "всего 28,7 миллиарда тенге"
    (numeral,) = found(text)
    assert text[numeral.start : numeral.end] == "28,7 миллиарда"


def test_a_kazakh_ending_is_remembered() -> None:
    (numeral,) = found("46-ға жетті", kazakh=True)
    assert numeral.ending == "ға"


def test_the_first_multiplier_is_the_scale() -> None:
    assert [numeral.scale for numeral in found("1 млрд 200 млн и 5")] == [1e9, 1]


def test_only_one_group_of_digits_is_plain() -> None:
    assert [numeral.plain for numeral in found("2023 и 2 023 и 5 млн и пять")] == [
        True,
        False,
        False,
        False,
    ]


@settings(max_examples=100)
@given(st.text(alphabet="0123456789 ,.-:/$%тысмлнfiv\xa0\n№жүз", max_size=60), st.booleans())
def test_spans_are_ordered_and_lie_in_the_text(text: str, flag: bool) -> None:  # noqa: FBT001 - hypothesis passes by position
    ends = 0
    for numeral in found(text, kazakh=flag, commas=flag):
        assert ends <= numeral.start < numeral.end <= len(text)
        assert numeral.first < numeral.after or numeral.value > 0
        ends = numeral.end


@given(st.integers(min_value=0, max_value=10**12))
def test_a_grouped_integer_reads_back(number: int) -> None:
    assert values(f"{number:,}".replace(",", " ")) == [number]
    assert values(f"{number:,}", commas=True) == [number]
