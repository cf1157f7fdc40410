from pipelines.histories.history import Version
from pipelines.histories.sentencechanges import (
    changed_sentences,
    is_retraction,
    lacking,
    new_notes,
)

BEFORE = Version("Рудник", "Виновен мастер. Рудник стоит.")
AFTER = Version("Рудник", "Виновен директор. Исправлено: указан другой виновный.")


def test_sentences_on_blame_that_changed_are_told_both_ways() -> None:
    before, after = changed_sentences(BEFORE, AFTER, "ru")
    assert before == ("Виновен мастер.",)
    assert after[0] == "Виновен директор."


def test_a_sentence_with_another_number_or_a_slip_mended_is_the_same() -> None:
    assert lacking(["Виновны 2 мастера."], ["Виновны 3 мастера."], "ru") == ()
    assert lacking(["Виновно агенство."], ["Виновно агентство."], "ru") == ()


def test_only_a_note_that_was_not_there_is_new() -> None:
    assert len(new_notes(BEFORE, AFTER, "ru")) == 1
    assert new_notes(AFTER, AFTER, "ru") == ()


def test_the_excuses_of_a_site_retract_nothing() -> None:
    excuse = Version("", "Приносим извинения, страница не найдена.")
    assert new_notes(BEFORE, excuse, "ru")
    assert not is_retraction(BEFORE, excuse, "ru")
    assert is_retraction(BEFORE, AFTER, "ru")
    assert not is_retraction(BEFORE, BEFORE, "ru")
