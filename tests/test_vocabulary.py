from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.datafile import DataError
from pipelines.relevance.lexicon import scan
from pipelines.relevance.vocabulary import load, vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.matching.forms import Forms

HELD = vocabulary()
FORMS: list[tuple[str, Forms]] = [("term", term) for term in HELD.terms.values()]
FORMS += [("not", negative) for negative in HELD.negatives.values()]
FORMS += [("flag", flag) for flag in HELD.flags.values()]
MATCHES = [(kind, forms.id, text) for kind, forms in FORMS for text in forms.matches]
MISSES = [(kind, forms.id, text) for kind, forms in FORMS for text in forms.misses]


@pytest.mark.parametrize(("kind", "identity", "text"), MATCHES)
def test_each_term_finds_its_examples(kind: str, identity: str, text: str) -> None:
    assert identity in {hit.id for hit in scan("", text).hits.get(kind, [])}


@pytest.mark.parametrize(("kind", "identity", "text"), MISSES)
def test_each_term_leaves_its_counter_examples(kind: str, identity: str, text: str) -> None:
    assert identity not in {hit.id for hit in scan("", text).hits.get(kind, [])}


def test_a_negative_may_cancel_whole_groups() -> None:
    assert "gold" in HELD.cancels["price_ticker"]
    assert "miner" not in HELD.cancels["price_ticker"]
    assert "miner" in HELD.cancels["crypto"]
    assert "company" in HELD.cancels["charity"]


def test_no_metal_speaks_for_mining_alone() -> None:
    assert {term.level for term in HELD.terms.values() if term.commodity} == {"weak", "medium"}


def test_a_negative_that_names_an_unknown_term_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.toml"
    path.write_text(
        """
        [[term]]
        id = "ore"
        level = "weak"
        concept = "ore"
        ru = ["руда"]
        matches = ["руда"]
        misses = ["рудимент"]
        [[negative]]
        id = "bad"
        cancels = ["oar"]
        ru = ["весло"]
        matches = ["весло"]
        misses = ["весло2"]
        """,
        encoding="utf-8",
    )
    with pytest.raises(DataError, match="oar"):
        load(path)
