from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.alerts.journal import Entry, Journal, read_entries
from desk.alerts.outcome import NOT_TAKEN, TAKEN

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
entries = st.builds(
    Entry,
    st.text(),
    st.text(),
    st.booleans(),
    st.just("2026-11-20T12:00:00+00:00"),
    st.sampled_from([None, "2026-11-20T13:00:00+00:00"]),
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
        '{"key": "a", "problem": "", "is_refusal": false, "at": "soon"}',
        '{"key": "a", "problem": "", "is_refusal": false, "at": "2026-11-20T12:00:00"}',
        '{"key": "a", "problem": "", "is_refusal": false, "at": null}',
        '{"key": "a", "problem": "", "is_refusal": false, "at": "2026-11-20T12:00Z", "until": 7}',
    ],
)  # fmt: skip
def test_a_line_of_another_shape_is_passed_over(line: str) -> None:
    assert read_entries(line) == []


def test_what_was_added_is_there_after_a_kill_and_gone_after_clearing(tmp_path: Path) -> None:
    archive = tmp_path / "kenwatch.db"
    journal = Journal(archive)
    journal.add(Entry.of("a", TAKEN, NOW))
    with (tmp_path / "kenwatch.db.deliver.jsonl").open("a") as file:
        file.write('{"key": "cut o')
    again = Journal(archive)
    again.add(Entry.of("b", NOT_TAKEN, NOW))
    assert [entry.key for entry in Journal(archive).entries] == ["a", "b"]
    assert Journal(archive).entries[0].moment == NOW
    again.clear()
    assert (again.entries, Journal(archive).entries) == ([], [])
    again.clear()


def test_a_file_that_cannot_be_written_leaves_the_memory(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "gone" / "kenwatch.db")
    journal.add(Entry.of("a", TAKEN, NOW))
    assert [entry.key for entry in journal.entries] == ["a"]
