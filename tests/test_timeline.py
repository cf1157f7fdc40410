"""``kenwatch timeline``: stories once, edits and removals beside them, in the order of time."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from typing import TYPE_CHECKING, Any, get_args

import pytest
from click.testing import CliRunner, Result

from crawler.verdict import Exit
from desk.cli import cli
from desk.config.model import Event
from desk.timelines import EVENTS
from tests.desk_archive import add_article, add_page, build, insert

if TYPE_CHECKING:
    from pathlib import Path

EDITED = "https://news.example/2"


@pytest.fixture(name="db", scope="module")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("timeline") / "kenwatch.db")
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE revision SET modified_at = NULL")
        # the copy was taken away by its site
        add_page(db, "https://copy.example/1", 1, gone_at="2026-11-20T03:00:00+00:00",
                 gone_why="answered 404")  # fmt: skip
        add_article(
            db, id=6, source_id="vestnik", language="ru", title="Забастовка на Qarmet",
            text="Рабочие Qarmet в Караганде бастуют.", published_at="2025-03-01T05:00:00+00:00",
            published_precision="minute", is_mining=1,
            towns=[("karaganda", "Караганде", 1.0), ("qarmet", "Qarmet", 1.0)],
        )  # fmt: skip
        insert(db, "event", article_id=6, kind="strike", company_id="qarmet", quote="бастуют",
               span_start=1, span_end=8, moment="2025-02-28")  # fmt: skip
    db.close()
    return path


def timeline(db: Path, *words: object) -> Result:
    return CliRunner().invoke(cli, ["timeline", *map(str, words), "--db", str(db)])


def told(db: Path, *words: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(timeline(db, *words, "--json").stdout)
    return found


def test_reports_of_one_story_are_one_line_at_the_first_of_them(db: Path) -> None:
    (story,) = [
        one for one in told(db, "Караганда") if one["story_id"] == 1 and one["what"] == "story"
    ]
    assert (story["article_id"], story["reports"], story["copies"]) == (2, 2, 1)
    assert story["at"] == "2026-11-18T18:00:00+00:00"
    assert story["published_at"] == "2026-11-19"
    assert story["languages"] == ["ru", "kk"]
    assert story["sources"] == ["Горный вестник", "Азаттық"]
    (event,) = story["events"]
    assert (event["kind"], event["moment"], event["place"]) == (
        "accident",
        "2026-11-18",
        "Karaganda",
    )
    (dead,) = story["figures"]
    assert (dead["role"], dead["value"], dead["disputed"]) == ("dead", 3, [])


def test_lines_are_in_the_order_of_time_with_edits_and_removals_of_their_own(db: Path) -> None:
    lines = told(db, "karaganda")
    assert [one["what"] for one in lines] == ["story", "story", "edit", "removal"]
    assert [one["at"] for one in lines] == sorted(one["at"] for one in lines)
    edit, removal = lines[2:]
    assert (edit["url"], edit["flags"], edit["announced"]) == (EDITED, ["figures"], False)
    assert (removal["is_copy"], removal["why"]) == (True, "answered 404")


@pytest.mark.parametrize(
    ("words", "articles"),
    [
        ((), [6, 3, 2, 5]),
        (("Qarmet",), [6, 5]),
        (("Қарағанды", "--event", "accident"), [2]),
        # the strike's card names a company, and so it is not Karaganda's
        (("karaganda", "--event", "strike"), []),
        (("qarmet", "--event", "strike"), [6]),
        (("--event", "strike"), [6]),
        (("--story", "1"), [2]),
        (("--language", "en"), [3, 5]),
        (("--words", "zinc"), [3]),
        (("--since", "2026-11-20"), [5]),
        (("--until", "2026-10-01"), [6, 3]),
        (("Ridder", "--topic", "mining"), []),
        (("--limit", "1", "--words", "coal"), [5]),
    ],
)
def test_what_is_asked_for_is_all_that_is_told(
    db: Path, words: tuple[str, ...], articles: list[int]
) -> None:
    stories = [one["article_id"] for one in told(db, *words) if one["what"] == "story"]
    assert [number for number in stories if number != 4] == articles


def test_an_article_of_no_story_stands_for_itself(db: Path) -> None:
    (line,) = told(db, "Ridder")
    assert (line["story_id"], line["article_id"], line["source"]) == (None, 3, "Steppe News")


def test_the_newest_lines_are_shown_and_that_there_are_more(db: Path) -> None:
    done = timeline(db, "--limit", "2")
    assert "The newest 2 are shown; --limit shows more" in done.stderr
    assert "more" not in timeline(db, "--limit", "50").stderr


def test_the_screen_tells_who_and_what_in_times_of_almaty(db: Path) -> None:
    shown = " ".join(timeline(db, "Karaganda").stdout.split())
    assert "2026-11-19 accident ru Шахтёры Караганды остановили работу" in shown
    assert "Karaganda (2026-11-18); dead: 3" in shown
    assert "2 reports, 1 copy, Горный вестник and 1 other source (ru, kk) · story 1" in shown
    assert "figures, not announced" in shown
    assert "taken away by the site: answered 404" in shown
    assert "Almaty time; a story stands at its first report" in shown


def test_csv_has_a_line_each_with_words_in_place_of_records(db: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(timeline(db, "karaganda", "--csv").stdout)))
    assert [row["what"] for row in rows] == ["story", "story", "edit", "removal"]
    assert (rows[1]["events"], rows[1]["place"], rows[1]["happened"]) == (
        "accident", "Karaganda", "2026-11-18",
    )  # fmt: skip
    assert rows[1]["figures"] == "dead: 3"
    assert "3" in rows[2]["changes"]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("Ridder", "--story", "1"), "give a name or --story ID, not both"),
        (("Ridder", "--town", "Ridder"), "give 'Ridder' or --town, not both"),
        (("--story", "77"), "holds no story 77"),
        (("--story", "x"), "'x' is no number of a story"),
        (("--until", "soon"), "--until 'soon': is no time"),
        (("--until", "2999-01-01"), "is still to come"),
        (("Riddr",), "did you mean Ridder?"),
    ],
)
def test_what_cannot_be_meant_is_told(db: Path, words: tuple[str, ...], problem: str) -> None:
    done = timeline(db, *words)
    assert done.exit_code in {Exit.USAGE, Exit.ERROR}
    assert problem in done.stderr


def test_nothing_is_answered_with_what_to_do(db: Path) -> None:
    assert (
        "leave out --event, or go further back" in timeline(db, "Ridder", "--event", "crime").stderr
    )


def test_the_kinds_of_events_are_those_of_the_configuration() -> None:
    assert get_args(Event) == EVENTS
