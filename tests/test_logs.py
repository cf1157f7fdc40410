from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import threading
import warnings
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.verdict import Exit
from desk import logs
from desk.config.model import Log
from desk.config.secrecy import Scrubber
from desk.errors import UserError
from desk.logfiles import LogFile, LogStream
from tests.running import ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SECRET = "tgram://123456789:ABCDEFGHIJK/77777777"


@pytest.fixture(name="restored", autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook, threading.excepthook)
    # what pytest listens by must not be closed
    root.handlers = []
    yield
    for handler in root.handlers:
        handler.close()
    root.handlers, root.level = before[0], before[1]
    sys.excepthook, threading.excepthook = before[2], before[3]
    logging.captureWarnings(False)
    structlog.reset_defaults()


def lines(of: Callable[[], object], capsys: pytest.CaptureFixture[str], **log: Any) -> list[str]:
    logs.configure(Log(**log), [SECRET])
    of()
    return capsys.readouterr().err.splitlines()


def fail_with(words: str) -> None:
    raise ValueError(words)


def as_json(of: Callable[[], object], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    (line,) = lines(of, capsys, form="json")
    found: dict[str, Any] = json.loads(line)
    return found


def test_a_line_of_text_tells_the_time_of_almaty_with_its_offset(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (line,) = lines(
        lambda: structlog.get_logger("desk.x").info("crawl began", sources=["a"], who="Иван П"),
        capsys,
    )
    moment, rest = line[:25], line[25:]
    assert datetime.fromisoformat(moment).utcoffset() == timedelta(hours=5)
    assert rest == ' info     crawl began sources=["a"] who="Иван П"'


def test_a_line_of_json_tells_utc(capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(lambda: structlog.get_logger("desk.x").info("began", count=3), capsys)
    assert found.pop("time").endswith("Z")
    assert found == {"level": "info", "logger": "desk.x", "event": "began", "count": 3}


def test_libraries_are_logged_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(
        lambda: logging.getLogger("some.library").warning("%s of %d", "x", 3, extra={"a": 1}),
        capsys,
    )
    assert (found["event"], found["logger"], found["a"]) == ("x of 3", "some.library", 1)
    (line,) = lines(lambda: logging.getLogger("some.library").error("no"), capsys)
    assert line.endswith("error    no logger=some.library")


def test_what_is_below_the_level_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    def both() -> None:
        logging.getLogger("a").info("no")
        structlog.get_logger("desk").info("no")
        logging.getLogger("apprise").error("of an address")

    assert lines(both, capsys, level="warning") == []
    assert len(lines(lambda: logging.getLogger("a").debug("yes"), capsys, level="debug")) == 1


def test_warnings_of_python_are_logged(capsys: pytest.CaptureFixture[str]) -> None:
    def warn() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            logging.captureWarnings(True)
            warnings.warn("old thing", stacklevel=1)

    (line,) = lines(warn, capsys)
    assert "UserWarning: old thing" in line


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_in_any_part_of_a_line(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    token = "123456789:ABCDEFGHIJK"

    def tell() -> None:
        try:
            fail_with(f"POST https://api.example/bot{token}/send")
        except ValueError:
            structlog.get_logger("desk").exception(
                f"no {SECRET}", deep={"a": [SECRET, {SECRET}]}, raw=ValueError(SECRET), n=1
            )
        logging.getLogger("lib").error("to %s", SECRET, extra={SECRET: token})

    text = "\n".join(lines(tell, capsys, form=form))
    assert "ABCDEFGHIJK" not in text
    assert "https://api.example/bot…/send" in text


@given(words=st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_nothing_that_a_site_says_looks_like_a_line_of_its_own(words: str) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs._formatter(Log(), Scrubber()))
    record = logging.LogRecord("lib", logging.INFO, "x", 1, "%s", (words,), None)
    record.title = words
    handler.emit(record)
    assert len(stream.getvalue().splitlines()) == 1
    assert all(letter.isprintable() for letter in stream.getvalue()[:-1])


def test_a_traceback_is_set_in_below_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        try:
            fail_with("a\n2026-11-23 21:06:01+05:00 info all is well\x1b[2J")
        except ValueError:
            logging.getLogger("desk").exception("bad")

    first, *rest = lines(fail, capsys)
    assert first.endswith("error    bad")
    assert rest[0] == "    Traceback (most recent call last):"
    assert all(line.startswith("    ") for line in rest)
    assert "\x1b" not in "".join(rest)


def test_what_ends_a_thread_or_the_process_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        error = RuntimeError("oh")
        sys.excepthook(RuntimeError, error, None)
        threading.excepthook(threading.ExceptHookArgs([KeyError, None, None, None]))

    told = [line for line in lines(fail, capsys) if not line.startswith(" ")]
    assert [line[26:] for line in told] == [
        "error    a thread ended by an error",
        "critical ended by an error",
        "error    a thread ended by an error",
    ]


def test_a_message_with_wrong_arguments_is_told_without_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (line,) = lines(lambda: logging.getLogger("lib").error("%d", SECRET), capsys)
    assert line == "kenwatch: a line of lib could not be logged (TypeError)"


def test_a_file_is_turned_over_and_old_ones_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.log"
    logs.configure(Log(file=path, keep=2))
    (handler,) = logging.getLogger().handlers
    assert isinstance(handler, LogFile)
    handler.maxBytes = 300
    for number in range(30):
        logging.getLogger("desk").warning("line %d of some length, Риддер", number)
    assert sorted(one.name for one in tmp_path.glob("x.log*")) == [
        "x.log",
        "x.log.1",
        "x.log.2",
        "x.log.lock",
    ]
    assert "line 29" in path.read_text(encoding="utf-8")


def test_where_no_old_one_is_kept_the_file_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.log"
    logs.configure(Log(file=path, keep=0))
    (handler,) = logging.getLogger().handlers
    assert isinstance(handler, LogFile)
    handler.maxBytes = 300
    for number in range(30):
        logging.getLogger("desk").warning("line %d of some length, Риддер", number)
        assert 0 < path.stat().st_size <= 300
    assert sorted(one.name for one in tmp_path.glob("x.log*")) == ["x.log", "x.log.lock"]
    text = path.read_text(encoding="utf-8")
    assert "line 29" in text
    assert "\0" not in text


WRITER = """
import logging, sys
from pathlib import Path
from desk import logs
from desk.config.model import Log
logs.configure(Log(file=Path(sys.argv[1]), keep=100))
logging.getLogger().handlers[0].maxBytes = 2000
for number in range(150):
    logging.getLogger("desk").info("%s line %03d", sys.argv[2], number)
"""


def test_several_processes_write_into_one_file_without_losing_a_line(tmp_path: Path) -> None:
    path = tmp_path / "x.log"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name], cwd=ROOT, env=environment()
        )
        for name in ("one", "two", "three")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    files = [one for one in tmp_path.glob("x.log*") if one.suffix != ".lock"]
    found = [line for one in files for line in one.read_text(encoding="utf-8").splitlines()]
    assert len(files) > 5
    assert len(found) == len(set(found)) == 450
    assert all(one.stat().st_size <= 2000 for one in files)


def test_a_file_that_somebody_took_away_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.log"
    logs.configure(Log(file=path))
    logging.getLogger("desk").info("one")
    path.rename(tmp_path / "moved")
    logging.getLogger("desk").info("two")
    assert "two" in path.read_text(encoding="utf-8")
    (handler,) = logging.getLogger().handlers
    assert isinstance(handler, LogFile)
    handler.close()
    handler.stream = None
    logging.getLogger("desk").info("three")
    assert "three" in path.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_a_wrong_configuration(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"log.file: .* cannot be written") as found:
        logs.configure(Log(file=tmp_path / "none" / "x.log"))
    assert found.value.code == Exit.BAD_CONFIG


def test_a_disk_that_fills_up_later_is_told_once_on_stderr_and_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.log"
    logs.configure(Log(file=path))
    path.unlink()
    path.symlink_to("/dev/full")
    for _ in range(3):
        logging.getLogger("desk").info("words")
    told = capsys.readouterr().err.splitlines()
    assert told == ["kenwatch: a line of desk could not be logged (No space left on device)"]


def test_a_folder_that_goes_away_is_told_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    logs.configure(Log(file=folder / "x.log"))
    (folder / "x.log").unlink()
    folder.rmdir()
    logging.getLogger("desk").info("words")
    assert "No such file or directory" in capsys.readouterr().err


def test_without_stderr_the_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = io.StringIO()
    closed.close()
    handler = LogStream()
    record = logging.LogRecord("lib", logging.INFO, "x", 1, "words", (), None)
    for stream in (closed, None):
        monkeypatch.setattr(sys, "stderr", stream)
        handler.handleError(record)
        handler._troubles._told_at = -1000
    assert handler._troubles._told_at == -1000
