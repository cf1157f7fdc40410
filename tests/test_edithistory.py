"""The history of a stored text."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from desk import texts
from desk.edithistory import History, history
from desk.reader import reading
from tests.desk_archive import add_look, add_page, add_version, build

if TYPE_CHECKING:
    from pathlib import Path

ONE, COPY, CUT = (
    "https://news.example/1",
    "https://copy.example/1",
    "https://news.example/3",
)


@pytest.fixture(scope="module", name="path")
def _path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("edithistory") / "kenwatch.db")
    with sqlite3.connect(path) as db:
        add_version(db, ONE, 1, "first")
        for hour, outcome in enumerate(("text", "unchanged", "unchanged", "cleaned"), 1):
            add_look(db, ONE, hour, outcome)
        for hour, why in ((7, "answered 503"), (8, ""), (9, "answered 503")):
            add_look(db, ONE, hour, "failed", why)
        add_page(db, ONE, 1, revisit_at="2026-11-22T00:00:00+00:00")
        # as an archive of version 4 has it: nothing is told of the change
        add_version(db, COPY, 1, "first")
        add_version(db, COPY, 2, "changed", text="Погибли 4 горняка.")
        add_page(db, COPY, 1, gone_at="2026-11-20T00:00:00+00:00", gone_why="answered 410")
        add_version(db, CUT, 1, "cut", text="Погибли")
        add_version(db, CUT, 2, "first", text="Погибли 3 горняка.")
        add_version(db, CUT, 3, "stump", text="Ошибка")
        add_version(db, CUT, 4, "cosmetic", text="Погибли 3 горняка!",
                    changes=json.dumps({"flags": [], "is_cosmetic": True}))  # fmt: skip
    db.close()
    return path


def told(path: Path, target: str) -> History:
    with reading(path) as db:
        return history(db, texts.required(db, target, path))


def test_looks_are_counted_and_our_own_changes_are_none(path: Path) -> None:
    found = told(path, "1")
    assert found.looks == {"failed": 3, "text": 1, "unchanged": 2}
    assert found.failures == {"answered 503": 2, "no reason told": 1}
    assert found.first_look == "2026-11-19T01:00:00+00:00"
    assert found.last_look == "2026-11-19T09:00:00+00:00"
    assert (found.next_at, found.gone_at) == ("2026-11-22T00:00:00+00:00", None)


def test_each_version_is_told_against_the_one_before(path: Path) -> None:
    first, second = told(path, "2").changes
    assert (first.kind, first.before, first.told) == ("first", None, {})
    assert (second.kind, second.flags) == ("changed", ("figures",))
    assert second.before is not None
    assert (second.before.text, second.text) == ("Погибли 3 горняка.", "Погибли 4 горняка.")


def test_a_change_of_which_nothing_is_stored_is_told_anew(path: Path) -> None:
    found = told(path, COPY)
    assert found.changes[1].flags == ("figures",)
    assert found.changes[1].told["figures"][0]["role"] == "dead"
    assert (found.gone_at, found.gone_why) == ("2026-11-20T00:00:00+00:00", "answered 410")


def test_what_is_left_of_a_text_is_no_version_to_tell_others_against(path: Path) -> None:
    changes = told(path, CUT).changes
    assert [one.kind for one in changes] == ["cut", "first", "stump", "cosmetic"]
    assert [one.before.text if one.before else None for one in changes] == [
        None, "Погибли", "Погибли 3 горняка.", "Погибли 3 горняка.",
    ]  # fmt: skip


def test_a_text_of_which_no_look_is_noted_has_none(path: Path) -> None:
    found = told(path, "5")
    assert (found.changes, found.looks, found.last_look) == ((), {}, None)
