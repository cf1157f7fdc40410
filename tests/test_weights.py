from __future__ import annotations

from pipelines.relevance.weights import weights


def test_one_strong_term_reaches_the_threshold_and_one_weak_term_does_not() -> None:
    held = weights().mining
    assert held.strong >= held.threshold
    assert held.weak * held.title < held.threshold
    assert held.strong > held.medium > held.weak


def test_a_dateline_alone_never_reaches_the_threshold() -> None:
    held = weights().monotown
    assert held.town_lead * held.dateline < held.threshold


def test_factors_that_weaken_are_below_one() -> None:
    held = weights().monotown
    for factor in (held.listed, held.origin, held.sport, held.route, held.forecast, held.repeat):
        assert 0 < factor < 1
    assert 0 < weights().mining.later < 1
