import pytest

from pipelines.quotes.reported import reported_speech
from pipelines.quotes.sayings import Article


def words(text: str) -> list[str]:
    return [text[s:e] for said in reported_speech(Article(text, ())) for s, e in said.spans]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The ministry said the mine would close.", "the mine would close"),
        (
            "The ministry said on Monday in a statement that the mine would close.",
            "the mine would close",
        ),
        (
            "In an interview on Monday, the minister said prices would rise soon.",
            "prices would rise soon",
        ),
        ("Minister Ivan Petrov told reporters the mine would close.", "the mine would close"),
        (
            "Minister Ivan Petrov told lawmakers on Friday that the mine had closed.",
            "the mine had closed",
        ),
        (
            "Minister Ivan Petrov said when prices fall, small mines close.",
            "when prices fall, small mines close",
        ),
        ("Ivan Petrov, the minister, said the mine would close.", "the mine would close"),
        (
            "The mine will close in June, Minister Ivan Petrov said on Monday.",
            "The mine will close in June",
        ),
        ("The mine will close in June, said Minister Ivan Petrov.", "The mine will close in June"),
        ("As Minister Ivan Petrov noted, the mine would close.", "the mine would close"),
        ("According to Ivan Petrov, the minister, the mine would close.", "the mine would close"),
        ("The mine will close, according to Minister Ivan Petrov.", "The mine will close"),
        ("Minister Ivan Petrov confirmed that the mine would close.", "the mine would close"),
        (
            "Prices, which fell, and costs, Ivan Petrov said, will rise soon.",
            "Prices, which fell, and costs",
        ),
    ],
)
def test_a_clause_that_somebody_is_told_to_have_said_is_found(text: str, told: str) -> None:
    assert words(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Minister Ivan Petrov confirmed plans for a mine.",
        "Minister Ivan Petrov promised to close the mine soon.",
        "Minister Ivan Petrov told everything there is about it.",
        "Minister Ivan Petrov said nothing about the mine.",
        "Minister Ivan Petrov said (and sang) loudly there.",
        "Minister Ivan Petrov said goodbye.",
        "Minister Ivan Petrov said this on Monday in Astana.",
        "Minister Ivan Petrov told lawmakers on Friday why the mine had closed.",
        "Minister Ivan Petrov explained how the new law works.",
        "Minister Ivan Petrov explained when the mine will close.",
        "According to the plan.",
        "According to Ivan Petrov.",
        "said the mine would close.",
        "The law, Ivan Petrov claims, and this is what counts for all of them in the end.",
        "Minister Ivan Petrov claims in his long and boring book about all the old towns there that it rained.",
    ],
)
def test_what_tells_no_clause_or_no_speaker_is_left_out(text: str) -> None:
    assert words(text) == []
