import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.histories.mending import distance, is_mended

LETTERS = st.text("абвгдеabc", max_size=7)


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("колличество", "количество"),
        ("преостановило", "приостановило"),
        ("зделали", "сделали"),
        ("едроснабжение", "едросбанжение"),
        ("сеогдня", "сегодня"),
        ("агенство", "агентство"),
        ("critisised", "criticised"),
        ("закрыла", "закрыло"),
        ("компанясы", "компаниясы"),
        ("тұрғыңдары", "тұрғындары"),
        ("managment", "management"),
        ("wokers", "workers"),
        ("owrkers", "workers"),
    ],
)
def test_a_slip_that_is_put_right_is_mended(slip: str, word: str) -> None:
    assert is_mended(slip, word)
    assert is_mended(word, slip)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("законный", "незаконный"),
        ("включили", "выключили"),
        ("снизил", "снизит"),
        ("погиб", "погибли"),
        ("шахтер", "шахтеры"),
        ("подорожал", "подешевел"),
        ("импорт", "экспорт"),
        ("ашылды", "ашылады"),
        ("тоқтатты", "тоқтатады"),
        ("бастады", "бастамады"),
        ("заңды", "заңсыз"),
        ("legal", "illegal"),
        ("known", "unknown"),
        ("import", "export"),
        ("miner", "miners"),
        ("closed", "closes"),
        ("million", "billion"),
        ("hired", "fired"),
        ("рост", "ростъ"),
        ("предприятие", "предприятия"),
        ("шахта", "шахты"),
        ("станция", "станции"),
        ("закрыта", "закрыты"),
        ("ведущее", "ведущие"),
        ("озеро", "озера"),
        ("директор", "директора"),
        ("шахта", "шахталар"),
        ("кеніштер", "кеніш"),
        ("fireman", "firemen"),
        ("осужден", "обсужден"),
        ("отпустили", "опустили"),
        ("отменил", "отметил"),
        ("выжил", "выбил"),
        ("косить", "козить"),
        ("бросил", "просил"),
        ("injured", "insured"),
        ("strike", "stroke"),
        ("ұсталды", "ұстады"),
        ("бөлді", "бөлінді"),
        ("2026й", "2027й"),
        ("слово" * 20, "слово" * 19 + "слава"),
    ],
)
def test_another_word_is_not_mended(before: str, after: str) -> None:
    assert not is_mended(before, after)
    assert not is_mended(after, before)


@given(LETTERS, LETTERS)
@settings(max_examples=100)
def test_a_distance_is_the_same_both_ways_and_bounded(one: str, other: str) -> None:
    far = distance(one, other)
    assert far == distance(other, one)
    assert (far == 0) == (one == other)
    assert abs(len(one) - len(other)) <= far <= max(len(one), len(other))


def test_letters_swapped_are_one_slip() -> None:
    assert distance("statred", "started") == 1
    assert distance("сеогдня", "сегодня") == 1
    assert distance("ab", "ba") == 1
