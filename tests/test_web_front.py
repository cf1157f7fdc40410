"""The front page, the list of towns and the page of a town, as a reader gets them."""

from __future__ import annotations

import asyncio
import itertools
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from crawler.sources import Source
from desk import options
from desk.web import front, town, towns
from desk.web.asked import NotFoundError
from desk.wording.phrases import LANGUAGES
from tests.desk_archive import empty, insert
from tests.webdesk import serving
from tests.webnews import HOSTILE, LATER, NOW, asked, build, connect, opened

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


FILES = {"agency": Source.model_construct(id="agency", towns=("temirtau",), region=None)}


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    db: Any = opened(tmp_path_factory.mktemp("front") / "archive.db")
    yield db
    db.close()


@pytest.fixture(scope="module", name="pages")
def _pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(options, "now", lambda: NOW)
        with serving(build(tmp_path_factory.mktemp("pages") / "archive.db")) as served:
            yield served


def get(pages: Any, path: str, status: int = 200) -> str:
    answer = asyncio.run(pages.client.get(path))
    assert answer.status_code == status, answer.text
    return str(answer.text)


def test_the_gravest_stories_come_first_under_the_names_of_their_places(
    db: sqlite3.Connection,
) -> None:
    found = front.room(db, asked())
    told = [
        (severity, place.name, [card.story_id for card in place.cards])
        for severity, held in found["groups"]
        for place in held
    ]
    assert told == [
        ("high", "Temirtau", [1]),
        ("high", "Ridder", [3]),
        ("medium", "Karaganda", [2]),
    ]
    assert [one["story_id"] for one in found["others"]] == [6]
    assert (found["stories"], found["articles"], found["left"]) == (4, 5, 0)


def test_figures_are_those_that_hold_now(db: sqlite3.Connection) -> None:
    (place, *_) = front.room(db, asked())["groups"][0][1]
    assert place.cards[0].facts == ("3\u00a0dead", "7\u00a0injured")
    assert place.cards[0].sources == 2


@pytest.mark.parametrize(("span", "stories", "days"), [("1", 4, 30), ("7", 4, 30), ("30", 5, 90)])
def test_a_longer_time_has_more_stories_and_a_longer_chart(
    db: sqlite3.Connection, span: str, stories: int, days: int
) -> None:
    found = front.room(db, asked(span=span))
    assert found["stories"] == stories
    assert len(found["volume"].columns) == days


def test_the_map_has_the_towns_and_other_places_of_events(db: sqlite3.Connection) -> None:
    dots = {dot.town.id: dot.town for dot in front.room(db, asked())["map"].dots}
    assert set(dots) == {"ridder", "temirtau", "tekeli", "karaganda"}
    assert (dots["temirtau"].grade, dots["temirtau"].count) == ("high", 2)
    assert (dots["karaganda"].grade, dots["karaganda"].href) == ("medium", "/entity/karaganda")
    assert dots["tekeli"].grade == "none"


def test_where_nothing_is_new_the_newest_day_is_shown_and_named(db: sqlite3.Connection) -> None:
    found = front.room(db, asked(now=LATER))
    assert not found["span"].is_now
    assert found["span"].last.isoformat() == "2026-11-20"
    assert found["stories"] == 4
    # nobody looked in December
    assert not found["watch"].is_whole


def test_the_watch_is_whole_where_all_sources_were_seen_to(db: sqlite3.Connection) -> None:
    found = front.room(db, asked())
    assert found["watch"].is_whole
    assert found["ground"][0] == "All watched sources (3) were followed without a gap."


def test_an_empty_archive_says_what_to_do_next(tmp_path: Path) -> None:
    db = connect(empty(tmp_path / "archive.db"))
    assert front.room(db, asked())["is_empty"]
    assert towns.room(dict, db, asked())["all"] == 0
    db.close()


