from __future__ import annotations

import pytest

from pipelines.relevance.relevance import judge_text


@pytest.mark.parametrize(
    ("title", "flag"),
    [
        ("Токаев поздравил шахтёров", "greeting"),
        ("Мемлекет басшысы кеншілерді құттықтады", "greeting"),
        ("President congratulates metallurgists", "greeting"),
        ("Караганда отмечает День шахтёра", "holiday"),
        ("Кеншілер күні тойланды", "holiday"),
        ("Miners' Day concert in Karaganda", "holiday"),
    ],
)
def test_a_title_tells_the_kind_of_piece(title: str, flag: str) -> None:
    assert flag in judge_text(title, "").flags


def test_the_text_tells_the_kind_in_two_sentences() -> None:
    one = "Аким поздравил горняков."
    assert judge_text("Событие дня", one).flags == frozenset()
    both = f"{one} Он пожелал: «Желаю вам здоровья»."
    assert judge_text("Событие дня", both).flags == {"greeting"}


def test_news_in_the_piece_leaves_it_unflagged() -> None:
    made = judge_text("Шахтёров поздравили после аварии", "Авария унесла жизни: погибли трое.")
    assert made.flags == frozenset()


def test_a_greeting_is_judged_all_the_same() -> None:
    made = judge_text("Токаев поздравил шахтёров", "Труд горняков кормит страну.")
    assert made.flags == {"greeting"}
    assert made.verdicts[0].relevant


def test_other_news_has_no_flag() -> None:
    assert judge_text("На руднике обрушилась порода", "Горняков вывели.").flags == frozenset()
