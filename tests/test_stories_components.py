from __future__ import annotations

from pipelines.stories.components import components


def test_what_is_linked_directly_or_through_others_hangs_together() -> None:
    links = {1: [2], 2: [1, 3], 3: [2], 4: [], 5: [6], 6: [5]}
    assert sorted(map(sorted, components(links))) == [[1, 2, 3], [4], [5, 6]]


def test_nothing_gives_no_part() -> None:
    assert components({}) == []
