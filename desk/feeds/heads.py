"""What every feed says of itself and of an entry, whatever its format. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

from desk.moments import from_archive

if TYPE_CHECKING:
    from desk.queries import ArticleLine

_SUMMARY: Final = 600


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself; its id follows from ``identity``, the name of its question."""

    title: str
    identity: str
    self_url: str | None = None

    @property
    def id(self) -> str:
        """Stays for ever, wherever the feed is served."""
        return urn(f"kenwatch:{self.identity}")


def urn(name: str) -> str:
    """A name that is the same for the same text, as RFC 4122 has it."""
    return uuid5(NAMESPACE_URL, name.encode("utf-8", "replace").decode()).urn


def updated(line: ArticleLine) -> datetime | None:
    """When an article changed last, by its own word, or was published or seen."""
    stamps = (line.modified_at, line.published_at, line.first_seen_at)
    return next((moment for stamp in stamps if (moment := from_archive(stamp))), None)


def stamp(moment: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def shortened(text: str) -> str:
    """The begin of a text, cut at a word."""
    return text if len(text) <= _SUMMARY else text[:_SUMMARY].rsplit(None, 1)[0] + " …"
