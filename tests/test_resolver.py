"""The half of the address guard that judges the name server's answers."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.resolver import dnscache
from scrapy.settings import Settings
from twisted.internet import defer
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from crawler.resolver import GuardedResolver, first_ipv6, pins_of, sources_of
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


class TwoFamilies(GuardedResolver):
    """Knows IPv6 addresses only; what is asked first fails with the words given."""

    def __init__(self, words: str = "address not found", *found: str, cache_size: int = 0) -> None:
        super().__init__(None, cache_size, 1.0)  # type: ignore[arg-type]
        self.words, self.found, self.asked = words, list(found), 0

    def look_up(self, name: str, timeout: Sequence[int] = ()) -> Deferred[Any]:  # noqa: ARG002
        missing: Deferred[Any] = defer.fail(DNSLookupError(self.words))
        return missing.addErrback(self._other_family, name)

    def ask_ipv6(self, name: str) -> Deferred[Any]:
        self.asked += 1
        return defer.succeed(self.found.pop()) if self.found else defer.fail(OSError(name))


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


def test_a_host_with_an_ipv6_address_only_is_found() -> None:
    assert outcome(TwoFamilies("none", "2a00:1450::1"), "six.kz") == "2a00:1450::1"


@pytest.mark.parametrize(
    "answer",
    ["::1", "fe80::1%eth0", "fec0::1", "fd00::8", "::ffff:10.0.0.8", "64:ff9b::7f00:1", "2002:7f00:1::"],
)  # fmt: skip
def test_a_private_ipv6_answer_is_refused_like_any_other(answer: str) -> None:
    resolver = TwoFamilies("none", answer)
    assert outcome(resolver, "six.kz") is DNSLookupError
    assert resolver.refused == {"six.kz": answer}


def test_a_name_without_any_address_fails_with_the_first_words() -> None:
    resolver = TwoFamilies("no such name")
    failures: list[Any] = []
    resolver.getHostByName("nowhere.kz").addErrback(failures.append)
    assert str(failures[0].value) == "DNS lookup failed: no such name."
    assert resolver.asked == 1


def test_a_mute_name_server_is_not_asked_a_second_time() -> None:
    resolver = TwoFamilies("address 'six.kz' not found: timeout error", "2a00:1450::1")
    assert outcome(resolver, "six.kz") is DNSLookupError
    assert resolver.asked == 0


def test_an_ipv6_answer_is_kept_as_an_ipv4_one_is() -> None:
    resolver = TwoFamilies("none", "2a00:1450::1", cache_size=10)
    try:
        assert outcome(resolver, "kept.kz") == "2a00:1450::1"
        assert dnscache["kept.kz"] == "2a00:1450::1"
    finally:
        dnscache.clear()


def test_the_system_is_asked_for_an_ipv6_address() -> None:
    assert first_ipv6("::1") == "::1"
    with pytest.raises(OSError, match=r"."):
        first_ipv6("127.0.0.1")


def test_pins_come_from_the_source_files_and_a_bad_one_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_source(tmp_path, "one", pin={"One.test": "127.0.0.1", "two.test": "localhost"})
    pins = pins_of(sources_of(Settings({"SOURCES_DIR": str(tmp_path)})))
    assert pins == {"one.test": "127.0.0.1"}
    assert "pin of two.test is 'localhost', not an address" in caplog.text


def test_a_wrong_file_takes_no_pin_from_its_neighbours(tmp_path: Path) -> None:
    write_source(tmp_path, "one")
    (tmp_path / "bad.toml").write_text("id = 'bad'", "utf-8")
    assert pins_of(sources_of(Settings({"SOURCES_DIR": str(tmp_path)}))) == {
        "one.test": "127.0.0.1"
    }


def test_without_readable_sources_nothing_is_pinned_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert sources_of(Settings({"SOURCES_DIR": str(tmp_path / "none")})) == ()
    assert "holds no source file" in caplog.text
    assert "Traceback" not in caplog.text
