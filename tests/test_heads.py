import pytest

from pipelines.quotes.heads import (
    fits_office,
    is_agent,
    is_office,
    is_opening_trade,
    is_organisation,
    is_plural,
    office_heads,
    organisation_heads,
)


@pytest.mark.parametrize(
    "word",
    [
        "министра",
        "Аким",
        "әкімінің",
        "министрі",
        "spokesman",
        "spokesmen",
        "directors",
        "советник",
        "судья",
    ],
)
def test_a_noun_for_a_person_is_an_office_in_any_form(word: str) -> None:
    assert is_office(word)
    assert not is_organisation(word)


@pytest.mark.parametrize(
    "word",
    ["акимате", "министрлігі", "Министерство", "ministry", "authorities", "компании", "analysts"],
)
def test_a_noun_for_a_body_is_an_organisation_in_any_form(word: str) -> None:
    assert is_organisation(word)
    assert not is_office(word)


@pytest.mark.parametrize("word", ["шахта", "mine", "кеніш", "и", "a"])
def test_other_words_are_neither(word: str) -> None:
    assert not is_office(word)
    assert not is_organisation(word)


def test_heads_are_found_in_order_with_their_offsets() -> None:
    chunk = "заместитель министра энергетики"
    assert [chunk[head.start : head.end] for head in office_heads(chunk, "ru")] == [
        "заместитель",
        "министра",
    ]
    assert organisation_heads(chunk, "ru") == []


@pytest.mark.parametrize(
    ("office", "plural"),
    [
        ("жители посёлка", True),
        ("тұрғындар", True),
        ("residents", True),
        ("аким", False),
        ("boss", False),
        ("", False),
    ],
)
def test_people_in_the_plural_are_told_from_one(office: str, plural: bool) -> None:  # noqa: FBT001 - an expected value
    assert is_plural(office) is plural


@pytest.mark.parametrize(
    ("office", "told", "fits"),
    [
        ("министр энергетики РК", "министр", True),
        ("аким Риддера", "министр", False),
        ("министр по ЧС", "глава МЧС", True),
        ("глава государства", "президент", True),
        ("", "министр", True),
        ("", "министр труда и занятости", False),
    ],
)
def test_an_office_told_shortly_fits_the_full_one(office: str, told: str, fits: bool) -> None:  # noqa: FBT001 - an expected value
    assert fits_office(office, told) is fits


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("бурильщик", True),
        ("гончарница", True),
        ("энтомолог", True),
        ("таблица", False),
        ("каталог", False),
        ("тоқымашы", True),
        ("екінші", False),
        ("dentist", True),
        ("consist", False),
        ("мастерская", False),
    ],
)
def test_a_noun_for_a_trade_is_told_by_its_ending(word: str, *, is_one: bool) -> None:
    assert is_agent(word) == is_one


@pytest.mark.parametrize("word", ["мастерской", "экология", "председательством", "геологии"])
def test_a_word_made_from_an_office_is_none(word: str) -> None:
    assert not is_office(word)


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("wrestler", True),
        ("sculptor", True),
        ("cyclist", True),
        ("alexander", False),
        ("iskander", False),
        ("nurlan", False),
    ],
)
def test_a_trade_before_a_name_in_full_is_told_from_a_first_name(
    word: str,
    *,
    is_one: bool,
) -> None:
    assert is_opening_trade(word) is is_one


def test_members_of_parliament_have_one_office() -> None:
    assert fits_office("мажилисмен", "депутат")
    assert not fits_office("эколог", "депутат")
