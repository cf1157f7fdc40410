"""Whether two versions of an article differ in nothing that a reader would call news."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from pipelines.figures.factwords import number_words
from pipelines.histories.alignment import align
from pipelines.histories.editwords import edit_words
from pipelines.histories.mending import is_mended
from pipelines.histories.realwords import are_twins, real_words
from pipelines.histories.wordcounts import is_long, plain_words
from pipelines.histories.wording import title_words, without_stamps, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.histories.history import Version
    from pipelines.histories.wording import Word

_COUNTING: Final = frozenset({"number", "hundred", "multiplier", "factor"})


def is_cosmetic(before: Version, after: Version, *, language: str = "und") -> bool:
    """Whether only typography, paragraph breaks, time stamps, counters or misspellings changed.

    Numbers, names and negations are never mended: a change of one is no cosmetic one. Equal
    versions differ in nothing and so only cosmetically. Of texts beyond `wordcounts.LONGEST` every
    changed word counts.
    """
    if before == after:
        return True
    if is_long(before, after):
        return plain_words("\n\n".join(before)) == plain_words("\n\n".join(after))
    old, new = without_stamps(before), without_stamps(after)
    return are_alike(title_words(old, language), title_words(new, language)) and are_alike(
        words_of(old.text, language), words_of(new.text, language)
    )


def are_alike(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether two lists of words are the same but for slips of spelling that were mended."""
    keys, others = [word.key for word in old], [word.key for word in new]
    if keys == others:
        return True
    names = {word.key for word in (*old, *new) if word.is_name}
    blocks = align(keys, others)
    kept = [keys[block.a_start : block.a_end] for block in blocks if block.is_same]
    held = {key for told in kept for key in told}
    return all(
        block.is_same
        or _is_slip(old[block.a_start : block.a_end], new[block.b_start : block.b_end], names, held)
        for block in blocks
    )


def _is_slip(old: Sequence[Word], new: Sequence[Word], names: set[str], held: set[str]) -> bool:
    if any(word.is_number for word in (*old, *new)) or _negations(old) != _negations(new):
        return False
    keys, others = [word.key for word in old], [word.key for word in new]
    if "".join(keys) == "".join(others):
        return True
    if len(keys) != len(others) or names & {*keys, *others}:
        return False
    return all(
        one == other or (is_mended(one, other) and not _are_real(one, other, held))
        for one, other in zip(keys, others, strict=True)
    )


def _are_real(one: str, other: str, held: set[str]) -> bool:
    """Whether both words are in use, in the lists or elsewhere in the text: no slip."""
    if _counts(one) or _counts(other) or are_twins(one, other):
        return True
    return all(word in held or word in real_words() for word in (one, other))


def _counts(word: str) -> bool:
    """Whether a word says how many or how much: «вдвое» is no slip of «втрое»."""
    known = number_words().find(word)
    return known is not None and known.part in _COUNTING


def _negations(told: Sequence[Word]) -> Counter[str]:
    return Counter(word.key for word in told if word.key in edit_words().negations)
