"""Whether two texts are the same report, and how alike they are.

A copy has the words of its original in their order: most of them, or some throughout. A form
filled in again has them too, but other figures, dates and names in their places; those weigh
more than the shared words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipelines.likeness.anchors import meet
from pipelines.likeness.overlap import overlap
from pipelines.likeness.words import Kind

if TYPE_CHECKING:
    from pipelines.likeness.anchors import Meeting
    from pipelines.likeness.overlap import Overlap
    from pipelines.likeness.reading import Reading

# Shares of the shorter text's words, from which on the texts are one: taken over in blocks;
# in blocks where no figure, date or name in them differs; the same with the same beginning or
# headline; taken over with changes throughout.
_MOST: Final = 0.6
_MOST_UNCHANGED: Final = 0.56
_HALF: Final = 0.45
_THROUGHOUT: Final = 0.3
_SAME_HEAD: Final = 0.55
_SAME_TITLE: Final = 0.6

# A digest holds other reports whole. The half of a report is a copy, the fourth part of a text
# that bears another headline is one item among others.
_DIGEST: Final = 4.0
# an investigation under the headline of a release is more than the release
_ENLARGED: Final = 8.0

# in so few words one word more or less makes another report
_SHORT: Final = 30
_SHORTEST: Final = 8
_NEARLY_ALL: Final = 0.65
# ... but a paragraph taken nearly whole is a cut
_SENTENCE: Final = 15
_WHOLE: Final = 0.75
_SAME_LENGTH: Final = 1.5

# what an editor leaves of a text in which he corrects one figure
_ALL: Final = 0.9

# What an anchor changed in place weighs against those that are the same. A date tells two days
# apart by itself; a name is an editor's choice less often than a figure is corrected. Names
# that agree say little: a form names its office each time.
_CHANGED: Final = {
    Kind.FIGURE: 1.0,
    Kind.DAY: 1.5,
    Kind.MONTH: 2.0,
    Kind.WEEKDAY: 2.0,
    Kind.NAME: 1.5,
}
_SAME: Final = {
    Kind.FIGURE: 1.0,
    Kind.DAY: 1.0,
    Kind.MONTH: 1.0,
    Kind.WEEKDAY: 1.0,
    Kind.NAME: 0.5,
}
_IN_TITLE: Final = 2.0
_DOUBT: Final = 1.5  # one change alone proves nothing
_OTHER_FORM: Final = 0.29

_DATES: Final = (Kind.DAY, Kind.MONTH, Kind.WEEKDAY)
_TOLD: Final = {
    "figures": (Kind.FIGURE,),
    "dates": _DATES,
    "names": (Kind.NAME,),
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are; shares from 0 to 1 of their four-word shingles.

    ``similarity``: common of all (Jaccard); ``containment``: common of the shorter text's;
    ``own_share``: share of the second text's that the first has not; ``why`` says in a
    reader's words what ``is_copy`` rests on.
    """

    similarity: float
    containment: float
    own_share: float
    is_copy: bool
    why: str

    @property
    def shares(self) -> dict[str, float]:
        """The three shares by name, as they are stored and shown."""
        names = ("similarity", "containment", "own_share")
        return {name: round(getattr(self, name), 4) for name in names}


def likeness(first: Reading, second: Reading) -> Likeness:
    """How alike two texts are; ``is_copy`` does not depend on their order."""
    shared = len(first.shingles & second.shingles)
    fewer = min(len(first.shingles), len(second.shingles))
    every = len(first.shingles | second.shingles)
    is_copy, why = _verdict(first, second)
    return Likeness(
        similarity=shared / every if every else float(is_copy),
        containment=shared / fewer if fewer else float(is_copy),
        own_share=1 - shared / len(second.shingles) if second.shingles else 0.0,
        is_copy=is_copy,
        why=why,
    )


