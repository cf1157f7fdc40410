import pytest

from pipelines.quotes.sayings import Article
from pipelines.quotes.speechclauses import (
    NOBODY,
    nobody,
    opening_verb,
    split_speech,
    told_by_any_verb,
)


def parts(text: str) -> tuple[list[str], str] | None:
    found = split_speech(Article(text, ()), 0, len(text))
    if found is None:
        return None
    spans, voice = found
    return [text[start:end] for start, end in spans], voice.name if voice else ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Работы идут, – сказал Олег Ким. – Сдадим в мае",
            (["Работы идут,", "Сдадим в мае"], "Олег Ким"),
        ),
        (
            "Работы идут, – сказал Олег Ким, – и сдадим в мае",
            (["Работы идут,", "и сдадим в мае"], "Олег Ким"),
        ),
        ("Работы идут, – сказал Олег Ким", (["Работы идут,"], "Олег Ким")),
        ("Да, – сказал Олег Ким. – Нет, – добавил он. – Да", (["Да,", "Нет,", "Да"], "Олег Ким")),
        ("Жұмыс жүруде, – деді Олег Ким. – Бітеді", (["Жұмыс жүруде,", "Бітеді"], "Олег Ким")),
        ("Да,– сказал Олег Ким", (["Да"], "Олег Ким")),
    ],
)
def test_a_clause_that_tells_who_spoke_cuts_speech(text: str, told: tuple[list[str], str]) -> None:
    assert parts(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Работы идут, – и это главное",
        "Работы идут – сказал же",
        "Работы идут, – по словам акима",
        "Да, – Аким города потом нам сказал",
        "Да, – вот, сказал Олег Ким",
    ],
)
def test_another_dash_does_not(text: str) -> None:
    assert parts(text) is None


def test_a_bare_clause_lets_the_last_speaker_go_on() -> None:
    article = Article("добавил он. говорится в длинном сообщении", ())
    added, told = article.hits
    assert nobody(article, 0, 10, added) is None
    assert nobody(article, 12, 41, told) == NOBODY
    assert opening_verb(article, 0, 20) == added


@pytest.mark.parametrize(
    ("behind", "kind", "name"),
    [
        (" – улыбнулся ректор Мейрам Бегентаев.", "name", "Мейрам Бегентаев"),
        (" – подсчитал владелец фермы Артур Вибе.", "name", "Артур Вибе"),
        (" – приводятся в отчёте слова директора Андрея Лаврова.", "name", "Андрея Лаврова"),
        (" – подбодрила она детей.", "pronoun", ""),
        (" jokes driver Yerbol Tattibekov.", "name", "Yerbol Tattibekov"),
    ],
)
def test_whatever_verb_stands_behind_closed_speech_tells_who_spoke(
    behind: str, kind: str, name: str
) -> None:
    text = f"«Да»,{behind}"
    voice = told_by_any_verb(Article(text, ()), text.index(",") + 1)
    assert voice is not None
    assert (voice.kind, voice.name) == (kind, name)
    assert voice.is_oblique == ("слова" in behind)


@pytest.mark.parametrize(
    "behind", [" – и это всё.", " – новая программа.", " Потом ушли.", " opens on Monday."]
)
def test_words_behind_speech_that_name_nobody_tell_nobody(behind: str) -> None:
    text = f"«Да»,{behind}"
    assert told_by_any_verb(Article(text, ()), text.index(",") + 1) is None


def test_a_verb_with_a_thing_for_subject_tells_nobody() -> None:
    text = "«Да», – гласит надпись на стене."
    assert told_by_any_verb(Article(text, ()), text.index(",") + 1) is None


def test_a_verb_behind_an_english_name_closes_the_clause() -> None:
    text = '"Rye needs patience," Elena Kuhn jokes.'
    voice = told_by_any_verb(Article(text, ()), text.rindex('"'))
    assert voice is not None
    assert voice.name == "Elena Kuhn"
