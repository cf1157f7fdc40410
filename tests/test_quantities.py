import pytest

from pipelines.figures.numerals import find_numerals
from pipelines.figures.quantities import Quantity, find_quantities
from pipelines.figures.reading import read_numbers
from pipelines.text import fold_match


def found(text: str, *, kazakh: bool = False) -> list[Quantity]:
    reading = read_numbers(text, fold_match(text), kazakh=kazakh, commas=text.isascii())
    return [q for q in find_quantities(reading, find_numerals(reading)) if q.unit]


def pairs(text: str, *, kazakh: bool = False) -> list[tuple[float, str]]:
    return [(quantity.value, quantity.unit) for quantity in found(text, kazakh=kazakh)]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("$64.2 million", (64.2e6, "USD")),
        ("US$2.46 billion", (2.46e9, "USD")),
        ("KZT1.7trln", (1.7e12, "KZT")),
        ("KZT 412,500", (412_500, "KZT")),
        ("$5m", (5e6, "USD")),
        ("$5bn", (5e9, "USD")),
        ("€200 mln", (200e6, "EUR")),
        ("50 тыс. тенге", (50_000, "KZT")),
        ("4,8 млрд ₸", (4.8e9, "KZT")),
        ("5 млн. долл. США", (5e6, "USD")),
        ("300 канадских долларов", (300, "CAD")),
        ("9 млрд рублей", (9e9, "RUB")),
        ("40 per cent", (40, "%")),
        ("2 процентных пункта", (2, "pp")),
        ("120 kt", (120_000, "t")),
        ("5.5 Mt", (5.5e6, "t")),
        ("75 metric tons", (75, "t")),
        ("2,7 килограмма", (0.0027, "t")),
        ("45 koz", (45_000, "oz")),
        ("1 250 га", (1250, "ha")),
        ("10-MW", (10, "MW")),
        ("2 ГВт", (2000, "MW")),
        ("320 новых рабочих мест", (320, "jobs")),
        ("двадцать местных рабочих", (20, "people")),
        ("40%-ға", (40, "%")),
    ],
)
def test_a_number_gets_its_unit(text: str, pair: tuple[float, str]) -> None:
    assert pairs(text) == [pair]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("1,1 триллион теңгенің", (1.1e12, "KZT")),
        ("40 пайызы", (40, "%")),
        ("12 мың тонна", (12_000, "t")),
        ("3,5 мыңға жуық адам", (3500, "people")),
        ("320 жаңа жұмыс орны", (320, "jobs")),
        ("1,5 пайыздық тармаққа", (1.5, "pp")),
    ],
)
def test_a_kazakh_number_gets_its_unit(text: str, pair: tuple[float, str]) -> None:
    assert pairs(text, kazakh=True) == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "34 years old",
        "34-летних шахтёров",
        "5 рабочих дней",
        "на 100 тысяч человек",
        "per 100,000 people",
        "in 2023 people left",
        "92,3 человека",
        "0 человек",
        "5 человеко-часов",
        "20-tonne truck",
        "120 МВт-ч",
        "2024 т.б.",
        "5 млн. Тенге укрепился",
        "5 new",
        "5 new local more people",
        "5 тонн-сил",
        "пять",
        "тенге 5",
    ],
)
def test_a_number_without_a_unit_is_none(text: str) -> None:
    assert pairs(text) == []


def test_a_kazakh_base_of_a_rate_is_none() -> None:
    assert pairs("100 мың тұрғынға шаққанда", kazakh=True) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 $5 notes", [(5, "USD")]),
        ("5 $ 10 goods", [(5, "USD")]),
        ("5 $", [(5, "USD")]),
        ("5 %40", []),
    ],
)
def test_a_sign_belongs_to_one_number(text: str, expected: list[tuple[float, str]]) -> None:
    assert pairs(text) == expected


def test_the_span_takes_the_sign_in_front() -> None:
    text = "worth US$2.46 billion"
    (quantity,) = found(text)
    assert text[quantity.start : quantity.end] == "US$2.46 billion"


def test_the_span_takes_the_kazakh_ending() -> None:
    text = "үлесі 40%-ға өсті"
    (quantity,) = found(text, kazakh=True)
    assert (text[quantity.start : quantity.end], quantity.last) == ("40%-ға", "ға")
