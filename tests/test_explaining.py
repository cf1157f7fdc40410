"""The command explain."""

from __future__ import annotations

import gzip
import json
import sqlite3
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from crawler.verdict import Exit
from desk.cli import cli
from tests.desk_archive import build

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "На шахте имени Костенко обрушилась кровля\n\n"
    "Двое горняков погибли утром в среду, когда в забое рухнула порода. Спасатели разбирают "
    "завал, добыча угля на шахте остановлена, сообщил департамент.\n\n"
    "Причину обрушения назовёт комиссия, она уже вылетела на место из Астаны.\n"
)
KEYS = {"id", "url", "title", "lead", "text", "language", "flags", "topics", "entities"}


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("explaining") / "kenwatch.db")
    with sqlite3.connect(path) as db:
        db.execute(
            "UPDATE page SET state = 'rejected', reason = 'off-topic', detail = 'mining 0.5'"
            " WHERE canonical_url = 'https://p.example/2'"
        )
    db.close()
    return path


def kenwatch(db: Path, *words: str) -> Result:
    env = {"KENWATCH_DB": str(db), "COLUMNS": "100"}
    return CliRunner().invoke(cli, ["explain", *words], env=env, catch_exceptions=False)


def test_a_stored_article_is_explained_by_number_and_by_address(db: Path) -> None:
    shown = kenwatch(db, "1").stdout
    assert "mining: yes  score 4.2" in shown
    assert "«шахта»" in shown
    assert kenwatch(db, "https://news.example/1").stdout == shown
    assert kenwatch(db, "https://copy.example/1").stdout == shown


def test_json_is_one_object_with_the_same_keys_for_articles_and_files(
    db: Path, tmp_path: Path
) -> None:
    stored = json.loads(kenwatch(db, "1", "--json").stdout)
    file = tmp_path / "a.txt.gz"
    file.write_bytes(gzip.compress(TEXT.encode()))
    judged = json.loads(kenwatch(db, str(file), "--json").stdout)
    assert stored.keys() == judged.keys() == KEYS
    assert (stored["id"], judged["id"]) == (1, None)
    assert judged["topics"]["mining"]["relevant"] is True
    for reason in judged["topics"]["mining"]["reasons"]:
        start, end = reason["span"]
        assert judged[reason["where"]][start:end] == reason["words"]


def test_a_file_is_judged_whatever_it_is_about(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.txt"
    file.write_text("Бүгін күн жылы болады, деп хабарлады ауа райы қызметі.\n\n" * 3)
    result = kenwatch(db, str(file))
    assert result.exit_code == 0
    assert "mining: no  score 0" in result.stdout


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("99", "holds no article 99; `kenwatch latest` lists them"),
        ("9" * 30, "holds no article 999"),
        ("nofile.html", "nofile.html: no such file or directory"),
        ("https://unknown", "https://unknown/: is not in"),
        ("https://unknown/" + "a" * 5000, "save the page and give its file in place"),
        ("http://[bad", "http://[bad: is not in"),
        ("https://p.example/2", "rejected – off-topic – mining 0.5; save the page"),
    ],
)
def test_what_cannot_be_explained_is_told_in_one_line(db: Path, target: str, told: str) -> None:
    result = kenwatch(db, target)
    assert result.exit_code == Exit.ERROR
    assert told in result.stderr
    assert (result.stdout, result.stderr.count("\n")) == ("", 1)
    assert len(result.stderr) < 600


@pytest.mark.parametrize("target", ["", "  "])
def test_nothing_to_explain_is_wrong_use(db: Path, target: str) -> None:
    result = kenwatch(db, target)
    assert result.exit_code == Exit.USAGE
    assert "give an article's number or address, or a file" in result.stderr


def test_a_folder_must_hold_one_page(db: Path, tmp_path: Path) -> None:
    assert "holds no .html" in kenwatch(db, str(tmp_path)).stderr
    (tmp_path / "a.txt").write_text(TEXT)
    assert "mining: yes" in kenwatch(db, str(tmp_path)).stdout
    (tmp_path / "b.txt").write_text(TEXT)
    result = kenwatch(db, str(tmp_path))
    assert result.exit_code == Exit.ERROR
    assert "holds more than one page; name the file of one" in result.stderr


def test_a_file_without_an_article_tells_why(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "empty.html"
    file.write_bytes(b"")
    result = kenwatch(db, str(file))
    assert result.exit_code == Exit.ERROR
    assert f"{file}: holds no article (empty answer" in result.stderr


def test_a_warc_file_without_a_page_is_told(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "empty.warc"
    file.write_bytes(b"")
    assert "holds no page; name the file of one" in kenwatch(db, str(file)).stderr


def test_a_missing_archive_is_told(tmp_path: Path) -> None:
    for target in ("1", "https://news.example/1"):
        result = kenwatch(tmp_path / "none.db", target)
        assert result.exit_code == Exit.ERROR
        assert "there is no archive yet" in result.stderr
