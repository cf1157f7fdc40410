from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.alerts.journal import Entry, Journal, Reached, read_entries, read_reached
from desk.alerts.outcome import NOT_TAKEN, TAKEN, Outcome
from tests.receivers import parcel

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
entries = st.builds(
    Entry,
    st.text(),
    st.text(),
    st.text(),
    st.booleans(),
    st.just("2026-11-20T12:00:00+00:00"),
    st.sampled_from([None, "2026-11-20T13:00:00+00:00"]),
    is_tried=st.booleans(),
    note=st.text(),
    reached=st.lists(st.text()).map(tuple),
)


@given(st.lists(entries), st.integers(0, 300))
def test_a_file_that_was_cut_off_loses_at_most_the_line_that_was(
    written: list[Entry], cut: int
) -> None:
    lines = [json.dumps(asdict(entry)) for entry in written]
    text = "\n".join(lines)
    whole = read_entries(text)
    assert whole == written
    kept = read_entries(text[: max(0, len(text) - cut)])
    assert kept == written[: len(kept)]


@given(st.text())
def test_any_other_text_is_no_entry(text: str) -> None:
    assert all(isinstance(entry, Entry) for entry in read_entries(text))


@pytest.mark.parametrize(
    "line",
    [
        "[]", "3", "{}", '{"key": "a"}',
        '{"key": "a", "mark": "m", "problem": "", "is_refusal": false, "at": "soon"}',
        '{"key": "a", "mark": "m", "problem": "", "is_refusal": false, "at": "2026-11-20T12:00:00"}',
        '{"key": "a", "mark": "m", "problem": "", "is_refusal": false, "at": null}',
        '{"key": "a", "mark": "m", "problem": "", "is_refusal": false, "at": "2026-11-20T12:00Z", "until": 7}',
        '{"key": "a", "mark": "m", "problem": "", "is_refusal": false, "at": "2026-11-20T12:00Z", "reached": 7}',
    ],
)  # fmt: skip
def test_a_line_of_another_shape_is_passed_over(line: str) -> None:
    assert read_entries(line) == []


def test_what_was_added_is_there_after_a_kill_and_gone_after_clearing(tmp_path: Path) -> None:
    archive = tmp_path / "kenwatch.db"
    journal = Journal(archive)
    journal.add(Entry.of(parcel(1), TAKEN, NOW))
    with (tmp_path / "kenwatch.db.deliver.jsonl").open("a") as file:
        file.write('{"key": "cut o')
    again = Journal(archive)
    again.add(Entry.of(parcel(2), NOT_TAKEN, NOW))
    assert [entry.key for entry in Journal(archive).entries] == [parcel(1).key, parcel(2).key]
    assert Journal(archive).entries[0].moment == NOW
    again.clear([])
    assert (again.entries, Journal(archive).entries) == ([], [])
    again.clear([])


def test_a_file_that_cannot_be_written_leaves_the_memory(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "gone" / "kenwatch.db")
    journal.add(Entry.of(parcel(1), TAKEN, NOW))
    assert [entry.key for entry in journal.entries] == [parcel(1).key]


def test_what_comes_of_a_message_needs_no_more_room_than_was_made(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "kenwatch.db")
    one, other = parcel(1), parcel(2, key="ә" * 300)
    assert journal.intend(one) == journal.intend(other) == ""
    file = tmp_path / "kenwatch.db.deliver.jsonl"
    size = file.stat().st_size
    # an intent alone is no result
    assert Journal(tmp_path / "kenwatch.db").entries == []
    journal.add(Entry.of(other, NOT_TAKEN, NOW))
    journal.add(Entry.of(one, TAKEN, NOW))
    assert file.stat().st_size == size
    assert {entry.key for entry in Journal(tmp_path / "kenwatch.db").entries} == {
        one.key,
        other.key,
    }


def test_a_result_that_is_longer_than_its_room_is_kept_all_the_same(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "kenwatch.db")
    journal.intend(parcel())
    entry = Entry.of(parcel(), Outcome("x" * 5000), NOW)
    journal.add(entry)
    assert Journal(tmp_path / "kenwatch.db").entries == [entry]


def test_a_file_that_cannot_be_written_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "gone" / "kenwatch.db")
    assert journal.intend(parcel()) == "No such file or directory"
    assert "deliver.jsonl cannot be written (No such file" in journal.fault


def test_who_has_a_message_is_kept_until_it_is_told_otherwise(tmp_path: Path) -> None:
    archive = tmp_path / "kenwatch.db"
    journal = Journal(archive)
    some = Outcome("1 of 2", is_refusal=True, reached=frozenset({"aa"}))
    for number in range(5):
        journal.add(Entry.of(parcel(number), some, NOW))
    left = journal.reached[parcel(3).mark]
    assert left == Reached(parcel(3).key, parcel(3).mark, ("aa",))
    journal.clear([left])
    again = Journal(archive)
    assert again.entries == []
    assert dict(again.reached) == {left.mark: left}
    # who has it is not forgotten while it is held back
    held = Entry.held(replace(parcel(3), reached=frozenset({"aa"})), "", NOW, NOW)
    again.add(held)
    assert again.reached[left.mark].recipients == ("aa",)
    again.clear([])
    assert not (tmp_path / "kenwatch.db.deliver.jsonl").exists()
    again.clear([left])
    assert dict(Journal(archive).reached) == {left.mark: left}


@given(st.text())
def test_any_other_text_tells_of_nobody(text: str) -> None:
    assert read_reached(text) == []
    assert read_reached('[]\n{"key": "a", "mark": "m", "recipients": 3}') == []
