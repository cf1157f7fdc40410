"""The contents of a digest in the words of a language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from desk.config.model import Event as Kind
from desk.digest.contents import Event, Figure, FigureEdit, Period, Watch
from desk.digest.telling import OTHERS, STORIES, told
from desk.wording.phrases import LANGUAGES, Phrases
from tests.digests import (
    BEGIN,
    END,
    RIDDER,
    WHOLE,
    contents,
    edit,
    full,
    hostile,
    note,
    removal,
    trouble,
)

if TYPE_CHECKING:
    from desk.digest.contents import Contents
    from desk.digest.outline import Item, Outline, Section

MIDNIGHT = datetime(2026, 11, 22, 19, tzinfo=UTC)


def section(outline: Outline, name: str) -> Section:
    heading = Phrases("digest", outline.language)(f"section_{name}")
    return next(one for one in outline.sections if one.heading == heading)


def only(given: Contents, name: str, language: str = "en") -> Item:
    (group,) = section(told(given, language), name).groups
    (item,) = group.items
    return item


def test_the_head_says_what_of_when_in_each_language() -> None:
    heads = [told(contents(new=(note(), note(2))), one) for one in LANGUAGES]
    # babel holds day and month together with blanks of its own
    assert [" ".join(one.subject.split()) for one in heads] == [
        "kenwatch: Тәуліктік шолу, 2026 ж. 23 қараша – 2 жаңа оқиға",
        "kenwatch: Дайджест за сутки, 23 ноября 2026 г. – 2 новых сюжета",
        "kenwatch: Daily digest, 23 November 2026 – 2 new stories",
    ]
    assert heads[2].period == "22 Nov, 08:00 – 23 Nov, 08:00, Almaty time"


def test_a_day_up_to_midnight_bears_the_name_of_that_day() -> None:
    period = Period(begin=BEGIN, end=MIDNIGHT, every="week")
    outline = told(contents(period=period), "en")
    assert (outline.title, outline.day) == ("Weekly digest", "22 November 2026")


def test_one_topic_alone_is_named() -> None:
    named = [told(contents(topics=topics), "en").topics for topics in
             ((), ("mining",), ("monotown", "mining"), ("monotown",))]  # fmt: skip
    both = "Mining and mono-towns"
    assert named == [both, "Mining", both, "Mono-towns"]


def test_what_a_digest_is_limited_to_is_told() -> None:
    limits = (
        ("towns", ("Риддер",)), ("events", ("accident", "strike")), ("languages", ("kk", "ru")),
        ("severity", ("high",)), ("words", ("шахта",)), ("sources", ("qala",)),
        ("companies", ("Qarmet",)),
    )  # fmt: skip
    assert told(contents(limits=limits), "en").limits == (
        "Only: towns – Риддер; events – accident, labour dispute; languages – Kazakh, Russian;"
        " severity – high; search – шахта; sources – qala; companies – Qarmet"
    )
    assert told(contents(), "en").limits == ""


def test_the_subject_tells_the_sum() -> None:
    def line(**given: Any) -> str:
        return told(contents(**given), "en").told.replace("\u00a0", " ")

    assert line(new=(note(),), grown=(note(2),)) == "1 new story, 1 story with new reports"
    assert line(edits=(edit(),)) == "no new stories"
    assert line() == "nothing reported"
    assert line(watch=Watch()) == "nothing found"


def test_the_tiles_count_all_that_there_is() -> None:
    tiles = told(full(), "en").tiles
    assert [(one.number, one.words) for one in tiles] == [
        ("2", "new stories"), ("4", "new publications"), ("3", "texts edited"),
        ("1 / 2", "sources without a gap"),
    ]  # fmt: skip


def test_new_stories_stand_by_place_in_the_order_of_the_gravest() -> None:
    aktau = Event(place_id="aktau", place=replace(RIDDER, en="Aktau"))
    stories = (note(1), note(2, event=Event()), note(3, event=aktau), note(4))
    groups = section(told(contents(new=stories), "en"), "new").groups
    told_by = [(group.heading, [item.meta[-1][-1] for item in group.items]) for group in groups]
    assert told_by == [
        ("Ridder", ["1", "4"]),
        ("Aktau", ["3"]),
        ("Kazakhstan and the region", ["2"]),
    ]


def test_a_headline_in_the_language_of_the_digest_is_taken_with_its_address() -> None:
    item = only(contents(new=(note(),)), "new")
    assert (item.title, item.url, item.mark) == (
        "Roof fall at a mine", "https://en.example/1", "",
    )  # fmt: skip


def test_without_one_the_first_headline_is_taken_and_its_language_marked() -> None:
    item = only(contents(new=(note(),)), "new", "ru")
    assert (item.title, item.url) == ("Шахтада төбе опырылды", "https://kk.example/1")
    assert (item.language, item.mark) == ("kk", "казахский")


def test_a_story_tells_figures_place_day_publisher_and_sources() -> None:
    item = only(contents(new=(note(),)), "new")
    assert item.facts == ("3\u00a0dead (2\u00a0sources)",)
    assert item.tag == "Accident"
    assert item.is_grave
    assert item.meta == (
        "Kostenko mine", "happened on 22 November", "first published: Қала, 22 Nov, 09:10",
        "2\u00a0sources: 2\u00a0articles, 1\u00a0copy", "story no.\u00a01",
    )  # fmt: skip


def test_a_story_of_one_text_has_no_other_source() -> None:
    item = only(contents(new=(note(articles=1, copies=0, sources=1),)), "new")
    assert "no other source" in item.meta


def test_a_large_investment_is_not_marked_as_harm() -> None:
    item = only(contents(new=(note(event=Event(kind="investment")),)), "new")
    assert (item.tag, item.is_grave, item.meta[0][:5]) == ("Investment", False, "first")


def test_a_date_is_no_finer_than_it_is_known_and_has_its_year_where_it_is_another() -> None:
    # a day is stored as its midnight in the zone of the source
    coarse = note(at=datetime(2026, 11, 19, 21, tzinfo=UTC), precision="day", event=Event())
    assert only(contents(new=(coarse,)), "new").meta[0] == "first published: Қала, 20 November"
    old = note(at=datetime(2024, 4, 2, 5, tzinfo=UTC), event=Event(day=date(2024, 4, 1)))
    assert only(contents(late=(old,)), "late").meta[:2] == (
        "happened on 1 April 2024", "first published: Қала, 2 April 2024",
    )  # fmt: skip


def test_contradicting_figures_are_told_with_who_says_which() -> None:
    figure = Figure(role="dead", value=3, sources=("A",), others=((2.0, ("B", "C")),))
    item = only(contents(new=(note(figures=(figure,)),)), "new")
    assert item.doubts == ("Figures differ: 3\u00a0dead (A); 2\u00a0dead (B, C)",)


def test_an_older_story_tells_what_is_new_and_which_figures_changed() -> None:
    figure = Figure(role="dead", value=1150, sources=("A",), before=2.0)
    item = only(contents(grown=(note(figures=(figure,), new_copies=2),)), "grown")
    (change,) = item.changes
    assert (change.what, change.before, change.after) == ("dead", "2", "1,150")
    assert item.notes == ("1\u00a0new report, 2\u00a0new copies",)
    assert item.meta[0] == "Ridder"
    assert only(contents(grown=(note(new_articles=0),)), "grown").notes == ()


def test_an_edit_tells_before_and_after() -> None:
    figures = (
        FigureEdit(kind="people", role="dead", before="двое", after="трое"),
        FigureEdit(kind="money", role="", before="", after="5 млн"),
        FigureEdit(kind="unheard of", role="", before="7", after=""),
    )
    item = only(
        contents(edits=(edit(
            figures=figures, names_added=("А. Ким",), names_removed=("Б. Ли",), blame=("a", "b"),
            flags=("retracted", "reversed"),
        ),)), "edits",
    )  # fmt: skip
    assert [(one.what, one.before, one.after) for one in item.changes] == [
        ("dead", "двое", "трое"), ("sum (added)", "", "5 млн"), ("number (taken out)", "", "7"),
        ("headline", "Двое погибли", "Трое погибли"), ("named now", "", "А. Ким"),
        ("no longer named", "", "Б. Ли"), ("cause and blame", "a", "b"),
    ]  # fmt: skip
    assert item.notes == (
        "A correction or denial was added.", "A sentence now says the opposite.",
    )  # fmt: skip
    assert item.meta == ("Вестник", "noticed 22 Nov, 14:00", "not announced on the page")
    assert item.mark == "Russian"


def test_an_edit_that_an_old_kenwatch_stored_has_its_title_alone() -> None:
    item = only(contents(edits=(edit(figures=(), headline=None, announced=True),)), "edits")
    assert item.changes == ()
    assert item.meta[-1] == "announced on the page"


def test_edits_that_only_add_are_counted() -> None:
    (found,) = told(contents(extended=2), "en").sections
    assert found.lines == ("2\u00a0more texts were only added to.",)
    assert found.groups == ()


@pytest.mark.parametrize(
    ("text", "url", "shown"),
    [
        ("A", "https://x.kz/1", "A"),
        ("\u200b", "https://x.kz/1", "https://x.kz/1"),
        (" ", "", "…"),
    ],
)
def test_a_text_without_headline_is_called_by_its_address(text: str, url: str, shown: str) -> None:
    assert only(contents(removals=(removal(title=text, url=url),)), "removals").title == shown


def test_removed_texts_and_troubled_sources_are_told() -> None:
    assert only(contents(removals=(removal(),)), "removals").meta == (
        "Вестник", "gone since 22 Nov, 15:00",
    )  # fmt: skip
    rows = (trouble(), trouble(source="", state="offline", until=END), trouble(state="new one"))
    assert section(told(contents(troubles=rows), "en"), "troubles").lines == (
        "Сосед: does not answer (since 22 Nov, 16:00)",
        "kenwatch itself: had no connection to the network (from 22 Nov, 16:00 to 23 Nov, 08:00)",
        "Сосед: new one (since 22 Nov, 16:00)",
    )


def test_long_lists_are_cut_with_a_count_of_the_rest() -> None:
    many = contents(
        new=tuple(map(note, range(STORIES + 5))), grown=tuple(map(note, range(OTHERS + 3))),
        troubles=(trouble(),) * (OTHERS + 1), removals=(removal(),) * OTHERS,
    )  # fmt: skip
    outline = told(many, "en")
    rests = [(one.rest, sum(len(group.items) for group in one.groups)) for one in outline.sections]
    assert rests == [
        ("and 5\u00a0more", STORIES), ("and 3\u00a0more", OTHERS), ("", OTHERS), ("and 1\u00a0more", 0),
    ]  # fmt: skip
    assert outline.tiles[0].number == str(STORIES + 5)


GROUNDS: tuple[tuple[Watch, str], ...] = (
    (WHOLE, "Nothing was reported on these topics in this period."),
    (WHOLE, "All watched sources (2) were followed without a gap."),
    (WHOLE, "Each was last checked at 23 Nov, 08:00 or later."),
    (WHOLE, "Article pages they listed: 12, all of them read."),
    (WHOLE, "Each mono-town has a local or regional source that was followed."),
    (replace(WHOLE, listed=0), "They listed no new article page."),
    (replace(WHOLE, missing=1), "Nothing on these topics was found where kenwatch could look."),
    (replace(WHOLE, missing=1), "Article pages they listed: 12, not read yet: 1."),
    (replace(WHOLE, gaps=(("Сосед", 2),)), "Of 3 sources 2 were followed without a gap."),
    (replace(WHOLE, gaps=(("Сосед", 2),)), "Reports may have been missed at: Сосед (2 days)."),
    (Watch(gaps=(("A", 1),)), "Whether anything was reported on these topics is not known."),
    (Watch(gaps=(("A", 1),)), "None of the 1 sources was followed without a gap."),
    (Watch(), "No source was watched."),
    (replace(WHOLE, towns=None), "which towns were covered is not known"),
    (replace(WHOLE, towns=(RIDDER,)), "No local or regional source was followed for: Ridder."),
    (replace(WHOLE, towns=(RIDDER,) * 27), "for any of the mono-towns (27)."),
)  # fmt: skip


@pytest.mark.parametrize(("watch", "words"), GROUNDS)
def test_the_ground_says_how_far_a_digest_can_be_relied_on(watch: Watch, words: str) -> None:
    ground = " ".join(told(contents(watch=watch), "en").ground).replace("\u00a0", " ")
    assert words in ground


def test_only_where_all_was_watched_and_read_is_a_digest_sure() -> None:
    assert told(contents(), "en").is_sure
    assert not told(contents(watch=replace(WHOLE, missing=1)), "en").is_sure


def test_with_reports_the_ground_does_not_say_that_there_are_none() -> None:
    ground = told(contents(new=(note(),)), "en").ground
    assert not any(words.startswith(("Nothing", "Whether")) for words in ground)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("given", [full(), hostile(), contents(), contents(watch=Watch())])
def test_every_digest_can_be_told_in_each_language(given: Contents, language: str) -> None:
    outline = told(given, language)
    assert outline.language == language
    assert "\x1b" not in str(outline)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_event_of_the_configuration_has_a_name(language: str) -> None:
    phrases = Phrases("digest", language)
    assert all(phrases(f"event_{kind}") for kind in Kind.__args__)  # type: ignore[attr-defined]
