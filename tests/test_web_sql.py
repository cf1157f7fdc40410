"""The SQL page."""

from __future__ import annotations

import asyncio
import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from desk import questions
from desk.freesql import asking
from desk.freesql.asking import Answer, SqlTroubleError
from tests.desk_archive import build
from tests.webdesk import get, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = "<script>alert(1)</script>"
ELSEWHERE = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
}
ANSWER = Answer(("id", "title"), [[3, SCRIPT], [None, "=1+1"]], is_cut=True)


class FakeAsker:
    """Answers without a process; the real one has tests of its own."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def ask(self, sql: str, values: Any = None, **_: Any) -> Answer:
        self.asked.append((sql, dict(values)))
        if sql in ("slow", "large", "busy", "unreadable"):
            raise SqlTroubleError(sql)
        if sql == "endless":
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                self.asked.append(("ended", {}))
                raise
        if sql == "wrong":
            raise SqlTroubleError("sql", f"no such column: {SCRIPT}")
        return Answer(("n",), [], is_cut=False) if sql == "none" else ANSWER


@pytest.fixture(scope="module", name="served")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with serving(build(tmp_path_factory.mktemp("sql") / "a.db")) as served:
        yield served


@pytest.fixture(name="pages")
def _pages(served: Any) -> Any:
    served.kenwatch_allow_sql, served.kenwatch_asker = True, FakeAsker()
    return served


def sql(pages: Any, words: str, path: str = "/sql", **options: Any) -> Any:
    return get(pages, path, params={"sql": words}, **options)


def test_the_page_begins_with_questions_and_what_there_is_to_ask(pages: Any) -> None:
    text = get(pages, "/sql?lang=ru").text
    assert all(f'href="/sql?question={one.name}"' in text for one in questions.load())
    assert "<code>what_happened</code>" in text
    assert "<code>shingle</code>" not in text
    assert pages.kenwatch_asker.asked == []


def test_an_answer_is_a_table_with_its_limit_told(pages: Any) -> None:
    text = sql(pages, "SELECT 1 AS id").text
    assert '<a href="/article/3">3</a>' in text
    assert SCRIPT not in text
    assert "there are more" in text
    assert 'href="/sql.csv?sql=SELECT+1+AS+id"' in text


def test_a_question_is_asked_with_one_click_and_other_values(pages: Any) -> None:
    question = next(one for one in questions.load() if one.parameters)
    name = next(iter(question.parameters))
    text = get(pages, "/sql", params={"question": question.name, name: "Құлсары"}).text
    assert pages.kenwatch_asker.asked[0][1][name] == "Құлсары"
    assert f'name="{name}" value="Құлсары"' in text


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        ("wrong", 400, "SQLite refuses this: no such column: &lt;script&gt;"),
        ("slow", 503, "No answer within 5 seconds"),
        ("large", 400, "too large"),
        ("busy", 503, "Ask again in a few seconds"),
        ("unreadable", 503, "kenwatch doctor"),
        ("SELECT :question", 400, "“:question” cannot be a parameter"),
    ],
)
def test_trouble_is_told_in_words(pages: Any, words: str, status: int, told: str) -> None:
    answer = sql(pages, words)
    assert answer.status_code == status
    assert told in answer.text
    again = sql(pages, words, "/sql.json")
    assert (again.status_code, again.json()["ok"]) == (status, False)


def test_no_rows_say_what_to_do(pages: Any) -> None:
    assert "kenwatch crawl" in sql(pages, "none").text


def test_programs_get_json_and_spreadsheets_get_no_formula(pages: Any) -> None:
    told = sql(pages, "SELECT 1", "/sql.json").json()
    assert told["rows"][0] == {"id": 3, "title": SCRIPT}
    assert told["truncated"]
    answer = sql(pages, "SELECT 1", "/sql.csv")
    assert "attachment" in answer.headers["content-disposition"]
    assert list(csv.reader(io.StringIO(answer.text)))[2] == ["", "'=1+1"]
    assert get(pages, "/sql.json").status_code == 400


def test_columns_of_one_name_stay_apart_in_json(
    pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.test_web_sql.ANSWER", Answer(("id", "id"), [[1, 2]], is_cut=False))
    assert sql(pages, "SELECT 1", "/sql.json").json()["rows"] == [{"id": 1, "id_2": 2}]


def test_a_reader_who_is_gone_is_not_answered_on(pages: Any) -> None:
    sent: list[Any] = []

    async def gone() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    async def visit() -> None:
        scope = {"type": "http", "method": "GET", "path": "/sql", "query_string": b"sql=endless",
                 "raw_path": b"/sql", "headers": [(b"host", b"localhost")], "scheme": "http",
                 "http_version": "1.1"}  # fmt: skip
        await pages.app()(scope, gone, send)

    asyncio.run(visit())
    assert [words for words, _ in pages.kenwatch_asker.asked] == ["endless", "ended"]


def test_without_leave_only_questions_are_answered(pages: Any) -> None:
    pages.kenwatch_allow_sql = False
    answer = sql(pages, "SELECT 1")
    assert "kenwatch web --sql" in answer.text
    assert "so it was not run" in answer.text
    assert sql(pages, "SELECT 1", "/sql.json").status_code == 403
    assert pages.kenwatch_asker.asked == []
    name = questions.load()[0].name
    assert get(pages, f"/sql?question={name}").status_code == 200
    assert len(pages.kenwatch_asker.asked) == 1


def test_sql_of_another_site_waits_for_its_reader(pages: Any) -> None:
    answer = sql(pages, "SELECT 1", headers=ELSEWHERE)
    assert "press Run" in answer.text
    assert sql(pages, "SELECT 1", "/sql.json", headers=ELSEWHERE).status_code == 403
    assert pages.kenwatch_asker.asked == []


def test_the_archive_is_asked_in_truth(served: Any) -> None:
    served.kenwatch_allow_sql = True
    served.kenwatch_asker = asking.Asker(served.databases["archive"].file)
    found = sql(served, "SELECT count(*) AS n FROM article", "/sql.json").json()
    assert found["rows"] == [{"n": 5}]
