from pipelines.histories.cosmetic import is_cosmetic
from pipelines.histories.edits import edits
from pipelines.histories.history import Version
from pipelines.histories.wordcounts import LONGEST, differing, is_long, plain_words

LONG = Version("Отчёт", "Добыто 12 тонн руды. " * (LONGEST // 20))


def test_a_text_is_long_by_its_letters() -> None:
    assert is_long(LONG)
    assert is_long(Version("", ""), LONG)
    assert not is_long(Version("", "а" * LONGEST))


def test_words_are_counted_in_small_letters_with_numbers_whole() -> None:
    assert plain_words("Добыто 1,5 тонн — и 2.") == ["добыто", "1,5", "тонн", "и", "2"]
    added, removed = differing(["а", "а", "б"], ["а", "в"])
    assert (added, removed) == ({"в": 1}, {"а": 1, "б": 1})


def test_of_a_long_text_words_numbers_and_headline_are_told() -> None:
    after = Version("Другой отчёт", LONG.text + "Добыто 13 тонн.")
    told = edits(LONG, after, language="ru")
    assert told.flags == {"figures", "headline"}
    assert [(one.before, one.after) for one in told.figures] == [("", "13")]
    assert told.headline == ("Отчёт", "Другой отчёт")
    assert (told.words_added, told.words_removed) == (4, 0)
    assert not is_cosmetic(LONG, after, language="ru")


def test_other_signs_in_a_long_text_are_cosmetic() -> None:
    after = LONG._replace(text=LONG.text.replace(".", "!"))
    assert edits(LONG, after, language="ru").is_cosmetic
    assert is_cosmetic(LONG, after, language="ru")


def test_another_word_in_a_long_text_has_no_flag() -> None:
    after = LONG._replace(text=LONG.text + "Конец.")
    told = edits(LONG, after, language="ru")
    assert (told.flags, told.is_cosmetic, told.headline) == (frozenset(), False, None)
