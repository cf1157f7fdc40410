"""Every word with which pages and hubs fail has its place among the signs."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import failures, homeward
from crawler.failures import Blocked, Silent, Throttled
from desk.health import signs
from desk.health.signs import address_in, is_known, sign_of, without_address
from pipelines.model import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

CRAWLER = Path(failures.__file__).parent
# what raises or tells a failure; the survey asks on the command line, and no crawl hears of it
TELLERS = {"Refused", "RedirectRefused", "AddressRefused", "RobotsRefused", "Blocked", "Silent"}
TABLES = {"_PROBLEMS", "_WORDS", "NO_ANSWER"}


def modules() -> Iterator[ast.Module]:
    for path in CRAWLER.rglob("*.py"):
        if "survey" not in path.parts:
            yield ast.parse(path.read_text("utf-8"))


def texts(node: ast.AST) -> Iterator[str]:
    """The words of a literal, with something for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = [str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values]
        # in brackets stands another reason
        yield "".join(parts).replace("(7)", "(timed out)")


def words_of(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "")
            if name in TELLERS and node.args:
                yield from texts(node.args[0])
            for keyword in node.keywords:
                if keyword.arg == "problem":
                    yield from texts(keyword.value)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if getattr(target, "id", "") in TABLES:
                found = [one.values for one in ast.walk(node.value) if isinstance(one, ast.Dict)]
                parts = [value for values in found for value in values] or ast.walk(node.value)
                for part in parts:
                    yield from texts(part)


WORDS = sorted({words for tree in modules() for words in words_of(tree)})


def test_the_words_of_the_crawler_are_found_in_its_text() -> None:
    for words in ("robots.txt forbids it", "timed out", "moved to host 7", "is empty", "is a web page, not a feed"):  # fmt: skip
        assert words in WORDS


@pytest.mark.parametrize("words", WORDS)
def test_every_word_of_the_crawler_has_its_place(words: str) -> None:
    assert is_known(words)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_of_the_pipelines_has_its_place(reason: Reason) -> None:
    assert str(reason) in signs._WORDS
    assert (sign_of(reason).kind == "fine") == reason.is_off_topic


@pytest.mark.parametrize(
    ("words", "kind", "cause"),
    [
        *((f"answered {status}", "blocked", "answered") for status in (401, 403, 429, 451)),
        *((f"answered {status}", "down", "answered") for status in (408, 425, 500, 502, 503)),
        *((f"answered {status}", "moved", "not_found") for status in (404, 410)),
        ("robots.txt forbids it", "blocked", "robots"),
        ("robots.txt unreachable (answered 503)", "down", "answered"),
        ("robots.txt unreachable (throttled by the host)", "blocked", "throttled"),
        ("throttled by the host until 11-23 10:00", "blocked", "throttled"),
        ("host gives no answer (timed out)", "down", "no_answer"),
        ("blocks us: a captcha", "challenge", "robot_check"),
        ("blocks us: a challenge page of Cloudflare", "challenge", "robot_check"),
        ("blocks us: answered 403", "blocked", "answered"),
        ("robot check in place of the page", "challenge", "robot_check"),
        ("moved to host other.kz", "moved", "moved_to"),
        (homeward.HOME, "moved", "redirects"),
        (homeward.SECTION, "moved", "redirects"),
        ("cdn.kz is not a host of agency", "moved", "redirects"),
        ("address is private (10.0.0.1)", "down", "private"),
        ("port 34981 is not one of a web site", "moved", "redirects"),
        ("bytes could not be decoded", "charset", "undecodable"),
        ("is XML of another kind, not a feed", "unread", "other_content"),
        ("POST to another site", "page", "page"),
        ("needs Chromium: install it", "own", "own"),
    ],
)
def test_a_word_tells_the_trouble_it_stands_for(words: str, kind: str, cause: str) -> None:
    told = f"{words} (https://agency.kz/rss?a=(1))"
    for one in (words, told):
        assert (sign_of(one).kind, sign_of(one).cause) == (kind, cause)


def test_what_speaks_of_no_network_is_told_apart() -> None:
    for words in (*failures.NO_ANSWER, "host gives no answer (host not found)"):
        assert sign_of(words).no_network
    for words in ("answered 503", "certificate not valid", "answer was cut short"):
        assert not sign_of(words).no_network


def test_the_refusals_that_are_made_at_run_time_are_known() -> None:
    made = (
        Throttled(datetime(2026, 11, 23, tzinfo=UTC)),
        Blocked("a captcha"),
        Silent("timed out"),
    )
    for error in made:
        assert is_known(str(error))
        assert is_known(error.reason)


def test_what_nobody_has_foreseen_is_told_as_it_stands() -> None:
    sign = sign_of("the moon is full")
    assert (sign.kind, sign.cause, sign.values) == ("down", "other", {"words": "the moon is full"})
    assert not is_known("the moon is full")


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_words_have_a_sign_and_an_address_behind_them_changes_nothing(words: str) -> None:
    sign = sign_of(words)
    assert sign.kind
    plain = without_address(words).strip()
    assert sign_of(f"{plain} (https://agency.kz/rss)").kind == sign.kind


def test_the_address_of_a_problem_is_found() -> None:
    assert address_in("timed out (https://agency.kz/rss)") == "https://agency.kz/rss"
    assert address_in("timed out") == ""
