import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipelines.archive import Archive
from pipelines.judgement import EventCard, Fact, Judgement, Verdict
from pipelines.judging import judge
from pipelines.model import MISSED, Dated, Reason, Rejection
from pipelines.runs import RunBook
from pipelines.store import Refined, Store
from tests.builders import NOW, TEXT, article, candidate, mention, page, source
from tests.newsroom import sentence
from tests.snapshots import broken_links


class Desk(SimpleNamespace):
    archive: Archive
    store: Store
    book: RunBook

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in self.archive.connection.execute(sql)]

    def save(self, path: str, name: str = "agency", **fields: object) -> str:
        of = candidate(path, name)
        # no page is fetched twice at one moment
        self.minutes = getattr(self, "minutes", 0) + 1
        fetched = page(of, fetched_at=NOW + timedelta(minutes=self.minutes))
        return self.store.save(Refined(fetched, article(of, **fields)))  # type: ignore[arg-type]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    archive = Archive(tmp_path / "a.db")
    book = RunBook(archive, lambda: NOW)
    book.begin("crawl", [source("agency"), source("digest"), source("herald")], {})
    with archive.write() as db:
        for town in ("abai", "ridder"):
            db.execute(
                "INSERT OR IGNORE INTO entity (id, kind, name_en, name_ru, name_kk)"
                " VALUES (?, 'town', ?, ?, ?)",
                (town, town, town, town),
            )
    yield Desk(archive=archive, book=book, store=Store(archive, book, lambda: NOW))
    archive.close()


OTHER = (
    "В Риддере третий день нет тепла в двух микрорайонах: на теплотрассе лопнула труба диаметром "
    "700 миллиметров. Бригады из Усть-Каменогорска меняют участок, школы перешли на удалённые уроки."
)
LONGER = (
    "Аким города обещал вернуть тепло к вечеру воскресенья. Управляющая компания объяснила аварию "
    "износом сетей: трубу уложили в 1987 году. Жителям двух микрорайонов развозят обогреватели."
)


def test_a_relevant_page_is_stored_once_however_often_it_comes(desk: Desk) -> None:
    assert [desk.save("/a"), desk.save("/a"), desk.save("/a")] == ["new", "unchanged", "unchanged"]
    assert desk.rows("SELECT count(*) FROM article") == [(1,)]
    assert desk.rows("SELECT kind FROM revision") == [("first",)]
    assert desk.rows("SELECT state FROM page") == [("kept",)]


def test_every_outcome_is_counted_in_the_run(desk: Desk) -> None:
    desk.save("/a")
    desk.save("/a")
    assert desk.rows("SELECT source_id, outcome, pages FROM run_outcome ORDER BY outcome") == [
        ("agency", "new", 1),
        ("agency", "unchanged", 1),
    ]
    assert desk.book.tallies["agency"].fetched == 2


def test_a_changed_text_is_a_revision_and_both_versions_are_kept(desk: Desk) -> None:
    desk.save("/a")
    assert desk.save("/a", text=TEXT.replace("240", "310")) == "revised"
    assert desk.rows("SELECT count(*) FROM article WHERE text LIKE '%310%'") == [(1,)]
    assert desk.rows("SELECT kind FROM revision ORDER BY seen_at") == [("first",), ("changed",)]
    assert "240" in str(desk.rows("SELECT text FROM revision WHERE kind = 'first'"))


def test_full_text_search_follows_a_revision(desk: Desk) -> None:
    desk.save("/a")
    desk.save("/a", text=TEXT.replace("бригадира", "начальника"))
    find = "SELECT count(*) FROM article_fts WHERE article_fts MATCH '{}'"
    assert desk.rows(find.format("начальника")) == [(1,)]
    assert desk.rows(find.format("бригадира")) == [(0,)]
    desk.archive.connection.execute(
        "INSERT INTO article_fts (article_fts) VALUES ('integrity-check')"
    )


def test_search_spelling_is_stored_beside_the_words_as_written(desk: Desk) -> None:
    desk.save("/a", title="Қарағанды шахтёрлері", text=OTHER)
    find = "SELECT count(*) FROM article_fts WHERE article_fts MATCH 'folded:караганды AND folded:шахтерлери'"
    assert desk.rows(find) == [(1,)]


