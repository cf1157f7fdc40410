"""The index of near-duplicates, where texts are repeated more often than they are compared."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import Archive
from pipelines.model import Dated
from pipelines.store import Refined
from tests.builders import NOW, article, candidate, page
from tests.newsroom import sentence
from tests.snapshots import broken_links, snapshot
from tests.stocked import begun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TEXT = [sentence(f"release {number}", words=14) for number in range(10)]
OTHER = [sentence(f"other {number}", words=14) for number in range(10)]
CLOSING = [sentence(f"closing {number}", words=14) for number in range(3)]


class Desk:
    """An archive in which texts are stored under a number, published in its minute."""

    def __init__(self, path: Path) -> None:
        self.archive = Archive(path)
        self.store = begun(self.archive)

    def save(
        self, number: int, paragraphs: Sequence[str], *, seen: int = 0, minute: int | None = None
    ) -> str:
        of = candidate(f"/{number}")
        at = NOW - timedelta(days=2) + timedelta(minutes=number if minute is None else minute)
        fetched = page(of, fetched_at=NOW + timedelta(hours=seen))
        made = article(
            of,
            title=f"Заявление {number % 3}",
            text="\n\n".join(paragraphs),
            lead=paragraphs[0],
            kinds=("text",) * len(paragraphs),
            hour=None,
            published=Dated(at, "minute", "meta"),
        )
        return self.store.save(Refined(fetched, made))

    def copies(self) -> dict[str, list[str]]:
        """The numbers of the copies of each article."""
        assert broken_links(self.archive) == []
        found: dict[str, list[str]] = {}
        for of, copy in self.archive.connection.execute(
            "SELECT a.canonical_url, c.canonical_url FROM article a"
            " LEFT JOIN copy c ON c.article_id = a.id ORDER BY a.first_seen_at, a.canonical_url"
        ):
            own = found.setdefault(of.rsplit("/", 1)[-1], [])
            own += [copy.rsplit("/", 1)[-1]] if copy else []
        return {of: sorted(own, key=int) for of, own in found.items()}


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "a.db")
    yield desk
    desk.archive.close()


def _repeat(number: int) -> list[str]:
    """A release as one of many sites has it: cut, with a line of its own, or as it was."""
    way = number % 4
    cut = TEXT[: 10 - number % 3] if way == 1 else TEXT
    return [*cut, sentence(f"added {number}", words=20)] if way == 2 else list(cut)


@pytest.mark.parametrize("order", ["rising", "falling", "shuffled"])
def test_a_release_is_one_article_however_often_it_is_repeated(desk: Desk, order: str) -> None:
    # each that is earlier than all before makes them its copies anew
    count = 30 if order == "falling" else 140
    numbers = list(range(count))
    if order == "shuffled":
        random.Random(2).shuffle(numbers)
    for number in reversed(numbers) if order == "falling" else numbers:
        desk.save(number, _repeat(number))
    assert desk.copies() == {"0": [str(number) for number in range(1, count)]}


def test_of_a_much_repeated_release_not_every_pair_is_compared(desk: Desk) -> None:
    for number in range(40):
        desk.save(number, _repeat(number))
    pairs = desk.archive.connection.execute("SELECT count(*) FROM likeness").fetchone()[0]
    assert pairs <= 5 * 40


def test_when_the_original_is_rewritten_its_copies_stay_together(desk: Desk) -> None:
    for number in range(20):
        desk.save(number, _repeat(number))
    desk.save(0, OTHER, seen=3)
    assert desk.copies() == {"0": [], "1": [str(number) for number in range(2, 20)]}


def test_when_a_copy_turns_out_to_be_the_first_it_is_the_original_of_all(desk: Desk) -> None:
    for number in range(1, 20):
        desk.save(number, _repeat(number), minute=number + 100)
    desk.save(7, _repeat(7), minute=100, seen=-3)
    others = [str(number) for number in range(1, 20) if number != 7]
    assert desk.copies() == {"7": others}


def test_a_text_that_repeats_two_releases_is_a_copy_of_one_or_their_original(desk: Desk) -> None:
    for number in range(10, 20):
        desk.save(number, TEXT)
    for number in range(20, 30):
        desk.save(number, OTHER)
    both = [*TEXT, *OTHER]
    desk.save(5, both)
    assert desk.copies() == {"5": [str(number) for number in range(10, 30)]}
    desk.save(5, [sentence(f"new {n}", words=14) for n in range(20)], seen=3)
    copies = desk.copies()
    assert copies["10"] == [str(number) for number in range(11, 20)]
    assert copies["20"] == [str(number) for number in range(21, 30)]


def _form(week: int) -> list[str]:
    """A form with eleven figures of its week."""
    fixed = [sentence(f"form {n}", words=6)[:-1] for n in range(22)]
    draw = random.Random(week)
    return [
        f"{one} {draw.randint(100, 9000)} {two}."
        for one, two in zip(fixed[::2], fixed[1::2], strict=True)
    ]


def test_a_form_of_another_week_is_no_copy_and_hides_none(desk: Desk) -> None:
    for week in range(45):
        assert desk.save(week, _form(week)) == "new"
    assert desk.save(50, _form(30)) == "copy"
    assert desk.copies()["30"] == ["50"]


def test_a_closing_paragraph_of_many_texts_hides_no_copy(desk: Desk) -> None:
    for number in range(45):
        own = [sentence(f"{number}/{n}", words=14) for n in range(8)]
        assert desk.save(number, [*own, *CLOSING]) == "new"
    again = [sentence(f"20/{n}", words=14) for n in range(8)]
    assert desk.save(50, [*again[2:], *CLOSING]) == "copy"
    assert desk.copies()["20"] == ["50"]


def test_texts_of_a_line_are_found_by_one_sequence(desk: Desk) -> None:
    line = "На руднике в Риддере сегодня утром остановили работу подъёма"
    assert desk.save(1, [line]) == "new"
    assert desk.save(2, [line]) == "copy"


def test_shuffled_repeats_give_the_same_articles_copies_and_stories(tmp_path: Path) -> None:
    found = []
    for seed in range(3):
        desk = Desk(tmp_path / f"{seed}.db")
        numbers = list(range(16))
        random.Random(seed).shuffle(numbers)
        for number in numbers:
            desk.save(number, _repeat(number))
        # which of them were compared with each other depends on what was there
        found.append({k: v for k, v in snapshot(desk.archive).items() if k != "likeness"})
        desk.archive.close()
    assert found[0] == found[1] == found[2]
