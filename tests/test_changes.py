import pytest

from pipelines.figures.facts import find_facts


def only(text: str, language: str = "und") -> tuple[str, float | None, float | None, str]:
    (fact,) = (f for f in find_facts(text, language=language) if f.kind != "date")
    return fact.kind, fact.value, fact.value_to, fact.unit


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("The number of SMEs rose from 92,300 to 100,200.", (92_300, 100_200, "SMEs")),
        ("Число предприятий выросло с 92,3 тыс. до 100,2 тыс.", (92_300, 100_200, "count")),
        ("Шағын және орта бизнес 92 300-ден 100 200-ге өсті", (92_300, 100_200, "SMEs")),
        ("Қызметкерлер саны 92,3 мыңнан 100,2 мыңға көбейді", (92_300, 100_200, "count")),
        ("The population fell from 25,000 in 1990 to 11,000.", (25_000, 11_000, "people")),
        ("Добыча выросла с 5 до 7 млн тонн", (5e6, 7e6, "t")),
        ("цена выросла с 500 до 2 тысяч тенге", (500, 2000, "KZT")),
        ("цена выросла с 500 тенге до 2 тысяч тенге", (500, 2000, "KZT")),
        ("запасы выросли с 5 до 7 кт", (5000, 7000, "t")),
        ("тариф вырос с 12,5 до 15,3 тенге", (12.5, 15.3, "KZT")),
        ("wages went up from KZT 300,000 to KZT 412,500", (300_000, 412_500, "KZT")),
        ("Инфляция 12,4%-дан 11,8%-ға дейін баяулады", (12.4, 11.8, "%")),
    ],
)
def test_two_figures_that_a_text_joins_are_one_change(
    text: str, change: tuple[float, float, str]
) -> None:
    kind, value, value_to, unit = only(text)
    assert (kind, value, value_to, unit) == ("change", *change)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("от 5 до 10 человек", ("people", 5, 10, "people")),
        ("5–7 млрд тенге", ("money", 5e9, 7e9, "KZT")),
        ("$5-7 billion", ("money", 5e9, 7e9, "USD")),
        ("between 25,500 and 27,000 tonnes", ("tonnage", 25_500, 27_000, "t")),
    ],
)
def test_a_range_keeps_its_kind(text: str, expected: tuple[str, float, float, str]) -> None:
    assert only(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "traffic is limited from 10 to 15 April",
        "from 2019 to 2023 the town grew",
        "с 9 до 18 часов",
        "от 5 до 10",
        "с 10 до 15 апреля цены растут на всё",
        "10-5 очков",
    ],
)
def test_times_and_bare_ranges_are_no_change(text: str) -> None:
    assert all(fact.kind == "date" for fact in find_facts(text))


@pytest.mark.parametrize("text", ["с 5 тонн до 7 млн тенге", "от 5 тонн до 7 тенге", "7-5 тонн"])
def test_figures_of_different_units_stay_apart(text: str) -> None:
    assert all(fact.value_to is None for fact in find_facts(text))


def test_a_new_sentence_parts_two_figures() -> None:
    facts = find_facts("Рост с 5 тонн. Затем до 7 тонн.")
    assert [fact.value_to for fact in facts] == [None, None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a 6.1% increase to 4.2 units", 6.1),
        ("output rose 6.1% last year", 6.1),
        ("output rose by 6.1 percent", 6.1),
        ("output fell 6.1%", -6.1),
        ("выросли на 6,1 %", 6.1),
        ("снизилась на 6,1 процента", -6.1),
        ("на 6,1% меньше", -6.1),
        ("6,1 пайызға өсіп", 6.1),
        ("6,1 пайызға төмендеді", -6.1),
        ("6,1 пайызға жуық төмендеді", -6.1),
        ("рост составил 6,1 %", 6.1),
        ("прирост около 6,1 %", 6.1),
        ("growth of 6.1%", 6.1),
        ("өсім 6,1 пайыз болды", 6.1),
        ("снизилась более чем на 6,1 %", -6.1),
        ("снизилась на более чем 6,1 %", -6.1),
    ],
)
def test_a_percentage_that_moved_is_a_change(text: str, value: float) -> None:
    assert only(text) == ("change", value, None, "%")


@pytest.mark.parametrize(
    "text",
    [
        "rose to 40%",
        "more than 40% of output",
        "доля выросла до 40%",
        "не ниже 40%",
        "40 пайызы өсті",
        "көлемі 40 пайызға дейін өсті",
        "цена выросла, 40%",
        "growth, at 40%",
        "стоит на более чем свыше около 40%",
        "рост, 40%",
        "на 40% территории",
    ],
)
def test_a_level_is_a_share(text: str) -> None:
    assert only(text) == ("share", 40, None, "%")


def test_the_quote_of_a_change_starts_at_its_opening_word() -> None:
    (fact,) = find_facts("Добыча выросла с 5 до 7 млн тонн")
    assert fact.quote == "с 5 до 7 млн тонн"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("экспорт вырос в 2,3 раза", ("change", 2.3)),
        ("экспорт упал в 2,3 раза", ("change", -2.3)),
        ("sales doubled last year", ("change", 2)),
        ("өндіріс екі есе өсті", ("change", 2)),
        ("превышение нормы в 4,5 раза", ("count", 4.5)),
        ("4.5 times the limit", ("count", 4.5)),
        ("нормадан 4,5 есе асқан", ("count", 4.5)),
    ],
)
def test_a_ratio_is_a_change_or_tells_how_far_a_limit_is_passed(
    text: str, expected: tuple[str, float]
) -> None:
    kind, value, _, unit = only(text)
    assert (kind, value, unit) == (*expected, "times")


def test_a_ratio_of_nothing_that_moved_is_no_fact() -> None:
    assert find_facts("он был здесь в 5 раз", language="ru") == ()


def test_points_fall_as_well() -> None:
    assert only("снизилась на 0,3 процентного пункта") == ("change", -0.3, None, "pp")
