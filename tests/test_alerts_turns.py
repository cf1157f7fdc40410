from __future__ import annotations

from typing import Any

from desk.alerts.turns import Turn, turns_of

TEXT = {"canonical_url": "https://a.kz/1", "source": "Agency", "gone_at": None}
GROWN = {"role": "dead", "before": "3", "after": "4", "before_value": 3.0, "after_value": 4.0}


def edit(*flags: str, announced: bool = False, **changes: Any) -> dict[str, Any]:
    return {
        "url": "https://a.kz/1",
        "seen_at": "2026-11-20",
        "source": "Agency",
        "flags": list(flags),
        "announced": announced,
        "changes": changes,
    }


def told(*edits: dict[str, Any]) -> list[Turn]:
    return [*turns_of([TEXT], edits)]


def test_a_removed_text_is_a_turn_and_one_that_stands_is_none() -> None:
    assert told() == []
    (turn,) = turns_of([{**TEXT, "gone_at": "2026-11-20"}], [])
    assert (turn.what, turn.source, turn.key) == ("removed", "Agency", "https://a.kz/1 gone")


def test_a_quiet_change_of_headline_and_figures_is_a_turn_each() -> None:
    first, second = told(edit("headline", "figures", headline=["A", "B"], figures=[GROWN]))
    assert (first.what, first.before, first.after) == ("headline", "A", "B")
    assert (second.what, second.before, second.after) == ("figures", "3", "4")
    assert second.people == ("dead", 4.0)
    assert first.key != second.key


def test_a_change_that_the_page_announces_is_none() -> None:
    assert told(edit("figures", announced=True, figures=[GROWN])) == []


def test_a_figure_that_was_only_added_changes_none() -> None:
    assert told(edit("figures", figures=[{**GROWN, "before": "", "before_value": None}])) == []


def test_a_figure_that_counts_nobody_has_no_people() -> None:
    money = {**GROWN, "role": ""}
    gone = {**GROWN, "after": "", "after_value": None}
    assert [one.people for one in told(edit("figures", figures=[money, gone]))] == [None, None]


def test_a_retraction_is_one_turn_even_where_it_is_announced() -> None:
    (turn,) = told(edit("retracted", "figures", announced=True, figures=[GROWN]))
    assert (turn.what, turn.before, turn.after, turn.people) == ("retracted", "3", "4", None)
    (bare,) = told(edit("retracted"))
    assert (bare.before, bare.after) == ("", "")


def test_edits_of_other_kinds_are_none() -> None:
    assert told(edit("names", names={"added": ["X"], "removed": []})) == []
