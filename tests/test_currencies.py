import pytest

from pipelines.figures.facts import find_facts

Sum = tuple[float | None, str, float | None, str]


def sums(text: str) -> list[Sum]:
    facts = find_facts(text)
    return [(f.value, f.unit, f.other_value, f.other_unit) for f in facts if f.kind == "money"]


@pytest.mark.parametrize(
    "text",
    [
        "500 млн тенге (1 млн долларов)",
        "500 млн тенге, или 1 млн долларов",
        "500 млн тенге (около $1 млн)",
        "500 млн тенге – это 1 млн долларов",
        "500 млн тенге, что эквивалентно 1 млн долларов",
        "500 млн тенге/$1 млн",
        "500 млн тенге (по текущему курсу – $1 млн)",
        "500 млн тенге частных денег, или 1 млн долларов",
        "500 млн теңге, яғни 1 млн доллар",
        "500 млн теңге (шамамен 1 млн доллар)",
        "500 million tenge (US$1 million)",
        "500 million tenge, or roughly $1 million",
        "KZT500m (equivalent to $1m)",
        "500 million tenge ($1m)",
    ],
)
def test_one_sum_in_two_currencies_is_one_fact(text: str) -> None:
    assert sums(text) == [(500e6, "KZT", 1e6, "USD")]


@pytest.mark.parametrize(
    "text",
    [
        "500 млн тенге и 1 млн долларов",
        "500 млн тенге 1 млн долларов",
        "500 млн тенге из бюджета, а 1 млн долларов от банка",
        "500 млн тенге (200 млн долларов)",
        "500 million tenge for roads, about $1 million for schools",
        "500 млн тенге [за них: $1 млн]",
        "500 млн тенге; ¥1 млн, $1 млн",
        "500 млн тенге на очень длинный перечень разных нужных всем вещей, или 1 млн долларов",
        "500 млн тенге\n1 млн долларов",
        "0 тенге (0 долларов)",
    ],
)
def test_two_sums_stay_two_facts(text: str) -> None:
    assert all(unit == "" for _, _, _, unit in sums(text))
    assert len(sums(text)) > 1


def test_a_pair_without_a_known_rate_is_believed() -> None:
    assert sums("5 млн сомов (¥400 тысяч)") == [(5e6, "KGS", 4e5, "JPY")]


@pytest.mark.parametrize(
    "text",
    [
        "Курс доллара составил 498 тенге",
        "доллар стоит 450 тенге за доллар",
        "498 tenge to the dollar",
        "1 доллар = 450 тенге",
        "one dollar bought 450 tenge",
        "бір доллар 450 теңге тұрады",
        "Доллардың бағамы 498 теңге болды",
        "За доллар давали 450 тенге",
    ],
)
def test_the_price_of_money_is_no_fact(text: str) -> None:
    assert sums(text) == []


def test_a_symbolic_price_is_one() -> None:
    assert sums("Завод продали за 1 тенге") == [(1, "KZT", None, "")]
