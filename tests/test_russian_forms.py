"""The Russian patterns of the vocabulary against a dictionary of Russian: nothing short, nothing strange."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pymorphy3
import pytest

from pipelines.matching.notation import Pattern, compile_pattern
from pipelines.relevance.vocabulary import vocabulary
from pipelines.text import fold_match

LEMMAS: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "data" / "judgement" / "lemmas.json").read_text(encoding="utf-8")
)
# words whose every form must be read, by the term that reads them
INFLECTED = {
    "coal_strong": ["угольщик", "угледобыча"],
    "copper": ["медный"],
    "deposit": ["месторождение"],
    "dump": ["отвал"],
    "exploration": ["геологоразведка", "геологоразведочный"],
    "geology": ["геолог", "геологический"],
    "gold_mining": ["старатель", "золотодобытчик", "золоторудный", "золотоносный"],
    "iron_ore": ["железорудный"],
    "metallurgy": ["металлург", "сталевар", "металлургический"],
    "metallurgy_strong": ["окатыш", "ферросплав", "ферросплавный", "доменщик", "медеплавильный"],
    "mine_ru": ["рудник"],
    "mine_named_ru": ["штрек", "квершлаг", "террикон"],
    "mine_structures": ["керн", "шурф", "вагонетка", "дробилка", "шлам", "копер", "углевоз"],
    "mine_trades": ["взрывник", "плавильщик", "крепильщик", "обогатитель", "флотатор"],
    "mine_workings": ["белаз", "штольня", "забой"],
    "miner": ["шахтер", "горняк", "проходчик", "забойщик", "шахтерский", "горноспасатель"],
    "mining_industry": ["горнорудный"],
    "monotown": ["монопрофильный"],
    "ore_processing": ["обогатительный", "рудоуправление", "шламонакопитель", "флотоконцентрат"],
    "pit": ["карьер", "разрез"],
    "shaft": ["шахта"],
    "subsoil": ["недропользователь", "недропользование"],
    "town_forming": ["градообразующий"],
}
# forms that news does not write: short and comparative adjectives, colloquial and old variants
UNWRITTEN = {
    "ADJS",
    "COMP",
    "Supr",
    "V-be",
    "V-ie",
    "V-ey",
    "V-oy",
    "V-bi",
    "Infr",
    "Arch",
    "Slng",
    "Erro",
}


@cache
def morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


def word_patterns(term: str) -> list[Pattern]:
    patterns = map(compile_pattern, vocabulary().terms[term].ru)
    return [pattern for pattern in patterns if pattern.is_word and not pattern.exact_case]


@pytest.mark.parametrize(
    ("term", "lemma"), [(term, lemma) for term, lemmas in INFLECTED.items() for lemma in lemmas]
)
def test_every_form_of_a_word_is_read(term: str, lemma: str) -> None:
    patterns = word_patterns(term)
    forms = {
        fold_match(form.word)
        for form in morphology().parse(lemma)[0].lexeme
        if not any(str(mark) in str(form.tag) for mark in UNWRITTEN)
    }
    assert len(forms) >= 5
    assert {form for form in forms if not any(p.regex.fullmatch(form) for p in patterns)} == set()


@pytest.mark.parametrize(
    "term", [t.id for t in vocabulary().terms.values() if t.level in {"strong", "medium"}]
)
def test_a_pattern_reads_no_word_but_those_that_were_looked_through(term: str) -> None:
    reached = {
        fold_match(normal)
        for pattern in word_patterns(term)
        for start in pattern.starts
        for word, _, normal, _, _ in morphology().dictionary.iter_known_words(
            beginning(start.letters)
        )
        if pattern.regex.fullmatch(fold_match(word))
    }
    assert reached - set(LEMMAS.get(term, [])) == set()


def beginning(letters: str) -> str:
    """The letters before the first one that a dictionary may spell with «ё»."""
    return letters[: letters.find("е")] if letters.find("е") > 1 else letters
