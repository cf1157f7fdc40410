"""The copy that a text credits by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reposts import credited

NAMES = {
    "erg": ("erg", "ERG"),
    "orda": ("orda", "Orda.kz"),
    "interfax": ("interfax", "Интерфакс"),
    "interfax_kz": ("interfax_kz", "Интерфакс-Казахстан"),
    "times": ("times", "Times"),
    "tca": ("tca", "The Times of Central Asia"),
    "kp": ("kp", "КП"),
    "bare": ("bare", "—"),
    "zhaiyq": ("ak_zhaiyk", "Ақ Жайық"),
    "24kz": ("24kz", "24KZ"),
}


@pytest.mark.parametrize(
    ("credit", "sources"),
    [
        ("Bloomberg", []),
        ("Akorda", []),
        ("ERG", ["erg"]),
        ("пресс-служба ERG", ["erg"]),
        ("Orda.kz", ["orda"]),
        ("orda", ["orda"]),
        ("«Интерфакс»", ["interfax"]),
        ("Интерфакс-Казахстан", ["interfax_kz"]),
        ("Интерфакс-Казахстан и Интерфакс", ["interfax_kz", "interfax"]),
        ("The Times of Central Asia", ["tca"]),
        ("The Times", ["times"]),
        ("ERG, The Times of Central Asia", ["tca", "erg"]),
        ("КП", []),
        ("КП-Казахстан", []),
        ("Ақ Жайық", ["zhaiyq"]),
        ("24KZ", ["24kz"]),
        ("", []),
        ("—", []),
    ],
)
def test_a_credit_names_sources_in_whole_words_the_longest_name_first(
    credit: str, sources: list[str]
) -> None:
    assert credited(credit, NAMES) == sources


@given(st.text(max_size=40))
def test_only_what_stands_in_a_credit_is_credited(credit: str) -> None:
    found = credited(credit, {**NAMES, "itself": (credit,)})
    assert len(found) == len(set(found))
    letters = "".join(letter for letter in credit if letter.isalnum())
    if not letters:
        assert found == []
