"""A crawl gets no address of a receiver, and knows the receivers' names all the same."""

from __future__ import annotations

import json

import pytest

from desk.config.loading import load
from desk.daemon.childenv import environment_of

SECRET = "tgram://SECRETTOKEN/1"


@pytest.mark.parametrize(
    "given",
    [
        {"KENWATCH_SINKS__PHONE": SECRET},
        {"KENWATCH_SINKS": json.dumps({"phone": SECRET})},
        {"KENWATCH_Sinks__Phone": SECRET, "KENWATCH_DAEMON__PING_URL": SECRET},
        {
            "KENWATCH_SINKS__PHONE": "x://",
            "KENWATCH_DAEMON": json.dumps({"ping_url": SECRET, "tick_seconds": 7}),
        },
    ],
)
def test_a_crawl_reads_the_same_names_and_no_address(given: dict[str, str]) -> None:
    rules = {"KENWATCH_ALARMS__SINKS": "phone"}
    found = environment_of("crawl", {**given, **rules}, {}, ())
    assert "SECRET" not in str(found)
    config = load(None, found, secrets=False)
    assert config.alarms.sinks == ("phone",)
    assert config.daemon.tick_seconds == load(None, {**given, **rules}).daemon.tick_seconds


def test_variables_that_the_file_names_are_kept_from_a_crawl_alone() -> None:
    environ = {"PHONE_URL": SECRET, "PATH": "/bin", "NOTIFY_SOCKET": "x"}
    crawl = environment_of("crawl", environ, {"A": "1"}, ["PHONE_URL", "PATH"])
    assert crawl == {"PATH": "/bin", "A": "1"}
    alerts = environment_of("alerts", environ, {}, ["PHONE_URL"])
    assert alerts == {"PHONE_URL": SECRET, "PATH": "/bin"}


@pytest.mark.parametrize("value", ["", " ", "5", "[]", "{"])
def test_what_is_no_table_gives_a_crawl_nothing(value: str) -> None:
    found = environment_of("crawl", {"KENWATCH_SINKS": value}, {}, ())
    assert found["KENWATCH_SINKS"] in {value, "{}"}
    assert "[" not in found["KENWATCH_SINKS"]
