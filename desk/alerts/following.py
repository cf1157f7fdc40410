"""What has changed of the stories that a rule has told: new texts are taken in, news is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from desk.alerts import sentences
from desk.alerts.changes import changes, retold
from desk.alerts.material import texts_of
from desk.alerts.quiethours import quiet_until
from desk.alerts.rounds import found, mark_of, queue
from desk.alerts.toldstories import known_texts, told_stories
from pipelines import alertrows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.alerts.material import Record
    from desk.alerts.rounds import Round
    from desk.alerts.toldstories import ToldStory

# between two messages on one story
PAUSE: Final = timedelta(minutes=30)
# after its last message a story is followed for so long
FOLLOWED: Final = timedelta(days=30)


def follow(on: Round) -> int:
    """Take the new texts of told stories in, and tell what has changed of them."""
    told = _told(on)
    if _take_in(on, told):
        # further texts may decide which story a telling is of
        told = _told(on)
    return sum(_tell_news(on, one, mark_of(texts)) for one, texts in told)


def _told(on: Round) -> list[tuple[ToldStory, list[Record]]]:
    """The followed stories with their texts."""
    told = told_stories(on.db, on.rule.name, on.now - FOLLOWED)
    texts = texts_of(on.db, [one.story_id for one in told])
    return [(one, texts[one.story_id]) for one in told]


def _take_in(on: Round, told: Sequence[tuple[ToldStory, Sequence[Record]]]) -> bool:
    """Keep the texts that joined told stories; whether there were any."""
    urls = {text["canonical_url"]: one.home for one, texts in told for text in texts}
    new = urls.keys() - known_texts(on.db, on.rule.name, urls)
    if new:
        with on.archive.write() as db:
            for url in sorted(new):
                alertrows.take_in(db, on.rule.name, urls[url], [url])
    return bool(new)


def _tell_news(on: Round, told: ToldStory, mark: str) -> int:
    is_seen = all(alert.gist.get("mark") == mark for alert in told.alerts)
    # what waits is told with what comes until then, in one message
    return 0 if is_seen or not _may_update(on, told) else _compare(on, told)


def _may_update(on: Round, told: ToldStory) -> bool:
    """Whether the rule allows a further message on the story, and now."""
    since = on.now - max(alert.last_at for alert in told.alerts)
    # a last time that is still to come is of a clock that was wrong
    is_soon = timedelta(0) <= since < PAUSE
    is_quiet = quiet_until(on.rule.quiet, on.now) is not None
    return told.alerts[0].updates < on.rule.updates and not is_soon and not is_quiet


def _compare(on: Round, told: ToldStory) -> int:
    """Tell what is new against what was told, if that is worth a message."""
    story = found(on.db, told.story_id)
    assert story is not None, "its texts were just read, and nobody else writes"
    changed = changes([alert.gist for alert in told.alerts], story.gist)
    first = told.alerts[0]
    with on.archive.write() as db:
        for alert in told.alerts:
            kept = retold(alert.gist, story.gist) if changed else alert.gist
            alertrows.note_gist(db, alert.id, {**kept, "mark": story.mark})
        if not changed:
            return 0
        count = first.updates + 1
        written = sentences.update(story.gist, changed, count, on.language)
        alertrows.note_update(db, first.id, on.now)
        key = f"update:{on.rule.name}:{first.id}:{count}"
        return queue(on, db, key, written, alert_id=first.id, is_update=True)
