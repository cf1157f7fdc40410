"""One round of composing for a rule: the stories looked at, and the messages queued of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from hashlib import blake2s
from typing import TYPE_CHECKING, Any

from desk.alerts.gist import gist_of
from desk.alerts.material import material
from desk.alerts.quiethours import quiet_until
from pipelines.outbox import Message, put

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from desk.alerts.gist import Gist
    from desk.alerts.sentences import Written
    from desk.config.model import Rule
    from pipelines.archive import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A story that a rule is to tell, with the addresses of its texts and their mark."""

    gist: Gist
    urls: tuple[str, ...]
    mark: str

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept of its telling."""
        return {**self.gist.told(), "mark": self.mark}


@dataclass(frozen=True, slots=True)
class Round:
    """What composing for one rule works with; ``now`` is aware, ``language`` the messages'."""

    archive: Archive
    rule: Rule
    language: str
    now: datetime

    @property
    def db(self) -> sqlite3.Connection:
        """For reading; writes go through ``archive``."""
        return self.archive.connection


def found(db: sqlite3.Connection, story_id: int) -> Found | None:
    """A story as it is now; None where there is none of this number, or no more."""
    held = material(db, story_id)
    if held is None:
        return None
    urls = tuple(text["canonical_url"] for text in held.texts)
    return Found(gist=gist_of(held), urls=urls, mark=mark_of(held.texts))


def mark_of(texts: Sequence[dict[str, Any]]) -> str:
    """Changes when a text of the story comes, goes, changes or is removed from its site."""
    told = [(one["canonical_url"], one["content_hash"], bool(one["gone_at"])) for one in texts]
    return blake2s(repr(told).encode(), digest_size=8).hexdigest()


def queue(
    on: Round,
    db: sqlite3.Connection,
    key: str,
    written: Written,
    *,
    alert_id: int | None = None,
    is_update: bool = False,
) -> int:
    """One message for each sink of the rule.

    The moment is part of the key: after a restore numbers of alerts come again, for other stories.
    """
    moment = f"{on.now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    not_before = quiet_until(on.rule.quiet, on.now)
    return sum(
        put(
            db,
            Message(
                key=f"{key}@{moment}:{sink}",
                kind="update" if is_update else "story",
                rule=on.rule.name,
                sink=sink,
                language=on.language,
                alert_id=alert_id,
                not_before=not_before,
                **written._asdict(),
            ),
            on.now,
        )
        for sink in dict.fromkeys(on.rule.sinks)
    )
