"""Stories in the archive: which articles report one event, whatever their language.

A story is what hangs together by links between two articles each, and a link depends on these
two alone. So the stories do not depend on the order in which their articles came.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipelines.editions import editions
from pipelines.moments import iso, known_moment
from pipelines.storeddrafts import judged
from pipelines.stories.blocking import keys_of
from pipelines.stories.components import components
from pipelines.stories.linking import WINDOW, link
from pipelines.stories.report import packed, report_of, unpacked

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from pipelines.model import Article
    from pipelines.stories.report import Report

_FIRST: Final = "nothing was linked when it was stored"
_EDITION: Final = "named as another edition"
# CROSS JOIN: the keys are looked up one by one, whatever the planner thinks of them
_NEAR: Final = (
    "SELECT article_id, at, report FROM story_report WHERE article_id IN ("
    "SELECT k.article_id FROM json_each(?) n CROSS JOIN story_key k"
    " ON k.key = n.value AND k.at BETWEEN ? AND ?) AND article_id <> ? ORDER BY article_id"
)
_REPORT: Final = (
    "SELECT r.report, coalesce(a.published_at, a.first_seen_at) AS at"
    " FROM story_report r JOIN article a ON a.id = r.article_id WHERE r.article_id = ?"
)


def save_report(db: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Keep what an article is linked by; ``link_story`` has to follow."""
    draft = article.draft
    report = report_of(draft.title, draft.text, article.judgement, at=None, language=draft.language)
    told = packed(report)
    known = db.execute("SELECT report FROM story_report WHERE article_id = ?", (article_id,))
    if (row := known.fetchone()) is not None and row["report"] == told:
        return
    _forget_keys(db, article_id)
    db.execute(
        "INSERT OR REPLACE INTO story_report (article_id, at, report) VALUES (?, '', ?)",
        (article_id, told),
    )


def link_story(db: sqlite3.Connection, article_id: int, *, if_changed: bool = False) -> None:
    """Put an article into the story of all that it is linked with; stories join or part with it.

    With ``if_changed`` its links are looked for only where its report, its time or its editions
    are others: what came since has noted its own links with it. Without, by the rules of today.
    """
    former = _story_of(db, article_id)
    _renew_links(db, article_id, if_changed=if_changed)
    near = {article_id, *_linked(db, article_id)}
    stories = {story for one in near if (story := _story_of(db, one)) is not None}
    if former is not None:
        stories.add(former)
    members = near | {one for story in stories for one in _members(db, story)}
    _settle(db, members, sorted(stories))


def forget_story(db: sqlite3.Connection, article_id: int) -> None:
    """Take an article out of its story, before it is taken out of the archive."""
    story = _story_of(db, article_id)
    _forget_keys(db, article_id)
    db.execute("DELETE FROM story_report WHERE article_id = ?", (article_id,))
    db.execute("DELETE FROM story_link WHERE a_id = ?1 OR b_id = ?1", (article_id,))
    db.execute("DELETE FROM story_article WHERE article_id = ?", (article_id,))
    if story is not None:
        _settle(db, set(_members(db, story)), [story])


def _renew_links(db: sqlite3.Connection, article_id: int, *, if_changed: bool) -> None:
    """Look up the reports near an article, and note those that it is linked with."""
    mine = _report(db, article_id)
    named = _editions(db, article_id, mine)
    has_changed = _keep_keys(db, article_id, mine)
    if if_changed and not has_changed and named == _linked_editions(db, article_id):
        return
    found = dict.fromkeys(named, (1.0, _EDITION))
    for other, theirs in _candidates(db, article_id, mine):
        made = link(mine, theirs) if other not in found else None
        if made is not None:
            # sums of many terms differ in their last digits by the order of the two
            found[other] = (round(made.score, 4), made.why)
    db.execute("DELETE FROM story_link WHERE a_id = ?1 OR b_id = ?1", (article_id,))
    db.executemany(
        "INSERT INTO story_link (a_id, b_id, score, why) VALUES (?, ?, ?, ?)",
        [
            (min(article_id, other), max(article_id, other), score, why)
            for other, (score, why) in found.items()
        ],
    )


def _report(db: sqlite3.Connection, article_id: int) -> Report:
    row = db.execute(_REPORT, (article_id,)).fetchone()
    if row is None:
        # stored by a version of kenwatch that kept none
        stored = db.execute("SELECT * FROM article WHERE id = ?", (article_id,)).fetchone()
        save_report(db, article_id, judged(stored))
        row = db.execute(_REPORT, (article_id,)).fetchone()
    return _told(row)


def _told(row: sqlite3.Row) -> Report:
    return replace(unpacked(row["report"]), at=known_moment(row["at"]))


