import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.lexicon import Lexicon, Memory, of_lists

WORDS = of_lists(
    {
        "mine": ("шахт*", "кен~", "рудник(|а|ом)"),
        "miner": ("шахтер*",),
        "job": ("рабочих мест", "жұмыс орн~"),
        "worker": ("рабочих",),
    }
)


@pytest.mark.parametrize(
    ("phrase", "meaning"),
    [
        ("шахта", "mine"),
        ("шахтер", "miner"),
        ("кендерден", "mine"),
        ("рудником", "mine"),
        ("рудник", "mine"),
        ("рабочих мест", "job"),
        ("жұмыс орнына", "job"),
    ],
)
def test_the_longest_form_that_fits_decides(phrase: str, meaning: str) -> None:
    assert WORDS.find(phrase) == meaning


@pytest.mark.parametrize("phrase", ["рудничный", "кентау", "", "ш", "шахты закрыты", "й" * 1000])
def test_what_no_form_fits_is_unknown(phrase: str) -> None:
    assert WORDS.find(phrase) is None


def test_a_phrase_comes_before_its_first_word() -> None:
    words = ("рабочих", "мест", "рабочих", "", "")
    assert [WORDS.at(words, index) for index in (-1, 0, 1, 2, 3)] == [
        None,
        "job",
        None,
        "worker",
        None,
    ]


def test_a_phrase_is_found_from_its_end_too() -> None:
    words = ("рабочих", "мест", "шахты", "рабочих", "", "")
    assert [WORDS.ending_at(words, index) for index in (-1, 0, 1, 2, 3, 4)] == [
        None,
        "worker",
        "job",
        "mine",
        "worker",
        None,
    ]


def test_a_first_word_of_another_phrase_stands_for_itself() -> None:
    words = ("рабочих", "шахты", "")
    assert WORDS.at(words, 0) == "worker"
    assert WORDS.ending_at(words, 1) == "mine"
    assert WORDS.opens("рабочих")
    assert not WORDS.opens("шахты")


def test_of_equal_forms_the_first_one_counts() -> None:
    assert Lexicon([("a", 1), ("a", 2)]).find("a") == 1


@settings(max_examples=100)
@given(st.text(max_size=50))
def test_no_phrase_raises(phrase: str) -> None:
    assert WORDS.find(phrase) in {None, "mine", "miner", "job", "worker"}


def test_a_memory_asks_for_each_word_once() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Memory(length)
    assert [lengths[word] for word in ("кен", "шахта", "кен")] == [3, 5, 3]
    assert asked == ["кен", "шахта"]


def test_a_memory_of_very_many_words_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.figures.lexicon._KEPT", 2)
    lengths = Memory(len)
    assert [lengths[word] for word in ("кен", "шахта", "забой")] == [3, 5, 5]
    assert lengths == {"забой": 5}


def test_a_form_of_few_letters_is_found_where_longer_ones_begin_alike() -> None:
    words = of_lists({"tonne": ("т*",), "ten": ("тг*",), "tenge": ("тенге*",)})
    assert [words.find(word) for word in ("тенгеге", "тенет", "тгмен", "т")] == [
        "tenge",
        "tonne",
        "ten",
        "tonne",
    ]