def test_more_troubles_than_fit_are_counted(tmp_path: Path) -> None:
    def change(db: sqlite3.Connection) -> None:
        for number in range(9):
            name = f"s{number}"
            insert(db, "source", id=name, name=name, country="KZ", source_group="national",
                   languages="[]", enabled=1, interval_minutes=60)  # fmt: skip
            insert(db, "issue", source_id=name, kind="state", url="", detail="", last_seen_at="x",
                   first_seen_at="2026-11-20T00:00:00+00:00", evidence='{"state": "silent"}')  # fmt: skip
        db.execute('UPDATE issue SET evidence = \'{"state": "unheard of"}\' WHERE id = 1')

    db = opened(tmp_path / "archive.db", change)
    states = front.room(db, asked())["states"]
    assert (len(states["rows"]), states["rest"]) == (6, 3)
    told = {one["state"] for one in states["rows"]}
    assert told == {"unheard of", "nothing new for longer than usual"}
    db.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/", "/?span=30", "/towns", "/town/temirtau", "/town/tekeli"])
def test_every_page_is_there_in_every_language(pages: Any, path: str, language: str) -> None:
    joint = "&" if "?" in path else "?"
    text = get(pages, f"{path}{joint}lang={language}")
    assert f'<html lang="{language}">' in text
    assert text.count("<h1") == 1
    levels = [int(one) for one in re.findall(r"<h([1-6])", text)]
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


@pytest.mark.parametrize("path", ["/", "/towns", "/town/temirtau"])
def test_what_sites_wrote_is_text_and_no_markup(pages: Any, path: str) -> None:
    text = get(pages, path)
    assert HOSTILE not in text
    assert "&lt;script&gt;alert" in text


@pytest.mark.parametrize("path", ["/", "/towns", "/town/temirtau"])
def test_pages_obey_the_policy_and_ids_are_there_once(pages: Any, path: str) -> None:
    text = get(pages, path)
    assert not re.search(r"<script|\sstyle=|\son[a-z]+=", text)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    told = {
        one for names in re.findall(r'aria-labelledby="([^"]+)"', text) for one in names.split()
    }
    assert told <= set(ids)


@pytest.mark.parametrize("path", ["/", "/towns", "/town/temirtau"])
def test_every_map_names_whose_its_outlines_are(pages: Any, path: str) -> None:
    assert "© OpenStreetMap</a>" in get(pages, path)


def test_former_names_are_told_with_their_time(pages: Any) -> None:
    assert "Самаркандский</span> (до 1945 г.)" in get(pages, "/town/temirtau?lang=ru")


def test_headlines_of_another_language_say_which(pages: Any) -> None:
    assert '<a href="/story/3" lang="ru">' in get(pages, "/?lang=en")
    assert '<a href="/story/3">' in get(pages, "/?lang=ru")


def test_towns_of_the_map_are_links_with_words(pages: Any) -> None:
    text = get(pages, "/")
    assert 'href="/town/temirtau" class="dot grade-high"' in text
    assert 'aria-label="Temirtau: 2\u00a0articles, grave or very large event"' in text


def test_an_edit_leads_to_the_versions_and_a_chart_has_its_figures(pages: Any) -> None:
    text = get(pages, "/")
    assert '<a href="/article/1/versions" lang="ru">' in text
    assert "<del>2</del>" in text
    assert "<summary>The figures as a table</summary>" in text
    assert '<a href="/search?since=2026-11-20&amp;until=2026-11-20">20 November 2026</a>' in text


def test_towns_are_filtered_by_region_and_sorted(db: sqlite3.Connection) -> None:
    every = towns.room(dict, db, asked(sort="name"))
    assert [one.id for one in every["rows"]] == ["nowhere", "ridder", "tekeli", "temirtau"]
    some = towns.room(dict, db, asked(region="karaganda_region", sort="?"))
    assert [one.id for one in some["rows"]] == ["temirtau"]
    assert (some["region"], some["sort"]) == ("Karaganda Region", "articles")
    assert towns.room(dict, db, asked(region="nothing"))["rows"] == []


def test_a_town_counts_its_articles_of_a_week_a_month_and_a_year(db: sqlite3.Connection) -> None:
    found = {one.id: one for one in towns.room(dict, db, asked())["rows"]}
    assert (found["temirtau"].week, found["temirtau"].month, found["temirtau"].year) == (2, 4, 4)
    assert (found["tekeli"].week, found["tekeli"].event) == (0, None)
    assert found["temirtau"].population == 171609


