from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pipelines import learnt
from pipelines.boilerplate.rulebook import normalized
from pipelines.cleaning import SiteCleaned, clean_stored
from pipelines.likeness.versions import content_hash
from pipelines.redrafting import left_of
from pipelines.refine import refine
from pipelines.store import Refined
from pipelines.text import fold_search
from pipelines.transliteration import search_spelling
from tests.builders import NOW, candidate, page, source
from tests.snapshots import broken_links
from tests.stocked import ADVERT, LABEL, add, again, body, lines, stock

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.archive import Archive

LATER = NOW + timedelta(days=40)
COUNT = 12


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = stock(tmp_path / "a.db", COUNT)
    with archive.write() as db:
        learnt.relearn(db, "agency", NOW)
    yield archive
    archive.close()


def clean(archive: Archive, **given: Any) -> SiteCleaned:
    [done] = clean_stored(archive, ["agency"], LATER, **given)
    return done


def row(archive: Archive, article: int = 1) -> sqlite3.Row:
    found: sqlite3.Row = archive.connection.execute(
        "SELECT * FROM article WHERE id = ?", (article,)
    ).fetchone()
    return found


def approve(archive: Archive, line: str, place: str) -> None:
    with archive.write() as db:
        db.execute(
            "INSERT INTO boilerplate_line VALUES ('agency', ?, ?, 'approved', ?, 4, 4, '[]', '', ?, ?)",
            (line, line, place, NOW.isoformat(), NOW.isoformat()),
        )


def test_every_stored_article_loses_the_learnt_lines_and_nothing_else(archive: Archive) -> None:
    done = clean(archive)
    assert (done.texts, done.articles, done.copies, done.off_topic) == (COUNT, COUNT, 0, 0)
    # equally many stand in the order of the alphabet
    assert list(done.lines.items()) == [(LABEL, COUNT), (ADVERT, COUNT)]
    texts = [one["text"] for one in archive.connection.execute("SELECT * FROM article ORDER BY id")]
    assert texts == ["\n\n".join(body(number)) for number in range(COUNT)]


def test_a_name_that_came_into_the_gazetteer_since_the_last_run_may_be_judged(
    archive: Archive,
) -> None:
    with archive.write() as db:
        for table in ("mention", "event", "entity_name", "entity_link", "entity_status", "office"):
            db.execute(f"DELETE FROM {table}")
        db.execute("DELETE FROM entity WHERE id = 'ridder'")
    assert clean(archive).articles == COUNT
    found = archive.connection.execute("SELECT count(*) FROM mention WHERE entity_id = 'ridder'")
    assert found.fetchone()[0] >= COUNT


def test_all_that_is_told_of_the_text_is_told_anew(archive: Archive) -> None:
    with archive.write() as db:
        kinds = ["text"] * 6 + ["heading", "text", "text"]
        db.execute(
            "UPDATE article SET kinds = ?, languages = ?, sections = '[]' WHERE id = 1",
            (json.dumps(kinds), json.dumps([*"abcdefghi"])),
        )
    clean(archive)
    found = row(archive)
    assert json.loads(found["kinds"]) == [*["text"] * 5, "heading", "text"]
    assert json.loads(found["languages"]) == ["ru"] * 7
    assert json.loads(found["sections"]) == [body(0)[5]]
    assert json.loads(found["dropped_lines"]) == [LABEL, ADVERT]
    assert found["content_hash"] == content_hash(found["title"], found["text"])
    assert found["folded"] == fold_search(f"{found['title']}\n{found['text']}")
    assert found["words"] == len(found["text"].split())
    assert found["fetched_at"] == found["first_seen_at"] == NOW.isoformat()


def test_spans_refer_to_what_is_left(archive: Archive) -> None:
    own = body(30)
    add(again(archive), 30, [LABEL, *own, ADVERT])
    clean(archive)
    found = archive.connection.execute("SELECT * FROM article ORDER BY id DESC LIMIT 1").fetchone()
    mentions = archive.connection.execute(
        "SELECT * FROM mention WHERE article_id = ? AND field = 'text'", (found["id"],)
    ).fetchall()
    assert mentions
    for one in mentions:
        assert found["text"][one["span_start"] : one["span_end"]] == one["surface"]
    for reason in json.loads(found["reasons"]):
        if reason["where"] == "text":
            assert found["text"][slice(*reason["span"])] == reason["words"]


