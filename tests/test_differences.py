from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from pipelines.likeness.differences import Differences, differences
from tests.newsroom import sentence

FIRST = "На руднике в Риддере добыли 240 тонн руды за смену."
SECOND = "Бригадир рассказал, что рекорд держался с прошлой весны и побит почти случайно."
THIRD = "Премию обещают выплатить к концу недели всем участкам поровну."
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_the_same_text_has_no_differences() -> None:
    assert differences(TEXT, TEXT) == Differences((), (), ())
    assert differences(TEXT, f"{FIRST}\n{SECOND}\n{THIRD}\n") == Differences((), (), ())


def test_added_and_missing_paragraphs_are_told_as_written() -> None:
    own = "Подписывайтесь на наш канал, чтобы узнавать новости первыми."
    found = differences(TEXT, f"{FIRST}\n\n{SECOND}\n\n{own}")
    assert found == Differences((own,), (THIRD,), ())


def test_an_edited_paragraph_is_neither_added_nor_missing() -> None:
    edited = "Как бригадир рассказал, этот рекорд держался с той весны, побит же случайно."
    assert differences(TEXT, f"{FIRST}\n\n{edited}\n\n{THIRD}") == Differences((), (), ())


def test_paragraphs_put_together_or_parted_are_kept() -> None:
    assert differences(TEXT, f"{FIRST} {SECOND} {THIRD}") == Differences((), (), ())
    assert differences(f"{FIRST} {SECOND} {THIRD}", TEXT) == Differences((), (), ())


def test_figures_changed_in_place_are_told_as_written() -> None:
    found = differences(TEXT, TEXT.replace("240", "1 310"))
    assert found == Differences((), (), (("240", "1 310"),))


def test_a_text_against_nothing_is_all_missing() -> None:
    assert differences(TEXT, "") == Differences((), (FIRST, SECOND, THIRD), ())
    assert differences("", TEXT) == Differences((FIRST, SECOND, THIRD), (), ())


@limits(max_examples=50)
@given(*[st.lists(st.sampled_from([FIRST, SECOND, THIRD, "Фото редакции."]), max_size=5)] * 2)
def test_the_reverse_order_gives_the_reverse_differences(a: list[str], b: list[str]) -> None:
    there, back = differences("\n".join(a), "\n".join(b)), differences("\n".join(b), "\n".join(a))
    assert (there.added, there.missing) == (back.missing, back.added)


def test_a_line_of_signs_that_both_have_is_no_difference() -> None:
    assert differences(f"{FIRST}\n***\n{SECOND}", f"{FIRST}\n***\n{SECOND}") == Differences(
        (), (), ()
    )


def test_a_list_of_hundreds_of_lines_is_compared_line_by_line() -> None:
    lines = [f"{sentence(f'line {n}', words=6)} {n} тенге" for n in range(300)]
    edited = [f"{line} за тонну" if n % 50 == 0 else line for n, line in enumerate(lines)]
    added = [sentence(f"new {n}", words=8) for n in range(80)]
    told = differences("\n".join(lines), "\n".join([*edited[20:], *added]))
    assert told.added == tuple(added)
    assert told.missing == tuple(lines[:20])