def test_a_cut_answer_never_replaces_a_good_text(desk: Desk) -> None:
    desk.save("/a")
    of = candidate("/a")
    cut = article(of, text=TEXT[:120])
    assert desk.store.save(Refined(page(of, truncated=True), cut)) == "unchanged"
    assert desk.rows("SELECT text FROM article") == [(TEXT,)]


def test_the_same_text_elsewhere_is_a_copy_linked_to_the_first(desk: Desk) -> None:
    desk.save("/a", hour=9)
    assert desk.save("/b", "digest", hour=11, text=f"{TEXT} Подробности позже.") == "copy"
    [(article_id, url, similarity, own)] = desk.rows(
        "SELECT article_id, canonical_url, similarity, own_share FROM copy"
    )
    assert (article_id, url) == (1, "https://digest.kz/b")
    assert 0.8 < float(str(similarity)) < 1
    assert 0 < float(str(own)) < 0.2
    assert desk.rows("SELECT state, article_id FROM page ORDER BY url") == [("kept", 1)] * 2


def test_the_link_turns_round_when_an_earlier_original_is_found_later(desk: Desk) -> None:
    desk.save("/b", "digest", hour=11)
    assert desk.save("/a", "agency", hour=9) == "new"
    assert desk.rows("SELECT canonical_url FROM article") == [("https://agency.kz/a",)]
    assert desk.rows("SELECT canonical_url FROM copy") == [("https://digest.kz/b",)]
    assert desk.rows("SELECT kind FROM revision ORDER BY seen_at") == [("first",)] * 2


def test_the_counts_of_the_run_turn_round_with_the_link(desk: Desk) -> None:
    desk.save("/b", "digest", hour=11)
    desk.save("/a", "agency", hour=9)
    counted = desk.rows("SELECT source_id, outcome FROM run_outcome WHERE pages > 0 ORDER BY 1")
    assert counted == [("agency", "new"), ("digest", "copy")]
    tallies = desk.book.tallies
    assert (tallies["agency"].new, tallies["digest"].new, tallies["digest"].copies) == (1, 0, 1)


def test_the_order_of_arrival_does_not_decide_who_is_the_original(desk: Desk) -> None:
    for path, name, hour in (("/c", "herald", 12), ("/a", "agency", 9), ("/b", "digest", 10)):
        desk.save(path, name, hour=hour)
    assert desk.rows("SELECT source_id FROM article") == [("agency",)]
    assert desk.rows("SELECT source_id FROM copy ORDER BY 1") == [("digest",), ("herald",)]


def test_an_undated_page_never_takes_the_place_of_a_dated_one(desk: Desk) -> None:
    desk.save("/b", "digest", hour=11)
    desk.save("/a", "agency", hour=None)
    assert desk.rows("SELECT source_id FROM article") == [("digest",)]


def test_a_dated_page_takes_the_place_of_an_undated_one(desk: Desk) -> None:
    desk.save("/b", "digest", hour=None)
    desk.save("/a", "agency", hour=11)
    assert desk.rows("SELECT source_id FROM article") == [("agency",)]


def test_a_copy_that_comes_again_is_unchanged_and_one_that_changed_is_judged_anew(
    desk: Desk,
) -> None:
    desk.save("/a", hour=9)
    desk.save("/b", "digest", hour=11)
    assert desk.save("/b", "digest", hour=11) == "unchanged"
    assert desk.save("/b", "digest", hour=11, text=f"{OTHER}\n\n{LONGER}") == "revised"
    assert desk.rows("SELECT count(*) FROM copy") == [(0,)]
    assert desk.rows("SELECT canonical_url FROM article ORDER BY 1") == [
        ("https://agency.kz/a",),
        ("https://digest.kz/b",),
    ]


