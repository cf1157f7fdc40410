"""Whole crawls that look again at pages which were edited, taken away, moved or are in trouble."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.faultsites import Site, article, serve
from tests.loopback import Hit, redirect, reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.faultsites import Answer, FaultRun

MARK = '"version-1"'
LAST = "Fri, 20 Nov 2026 10:00:00 GMT"
WALL = reply(
    b"<html><head><title>Just a moment...</title></head><body><script src='/cdn-cgi/challenge-platform/h/b.js'>"
    b"</script>Checking your browser before you access the site.</body></html>",
    status=403,
    Server="cloudflare",
)


def plain(hit: Hit) -> Answer:
    """A page with validators, which answers 304 to whoever has it."""
    if hit.headers.get("if-none-match") == MARK:
        return reply(status=304, ETag=MARK, length=-1)
    return reply(article(hit.host + hit.path), ETag=MARK, Last_Modified=LAST)


class Later:
    """A page that answers well at first and otherwise from the second time on, until it returns."""

    def __init__(self, later: Answer | Callable[[Hit], Answer], returns_at: int = 99) -> None:
        self.asked, self.later, self.returns_at = 0, later, returns_at

    def __call__(self, hit: Hit) -> Answer:
        self.asked += 1
        if 1 < self.asked < self.returns_at:
            return self.later(hit) if callable(self.later) else self.later
        return plain(hit)


def edited(hit: Hit) -> Answer:
    text = article(hit.host + hit.path).replace(b"</article>", b"<p>Five miners of the night shift are dead, the rescue service of Ridder said.</p></article>")  # fmt: skip
    return reply(text, ETag='"version-2"')


ANSWERS: Mapping[str, Callable[[Hit], Answer]] = {
    "/news/same": plain,
    "/news/edited": Later(edited),
    "/news/missing": Later(reply(status=404)),
    "/news/removed": Later(reply(status=410)),
    "/news/home": Later(redirect("/")),
    "/news/section": Later(redirect("/news")),
    "/news/back": Later(reply(status=404), returns_at=3),
    "/news/broken": Later(reply(b"oops", status=500)),
    "/news/cut": Later(lambda hit: reply(article(hit.host + hit.path)[:700], length=9000)),
    "/news/empty": Later(reply(b"<html><body></body></html>")),
}
PAPER: Mapping[str, Answer | Callable[[Hit], Answer]] = {
    **ANSWERS,
    "/": reply(b"<html><body><a href='/news/1'>Mines</a></body></html>"),
    "/news": reply(b"<html></html>"),
    "/news/never-there": redirect("/"),
}
SITES = (
    Site("paper", [*ANSWERS, "/news/never-there"], PAPER),
    # a site whose pages are behind a wall from the second crawl on
    Site("walled", ["/news/a", "/news/b"], {f"/news/{name}": Later(WALL) for name in "ab"}),
    Site(
        "busy",
        ["/news/a", "/news/b", "/news/c"],
        {f"/news/{name}": Later(reply(status=429, Retry_After="3000")) for name in "abc"},
    ),
    Site("frugal", [f"/news/{n}" for n in range(6)], fields={"max_revisits": 2}),
    Site("never", ["/news/a"], fields={"max_revisits": 0}),
)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultRun]:
    folder = tmp_path_factory.mktemp("revisits")
    for run in serve(SITES, folder):
        run.crawl()
        run.assert_neighbour()
        run.first = dict(run.rows("SELECT canonical_url, article_id FROM page"))  # type: ignore[attr-defined, arg-type]
        for hours in (7, 18):
            run.let_pass(timedelta(hours=hours))
            run.crawl()
        yield run


def outcomes(run: FaultRun, path: str, name: str = "paper") -> list[str]:
    url = run.page(name, path)["text_url"]
    return [row["outcome"] for row in run.rows("SELECT outcome FROM visit WHERE canonical_url = ? ORDER BY at", url)]  # fmt: skip


def hits(run: FaultRun, name: str, path: str) -> list[Hit]:
    return [hit for hit in run.server.hits if hit.host == f"{name}.test" and hit.path == path]


def test_the_healthy_neighbour_is_stored_and_looked_at_again(crawled: FaultRun) -> None:
    crawled.assert_neighbour()
    assert len(hits(crawled, "neighbour", "/news/0")) == 3


@pytest.mark.parametrize("path", ANSWERS)
def test_what_is_stored_stays_so_whatever_its_page_answers_later(
    crawled: FaultRun, path: str
) -> None:
    row = crawled.page("paper", path)
    assert (row["state"], row["reason"]) == ("kept", "")
    assert row["article_id"] == crawled.first[row["canonical_url"]]  # type: ignore[attr-defined]
    [text] = crawled.rows("SELECT text FROM article WHERE id = ?", row["article_id"])
    assert len(text["text"]) > 300


def test_a_page_that_did_not_change_costs_no_body(crawled: FaultRun) -> None:
    asked = hits(crawled, "paper", "/news/same")
    assert [hit.headers.get("if-none-match") for hit in asked] == [None, MARK, MARK]
    assert [hit.headers.get("if-modified-since") for hit in asked] == [None, LAST, LAST]
    assert outcomes(crawled, "/news/same") == ["text", "unchanged", "unchanged"]


def test_a_page_that_was_edited_is_fetched_again_and_its_new_text_stored(
    crawled: FaultRun,
) -> None:
    row = crawled.page("paper", "/news/edited")
    [text] = crawled.rows("SELECT text FROM article WHERE id = ?", row["article_id"])
    assert "Five miners of the night shift are dead" in text["text"]
    assert row["etag"] == '"version-2"'


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/news/missing", "answered 404"),
        ("/news/removed", "answered 410"),
        ("/news/home", "redirected to the front page"),
        ("/news/section", "redirected to a section page"),
    ],
)
def test_a_page_that_its_site_took_away_is_gone_since_it_was_missed_first(
    crawled: FaultRun, path: str, why: str
) -> None:
    row = crawled.page("paper", path)
    assert row["gone_why"] == why
    assert outcomes(crawled, path) == ["text", "gone", "gone"]
    [first, *_] = crawled.rows("SELECT at FROM visit WHERE canonical_url = ? AND outcome = 'gone' ORDER BY at", row["text_url"])  # fmt: skip
    assert row["gone_at"] == first["at"]


def test_a_page_that_came_back_is_gone_no_more(crawled: FaultRun) -> None:
    assert outcomes(crawled, "/news/back") == ["text", "gone", "text"]
    assert crawled.page("paper", "/news/back")["gone_at"] is None


@pytest.mark.parametrize("path", ["/news/broken", "/news/empty"])
def test_a_page_that_is_broken_for_now_is_not_gone(crawled: FaultRun, path: str) -> None:
    assert outcomes(crawled, path) == ["text", "failed", "failed"]
    assert crawled.page("paper", path)["gone_at"] is None


def test_a_page_that_led_to_the_front_page_at_once_was_never_stored(crawled: FaultRun) -> None:
    assert crawled.state("paper", "/news/never-there") == ("failed", "redirected to the front page")
    assert len(hits(crawled, "paper", "/news/never-there")) == 1


@pytest.mark.parametrize("name", ["walled", "busy"])
def test_a_site_in_trouble_loses_nothing_and_is_left_alone(crawled: FaultRun, name: str) -> None:
    assert crawled.state(name, "/news/a") == ("kept", "")
    assert crawled.page(name, "/news/a")["gone_at"] is None
    assert crawled.page(name, "/news/a")["revisit_at"] is not None
    rows = crawled.rows("SELECT 1 FROM visit v JOIN page p ON p.text_url = v.canonical_url WHERE p.source_id = ? AND v.outcome NOT IN ('text', 'failed')", name)  # fmt: skip
    assert rows == []


def test_no_page_of_a_host_that_asked_for_a_pause_is_looked_at(crawled: FaultRun) -> None:
    asked = [hit for hit in crawled.server.hits if hit.host == "busy.test" and hit.path.startswith("/news/")]  # fmt: skip
    # each page once, and one of them once more in each crawl: the pause held the others back
    assert len(asked) <= 5


def test_a_source_has_no_more_pages_looked_at_again_than_its_file_says(crawled: FaultRun) -> None:
    asked = [path for path in crawled.asked("frugal") if path.startswith("/news/")]
    assert len(asked) == 6 + 2 + 2
    assert len(hits(crawled, "never", "/news/a")) == 1


def test_the_run_counts_what_did_not_change_and_what_is_gone(crawled: FaultRun) -> None:
    [row] = crawled.rows("SELECT * FROM run_summary WHERE source = 'paper' ORDER BY run_id DESC LIMIT 1")  # fmt: skip
    assert (row["gone"], row["new"]) == (4, 0)
    assert row["unchanged"] >= 1


def test_new_pages_come_first_and_only_due_hubs_are_asked(tmp_path: Path) -> None:
    old = [f"/news/{number}" for number in range(3)]
    listed = list(old)
    site = Site("paper", listed, fields={"max_pages": 5, "delay_seconds": 0})
    for run in serve([site], tmp_path):
        run.crawl()
        run.let_pass(timedelta(hours=7))
        listed[:0] = [f"/fresh/{random.Random(n).randint(100, 999)}" for n in range(4)]
        seen = len(run.asked("paper"))
        run.crawl()
        asked = [path for path in run.asked("paper")[seen:] if path.count("/") == 2]
        # four new ones and, within the budget of five, one of the stored
        assert sorted(asked[:4]) == sorted(listed[:4])
        assert len(asked) == 5
        seen = len(run.asked("paper"))
        run.crawl("due=1")
        asked = run.asked("paper")[seen:]
        # what there was no room for; the feed has its own time
        assert len(asked) == 3
        assert set(asked) < {"/robots.txt", *old}
