"""What is shown in place of a page that cannot be shown; what the desk is safe from."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from desk.errors import UserError
from desk.web import answering, routes
from desk.web.asked import NotFoundError
from tests.desk_archive import build
from tests.webdesk import get, serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SCRIPT = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"


def _raises(error: Exception) -> Any:
    def room(_db: Any, _asked: Any) -> Mapping[str, Any]:
        raise error

    return answering.page("problem.html", room)


def _slow(db: Any, _asked: Any) -> Mapping[str, Any]:
    endless = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n FROM c) SELECT max(n) FROM c"
    db.execute(endless).fetchone()
    return {}


def _wrong(db: Any, _asked: Any) -> Mapping[str, Any]:
    return {"rows": db.execute("SELECT * FROM nothing").fetchall()}


ROUTES = [
    (r"^/test/unknown(\.json)?$", _raises(NotFoundError(f"no town {SCRIPT}"))),
    (r"^/test/wrong$", _raises(UserError(f"{SCRIPT} is no day"))),
    (r"^/test/broken$", _raises(RuntimeError("secret"))),
    (r"^/test/large$", _raises(MemoryError())),
    (r"^/test/slow$", answering.page("problem.html", _slow)),
    (r"^/test/damaged$", answering.page("problem.html", lambda _db, _asked: json.loads("{x"))),
    (r"^/test/harmed$", answering.page("problem.html", _wrong)),
]


@pytest.fixture(scope="module", name="pages")
def _pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        own = routes.all_routes()
        patch.setattr(routes, "all_routes", lambda: [*ROUTES, *own])
        patch.setattr(answering, "LIMIT_MS", 50)
        with serving(build(tmp_path_factory.mktemp("faults") / "a.db")) as served:
            yield served


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/test/unknown", 404, ESCAPED),
        ("/test/wrong", 400, ESCAPED),
        ("/test/slow", 503, "слишком тяжёл"),
        ("/test/harmed", 503, "kenwatch doctor"),
        ("/test/large", 503, "слишком велик"),
        ("/test/damaged", 500, "повреждена"),
        ("/archive/article?_through={}", 400, "вместо числа"),
        ("/archive/article?_facet=text", 400, "целым текстам"),
        ("/archive/article?" + "&".join(f"_facet=c{n}" for n in range(6)), 400, "слишком много"),
        ("/nothing", 404, "ничего нет"),
        (f"/{SCRIPT}", 404, "ничего нет"),
        ("/archive/nothing", 404, "ничего нет"),
        ("/archive/article/99", 404, "ничего нет"),
        ("/archive/article?_sort=nothing", 400, "Cannot sort table by nothing"),
        (f"/archive/article?_sort={SCRIPT}", 400, ESCAPED),
        ("/archive/latest?_next=x", 400, "вместо числа"),
        ("/archive/article?_size=x", 400, "вместо числа"),
        ("/-/threads", 404, "ничего нет"),
        ("/:memory:/evil", 404, "ничего нет"),
        ("/a%00b", 400, "знаки"),
        ("/?" + "q=" + "x" * 30_000, 414, "слишком длинный"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_the_readers_language(
    pages: Any, path: str, status: int, told: str
) -> None:
    answer = get(pages, path, headers={"accept-language": "ru"}, follow_redirects=True)
    assert answer.status_code == status
    assert told in answer.text
    assert SCRIPT not in answer.text
    assert '<html lang="ru">' in answer.text


def test_what_nobody_expected_is_logged_and_not_shown(
    pages: Any, caplog: pytest.LogCaptureFixture
) -> None:
    answer = get(pages, "/test/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "secret" in caplog.text


@pytest.mark.parametrize(
    "path", ["/test/unknown.json", "/archive/nothing.json", "/-/threads.json", "/nothing.json"]
)
def test_a_program_gets_its_error_as_json(pages: Any, path: str) -> None:
    answer = get(pages, path)
    assert answer.headers["content-type"].startswith("application/json")
    assert (answer.json()["ok"], answer.json()["status"]) == (False, 404)


@pytest.mark.parametrize(
    "path",
    [
        *("//evil.example", "//evil.example/", "/%5Cevil.example/", "/%2F%2Fevil.example/"),
        *("/archive/", "/evil.example/", "/archive/article/", "/.//evil.example/", "/%20/"),
        *("/archive//evil.example/", "/:memory://evil.example", "/~2F~2Fevil.example/"),
    ],
)
def test_no_address_leads_to_another_site(pages: Any, path: str) -> None:
    answer = get(pages, f"http://localhost{path}")
    there = answer.headers.get("location", "/")
    assert there.startswith("/")
    assert not there.startswith(("//", "/\\"))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_but_reading_is_answered(pages: Any, method: str) -> None:
    answer = get(pages, "/archive/newest", method)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/archive", "/static/frame.css", "/archive/article.csv", "/nothing"]
)
def test_a_head_has_no_body_and_the_same_headers(pages: Any, path: str) -> None:
    head, whole = get(pages, path, "HEAD"), get(pages, path)
    assert head.content == b""
    assert head.status_code == whole.status_code
    assert head.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize("path", ["/archive", "/sql", "/archive/newest", "/nothing"])
def test_no_cookie_is_set_but_that_of_the_language(pages: Any, path: str) -> None:
    assert "set-cookie" not in get(pages, path).headers
    cookie = get(pages, f"{path}?lang=kk").headers["set-cookie"]
    assert cookie.startswith("kenwatch_language=kk;")
    assert "set-cookie" not in get(pages, f"{path}?lang=<script>").headers


@pytest.mark.parametrize("query", ["_trace=1", "_context=1", "_timelimit=x"])
def test_what_serves_developers_is_taken_away(pages: Any, query: str) -> None:
    for path in ("/archive/article", "/archive/article.csv"):
        answer = get(pages, f"{path}?{query}")
        assert answer.status_code == 200
        assert "textarea" not in answer.text
        assert "datasette_version" not in answer.text


def test_a_strange_cookie_is_no_error(pages: Any) -> None:
    for cookie in ("kenwatch_language=<script>", "ds_actor=x; a=b", b"\xff=;;;=", "ds_messages=x"):
        assert get(pages, "/archive", headers={"cookie": cookie}).status_code == 200


def test_text_of_a_site_is_text(pages: Any) -> None:
    for path in ("/archive/latest", "/archive/article/3"):
        text = get(pages, path).text
        assert "[bold]today[/bold]" in text
    assert "\u202e" not in get(pages, "/source/steppe_news").text


def test_an_archive_put_in_the_place_of_another_is_read(tmp_path: Path) -> None:
    path, other = build(tmp_path / "a.db"), tmp_path / "b.db"
    shutil.copy(path, other)
    with closing(sqlite3.connect(other)) as db, db:
        db.execute("UPDATE article SET title = 'Restored' WHERE id = 1")
    with serving(path) as served:
        for address in ("/archive/article/1", "/archive/article/1.json"):
            assert "Restored" not in get(served, address).text
        other.replace(path)
        for address in ("/archive/article/1", "/archive/article/1.json", "/article/1"):
            assert "Restored" in get(served, address).text
        path.unlink()
        answer = get(served, "/archive/article/1", headers={"accept-language": "en"})
        assert answer.status_code == 503
        assert "kenwatch doctor" in answer.text