def test_mentions_facts_and_events_are_stored_and_replaced_with_the_text(desk: Desk) -> None:
    judged = Judgement(
        verdicts=(Verdict("monotown", relevant=True, score=5.5),),
        mentions=(mention("ridder", "Риддере", 2),),
        facts=(Fact(kind="count", value=700, unit="mm", quote="700 миллиметров", span=(10, 25)),),
        events=(EventCard(kind="outage", town_id="ridder", quote="нет тепла", span=(20, 29)),),
    )
    desk.save("/a", text=OTHER, judgement=judged)
    assert desk.rows("SELECT entity_id, surface FROM mention") == [("ridder", "Риддере")]
    assert desk.rows("SELECT value, unit FROM fact") == [(700.0, "mm")]
    assert desk.rows("SELECT kind, town_id FROM event") == [("outage", "ridder")]
    assert desk.rows("SELECT is_mining, is_monotown, monotown FROM article") == [(0, 1, 5.5)]
    desk.save("/a", text=f"{OTHER} Ждут тепла.")
    assert (
        desk.rows("SELECT count(*) FROM mention")
        == desk.rows("SELECT count(*) FROM event")
        == [(0,)]
    )


def test_editions_that_name_each_other_are_one_story(desk: Desk) -> None:
    desk.save("/kk/a", text=OTHER, editions=(("ru", "https://agency.kz/ru/a"),))
    desk.save("/ru/a", editions=(("kk", "https://agency.kz/kk/a"),))
    assert desk.rows("SELECT count(*) FROM story") == [(1,)]
    assert desk.rows("SELECT why FROM story_article WHERE article_id = 2") == [
        ("named as another edition",)
    ]


def test_two_stories_become_one_when_an_article_belongs_to_both(desk: Desk) -> None:
    ru = (("ru", "https://agency.kz/ru/a"),)
    desk.save("/kk/a", text=OTHER, editions=ru)
    third = "A third text on heating pipes that were mended within two days in town."
    desk.save("/en/a", text=third, editions=ru)
    desk.save(
        "/ru/a",
        editions=(("kk", "https://agency.kz/kk/a"), ("en", "https://agency.kz/en/a")),
    )
    assert desk.rows("SELECT count(*) FROM story") == [(1,)]
    assert desk.rows("SELECT count(*) FROM story_article") == [(3,)]


def test_an_off_topic_page_is_remembered_with_its_reason_and_not_stored(desk: Desk) -> None:
    of = candidate("/sport")
    outcome = desk.store.save(Refined(page(of), Rejection(Reason.OFF_TOPIC, "mining 0.5")))
    assert outcome == "off-topic"
    assert desk.rows("SELECT state, reason, detail FROM page") == [
        ("rejected", "off-topic", "mining 0.5")
    ]
    assert desk.rows("SELECT count(*) FROM article") == [(0,)]


def test_a_soft_404_is_dropped_and_a_challenge_page_is_a_failure_that_comes_back(
    desk: Desk,
) -> None:
    gone, wall = candidate("/gone"), candidate("/wall")
    assert desk.store.save(Refined(page(gone), Rejection(Reason.SOFT_404))) == "dropped"
    assert desk.store.save(Refined(page(wall), Rejection(Reason.CHALLENGE))) == "failed"
    assert desk.rows("SELECT next_check_at IS NOT NULL FROM page ORDER BY url") == [(0,), (1,)]
    assert desk.rows("SELECT detail FROM issue") == [(str(Reason.CHALLENGE),)]


def test_a_page_is_stored_wholly_or_not_at_all(desk: Desk) -> None:
    of = candidate("/a")
    unknown = Judgement(mentions=(mention("nowhere"),))
    with pytest.raises(Exception, match="FOREIGN KEY"):
        desk.store.save(Refined(page(of), article(of, judgement=unknown)))
    assert desk.rows("SELECT count(*) FROM article") == [(0,)]
    assert desk.rows("SELECT count(*) FROM page") == [(0,)]
    assert desk.book.tallies["agency"].fetched == 0


def test_the_evidence_is_readable_json(desk: Desk) -> None:
    desk.save("/a")
    [(reasons, sections)] = desk.rows("SELECT reasons, sections FROM article")
    assert json.loads(str(reasons)) == json.loads(str(sections)) == []


