import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.histories.edits import FLAGS, edits
from pipelines.histories.history import Version
from tests.editlabels import LANGUAGES, Pair, errors, labelled, score


@pytest.mark.parametrize("flag", [*FLAGS, "cosmetic"])
@pytest.mark.parametrize("part", ["fit", "check"])
def test_precision_and_recall_of_each_flag_stay_above_their_floors(part: str, flag: str) -> None:
    told = score(labelled(part), flag)
    assert told.gold >= 3
    assert told.precision >= 0.95
    assert told.recall >= 0.95


@pytest.mark.parametrize("pair", labelled("fit"), ids=lambda pair: pair.after.title[:20])
def test_what_changed_in_a_pair_of_the_fit_part_is_told(pair: Pair) -> None:
    assert errors(pair) == (frozenset(), frozenset())


def test_the_labelled_pairs_are_half_hard_and_thirty_a_language() -> None:
    pairs = labelled("fit") + labelled("check")
    for language in LANGUAGES:
        own = [pair for pair in pairs if pair.language == language]
        assert len(own) >= 30
        assert sum(pair.is_hard for pair in own) * 2 >= len(own)


def test_all_that_changed_is_told_with_its_words() -> None:
    before = Version("Two die in mine", "Two miners died. The blast was caused by methane.")
    after = Version(
        "Five die in mine", "Five miners died, Ivan Petrov said. The blast was caused by arson."
    )
    record = edits(before, after, language="en").as_record()
    assert json.loads(json.dumps(record)) == record
    assert record["flags"] == ["figures", "names", "headline", "blame"]
    assert record["names"] == {"added": ["Ivan Petrov"], "removed": []}
    assert record["headline"] == ["Two die in mine", "Five die in mine"]
    assert record["blame"] == {
        "before": ["The blast was caused by methane."],
        "after": ["The blast was caused by arson."],
    }
    assert record["words_added"] == 6
    assert record["words_removed"] == 3


def test_a_day_is_understood_by_the_day_of_publication() -> None:
    before, after = Version("", "Рудник закрыли вчера."), Version("", "Рудник закрыли 13 мая.")
    told = edits(before, after, language="ru", published=date(2026, 5, 14))
    assert not [one for one in told.figures if one.kind == "date"]


def test_another_figure_in_a_sentence_on_blame_changes_no_blame() -> None:
    before = Version("", "За гибель двух горняков задержан мастер.")
    after = Version("", "За гибель трёх горняков задержан мастер.")
    assert edits(before, after, language="ru").flags == {"figures"}


def test_a_note_that_was_there_before_retracts_nothing() -> None:
    before = Version("", "Исправлено: указана другая должность. Рудник стоит.")
    after = Version("", "Исправлено: указана другая должность. Рудник работает.")
    assert edits(before, after, language="ru").flags == frozenset()


VERSIONS = st.builds(
    Version,
    st.sampled_from(["Рудник", "Погибли 2 горняка", "UPD Рудник"]),
    st.lists(
        st.sampled_from(["Погибли 2 человека.", "Виновен Асет Ким.", "Шахта стоит.", "12:05", ""]),
        max_size=4,
    ).map("\n\n".join),
)


@given(VERSIONS, VERSIONS)
@settings(max_examples=60)
def test_nothing_with_a_flag_is_cosmetic(before: Version, after: Version) -> None:
    told = edits(before, after, language="ru")
    assert not (told.flags and told.is_cosmetic)
    assert edits(after, after, language="ru").is_cosmetic


def test_a_text_of_very_many_accusations_is_compared_by_its_words() -> None:
    told = "\n\n".join(f"Виновен мастер участка {letter}" for letter in "абвгдежзик" * 6)
    after = told.replace("участка", "участкка", 1)
    found = edits(Version("", told + "\n\nСтоит."), Version("", after + "\n\nИдёт."), language="ru")
    assert found.blame_after == ("Виновен мастер участкка а",)
