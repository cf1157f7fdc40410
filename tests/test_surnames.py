from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.gazetteer.surnames import declined, first_names, is_form, surname_patterns
from pipelines.matching.notation import compile_pattern
from pipelines.text import fold_match


def matched(pattern: str, words: str) -> set[str]:
    found = compile_pattern(pattern).regex
    return {word for word in words.split() if found.fullmatch(word)}


@pytest.mark.parametrize(
    ("surname", "forms"),
    [
        ("токаев", "токаев токаева токаеву токаевым токаеве"),
        ("сулейменова", "сулейменова сулейменовой сулейменову"),
        ("школьник", "школьник школьника школьнику школьником школьнике"),
        ("радостовец", "радостовец радостовца радостовцу радостовцем радостовце"),
        ("килыбай", "килыбай килыбая килыбаю килыбаем килыбае"),
        ("яновский", "яновский яновского яновскому яновским яновском"),
        ("яновская", "яновская яновской яновскую"),
        ("мекебай", "мекебай мекебая"),
        ("уали", "уали"),
        ("ким", "ким кима киму кимом киме"),
        ("тень", "тень теня теню тенем тене"),
        ("глоба", "глоба глобы глобе глобу глобой"),
        ("заря", "заря зари заре зарю зарей"),
    ],
)
def test_a_russian_surname_is_declined_by_its_ending(surname: str, forms: str) -> None:
    assert matched(declined(surname), forms) == set(forms.split())
    assert not matched(declined(surname), f"{surname}ство пере{surname}")


def test_every_language_and_spelling_gives_a_pattern_once() -> None:
    patterns = list(surname_patterns(gazetteer().people["tokayev"]))
    assert len(set(patterns)) == len(patterns)
    assert ("kk", "^тоқаев~") in patterns
    assert ("ru", "^токаев(а|у|ым|е|)") in patterns
    english = [pattern for language, pattern in patterns if language == "en"]
    assert any(matched(pattern, "tokayev tokaev") == {"tokayev", "tokaev"} for pattern in english)


def test_romanised_names_are_known_in_both_usual_spellings() -> None:
    names = first_names(gazetteer().people["kosherbayev"])
    assert {"yermek", "ermek", "ермек"} <= names


@pytest.mark.parametrize("word", ["олжас", "олжаса", "олжасу", "олжасом", "олжасе"])
def test_a_first_name_is_known_in_its_cases(word: str) -> None:
    assert is_form(word, "олжас")


@pytest.mark.parametrize(
    ("word", "name"), [("юрия", "юрий"), ("светланой", "светлана"), ("гали", "гали")]
)
def test_a_first_name_that_ends_softly_is_declined_too(word: str, name: str) -> None:
    assert is_form(word, name)


@pytest.mark.parametrize("word", ["олжабай", "олжасбай", "олжасбекович", "болат"])
def test_a_longer_or_other_name_is_no_case_form(word: str) -> None:
    assert not is_form(word, "олжас")


@pytest.mark.parametrize("person", gazetteer().people)
def test_every_written_name_is_met_by_a_pattern_of_its_own(person: str) -> None:
    record = gazetteer().people[person]
    for name in (record.name_kk, record.name_ru, record.name_en):
        surname = fold_match(name.split()[-1])
        patterns = [compile_pattern(pattern) for _, pattern in surname_patterns(record)]
        assert any(pattern.regex.fullmatch(surname) for pattern in patterns)


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщыьэюяқғ", min_size=4, max_size=14))
def test_any_surname_matches_its_own_pattern(surname: str) -> None:
    assert compile_pattern(declined(surname)).regex.fullmatch(surname)
