from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.boilerplate import rulebook

if TYPE_CHECKING:
    from pathlib import Path

BOOK = rulebook.load_rules()
PHRASES = [
    (record["match"], phrase)
    for record in tomllib.loads(rulebook.RULES.read_text(encoding="utf-8"))["rule"]
    if record["match"] != "regex"
    for phrase in record["phrases"]
]


@pytest.mark.parametrize("phrase", sorted({phrase for _, phrase in PHRASES}))
def test_every_phrase_is_found_however_it_is_written(phrase: str) -> None:
    for line in (phrase, phrase.upper(), f"• {phrase}:", phrase.replace(" ", "\xa0")):
        assert rulebook.find_rule(line, BOOK), line


@pytest.mark.parametrize("phrase", sorted({p for match, p in PHRASES if match != "start"}))
def test_no_label_takes_a_sentence_with_it(phrase: str) -> None:
    sentence = f"{phrase.rstrip(':')}, как рассказали в акимате Риддера, вернулись на рудник в мае."
    assert rulebook.find_rule(sentence, BOOK) is None


def test_a_label_takes_what_a_separator_or_a_link_adds() -> None:
    def kind(line: str, *, is_link: bool = False) -> str | None:
        rule = rulebook.find_rule(line, BOOK, is_link=is_link)
        return rule.kind if rule else None

    assert kind("Читайте также: Шахта работает. Что дальше?") == "related"
    assert kind("Читайте также Шахта работает") == "related"
    assert kind("Читайте также Шахта работает.") is None
    assert kind("Читайте также, как шахтёры Риддера вернулись домой", is_link=True) == "related"
    assert kind("Похожие новостисты: пять имён") is None
    assert kind("Оставить комментарий (12)") == "comments"


def test_a_head_rule_counts_only_among_the_first_lines() -> None:
    assert rulebook.find_rule("By Dana Omarova", BOOK, is_head=True)
    assert rulebook.find_rule("By Dana Omarova", BOOK) is None


def test_lines_longer_than_a_rule_allows_stay() -> None:
    assert rulebook.find_rule("Читайте также: " + "слово " * 60, BOOK) is None


def test_a_wrong_pattern_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(
        '[[rule]]\nlang = "ru"\nkind = "a"\naction = "drop"\nmatch = "regex"\nmax_len = 9\n'
        'phrases = ["("]\n',
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match=r"rules\.toml.*correct"):
        rulebook.load_rules(path)


@pytest.mark.parametrize("line", ["Да.", "Да!", "«Да.»", "Да…", "“Yes.”"])
def test_sentences_end_with_their_signs(line: str) -> None:
    assert rulebook.ends_sentence(line)
    assert not rulebook.ends_sentence(line + " и")


@settings(max_examples=100)
@given(st.text(max_size=100))
def test_no_line_makes_it_raise(line: str) -> None:
    rule = rulebook.find_rule(line, BOOK, is_link=True, is_head=True)
    assert rule is None or len(line) <= rule.max_len or rule.match == "exact"
