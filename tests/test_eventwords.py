import re
from pathlib import Path

import pytest

from pipelines.datafile import DataError
from pipelines.events import eventwords
from pipelines.events.eventwords import (
    NAMED,
    Group,
    Kind,
    event_rules,
    groups,
    happening,
    kinds,
    matcher,
    rules_by_group,
    telling,
)
from pipelines.matching.notation import compile_pattern

KINDS = {
    "accident",
    "strike",
    "layoff",
    "outage",
    "pollution",
    "licence",
    "discovery",
    "investment",
    "ownership",
    "policy",
    "crime",
}
NAMES = {group.name for group in groups()}


def keys(text: str, *, kazakh: bool = False) -> set[str]:
    return {hit.key for hit in matcher().find(text, text, language="kk" if kazakh else "ru")}


def test_each_kind_is_described_once() -> None:
    assert sorted(rules.kind.name for rules in kinds()) == sorted(KINDS)


def test_each_group_is_described_once_and_is_used() -> None:
    assert len(NAMES) == len(groups())
    source = (Path(eventwords.__file__).parent.parent / "data" / "events.toml").read_text("utf-8")
    own = {"not before", "not after", "background", "abroad"}
    unused = [name for name in NAMES - own if not re.search(rf'[" @/]{name}[" /<]', source)]
    assert unused == []


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.name)
def test_each_pattern_can_be_read(group: Group) -> None:
    for pattern in (*group.kk, *group.ru, *group.en):
        assert compile_pattern(pattern).literals
        assert "?" not in pattern


def test_what_tells_and_what_kinds_yield_to_is_known() -> None:
    assert telling() <= NAMES
    assert {kind for rules in kinds() for kind in rules.kind.yields_to} <= KINDS
    assert set(event_rules().titles) <= NAMES
    assert happening() < KINDS


def test_soft_rules_have_kinds_to_yield_to() -> None:
    for rules in kinds():
        assert bool(rules.kind.soft) == bool(rules.kind.yields_to), rules.kind.name


def test_each_rule_has_the_weight_of_its_list() -> None:
    (crime,) = (rules for rules in kinds() if rules.kind.name == "crime")
    weights = [weight for _, weight in crime.says]
    assert weights.count("firm") == len(crime.kind.says)
    assert weights.count("opening") == len(crime.kind.opening)
    assert weights.count("soft") == len(crime.kind.soft)


def test_every_rule_is_found_by_the_group_that_begins_it() -> None:
    filed = sum(len(rules) for rules in rules_by_group().values())
    assert filed == sum(len(rules.says) for rules in kinds())
    assert rules_by_group().keys() <= NAMES | NAMED


def test_words_stand_for_their_group() -> None:
    assert "workplace" in keys("на шахте")
    assert "workplace" in keys("шахтада", kazakh=True)


def test_kazakh_stems_hold_in_kazakh_texts_only() -> None:
    assert "death" in keys("қаза тапты", kazakh=True)
    russian = "рабочие вышли на смену и ждут ответа дирекции " * 4
    assert "death" not in keys(f"{russian}қаза тапты")


def test_a_rule_with_an_unknown_group_names_the_kind() -> None:
    kind = Kind(name="accident", says=("death + ghost",))
    with pytest.raises(DataError, match=r"'accident'.*ghost"):
        eventwords._compiled(kind, (), frozenset(NAMES))
