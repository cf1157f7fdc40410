"""The archive in the browser."""

from __future__ import annotations

import asyncio
import re
import socket
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

import desk.web
from crawler.verdict import Exit
from desk.cli import cli
from desk.errors import UserError
from desk.freesql import bounds
from desk.web import site
from desk.web.guard import Guard
from tests.desk_archive import build
from tests.webdesk import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUERIES = ("search", "newest", "by_town", "towns", "last_run", "issues")
TABLES = [
    "article",
    "copy",
    "mention",
    "fact",
    "event",
    "entity",
    "source",
    "run",
    "run_source",
    "run_outcome",
    "issue",
    "page",
    "hub",
    "revision",
    "latest",
    "by_town",
    "by_source_day",
    "run_summary",
]


@pytest.fixture(scope="module", name="pages")
def _pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with serving(build(tmp_path_factory.mktemp("web") / "kenwatch.db")) as served:
        yield served


def get(pages: Any, path: str, **options: Any) -> Any:
    return asyncio.run(pages.client.get(path, **options))


def rows(pages: Any, query: str, **values: str) -> list[dict[str, Any]]:
    answer = get(pages, f"/archive/{query}.json", params={**values, "_shape": "array"})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


def test_the_page_of_the_archive_names_every_question(pages: Any) -> None:
    text = get(pages, "/archive").text
    assert all(f"/archive/{name}" in text for name in QUERIES)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_view_opens(pages: Any, table: str) -> None:
    assert get(pages, f"/archive/{table}").status_code == 200


@pytest.mark.parametrize("query", QUERIES)
def test_every_question_is_answered(pages: Any, query: str) -> None:
    assert get(pages, f"/archive/{query}", params={"words": "x", "town": "x"}).status_code == 200


@pytest.mark.parametrize("words", ["караганды", "Қарағанды", "КАРАГАНДЫ"])
def test_the_search_goes_over_spellings(pages: Any, words: str) -> None:
    assert {row["id"] for row in rows(pages, "search", words=words)} == {1, 2, 4}


@pytest.mark.parametrize("words", ["", '"', "AND (", "-x", "руда-уголь", "*"])
def test_no_search_is_an_error(pages: Any, words: str) -> None:
    assert len(rows(pages, "search", words=words)) <= 1


def test_a_town_is_found_by_any_name_and_times_are_in_almaty(pages: Any) -> None:
    found = rows(pages, "by_town", town="караганды")
    assert [(row["id"], row["published"]) for row in found] == [
        (1, "2026-11-19 10:10"),
        (2, "2026-11-19"),
    ]


def test_scraped_markup_is_shown_as_text(pages: Any) -> None:
    assert "[bold]today[/bold]" in get(pages, "/archive/newest").text


def test_an_answer_leads_to_the_article(pages: Any) -> None:
    for path in ("/archive/newest", "/archive/latest", "/archive/by_town?town=ridder"):
        assert '<a href="/article/3">3</a>' in get(pages, path).text
    assert get(pages, "/archive/article/3").status_code == 200
    assert '<a href="/article/1">1</a>' not in get(pages, "/archive/run").text


def test_every_answer_carries_the_security_headers(pages: Any) -> None:
    for path in ("/", "/archive/nothing", "/-/static/app.css", "/static/frame.css"):
        headers = get(pages, path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]


def test_a_language_that_is_asked_for_is_kept_in_a_cookie(pages: Any) -> None:
    answer = get(pages, "/archive/article?lang=ru&language=kk")
    assert answer.headers["content-language"] == "ru"
    cookie = answer.headers["set-cookie"]
    assert cookie == "kenwatch_language=ru; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"
    again = get(pages, "/archive", headers={"cookie": "kenwatch_language=ru"})
    assert again.headers["content-language"] == "ru"
    assert "Accept-Language" in again.headers["vary"]
    assert "set-cookie" not in again.headers


def test_styles_are_kept_for_ever_under_their_version(pages: Any) -> None:
    address = re.search(r'"(/static/frame\.css\?v=[0-9a-f]+)"', get(pages, "/").text)
    assert address
    answer = get(pages, address[1])
    assert "immutable" in answer.headers["cache-control"]
    assert get(pages, "/static/frame.css").headers["cache-control"] == "no-cache"
    tag = {"if-none-match": answer.headers["etag"]}
    assert get(pages, address[1], headers=tag).status_code == 304
    assert get(pages, "/static/../site.py").status_code == 404
    assert get(pages, "/favicon.ico").headers["content-type"] == "image/svg+xml"
    assert "Disallow: /" in get(pages, "/robots.txt").text


def test_pages_load_nothing_from_elsewhere(pages: Any) -> None:
    for path in ("/", "/archive", "/archive/article", "/archive/newest"):
        text = get(pages, path).text
        assert 'src="http' not in text
        assert 'rel="stylesheet" href="http' not in text


