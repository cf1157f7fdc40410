"""The pages of sources and of coverage."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from desk import options
from desk.cards import sourcecards
from desk.moments import ALMATY
from desk.web import localnames, sources, sourcewords
from pipelines.model import Reason
from tests.desk_archive import build, empty, insert
from tests.test_web_coveragegrid import source
from tests.webdesk import get, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime.now(UTC)
SCRIPT = "<script>alert(1)</script>"


def stamp(**ago: float) -> str:
    return (NOW - timedelta(**ago)).isoformat()


def _add_watching(db: sqlite3.Connection) -> None:
    today = NOW.astimezone(ALMATY).date()
    # the last days are counted anew from the pages
    for back in range(5, 20):
        insert(db, "source_day", source_id="steppe_news", day=(today - timedelta(days=back)).isoformat(),
               crawls=4, hubs_ok=4, listed=10, fetched=9, stored=2, dropped=1,
               reasons=json.dumps({f"no text {SCRIPT}": 1}))  # fmt: skip
    hub = "https://steppe.example/rss"
    insert(db, "hub", url=hub, source_id="steppe_news", kind="feed", http_status=200, checked_at=stamp(hours=1),
           read_at=stamp(hours=1), due_at=stamp(hours=-1), entries=12)  # fmt: skip
    insert(db, "hub", url="javascript:alert(2)", source_id="steppe_news", kind="robots", http_status=500,
           checked_at=stamp(hours=1), failures=3, problem=SCRIPT + "x" * 999)  # fmt: skip
    insert(
        db,
        "watch",
        hub_url=hub,
        source_id="steppe_news",
        begins_at=stamp(days=40),
        ends_at=stamp(minutes=1),
    )
    insert(db, "issue", source_id="steppe_news", kind="state", url=hub, detail="d", first_seen_at=stamp(days=9),
           last_seen_at=stamp(days=8), ended_at=stamp(days=8), evidence=json.dumps(
               {"state": "blocked", "why": "x", "share": 0.5,
                "cause": {"key": "answered", "values": {"status": 403}, "count": None}}))  # fmt: skip
    insert(db, "issue", source_id="steppe_news", kind="page", url="https://steppe.example/1", detail=SCRIPT,
           first_seen_at=stamp(days=2), last_seen_at=stamp(days=1), times=2)  # fmt: skip
    insert(db, "page", canonical_url="https://steppe.example/2", url="https://steppe.example/2",
           source_id="steppe_news", via="feed", hub_url=hub, state="failed", reason="answered 503",
           first_seen_at=stamp(hours=3), next_check_at=stamp(hours=-1), day=today.isoformat())  # fmt: skip


@pytest.fixture(scope="module", name="path")
def _path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("sources") / "a.db")
    db = sqlite3.connect(path)
    with db:
        _add_watching(db)
        db.execute("UPDATE source SET enabled = 0 WHERE id = 'azattyq'")
    db.close()
    return path


@pytest.fixture(scope="module", name="pages")
def _pages(path: Path) -> Iterator[Any]:
    files = {"steppe_news": source("steppe_news", "ridder")}
    with serving(path, sources=lambda: files) as served:
        yield served


@pytest.fixture(scope="module", name="db")
def _db(path: Path) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    yield db
    db.close()


def test_every_source_is_listed_with_its_state(pages: Any) -> None:
    text = get(pages, "/sources").text
    assert text.index("/source/vestnik") < text.index("/source/steppe_news")
    assert text.index("/source/steppe_news") < text.index("/source/azattyq")
    assert "switched off" in text


@pytest.mark.parametrize(
    ("query", "there", "away"),
    [
        ("state=off", "azattyq", "vestnik"),
        ("state=trouble", "", "azattyq"),
        ("group=industry", "vestnik", "azattyq"),
        ("country=KG", "", "vestnik"),
        ("language=kk", "", "vestnik"),
        ("q=ГОРНЫЙ", "vestnik", "azattyq"),
    ],
)
def test_filters_leave_what_is_meant(pages: Any, query: str, there: str, away: str) -> None:
    text = get(pages, f"/sources?{query}").text
    assert f'href="/source/{there}' in text or not there
    assert f'href="/source/{away}"' not in text
    if not there and "trouble" not in query:
        assert "Show all sources" in text


def test_a_source_shows_days_roads_states_and_reasons(pages: Any) -> None:
    text = get(pages, "/source/steppe_news").text
    assert text.count('class="stored"') == 15
    assert "it answers with error 403" in text
    assert "<code>share</code> 0.5" in text
    assert 'href="https://steppe.example/rss"' in text
    assert "answered 503" in text
    assert 'href="/article/5" lang="en"' in text


def test_what_a_site_said_is_cut_escaped_and_no_link(pages: Any) -> None:
    text = get(pages, "/source/steppe_news").text
    assert SCRIPT not in text
    assert "&lt;script&gt;" in text
    assert "x" * 400 not in text
    assert 'href="javascript:' not in text


def test_a_source_that_nobody_knows_is_told(pages: Any) -> None:
    answer = get(pages, "/source/none?lang=ru")
    assert answer.status_code == 404
    assert "Источника «none» в архиве нет" in answer.text


def test_coverage_says_of_whom_nothing_was_reported_may_be_said(pages: Any) -> None:
    text = get(pages, "/coverage").text
    assert "1 of 2 watched sources" in text
    assert "1 listed address has no answer yet" in text
    assert text.count('<td class="cell') == 2 * 14
    assert text.count('<td class="cell', text.index("/source/steppe_news")) >= 14
    assert get(pages, "/coverage?days=7").text.count('<td class="cell') == 2 * 7
    assert get(pages, "/coverage?days=99999").text.count('<td class="cell') == 2 * 28


def test_coverage_names_its_period_and_begins_with_the_newest_day(pages: Any) -> None:
    text = get(pages, "/coverage?days=7").text
    head = re.findall(r'<th scope="col">(\d+ \w+)</th>', text)
    assert len(head) == 7
    assert f"<b>7 days, {head[-1]} – {head[0]}</b>" in text
    today = options.now().astimezone(ALMATY).date()
    assert head[0] == localnames.short_day(today, "en")


def test_what_is_a_closed_list_of_ours_is_in_the_readers_language(pages: Any) -> None:
    text = get(pages, "/coverage?lang=kk").text
    assert "Батыс Қазақстан" in text or "Шығыс Қазақстан" in text
    assert " Region<" not in text
    for reason in Reason:
        assert sourcewords.reason_words(reason, "en") == reason
        assert sourcewords.reason_words(reason, "kk") != reason
    assert sourcewords.reason_words("a word of a site", "kk") == "a word of a site"
    assert "моногорода" in get(pages, "/feeds?lang=ru").text


def test_coverage_names_the_towns_that_no_source_covers(pages: Any) -> None:
    text = get(pages, "/coverage?lang=ru").text
    assert "В 26 городах нет местного источника" in text
    assert '<a href="/town/ridder">Риддер</a>' in text


def test_source_files_that_cannot_be_read_are_told(path: Path) -> None:
    with serving(path) as served:
        assert "kenwatch sources check" in get(served, "/coverage").text


def test_an_empty_archive_says_what_to_do_next(tmp_path: Path) -> None:
    with serving(empty(tmp_path / "a.db")) as served:
        for page in ("/sources", "/coverage"):
            assert "kenwatch crawl" in get(served, page).text
        assert "No rows" in get(served, "/archive/newest").text
        assert get(served, "/archive").status_code == 200


def test_the_week_of_a_source_is_whole_or_not(db: sqlite3.Connection) -> None:
    cards = {card.id: card for card in sourcecards.all_sources(db, NOW).cards}
    steppe = cards["steppe_news"].coverage
    assert steppe is not None
    assert (steppe.watched, steppe.missing, steppe.is_whole) == (7, 1, False)
    assert cards["azattyq"].coverage is None
    assert cards["steppe_news"].week == 4
    assert cards["steppe_news"].month == 30
    assert not sources.is_trouble(cards["azattyq"])


def test_the_list_is_judged_once_a_minute(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[datetime] = []
    found = sourcecards.SourceList()

    def judge(_: sqlite3.Connection, now: datetime) -> sourcecards.SourceList:
        asked.append(now)
        return found

    monkeypatch.setattr(sourcecards, "all_sources", judge)
    kept = sources.Kept()
    for seconds in (0, 30, 61, 20):
        assert kept.all_sources(db, NOW + timedelta(seconds=seconds)) is found
    assert asked == [NOW, NOW + timedelta(seconds=61), NOW + timedelta(seconds=20)]


def test_states_and_causes_are_said_in_words() -> None:
    assert sourcewords.state_name("feed frozen", "en") == "feed frozen"
    assert sourcewords.state_name("nothing like it", "kk") == "nothing like it"
    assert (sourcewords.tone("ok"), sourcewords.tone("blocked")) == ("good", "bad")
    assert sourcewords.cause_words(None, "ru") == sourcewords.why(None, "ru") == ""
    assert sourcewords.cut("a\n b" + "x" * 999, 5) == "a bxx…"
