"""Logs of kenwatch and of all libraries: text or JSON lines, on stderr or in a file.

Text tells the time of Almaty with its offset, for people; JSON tells UTC, for programs. Each
process calls ``configure`` for itself; several may write into one file.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import structlog
from structlog.stdlib import ProcessorFormatter

from crawler.verdict import Exit
from desk.config.secrecy import Scrubber
from desk.errors import UserError
from desk.logfiles import LogFile, LogStream
from desk.moments import ALMATY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType

    from structlog.typing import EventDict, Processor, WrappedLogger

    from desk.config.model import Log

# they tell of each step, which nobody but a developer asks for
_TALKATIVE: Final = ("apscheduler", "scrapy", "twisted", "urllib3", "asyncio", "httpx")
_OURS: Final = {"", "root", "kenwatch", "desk", "pipelines", "crawler", "scheduler", "__main__"}
_PLAIN: Final = (str, bool, int, float, type(None))


def configure(log: Log, addresses: Iterable[str] = ()) -> None:
    """Send all logs of this process where the configuration says; may be called again.

    ``addresses`` are secrets that are hidden in every line (``secrecy.addresses(config)``), beside
    whatever looks like one. Raises UserError where the file cannot be written.
    """
    handler = _handler(log)
    handler.setFormatter(_formatter(log, Scrubber(addresses)))
    _listen_to_all(handler, log.level.upper())
    sys.excepthook = _tell_uncaught
    threading.excepthook = _tell_of_thread
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *_shared(),
            ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def _listen_to_all(handler: logging.Handler, level: str) -> None:
    """Make this the only handler of the process, for libraries and warnings of Python as well."""
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(level)
    for name in _TALKATIVE:
        asked = root.level <= logging.DEBUG
        logging.getLogger(name).setLevel(logging.NOTSET if asked else logging.WARNING)
    # of all levels: its lines hold whole addresses
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    logging.captureWarnings(True)


def _handler(log: Log) -> logging.Handler:
    if log.file is None:
        return LogStream()
    try:
        return LogFile(log.file, log.max_mb * 1_000_000, log.keep)
    except OSError as error:
        raise UserError(
            f"log.file: {log.file} cannot be written ({error.strerror}); name another file",
            Exit.BAD_CONFIG,
        ) from error


def _formatter(log: Log, hide: Scrubber) -> logging.Formatter:
    return ProcessorFormatter(
        processors=[
            ProcessorFormatter.remove_processors_meta,
            Hiding(hide),
            _json_line if log.form == "json" else _text_line,
        ],
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *_shared()],
    )


def _shared() -> list[Processor]:
    """What is told of an event, ours or of a library."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        _add_time,
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]


def _add_time(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    record = event.get("_record")
    moment = record.created if record else None
    event["time"] = datetime.fromtimestamp(moment, UTC) if moment else datetime.now(UTC)
    return event


class Hiding:
    """A processor that takes secrets out of every value of an event, however deep."""

    def __init__(self, hide: Scrubber) -> None:
        self._hide = hide

    def __call__(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        """The event with plain values only."""
        moment = event.pop("time")
        return {"time": moment, **self._clean(event)}

    def _clean(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {self._hide(str(key)): self._clean(one) for key, one in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            return [self._clean(one) for one in value]
        if isinstance(value, str) or not isinstance(value, _PLAIN):
            # what is no plain value would be turned into text behind our back
            return self._hide(str(value))
        return value


def _json_line(_: WrappedLogger, __: str, event: EventDict) -> str:
    time = event.pop("time").isoformat(timespec="milliseconds").replace("+00:00", "Z")
    first = {key: event.pop(key) for key in ("level", "logger", "event") if key in event}
    return json.dumps({"time": time, **first, **event}, ensure_ascii=False)


def _text_line(_: WrappedLogger, __: str, event: EventDict) -> str:
    """One line; a traceback follows, set in so that nothing in it looks like a line of its own."""
    time = event.pop("time").astimezone(ALMATY).isoformat(sep=" ", timespec="seconds")
    level, words = event.pop("level"), _one_line(str(event.pop("event")))
    if str(event.get("logger", "")).partition(".")[0] in _OURS:
        del event["logger"]
    traceback = [str(event.pop(key)) for key in ("exception", "stack") if key in event]
    head = f"{time} {level:<8} {words}{_further(event)}"
    return "\n".join(
        (head, *(f"    {_one_line(line)}" for part in traceback for line in part.split("\n")))
    )


def _further(event: Mapping[str, Any]) -> str:
    return "".join(f" {key}={_one_line(_shown(value))}" for key, value in event.items())


def _shown(value: Any) -> str:
    return (
        value
        if isinstance(value, str) and " " not in value
        else json.dumps(value, ensure_ascii=False)
    )


def _one_line(words: str) -> str:
    # what sites say may hold line breaks and codes that steer a terminal
    return "".join(letter if letter.isprintable() else _escaped(letter) for letter in words)


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")


def _tell_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    logging.getLogger("kenwatch").critical("ended by an error", exc_info=(kind, error, trace))


def _tell_of_thread(told: threading.ExceptHookArgs) -> None:
    error = told.exc_value or told.exc_type()
    logging.getLogger("kenwatch").error(
        "a thread ended by an error",
        exc_info=(told.exc_type, error, told.exc_traceback),
    )
