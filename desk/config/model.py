"""What the configuration file may say. Pure; see ``docs/config.md`` for the same in words.

Every value has a default, so that an empty file, or none, is a good one. Addresses of receivers
are secrets: they are never shown, logged or stored.
"""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from crawler.sources import BUILTIN
from desk.config.secrecy import quotable, quoted

Language = Literal["kk", "ru", "en"]
Severity = Literal["low", "medium", "high"]
Topic = Literal["mining", "monotown"]
Event = Literal[
    "accident", "strike", "layoff", "outage", "pollution", "licence", "discovery", "investment",
    "ownership", "policy", "crime",
]  # fmt: skip
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_SPAN: Final = re.compile(r"(\d{1,2}:\d{2})-(\d{1,2}:\d{2})")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _time_of_day(words: str) -> time:
    try:
        hour, minute = words.strip().split(":")
        return time(int(hour), int(minute))
    except ValueError:
        raise ValueError(f"{quoted(words)} is no time of day: write 08:00") from None


def _unknown(sink: str, number: int) -> str:
    # an address of its own may stand there
    if quotable(sink):
        return f"no sink is called {sink!r}"
    return f"sinks entry {number} is the name of no sink"


class Hours(_Part):
    """A span of the day in Almaty, over midnight where ``begin`` is later than ``end``."""

    begin: time
    end: time

    @classmethod
    def of(cls, words: str) -> Hours:
        """Read "22:00-07:00"; raises ValueError in words."""
        found = _SPAN.fullmatch(words.replace(" ", ""))
        if found is None:
            raise ValueError(f"{quoted(words)} is no span of hours: write 22:00-07:00")
        begin, end = (_time_of_day(part) for part in found.groups())
        if begin == end:
            raise ValueError(f"{quoted(words)} ends when it begins: write 22:00-07:00")
        return cls(begin=begin, end=end)


class Query(_Part):
    """Which stories are meant; an empty list or text asks for any, several values for any of them.

    ``towns``, ``companies``: names in any language, or ids. ``words``: as in ``kenwatch search``.
    """

    topics: tuple[Topic, ...] = ()
    towns: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    severity: Severity = "low"
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    words: str = ""


class Sending(_Part):
    """To whom, in which language, and when not: ``quiet`` hours hold a message back."""

    sinks: tuple[str, ...] = ()
    language: Language | None = None
    quiet: Hours | None = None

    @field_validator("quiet", mode="before")
    @classmethod
    def _reads_hours(cls, value: object) -> object:
        if not isinstance(value, (str, Hours, type(None))):
            raise ValueError('is a span of hours in quotes: write "22:00-07:00"')  # noqa: TRY004 - pydantic tells of these
        return Hours.of(value) if isinstance(value, str) else value


class Named(Sending, Query):
    """What a rule and a digest have in common: a name that is theirs alone, and a query."""

    name: str

    @field_validator("name")
    @classmethod
    def _is_a_name(cls, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise ValueError(
                f"{quoted(name)} is no name: write small letters, digits, - and _, up to 40"
            )
        return name


class Rule(Named):
    """Stories to be told at once, one message a story.

    ``updates``: at most so many further messages when what is told changes. ``max_age_days``: a
    story that began earlier is not told, so that a first crawl does not flood anybody.
    """

    updates: int = Field(default=3, ge=0, le=100)
    max_age_days: int = Field(default=3, ge=1, le=365)


class Digest(Named):
    """A summary of a day or week, ``at`` a time of Almaty; a weekly one ``on`` that day."""

    every: Literal["day", "week"] = "day"
    at: time = time(8, 0)
    on: Weekday = "monday"

    @field_validator("at", mode="before")
    @classmethod
    def _is_in_almaty(cls, value: object) -> object:
        # a number would be taken for seconds, and "08:00Z" for another zone
        if not isinstance(value, (str, time)):
            raise ValueError('is a time of Almaty in quotes: write "08:00"')  # noqa: TRY004 - pydantic tells of these
        return _time_of_day(value) if isinstance(value, str) else value


class Alarms(Sending):
    """Where troubles of sources and of kenwatch itself are told.

    ``again_hours``: one source is not told of twice within so many hours, unless it is well again.
    """

    again_hours: int = Field(default=24, ge=1, le=720)


class Daemon(_Part):
    """How the daemon works. ``status_port`` 0: none; ``ping_url`` is asked while all is well."""

    tick_seconds: float = Field(default=30.0, ge=0.2, le=3600)
    crawl_minutes: int = Field(default=5, ge=1, le=240)
    crawl_limit_minutes: int = Field(default=60, ge=1, le=1440)
    sources_per_crawl: int = Field(default=20, ge=1, le=1000)
    tend_minutes: float = Field(default=5.0, ge=0.01, le=1440)
    status_port: int = Field(default=9117, ge=0, le=65535)
    ping_url: SecretStr | None = None
    ping_minutes: float = Field(default=5.0, ge=0.01, le=1440)


class Log(_Part):
    """``file`` is turned over at ``max_mb``, ``keep`` old ones stay; without it, stderr."""

    form: Literal["text", "json"] = "text"
    level: Literal["debug", "info", "warning", "error"] = "info"
    file: Path | None = None
    max_mb: int = Field(default=10, ge=1, le=1000)
    keep: int = Field(default=5, ge=0, le=100)


class Backup(_Part):
    """Whole copies of the archive: the last ``keep``; of older ones one a week, ``keep_weekly``."""

    folder: Path | None = None
    every_hours: int = Field(default=24, ge=1, le=720)
    keep: int = Field(default=7, ge=1, le=365)
    keep_weekly: int = Field(default=4, ge=0, le=520)


class RawPages(_Part):
    """Pages as they came, in WARC files: where they are kept, for how long, and up to what size."""

    folder: Path | None = None
    keep_days: int = Field(default=90, ge=1, le=3650)
    max_gb: float = Field(default=20.0, gt=0, le=100_000)


class Config(_Part):
    """The whole file. ``sinks``: names and the addresses behind them, in the manner of apprise."""

    archive: Path = Path("kenwatch.db")
    sources: Path = BUILTIN
    contact: str = ""
    language: Language = "en"
    daemon: Daemon = Daemon()
    log: Log = Log()
    backup: Backup = Backup()
    raw_pages: RawPages = RawPages()
    sinks: dict[str, SecretStr] = {}
    rules: tuple[Rule, ...] = ()
    digests: tuple[Digest, ...] = ()
    alarms: Alarms = Alarms()

    @field_validator("sinks")
    @classmethod
    def _sinks_have_names(cls, sinks: dict[str, SecretStr]) -> dict[str, SecretStr]:
        # the wrong name is not told: it may be the address itself
        if not all(map(_NAME.fullmatch, sinks)):
            raise ValueError(
                'has a name that is none: write name = "address", the name in small letters, '
                "digits, - and _, up to 40"
            )
        return sinks

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        names = [one.name for one in (*self.rules, *self.digests)]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise ValueError(f"the name {twice!r} is given twice; each rule and digest has its own")
        meant = [(one.name, one.sinks) for one in (*self.rules, *self.digests)]
        for where, sinks in (*meant, ("alarms", self.alarms.sinks)):
            for number, sink in enumerate(sinks, 1):
                if sink not in self.sinks:
                    known = ", ".join(self.sinks) or "none is given"
                    raise ValueError(f"{where}: {_unknown(sink, number)} (known: {known})")
        return self

    def language_of(self, one: Sending) -> Language:
        """The language of a message: its own, or that of the file."""
        return one.language or self.language
