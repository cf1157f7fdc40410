import pytest

from pipelines.figures.factwords import fact_words, look_up


@pytest.mark.parametrize(
    ("word", "part", "value"),
    [
        ("five", "number", 5),
        ("пятеро", "number", 5),
        ("бесеуі", "number", 5),
        ("жүз", "hundred", 100),
        ("миллиардтан", "multiplier", 1e9),
        ("миллиардов", "multiplier", 1e9),
        ("теңгенің", "money", 1),
        ("килограммов", "measure", 0.001),
        ("вдвое", "factor", 2),
    ],
)
def test_a_word_is_known_with_its_endings(word: str, part: str, value: float) -> None:
    found = look_up(word)
    assert found is not None
    assert (found.part, found.value) == (part, value)


@pytest.mark.parametrize("word", ["", "горнорабочесть", "тенгемания", "й" * 1000, "мамандық"])
def test_other_words_are_unknown(word: str) -> None:
    assert look_up(word) is None


def test_a_pair_that_only_looks_like_a_unit_is_told_apart() -> None:
    pair = look_up("рабочих дней")
    assert pair is not None
    assert pair.part == "none"


def test_a_noun_tells_what_befell_its_people() -> None:
    found = look_up("погибших")
    assert found is not None
    assert (found.kind, found.role) == ("people", "dead")


def test_every_currency_of_the_file_can_be_looked_up() -> None:
    for unit, forms in fact_words().currency.items():
        plain = [form for form in forms if form.replace(" ", "").isalpha()]
        assert plain, unit
        assert {word.unit for form in plain if (word := look_up(form))} == {unit}
