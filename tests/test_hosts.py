"""Who is to be left alone, and why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawler.failures import Blocked, Silent, Throttled
from crawler.middlewares.hosts import Hosts

PLAIN, WWW, OTHER = "https://news.kz/a", "https://www.news.kz/b", "https://other.kz/"


def test_a_host_that_nothing_is_known_of_is_asked() -> None:
    assert Hosts().refusal(PLAIN) is None


def test_a_pause_holds_with_and_without_www_and_for_no_other_host() -> None:
    hosts, until = Hosts(), datetime.now(UTC) + timedelta(minutes=5)
    hosts.pauses(WWW).closed_until = until
    for url in (PLAIN, WWW):
        refusal = hosts.refusal(url)
        assert isinstance(refusal, Throttled)
        assert refusal.until == until
    assert hosts.refusal(OTHER) is None


def test_a_pause_that_is_over_holds_no_longer() -> None:
    hosts = Hosts()
    hosts.pauses(PLAIN).closed_until = datetime.now(UTC) - timedelta(seconds=1)
    assert (hosts.refusal(PLAIN), hosts.throttled(WWW)) == (None, None)


def test_a_host_that_is_silent_or_blocks_us_is_refused_in_its_own_spelling_only() -> None:
    hosts = Hosts()
    hosts.host(PLAIN).silent = "timed out"
    hosts.host(OTHER).blocked = "a challenge page"
    assert isinstance(hosts.refusal(PLAIN), Silent)
    assert isinstance(hosts.refusal(OTHER), Blocked)
    assert hosts.refusal(WWW) is None


def test_the_pause_is_told_before_all_else_for_it_says_until_when() -> None:
    hosts = Hosts()
    hosts.host(PLAIN).silent = "timed out"
    hosts.pauses(PLAIN).closed_until = datetime.now(UTC) + timedelta(minutes=5)
    assert isinstance(hosts.refusal(PLAIN), Throttled)
