"""Whether a version is a garbled reading of the same text: a broken charset, no edit of the site.

A charset that breaks does the same to each letter wherever it stands: it becomes a "?" or U+FFFD,
is left out (Kazakh letters that windows-1251 has not), is spelt as its neighbour on the keyboard,
or becomes always the same wrong letter (KOI8-R read as windows-1251). What is written in ASCII,
figures above all, stays as it was, and so do the blanks. An edit changes a few words, and not
each letter of a kind.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.histories.alignment import align
from pipelines.histories.cosmetic import is_cosmetic
from pipelines.parsing.charsets import plausibility

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.histories.history import Version

_KAZAKH: Final = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
_LOST: Final = "\ufffd"
# a sign within or before a word; behind a word it may close a question
_MARK: Final = re.compile("\ufffd|\\?(?=[^\\W\\d_])")
# the first byte of a Cyrillic letter may stand before the mark of its second one
_MARKS: Final = re.compile("(?:[РСТУÐÑÒÓ]?\ufffd|\\?)+")
_LONGEST: Final = 100  # letters: what is longer is no word
_TOKEN: Final = re.compile(r"\S+")
_FOREIGN: Final = re.compile("[^\x00-\x7f]")
# a letter becomes one mark, or each of its bytes in UTF-8 does
_WIDTHS: Final = (1, 2, 3)
_FOREIGN_OR_MARK: Final = "[^\x00-\x3e\x40-\x7f]"
# letters of a version that are compared: a charset is broken throughout
_READ: Final = 20_000
# share of the occurrences of a letter that a broken charset changes, and in the same way
_NEARLY_ALL: Final = 0.9
_FEWEST: Final = 3  # words
# share of the words beyond which nothing else is read out of a version
_HEAVY: Final = 0.15
# by ``charsets.plausibility``: news lies above 0.8, in a wrong charset mostly below this
_LEGIBLE: Final = 0.5
_CLEARER: Final = 0.15
# share of letters beyond ASCII that a text must have for them to tell
_CYRILLIC: Final = 0.2


class _Pair(NamedTuple):
    """A word of the sound version and what stands in its place, which ends at ``end``."""

    sound: str
    other: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Damage:
    """How many of the words are damaged, as a share, and the version with the sound ones."""

    share: float
    mended: Version


def is_garbled(other: Version, sound: Version, *, language: str = "und") -> bool:
    """Whether ``other`` is the text of ``sound`` in a broken charset, edited or not.

    Where few words are damaged only if nothing else is edited: one lost letter hides no edit.
    """
    if other == sound:
        return False
    if is_illegible(other) and not is_illegible(sound):
        return True
    found = damage(sound, other)
    if found is None:
        return False
    return found.share >= _HEAVY or is_cosmetic(sound, found.mended, language=language)


def evened(before: Version, after: Version) -> tuple[Version, Version]:
    """Both versions, each with the words of the other where its own are damaged."""
    found = damage(before, after)
    after = found.mended if found else after
    found = damage(after, before)
    return (found.mended if found else before), after


def is_illegible(version: Version) -> bool:
    """Whether a version by itself is no text of a language: lost letters, or letters at random."""
    read = "\n\n".join(version)[:_READ]
    lost = sum(1 for word in _TOKEN.findall(read) if _MARK.search(word) or "???" in word)
    if lost >= max(_FEWEST, _HEAVY * len(_TOKEN.findall(read))):
        return True
    is_told = len(_FOREIGN.findall(read)) >= _CYRILLIC * len(read)
    return is_told and plausibility(read) < _LEGIBLE


@lru_cache(maxsize=64)
def damage(sound: Version, other: Version) -> Damage | None:
    """What a broken charset did to ``other``; None where it did nothing."""
    if not _is_suspect("\n".join(sound)[:_READ], "\n".join(other)[:_READ]):
        return None
    parts = [_pairs(one[:_READ], two[:_READ]) for one, two in zip(sound, other, strict=True)]
    pairs = [pair for part in parts for pair in part]
    lost = _lost_letters(pairs, is_random=_is_less_plausible(sound, other))
    broken = [[pair for pair in part if _is_broken(pair, lost)] for part in parts]
    if not _is_enough([pair for part in broken for pair in part]):
        return None
    title, text = (_mended(*each) for each in zip(other, broken, strict=True))
    return Damage(sum(map(len, broken)) / len(pairs), other._replace(title=title, text=text))


def _is_suspect(sound: str, other: str) -> bool:
    """Whether anything speaks for a broken charset; of most edits nothing does."""
    if other.count("?") > sound.count("?") or _LOST in other:
        return True
    if _kazakh(other) < _kazakh(sound):
        return True
    return plausibility(other) < plausibility(sound) - _CLEARER


def _kazakh(text: str) -> int:
    return sum(map(text.count, _KAZAKH))


def _is_less_plausible(sound: Version, other: Version) -> bool:
    one, two = (plausibility("\n".join(each)[:_READ]) for each in (sound, other))
    return two < one - _CLEARER


def _pairs(sound: str, other: str) -> list[_Pair]:
    """The words of both that stand in the same place, whether they are the same or not."""
    ours, theirs = _TOKEN.findall(sound), [*_TOKEN.finditer(other)]
    found: list[_Pair] = []
    for i, j in _places(ours, [one[0] for one in theirs]):
        found.append(_Pair(ours[i], theirs[j][0], *theirs[j].span()))
    return found


def _places(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of words beside each other: the same ones first, then those of one shape."""
    for block in align(ours, theirs):
        a, b = ours[block.a_start : block.a_end], theirs[block.b_start : block.b_end]
        if block.is_same or len(a) == len(b):
            yield from zip(
                range(block.a_start, block.a_end), range(block.b_start, block.b_end), strict=True
            )
            continue
        for inner in align([*map(_shape, a)], [*map(_shape, b)]):
            if inner.is_same or inner.a_end - inner.a_start == inner.b_end - inner.b_start:
                yield from zip(
                    range(block.a_start + inner.a_start, block.a_start + inner.a_end),
                    range(block.b_start + inner.b_start, block.b_start + inner.b_end),
                    strict=True,
                )