def test_the_windows_of_a_year_follow_each_other() -> None:
    edges = towns.windows(NOW)
    assert edges == sorted(edges)
    assert len(edges) == 14
    assert (edges[0], edges[-2]) == (NOW - timedelta(days=365), NOW - timedelta(days=7))


def test_towns_without_a_local_source_are_named_where_the_files_tell(
    db: sqlite3.Connection,
) -> None:
    assert not towns.room(dict, db, asked())["is_known"]
    assert not towns.room(lambda: None, db, asked())["is_known"]
    found = towns.room(lambda: FILES, db, asked())
    assert found["is_known"]
    assert "temirtau" not in {one.id for one in found["without"]}
    assert len(found["without"]) == 3
    assert page(db, files=FILES)["sources"].local == (("agency", "Агентство"),)


def test_the_site_tells_the_pages_what_reads_the_source_files(
    pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Which sources are local is not known" in get(pages, "/towns")
    monkeypatch.setattr(pages, "kenwatch_sources", lambda: FILES, raising=False)
    assert '<a href="/source/agency">Агентство</a>' in get(pages, "/towns")
    assert '<a href="/source/agency">Агентство</a>' in get(pages, "/town/temirtau")


def page(
    db: sqlite3.Connection, town_id: str = "temirtau", files: Any = None, **given: Any
) -> dict[str, Any]:
    return town.room(lambda: files, db, asked(f"/town/{town_id}", parts={"id": town_id}, **given))


def test_a_town_has_its_events_by_story_with_their_figures(db: sqlite3.Connection) -> None:
    found = page(db)
    assert [item["event"].story_id for item in found["shown"]] == [5, 4, 1, None]
    assert found["shown"][-1]["line"].title == "Без сюжета"
    assert found["shown"][2]["card"].people == {"dead": 3, "injured": 7}
    assert [item["event"].story_id for item in found["casualties"]["rows"]] == [1]


@pytest.mark.parametrize(
    ("given", "stories"),
    [
        ({"event": "accident"}, [1]),
        ({"event": "nothing"}, [5, 4, 1, None]),
        ({"year": "2026"}, [5, 4, 1, None]),
        ({"year": "1999"}, [5, 4, 1, None]),
        ({"page": "77"}, [5, 4, 1, None]),
    ],
)
def test_events_are_filtered_and_what_means_nothing_is_passed_over(
    db: sqlite3.Connection, given: dict[str, str], stories: list[int | None]
) -> None:
    assert [item["event"].story_id for item in page(db, **given)["shown"]] == stories


def test_a_town_tells_sums_companies_and_who_writes_of_it(db: sqlite3.Connection) -> None:
    ridder = page(db, "ridder")
    (deal,) = ridder["investments"]["rows"]
    assert (deal["sum"], [one["id"] for one in deal["companies"]]) == ("$2 billion", ["qarmet"])
    found = page(db)
    assert [line.id for line in found["newest"]] == [2, 1, 5, 9]
    assert [(bar.name, bar.value) for bar in found["told_by"]] == [("Агентство", 3), (HOSTILE, 1)]
    assert [one["id"] for one in found["companies"]] == ["qarmet"]
    assert found["statuses"][0]["since"] == "April 2024"
    assert found["articles"] == 5


def test_older_articles_are_shown_where_the_last_year_has_none(db: sqlite3.Connection) -> None:
    late = asked(now=LATER + timedelta(days=900), parts={"id": "ridder"})
    assert [line.id for line in town.room(dict, db, late)["newest"]] == [7, 4]


def test_a_town_without_news_says_so(pages: Any) -> None:
    text = get(pages, "/town/tekeli")
    assert "No event of this town is in the archive yet" in text
    assert "No article names this town yet." in text


@pytest.mark.parametrize("town_id", ["nobody", "qarmet"])
def test_what_is_no_town_has_no_page(db: sqlite3.Connection, pages: Any, town_id: str) -> None:
    with pytest.raises(NotFoundError):
        page(db, town_id)
    assert "No town has this address" in get(pages, f"/town/{town_id}", 404)
