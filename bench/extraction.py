"""How well articles are taken out of pages: ``python bench/extraction.py [PAGES GROUND_TRUTH]``.

PAGES is a directory of ``<key>.html.gz``; GROUND_TRUTH a JSON file that maps each key to
``{"url": …, "articleBody": …}``. Without them the bundled gold pages of ``tests/data/pages``
are measured, on which the rules were built: they show a loss, not the quality on new pages.
Printed are the means of precision and recall over word 4-grams (multisets; a text under four
words is one gram), their harmonic mean F1, the share of pages whose words are all right, and
CPU time a page: for trafilatura as it comes, for our text (which keeps the dateline, as the gold
texts do), and for all that is read of an article before it is judged. Intervals are 95 %
bootstraps over
pages; halves are the even and odd pages apart.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import time
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from trafilatura import bare_extraction

from crawler.sources import Overrides
from pipelines.boilerplate import boilerplate
from pipelines.disk import DISK, page_of
from pipelines.drafting import draft
from pipelines.extraction import extract
from pipelines.markup import markup
from pipelines.model import Rejection
from pipelines.parsing import decode, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROUNDS = 2000
BUNDLED = Path(__file__).parent.parent / "tests" / "data" / "pages"

GoldPage = tuple[bytes, str, str]

Grams = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Score:
    """One page: shares of 4-grams that are right, surplus and missing; whether all is right."""

    right: float
    surplus: float
    missing: float
    is_exact: bool


def grams(text: str) -> Grams:
    """The word 4-grams of a text, counted."""
    found = re.findall(r"\w+", text)
    starts = range(max(1, len(found) - 3)) if found else ()
    return Counter(tuple(found[at : at + 4]) for at in starts)


def score(text: str, gold: str) -> Score:
    """Compare an extracted text with the gold text."""
    have, want = grams(text), grams(gold)
    right = sum((have & want).values())
    surplus, missing = sum(have.values()) - right, sum(want.values()) - right
    total = right + surplus + missing or 1
    exact = re.findall(r"\w+", text) == re.findall(r"\w+", gold)
    return Score(right / total, surplus / total, missing / total, exact)


def means(scores: Sequence[Score]) -> tuple[float, float, float, float]:
    """Precision, recall, F1 and the exact share over pages."""
    precisions = [
        one.right / (one.right + one.surplus) if one.right + one.surplus else 1.0
        for one in scores
        if one.right + one.surplus > 0 or one.is_exact
    ]
    recalls = [
        one.right / (one.right + one.missing) if one.right + one.missing else 1.0
        for one in scores
        if one.right + one.missing > 0 or one.is_exact
    ]
    precision = sum(precisions) / len(precisions)
    recall = sum(recalls) / len(recalls)
    exact = sum(one.is_exact for one in scores) / len(scores)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1), exact


def interval(draws: list[float]) -> str:
    """The middle 95 % of the draws."""
    draws.sort()
    return f"{draws[len(draws) // 40]:+.4f} to {draws[-len(draws) // 40]:+.4f}"


def plain(page: bytes, url: str, *, with_metadata: bool) -> str:
    """Trafilatura's text with default settings, comments left out."""
    document: Any = bare_extraction(
        page,
        url=url,
        include_comments=False,
        with_metadata=with_metadata,
    )
    return (document.text or "") if document else ""


def ours(page: bytes, url: str) -> str:
    """The text as the project stores it: decode, parse, markup, extract, clean."""
    text = decode.decode(page, "text/html")
    tree = text if isinstance(text, Rejection) else parse.parse(text)
    if isinstance(tree, Rejection):
        return ""
    claims = markup.read_markup(tree, url)
    body = extract.extract(tree, claims, url=url, overrides=Overrides())
    if isinstance(body, Rejection):
        return ""
    return "\n\n".join(boilerplate.clean(body.paragraphs, body.kinds, body.links).paragraphs)


