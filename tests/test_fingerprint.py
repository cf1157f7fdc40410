from hypothesis import given
from hypothesis import strategies as st

from pipelines.fingerprint import BANDS, bands, compare, content_hash, signature
from tests.builders import TEXT

WORDS = TEXT.split()


def test_a_signature_has_128_values_and_is_the_same_each_time() -> None:
    assert len(signature(TEXT)) == 128
    assert signature(TEXT) == signature(TEXT)


def test_case_and_yo_do_not_change_the_signature() -> None:
    assert signature("Шахтёры стоят у ствола") == signature("шахтеры СТОЯТ у ствола")


def test_texts_that_share_most_words_share_a_band() -> None:
    edited = " ".join("слово" if n % 20 == 7 else word for n, word in enumerate(WORDS))
    assert set(bands(signature(TEXT))) & set(bands(signature(edited)))


def test_bands_fit_sqlite_integers() -> None:
    found = bands(signature(TEXT))
    assert len(found) == BANDS
    assert all(0 <= value < 2**63 for _, value in found)


def test_a_text_of_one_word_or_none_has_a_signature_too() -> None:
    assert len(signature("уголь")) == len(signature("")) == 128


def test_the_same_text_is_a_copy() -> None:
    likeness = compare(TEXT, TEXT)
    assert likeness.is_copy
    assert (likeness.jaccard, likeness.own_share) == (1.0, 0.0)


def test_a_text_cut_by_a_third_is_a_copy() -> None:
    assert compare(TEXT, " ".join(WORDS[: len(WORDS) * 2 // 3])).is_copy


def test_a_repost_with_an_added_paragraph_is_a_copy_and_its_own_share_is_told() -> None:
    added = "Напомним, в сентябре на этой же шахте проверяли вентиляцию и нашли нарушения."
    likeness = compare(TEXT, f"{TEXT} {added}")
    assert likeness.is_copy
    assert 0 < likeness.own_share < 0.4


def test_another_report_of_the_same_event_is_no_copy() -> None:
    other = (
        "Бастующие на шахте Костенко спустились в забой и отказываются выходить. Профсоюз "
        "передал требования компании: выплатить долг и не наказывать участников остановки."
    )
    assert not compare(TEXT, other).is_copy


def test_a_daily_report_with_other_figures_is_no_copy() -> None:
    form = "Цена меди на бирже составила {} долларов, цинка {} долларов, свинца {} долларов за тонну. Запасы на складах {} тонн, накануне {} тонн."
    monday, tuesday = (
        form.format(9100, 2610, 2040, 15400, 15550),
        form.format(9188, 2655, 2012, 15210, 15400),
    )
    assert not compare(monday, tuesday).is_copy


def test_very_short_texts_are_copies_only_when_equal() -> None:
    assert compare("Взрыв на шахте", "взрыв на шахте").is_copy
    assert not compare("Взрыв на шахте", "Пожар на шахте").is_copy


def test_the_content_hash_ignores_white_space_only() -> None:
    assert content_hash("a  b", "c\n\nd") == content_hash("a b", "c d")
    assert content_hash("a", "b") != content_hash("a b", "")


@given(st.lists(st.sampled_from(WORDS), max_size=60), st.lists(st.sampled_from(WORDS), max_size=60))
def test_likeness_is_symmetric_and_within_bounds(a: list[str], b: list[str]) -> None:
    there, back = compare(" ".join(a), " ".join(b)), compare(" ".join(b), " ".join(a))
    assert there.jaccard == back.jaccard
    assert there.is_copy == back.is_copy
    assert 0 <= there.jaccard <= there.containment <= 1
