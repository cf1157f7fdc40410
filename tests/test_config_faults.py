from __future__ import annotations

import typing
from typing import Any

import pytest
from pydantic import ValidationError

from desk.config import faults
from desk.config.model import Config


def told(values: dict[str, Any], names: dict[Any, str] | None = None) -> list[str]:
    with pytest.raises(ValidationError) as found:
        Config.model_validate(values)
    return faults.in_words(found.value.errors(), values, names or {}, "k.toml")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"daemon": {"tick_seconds": "x"}}, 'daemon.tick_seconds must be a number, not "x"'),
        ({"daemon": {"tick_seconds": 0}}, "daemon.tick_seconds must be at least 0.2, not 0"),
        ({"daemon": {"crawl_minutes": 1.5}}, "daemon.crawl_minutes must be a whole number, not 1.5"),
        ({"daemon": {"crawl_minutes": []}}, "daemon.crawl_minutes must be a whole number"),
        ({"daemon": {"status_port": 99999}}, "daemon.status_port must be at most 65535, not 99999"),
        ({"raw_pages": {"max_gb": 0}}, "raw_pages.max_gb must be more than 0, not 0"),
        ({"daemon": 5}, "daemon must be a table with keys of its own"),
        ({"sinks": []}, "sinks must be a table with keys of its own"),
        ({"contact": 5}, "contact must be text in quotes, not 5"),
        ({"archive": 5}, "archive must be a path in quotes, not 5"),
        ({"rules": {"name": "a"}}, "rules must be tables: write [[rules]] above each"),
        ({"rules": ["a"]}, "rule 1 must be a table with keys of its own"),
        ({"rules": [{}]}, "rule 1: name is needed"),
        ({"digests": [{"name": "d", "at": "8.30"}]}, "digest \"d\": at '8.30' is no time of day: write 08:00"),
        ({"digests": [{"name": "d", "at": 800}]}, 'digest "d": at is a time of Almaty in quotes: write "08:00"'),
        (
            {"rules": [{"name": "A b"}]},
            "rule 1: name 'A b' is no name: write small letters, digits, - and _, up to 40",
        ),
        (
            {"rules": [{"name": "a", "towns": "Риддер"}]},
            'rule "a": towns must be a list, like ["one", "two"], not "Риддер"',
        ),
        (
            {"rules": [{"name": "a", "towns": ["x", 5]}]},
            'rule "a": towns entry 2 must be text in quotes, not 5',
        ),
        (
            {"rules": [{"name": "a", "severity": "hgih"}]},
            'rule "a": severity must be low, medium or high, not "hgih"; did you mean high?',
        ),
        ({"language": "кк"}, 'language must be kk, ru or en, not "кк"'),
        ({"digests": [{"name": "d", "every": "year"}]}, 'digest "d": every must be day or week, not "year"'),
        (
            {"alarms": {"quiet": "22-7"}},
            "alarms.quiet '22-7' is no span of hours: write 22:00-07:00",
        ),
        ({"alarms": {"quiet": "22:00-25:00"}}, "alarms.quiet '25:00' is no time of day: write 08:00"),
        (
            {"alarms": {"quiet": "22:00-22:00"}},
            "alarms.quiet '22:00-22:00' ends when it begins: write 22:00-07:00",
        ),
        ({"alarms": {"quiet": 22}}, 'alarms.quiet is a span of hours in quotes: write "22:00-07:00"'),
        (
            {"rules": [{"name": "a"}], "digests": [{"name": "a"}]},
            "the name 'a' is given twice; each rule and digest has its own",
        ),
        ({"alarms": {"sinks": ["phone"]}}, "alarms: no sink is called 'phone' (known: none is given)"),
    ],
)  # fmt: skip
def test_each_wrong_value_is_told_in_words(values: dict[str, Any], words: str) -> None:
    assert told(values) == [f"k.toml: {words}"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"contcat": ""}, "contcat: there is no such key; did you mean contact?"),
        ({"daemon": {"tikc_seconds": 1}}, "daemon.tikc_seconds: there is no such key; did you mean tick_seconds?"),
        ({"daemon": {"archive": "a"}}, "daemon.archive: there is no such key; archive belongs above the first [section]"),
        ({"ping_minutes": 1}, "ping_minutes: there is no such key; ping_minutes belongs under [daemon]"),
        ({"severity": "low"}, "severity: there is no such key; severity belongs under [[rules]]"),
        ({"log": {"zzz": 1}}, "log.zzz: there is no such key; known are form, level, file, max_mb, keep"),
        ({"rules": [{"name": "a", "town": []}]}, 'rule "a": town: there is no such key; did you mean towns?'),
    ],
)  # fmt: skip
def test_an_unknown_key_is_told_with_what_may_be_meant(values: dict[str, Any], words: str) -> None:
    assert told(values) == [f"k.toml: {words}"]


def test_a_variable_is_blamed_for_what_it_says() -> None:
    values = {
        "daemon": {"tick_seconds": "x", "tikc_seconds": 1},
        "rules": [{"name": "a", "updates": -1}],
    }
    names = {
        ("daemon", "tick_seconds"): "KENWATCH_DAEMON__TICK_SECONDS",
        ("daemon", "tikc_seconds"): "KENWATCH_DAEMON__TIKC_SECONDS",
        ("rules",): "KENWATCH_RULES",
    }
    assert told(values, names) == [
        'KENWATCH_DAEMON__TICK_SECONDS must be a number, not "x"',
        "KENWATCH_DAEMON__TIKC_SECONDS: there is no such key; did you mean tick_seconds?",
        'KENWATCH_RULES rule "a": updates must be at least 0, not -1',
    ]


def test_an_address_in_the_wrong_place_is_not_shown() -> None:
    address = "tgram://123456789:TOKENTOKEN/42"
    for values in (
        {"rules": [{"name": address}]},
        {"rules": [{"name": "a", "sinks": [address]}]},
        {"contact": {}, "daemon": {address: 1}},
        {"language": address},
        {"sinks": {address: "phone"}},
        {"sinks": {"phone": [address]}},
    ):
        assert not [words for words in told(values) if "TOKEN" in words]


def test_long_values_are_cut() -> None:
    (words,) = told({"language": "x" * 500})
    assert len(words) < 130


def test_what_pydantic_says_else_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_WORDS", {})
    assert told({"contact": 5}) == ["k.toml: contact is wrong: input should be a valid string"]


def test_a_table_below_a_table_that_is_none_has_no_known_keys() -> None:
    assert faults._keys(("sinks", "phone", "x")) == []
    assert faults._model(typing.Any) is None