def drafted(page: bytes, url: str) -> str:
    """The text of the whole draft: also dates, people, pictures, flags, languages; no dateline."""
    text = decode.decode(page, "text/html")
    if isinstance(text, Rejection):
        return ""
    now = datetime.now(UTC)
    fetched = page_of(page, name="page.html", url=url, now=now)
    found = draft(text, fetched, DISK, {})
    return "" if isinstance(found, Rejection) else found.text


def run(
    pages: Sequence[GoldPage], readers: Sequence[Callable[[bytes, str], str]]
) -> list[tuple[list[Score], float]]:
    """Scores and CPU milliseconds a page of each reader; the first page warms up unmeasured.

    The readers take turns on each page, so that the machine's other load falls on all alike.
    """
    for reader in readers:
        reader(pages[0][0], pages[0][1])
    spent = [0.0] * len(readers)
    scores: list[list[Score]] = [[] for _ in readers]
    for page, url, gold in pages:
        for at, reader in enumerate(readers):
            start = time.process_time()
            text = reader(page, url)
            spent[at] += time.process_time() - start
            scores[at].append(score(text, gold))
    return [(scores[at], 1000 * spent[at] / len(pages)) for at in range(len(readers))]


def report(name: str, scores: Sequence[Score], milliseconds: float) -> None:
    """Print a line of figures."""
    precision, recall, f1, exact = means(scores)
    halves = " / ".join(f"{means(scores[at::2])[2]:.4f}" for at in (0, 1))
    print(
        f"{name:28} P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f} (halves {halves})"
        f"  exact {exact:.3f}  {milliseconds:6.1f} ms CPU a page"
    )


def bundled() -> list[GoldPage]:
    """The gold pages of the tests that are articles."""
    records = {
        path: tomllib.loads(path.read_text(encoding="utf-8")) for path in BUNDLED.glob("*.toml")
    }
    return [
        (path.with_suffix(".html").read_bytes(), gold["url"], "\n".join(gold["paragraphs"]))
        for path, gold in sorted(records.items())
        if "paragraphs" in gold
    ]


def gathered(pages: Path, ground_truth: Path) -> list[GoldPage]:
    """The pages of a directory that the ground truth names."""
    gold = json.loads(ground_truth.read_text(encoding="utf-8"))
    return [
        (
            gzip.decompress((pages / f"{key}.html.gz").read_bytes()),
            entry["url"],
            entry["articleBody"],
        )
        for key, entry in gold.items()
    ]


def chosen() -> list[GoldPage]:
    """The pages that the command line asks for; ends with a word on what is wrong."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    arguments.add_argument("pages", type=Path, nargs="?")
    arguments.add_argument("ground_truth", type=Path, nargs="?")
    options = arguments.parse_args()
    if options.pages is None:
        return bundled()
    if options.ground_truth is None:
        arguments.error("name the ground truth file behind the directory of pages")
    try:
        return gathered(options.pages, options.ground_truth)
    except (OSError, ValueError, KeyError) as error:
        arguments.error(f"{options.pages}, {options.ground_truth}: {error}")


def main() -> None:
    """Measure and print."""
    pages = chosen()
    (base, base_cost), (_, full_cost), (mine, my_cost), (whole, whole_cost) = run(
        pages,
        (
            lambda page, url: plain(page, url, with_metadata=False),
            lambda page, url: plain(page, url, with_metadata=True),
            ours,
            drafted,
        ),
    )
    report("trafilatura", base, base_cost)
    report("trafilatura, with metadata", base, full_cost)
    report("ours", mine, my_cost)
    report("ours, the whole draft", whole, whole_cost)
    dice = random.Random(1)
    draws = [dice.choices(range(len(pages)), k=len(pages)) for _ in range(ROUNDS)]
    own = [means([mine[at] for at in draw])[2] for draw in draws]
    gain = [f1 - means([base[at] for at in draw])[2] for f1, draw in zip(own, draws, strict=True)]
    print(f"ours, F1, 95 %:            {interval(own)}")
    print(f"ours minus trafilatura:    {interval(gain)}")
    print(f"cost against trafilatura with metadata: text {my_cost / full_cost:.2f}, ", end="")
    print(f"whole draft {whole_cost / full_cost:.2f}")


if __name__ == "__main__":
    main()
