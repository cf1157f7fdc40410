"""Measure the judgement on the labelled texts, fit its weights, time it.

python bench/judgement.py               precision and recall by topic and language, and speed
python bench/judgement.py --errors fit  the texts of a part that are judged wrongly
python bench/judgement.py --fit         fit pipelines/data/weights.toml (on all parts but check)
"""

from __future__ import annotations

import argparse
import json
import math
import re
import statistics
import sys
import time
import zlib
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipelines import datafile  # noqa: E402 - the script finds its project first
from pipelines.matching.matching import Entry, Matcher  # noqa: E402
from pipelines.relevance import lexicon, weights  # noqa: E402
from pipelines.relevance.homonyms import Reading, read_places  # noqa: E402
from pipelines.relevance.mining import mining_verdict  # noqa: E402
from pipelines.relevance.monotowns import monotown_verdict  # noqa: E402
from pipelines.relevance.negation import TermHit, standing_terms  # noqa: E402
from pipelines.relevance.relevance import judge_text  # noqa: E402
from pipelines.screening.screen import may_be_relevant  # noqa: E402
from pipelines.text import fold_match  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipelines.judgement import Judgement
    from pipelines.relevance.scans import Found, Scan

TEXTS = ROOT / "tests" / "data" / "judgement"
TOPICS = ("mining", "monotown")
LANGUAGES = ("kk", "ru", "en")
OWN = ("fit", "news", "passing", "ordinary", "blind", "fresh", "last")
FIT = (*OWN, "second", "third", "fourth", "fifth")
STEPS = (0.75, 0.9, 1.1, 1.25)
MARGIN = 0.15
FALSE_ALARM = 1.5  # times as bad as a miss: most of what sites publish is of neither topic
FORGOTTEN, COPIES = 30, 3  # percent of the words; how often the texts are read so
PULL, ROUNDS = 0.02, 2
PRIOR = ROOT / "bench" / "prior.toml"  # fixed, so that fitting again and again does not wander


@dataclass(frozen=True)
class Labelled:
    """A short text with what a reader says of it."""

    id: str
    language: str
    title: str
    text: str
    mining: bool
    monotown: bool
    towns: list[str]
    hard: bool
    lead: str = ""


class Read(NamedTuple):
    """A labelled text with what was found in it."""

    item: Labelled
    scan: Scan
    terms: list[TermHit]
    places: list[Reading]


def load(part: str) -> list[Labelled]:
    """The labelled texts of a part, which is the stem of a file: fit, check, second."""
    lines = (TEXTS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Labelled(**json.loads(line)) for line in lines]


def verdict(judgement: Judgement, topic: str) -> bool:
    """The verdict on one topic."""
    return next(v.relevant for v in judgement.verdicts if v.topic == topic)


def precision_recall(pairs: Iterable[tuple[bool, bool]]) -> tuple[float, float]:
    """Precision and recall of (said, true) pairs; 1 where nothing was said or was to be found."""
    held = list(pairs)
    hits = sum(said and true for said, true in held)
    said = sum(said for said, _ in held)
    true = sum(true for _, true in held)
    return (hits / said if said else 1.0, hits / true if true else 1.0)


def report(part: str) -> None:
    """Print the figures of a part by topic and language."""
    rows = [(item, judge_text(item.title, item.text, lead=item.lead)) for item in load(part)]
    print(f"{part}: {len(rows)} texts, {sum(item.hard for item, _ in rows)} hard")
    for topic in TOPICS:
        for language in (*LANGUAGES, "all"):
            pairs = [
                (verdict(made, topic), getattr(item, topic))
                for item, made in rows
                if language in (item.language, "all")
            ]
            precision, recall = precision_recall(pairs)
            print(f"  {topic:9}{language:4} n {len(pairs):3}  P {precision:.3f}  R {recall:.3f}")
    pairs_of_towns = [
        (town in named, town in item.towns)
        for item, made in rows
        for named in [
            {m.entity_id for m in made.mentions if m.kind == "town" and m.confidence >= 0.5}
        ]
        for town in named | set(item.towns)
        if item.monotown
    ]
    precision, recall = precision_recall(pairs_of_towns)
    print(f"  towns named, in mono-town texts        P {precision:.3f}  R {recall:.3f}")


def errors(part: str) -> None:
    """Print what is judged wrongly in a part, with the reasons."""
    for item in load(part):
        made = judge_text(item.title, item.text, lead=item.lead)
        for topic in TOPICS:
            if verdict(made, topic) != getattr(item, topic):
                held = next(v for v in made.verdicts if v.topic == topic)
                print(f"{item.id} {topic} is {getattr(item, topic)}: {item.title} / {item.text}")
                for reason in held.reasons:
                    print(f"    {reason.added:+.2f} {reason.term} “{reason.words}” {reason.note}")


def read(part: str, seed: int = 0) -> list[Read]:
    """What the weights of the two topics do not change of the texts of a part.

    With a seed a share of all words of the vocabulary is forgotten: texts that nobody has seen
    have words that no list has, and weights must hold there too.
    """
    held = []
    for item in load(part):
        scan = lexicon.scan(item.title, item.text, lead=item.lead)
        if seed:
            scan = replace(scan, hits=forget(scan, seed))
        held.append(Read(item, scan, standing_terms(scan), read_places(scan)))
    return held


def forget(scan: Scan, seed: int) -> dict[str, list[Found]]:
    """The hits without those terms and negatives whose words fall into the forgotten share."""

    def is_known(hit: Found) -> bool:
        word = f"{seed} {scan.folded[hit.start : hit.end]}"
        return zlib.crc32(word.encode()) % 100 >= FORGOTTEN

    return {
        kind: [hit for hit in hits if kind not in {"term", "not", "unless"} or is_known(hit)]
        for kind, hits in scan.hits.items()
    }


