import pytest

from pipelines.quotes.officecases import nominative
from pipelines.quotes.offices import (
    office_adjoining,
    office_beside,
    office_phrase,
    organisation_phrase,
)


def beside(text: str, name: str, language: str) -> str:
    at = text.index(name)
    return office_beside(text, 0, len(text), (at, at + len(name)), language)


@pytest.mark.parametrize(
    ("text", "name", "language", "office"),
    [
        (
            "министр промышленности и строительства РК Канат Шарлапаев",
            "Канат Шарлапаев",
            "ru",
            "министр промышленности и строительства РК",
        ),
        ("ранее главный инженер шахты Олег Ким", "Олег Ким", "ru", "главный инженер шахты"),
        ("главного инженера шахты Олега Кима", "Олега Кима", "ru", "главный инженер шахты"),
        ("руководителя отдела Олега Кима", "Олега Кима", "ru", "руководитель отдела"),
        ("главы компании Олега Кима", "Олега Кима", "ru", "глава компании"),
        ("старшим инженером Олегом Кимом", "Олегом Кимом", "ru", "старшим инженером"),
        ("доброй директора школы Анны Ким", "Анны Ким", "ru", "доброй директора школы"),
        ("бывшего директора шахты Олега Кима", "Олега Кима", "ru", "бывший директор шахты"),
        ("Олег Ким, директор шахты, сказал", "Олег Ким", "ru", "директор шахты"),
        ("Глава области, Олег Ким,", "Олег Ким", "ru", "Глава области"),
        ("Олег Ким, который был директором, сказал", "Олег Ким", "ru", ""),
        ("Олег Ким, 45 лет, сказал", "Олег Ким", "ru", ""),
        ("Олег Ким сказал", "Олег Ким", "ru", ""),
        (
            "the company's chief engineer Sergei Volkov",
            "Sergei Volkov",
            "en",
            "company's chief engineer",
        ),
        (
            "Vadim Basin, chief executive of Qarmet,",
            "Vadim Basin",
            "en",
            "chief executive of Qarmet",
        ),
        ("брифинг барысында қала әкімі Орал Қожахметов", "Орал Қожахметов", "kk", "қала әкімі"),
    ],
)
def test_an_office_stands_before_the_name_or_in_apposition(
    text: str, name: str, language: str, office: str
) -> None:
    assert beside(text, name, language) == office


@pytest.mark.parametrize(
    ("chunk", "language", "words"),
    [
        ("в ходе брифинга министр энергетики РК на встрече", "ru", "министр энергетики РК"),
        ("the energy minister on Monday", "en", "energy minister"),
        ("қала әкімінің орынбасары", "kk", "қала әкімінің орынбасары"),
    ],
)
def test_an_office_without_a_name_is_told_in_full(chunk: str, language: str, words: str) -> None:
    found = office_phrase(chunk, language)
    assert found is not None
    assert found.words == words


@pytest.mark.parametrize(
    ("chunk", "language", "words"),
    [
        ("В акимате Карагандинской области", "ru", "акимат Карагандинской области"),
        ("областной акимат", "ru", "областной акимат"),
        ("Министерстве энергетики РК", "ru", "Министерство энергетики РК"),
        ("the emergencies ministry.", "en", "emergencies ministry"),
        (
            "облыстық төтенше жағдайлар департаменті",
            "kk",
            "облыстық төтенше жағдайлар департаменті",
        ),
        ("в МЧС РК", "ru", "МЧС"),
        ("«АрселорМиттал» АҚ", "kk", "АрселорМиттал"),
        ("«Казахмыс»", "ru", "Казахмыс"),
        (
            "«Қазақалтын» компаниясының баспасөз қызметі",
            "kk",
            "«Қазақалтын» компаниясының баспасөз қызметі",
        ),
    ],
)
def test_an_organisation_is_told_in_the_nominative(chunk: str, language: str, words: str) -> None:
    found = organisation_phrase(chunk, language)
    assert found is not None
    assert found.words == words


@pytest.mark.parametrize("chunk", ["РК", "вчера", "ТОО и АО"])
def test_what_names_no_body_is_no_organisation(chunk: str) -> None:
    assert organisation_phrase(chunk, "ru") is None


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("акимате", "акимат"),
        ("Компании", "Компания"),
        ("минфине", "Минфин"),
        ("шахтинске", "шахтинске"),
    ],
)
def test_a_russian_body_is_taken_back_to_the_nominative(word: str, told: str) -> None:
    assert nominative(word) == told


@pytest.mark.parametrize(
    ("before", "language", "office"),
    [
        (" кинолог", "ru", "кинолог"),
        (" вчера", "ru", ""),
        (" журналистам", "ru", ""),
        (" ради шутки", "ru", ""),
        (", кондитер", "ru", "кондитер"),
        (" күйінді мозаикашы", "kk", "мозаикашы"),
        (" жиында", "kk", ""),
        (" glassblower", "en", "glassblower"),
        (" when", "en", ""),
        (" a man of the old school who", "en", ""),
        (" Steppe Herald", "en", ""),
        ("", "en", ""),
    ],
)
def test_the_words_right_before_a_name_are_the_office_if_they_are_a_noun(
    before: str, language: str, office: str
) -> None:
    assert office_adjoining(before, language) == office


def test_an_office_behind_a_preposition_is_no_speaker() -> None:
    assert office_phrase("он на встрече с рабочими", "ru") is None


def test_an_english_office_ends_before_the_verb() -> None:
    found = office_phrase("Inspectors measured vibrations and", "en")
    assert found is not None
    assert found.words == "Inspectors"


def test_an_apposition_with_an_article_is_an_office() -> None:
    text = "Yerkin, a pipe fitter."
    assert office_beside(text, 0, len(text), (0, 6), "en") == "pipe fitter"
    assert office_beside("Yerkin, a day later.", 0, 20, (0, 6), "en") == ""
