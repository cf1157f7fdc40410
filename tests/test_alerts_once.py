"""New articles as one message."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import time_machine
from click.testing import CliRunner, Result

from crawler.verdict import Exit
from desk.alerts import once
from desk.alerts.outcome import NO_ADDRESS, NOT_TAKEN, TAKEN, Outcome
from desk.cli import cli
from desk.errors import UserError
from tests.desk_archive import LINE, NOW, build
from tests.receivers import Hook, hook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines import outbox


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("alerts") / "kenwatch.db")


def kenwatch(db: Path, *words: str) -> Result:
    with time_machine.travel(NOW):
        return CliRunner().invoke(
            cli, ["alerts", "once", "--db", str(db), *words], catch_exceptions=False
        )


class Receiver:
    """Takes messages, or not."""

    def __init__(self, outcome: Outcome = TAKEN) -> None:
        self.outcome = outcome
        self.taken: list[tuple[str, str, str]] = []

    def __call__(self, address: str, message: outbox.Message) -> Outcome:
        if address.startswith("dead"):
            return self.outcome
        self.taken.append((address, message.title, message.body))
        return TAKEN


def test_nothing_new_is_no_message() -> None:
    assert once.compose([]) is None


def test_a_message_names_title_source_towns_and_link() -> None:
    message = once.compose([LINE, replace(LINE, topics=(), towns=(), published_at=None)])
    assert message is not None
    assert message.title == "kenwatch: 2 new articles (mining 1)"
    first, second = message.body.split("\n\n")
    assert first.splitlines()[1:] == ["Source · 2026-11-19 10:10 · Ridder", LINE.url]
    assert second.splitlines()[1] == "Source"


def test_many_articles_are_cut_and_counted() -> None:
    message = once.compose([replace(LINE, topics=())] * (once.MAX_ARTICLES + 3))
    assert message is not None
    assert message.title == f"kenwatch: {once.MAX_ARTICLES + 3} new articles"
    assert message.body.endswith("and 3 more: run `kenwatch latest`")


def test_one_article_is_told_in_the_singular() -> None:
    message = once.compose([LINE])
    assert message is not None
    assert message.title == "kenwatch: 1 new article (mining 1)"


def test_what_a_terminal_or_a_chat_would_obey_is_taken_out() -> None:
    message = once.compose([replace(LINE, title="a\x1b[2J\u202eb\nc")])
    assert message is not None
    assert message.body.startswith("a b c\n")


@pytest.mark.parametrize("outcome", [NOT_TAKEN, NO_ADDRESS])
def test_a_dead_receiver_is_named_without_its_secrets_and_the_others_are_served(
    outcome: Outcome,
) -> None:
    post = Receiver(outcome)
    with pytest.raises(UserError, match=outcome.problem) as error:
        once.deliver(once.Message("t", "b"), ["dead://TOKEN/secret", "good://x"], post)
    assert "receiver 1 (dead://…)" in str(error.value)
    assert "TOKEN" not in str(error.value)
    assert post.taken == [("good://x", "t", "b")]


@pytest.fixture(name="well")
def _well() -> Iterator[Hook]:
    with hook() as taken:
        yield taken


def test_a_webhook_gets_one_message(db: Path, well: Hook) -> None:
    result = kenwatch(db, "--to", well.address(), "--since", "2d", "--topic", "mining")
    assert result.exit_code == 0, result.stderr
    (message,) = well.payloads
    assert message["title"] == "kenwatch: 3 new articles (mining 3, mono-town 1)"
    assert "Шахтёры Караганды остановили работу" in message["message"]
    assert "Sent: 3 new articles" in result.stderr


def test_nothing_is_sent_when_nothing_is_new(db: Path, well: Hook) -> None:
    result = kenwatch(db, "--to", well.address(), "--since", "1h")
    assert (result.exit_code, well.payloads) == (0, [])
    assert "Nothing new since 2026-11-20 16:00 (Almaty); nothing sent." in result.stderr


def test_a_dead_webhook_is_an_error(db: Path) -> None:
    result = kenwatch(db, "--to", "json://user:secret@127.0.0.1:9/hook", "--since", "2d")
    assert result.exit_code == Exit.ERROR
    assert "receiver 1 (json://…) could not be reached" in result.stderr
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