def loss(held: weights.Weights, items: list[Read]) -> float:
    """Mean shortfall from a margin on the right side of the threshold, both topics."""
    total = 0.0
    for item, scan, terms, places in items:
        for made in (
            mining_verdict(scan, terms, places),
            monotown_verdict(scan, terms, places, ""),
        ):
            threshold = getattr(held, made.topic).threshold
            distance = (made.score - threshold) / threshold
            signed = distance if getattr(item, made.topic) else -distance
            short = max(0.0, MARGIN - signed) + (1.0 if signed < 0 else 0.0)
            total += short if getattr(item, made.topic) else FALSE_ALARM * short
    return total / len(items)


def drift(held: weights.Weights, prior: weights.Weights) -> float:
    """How far weights went from the prior, so that few texts do not carry one away."""
    return PULL * sum(
        math.log(value / getattr(getattr(prior, topic), name)) ** 2
        for topic in TOPICS
        for name, value in getattr(held, topic).model_dump().items()
    )


def fit() -> None:
    """Coordinate search over points and factors on FIT; thresholds stay, as the unit of scale.

    It starts from the prior whatever the weights are now: the same texts give the same weights.
    """
    items = [held for seed in range(1 + COPIES) for part in FIT for held in read(part, seed)]
    prior = datafile.read(PRIOR, weights.Weights)
    held = prior.model_copy(update={"place": weights.weights().place})
    with_weights(held)
    best = loss(held, items)
    print(f"loss {best:.4f}")
    for topic, name in [(t, n) for _ in range(ROUNDS) for t in TOPICS for n in names_of(held, t)]:
        for step in STEPS:
            section = getattr(held, topic)
            changed = section.model_copy(update={name: round(getattr(section, name) * step, 3)})
            tried = held.model_copy(update={topic: changed})
            with_weights(tried)
            now = loss(tried, items) + drift(tried, prior)
            if now < best - 1e-4:
                best, held = now, tried
                print(f"loss {best:.4f}  {topic}.{name} = {getattr(changed, name)}")
        with_weights(held)
    write(held)


def names_of(held: weights.Weights, topic: str) -> list[str]:
    """The weights of a topic that are fitted."""
    return [name for name in type(getattr(held, topic)).model_fields if name != "threshold"]


def with_weights(held: weights.Weights) -> None:
    """Make the judgement use these weights within this process."""

    def given() -> weights.Weights:
        return held

    for module in [m for n, m in sys.modules.items() if n.startswith("pipelines.")]:
        if hasattr(module, "weights") and callable(module.weights):
            vars(module)["weights"] = given


def write(held: weights.Weights) -> None:
    """Write the two topics' weights into the data file, comments kept."""
    text = weights.PATH.read_text(encoding="utf-8")
    for topic in TOPICS:
        head, section = text.split(f"[{topic}]\n", 1)
        body, mark, tail = section.partition("\n[")
        for name, value in getattr(held, topic).model_dump().items():
            body = re.sub(rf"(?m)^{name} = .*$", f"{name} = {value}", body)
        text = f"{head}[{topic}]\n{body}{mark}{tail}"
    weights.PATH.write_text(text, encoding="utf-8")


def median_ms(call: Callable[[], object], times: int = 30) -> float:
    """Median time of a call in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1e3


def speed() -> None:
    """Time articles of 3,000 letters made of the labelled texts, one a language, and a page."""
    print(
        f"first call, lists read and compiled: {median_ms(partial(judge_text, '', ''), 1):.0f} ms"
    )
    for language in LANGUAGES:
        texts = [item.text for item in load("check") if item.language == language]
        article = "\n\n".join(texts)[:3000]
        taken = median_ms(partial(judge_text, "", article))
        print(f"  {language} {len(article)} letters: {taken:.2f} ms")
    growth()
    page = "<div class='card'><a href='/x'>Қала жаңалықтары мен спорт</a></div>" * 1500
    taken = median_ms(partial(may_be_relevant, page))
    print(f"  screen, page of {len(page)} letters: {taken:.2f} ms")


def growth() -> None:
    """Time the same article with once, four and sixteen times the terms.

    The terms that are added have the shapes of the real ones, a few letters changed.
    """
    article = "\n\n".join(item.text for item in load("news") if item.language == "ru")[:3000]
    folded = fold_match(article)
    entries = lexicon.all_entries()
    for times in (1, 4, 16):
        matcher = Matcher([*entries, *made_up(entries, times - 1)])
        taken = median_ms(partial(matcher.find, article, folded))
        print(f"  {times:2} x the terms ({times * len(entries)} patterns): {taken:.2f} ms a pass")


def made_up(entries: list[Entry], times: int) -> Iterator[Entry]:
    """Patterns like the given ones, whose first letters are rare beginnings of real words."""
    for turn in range(times):
        for number, entry in enumerate(entries):
            flags = entry.pattern[: len(entry.pattern) - len(entry.pattern.lstrip("=^%«"))]
            body = entry.pattern[len(flags) :]
            letters = "абвгдеиклмнопрсту"
            head = letters[number % 17] + letters[(number // 17 + turn) % 17] + letters[turn]
            yield Entry(f"{entry.key}-{turn}", entry.language, f"{flags}{head}{body}")


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--errors", metavar="PART")
    chosen = parser.parse_args()
    if chosen.fit:
        fit()
    elif chosen.errors:
        errors(chosen.errors)
    else:
        speed()
        for path in sorted(TEXTS.glob("*.jsonl")):
            report(path.stem)


if __name__ == "__main__":
    main()
