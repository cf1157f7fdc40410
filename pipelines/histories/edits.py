"""What changed between two versions of an article, told as an analyst asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pipelines.histories.alignment import align
from pipelines.histories.cosmetic import are_alike, is_cosmetic
from pipelines.histories.figurechanges import FigureChange, figure_changes, figures_in
from pipelines.histories.namechanges import names_in, new_names
from pipelines.histories.reversals import is_reversed
from pipelines.histories.sentencechanges import changed_sentences, new_notes
from pipelines.histories.wordcounts import differing, is_long, number_changes, plain_words
from pipelines.histories.wordedfigures import quantity_changes
from pipelines.histories.wording import title_words, without_stamps, words_of
from pipelines.judging import judge

if TYPE_CHECKING:
    from datetime import date

    from pipelines.histories.history import Version

Flag = Literal["figures", "names", "headline", "blame", "retracted", "extended", "reversed"]
FLAGS: Final[tuple[Flag, ...]] = (
    "figures",
    "names",
    "headline",
    "blame",
    "retracted",
    "extended",
    "reversed",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What changed. All words are those of the article.

    ``flags``: figures, names, headline, blame (who or what is said to be responsible), retracted
    (a note that something told was wrong), extended (paragraphs were added and else nothing
    changed), reversed (a sentence says the opposite: a negation put in or taken out, or the other
    side of rising and falling, opening and closing, and the like). ``headline`` is (before, after)
    where it has other words. ``blame`` are the sentences that are no more there and the new ones.
    Words are counted in title and text.
    """

    flags: frozenset[Flag] = frozenset()
    is_cosmetic: bool = True
    figures: tuple[FigureChange, ...] = ()
    names_added: tuple[str, ...] = ()
    names_removed: tuple[str, ...] = ()
    headline: tuple[str, str] | None = None
    blame_before: tuple[str, ...] = ()
    blame_after: tuple[str, ...] = ()
    words_added: int = 0
    words_removed: int = 0

    def as_record(self) -> dict[str, object]:
        """For JSON: flags in a fixed order, pairs as lists."""
        return {
            "flags": [flag for flag in FLAGS if flag in self.flags],
            "is_cosmetic": self.is_cosmetic,
            "figures": [one.as_record() for one in self.figures],
            "names": {"added": list(self.names_added), "removed": list(self.names_removed)},
            "headline": list(self.headline) if self.headline else None,
            "blame": {"before": list(self.blame_before), "after": list(self.blame_after)},
            "words_added": self.words_added,
            "words_removed": self.words_removed,
        }


def edits(
    before: Version, after: Version, *, language: str = "und", published: date | None = None
) -> Edits:
    """What changed from one version to the next; ``published`` dates «вчера» in both.

    A cosmetic edit has no flags, and an edit with a flag is never cosmetic. Of texts beyond
    `wordcounts.LONGEST` only words are counted: their flags are figures and headline at most.
    """
    if is_long(before, after):
        return _by_counts(before, after)
    added, removed = _counts(before, after, language)
    if is_cosmetic(before, after, language=language):
        return Edits(words_added=added, words_removed=removed)
    old, new = without_stamps(before), without_stamps(after)
    figures, names = _judged(old, new, language, published)
    blame_before, blame_after = changed_sentences(old, new, language)
    headline = _headline(before, after, language)
    told: dict[Flag, bool] = {
        "figures": bool(figures),
        "names": bool(names[0] or names[1]),
        "headline": headline is not None,
        "blame": bool(blame_before or blame_after),
        "retracted": bool(new_notes(old, new, language)),
        "reversed": is_reversed(old, new, language),
        "extended": headline is None and _is_extended(old.text, new.text, language),
    }
    return Edits(
        flags=frozenset(flag for flag, holds in told.items() if holds),
        is_cosmetic=False,
        figures=figures,
        names_added=names[0],
        names_removed=names[1],
        headline=headline,
        blame_before=blame_before,
        blame_after=blame_after,
        words_added=added,
        words_removed=removed,
    )


def _by_counts(before: Version, after: Version) -> Edits:
    """What changed in a text that is too long for an article."""
    old, new = plain_words("\n\n".join(before)), plain_words("\n\n".join(after))
    added, removed = differing(old, new)
    if old == new:
        return Edits()
    figures = number_changes(added, removed)
    is_retitled = plain_words(before.title) != plain_words(after.title)
    told: dict[Flag, bool] = {"figures": bool(figures), "headline": is_retitled}
    return Edits(
        flags=frozenset(flag for flag, holds in told.items() if holds),
        is_cosmetic=False,
        figures=figures,
        headline=(before.title, after.title) if is_retitled else None,
        words_added=added.total(),
        words_removed=removed.total(),
    )


def _counts(before: Version, after: Version, language: str) -> tuple[int, int]:
    """Words added and removed."""
    old = [word.key for word in words_of("\n\n".join(before), language)]
    new = [word.key for word in words_of("\n\n".join(after), language)]
    changed = [block for block in align(old, new) if not block.is_same]
    return (
        sum(block.b_end - block.b_start for block in changed),
        sum(block.a_end - block.a_start for block in changed),
    )


def _judged(
    old: Version, new: Version, language: str, published: date | None
) -> tuple[tuple[FigureChange, ...], tuple[tuple[str, ...], tuple[str, ...]]]:
    """The changes of figures, and the names (added, removed)."""
    first, second = (
        judge(one.title, one.text, language, published=published) for one in (old, new)
    )
    counted = (
        figures_in(old.text, first.facts, language),
        figures_in(new.text, second.facts, language),
    )
    figures = figure_changes(*counted) + quantity_changes(old.text, new.text, language, counted)
    named, others = names_in(old, first, language), names_in(new, second, language)
    return figures, (new_names(named, others), new_names(others, named))


def _headline(before: Version, after: Version, language: str) -> tuple[str, str] | None:
    if are_alike(title_words(before, language), title_words(after, language)):
        return None
    return before.title, after.title


def _is_extended(old: str, new: str, language: str) -> bool:
    """Whether all paragraphs are still there, in order, with others beside them."""
    left = [words_of(line, language) for line in old.split("\n") if line.strip()]
    added = 0
    for line in filter(str.strip, new.split("\n")):
        told = words_of(line, language)
        if left and are_alike(left[0], told):
            left.pop(0)
        else:
            added += 1
    return not left and added > 0
