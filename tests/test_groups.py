from __future__ import annotations

import pytest

from pipelines.figures.facts import find_facts


def people(text: str, language: str) -> list[tuple[float | None, str]]:
    facts = find_facts(text, language=language)
    return [(fact.value, fact.role) for fact in facts if fact.kind == "people"]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "A crew of nine led by a veteran was awarded.", (9, "")),
        ("en", "A team of about 12 went down the shaft.", (12, "")),
        ("en", "The firm has a 235,000-strong workforce.", (235_000, "employed")),
        ("en", "A five-member panel will decide.", (5, "")),
        ("en", "The population of the town is 45,000.", (45_000, "residents")),
        ("en", "Its headcount has shrunk to 4,300.", (4_300, "employed")),
        ("ru", "Группа из пятнадцати отправилась на помощь.", (15, "")),
        ("ru", "Население города — 45 тысяч.", (45_000, "residents")),
        ("ru", "Численность персонала составляет 3 тысячи.", (3_000, "employed")),
        ("kk", "Қаладағы халық саны – 45 мың.", (45_000, "residents")),
    ],
)
def test_a_bare_figure_is_the_size_of_a_group(
    language: str, text: str, told: tuple[float, str]
) -> None:
    assert people(text, language) == [told]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A group of 12 companies signed."),
        ("en", "For a family of four this means 1,000 tenge more."),
        ("en", "Workers of the town, 45 of its firms and others met."),
        ("en", "The population, said to shrink, is poor; 45 is a number."),
        ("ru", "Население города в 2020 году росло."),
        ("ru", "Группа из пяти заводов закрыта."),
        ("ru", "Население: по данным бюро, 45."),
    ],
)
def test_a_figure_of_something_else_is_no_size(language: str, text: str) -> None:
    assert people(text, language) == []


@pytest.mark.parametrize(
    "text",
    ["Мердігерлердің екі жылдық міндеттемесі бар.", "Тұрғындардың алты айлық қарызы өтелді."],
)
def test_a_numeral_that_ends_like_what_is_possessed_is_no_part_of_a_group(text: str) -> None:
    assert people(text, "kk") == []
