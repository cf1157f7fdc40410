"""What the user asked of a crawl, read from the arguments of the spider. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar

from crawler.since import parse_since

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """``limit``: pages of a source, ``budget``: pages of the run, ``since``: not older than.

    ``minutes``: after so many no further page is asked for; what is left stays queued.
    ``due``: ask only the hubs whose time has come; ``thorough``: ask all roads of each source.
    """

    NAMES: ClassVar = ("sources", "since", "limit", "budget", "minutes", "due", "thorough")

    sources: tuple[str, ...] = ()
    since: datetime | None = None
    limit: int | None = None
    budget: int | None = None
    minutes: int | None = None
    due: bool = False
    thorough: bool = False

    @classmethod
    def of(cls, arguments: Mapping[str, str], now: datetime) -> CrawlOptions:
        """Read ``-a name=value`` arguments; raises ValueError in words."""
        since, names = arguments.get("since"), arguments.get("sources") or ""
        return cls(
            sources=tuple(name.strip() for name in names.split(",") if name.strip()),
            since=parse_since(since, now) if since else None,
            limit=_count(arguments, "limit"),
            budget=_count(arguments, "budget"),
            minutes=_count(arguments, "minutes"),
            due=_flag(arguments, "due"),
            thorough=_flag(arguments, "thorough"),
        )

    def record(self) -> dict[str, object]:
        """The options as the archive keeps them with the run."""
        return {name: value for name, value in asdict(self).items() if value}


def _count(arguments: Mapping[str, str], name: str) -> int | None:
    text = arguments.get(name)
    if not text:
        return None
    try:
        number = int(text)
    except ValueError:
        raise ValueError(f"{name}={text!r} is no whole number: write {name}=20") from None
    if number < 1:
        raise ValueError(f"{name} must be 1 or more")
    return number


def _flag(arguments: Mapping[str, str], name: str) -> bool:
    text = (arguments.get(name) or "").lower()
    if text in _YES | _NO:
        return text in _YES
    raise ValueError(f"{name}={text!r} is neither yes nor no: write {name}=1")