def test_the_text_so_far_stays_in_the_history(archive: Archive) -> None:
    clean(archive)
    history = archive.connection.execute(
        "SELECT kind, text, seen_at FROM revision WHERE canonical_url LIKE '%/0' ORDER BY seen_at"
    ).fetchall()
    assert [(one["kind"], one["text"]) for one in history] == [
        ("first", "\n\n".join(lines(0))),
        ("cleaned", "\n\n".join(body(0))),
    ]
    assert history[1]["seen_at"] == LATER.isoformat()


def test_search_and_the_index_of_copies_follow(archive: Archive) -> None:
    clean(archive)
    db = archive.connection
    find = "SELECT count(*) FROM article_fts WHERE article_fts MATCH 'advertisment'"
    assert db.execute(find).fetchone()[0] == 0
    db.execute("INSERT INTO article_fts (article_fts) VALUES ('integrity-check')")
    assert add(again(archive), 0, body(0), name="digest") == "copy"
    like = db.execute("SELECT similarity, own_share FROM copy").fetchone()
    assert tuple(like) == (1.0, 0.0)


def test_the_story_stays_whole(archive: Archive) -> None:
    clean(archive)
    db = archive.connection
    assert db.execute("SELECT count(*) FROM story_article").fetchone()[0] == COUNT
    lost = "SELECT count(*) FROM story WHERE id NOT IN (SELECT story_id FROM story_article)"
    assert db.execute(lost).fetchone()[0] == 0


def test_cleaning_twice_is_cleaning_once(archive: Archive) -> None:
    clean(archive)
    before = [tuple(one) for one in archive.connection.execute("SELECT * FROM article")]
    done = clean(archive)
    assert (done.articles, done.lines) == (0, {})
    assert [tuple(one) for one in archive.connection.execute("SELECT * FROM article")] == before
    kinds = archive.connection.execute("SELECT count(*) FROM revision WHERE kind = 'cleaned'")
    assert kinds.fetchone()[0] == COUNT


def test_a_fetched_page_without_the_lines_is_then_unchanged(archive: Archive) -> None:
    clean(archive)
    assert add(again(archive), 3, body(3)) == "unchanged"


def test_a_dry_run_tells_and_changes_nothing(archive: Archive) -> None:
    done = clean(archive, dry_run=True)
    assert (done.articles, done.lines[ADVERT]) == (COUNT, COUNT)
    assert ADVERT in row(archive)["text"]
    assert clean(archive).articles == COUNT


def test_a_lead_that_was_such_a_line_is_renewed(archive: Archive) -> None:
    own = body(30)
    store = again(archive)
    add(store, 30, [LABEL, *own], lead=LABEL)
    add(store, 31, [LABEL, *body(31)], lead="Кіріспе сөз.")
    clean(archive)
    leads = archive.connection.execute("SELECT lead FROM article ORDER BY id DESC LIMIT 2")
    assert [one["lead"] for one in leads] == ["Кіріспе сөз.", own[0]]


def test_a_text_of_nothing_else_stays_as_it_is(archive: Archive) -> None:
    add(again(archive), 30, [LABEL, ADVERT])
    clean(archive)
    found = archive.connection.execute("SELECT text FROM article ORDER BY id DESC").fetchone()
    assert found["text"] == f"{LABEL}\n\n{ADVERT}"


def test_an_article_that_was_on_a_topic_by_such_a_line_alone_stays_and_is_counted(
    archive: Archive,
) -> None:
    line = "Новости горной добычи, шахт, рудников и медеплавильных заводов Риддера"
    approve(archive, line.casefold(), "tail")
    add(again(archive), 30, ["Бүгін күн жылы болады.", "Ертең жаңбыр жауады.", line], title="Ауа")
    assert clean(archive).off_topic == 1
    found = archive.connection.execute("SELECT * FROM article ORDER BY id DESC").fetchone()
    assert (found["is_mining"], found["is_monotown"], json.loads(found["reasons"])) == (0, 0, [])


