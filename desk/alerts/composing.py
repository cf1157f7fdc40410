"""From stories to messages: each story once a rule, then what has changed of it.

What a rule has told hangs on texts, articles and copies alike, never on the number of a story:
stories merge, part and change their numbers as texts come.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from desk.alerts import sentences
from desk.alerts.following import follow
from desk.alerts.quiethours import quiet_until
from desk.alerts.rounds import Round, found, queue
from desk.alerts.rulequery import story_ids
from desk.alerts.severity import ORDER
from desk.errors import UserError
from desk.moments import ALMATY
from pipelines import alertrows
from pipelines.outbox import Message

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from desk.alerts.rounds import Found
    from desk.config.model import Config, Language, Rule
    from pipelines.archive import Archive

# more stories of one rule than these at once come as one message
FLOOD: Final = 20
_MOST: Final = 10_000


def compose(archive: Archive, config: Config, now: datetime) -> int:
    """Queue what the rules have to tell by ``now`` (aware); the number of messages.

    Each story is one transaction with its messages, so that a kill leaves all or nothing of it.
    Raises UserError that names the rules that could not be understood, when the others are done.
    """
    queued, problems = 0, []
    for rule in config.rules:
        on = Round(archive, rule, config.language_of(rule), now)
        try:
            if rule.sinks:
                # the texts that joined a told story first, so that they are not told anew
                queued += follow(on) + _tell(on)
        except UserError as error:
            problems.append(f"rule {rule.name!r}: {error}")
    if problems:
        raise UserError("; ".join(problems))
    return queued


def preview(
    db: sqlite3.Connection, config: Config, now: datetime, since: datetime | None
) -> tuple[list[Message], list[str]]:
    """The messages on stories that began since then, as if none were told yet; writes nothing.

    Without ``since`` those that a rule tells of by itself: as old as it lets them be.
    One a rule and story, the latest first, ``sink`` naming all sinks of the rule ("" for none).
    With them, in words, which rules cannot be understood and why; the others go on.
    """
    messages: list[Message] = []
    problems: list[str] = []
    for rule in config.rules:
        try:
            messages += _previewed(db, rule, config.language_of(rule), now, since)
        except UserError as error:
            problems.append(f"rule {rule.name!r}: {error}")
    return messages, problems


def _previewed(
    db: sqlite3.Connection, rule: Rule, language: Language, now: datetime, since: datetime | None
) -> Iterator[Message]:
    begin = since or now - timedelta(days=rule.max_age_days)
    ids = story_ids(db, rule, since=begin, limit=_MOST)
    # a crawl beside it may have made stories one
    for story in filter(None, (found(db, story_id) for story_id in ids)):
        yield Message(
            key=f"preview:{rule.name}:{story.gist.story_id}",
            kind="story",
            rule=rule.name,
            sink=", ".join(rule.sinks),
            language=language,
            not_before=quiet_until(rule.quiet, now),
            **sentences.story(story.gist, language)._asdict(),
        )


def _tell(on: Round) -> int:
    """Tell the stories that the rule has not told, the earliest first."""
    since = on.now - timedelta(days=on.rule.max_age_days)
    ids = story_ids(on.db, on.rule, since=since, limit=_MOST, untold=on.rule.name)
    stories = [*filter(None, (found(on.db, story_id) for story_id in ids))]
    if len(stories) > FLOOD:
        return _tell_together(on, stories)
    return sum(_tell_one(on, story) for story in reversed(stories))


def _tell_one(on: Round, story: Found) -> int:
    written = sentences.story(story.gist, on.language)
    with on.archive.write() as db:
        alert_id = alertrows.tell(db, on.rule.name, story.urls, story.kept, on.now)
        key = f"story:{on.rule.name}:{alert_id}"
        return queue(on, db, key, written, alert_id=alert_id)


def _tell_together(on: Round, stories: Sequence[Found]) -> int:
    """One message on all, the gravest first, then the latest; each is followed by itself."""
    ordered = sorted(stories, key=lambda one: -ORDER.index(one.gist.severity))
    written = sentences.summary([one.gist for one in ordered], on.rule.name, on.language)
    with on.archive.write() as db:
        name = on.rule.name
        alerts = [alertrows.tell(db, name, one.urls, one.kept, on.now) for one in ordered]
        # a day may bring several such messages: the first alert tells them apart
        key = f"story:{name}:{on.now.astimezone(ALMATY):%Y-%m-%d}:{alerts[0]}"
        return queue(on, db, key, written)