def _verdict(first: Reading, second: Reading) -> tuple[bool, str]:
    if first.words == second.words and (first.words or first.title == second.title):
        return True, "the same words"
    if not first.words or not second.words:
        return False, "a text without words"
    part, whole = sorted((first, second), key=lambda text: (len(text.words), text.words))
    held = overlap(part, whole)
    # most pairs that an index proposes by chance end here
    if held.cover < _THROUGHOUT:
        return False, f"{held.cover:.0%} of the words in the same order: too few for a copy"
    text, title = (
        meet(first.anchors, second.anchors),
        meet(first.title_anchors, second.title_anchors),
    )
    reason = _against(part, whole, held, text, title)
    told = f"{held.cover:.0%} of the words in the same order{_differing(text)}"
    return not reason, f"{told}: {reason}" if reason else told


def _against(part: Reading, whole: Reading, held: Overlap, text: Meeting, title: Meeting) -> str:
    """What speaks against a copy, in a reader's words; "" where nothing does."""
    if len(part.words) < _SHORT:
        changes = bool(text.changed or title.changed)
        return (
            ""
            if _is_nearly_equal(part, whole, held) and not changes
            else (f"of fewer than {_SHORT} words nearly all must be the same")
        )
    if _of_another_form(held, text, title):
        return "the same form with other figures, dates or names"
    times = len(whole.words) / len(part.words)
    if times > (_ENLARGED if _has_same_title(part, whole) else _DIGEST):
        return f"one item of a text {times:.1f} times as long"
    most = _MOST if text.changed else _MOST_UNCHANGED
    if held.cover < most and not _is_taken_over(part, whole, held):
        return "in one part only, as a quotation is"
    return ""


def _is_nearly_equal(part: Reading, whole: Reading, held: Overlap) -> bool:
    few, times = len(part.words), len(whole.words) / len(part.words)
    if times <= _SAME_LENGTH:
        return few >= _SHORTEST and held.cover >= _NEARLY_ALL
    return few >= _SENTENCE and held.cover >= _WHOLE and times <= _DIGEST


def _of_another_form(held: Overlap, text: Meeting, title: Meeting) -> bool:
    if any(one.kind in _DATES for one, _ in title.changed):
        # a headline that names another day is that of another day
        return True
    weights = _weights_of_changes(text, title)
    # the death toll of a short report may be its only figure; a form differs in more than one
    is_corrected = [kind for kind, _, _ in weights] == [Kind.FIGURE] and held.cover >= _ALL
    if not weights or is_corrected:
        return False
    same = sum(_SAME[kind] for kind, _ in {(one.kind, one.value) for one in text.same})
    changed = sum(weights.values())
    return changed >= _OTHER_FORM * (changed + same + _DOUBT)


def _weights_of_changes(text: Meeting, title: Meeting) -> dict[tuple[Kind, str, str], float]:
    """Each change once: a corrected figure stands in the headline and twice in the text."""
    weights = {
        (one.kind, one.value, other.value): _CHANGED[one.kind] for one, other in text.changed
    }
    for one, other in title.changed:
        weight = _CHANGED[one.kind] * (1.0 if one.kind is Kind.FIGURE else _IN_TITLE)
        weights[one.kind, one.value, other.value] = weight
    return weights


def _has_same_title(first: Reading, second: Reading) -> bool:
    fewer, more = sorted((set(first.title), set(second.title)), key=len)
    return bool(fewer) and len(fewer & more) >= _SAME_TITLE * len(more)


def _is_taken_over(part: Reading, whole: Reading, held: Overlap) -> bool:
    """Whether less than most was taken, and yet as a whole: throughout, or from its head on."""
    if held.scattered >= _THROUGHOUT:
        return True
    if held.cover < _HALF:
        return False
    return (
        _has_same_title(part, whole)
        or held.head >= _SAME_HEAD
        or overlap(whole, part).head >= _SAME_HEAD
    )


def _differing(meeting: Meeting) -> str:
    """How many of the anchors that both texts have differ, by kind."""
    parts = []
    for name, kinds in _TOLD.items():
        changed = sum(one.kind in kinds for one, _ in meeting.changed)
        both = changed + sum(one.kind in kinds for one in meeting.same)
        parts += [f"; {changed} of {both} {name} differ"] if changed else []
    return "".join(parts)
