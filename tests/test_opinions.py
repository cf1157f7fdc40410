from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.opinions import choose, claimed_lines, is_most, says_more

STORY = [f"На шахте номер {at} закончили ремонт ствола и подняли первую руду." * 2 for at in "1234"]
MENU = ["Главная", "Политика", "Экономика", "Спорт"] * 60


def test_the_careful_reading_stands_unless_it_is_far_shorter() -> None:
    assert choose(STORY, [*STORY, "Ещё строка"]) is STORY
    assert choose(STORY[:1], STORY) is STORY


def test_a_careful_reading_of_most_letters_stands_unasked() -> None:
    total = sum(map(len, STORY))
    assert is_most(STORY, total)
    assert not is_most(STORY, 2 * total)


def test_of_one_reading_and_none_the_one_is_taken() -> None:
    assert choose([], STORY) is STORY
    assert choose(STORY, []) is STORY


def test_a_quick_reading_that_adds_menus_is_not_believed() -> None:
    assert choose(STORY, [*MENU, *STORY, *MENU]) is STORY
    # a careful reading of next to nothing proves nothing
    assert choose(STORY[0:1], [*MENU, *STORY]) == [*MENU, *STORY]


def test_what_the_markup_claims_decides_between_readings() -> None:
    whole = [*STORY, *(f"Подробности ремонта {at} сообщат позже." for at in range(9))]
    claim = " ".join(STORY)
    assert choose(whole, STORY, claim) is STORY
    assert choose(STORY, whole, " ".join(whole)) is whole
    assert choose(whole, STORY, "Совсем другая статья о погоде. " * 20) is whole


def test_a_claim_is_parted_into_its_paragraphs() -> None:
    wanted = ["Первый абзац & итог.", "Второй абзац."]
    assert claimed_lines("Первый абзац &amp; итог.\n\nВторой  абзац.") == wanted
    assert claimed_lines("<p>Первый <b>абзац</b> &amp; итог.</p><p>Второй абзац.</p>") == wanted
    assert claimed_lines("&lt;p&gt;Первый абзац &amp;amp; итог.&lt;/p&gt;Второй<br>абзац.") == [
        wanted[0],
        "Второй",
        "абзац.",
    ]


def test_a_claim_that_is_no_markup_is_no_article() -> None:
    assert claimed_lines("<p\x00>") == []


@settings(max_examples=50)
@given(st.text(alphabet="аб <>/p&;lt\n", max_size=60))
def test_claims_never_raise_and_have_no_empty_lines(claim: str) -> None:
    assert all(line.strip() for line in claimed_lines(claim))


def test_a_claim_is_taken_where_the_lines_are_a_small_part_of_it() -> None:
    assert says_more(STORY, STORY[:1])
    assert not says_more(STORY, STORY[:3])
    assert not says_more(STORY[:1], [])
    assert says_more(STORY, ["Загрузка"])
    assert not says_more(STORY, ["Погода в Риддере остаётся морозной до самого вторника." * 2])


def test_a_claim_is_taken_where_the_lines_are_the_same_run_together() -> None:
    assert says_more(STORY, [" ".join(STORY)])
    assert not says_more(STORY, [" ".join([*STORY, "Ещё."])])
    assert not says_more([" ".join(STORY)], STORY)