def test_plain_sqlite_reads_the_views(desk: Desk, tmp_path: Path) -> None:
    desk.save("/a", judgement=Judgement(mentions=(mention("ridder"),)))
    with sqlite3.connect(tmp_path / "a.db") as plain:
        assert plain.execute("SELECT towns, source, published FROM latest").fetchall() == [
            ("Ridder", "agency", "2026-11-20 14:00")
        ]
        assert plain.execute("SELECT town, title FROM by_town").fetchall() == [
            ("Ridder", "Шахтёры остановили работу")
        ]
        assert plain.execute("SELECT * FROM by_source_day").fetchall() == [
            ("agency", "2026-11-20", 1, 0)
        ]
    plain.close()


def test_a_modified_time_is_stored_in_utc(desk: Desk) -> None:
    of = candidate("/a")
    draft = replace(article(of).draft, modified=article(of).draft.published)
    desk.store.save(Refined(page(of), replace(article(of), draft=draft)))
    assert desk.rows("SELECT modified_at FROM article") == [("2026-11-20T09:00:00+00:00",)]


def test_the_likeness_of_copies_does_not_depend_on_the_order_of_arrival(tmp_path: Path) -> None:
    texts = (f"{TEXT} Подробности позже.", f"{TEXT} Прокуратура начала проверку.", TEXT)
    arrivals = [(f"/{hour}", hour, text) for hour, text in enumerate(texts, 9)]
    seen: list[list[tuple[object, ...]]] = []
    for order in (arrivals, arrivals[::-1]):
        archive = Archive(tmp_path / f"{len(seen)}.db")
        book = RunBook(archive, lambda: NOW)
        book.begin("crawl", [source("agency")], {})
        desk = Desk(archive=archive, book=book, store=Store(archive, book, lambda: NOW))
        for path, hour, text in order:
            desk.save(path, hour=hour, text=text)
        seen.append(desk.rows("SELECT canonical_url, similarity, own_share FROM copy ORDER BY url"))
        archive.close()
    assert seen[0] == seen[1]


def test_only_an_article_that_is_new_in_this_run_is_counted_anew_as_a_copy(desk: Desk) -> None:
    desk.save("/b", "digest", hour=11)
    another = RunBook(desk.archive, lambda: NOW)
    another.begin("crawl", [source("agency"), source("digest")], {})
    desk.store = Store(desk.archive, another, lambda: NOW)
    desk.save("/other", "digest", text=OTHER)
    assert desk.save("/b", "digest", hour=11, text=f"{TEXT} Подробности позже.") == "revised"
    desk.save("/a", "agency", hour=9)
    tally = another.tallies["digest"]
    assert (tally.new, tally.revised, tally.copies) == (1, 1, 0)


def test_no_look_up_of_an_article_reads_a_whole_table(desk: Desk) -> None:
    statements: list[str] = []
    desk.save("/a")
    desk.archive.connection.set_trace_callback(statements.append)
    desk.save("/b", text=OTHER, judgement=Judgement(mentions=(mention("abai", "Абай"),)))
    desk.archive.connection.set_trace_callback(None)
    asked = [one for one in statements if one.startswith(("SELECT", "WITH"))]
    asked += ["SELECT * FROM latest LIMIT 10", "SELECT * FROM by_town WHERE town = 'Ridder'"]
    for statement in asked:
        plan = [str(row[3]) for row in desk.rows(f"EXPLAIN QUERY PLAN {statement}")]
        scans = [step for step in plan if step.startswith("SCAN") and "USING INDEX" not in step]
        read = {step.split()[1] for step in scans}
        if "IN ()" in statement:
            # the plan names a scan, but an empty list ends it at its begin
            continue
        assert not {"a", "article", "b", "band", "m", "mention", "copy"} & read, statement


def test_a_line_that_is_taken_out_by_now_is_no_edit_of_the_site(desk: Desk) -> None:
    advert = "Подпишитесь на нас"
    desk.save("/a", text=f"{TEXT}\n\n{advert}")
    assert desk.save("/a", text=TEXT, dropped_lines=(advert,)) == "unchanged"
    assert desk.rows("SELECT text FROM article") == [(TEXT,)]
    assert desk.rows("SELECT kind FROM revision ORDER BY seen_at") == [("first",), ("cleaned",)]


