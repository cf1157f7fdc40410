import pytest

from pipelines.matching.suffixes import chain_after


@pytest.mark.parametrize(
    ("last", "suffixes", "fits"),
    [
        ("н", "дерді", True),
        ("н", "тінде", False),
        ("с", "тың", True),
        ("с", "ды", False),
        ("в", "та", True),
        ("в", "да", True),
        (")", "да", True),
        ("н", "сыз", True),
        ("н", "шахта", False),
    ],
)
def test_suffixes_follow_the_last_sound_of_a_stem(last: str, suffixes: str, fits: bool) -> None:  # noqa: FBT001 - a case's expected value
    assert (chain_after(last).fullmatch(suffixes) is not None) is fits
