from __future__ import annotations

import pytest

from crawler.survey.checks import Asked, judge_failure
from tests.crawling import make_source

ASKED = Asked(make_source("x"), "https://x.kz/rss", "feed")


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("host not found", "dns"),
        ("connection refused", "refused"),
        ("no connection", "refused"),
        ("timed out", "timeout"),
        ("certificate not valid", "tls"),
        ("secure connection failed", "tls"),
        ("robots.txt forbids it", "robots"),
        ("robots.txt unreachable (answered 503)", "robots"),
        ("robots.txt unreachable (host not found)", "dns"),
        ("robots.txt unreachable (timed out)", "timeout"),
        ("robots.txt unreachable (certificate not valid)", "tls"),
        ("host gives no answer (timed out)", "timeout"),
        ("host gives no answer (connection was lost)", "unreadable"),
        ("throttled by the host", "blocked"),
        ("blocks us: answered 403", "blocked"),
        ("blocks us: a challenge page of Cloudflare", "challenge"),
        ("blocks us: a captcha", "challenge"),
        ("address is private (10.0.0.1)", "private"),
        ("redirected to a private address (127.0.0.1)", "private"),
        ("moved to host y.kz", "moved"),
        ("redirected in a circle", "moved"),
        ("larger than the cap", "unreadable"),
        ("", "unreadable"),
    ],
)
def test_each_reason_in_words_has_its_verdict(words: str, verdict: str) -> None:
    check = judge_failure(ASKED, words)
    assert (check.verdict, check.works) == (verdict, False)
    assert (check.source_id, check.url, check.kind) == ("x", "https://x.kz/rss", "feed")
    assert check.cause in words


def test_the_fate_of_robots_is_that_of_the_host_only_where_the_host_gave_no_answer() -> None:
    assert judge_failure(ASKED, "robots.txt unreachable (timed out)").cause == "timed out"
    words = "robots.txt unreachable (answered 503)"
    assert judge_failure(ASKED, words).cause == words