def test_a_line_that_the_site_took_out_is_an_edit(desk: Desk) -> None:
    desk.save("/a", text=f"{TEXT}\n\nПогибли двое.")
    assert desk.save("/a", text=TEXT) == "revised"
    assert desk.rows("SELECT kind FROM revision ORDER BY seen_at") == [("first",), ("changed",)]


def test_a_stump_of_a_page_never_replaces_its_article(desk: Desk) -> None:
    good = f"{TEXT}\n\n{OTHER}\n\nТретий абзац говорит о том же предприятии."
    desk.save("/a", text=good)
    for stump in ("Третий абзац говорит о том же предприятии.", "USD 521.30 EUR 604.11 Погода"):
        assert [desk.save("/a", text=stump), desk.save("/a", text=stump)] == ["unchanged"] * 2
    assert desk.rows("SELECT text FROM article") == [(good,)]
    assert desk.rows("SELECT kind FROM revision ORDER BY seen_at") == [
        ("first",), ("stump",), ("stump",),
    ]  # fmt: skip
    assert desk.rows("SELECT kind, times FROM issue") == [("page", 4)]


def test_a_short_edit_with_words_of_its_own_is_an_edit(desk: Desk) -> None:
    desk.save("/a", text=f"{OTHER}\n\n{TEXT}")
    rewritten = f"{OTHER}\n\nРедакция снимает остальной текст по просьбе завода."
    assert desk.save("/a", text=rewritten) == "revised"


def test_what_is_told_later_of_an_equal_text_is_stored(desk: Desk) -> None:
    desk.save("/a", hour=None)
    assert desk.save("/a", hour=9, authors=("Айгүл Сейіт",), section="Қоғам") == "unchanged"
    assert desk.rows("SELECT authors, section, published_at FROM article") == [
        ('["Айгүл Сейіт"]', "Қоғам", "2026-11-20T09:00:00+00:00")
    ]
    desk.save("/a", hour=11, section="Экономика")
    assert desk.rows("SELECT authors, section, published_at FROM article") == [
        ('["Айгүл Сейіт"]', "Экономика", "2026-11-20T09:00:00+00:00")
    ]
    assert desk.rows("SELECT kind FROM revision") == [("first",)]


def test_an_address_that_all_pages_of_a_site_name_makes_no_story_of_them(desk: Desk) -> None:
    desk.save("/kk", text=OTHER, title="Тепло вернут к воскресенью")
    for path, title, text in (
        ("/a", "Цены на медь упали", sentence("a", words=60)),
        ("/b", "Открыта библиотека", sentence("b", words=60)),
    ):
        named = (("kk", "https://agency.kz/kk"),)
        desk.save(path, title=title, text=text, editions=named)
    assert desk.rows("SELECT count(*) FROM story") == [(3,)]


def test_an_edition_that_but_one_names_is_one_where_they_tell_the_same(desk: Desk) -> None:
    told = judge("", TEXT, "ru")
    english = "240 of 1,150 miners of the Kostenko mine were paid, the miners stopped work."
    desk.save("/ru", judgement=told)
    desk.save(
        "/en",
        text=english,
        language="en",
        title="Miners of the Kostenko mine stopped work",
        judgement=judge("", english, "en"),
        editions=(("ru", "https://agency.kz/ru"),),
    )
    assert desk.rows("SELECT DISTINCT why FROM story_article") == [("named as another edition",)]


def test_an_edition_of_another_month_is_none(desk: Desk) -> None:
    old = Dated(NOW - timedelta(days=60), "minute", "meta")
    desk.save(
        "/kk", text=OTHER, hour=None, published=old, editions=(("ru", "https://agency.kz/ru"),)
    )
    desk.save("/ru", editions=(("kk", "https://agency.kz/kk"),))
    assert desk.rows("SELECT count(*) FROM story") == [(2,)]


@pytest.mark.parametrize("reason", [Reason.SCREENED, Reason.SCREENED_CHECKED])
def test_screened_pages_are_off_topic_under_their_own_reason(desk: Desk, reason: Reason) -> None:
    assert desk.store.save(Refined(page(), Rejection(reason))) == "off-topic"
    assert desk.rows("SELECT outcome, reason FROM run_outcome") == [("off-topic", str(reason))]


