import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.quotes.marks import marked


def inner(text: str) -> list[str]:
    return [text[m.inner_start : m.inner_end] for m in marked(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("«Да», – сказал он.", ["Да"]),
        ("“Yes,” he said. “No.”", ["Yes,", "No."]),
        ('"Yes," he said. "No."', ["Yes,", "No."]),
        ("„Так“, сказал он", ["Так"]),
        ("‘It is the workers’ choice,’ he said.", ["It is the workers’ choice,"]),
        ("Он «„Казахмыс“ тоже» купил", ["„Казахмыс“ тоже"]),
        ('"Straight and curly,” he said', ["Straight and curly,"]),
        ("‘It is “so” here,’ he said.", ["It is “so” here,"]),
        ("a rock‘n roll’ word", []),
        ('5" and 6" pipes', []),
    ],
)
def test_marks_of_every_kind_are_paired(text: str, words: list[str]) -> None:
    assert inner(text) == words


def test_a_closing_mark_that_stands_for_two_closes_both() -> None:
    assert inner("«Мы купили АО «Казахмыс», – сказал он.") == ["Мы купили АО «Казахмыс»"]


def test_a_quotation_of_paragraphs_that_each_open_a_mark_gives_each() -> None:
    first, second = marked("“One goes.\n\n“Two goes,” he said.")
    assert first.open_right
    assert not second.open_right


def test_a_quotation_that_is_closed_two_paragraphs_later_gives_three() -> None:
    text = "«Один.\n\nДва.\n\nТри», – сказал он."
    assert inner(text) == ["Один.", "Два.", "Три"]
    assert [(m.open_left, m.open_right) for m in marked(text)] == [
        (False, True),
        (True, True),
        (True, False),
    ]


def test_a_mark_that_nobody_closes_takes_its_paragraph_only() -> None:
    lines = "\n\n".join(["«Один."] + ["Дальше."] * 8 + ["Конец»."])
    assert inner(lines) == ["Один."]


def test_an_unclosed_mark_in_the_midst_of_a_sentence_is_nothing() -> None:
    assert inner("Он купил «Казахмыс и ушёл.\n\nПотом пришёл») домой.") == []


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet='«»“”"„‘’ ab.,\n:', max_size=60))
def test_stretches_are_in_order_within_one_line_each(text: str) -> None:
    behind = 0
    for mark in marked(text):
        assert behind <= mark.start <= mark.inner_start <= mark.inner_end <= mark.end <= len(text)
        assert "\n" not in text[mark.start : mark.end].strip("\n")
        behind = mark.end
