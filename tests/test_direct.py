import pytest

from pipelines.quotes.direct import direct_speech
from pipelines.quotes.sayings import HIDDEN, Article


def told(text: str) -> list[tuple[str, str]]:
    found = direct_speech(Article(text, ()))
    return [
        (text[start:end], said.voice.name if said.voice else "")
        for said in found
        for start, end in said.spans
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("«Работы идут», – сказал Олег Ким.", "Олег Ким"),
        ("«Работы идут», – Олег Ким сказал так.", "Олег Ким"),
        ("Олег Ким заявил: «Работы идут».", "Олег Ким"),
        ("Олег Ким: «Работы идут по плану».", "Олег Ким"),
        ("Олег Ким «Жұмыс жүріп жатыр» деді.", "Олег Ким"),
        ("Говорит Олег Ким: «Работы идут».", "Олег Ким"),
        ("Олег Ким рассказал о шахте.\n\n«Работы идут по плану и в срок».", "Олег Ким"),
        ("“We are on time,” said Oleg Kim.", "Oleg Kim"),
    ],
)
def test_the_speaker_is_told_behind_before_or_above(text: str, speaker: str) -> None:
    assert [name for _, name in told(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "«Работы идут по плану и в срок».",
        "Он знал, «Работы идут», – сказал.",
        "Улицы пусты.\n\n«Работы идут по плану и в срок».",
        "«Так», – сказал Олег Ким.\n\n«Работы идут по плану и в срок».",
    ],
)
def test_where_no_clause_tells_it_the_speaker_is_open(text: str) -> None:
    assert told(text)[-1][1] == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("– Воды нет, – сказал Олег Ким.", ["Воды нет,"]),
        ("Воды нет. Света тоже, – сказал Олег Ким.", ["Воды нет. Света тоже,"]),
        ("Аким сказал, что вода есть. Света нет, – сказал Олег Ким.", ["Света нет,"]),
        ("Аким сказал, что вода есть, – добавил Олег Ким.", []),
        ("– Воды нет, – и точка.", []),
        ("– Да, – сказал он. – Нет, – сказал Олег Ким.", ["Да,", "Нет,"]),
        ("Вот: «Так», – сказал он, – и сказал Олег Ким.", ["Так"]),
    ],
)
def test_a_dash_tells_speech_without_marks(text: str, words: list[str]) -> None:
    assert [said for said, _ in told(text)] == words


def test_speech_is_hidden_and_its_verbs_are_used() -> None:
    article = Article("«Работы идут», – сказал Олег Ким.", ())
    direct_speech(article)
    assert article.masked.count(HIDDEN) == len("Работы идут")
    assert {hit.start for hit in article.hits} == article.used


def test_the_speaker_told_at_the_end_has_said_all_paragraphs() -> None:
    text = "«Один.\n\nДва.\n\nТри», – сказал Олег Ким."
    assert [name for _, name in told(text)] == ["Олег Ким"] * 3
