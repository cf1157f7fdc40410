"""How well article links are told from all others: ``python bench/listings.py [DIRECTORY]``.

DIRECTORY holds saved section pages and ``labels.toml``: a list ``[[page]]`` with ``file`` (.gz is
inflated), ``url`` (the page's own address) and ``article`` (a regular expression that finds
exactly the articles among the page's addresses). Without it the bundled pages of
``tests/data/listings`` are measured, on which the rules were tried: they show a loss, not the
quality on new pages. A source is made of the page's host alone. Counted are the addresses on
that host, once each: precision and recall over all addresses, and their means over pages.
With ``--wrong`` each wrong address is named.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent))

from crawler.hubs.hubbytes import text_of
from crawler.sections.listings import parse_listing
from crawler.sources import Source

BUNDLED = Path(__file__).parent.parent / "tests" / "data" / "listings"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One page: the addresses taken rightly, taken wrongly, and missed."""

    name: str
    right: frozenset[str]
    wrong: frozenset[str]
    missed: frozenset[str]

    @property
    def precision(self) -> float:
        """The share of what was taken that is right; 1 where nothing was taken."""
        return share(len(self.right), len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of the articles that was taken; 1 where there are none."""
        return share(len(self.right), len(self.missed))


def share(good: int, bad: int) -> float:
    """The good among all; 1 of nothing."""
    return good / (good + bad) if good + bad else 1.0


def general(url: str) -> Source:
    """A source of which only the host is known."""
    host = urlsplit(url).netloc.removeprefix("www.")
    known = {"id": "page", "name": host, "country": "KZ", "languages": ["ru"], "group": "regional"}
    return Source.model_validate({**known, "hosts": [host]})


def measure(body: bytes, name: str, url: str, article: str) -> Outcome:
    """Judge one page against the pattern of its articles."""
    found = parse_listing(text_of(body), url, source=general(url), now=NOW)
    taken = {candidate.url for candidate in found.candidates}
    left = {one.entry for one in found.skipped if one.reason == "has not the look of an article"}
    articles = {address for address in taken | left if re.search(article, address)}
    return Outcome(
        name, frozenset(taken & articles), frozenset(taken - articles), frozenset(articles - taken)
    )


def measured(directory: Path) -> list[Outcome]:
    """All pages of a labelled directory, in the order of its labels."""
    labels = directory / "labels.toml"
    try:
        pages = tomllib.loads(labels.read_text(encoding="utf-8"))["page"]
        return [
            measure(
                (directory / page["file"]).read_bytes(), page["file"], page["url"], page["article"]
            )
            for page in pages
        ]
    except (OSError, KeyError, re.error, tomllib.TOMLDecodeError) as error:
        sys.exit(f"{labels}: cannot be used ({error!r}); it needs [[page]] with file, url, article")


def report(outcomes: list[Outcome], *, wrong: bool) -> None:
    """Print a line a page, then precision and recall over addresses and their means over pages."""
    for one in outcomes:
        counts = f"{len(one.right):4} right {len(one.wrong):3} wrong {len(one.missed):3} missed"
        print(f"{one.name:32} {counts}   P {one.precision:.3f} R {one.recall:.3f}")
        for sign, addresses in (("+", one.wrong), ("-", one.missed)) if wrong else ():
            for address in sorted(addresses):
                print(f"    {sign} {address}")
    right, over, missed = (
        sum(len(addresses) for addresses in column)
        for column in zip(*((one.right, one.wrong, one.missed) for one in outcomes), strict=True)
    )
    print(f"{len(outcomes)} pages, {right + missed} articles")
    print(f"over addresses: P {share(right, over):.3f} R {share(right, missed):.3f}")
    means = [
        sum(values) / len(outcomes)
        for values in zip(*((o.precision, o.recall) for o in outcomes), strict=True)
    ]
    print(f"mean of pages:  P {means[0]:.3f} R {means[1]:.3f}")


def main() -> None:
    """Measure the directory of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path, default=BUNDLED)
    parser.add_argument("--wrong", action="store_true", help="name each wrong address")
    arguments = parser.parse_args()
    outcomes = measured(arguments.directory)
    if not outcomes:
        sys.exit(f"{arguments.directory}: labels.toml lists no page")
    report(outcomes, wrong=arguments.wrong)


if __name__ == "__main__":
    main()
