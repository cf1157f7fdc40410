from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desk.alerts import direct
from desk.alerts.outcome import NOT_TAKEN, TAKEN, Outcome
from tests.receivers import secret

if TYPE_CHECKING:
    from pipelines.outbox import Message

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LANGUAGES = ("kk", "ru", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_test_message_names_its_sink_in_the_language_of_the_file(language: str) -> None:
    one, other = direct.tests(["phone", "desk"], language, NOW)
    assert (one.kind, one.sink, one.language, one.html) == ("test", "phone", language, "")
    assert "phone" in one.body
    assert "kenwatch" in one.title
    assert one.key != other.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cry_tells_where_and_what_and_that_it_is_over(language: str) -> None:
    given = {"problem": "disk\n\x1b[2Jfull", "archive": Path("/a/k.db"), "host": "desk-1"}
    (begun,) = direct.cries(["phone"], language, NOW, **given)  # type: ignore[arg-type]
    (over,) = direct.cries(["phone"], language, NOW, **given, is_over=True)  # type: ignore[arg-type]
    for one in (begun, over):
        assert one.kind == "alarm"
        assert all(word in one.body for word in ("disk full", "/a/k.db", "desk-1"))
        assert "\x1b" not in one.body
        assert one.body == one.body.strip()
    assert begun.title != over.title


def test_the_languages_differ() -> None:
    texts = {direct.tests(["phone"], language, NOW)[0].body for language in LANGUAGES}
    assert len(texts) == 3


def test_each_sink_is_told_of_in_the_order_given_though_one_hangs() -> None:
    def send(address: str, message: Message) -> Outcome:
        assert address == f"json://{message.sink}"
        if message.sink == "slow":
            time.sleep(0.6)
        return NOT_TAKEN if message.sink == "ill" else TAKEN

    sinks = {name: secret(f"json://{name}") for name in ("slow", "ill", "well")}
    results = direct.send_now(direct.tests(list(sinks), "en", NOW), sinks, send, 0.3)
    assert results == [
        ("slow", Outcome("gave no answer within 0.3 seconds")),
        ("ill", NOT_TAKEN),
        ("well", TAKEN),
    ]
