from collections.abc import Collection

from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Candidate
from crawler.lanes import AHEAD, Lanes
from tests.builders import candidate


class Queue:
    """As much of a frontier as lanes ask for."""

    def __init__(self, **waiting: int) -> None:
        self.pages = {
            name: [candidate(f"/{n}", name) for n in range(count)]
            for name, count in waiting.items()
        }

    def next_pages(
        self, source_id: str, count: int, handed: Collection[str]
    ) -> tuple[Candidate, ...]:
        left = [one for one in self.pages[source_id] if one.canonical_url not in handed]
        return tuple(left[:count])


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
