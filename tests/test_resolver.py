"""The half of the address guard that judges the name server's answers."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.settings import Settings
from twisted.internet import defer
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from crawler.resolver import GuardedResolver, pins_of, sources_of
from tests.crawling import write_source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from twisted.internet.defer import Deferred


class Answering(GuardedResolver):
    """Answers from a list instead of asking the system; an empty list means no such name."""

    def __init__(self, *answers: str, **more: Any) -> None:
        super().__init__(None, 0, 1.0, **more)  # type: ignore[arg-type]
        self.answers = list(answers)

    def look_up(self, name: str, timeout: Sequence[int] = ()) -> Deferred[Any]:  # noqa: ARG002
        if self.answers:
            return defer.succeed(self.answers.pop(0))
        return defer.fail(DNSLookupError(name))


def outcome(resolver: GuardedResolver, name: str) -> str | type[BaseException]:
    results: list[Any] = []
    resolver.getHostByName(name).addBoth(results.append)
    (result,) = results
    if isinstance(result, Failure):
        assert result.value is not None
        return type(result.value)
    return str(result)


def test_a_public_answer_is_given_on() -> None:
    assert outcome(Answering("92.46.50.1"), "news.kz") == "92.46.50.1"


@pytest.mark.parametrize("answer", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "0.0.0.0", "junk"])
def test_a_private_answer_fails_and_is_remembered(answer: str) -> None:
    resolver = Answering(answer)
    assert outcome(resolver, "News.KZ.") is DNSLookupError
    assert resolver.refused == {"news.kz": answer}


def test_a_name_that_changes_to_a_private_address_is_refused_the_second_time() -> None:
    resolver = Answering("92.46.50.1", "127.0.0.1", "92.46.50.1")
    assert outcome(resolver, "rebind.kz") == "92.46.50.1"
    assert outcome(resolver, "rebind.kz") is DNSLookupError
    assert outcome(resolver, "rebind.kz") == "92.46.50.1"
    assert resolver.refused == {}


def test_a_name_that_does_not_exist_is_not_called_private() -> None:
    resolver = Answering()
    assert outcome(resolver, "nowhere.kz") is DNSLookupError
    assert resolver.refused == {}


def test_a_pinned_host_has_exactly_its_pin_whatever_the_name_server_says() -> None:
    resolver = Answering("92.46.50.1", pins={"sample.test": "127.0.0.1"})
    assert outcome(resolver, "SAMPLE.test") == "127.0.0.1"
    assert outcome(resolver, "sub.sample.test") == "92.46.50.1"


def test_a_proxy_named_on_purpose_may_be_private_and_nothing_else_may() -> None:
    resolver = Answering("10.0.0.8", "10.0.0.8", proxy="http://user:word@proxy.lan:3128")
    assert outcome(resolver, "proxy.lan") == "10.0.0.8"
    assert outcome(resolver, "other.lan") is DNSLookupError


def test_pins_come_from_the_source_files_and_a_bad_one_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_source(tmp_path, "one", pin={"One.test": "127.0.0.1", "two.test": "localhost"})
    pins = pins_of(sources_of(Settings({"SOURCES_DIR": str(tmp_path)})))
    assert pins == {"one.test": "127.0.0.1"}
    assert "pin of two.test is 'localhost', not an address" in caplog.text


def test_without_readable_sources_nothing_is_pinned_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert sources_of(Settings({"SOURCES_DIR": str(tmp_path / "none")})) == ()
    assert "holds no source file" in caplog.text
    assert "Traceback" not in caplog.text
