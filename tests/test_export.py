"""``kenwatch export``: files for other programs."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from crawler.verdict import Exit
from desk.cli import cli
from desk.exporting import writing
from desk.exporting.columns import named
from desk.exporting.forms import FORMS
from desk.exporting.sheets import SHEETS
from tests.desk_archive import build, empty

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = named(SHEETS["articles"][2])


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("export") / "kenwatch.db")


def kenwatch(db: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["export", "--db", str(db), *words], catch_exceptions=False)


def test_csv_holds_every_article_with_its_text(db: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kenwatch(db).stdout, newline="")))
    assert [row["id"] for row in rows] == ["5", "1", "2", "4", "3"]
    assert "метан жарылды" in rows[1]["text"]
    assert rows[2]["topics"] == "mining; mono-town"
    assert rows[1]["event_cards"] == "accident 2026-11-18 Karaganda: метан жарылды"
    assert tuple(rows[0]) == COLUMNS


def test_csv_cells_are_no_formulas(db: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kenwatch(db).stdout, newline="")))
    assert rows[3]["title"] == "'=СУММ(A1) Шахтёр обыграл соперника"


def test_json_lines_hold_one_article_each(db: Path) -> None:
    lines = kenwatch(db, "--format", "jsonl", "--bom", "--limit", "2").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [5, 1]
    assert tuple(json.loads(lines[0])) == COLUMNS
    assert json.loads(lines[1])["event_cards"][0]["figures"][0]["value"] == 3


def test_filters_narrow_and_the_number_is_told(db: Path) -> None:
    result = kenwatch(db, "--language", "kk")
    assert result.stderr == "1 article written.\n"
    assert kenwatch(db, "--words", "шахтеры -футбол").stderr == "1 article written.\n"
    assert kenwatch(db, "--town", "ridder", "--format", "jsonl").stdout.count("\n") == 1


def test_a_day_of_until_counts_whole(db: Path) -> None:
    def ids(*words: str) -> list[int]:
        told = kenwatch(db, "--format", "jsonl", *words).stdout
        return [json.loads(line)["id"] for line in told.splitlines()]

    assert ids("--until", "2026-11-19") == [1, 2, 4, 3]
    assert ids("--until", "2026-11-19T05:00") == [2, 4, 3]
    assert ids("--until", "2026-10-30", "--since", "2026-09-30") == [3]
    wrong = kenwatch(db, "--until", "мамыр")
    assert (wrong.exit_code, "is no time" in wrong.stderr) == (Exit.USAGE, True)


def test_a_search_may_have_fields_and_what_it_does_not_know_is_told(db: Path) -> None:
    def ids(words: str) -> list[int]:
        told = kenwatch(db, "--format", "jsonl", "--words", words).stdout
        return [json.loads(line)["id"] for line in told.splitlines()]

    assert ids("town:Қарағанды event:авария") == [1]
    assert ids("шахтеры -language:kk") == ids("шахтеры language:ru")
    assert ids("language:ru -футбол") == [2]
    assert ids("before:2026-11-01 topic:monotown") == [3]
    near = kenwatch(db, "--words", "town:Риддр")
    assert "Ridder" in near.stderr or "Риддер" in near.stderr
    assert kenwatch(db, "--words", "-футбол").exit_code == Exit.USAGE


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written_by_the_ending_of_its_file(
    db: Path, tmp_path: Path, form: str
) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    target = tmp_path / f"a{FORMS[form].endings[0]}"
    result = kenwatch(db, "--out", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("5 articles ")
    assert target.stat().st_size > 500
    again = kenwatch(db, "-o", str(target))
    assert (again.exit_code, "--force" in again.stderr) == (Exit.USAGE, True)
    assert kenwatch(db, "-o", str(target), "--force").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("form", FORMS)
def test_where_nothing_is_found_no_file_is_made(db: Path, tmp_path: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    target = tmp_path / "nothing"
    result = kenwatch(db, "--format", form, "--out", str(target), "--words", "квазар")
    assert (result.exit_code, result.stderr) == (0, "No article answers this. No file was made.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sheet", [name for name in SHEETS if name != "articles"])
def test_every_sheet_is_a_table_of_its_own(db: Path, sheet: str) -> None:
    result = kenwatch(db, "--what", sheet)
    rows = list(csv.reader(io.StringIO(result.stdout, newline="")))
    assert tuple(rows[0]) == named(SHEETS[sheet][2])
    one, many, _ = SHEETS[sheet]
    count = len(rows) - 1
    assert result.stderr == f"{count} {one if count == 1 else many} of 5 articles written.\n"


def test_a_sheet_without_rows_is_told(db: Path, tmp_path: Path) -> None:
    result = kenwatch(db, "--what", "facts", "--town", "Temirtau", "-o", str(tmp_path / "f.csv"))
    assert result.stderr == "Of 1 article no facts are known. No file was made.\n"
    shown = kenwatch(db, "--what", "facts", "--town", "Temirtau", "--format", "parquet", "-o",
                     str(tmp_path / "f"))  # fmt: skip
    assert shown.stderr == result.stderr


def test_a_file_for_excel_begins_with_a_byte_order_mark(db: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    result = kenwatch(db, "--out", str(target), "--bom")
    assert result.stdout == ""
    assert target.read_bytes().startswith(b"\xef\xbb\xbfid,")
    kenwatch(db, "--out", str(target), "--excel", "--force")
    assert target.read_bytes().startswith(b"\xef\xbb\xbfid;")


def test_an_empty_archive_gives_a_heading_only(tmp_path: Path) -> None:
    result = kenwatch(empty(tmp_path / "e.db"), "--out", "-")
    assert result.stdout.startswith("id,url")
    assert result.stdout.count("\n") == 1
    assert "run `kenwatch crawl` first" in result.stderr


def test_what_a_screen_cannot_show_wants_a_file(db: Path) -> None:
    result = kenwatch(db, "--format", "sqlite", "--out", "-")
    assert (result.exit_code, "--out" in result.stderr) == (Exit.USAGE, True)


def test_the_archive_is_never_replaced(db: Path) -> None:
    before = db.read_bytes()
    result = kenwatch(db, "-o", str(db), "--force")
    assert (result.exit_code, db.read_bytes()) == (Exit.USAGE, before)


def test_the_feed_has_what_its_standard_wants(db: Path) -> None:
    feed = etree.fromstring(kenwatch(db, "--format", "atom").stdout_bytes)
    names = {"a": "http://www.w3.org/2005/Atom"}
    for one in (feed, *feed.findall("a:entry", names)):
        assert [len(one.findall(f"a:{name}", names)) for name in ("id", "title", "updated")] == [
            1
        ] * 3
    assert len(feed.findall("a:entry/a:link", names)) == 5
    ids = [one.text for one in feed.findall("a:entry/a:id", names)]
    assert len(set(ids)) == 5


def test_a_feed_of_too_many_articles_is_refused(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ENTRIES", 4)
    result = kenwatch(db, "--format", "atom")
    assert (result.exit_code, "--limit 4" in result.stderr) == (Exit.USAGE, True)
    assert kenwatch(db, "--format", "atom", "--limit", "4").exit_code == 0


def test_citations_are_in_the_language_asked_for(db: Path) -> None:
    told = kenwatch(db, "--format", "citations", "--citation-language", "kk", "--limit", "2").stdout
    assert told.count("Алматы уақыты") == 2
    assert kenwatch(db, "--format", "citations", "--limit", "2").stdout.count("Almaty time") == 2


def test_a_smaller_archive_tells_of_rows_that_refer_to_nothing(db: Path, tmp_path: Path) -> None:
    harmed = tmp_path / "harmed.db"
    harmed.write_bytes(db.read_bytes())
    with closing(sqlite3.connect(harmed)) as connection, connection:
        connection.execute("DELETE FROM entity WHERE id = 'ridder'")
    result = kenwatch(harmed, "-o", str(tmp_path / "s.db"))
    assert "1 row of the archive refer" in result.stderr
    assert "kenwatch doctor" in result.stderr


HOSTILE = "\x00=1\x1b[31m\u202e</title>]]>&\ufeff{{% \\ud800\r\n,;\"' \U0001f4a3"


@pytest.fixture(scope="module", name="hostile")
def _hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("hostile") / "kenwatch.db")
    reasons = json.dumps([{"topic": HOSTILE, "span": None}, {}])
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "UPDATE article SET title = ?1, text = ?1, agency = ?1, url = 'javascript:' || ?1,"
            " authors = json_array(?1), reasons = ?2, published_at = ?1, modified_at = ?1",
            (HOSTILE, reasons),
        )
        db.execute("UPDATE mention SET surface = ?1, note = ?1", (HOSTILE,))
        db.execute("UPDATE source SET name = ?", (HOSTILE,))
    return path


@pytest.mark.parametrize("form", FORMS)
def test_whatever_a_page_says_every_form_is_written(
    hostile: Path, tmp_path: Path, form: str
) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    target = tmp_path / "a"
    result = kenwatch(hostile, "--format", form, "--out", str(target))
    assert (result.exit_code, result.stderr.startswith("5 articles ")) == (0, True)
    content = target.read_bytes()
    if FORMS[form].is_text:
        assert b"\x1b" not in content
        assert b"\x00" not in content
    if form == "atom":
        assert b'href="javascript' not in content
