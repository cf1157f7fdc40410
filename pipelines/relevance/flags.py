"""What kind of piece an article is: a greeting, a holiday; flagged, and judged all the same."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipelines.relevance.vocabulary import vocabulary

if TYPE_CHECKING:
    from pipelines.relevance.scans import Scan


def flags_of(scan: Scan) -> frozenset[str]:
    """The kinds that the title or enough sentences tell, and no news in the piece undoes."""
    news = {hit.id for hit in scan.hits.get("news", [])}
    sentences: dict[str, set[int]] = defaultdict(set)
    told: set[str] = set()
    for hit in scan.hits.get("flag", []):
        sentences[hit.id].add(scan.sentence(hit.start))
        if scan.in_title(hit.start):
            told.add(hit.id)
    flags = vocabulary().flags
    told |= {name for name, where in sentences.items() if len(where) >= flags[name].enough}
    return frozenset(told - news)