def test_another_host_name_is_refused(pages: Any) -> None:
    assert get(pages, "/", headers={"Host": "evil.example:8001"}).status_code == 421
    assert get(pages, "/", headers={"Host": "127.0.0.1:8001"}).status_code == 200


def test_what_is_no_request_goes_through_the_guard_untouched() -> None:
    seen: list[dict[str, Any]] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope)

    async def nothing(*_: Any) -> Any:
        return None

    asyncio.run(Guard(app)({"type": "lifespan"}, nothing, nothing))
    assert seen == [{"type": "lifespan"}]


def test_a_request_without_a_host_is_refused(pages: Any) -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    asyncio.run(Guard(pages.app())({"type": "http", "headers": []}, receive, send))
    assert sent[0]["status"] == 421


def test_the_file_cannot_be_taken(pages: Any) -> None:
    answer = get(pages, "/archive.db")
    assert answer.status_code == 403
    assert "kenwatch backup" in answer.text


def test_datasettes_address_for_sql_leads_to_the_page_for_it(pages: Any) -> None:
    answer = get(pages, "/archive", params={"sql": "select 1"})
    assert (answer.status_code, answer.headers["location"]) == (302, "/sql?sql=select+1")
    answer = get(pages, "/archive.json", params={"sql": "select 1"})
    assert answer.headers["location"] == "/sql.json?sql=select+1"
    assert get(pages, "/archive/article", params={"_where": "1"}).status_code == 400


def test_a_taken_port_is_told() -> None:
    with socket.socket() as other:
        other.bind((desk.web.LOOPBACK, 0))
        other.listen()
        with pytest.raises(UserError, match="give another port"):
            desk.web.listen(other.getsockname()[1])


@pytest.fixture(name="served")
def _served(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[Any, str]]]:
    """What the command serves, and where: in place of the server."""
    seen: list[tuple[Any, str]] = []

    def serve(found: Any, door: socket.socket) -> None:
        seen.append((found, door.getsockname()[0]))
        door.close()

    monkeypatch.setattr(site, "serve", serve)
    yield seen
    for found, _ in seen:
        found.executor.shutdown()


def web(path: Path, *arguments: str) -> Any:
    return CliRunner().invoke(cli, ["web", "--port=0", "--db", str(path), *arguments])


def test_the_command_serves_on_this_machine_only(
    tmp_path: Path, served: list[tuple[Any, str]]
) -> None:
    result = web(build(tmp_path / "kenwatch.db"))
    assert served[0][1] == "127.0.0.1"
    assert "http://127.0.0.1:" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "is_allowed"),
    [
        ((), True),
        (("--no-sql",), False),
        (("--host=0.0.0.0",), False),
        (("--host=0.0.0.0", "--sql"), True),
    ],
)
def test_free_sql_is_for_readers_at_this_machine_unless_it_is_asked_for(
    arguments: tuple[str, ...], *, is_allowed: bool, tmp_path: Path, served: list[tuple[Any, str]]
) -> None:
    web(build(tmp_path / "kenwatch.db"), *arguments)
    assert served[0][0].kenwatch_allow_sql is is_allowed


@pytest.mark.parametrize(("host", "told"), [("0.0.0.0", "http://0.0.0.0:"), ("::", "http://[::]:")])
def test_another_address_is_served_with_a_loud_remark(
    host: str, told: str, tmp_path: Path, served: list[tuple[Any, str]]
) -> None:
    result = web(build(tmp_path / "kenwatch.db"), "--host", host)
    assert told in result.stdout
    assert result.stderr.startswith(f"WARNING: listening at {host},")
    assert len(served) == 1


def test_a_name_is_no_address_to_listen_at(tmp_path: Path) -> None:
    arguments = ["web", "--host", "example.org", "--db", str(tmp_path / "none.db")]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == Exit.USAGE
    assert "write 127.0.0.1 or 0.0.0.0" in result.stderr


def test_a_missing_archive_is_told_before_serving(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["web", "--port", "0", "--db", str(tmp_path / "none.db")])
    assert result.exit_code == Exit.ERROR
    assert "kenwatch crawl" in result.stderr


def test_the_server_answers_until_it_is_interrupted(
    pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound: list[str] = []

    def run(server: Any, sockets: list[socket.socket]) -> None:
        assert server.config.lifespan == "on"
        assert sockets == [door]
        assert bound == ["memory"]
        raise KeyboardInterrupt

    monkeypatch.setattr("uvicorn.Server.run", run)
    # of the whole process, which is here that of all tests
    monkeypatch.setattr(bounds, "bind_memory", lambda: bound.append("memory"))
    door = desk.web.listen(0)
    site.serve(pages, door)
    door.close()
