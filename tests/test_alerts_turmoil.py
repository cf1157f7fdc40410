"""Whatever becomes of stories, no text that a rule has told is told again, and none is forgotten."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.alerts.composing import compose
from tests.alertstories import NOW, add_text, config, copied, merge, opened, part, queued, recount

if TYPE_CHECKING:
    import sqlite3

RULES = config({"updates": 2}, {"severity": "high"})
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("text", "text", "merge", "part", "copy", "count", "compose")),
        st.integers(0, 7),
        st.integers(0, 7),
    ),
    min_size=4,
    max_size=14,
)


def stories(db: sqlite3.Connection) -> dict[int, set[str]]:
    """The addresses of the texts of each story."""
    found: dict[int, set[str]] = {}
    for story, url in db.execute(
        "SELECT o.story_id, a.canonical_url FROM story_article o JOIN article a ON a.id = o.article_id"
        " UNION ALL SELECT o.story_id, c.canonical_url FROM story_article o"
        " JOIN copy c ON c.article_id = o.article_id"
    ):
        found.setdefault(story, set()).add(url)
    return found


def told(db: sqlite3.Connection, rule: str) -> dict[str, int]:
    rows = db.execute("SELECT canonical_url, alert_id FROM alert_text WHERE rule = ?", (rule,))
    return {row[0]: row[1] for row in rows}


def act(db: sqlite3.Connection, step: tuple[str, int, int], number: int) -> None:
    what, one, other = step
    held = sorted(stories(db))
    articles = [row[0] for row in db.execute("SELECT id FROM article ORDER BY id")]
    if what == "text":
        people: dict[str, Any] = {"dead": float(other)} if other > 3 else {}
        add_text(db, number, one + 1, people=people)
    elif what == "merge" and len(held) > 1:
        merge(db, held[one % len(held)], held[one % len(held) - 1])
    elif what == "part" and articles:
        article = articles[one % len(articles)]
        (own,) = db.execute(
            "SELECT story_id FROM story_article WHERE article_id = ?", (article,)
        ).fetchone()
        if (
            db.execute("SELECT count(*) FROM story_article WHERE story_id = ?", (own,)).fetchone()[
                0
            ]
            > 1
        ):
            part(db, article, 100 + number)
    elif what == "copy" and articles:
        copied(db, articles[one % len(articles)], f"https://copy.example/{number}")
    elif what == "count" and articles:
        recount(db, articles[one % len(articles)], "dead", float(other))


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_no_told_text_is_told_again_and_no_story_is_forgotten(
    steps: list[tuple[str, int, int]],
) -> None:
    with TemporaryDirectory() as folder:
        archive = opened(Path(folder) / "a.db")
        db = archive.connection
        for number, step in enumerate([*steps, ("compose", 0, 0)], 1):
            if step[0] != "compose":
                with archive.write():
                    act(db, step, number)
                continue
            before = told(db, "rule-0")
            known = {row["key"] for row in queued(db)}
            compose(archive, RULES, NOW + number * timedelta(hours=1))
            after = told(db, "rule-0")
            assert all(urls <= set(after) for urls in stories(db).values())
            new = {
                row["alert_id"]
                for row in queued(db)
                if row["kind"] == "story" and row["rule"] == "rule-0" and row["key"] not in known
            }
            fresh = [urls for urls in stories(db).values() if not urls & set(before)]
            assert len(new) == len(fresh)
            assert {after[url] for urls in fresh for url in urls} == new
            changes = db.total_changes
            compose(archive, RULES, NOW + number * timedelta(hours=1))
            assert db.total_changes == changes
        updates = [
            row["alert_id"]
            for row in queued(db)
            if row["kind"] == "update" and row["rule"] == "rule-0"
        ]
        assert all(updates.count(one) <= 2 for one in updates)
        archive.close()
