from __future__ import annotations

import json

import pytest

from desk.alerts import listing
from desk.config.model import Query
from pipelines.outbox import SinkTally
from tests.receivers import config_of

CONFIG = config_of(
    """
language = "ru"
[sinks]
phone = "tgram://123:TOKEN/42"
desk = "mailtos://user:PASSWORD@mail.example"
[[rules]]
name = "deadly"
events = ["accident", "strike"]
severity = "high"
sinks = ["phone", "desk"]
quiet = "22:00-07:00"
language = "kk"
[[rules]]
name = "ridder"
towns = ["Риддер\\u202e"]
updates = 1
[[digests]]
name = "week"
every = "week"
on = "friday"
at = "09:30"
sinks = ["desk"]
[alarms]
sinks = ["desk"]
"""
)
TALLIES = [
    SinkTally(sink="phone", waiting=2, sent=5, given_up=1, problem="answered HTTP 500",
              oldest_waiting_at="2026-11-20T05:00:00+00:00",
              last_sent_at="2026-11-20T04:00:00+00:00"),
    SinkTally(sink="old", waiting=1, sent=0, given_up=0, problem="", last_sent_at=None,
              oldest_waiting_at="2026-11-19T05:00:00+00:00"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (Query(), "every story"),
        (Query(topics=("mining", "monotown")), "mining or mono-towns"),
        (Query(severity="medium"), "severity medium or higher"),
        (
            Query(events=("accident",), towns=("Risder",), companies=("Qarmet", "Kazzinc")),
            "accident; in Risder; on Qarmet or Kazzinc",
        ),
        (
            Query(languages=("kk", "de"), sources=("azattyq",), words="қар метан"),
            "written in Kazakh or de; of azattyq; with the words “қар метан”",
        ),
    ],
)
def test_a_query_is_told_in_words(query: Query, words: str) -> None:
    assert listing.asks_for(query) == words


def test_rules_digests_and_sinks_are_told_in_words() -> None:
    assert listing.lines(CONFIG, TALLIES) == [
        "Rules and digests",
        (
            "  deadly: accident or strike; severity high; at once, 3 updates at most, to phone, desk,"
            " in Kazakh, not 22:00-07:00"
        ),
        "  ridder: in Риддер; at once, 1 update at most, to nobody (a feed only), in Russian",
        "  week: every story; every Friday at 09:30, to desk, in Russian",
        "",
        "Troubles of sources and of kenwatch: to desk, in Russian",
        "",
        "Sinks (times of Almaty)",
        (
            "  phone (tgram://…): 2 waiting since 2026-11-20 10:00; 5 sent, last 2026-11-20 09:00;"
            " 1 given up (see `kenwatch alerts retry`); last problem: answered HTTP 500"
        ),
        "  desk (mailtos://…): 0 waiting; 0 sent",
        (
            "  old (no longer in the configuration file: its messages wait): 1 waiting since"
            " 2026-11-19 10:00; 0 sent"
        ),
    ]


def test_an_empty_file_is_told_as_such() -> None:
    assert listing.lines(config_of(""), []) == [
        "Rules and digests",
        "  none; write them into the configuration file",
        "",
        "Troubles of sources and of kenwatch: told to nobody",
        "",
        "Sinks (times of Almaty)",
        "  none",
    ]


def test_records_hold_the_same_and_no_secret() -> None:
    rules, sinks = listing.rule_records(CONFIG), listing.sink_records(CONFIG, TALLIES)
    assert [rule["name"] for rule in rules] == ["deadly", "ridder", "week"]
    assert [rule["kind"] for rule in rules] == ["rule", "rule", "digest"]
    assert rules[0]["quiet"] == "22:00-07:00"
    assert rules[2]["when"] == "every Friday at 09:30"
    daily = config_of('[[digests]]\nname = "day"')
    assert listing.rule_records(daily)[0]["when"] == "every day at 08:00"
    assert [(sink["name"], sink["address"]) for sink in sinks] == [
        ("phone", "tgram://…"), ("desk", "mailtos://…"), ("old", None),
    ]  # fmt: skip
    text = json.dumps([rules, sinks])
    assert "TOKEN" not in text
    assert "PASSWORD" not in text
