"""No word of an address is ever shown, logged or stored, whatever the address and the trouble."""

from __future__ import annotations

import io
import logging
import sqlite3
import tempfile
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.alerts import posting
from desk.alerts.delivery import deliver
from desk.cli import cli
from tests.outboxes import Clock, message, put
from tests.receivers import closed_port, config_of, hook, mailbox, parcel

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD, TOKEN, USER = "Pa55wordXyz", "T0kenAbcdef", "UserQwerty"
SECRETS = (PASSWORD, TOKEN, USER)


def addresses(port: int) -> list[str]:
    """Addresses of many kinds that hold all three, none of which leads anywhere but loopback."""
    login, here = f"{USER}:{PASSWORD}", f"127.0.0.1:{port}"
    return [
        f"json://{login}@{here}/{TOKEN}",
        f"xml://{login}@{here}/{TOKEN}?+Authorization={TOKEN}",
        f"form://{login}@{here}/{TOKEN}?:token={TOKEN}",
        f"mailto://{login}@{here}?smtp=127.0.0.1&from={USER}@x.kz&to={TOKEN}@x.kz&mode=insecure",
        f"mailtos://{login}@{here}?smtp=127.0.0.1&from={USER}@x.kz&to={TOKEN}@x.kz",
        f"mailto://{login}@?to={TOKEN}",
        f"tgram://{TOKEN}/{USER}/{PASSWORD}",
        f"slack://{TOKEN}/{PASSWORD}",
        f"discord://{TOKEN}",
        f"ntfy://{login}@{here}/{TOKEN}",
        f"gotify://{here}/{TOKEN}?user={login}",
        f"mqtt://{login}@{here}/{TOKEN}",
        f"unknown{TOKEN}://{login}@{here}",
        f"{TOKEN}:{login}",
        f"json://{login}@127.0.0.1:{TOKEN}/",
        f"json://[{login}@{TOKEN}/",
    ]


@contextmanager
def all_output() -> Iterator[io.StringIO]:
    text = io.StringIO()
    root, handler = logging.getLogger(), logging.StreamHandler(text)
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    # the mail server of this test is a part of the outer world
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    try:
        with redirect_stdout(text), redirect_stderr(text):
            yield text
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret.lower() in text.lower()]


@pytest.mark.parametrize("number", range(len(addresses(0))))
@pytest.mark.parametrize("trouble", ["down", "answers 500", "half an answer", "a mail server"])
def test_no_secret_is_told_of_any_kind_of_address_in_any_trouble(number: int, trouble: str) -> None:
    with (
        hook((lambda: 500) if trouble == "answers 500" else (lambda: None)) as ill,
        mailbox() as box,
    ):
        port = {"down": closed_port(), "a mail server": box.port}.get(trouble, ill.port)
        address = addresses(port)[number]
        with all_output() as text:
            outcome = posting.post(address, parcel(), seconds=1)
            posting.parts(address, parcel())
    told = f"{text.getvalue()} {outcome} {posting.kind_of(address)}"
    assert outcome.problem or box.mails or "mailto" not in address
    if not address.startswith("unknown"):
        assert leaks(told) == []


secret_words = st.from_regex(r"Zq[A-Z][A-Za-z0-9]{8,20}", fullmatch=True)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(secret_words, secret_words, secret_words)
def test_neither_archive_nor_journal_nor_output_holds_a_secret(
    user: str, password: str, token: str
) -> None:
    login = f"{user}:{password}@127.0.0.1:{PORT}"
    config = config_of(
        f"[sinks]\nhook = 'json://{login}/{token}'\nother = '{token}'\n"
        f"mail = 'mailto://{login}?smtp=127.0.0.1&mode=insecure&from=a@b.kz&to={token}@x.kz'\n"
    )
    with tempfile.TemporaryDirectory() as folder, all_output() as text:
        path = Path(folder) / "kenwatch.db"
        put(path, [message(1, sink) for sink in ("hook", "mail", "other")])
        done = deliver(path, config, Clock(), posting.post)
        db = sqlite3.connect(path)
        dump = "\n".join(db.iterdump())
        db.close()
        files = b"".join(file.read_bytes() for file in Path(folder).iterdir())
    assert done.failed == 3
    told = f"{text.getvalue()} {done} {config!r} {dump}"
    for secret in (user, password, token):
        assert secret not in told
        assert secret.encode() not in files


PORT = closed_port()


@pytest.mark.parametrize("command", ["list", "send", "test", "cry", "preview", "retry"])
def test_no_command_shows_a_secret(command: str, tmp_path: Path) -> None:
    file, path = tmp_path / "kenwatch.toml", tmp_path / "kenwatch.db"
    lines = [f"s{number} = '{one}'" for number, one in enumerate(addresses(closed_port()))]
    names = ", ".join(f'"s{number}"' for number in range(len(lines)))
    file.write_text("\n".join(["[sinks]", *lines, "[alarms]", f"sinks = [{names}]"]))
    file.chmod(0o600)
    put(path, [message(1, f"s{number}") for number in range(len(lines))])
    words = ["--config", str(file), *([] if command == "test" else ["--db", str(path)])]
    words += ["--problem", "the disk is full"] if command == "cry" else []
    with all_output() as text:
        result = CliRunner().invoke(cli, ["alerts", command, *words])
    assert not result.exception or isinstance(result.exception, SystemExit)
    told = (text.getvalue() + result.output).replace(f"unknown{TOKEN}".lower(), "")
    assert leaks(told) == []
