"""The search on what an author wrote who did not know it."""

from __future__ import annotations

from tests import searchgold


def test_the_forms_of_words_are_found_and_no_others() -> None:
    result = searchgold.through_index(searchgold.read("blind_forms")["blind"])
    assert result.pairs > 900
    assert result.recall >= 0.98
    assert result.precision >= 0.99


def test_what_was_looked_for_comes_first() -> None:
    golden = searchgold.read("blind_ranking")
    db = searchgold.archive(golden["texts"])
    gains = searchgold.gains(db, golden["blind"])
    db.close()
    assert len(gains) == 30
    assert sum(gains.values()) / len(gains) >= 0.92
