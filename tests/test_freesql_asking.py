"""A reader's SQL, asked in a process of its own."""

from __future__ import annotations

import asyncio
import io
import json
import math
from typing import TYPE_CHECKING, Any

import pytest

from desk.freesql import asking, bounds, child
from desk.freesql.asking import Answer, Asker, SqlTroubleError
from tests.desk_archive import build

if TYPE_CHECKING:
    from pathlib import Path

ENDLESS = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c"


@pytest.fixture(scope="module", name="path")
def _path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # such a name is no part of an address
    return build(tmp_path_factory.mktemp("asking") / "a ?mode=rw#б.db")


def ask(path: Path, sql: str, seconds: float = 5.0, **values: str) -> Answer:
    return asyncio.run(Asker(path, seconds=seconds).ask(sql, values, most=3))


def told(path: Path, sql: str, seconds: float = 5.0) -> dict[str, Any]:
    """What the child answers, in this process."""
    uri = f"{path.as_uri()}?mode=ro"
    return child.answer({"uri": uri, "sql": sql, "values": {}, "most": 3, "seconds": seconds})


def test_an_answer_has_columns_and_the_first_rows(path: Path) -> None:
    answer = ask(path, "SELECT id, title FROM article WHERE id >= :least ORDER BY id", least="2")
    assert answer.columns == ("id", "title")
    assert [row[0] for row in answer.rows] == [2, 3, 4]
    assert answer.is_cut


def test_what_takes_too_long_is_ended_whatever_it_does(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_START_SECONDS", 0.5)
    # no clock is looked at within
    deaf = "SELECT instr(hex(zeroblob(3000000)), hex(zeroblob(1000000)) || '1')"
    with pytest.raises(SqlTroubleError) as trouble:
        ask(path, deaf, seconds=0.1)
    assert trouble.value.kind == "slow"


def test_a_process_that_dies_in_its_answer_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_PROGRAM", ("/bin/echo", "half an ans"))
    with pytest.raises(SqlTroubleError) as trouble:
        ask(path, "SELECT 1")
    assert trouble.value.kind == "large"


def test_wrong_sql_is_told_in_the_words_of_sqlite(path: Path) -> None:
    with pytest.raises(SqlTroubleError, match="no such table: nowhere"):
        ask(path, "SELECT * FROM nowhere")


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("SELECT", "sql"),
        ("SELECT 1; SELECT 2", "sql"),
        ("SELECT zeroblob(900000000)", "large"),
        ("SELECT :x", "sql"),
        ("DELETE FROM article", "sql"),
        (ENDLESS, "slow"),
    ],
)
def test_every_trouble_has_its_kind(path: Path, sql: str, kind: str) -> None:
    found = told(path, sql, seconds=0.05)
    assert found["trouble"] == kind


def test_values_are_such_that_json_knows_them(path: Path) -> None:
    found = told(path, "SELECT x'00ff', 1e999, -1e999, NULL, 1.5")
    assert found["rows"] == [["x'00ff'", "inf", "-inf", None, 1.5]]
    assert told(path, "")["rows"] == []
    assert math.isfinite(json.loads(json.dumps(found))["rows"][0][4])


def test_an_answer_that_is_too_large_for_python_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "LONGEST_ANSWER", 10)
    assert told(path, "SELECT title FROM article")["trouble"] == "large"


def test_the_child_reads_a_question_and_writes_an_answer(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bound: list[str] = []
    question = {"uri": f"{path.as_uri()}?mode=ro", "sql": "SELECT 1", "values": {}, "most": 9}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps({**question, "seconds": 1})))
    # of the whole process, which is here that of all tests
    monkeypatch.setattr(bounds, "bind_memory", lambda: bound.append("memory"))
    monkeypatch.setattr("resource.setrlimit", lambda *_: bound.append("addresses"))
    monkeypatch.setattr("os.nice", lambda _: bound.append("nice"))
    monkeypatch.setattr("signal.setitimer", lambda *_: bound.append("time"))
    child.main()
    assert json.loads(capsys.readouterr().out) == {"columns": ["1"], "rows": [[1]], "is_cut": False}
    assert bound == ["addresses", "memory", "nice", "time"]


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    assert told(tmp_path / "none.db", "SELECT 1")["trouble"] == "unreadable"
    (tmp_path / "no.db").write_text("no archive" * 400)
    assert told(tmp_path / "no.db", "SELECT * FROM x")["trouble"] == "unreadable"


def test_a_process_that_never_began_is_not_called_too_large(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_PROGRAM", ("/bin/false",))
    with pytest.raises(SqlTroubleError) as trouble:
        ask(path, "SELECT 1")
    assert trouble.value.kind == "unreadable"


def test_few_wait_and_not_for_long_and_the_gallery_waits_for_none(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_WAIT_SECONDS", 0.2)
    asker = Asker(path)
    told = {"columns": ["n"], "rows": [[1]], "is_cut": False}

    async def answer(asked: bytes) -> dict[str, Any]:
        if b"endless" in asked:
            await asyncio.sleep(60)
        return told

    monkeypatch.setattr(asker, "_told", answer)

    async def ask_all() -> None:
        many = [asyncio.ensure_future(asker.ask("endless")) for _ in range(12)]
        done, _ = await asyncio.wait(many, return_when=asyncio.FIRST_COMPLETED)
        assert len(done) == 12 - 2 - asking.MOST_WAITING
        assert (await asker.ask("SELECT 1", is_of_gallery=True)).rows == [[1]]
        ended = await asyncio.gather(*many[2:], return_exceptions=True)
        assert all(isinstance(one, SqlTroubleError) and one.kind == "busy" for one in ended)
        for one in many:
            one.cancel()
        await asyncio.gather(*many, return_exceptions=True)
        assert (await asker.ask("SELECT 1")).rows == [[1]]

    asyncio.run(ask_all())
