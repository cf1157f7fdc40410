import pytest

from pipelines.quotes.sayings import Article
from pipelines.quotes.speechclauses import NOBODY, nobody, opening_verb, split_speech


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
