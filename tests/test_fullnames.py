import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.quotes.fullnames import (
    Name,
    Roster,
    is_female,
    name_pattern,
    nominative_name,
    stem,
    without_cases,
    without_genitive,
)


def roster(*names: str) -> Roster:
    held = [Name(name, 0, len(name)) for name in names]
    return Roster(lambda beginning: [n for n in held if n.surname.startswith(beginning)])


@pytest.mark.parametrize(
    "forms",
    [
        ("Шарлапаев", "Шарлапаева", "Шарлапаеву", "Шарлапаевым", "Шарлапаеве"),
        ("Жакупова", "Жакуповой", "Жакупову"),
        ("Тоқаев", "Тоқаевтың", "Тоқаевқа", "Тоқаевпен"),
        ("Petrov", "Petrov's"),
    ],
)
def test_the_cases_of_a_surname_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("name", ["Ли", "Ким", "Цой"])
def test_a_short_surname_keeps_its_letters(name: str) -> None:
    assert stem(name) == name.lower()


@pytest.mark.parametrize(
    ("written", "told"),
    [("Шарлапаевтың", "Шарлапаев"), ("Basin's", "Basin"), ("Шарлапаев", "Шарлапаев")],
)
def test_a_genitive_is_taken_off(written: str, told: str) -> None:
    assert without_genitive(written) == told


@pytest.mark.parametrize(
    ("written", "told"),
    [("Еңбек министрлігінен", "Еңбек министрлігі"), ("әкімдікте", "әкімдік"), ("ТЖМ", "ТЖМ")],
)
def test_an_organisation_is_told_as_a_subject(written: str, told: str) -> None:
    assert without_cases(written) == told


@pytest.mark.parametrize(
    ("name", "female"),
    [
        ("Светлана Жакупова", True),
        ("Айгүл Серікқызы", True),
        ("Канат Шарлапаев", False),
        ("К. Шарлапаев", None),
        ("Гаухар", False),
        ("Дана", None),
        ("Дана Нур", True),
        ("", None),
    ],
)
def test_the_sex_is_told_where_the_name_tells_it(name: str, female: bool | None) -> None:  # noqa: FBT001 - an expected value
    assert is_female(name) is female


def test_the_fullest_form_with_the_same_first_name_is_taken() -> None:
    held = roster("К. Шарлапаев", "Канат Шарлапаев", "Олег Шарлапаев")
    assert held.fullest("К. Шарлапаев") == "Канат Шарлапаев"
    assert held.fullest("Олег Шарлапаев") == "Олег Шарлапаев"


def test_the_nominative_is_the_shortest_form_and_in_a_before_u() -> None:
    assert roster("Каната Шарлапаева", "Канат Шарлапаев").fullest("Шарлапаеву") == "Канат Шарлапаев"
    women = roster("Светлану Жакупову", "Светлана Жакупова")
    assert women.fullest("Жакуповой") == "Светлана Жакупова"


def test_a_name_that_nobody_bears_in_full_stays() -> None:
    assert roster().fullest("Басин") == "Басин"
    assert roster("Олег Басин").fullest("Анна Басин") == "Анна Басин"
    assert roster().fullest("") == ""


def test_a_surname_is_known_in_any_case() -> None:
    assert roster("Канат Шарлапаев").knows("Шарлапаеву")
    assert not roster("Канат Шарлапаев").knows("Басин")


@pytest.mark.parametrize(
    "name",
    [
        "Канат Шарлапаев",
        "К. Шарлапаев",
        "Касым-Жомарт Токаев",
        "John McDonald",
        "Ursula von der Leyen",
        "Patrick W. Carlin",
        "Ерлан НЫСАНБАЕВ",
    ],
)
def test_a_name_is_one_run(name: str) -> None:
    found = name_pattern().search(f"как сказал {name} вчера")
    assert found is not None
    assert found[0] == name


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_a_stem_is_no_longer_than_the_word(word: str) -> None:
    assert len(stem(word)) <= len(word.lower())


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("Бекена Оразова", "Бекен Оразов"),
        ("Игорю Смирнову", "Игорь Смирнов"),
        ("Сергеем Вознесенским", "Сергей Вознесенский"),
        ("Абая Тлеубаева", "Абай Тлеубаев"),
        ("Динары Омаровой", "Динара Омарова"),
        ("Марии Островской", "Мария Островская"),
        ("Айгуль Сеитовой", "Айгуль Сеитова"),
        ("Марины", "Марина"),
        ("Олжас Ли", "Олжас Ли"),
        ("John Smith", "John Smith"),
    ],
)
def test_a_name_in_an_oblique_case_is_taken_back_to_the_nominative(
    written: str, named: str
) -> None:
    assert nominative_name(written) == named