def _keep_keys(db: sqlite3.Connection, article_id: int, report: Report) -> bool:
    """Put the keys of an article where they are looked up; False where they are there already."""
    at = iso(report.at) or ""
    held = db.execute("SELECT at FROM story_report WHERE article_id = ?", (article_id,)).fetchone()
    if held["at"] == at:
        return False
    _forget_keys(db, article_id)
    db.executemany(
        "INSERT OR IGNORE INTO story_key (key, at, article_id) VALUES (?, ?, ?)",
        [(key, at, article_id) for key in keys_of(report)],
    )
    db.execute("UPDATE story_report SET at = ? WHERE article_id = ?", (at, article_id))
    return True


def _forget_keys(db: sqlite3.Connection, article_id: int) -> None:
    row = db.execute(
        "SELECT at, report FROM story_report WHERE article_id = ?", (article_id,)
    ).fetchone()
    if row is not None and row["at"]:
        db.executemany(
            "DELETE FROM story_key WHERE key = ? AND at = ? AND article_id = ?",
            [(key, row["at"], article_id) for key in keys_of(unpacked(row["report"]))],
        )


def _candidates(
    db: sqlite3.Connection, article_id: int, report: Report
) -> Iterator[tuple[int, Report]]:
    """Articles that have a key in common and lie near in time, with their reports."""
    assert report.at is not None, "an article has a time: its date, or when it was first seen"
    span = (iso(report.at - WINDOW), iso(report.at + WINDOW))
    keys = json.dumps(keys_of(report))
    for row in db.execute(_NEAR, (keys, *span, article_id)):
        yield row["article_id"], _told(row)


def _editions(db: sqlite3.Connection, article_id: int, mine: Report) -> set[int]:
    """The editions of an article: near in time, and where but one names the other, with a key."""
    found, keys = set(), set(keys_of(mine))
    for other, is_mutual in editions(db, article_id).items():
        theirs = _report(db, other)
        assert mine.at is not None and theirs.at is not None  # noqa: PT018 - every article has a time
        is_near = abs(mine.at - theirs.at) <= WINDOW
        if is_near and (is_mutual or keys & set(keys_of(theirs))):
            found.add(other)
    return found


def _linked_editions(db: sqlite3.Connection, article_id: int) -> set[int]:
    return {other for other, (_, why) in _linked(db, article_id).items() if why == _EDITION}


def _story_of(db: sqlite3.Connection, article_id: int) -> int | None:
    row = db.execute(
        "SELECT story_id FROM story_article WHERE article_id = ?", (article_id,)
    ).fetchone()
    return int(row["story_id"]) if row else None


def _members(db: sqlite3.Connection, story_id: int) -> list[int]:
    rows = db.execute("SELECT article_id FROM story_article WHERE story_id = ?", (story_id,))
    return [int(row["article_id"]) for row in rows]


def _linked(db: sqlite3.Connection, article_id: int) -> dict[int, tuple[float, str]]:
    rows = db.execute(
        "SELECT b_id AS other, score, why FROM story_link WHERE a_id = ?1"
        " UNION ALL SELECT a_id, score, why FROM story_link WHERE b_id = ?1",
        (article_id,),
    )
    return {int(row["other"]): (row["score"], row["why"]) for row in rows}


def _settle(db: sqlite3.Connection, members: set[int], stories: list[int]) -> None:
    """Make of these articles the stories that their links make; ``stories`` are theirs so far."""
    links = {one: _linked(db, one) for one in sorted(members)}
    free = set(stories)
    settled = []
    for part in sorted(components(links), key=min):
        own = {story for one in part if (story := _story_of(db, one)) is not None}
        story_id = min(own & free, default=0) or _new_story(db, min(part))
        free.discard(story_id)
        settled.append(story_id)
        for one in sorted(part):
            surest = max(links[one].values(), default=(0.0, _FIRST))
            db.execute(
                "INSERT INTO story_article (article_id, story_id, why) VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET story_id = excluded.story_id, why = excluded.why"
                " WHERE story_id <> excluded.story_id OR why <> excluded.why",
                (one, story_id, surest[1]),
            )
    for story_id in settled:
        # when all articles are in their stories
        _choose_lead(db, story_id)
    db.executemany(
        "DELETE FROM story WHERE id = ?1 AND NOT EXISTS"
        " (SELECT 1 FROM story_article WHERE story_id = ?1)",
        [(story,) for story in sorted(free)],
    )


def _new_story(db: sqlite3.Connection, article_id: int) -> int:
    cursor = db.execute("INSERT INTO story (lead_article_id) VALUES (?)", (article_id,))
    return int(cursor.lastrowid or 0)


def _choose_lead(db: sqlite3.Connection, story_id: int) -> None:
    db.execute(
        "UPDATE story SET lead_article_id = (SELECT a.id FROM article a"
        " JOIN story_article s ON s.article_id = a.id"
        " LEFT JOIN fingerprint f ON f.canonical_url = a.canonical_url WHERE s.story_id = ?1"
        " ORDER BY coalesce(f.first_at, a.published_at, a.first_seen_at), a.canonical_url LIMIT 1)"
        " WHERE id = ?1",
        (story_id,),
    )
