"""Time of judging an article: its words, relevance, figures, events, quotations, all together.

Run from the project folder: `python bench/judging.py`. The articles are made of the bundled
texts of one language: sample sites, recorded pages, labelled news, put together to about 3,000
letters (twice as many bytes in Cyrillic). All times are of the processor.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
import tomllib
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
_BEGUN: Final = time.process_time()

from pipelines.events.events import find_events  # noqa: E402 - the script finds its project first
from pipelines.figures.facts import find_facts  # noqa: E402
from pipelines.judging import judge, settle  # noqa: E402
from pipelines.judgingwords import find_words  # noqa: E402
from pipelines.quotes.quotations import find_quotations  # noqa: E402
from pipelines.relevance.relevance import judge_text  # noqa: E402

_IMPORTED: Final = time.process_time()

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LANGUAGES: Final = ("kk", "ru", "en")
PARTS: Final = ("words", "relevance", "figures", "events", "quotes")
SIZE: Final = 2_800  # letters from which on joined texts are an article
ROUNDS: Final = 5
SHORTEST: Final = 80  # letters of a text that is worth joining
DAY: Final = datetime(2026, 11, 20, tzinfo=UTC).date()


def main() -> None:
    """Print start-up, then the median of each part in milliseconds, by language."""
    _print_start()
    for language in LANGUAGES:
        made = list(articles(language))
        letters = statistics.median(len(text) for text in made)
        size = statistics.median(len(text.encode()) for text in made)
        print(f"{language}: {len(made)} articles, median {letters:.0f} letters, {size:.0f} bytes")
        _print_medians("words never met", [{"whole": _whole(text, language)} for text in made])
        rounds = [[_parts(text, language, turn) for text in made] for turn in range(ROUNDS)]
        _print_medians("words known", [_best(rows) for rows in zip(*rounds, strict=True)])


def _print_start() -> None:
    begun = time.process_time()
    settle()
    empty = time.process_time()
    for language in LANGUAGES:
        judge("", next(articles(language)), language)
    first = time.process_time()
    print(
        f"start: {_IMPORTED - _BEGUN:.2f} s to import, {empty - begun:.2f} s to read the lists,"
        f" {first - empty:.2f} s for the first article in each language"
    )


def _print_medians(name: str, rows: list[dict[str, float]]) -> None:
    told = (f"{part} {statistics.median(row[part] for row in rows):.2f}" for part in rows[0])
    print(f"  {name}: {', '.join(told)} ms")


def _best(rows: Iterable[dict[str, float]]) -> dict[str, float]:
    """The least time of each part: what other processes do on the machine only adds to it."""
    held = list(rows)
    return {part: min(row[part] for row in held) for part in held[0]}


def _parts(text: str, language: str, turn: int) -> dict[str, float]:
    """Milliseconds of each part, in the order of judging; the whole is timed by itself."""
    fresh = _fresh(text, 2 * turn + 1)
    stops = [time.process_time()]
    words = find_words("", fresh, lead="", language=language)
    stops.append(time.process_time())
    mentions = judge_text("", fresh, language=language, hits=words.relevance).mentions
    stops.append(time.process_time())
    facts = find_facts(fresh, language=language, published=DAY)
    stops.append(time.process_time())
    find_events(fresh, mentions, facts=facts, language=language, published=DAY, hits=words.events)
    stops.append(time.process_time())
    find_quotations(fresh, mentions, language=language, hits=words.quotes)
    stops.append(time.process_time())
    told = zip(PARTS, stops, stops[1:], strict=False)
    parts = {part: 1e3 * (stop - start) for part, start, stop in told}
    return {**parts, "whole": _whole(_fresh(text, 2 * turn + 2), language)}


def _whole(text: str, language: str) -> float:
    start = time.process_time()
    judge("", text, language, published=DAY)
    return 1e3 * (time.process_time() - start)


def _fresh(text: str, blanks: int) -> str:
    """The text with lines that nothing remembers."""
    return text.replace("\n", " " * blanks + "\n") + " " * blanks


def articles(language: str) -> Iterator[str]:
    """Whole bundled texts of a language, joined until they have SIZE letters."""
    held: list[str] = []
    for text in texts(language):
        held.append(text)
        if sum(map(len, held)) >= SIZE:
            yield "\n\n".join(held)
            held = []


def texts(language: str) -> Iterable[str]:
    """The bundled texts of a language: samples, recorded pages, labelled news."""
    return (
        text
        for text in chain(_samples(language), _pages(language), _labelled(language))
        if len(text) >= SHORTEST
    )


def _samples(language: str) -> Iterator[str]:
    for path in sorted((ROOT / "samples" / "content").glob("*/*.toml")):
        story = tomllib.loads(path.read_text(encoding="utf-8"))
        if story["language"] == language and story["kind"] == "article":
            # lines with a sign in front are boxes of the page
            yield "\n\n".join(
                line.lstrip("> ") for line in story["body"].split("\n\n") if line.strip()[:1] != "!"
            ).strip()


def _pages(language: str) -> Iterator[str]:
    for path in sorted((ROOT / "tests" / "data" / "pages").glob(f"{language}_*.toml")):
        page = tomllib.loads(path.read_text(encoding="utf-8"))
        yield "\n\n".join(page.get("paragraphs", ()))


def _labelled(language: str) -> Iterator[str]:
    data = ROOT / "tests" / "data"
    for path in (data / "judgement" / "news.jsonl", data / "facts" / f"news-{language}.jsonl"):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if row.get("language", language) == language:
                yield "\n\n".join(filter(None, (row.get("title"), row["text"])))


if __name__ == "__main__":
    main()
