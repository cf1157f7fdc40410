"""A digest as rows: a line each, moments and figures in words."""

from __future__ import annotations

from datetime import datetime

from desk.digest.contents import Contents, Removal, Trouble
from desk.digest.rows import ROW, rows
from tests.digests import contents, full

KINDS = ("new", "late", "grown", "edit", "removal", "trouble")


def test_every_story_edit_removal_and_trouble_is_one_row() -> None:
    whole = full()
    told = [*rows(whole)]
    counts = [len(one) for one in _lists(whole)]
    assert [sum(row["what"] == kind for row in told) for kind in KINDS] == counts
    assert all(counts), "the sample has some of each"
    for row in told:
        assert tuple(row) == ROW
        assert datetime.fromisoformat(row["at"]).tzinfo


def _lists(whole: Contents) -> tuple[tuple[object, ...], ...]:
    return (whole.new, whole.late, whole.grown, whole.edits, whole.removals, whole.troubles)


def test_a_story_tells_its_event_place_and_figures() -> None:
    notes = {note.id: note for note in full().new}
    for row in rows(full()):
        if row["what"] == "new":
            note = notes[row["story_id"]]
            assert row["title"] == note.headlines[0].text
            assert row["place"] == (note.event.place.en if note.event.place else "")
            assert row["asset"] == (note.event.asset.en if note.event.asset else "")
            assert len(row["figures"]) == len(note.figures)


def test_what_a_row_does_not_tell_is_empty() -> None:
    at = datetime.fromisoformat("2026-11-20T12:00:00+00:00")
    gone = Removal(title="T", language="ru", url="u", source="S", gone_at=at, why="answered 404")
    down = Trouble(source="", state="offline", since=at, until=None, why="no network")
    removal, trouble = rows(contents(removals=(gone,), troubles=(down,)))
    assert (removal["what"], removal["why"], removal["story_id"]) == (
        "removal",
        "answered 404",
        None,
    )
    assert (trouble["what"], trouble["flags"], trouble["title"]) == ("trouble", ("offline",), None)


def test_an_empty_digest_has_no_row() -> None:
    assert [*rows(contents())] == []
