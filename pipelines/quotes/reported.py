"""Reported speech: who is told to have said what, outside quotation marks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from pipelines.quotes.english import read_english
from pipelines.quotes.kazakh import read_kazakh
from pipelines.quotes.russian import read_russian
from pipelines.quotes.sayings import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.matching.matching import Hit
    from pipelines.quotes.sayings import Article, Said

_TRIES: Final = 8  # verbs of a sentence that may tell of a saying
_READERS: Final[dict[str, Callable[[Article, Hit, int, int], Said | None]]] = {
    "ru": read_russian,
    "en": read_english,
    "kk": read_kazakh,
}


def reported_speech(article: Article) -> list[Said]:
    """All reported speech of verbs that no direct speech has used, in order."""
    found: list[Said] = []
    behind = -1
    tried: Counter[tuple[int, int, int]] = Counter()
    for hit in article.hits:
        if hit.start < behind or hit.start in article.used or article.masked[hit.start] == HIDDEN:
            continue
        start = article.sentence_start(hit.start + 1)
        end = article.sentence_end(hit.start, article.line(hit.start)[1])
        tried[stretch := article.stretch(hit.start)] += 1
        if end < hit.end or tried[stretch] > _TRIES:
            continue
        said = _READERS[hit.language](article, hit, start, end)
        if said is not None:
            found.append(said)
            behind = end
    return found
