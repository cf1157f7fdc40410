"""Ready-made articles of the kinds that an archive meets, for what each costs to store."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import count as counting
from typing import TYPE_CHECKING, Final

from bench import synthetic
from bench.filling import article_of, page_of
from pipelines.judging import judge
from pipelines.store import Refined
from tests.storylabels import load

if TYPE_CHECKING:
    from datetime import datetime

    from bench.synthetic import Made

LATEST: Final = timedelta(days=40)  # within which they are published
ROUND: Final = 9  # days after which the labelled events happen again
_numbers = counting(1)


def ready(count: int, each: int) -> dict[str, list[Refined]]:
    """Articles to be stored, by kind; all are judged already."""
    draw = random.Random("ready")
    made: dict[str, list[Made]] = {
        "unrelated": [_unrelated(draw, number) for number in range(each)],
        "copy": [_copy(draw, count, _chosen(draw, count), number) for number in range(each)],
        "copy of 120": [_copy(draw, count, _release(count), number) for number in range(each // 2)],
        "form": [_form(draw, number) for number in range(each // 2)],
    }
    held = {kind: [_refined(one) for one in some] for kind, some in made.items()}
    return {**held, "first of event": [], "story": [], **_events(each)}


def _chosen(draw: random.Random, count: int) -> int:
    """An article of the last days that is no copy and no release."""
    number = count - 1 - draw.randrange(min(count, 8000))
    is_own = synthetic.original_of(number) is None and number % synthetic.RELEASE
    return number if is_own else _chosen(draw, count)


def _release(count: int) -> int:
    return (count - 1) // synthetic.RELEASE * synthetic.RELEASE


def _moment(draw: random.Random) -> datetime:
    return (synthetic.END - LATEST * draw.random()).replace(microsecond=0)


def _new(number: int, told: str, title: str, text: str, at: datetime) -> Made:
    site = synthetic.SITES[number % len(synthetic.SITES)]
    # numbers below those of the archive
    return synthetic.Made(-next(_numbers), site, told, title, text, at, None, 0)


def _padded(draw: random.Random, told: str, site: str, text: str) -> str:
    """A labelled text made as long as news are."""
    more = synthetic.prose(told, site, draw)[1]
    wanted = draw.randint(150, 400) - len(text.split())
    return f"{text}\n\n{' '.join(more.split(' ')[: max(wanted, 0)])}"


def _unrelated(draw: random.Random, number: int) -> Made:
    row = draw.choice(synthetic.labelled())
    site = synthetic.SITES[number % len(synthetic.SITES)]
    title, _ = synthetic.prose(row.language, site, draw)
    # sentences of another order: the labelled text itself comes again
    parts = row.text.replace("\n\n", " ").split(". ")
    draw.shuffle(parts)
    text = _padded(draw, row.language, site, ". ".join(parts[: len(parts) // 2 + 1]))
    return _new(number, row.language, title, text, _moment(draw))


def _copy(draw: random.Random, count: int, original: int, number: int) -> Made:
    first = synthetic.made(original, count)
    title, text = synthetic.edited(first.title, first.text, draw)
    at = first.at + timedelta(minutes=draw.randint(10, 600))
    return _new(number, first.language, title, text, at)


def _form(draw: random.Random, number: int) -> Made:
    title, text = synthetic.form(number % 40, draw)
    return _new(number, "ru", title, text, _moment(draw))


def _events(each: int) -> dict[str, list[Refined]]:
    """Labelled reports of one event: the first of each, and those that follow it."""
    draw = random.Random("events")
    told = [one for one in (*load("fit"), *load("check")) if one.at and one.event]
    rounds = range(int(LATEST.days / ROUND))
    found: dict[str, list[Refined]] = {"first of event": [], "story": []}
    firsts = {one.event: min(o.at for o in told if o.event == one.event and o.at) for one in told}
    for turn in rounds:
        known: set[str] = set()
        for number, one in enumerate(sorted(told, key=lambda one: (one.at, one.id))):
            assert one.at is not None
            at = synthetic.END - timedelta(days=ROUND * turn + 4) + (one.at - firsts[one.event])
            site = synthetic.SITES[(number + turn) % len(synthetic.SITES)]
            text = _padded(draw, one.language, site, one.text)
            kind = "story" if one.event in known else "first of event"
            known.add(one.event)
            new = _new(number + turn, one.language, one.title, text, at)
            found[kind].append(_refined(new))
    return {"first of event": found["first of event"], "story": found["story"][: 2 * each]}


def _refined(one: Made) -> Refined:
    judgement = judge(one.title, one.text, one.language, published=one.at.date())
    return Refined(page_of(one), article_of(one, judgement))
