import pytest

from pipelines.histories.editwords import (
    bare_title,
    blame_words,
    edit_words,
    is_stamp,
    telling_sentences,
)
from pipelines.matching.forms import Forms
from pipelines.matching.matching import Matcher
from pipelines.text import fold_match

FORMS = [
    *blame_words().blame,
    *edit_words().note,
    *edit_words().quantity,
    *edit_words().pole,
]


def is_found(form: Forms, sentence: str) -> bool:
    return bool(Matcher(form.entries("one")).find(sentence, fold_match(sentence)))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_each_kind_of_words_matches_its_examples_and_no_others(form: Forms) -> None:
    assert [one for one in form.matches if not is_found(form, one)] == []
    assert [one for one in form.misses if is_found(form, one)] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_each_kind_of_words_has_patterns_in_three_languages(form: Forms) -> None:
    assert form.kk
    assert form.ru
    assert form.en


def test_sentences_with_blame_are_told_by_themselves() -> None:
    text = "Рудник стоит. Виновным признан директор. Погода хорошая."
    assert telling_sentences(text, "ru", "blame") == ("Виновным признан директор.",)


def test_a_denied_report_blames_nobody_but_a_denied_accusation_is_about_blame() -> None:
    report, accusation = "The firm denied reports of a fire.", "The firm denied wrongdoing."
    assert telling_sentences(report, "en", "blame") == ()
    assert telling_sentences(report, "en", "note") == (report,)
    assert telling_sentences(accusation, "en", "blame") == (accusation,)


def test_kazakh_in_latin_letters_is_read() -> None:
    text = "Zaýyt basshysy kináli dep tanyldy, tergeý júrip jatyr."
    assert len(telling_sentences(text, "kk", "blame")) == 1


@pytest.mark.parametrize(
    "title",
    [
        "UPD: Рудник стоит",
        "Рудник стоит (обновлено)",
        "Рудник стоит – ОБНОВЛЕНО 14:20",
        "Рудник стоит | Новости дня",
        "[дополнено] Рудник стоит",
    ],
)
def test_marks_of_update_are_taken_off_a_title(title: str) -> None:
    assert bare_title(title) == "рудник стоит"


def test_a_title_that_only_begins_like_a_mark_stays() -> None:
    assert bare_title("Liverpool buys a mine") == "liverpool buys a mine"


@pytest.mark.parametrize(
    "line",
    ["Просмотров: 120", "Last updated: 14 May 2026 at 12:30 pm", "Оқылды: 350 рет", "12:05"],
)
def test_a_line_of_times_and_counts_is_a_stamp(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line", ["Погибли 5 человек", "Обновлено", "Добыто 120 тонн", "12 " * 60, ""]
)
def test_a_line_that_tells_more_is_none(line: str) -> None:
    assert not is_stamp(line)
