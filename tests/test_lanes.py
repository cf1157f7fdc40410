from collections.abc import Collection
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Candidate, Validators
from crawler.lanes import AHEAD, Lanes, urgency
from tests.builders import NOW, candidate


class Queue:
    """As much of a frontier as lanes ask for."""

    def __init__(self, *, stored: int = 0, **waiting: int) -> None:
        self.pages = {
            name: [candidate(f"/{n}", name) for n in range(count)]
            for name, count in waiting.items()
        }
        self.stored = [
            candidate(f"/stored/{n}", "a", validators=Validators(None, None)) for n in range(stored)
        ]

    def next_pages(
        self, source_id: str, count: int, handed: Collection[str]
    ) -> tuple[Candidate, ...]:
        left = [one for one in self.pages[source_id] if one.canonical_url not in handed]
        return tuple(left[:count])

    def revisits(
        self, source_id: str, count: int, handed: Collection[str]
    ) -> tuple[Candidate, ...]:
        left = [one for one in self.stored if one.canonical_url not in handed]
        return tuple(one for one in left if one.source_id == source_id)[:count]


def lanes(queue: Queue, budget: int = 100, **options: object) -> Lanes:
    return Lanes(queue, dict.fromkeys(queue.pages, budget), **options)  # type: ignore[arg-type]


def drained(made: Lanes, name: str) -> int:
    """How many pages a source hands out when each is answered at once."""
    count = 0
    while chosen := made.take(name):
        count += len(chosen)
        for _ in chosen:
            made.done(name)
    return count


def test_a_source_with_many_pages_hands_out_a_few_at_a_time() -> None:
    made = lanes(Queue(big=50))
    assert len(made.take("big")) == AHEAD
    assert made.take("big") == ()
    made.done("big")
    assert len(made.take("big")) == 1


@given(st.integers(0, 30), st.integers(1, 30))
def test_every_page_within_the_budget_is_handed_out_once(waiting: int, budget: int) -> None:
    assert drained(lanes(Queue(a=waiting), budget), "a") == min(waiting, budget)


def test_the_budget_of_the_run_holds_over_all_sources() -> None:
    made = lanes(Queue(a=5, b=5), total=7)
    assert drained(made, "a") + drained(made, "b") == 7


def test_when_the_time_is_over_nothing_more_is_handed_out() -> None:
    over = [False]
    made = lanes(Queue(a=5), is_late=lambda: over[0])
    assert made.take("a")
    over[0] = True
    made.done("a")
    assert made.take("a") == ()


def looking_again(
    queue: Queue, most: int = 100, *, budget: int = 100, total: int | None = None
) -> Lanes:
    """Lanes whose hubs have all answered."""
    made = lanes(queue, budget, total=total, revisits={"a": most})
    made.hub_answered("a")
    return made


def asked(made: Lanes) -> list[str]:
    """What source "a" hands out when each page is answered at once."""
    paths = []
    while chosen := made.take("a"):
        for one in chosen:
            paths.append(one.url.removeprefix("https://a.kz/"))
            made.done("a")
    return paths


def test_stored_pages_come_when_no_other_waits() -> None:
    assert asked(looking_again(Queue(a=3, stored=2))) == ["0", "1", "2", "stored/0", "stored/1"]


def test_no_stored_page_is_looked_at_while_a_hub_may_name_new_ones() -> None:
    made = lanes(Queue(a=0, stored=3), revisits={"a": 9})
    assert made.take("a") == ()
    made.hub_asked("a")
    made.hub_answered("a")
    assert made.take("a") == ()
    made.hub_answered("a")
    assert len(made.take("a")) == AHEAD


def test_a_source_looks_again_at_no_more_pages_than_it_may() -> None:
    assert len(asked(looking_again(Queue(a=1, stored=9), 4))) == 5
    assert asked(looking_again(Queue(a=1, stored=9), 0)) == ["0"]
    without = lanes(Queue(a=1, stored=9))
    without.hub_answered("a")
    assert asked(without) == ["0"]


@given(st.integers(0, 6), st.integers(0, 6), st.integers(1, 12), st.integers(0, 6))
def test_the_budgets_hold_for_new_and_stored_pages_together_and_new_ones_have_them_first(
    new: int, stored: int, budget: int, most: int
) -> None:
    for of_source, of_run in ((budget, None), (100, budget)):
        made = looking_again(Queue(a=new, stored=stored), most, budget=of_source, total=of_run)
        paths = asked(made)
        again = [path for path in paths if path.startswith("stored")]
        assert len(paths) - len(again) == min(new, budget)
        assert len(again) == min(stored, most, budget - min(new, budget))
        assert paths[len(paths) - len(again) :] == again


def test_a_stored_page_is_less_urgent_than_any_new_one() -> None:
    old = candidate("/old", published_at=NOW - timedelta(days=36500))
    stored = candidate("/a", published_at=NOW, validators=Validators(None, None))
    assert urgency(stored, NOW) < urgency(old, NOW) < urgency(candidate("/undated"), NOW)
