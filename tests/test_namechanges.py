import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.histories.history import Version
from pipelines.histories.namechanges import Named, is_same_name, names_in, new_names
from pipelines.judging import judge


def named(text: str, language: str, title: str = "") -> Named:
    return names_in(Version(title, text), judge(title, text, language), language)


def new(before: str, after: str, language: str = "ru") -> tuple[str, ...]:
    return new_names(named(before, language), named(after, language))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("рудный", "рудном"),
        ("астана", "астанада"),
        ("сагнаев", "сагнаевым"),
        ("ахметова", "ахметовой"),
        ("риддер", "риддерский"),
        ("жұмабаев", "жұмабаевтың"),
    ],
)
def test_the_cases_of_a_name_are_one_name(one: str, other: str) -> None:
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("актау", "актобе"), ("сагнаев", "сагинов"), ("а", "б")]
)
def test_other_names_are_not(one: str, other: str) -> None:
    assert not is_same_name(one, other)


@given(st.text("абвгдеңғ", max_size=9), st.text("абвгдеңғ", max_size=9))
@settings(max_examples=100)
def test_sameness_is_the_same_both_ways(one: str, other: str) -> None:
    assert is_same_name(one, one)
    assert is_same_name(one, other) == is_same_name(other, one)


def test_a_person_named_anew_is_told_as_written() -> None:
    before = "Рудник открыл министр."
    assert new(before, "Рудник открыл министр Ерлан Сагнаев.") == ("Ерлан Сагнаев",)
    assert new("Рудник открыл министр Ерлан Сагнаев.", before) == ()


def test_a_name_in_another_case_or_told_more_fully_is_not_new() -> None:
    before = "Сообщил директор Е. Сагнаев."
    assert new(before, "По словам Ерлана Сагнаева, директора, это так.") == ()


def test_another_first_name_makes_another_person() -> None:
    assert new("Сообщил Олег Сагнаев.", "Сообщил Ерлан Сагнаев.") == ("Ерлан Сагнаев",)


def test_an_entity_spelt_otherwise_is_not_new() -> None:
    assert new("Завод стоит в Караганде.", "Завод стоит в городе Қарағанды.") == ()


def test_a_known_town_that_opens_a_sentence_is_new() -> None:
    assert new("Завод стоит.", "Завод стоит. Караганда ждёт.") == ("Караганда",)


def test_offices_bodies_and_first_words_are_no_names() -> None:
    after = "Вчера, по данным МЧС, Министерство закрыло рудник. Работы идут."
    assert new("Рудник закрыт.", after) == ()


def test_english_names_of_state_bodies_are_no_names() -> None:
    after = "On Monday the Energy Ministry, the Supreme Court and the Ministry of Labour agreed."
    assert new("All agreed.", after, "en") == ()


def test_a_verb_before_a_name_is_no_part_of_it() -> None:
    assert new("Приехали.", "Приехал Олжас Бекенов.") == ("Олжас Бекенов",)


def test_a_word_that_opens_the_sentence_before_a_name_is_no_part_of_it() -> None:
    before = "Кеңеске компания өкілі қатысты."
    assert new(before, "Кеңеске Болат Сейітов қатысты.", "kk") == ("Болат Сейітов",)


def test_a_name_in_the_title_counts() -> None:
    before, after = (
        named("Завод стоит.", "ru", "Завод стоит"),
        named("Завод стоит.", "ru", "Завод купил Аскаров"),
    )
    assert new_names(before, after) == ("Аскаров",)


def test_a_name_told_in_two_cases_is_told_once() -> None:
    after = "Завод купил Ерлан Аскаров. Заводом Аскарова довольны."
    assert new("Завод стоит.", after) == ("Ерлан Аскаров",)