def test_copies_are_cleaned_and_measured_anew(archive: Archive) -> None:
    store = again(archive)
    for number in range(COUNT):
        add(store, number, [*lines(number), "Читайте нас в Google News"], name="digest")
    add(store, 50, name="agency")
    assert add(store, 50, body(50), name="digest") == "copy"
    with archive.write() as db:
        learnt.relearn(db, "digest", NOW)
    [told] = clean_stored(archive, ["digest"], LATER, dry_run=True)
    assert (told.copies, told.lines[ADVERT]) == (COUNT, COUNT)
    [done] = clean_stored(archive, ["digest"], LATER)
    assert (done.articles, done.copies) == (0, COUNT)
    copies = archive.connection.execute("SELECT * FROM copy ORDER BY fetched_at").fetchall()
    assert [one["text"] for one in copies] == ["\n\n".join(body(n)) for n in (*range(COUNT), 50)]
    assert copies[0]["content_hash"] == content_hash(copies[0]["title"], copies[0]["text"])
    # the article still has the lines: all of the copy is in it
    assert (copies[0]["own_share"] < 0.1, copies[0]["similarity"] < 1) == (True, True)
    clean(archive)
    likes = archive.connection.execute("SELECT DISTINCT similarity, own_share FROM copy")
    assert [tuple(one) for one in likes] == [(1.0, 0.0)]


def test_articles_of_older_archives_keep_what_is_not_known_of_them(archive: Archive) -> None:
    with archive.write() as db:
        db.execute("UPDATE article SET kinds = '[]', languages = '[]', sections = ?", ('["x"]',))
    clean(archive)
    found = row(archive)
    assert (found["kinds"], found["sections"]) == ("[]", "[]")
    # told from what is left
    assert json.loads(found["languages"]) == ["ru"] * 7
    assert found["text"] == "\n\n".join(body(0))


LATIN = [
    "Qaraǵandy oblysynda kóliktiń aýa súzgisine jasyrynǵan mysyq 120 shaqyrym jol júrdi.",
    "Qala turǵyndary mysyqty saqtap qaldy, dep habarlady ákimdik.",
    "Kenshiler shahtada jumysyn jalǵastyrady, óndiris toqtaǵan joq.",
    "Óńirde jańa mektep ashyldy, onda myńnan astam oqýshy bilim alady.",
]


def test_what_is_left_of_kazakh_in_latin_letters_is_searched_in_cyrillic_too(
    archive: Archive,
) -> None:
    given = {"language": "kk", "script": "Latin", "title": "Mysyq jol júrdi", "lead": LATIN[0]}
    add(again(archive), 40, [*LATIN, LABEL], **given)
    clean(archive)
    found = archive.connection.execute("SELECT * FROM article ORDER BY id DESC").fetchone()
    assert (found["text"], found["language"], found["script"]) == (
        "\n\n".join(LATIN),
        "kk",
        "Latin",
    )
    assert found["folded"] == search_spelling(found["title"], found["text"], "kk", "Latin")
    assert found["folded"] != fold_search(f"{found['title']}\n{found['text']}")


def test_cleaning_gives_what_storing_anew_gives(tmp_path: Path) -> None:
    archive = stock(tmp_path / "b.db", 0)
    store, site = again(archive), source("agency")
    lessons: dict[str, str] = {}
    lines_of = {number: [*body(number)[:2], LABEL, *body(number)[2:]] for number in range(8)}

    def refined(number: int) -> Refined:
        head = [f"АСТАНА. KAZINFORM – {lines_of[number][0]}", *lines_of[number][1:]]
        shown = [*(["Тёплый край"] if number % 2 else []), *head, "Айгүл Сейіт", ADVERT]
        html = "".join(f"<p>{line}</p>" for line in shown)
        given = page(
            candidate(f"/{number}"),
            body=f"<html lang='ru'><h1>Рудник {number}</h1><article>{html}</article>".encode(),
            fetched_at=NOW + timedelta(days=number),
        )
        return Refined(given, refine(given, site, learnt=lessons, all_topics=True))

    for number in lines_of:
        store.save(refined(number))
    approve(archive, LABEL.casefold(), "within")
    approve(archive, "тёплый край".replace("ё", "е"), "head")
    approve(archive, ADVERT.casefold().rstrip("!"), "tail")
    clean(archive)
    changing = {"reasons", "dropped_lines", "first_seen_at", "fetched_at"}
    query = "SELECT * FROM article ORDER BY id"
    before = [dict(one) for one in archive.connection.execute(query)]
    lessons.update(learnt.load(archive.connection, "agency"))
    assert {again(archive).save(refined(number)) for number in lines_of} == {"unchanged"}
    for one, other in zip(before, archive.connection.execute(query), strict=True):
        differing = {name for name in one if one[name] != other[name]}
        assert differing <= changing
    archive.close()