def _shape(word: str) -> str:
    """A word with a dot for all that a broken charset may change."""
    return _MARKS.sub(lambda found: "·" * len(found[0]), _FOREIGN.sub("·", word))


def _lost_letters(pairs: Sequence[_Pair], *, is_random: bool) -> frozenset[str]:
    """The letters that nearly always became the same other one, or were left out.

    Kazakh letters always count, others only where the text became letters at random.
    """
    became: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        for letter, image in _images(pair):
            became[letter][image] += 1
    return frozenset(
        letter
        for letter, images in became.items()
        if (is_random or letter.upper() in _KAZAKH) and _is_lost(letter, images)
    )


def _is_lost(letter: str, images: Counter[str]) -> bool:
    image, count = images.most_common(1)[0]
    if image == letter or image.upper() in _KAZAKH:
        return False
    return count >= _NEARLY_ALL * images.total()


def _images(pair: _Pair) -> Iterator[tuple[str, str]]:
    """Each letter beyond ASCII, in small, with what stands in its place; "" for nothing."""
    one, two = pair.sound.lower(), pair.other.lower()
    if len(one) == len(two):
        if all(a == b or not a.isascii() for a, b in zip(one, two, strict=True)):
            yield from ((a, b) for a, b in zip(one, two, strict=True) if not a.isascii())
    elif _without_kazakh(pair.sound) == pair.other:
        yield from ((a, "" if a.upper() in _KAZAKH else a) for a in one if not a.isascii())


def _without_kazakh(word: str) -> str:
    return "".join(letter for letter in word if letter not in _KAZAKH)


def _is_broken(pair: _Pair, lost: frozenset[str]) -> bool:
    """Whether a word lost letters to marks, or no other letters than those lost everywhere."""
    if pair.sound == pair.other or len(pair.other) > _LONGEST:
        return False
    if _MARKS.search(pair.other) and any(
        _with_marks(pair.other, width).fullmatch(pair.sound) for width in _WIDTHS
    ):
        return True
    changed = {letter for letter, image in _images(pair) if letter != image}
    return bool(changed) and changed <= lost


def _with_marks(word: str, width: int) -> re.Pattern[str]:
    """What a word was before each of its letters became so many marks; without a choice."""
    parts, at = [], 0
    for found in _MARKS.finditer(word):
        letters = -(-len(found[0]) // width)
        parts += [re.escape(word[at : found.start()]), f"{_FOREIGN_OR_MARK}{{{letters}}}"]
        at = found.end()
    return re.compile("".join([*parts, re.escape(word[at:])]))


def _is_enough(broken: Sequence[_Pair]) -> bool:
    """Whether the words are too many, or too clearly damaged, for a slip of the pen."""
    if any(_LOST in pair.other for pair in broken):
        return True
    marked = sum(1 for pair in broken if _MARKS.search(pair.other))
    return marked > 1 or len(broken) >= _FEWEST or any(_MARK.search(one.other) for one in broken)


def _mended(text: str, broken: Sequence[_Pair]) -> str:
    parts, at = [], 0
    for pair in broken:
        parts += [text[at : pair.start], pair.sound]
        at = pair.end
    return "".join([*parts, text[at:]])
