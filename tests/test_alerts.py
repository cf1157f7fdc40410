"""New articles as one message."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
import time_machine
from click.testing import CliRunner, Result

from crawler.verdict import Exit
from desk import alerts
from desk.cli import cli
from desk.errors import UserError
from tests.desk_archive import LINE, NOW, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("alerts") / "kenwatch.db")


def kenwatch(db: Path, *words: str) -> Result:
    with time_machine.travel(NOW):
        return CliRunner().invoke(cli, ["alerts", "--db", str(db), *words], catch_exceptions=False)


class Receiver:
    """Takes messages, or not."""

    def __init__(self, answer: bool | None = True) -> None:  # noqa: FBT001, FBT002
        self.answer = answer
        self.taken: list[tuple[str, str, str]] = []

    def __call__(self, receiver: str, title: str, body: str) -> bool | None:
        if receiver.startswith("dead"):
            return self.answer
        self.taken.append((receiver, title, body))
        return True


def test_nothing_new_is_no_message() -> None:
    assert alerts.compose([]) is None


def test_a_message_names_title_source_towns_and_link() -> None:
    message = alerts.compose([LINE, replace(LINE, topics=(), towns=(), published_at=None)])
    assert message is not None
    assert message.title == "kenwatch: 2 new articles (mining 1)"
    first, second = message.body.split("\n\n")
    assert first.splitlines()[1:] == ["Source · 2026-11-19 10:10 · Ridder", LINE.url]
    assert second.splitlines()[1] == "Source"


def test_many_articles_are_cut_and_counted() -> None:
    message = alerts.compose([replace(LINE, topics=())] * (alerts.MAX_ARTICLES + 3))
    assert message is not None
    assert message.title == f"kenwatch: {alerts.MAX_ARTICLES + 3} new articles"
    assert message.body.endswith("and 3 more: run `kenwatch latest`")


def test_one_article_is_told_in_the_singular() -> None:
    message = alerts.compose([LINE])
    assert message is not None
    assert message.title == "kenwatch: 1 new article (mining 1)"


def test_what_a_terminal_or_a_chat_would_obey_is_taken_out() -> None:
    message = alerts.compose([replace(LINE, title="a\x1b[2J\u202eb\nc")])
    assert message is not None
    assert message.body.startswith("a b c\n")


@pytest.mark.parametrize(
    ("answer", "words"), [(False, "did not take the message"), (None, "is no address")]
)
def test_a_dead_receiver_is_named_without_its_secrets_and_the_others_are_served(
    answer: bool | None,  # noqa: FBT001
    words: str,
) -> None:
    post = Receiver(answer)
    with pytest.raises(UserError, match=words) as error:
        alerts.deliver(alerts.Message("t", "b"), ["dead://TOKEN/secret", "good://x"], post)
    assert "receiver 1 (dead://…)" in str(error.value)
    assert "TOKEN" not in str(error.value)
    assert post.taken == [("good://x", "t", "b")]


@pytest.fixture(name="hook")
def _hook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    taken: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"json://127.0.0.1:{server.server_port}/hook", taken
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_webhook_gets_one_message(db: Path, hook: tuple[str, list[dict[str, str]]]) -> None:
    address, taken = hook
    result = kenwatch(db, "--to", address, "--since", "2d", "--topic", "mining")
    assert result.exit_code == 0, result.stderr
    (message,) = taken
    assert message["title"] == "kenwatch: 3 new articles (mining 3, mono-town 1)"
    assert "Шахтёры Караганды остановили работу" in message["message"]
    assert "Sent: 3 new articles" in result.stderr


def test_nothing_is_sent_when_nothing_is_new(
    db: Path, hook: tuple[str, list[dict[str, str]]]
) -> None:
    address, taken = hook
    result = kenwatch(db, "--to", address, "--since", "1h")
    assert (result.exit_code, taken) == (0, [])
    assert "Nothing new since 2026-11-20 16:00; nothing sent." in result.stderr


def test_a_dead_webhook_is_an_error(db: Path) -> None:
    result = kenwatch(db, "--to", "json://user:secret@127.0.0.1:9/hook", "--since", "2d")
    assert result.exit_code == Exit.ERROR
    assert "receiver 1 (json://…) did not take the message" in result.stderr
    assert "secret" not in result.output
    assert kenwatch(db, "--to", "nonsense", "--since", "2d").exit_code == Exit.ERROR


def test_a_dry_run_prints_and_needs_no_receiver(db: Path) -> None:
    result = kenwatch(db, "--dry-run", "--since", "2d", "--town", "Temirtau")
    assert result.stdout.startswith("kenwatch: 1 new article (mining 1)\n\nCoal miners back")
    result = kenwatch(db, "--dry-run", "--since", "2d", "--words", "забастовка")
    assert (result.exit_code, result.stdout) == (0, "")


def test_without_a_receiver_nothing_begins(db: Path) -> None:
    assert kenwatch(db).exit_code == Exit.USAGE
    assert kenwatch(db, "--dry-run", "--since", "soon").exit_code == Exit.USAGE
