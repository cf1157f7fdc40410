from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.boilerplate.traits import is_call, recurring_words, stems, traits

if TYPE_CHECKING:
    from pathlib import Path

OWN = stems(["Степной вестник", "stepnoi.example"])


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Advertisment", {"is_call"}),
        ("Подписывайтесь на наш Telegram-канал!", {"is_sentence", "is_call"}),
        ("Читайте «Степной вестник» в Telegram", {"is_call"}),
        ("Читайте «Горный вестник» в Telegram", {"is_call", "names"}),
        ("Больше новостей Казахстана в Telegram", {"is_call"}),
        ("Share This Story With Friends", {"is_call"}),
        ("ПОДЕЛИТЬСЯ", {"is_call"}),
        ("Контакты редакции", {"is_mark"}),
        ("ВЕРНУТЬСЯ НАВЕРХ", {"is_mark"}),
        ("Тел.: 8 (7212) 41-22-33", {"is_mark", "is_contact", "figures"}),
        ("Бас редактор: Ж. Сейіт", {"is_mark", "names"}),
        ("Справка", {"is_kept"}),
        ("Спасибо за беседу", {"is_kept"}),
        ("Что произошло", {"is_kept"}),
        ("Как подписаться на рассылку", {"is_call"}),
        ("Напомним, звоните в акимат", {"is_kept", "is_bid"}),
        ("Айгүл Сейіт", {"is_signed", "names"}),
        ("АСТАНА. KAZINFORM", {"is_dateline", "ours", "names", "is_statement"}),
        ("BAAR, SWITZERLAND", {"is_dateline", "names"}),
        ("Медь", {"ours"}),
        ("— Разве мало?", {"is_sentence"}),
        ("ремонт школы;", {"is_sentence"}),
        ("«Мы ждали этого решения целых три года»", {"is_sentence"}),
        ("Ұнады ма", {"is_call"}),
        ("Тепло и свет", set()),
        ("Пробуйте новый формат", {"is_bid"}),
        ("Отбасыңыз", set()),
        ("Мектеп таңдадыңыз", set()),
        ("Возбуждено дело", {"is_statement"}),
        ("Наша газета выходит по средам.", {"is_sentence", "is_mark", "is_ours"}),
    ],
)
def test_a_line_tells_what_it_is(line: str, named: set[str]) -> None:
    found = traits(line, OWN)
    assert {name for name in found.__slots__ if getattr(found, name)} == named


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Справка", "reminder"),
        ("Айгүл Сейіт", "name"),
        ("АСТАНА. KAZINFORM", "dateline"),
    ],
)
def test_a_line_of_an_article_is_told_by_its_name_dateline_or_words(line: str, why: str) -> None:
    assert why in traits(line).owned
    assert not traits("Реклама").owned


def test_forms_of_a_word_have_one_stem_and_short_words_none() -> None:
    assert stems(["Шахтёры", "шахтёрам"]) == {"шахте"}
    assert stems(["он и я"]) == frozenset()


def test_a_call_is_found_in_any_spelling() -> None:
    assert is_call("• ЧИТАЙТЕ ТАКЖЕ:")
    assert not is_call("Шахта работает")


def test_a_wrong_pattern_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    lists = "\n".join(
        f"{key} = []" for key in ("bids", "ours", "marks", "keeps", "reminds", "states")
    )
    path.write_text(f"[recurring]\ncalls = ['(']\n{lists}\ncontact = ''\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"rules\.toml.*correct"):
        recurring_words(path)


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_no_line_makes_it_raise(line: str) -> None:
    assert traits(line, OWN).is_particular in {True, False}
