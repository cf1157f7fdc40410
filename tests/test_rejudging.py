"""Stored articles judged anew."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.judgement import EventCard, Fact, Judgement, Mention, Verdict
from pipelines.judging import judge, judge_draft
from pipelines.model import Dated, Dateline
from pipelines.rejudging import prepare, rejudge
from pipelines.relevance.vocabulary import vocabulary
from pipelines.store import Refined
from tests.builders import NOW, article, page
from tests.stocked import add, again, body, stock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.archive import Archive

OLD = Judgement(
    verdicts=(
        Verdict("mining", relevant=False, score=0.1),
        Verdict("monotown", relevant=True, score=9.0),
    ),
    mentions=(Mention("satpayev", "town", "Риддере", "text", (19, 26), 0.9),),
    facts=(Fact(kind="share", value=99.0, unit="%", quote="q", span=(0, 1)),),
    events=(EventCard(kind="crime", quote="q", span=(0, 1)),),
)
# the title of a made article stays on the subject, and only its text is judged to be so
OFF = ["Бүгін күн жылы болады.", "Ертең жаңбыр жауады, жел соғады.", "Қар ертең ериді."]


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    archive = stock(tmp_path / "a.db", 0)
    yield archive
    archive.close()


def row(archive: Archive, article_id: int = 1) -> dict[str, Any]:
    found = archive.connection.execute("SELECT * FROM article WHERE id = ?", (article_id,))
    return dict(found.fetchone())


def dump(archive: Archive) -> list[str]:
    return list(archive.connection.iterdump())


def test_an_article_is_told_again_by_the_rules_of_today(archive: Archive) -> None:
    add(again(archive), 1, body(1), judgement=OLD)
    before = row(archive)
    done = rejudge(archive, *prepare(archive))
    after = row(archive)
    expected = judge(after["title"], after["text"], "ru", lead=after["lead"])
    assert done.changed
    assert set(done.was) == {"monotown"}
    assert set(done.is_now) == {"mining", "monotown"}
    assert (after["is_mining"], after["is_monotown"]) == (1, 1)
    assert [after["mining"], after["monotown"]] == [one.score for one in expected.verdicts]
    assert {reason["words"] for reason in json.loads(after["reasons"])} >= {"рудника"}
    towns = archive.connection.execute("SELECT entity_id FROM mention").fetchall()
    assert {one["entity_id"] for one in towns} >= {"ridder"}
    assert "satpayev" not in {one["entity_id"] for one in towns}
    judged = ("mining", "monotown", "is_mining", "is_monotown", "reasons", "flags")
    assert {k: v for k, v in before.items() if k not in judged} == {
        k: v for k, v in after.items() if k not in judged
    }


def test_the_numbers_of_what_was_and_is_judged_are_told(archive: Archive) -> None:
    add(again(archive), 1, body(1), judgement=OLD)
    done = rejudge(archive, 1)
    assert done.before == {"mentions": 1, "facts": 1, "events": 1, "quotations": 0}
    for name, table in (("mentions", "mention"), ("facts", "fact"), ("events", "event")):
        [(count,)] = archive.connection.execute(f"SELECT count(*) FROM {table}").fetchall()
        assert done.after[name] == count
    assert done.title == row(archive)["title"]


def test_judging_anew_a_second_time_writes_nothing(archive: Archive) -> None:
    add(again(archive), 1, body(1), judgement=OLD)
    rejudge(archive, *prepare(archive))
    before = dump(archive)
    [article_id] = prepare(archive)
    done = rejudge(archive, article_id)
    assert not done.changed
    assert done.before == done.after
    assert dump(archive) == before


def test_what_was_stored_just_now_is_judged_the_same(archive: Archive) -> None:
    at = datetime(2026, 11, 20, 1, 30, tzinfo=timezone(timedelta(hours=6)))
    made = article(
        text="Вчера на шахте имени Костенко погибли двое горняков.\n\nДобыча остановлена.",
        lead="Бригада рудника в Риддере не вышла на смену.",
        published=Dated(at, "minute", "meta"),
        dateline=Dateline(city="Риддер"),
        flags=frozenset({"video"}),
    )
    made = replace(made, judgement=judge_draft(made.draft))
    again(archive).save(Refined(page(), made))
    assert not rejudge(archive, *prepare(archive)).changed


def test_there_is_no_revision_as_the_text_stays(archive: Archive) -> None:
    add(again(archive), 1, body(1), judgement=OLD)
    rejudge(archive, 1)
    kinds = archive.connection.execute("SELECT kind FROM revision").fetchall()
    assert [one["kind"] for one in kinds] == ["first"]


def test_an_article_that_is_on_no_topic_any_more_stays(archive: Archive) -> None:
    add(again(archive), 1, OFF, title="Ауа райы", language="kk", judgement=OLD)
    done = rejudge(archive, 1)
    assert (set(done.was), set(done.is_now)) == ({"monotown"}, set())
    assert (row(archive)["is_mining"], row(archive)["is_monotown"]) == (0, 0)
    assert row(archive)["text"] == "\n\n".join(OFF)


def test_flags_of_the_page_stay_and_judged_ones_are_told_again(archive: Archive) -> None:
    judged = sorted(vocabulary().flags)
    add(again(archive), 1, body(1), flags=frozenset({"paywall", *judged}))
    rejudge(archive, 1)
    assert json.loads(row(archive)["flags"]) == ["paywall"]


def test_only_articles_since_a_moment_are_judged(archive: Archive) -> None:
    store = again(archive)
    for number in range(3):
        add(store, number, body(number))
    assert prepare(archive) == [1, 2, 3]
    assert prepare(archive, NOW + timedelta(days=1)) == [2, 3]


def test_stories_follow_what_is_judged(archive: Archive) -> None:
    store = again(archive)
    text = [
        "На руднике в Риддере добыли 120,5 тысячи тонн руды и 48,2 тысячи тонн концентрата.",
        "Шахтёры рудника получили 3,7 млрд тенге премий за год, сообщила компания.",
    ]
    add(store, 1, [*text, *body(1)[1:]])
    add(store, 1, [*text, *body(2)[1:]], "digest", judgement=OLD, title="Итоги года рудника")
    assert len(set(stories(archive))) == 2
    for article_id in prepare(archive):
        rejudge(archive, article_id)
    assert len(set(stories(archive))) == 1


def stories(archive: Archive) -> list[int]:
    found = archive.connection.execute("SELECT story_id FROM story_article ORDER BY article_id")
    return [one["story_id"] for one in found]


def test_entities_are_those_of_today_before_anything_is_judged(archive: Archive) -> None:
    with archive.write() as db:
        db.execute("DELETE FROM entity WHERE id = 'kumtor_mine'")
        db.execute("UPDATE entity SET name_ru = '' WHERE id = 'ridder'")
    prepare(archive)
    found = archive.connection.execute("SELECT name_ru FROM entity WHERE id = 'ridder'").fetchone()
    assert found["name_ru"] == "Риддер"
