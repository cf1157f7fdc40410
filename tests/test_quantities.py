import pytest

from pipelines.figures.facts import find_facts
from pipelines.figures.numerals import find_numerals
from pipelines.figures.quantities import BASE, Quantity, find_quantities
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
        ("300 млн кВт·ч", (300_000, "MWh")),
        ("120 МВт-ч", (120, "MWh")),
        ("2,5 г/т", (2.5, "g/t")),
        ("1.8 grams per tonne", (1.8, "g/t")),
        ("5,3 млн куб. м", (5.3e6, "m3")),
        ("200 квадратных метров", (200, "m2")),
        ("12 km2", (12, "km2")),
        ("1.200 человек", (1200, "people")),
        ("46 trapped coal miners", (46, "people")),
        ("74 должностных лица", (74, "people")),
        ("112 бетонщиков", (112, "people")),
        ("half a million tenge", (500_000, "KZT")),
        ("полмиллиарда тенге", (500e6, "KZT")),
        ("T1.1tn", (1.1e12, "KZT")),
        ("T6.8b", (6.8e9, "KZT")),
        ("1.3m people", (1.3e6, "people")),
        ("20k tonnes", (20_000, "t")),
        ("176 Hong Kong dollars", (176, "HKD")),
        ("5 US dollars", (5, "USD")),
        ("75-процентный", (75, "%")),
        ("вырос в 2,3 раза", (2.3, "times")),
        ("вдвое", (2, "times")),
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
        ("1,5 есе", (1.5, "times")),
        ("10 мыңдай тұрғын", (10_000, "people")),
        ("120 зауыт жұмысшысы", (120, "people")),
        ("екі мың болат құюшы", (2000, "people")),
        ("жарты миллиард теңге", (0.5e9, "KZT")),
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
        "2024 т.б.",
        "34-летний водитель",
        "5 раз",
        "0.5 times",
        "5 датчиков",
        "5 towns people",
        "3 тайваньских доллара",
        "In 2023 old miners",
        "T1.1",
        "t5m",
        "5 млн. Тенге укрепился",
        "5 new",
        "5 тонн-сил",
        "пять",
        "тенге 5",
    ],
)
def test_a_number_without_a_unit_is_none(text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize(
    "text", ["100 мың тұрғынға шаққанда", "3 қала тұрғындары", "3 қала тұрғыны", "5-тен артық"]
)
def test_a_kazakh_base_of_a_rate_or_an_attribute_is_none(text: str) -> None:
    assert pairs(text, kazakh=True) == []


def test_the_base_of_a_rate_is_told_as_one() -> None:
    text = "на 100 тысяч человек"
    reading = read_numbers(text, fold_match(text), kazakh=False, commas=False)
    assert [q.role for q in find_quantities(reading, find_numerals(reading))] == [BASE]


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


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("120 houses, 45 blocks of flats", [(120, "houses"), (45, "buildings")]),
        ("120 частных домов и 45 зданий", [(120, "houses"), (45, "buildings")]),
        ("двух школ и трёх детских садов", [(2, "schools"), (3, "kindergartens")]),
        (
            "екі мектеп пен 120 үй және 12 автобус",
            [(2, "schools"), (120, "houses"), (12, "vehicles")],
        ),
        ("12 heavy trucks", [(12, "vehicles")]),
    ],
)
def test_buildings_and_vehicles_are_counted(text: str, pairs: list[tuple[float, str]]) -> None:
    facts = find_facts(text)
    assert [(fact.value, fact.unit) for fact in facts if fact.kind == "count"] == pairs
