"""Which sentences on blame, or with a note on a fault, one version has and the other lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.histories.cosmetic import are_alike
from pipelines.histories.editwords import is_outage, telling_sentences
from pipelines.histories.wording import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.histories.history import Version
    from pipelines.histories.wording import Word

COMPARED: Final = 2_500  # pairs of sentences


def changed_sentences(
    old: Version, new: Version, language: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sentences on who is to blame that are there no more, and new ones.

    Of another figure in such a sentence its blame does not change.
    """
    before = telling_sentences("\n\n".join(old), language, "blame")
    after = telling_sentences("\n\n".join(new), language, "blame")
    return lacking(before, after, language), lacking(after, before, language)


def lacking(told: Sequence[str], others: Sequence[str], language: str) -> tuple[str, ...]:
    """The sentences that no other one says, but for numbers and slips of spelling."""
    held = [_without_numbers(other, language) for other in others]
    exact = {tuple(word.key for word in other) for other in held}
    # more are no article: they are compared by their words alone
    near = held if len(told) * len(held) <= COMPARED else []
    left: list[str] = []
    for one in told:
        words = _without_numbers(one, language)
        is_held = tuple(word.key for word in words) in exact
        if not is_held and not any(are_alike(other, words) for other in near):
            left.append(one)
    return tuple(left)


def _without_numbers(sentence: str, language: str) -> list[Word]:
    return [word for word in words_of(sentence, language) if not word.is_number]


def new_notes(old: Version, new: Version, language: str) -> tuple[str, ...]:
    """The sentences that tell of a fault and were not there before."""
    before, after = (telling_sentences("\n\n".join(one), language, "note") for one in (old, new))
    return lacking(after, before, language)


def is_retraction(old: Version, new: Version, language: str) -> bool:
    """Whether what stands in the place of a text says that it was wrong.

    A site out of order excuses itself as well: its page retracts nothing.
    """
    return bool(new_notes(old, new, language)) and not is_outage("\n\n".join(new))
