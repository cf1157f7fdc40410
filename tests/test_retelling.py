"""What a page states with each version of its text, and the views on edits and removals."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import Archive
from pipelines.model import Dated, Reason, Rejection
from pipelines.store import Refined
from tests.builders import NOW, article, candidate, page
from tests.newsroom import sentence
from tests.snapshots import snapshot
from tests.stocked import begun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REST = [sentence(f"line {number}", words=14) for number in range(7)]
# (hour of the look, how many died by the text, hour of modification by the page's word)
Look = tuple[int, int, int | None]


class Desk:
    """An archive that looks at one page are given to."""

    def __init__(self, path: Path) -> None:
        self.archive = Archive(path)
        self.store = begun(self.archive)

    def look(self, hour: int, died: int, stated: int | None, **told: Any) -> None:
        of = candidate("/a")
        lines = [f"На шахте имени Костенко погибли {died} горняков, сообщил департамент.", *REST]
        at = None if stated is None else Dated(NOW + timedelta(hours=stated), "minute", "meta")
        made = article(of, text="\n\n".join(lines), kinds=("text",) * len(lines), modified=at)
        seen = page(of, fetched_at=NOW + timedelta(hours=hour), **told)
        self.store.save(Refined(seen, made))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.archive.connection.execute(query)]

    @property
    def announced(self) -> list[int]:
        """Of each edit in order whether the page announced it."""
        return [row[0] for row in self.rows("SELECT announced FROM quiet_edits ORDER BY seen_at")]


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "a.db")
    yield desk
    desk.archive.close()


@pytest.mark.parametrize(
    ("looks", "announced"),
    [
        pytest.param([(0, 12, -2), (2, 13, -2)], [0], id="the statement did not move"),
        pytest.param([(0, 12, None), (2, 13, None)], [0], id="nothing is stated"),
        pytest.param([(0, 12, -2), (2, 13, 1)], [1], id="stated anew"),
        pytest.param([(0, 12, None), (2, 13, 1)], [1], id="stated for the first time"),
        pytest.param([(0, 12, -2), (2, 13, None)], [0], id="stated no more"),
        pytest.param(
            [(0, 12, -2), (2, 13, None), (4, 14, -2)], [0, 0], id="left out once and the same"
        ),
        pytest.param(
            [(0, 12, None), (2, 13, None), (50, 14, 49)], [0, 1], id="one does not mark the former"
        ),
        pytest.param([(0, 12, -2), (2, 13, 1), (4, 14, 1)], [1, 0], id="quiet after announced"),
        pytest.param([(0, 12, -2), (2, 13, 1), (4, 12, 3)], [1, 1], id="there and back"),
        pytest.param(
            [(0, 12, -2), (2, 13, -2), (5, 13, 4)], [0], id="moved later while the text stayed"
        ),
    ],
)
def test_an_edit_is_announced_where_the_page_states_another_time_with_it(
    tmp_path: Path, looks: list[Look], announced: list[int]
) -> None:
    expected = None
    for number, order in enumerate(permutations(looks)):
        desk = Desk(tmp_path / f"{number}.db")
        for look in order:
            desk.look(*look)
        assert desk.announced == announced, order
        revisions = snapshot(desk.archive)["revision"]
        expected = expected or revisions
        assert revisions == expected
        for look in looks:
            desk.look(*look)
        assert snapshot(desk.archive)["revision"] == expected
        desk.archive.close()


def test_each_version_keeps_what_the_page_stated_with_it(desk: Desk) -> None:
    desk.look(0, 12, -2)
    desk.look(3, 13, 2)
    desk.look(5, 13, 4)
    assert desk.rows("SELECT kind, modified_at FROM revision ORDER BY seen_at") == [
        ("first", "2026-11-22T10:00:00+00:00"),
        ("changed", "2026-11-22T14:00:00+00:00"),
    ]


def test_what_an_answer_that_broke_off_stated_is_not_of_the_version_before(desk: Desk) -> None:
    desk.look(0, 12, -2)
    desk.look(2, 14, 1, truncated=True)
    desk.look(3, 13, 1)
    assert desk.rows("SELECT kind FROM revision ORDER BY seen_at") == [
        ("first",),
        ("cut",),
        ("changed",),
    ]
    assert desk.announced == [1]


def test_a_text_that_is_gone_is_listed_once_whatever_addresses_it_has(desk: Desk) -> None:
    desk.look(0, 12, None)
    for path in ("/0", "/a?amp"):
        of = candidate(path)
        [text] = desk.rows("SELECT text FROM article")
        made = article(of, text=text[0], canonical_url="https://agency.kz/a")
        desk.store.save(Refined(page(of), made))
    gone = page(candidate("/a"), fetched_at=NOW + timedelta(hours=2))
    assert desk.store.save(Refined(gone, Rejection(Reason.SOFT_404, "x"))) == "gone"
    assert desk.rows("SELECT count(*) FROM page WHERE gone_at IS NOT NULL") == [(3,)]
    assert desk.rows("SELECT gone_at, source, article_id, is_copy, url FROM removed") == [
        ("2026-11-22T14:00:00+00:00", "agency", 1, 0, "https://agency.kz/a")
    ]


def test_a_text_that_has_no_page_at_its_own_address_is_listed_once_too(desk: Desk) -> None:
    for path in ("/b", "/c"):
        of = candidate(path)
        desk.store.save(Refined(page(of), article(of, canonical_url="https://agency.kz/a")))
    gone = page(candidate("/b"), fetched_at=NOW + timedelta(hours=2))
    desk.store.save(Refined(gone, Rejection(Reason.SOFT_404, "x")))
    assert desk.rows("SELECT url FROM removed") == [("https://agency.kz/a",)]