def keep(archive: Archive, line: str) -> None:
    with archive.write() as db:
        assert learnt.decide(db, "agency", normalized(line), "kept", LATER)


def test_a_line_that_a_person_keeps_comes_back_to_the_cleaned_articles(archive: Archive) -> None:
    clean(archive)
    keep(archive, LABEL)
    told = clean(archive, dry_run=True)
    assert (told.articles, told.restored, LABEL in row(archive)["text"]) == (0, COUNT, False)
    done = clean(archive)
    assert (done.articles, done.restored, done.lines) == (0, COUNT, {})
    found = row(archive)
    assert found["text"].split("\n\n") == lines(0)[:-1]
    assert found["content_hash"] == content_hash(found["title"], found["text"])
    kinds = archive.connection.execute(
        "SELECT kind FROM revision WHERE canonical_url LIKE '%/0' ORDER BY seen_at"
    )
    assert [one["kind"] for one in kinds] == ["first", "cleaned", "restored"]
    assert clean(archive).restored == 0
    assert add(again(archive), 3, lines(3)[:-1]) == "unchanged"


def test_a_line_comes_back_without_any_other_being_learnt(archive: Archive) -> None:
    clean(archive)
    keep(archive, LABEL)
    keep(archive, ADVERT)
    assert clean(archive).restored == COUNT
    assert row(archive)["text"].split("\n\n") == lines(0)


def test_an_article_that_was_edited_since_it_was_cleaned_gets_nothing_back(
    archive: Archive,
) -> None:
    clean(archive)
    edited = [*body(3), "Рудник возобновил работу в полном объёме."]
    assert add(again(archive), 3, edited, fetched_at=LATER + timedelta(days=1)) == "revised"
    keep(archive, LABEL)
    assert clean(archive).restored == COUNT - 1
    assert row(archive, 4)["text"].split("\n\n") == edited


def test_cleaning_leaves_no_link_to_what_is_gone(archive: Archive) -> None:
    line = "В Балхаше медный завод уволил 500 рабочих."
    for number in (30, 31):
        add(again(archive), number, [*body(number), line])
    approve(archive, normalized(line), "tail")
    clean(archive)
    assert broken_links(archive) == []
    clean(archive)
    assert broken_links(archive) == []


def test_a_site_without_learnt_lines_is_not_read(archive: Archive) -> None:
    [done] = clean_stored(archive, ["digest"], LATER)
    assert done == SiteCleaned(site="digest", texts=0, articles=0, copies=0, off_topic=0, lines={})


def test_pages_from_disk_are_cleaned_by_their_host(archive: Archive) -> None:
    with archive.write() as db:
        db.execute("UPDATE article SET source_id = 'disk', url = 'https://paper.kz/' || id")
        db.execute("UPDATE article SET url = 'https://other.kz/paper.kz' WHERE id > 10")
        learnt.relearn(db, "paper.kz", NOW)
    [done] = clean_stored(archive, ["paper.kz"], LATER)
    assert (done.texts, done.articles) == (10, 10)


def test_a_text_is_compared_without_its_learnt_lines(archive: Archive) -> None:
    known = learnt.load(archive.connection, "agency")
    assert left_of(lines(1), ("text",) * 9, known).paragraphs == tuple(body(1))
    assert left_of(lines(1), ("text",) * 9, {}).paragraphs == tuple(lines(1))


def test_a_kill_between_two_articles_loses_nothing(archive: Archive) -> None:
    archive.connection.execute(
        "CREATE TEMP TRIGGER t AFTER INSERT ON main.revision"
        " WHEN (SELECT count(*) FROM revision WHERE kind = 'cleaned') > 3"
        " BEGIN SELECT RAISE(ABORT, 'stopped'); END"
    )
    with pytest.raises(Exception, match="stopped"):
        clean(archive)
    archive.connection.execute("DROP TRIGGER temp.t")
    cleaned = "SELECT count(*) FROM article WHERE text NOT LIKE '%Advertisment%'"
    assert archive.connection.execute(cleaned).fetchone()[0] == 3
    assert clean(archive).articles == COUNT - 3
