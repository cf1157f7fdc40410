"""What each kind of evidence adds and where a verdict turns; fitted by bench/judgement.py."""

from __future__ import annotations

from functools import cache

from pipelines.datafile import DATA, Record, read

PATH = DATA / "weights.toml"


class Mining(Record):
    """Points for the topic mining; ``title`` and the fields after it are factors."""

    threshold: float
    strong: float
    medium: float
    weak: float
    support: float
    company: float
    town: float
    site: float
    title: float
    later: float
    repeat: float
    passing: float


class Monotown(Record):
    """Points for the topic monotown.

    ``title``, ``scene``, ``seat``, ``repeat`` and the fields after it are factors.
    """

    threshold: float
    strong: float
    medium: float
    title: float
    town_title: float
    town_lead: float
    town_later: float
    scene: float
    seat: float
    repeat: float
    listed: float
    origin: float
    sport: float
    route: float
    forecast: float
    dateline: float


class Place(Record):
    """How sure a place name is read, from 0 to 1; ``accepted`` is where it counts."""

    accepted: float
    low: float
    medium: float
    high: float
    very_high: float
    marker: float
    district: float
    accept_near: float
    accept_far: float
    reject_near: float
    reject_far: float
    scene: float
    city_life: float
    company: float
    neighbour: float
    person: float
    never: float
    elsewhere: float


class Weights(Record):
    """All weights; ``lead_letters`` is how much of a text counts as its lead."""

    lead_letters: int
    near_letters: int
    mining: Mining
    monotown: Monotown
    place: Place


def enough(topic: str) -> float:
    """The score from which on a topic is met."""
    held: Mining | Monotown = getattr(weights(), topic)
    return held.threshold


@cache
def weights() -> Weights:
    """The built-in weights, read once a process; raises DataError."""
    return read(PATH, Weights)