def test_an_article_that_the_screen_had_lost_is_stored_and_is_an_issue(desk: Desk) -> None:
    found = replace(article(), was_screened=True)
    assert desk.store.save(Refined(page(), found)) == "new"
    assert desk.rows("SELECT kind, detail FROM issue") == [("screen", MISSED)]
    assert desk.book.tallies["agency"].reasons == {MISSED: 1}


def test_a_robot_check_at_a_later_look_is_a_failure_and_the_text_stays(desk: Desk) -> None:
    desk.save("/a")
    wall = page(candidate("/a"), fetched_at=NOW + timedelta(hours=1))
    rejected = Refined(wall, Rejection(Reason.CHALLENGE, "a robot check"))
    assert desk.store.save(rejected) == "failed"
    assert desk.rows("SELECT text, state FROM article JOIN page USING (canonical_url)") == [
        (TEXT, "kept")
    ]
    assert desk.rows("SELECT outcome FROM visit ORDER BY outcome") == [("failed",), ("text",)]


def test_a_page_that_goes_by_another_address_keeps_its_text_and_its_history(desk: Desk) -> None:
    desk.save("/a")
    renamed = article(candidate("/a"), canonical_url="https://agency.kz/a-renamed", text=TEXT)
    later = page(candidate("/a"), fetched_at=NOW + timedelta(hours=1))
    assert desk.store.save(Refined(later, renamed)) == "unchanged"
    for table in ("article", "fingerprint", "revision"):
        assert desk.rows(f"SELECT canonical_url FROM {table}") == [("https://agency.kz/a-renamed",)]
    assert desk.rows("SELECT text_url, revisit_at IS NULL FROM page") == [
        ("https://agency.kz/a-renamed", 0)
    ]
    assert broken_links(desk.archive) == []


def test_a_text_whose_page_goes_by_another_text_now_stays(desk: Desk) -> None:
    desk.save("/a")
    desk.save("/b", text=OTHER)
    renamed = article(candidate("/a"), canonical_url="https://agency.kz/b", text=OTHER)
    later = page(candidate("/a"), fetched_at=NOW + timedelta(hours=1))
    assert desk.store.save(Refined(later, renamed)) == "unchanged"
    assert desk.rows("SELECT canonical_url, text FROM article ORDER BY 1") == [
        ("https://agency.kz/a", TEXT),
        ("https://agency.kz/b", OTHER),
    ]
    # an earlier original of what has no page any more
    assert desk.save("/c", hour=5) == "new"
    assert broken_links(desk.archive) == []


def test_editions_that_are_told_at_a_later_look_join_the_story(desk: Desk) -> None:
    desk.save("/kk/a", text=OTHER)
    desk.save("/en/a", language="en", editions=(("kk", "https://agency.kz/kk/a"),))
    assert desk.rows("SELECT count(DISTINCT story_id) FROM story_article") == [(2,)]
    editions = (("en", "https://agency.kz/en/a"),)
    assert desk.save("/kk/a", text=OTHER, editions=editions) == "unchanged"
    assert desk.rows("SELECT count(DISTINCT story_id) FROM story_article") == [(1,)]
    # and when they are told no more nothing is forgotten; told otherwise, the story parts
    desk.save("/kk/a", text=OTHER)
    assert desk.rows("SELECT count(DISTINCT story_id) FROM story_article") == [(1,)]
    desk.save("/kk/a", text=OTHER, editions=(("en", "https://agency.kz/en/other"),))
    assert desk.rows("SELECT count(DISTINCT story_id) FROM story_article") == [(2,)]
    assert broken_links(desk.archive) == []


def test_an_open_article_that_is_walled_later_keeps_its_text(desk: Desk) -> None:
    desk.save("/a", text=f"{OTHER}\n\n{LONGER}")
    walled = f"{OTHER}\n\nПродолжение по подписке."
    assert desk.save("/a", text=walled, flags=frozenset({"paywall"})) == "unchanged"
    assert desk.rows("SELECT text FROM article") == [(f"{OTHER}\n\n{LONGER}",)]
