"""Lines that recur over the distinct articles of a source, and which of them are no article's.

Found by frequency, judged by where and over what they recur; words alone decide nothing, and a
line that could be an article's is only proposed. The rule above all others: a sentence of an
article is never taken out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipelines.boilerplate.distinct import Sample, distinct, masked, template
from pipelines.boilerplate.evidence import Corpus, Line
from pipelines.boilerplate.learntlines import Place
from pipelines.boilerplate.rulebook import normalized
from pipelines.boilerplate.rulings import rulings
from pipelines.boilerplate.traits import is_call, stems, traits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

__all__ = ["Place", "Recurring", "Sample", "recurring_lines"]

_MIN_ARTICLES: Final = 3
_SHORT: Final = 80
_MAX_LINES: Final = 400
_MAX_URLS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A line that recurs. ``line`` is as compared, ``example`` as written.

    ``articles`` distinct ones of ``of_articles`` hold it, up to five of them are in ``urls``.
    ``is_sure``: it may be taken out unasked; ``why`` says what speaks for or against that.
    ``against``: what speaks against it however often it is seen, or "".
    """

    line: str
    example: str
    place: Place
    articles: int
    of_articles: int
    urls: tuple[str, ...]
    is_sure: bool
    why: str
    against: str = ""


def recurring_lines(
    samples: Sequence[Sample], *, names: Collection[str] = ()
) -> tuple[Recurring, ...]:
    """What recurs in three or more distinct articles of one source, most frequent first.

    ``names`` are the source's own («Egemen Qazaqstan», "egemen.kz"), which its calls may hold.
    """
    texts = [masked(sample.paragraphs) for sample in samples]
    spread = Counter(line for text in texts for line in set(text))
    furniture = {line for line, count in spread.items() if count > 1 and is_call(line)}
    furniture |= template(texts, [sample.title for sample in samples])
    numbers = distinct(texts, furniture)
    corpus = _corpus(samples, texts, spread, numbers, stems(names))
    return tuple(
        Recurring(
            line=line.key,
            example=line.example,
            place=line.place,
            articles=len(line.articles),
            of_articles=corpus.size,
            urls=tuple(samples[at].url for at in line.firsts()[:_MAX_URLS]),
            is_sure=ruling.is_sure,
            why=ruling.why,
            against=ruling.against,
        )
        for line, ruling in rulings(corpus)
    )


def _corpus(
    samples: Sequence[Sample],
    texts: Sequence[Sequence[str]],
    spread: Counter[str],
    numbers: Sequence[int],
    own: frozenset[str],
) -> Corpus:
    keys = [
        _keys(sample.paragraphs, text, spread) for sample, text in zip(samples, texts, strict=True)
    ]
    found = _recurring_keys(keys, numbers)
    titles = {
        normalized(sample.title): number for sample, number in zip(samples, numbers, strict=True)
    }
    lines: dict[str, Line] = {}
    for at, row in enumerate(keys):
        for position, key in enumerate(row):
            if key not in found:
                continue
            if key not in lines:
                example = samples[at].paragraphs[position]
                lines[key] = Line(key, example, traits(example, own), title_of=titles.get(key))
            lines[key].add(at, position, numbers[at])
    return Corpus(samples, keys, numbers, lines, own)


def _keys(paragraphs: Sequence[str], text: Sequence[str], spread: Counter[str]) -> list[str]:
    """The lines as compared; "" for long ones that stand in this text alone."""
    return [
        normalized(paragraph) if len(paragraph) <= _SHORT or spread[line] > 1 else ""
        for paragraph, line in zip(paragraphs, text, strict=True)
    ]


def _recurring_keys(keys: Sequence[Iterable[str]], numbers: Sequence[int]) -> set[str]:
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for row, number in zip(keys, numbers, strict=True):
        for key in row:
            holders[key].add(number)
    holders.pop("", None)
    often = sorted(
        (key for key, articles in holders.items() if len(articles) >= _MIN_ARTICLES),
        key=lambda key: (-len(holders[key]), key),
    )
    return set(often[:_MAX_LINES])
