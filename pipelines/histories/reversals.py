"""Whether a sentence says the opposite of what it said: a turned negation, or an antonym."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.histories.editwords import edit_words, telling_words
from pipelines.histories.sentencechanges import COMPARED
from pipelines.relevance.scripts import respelled
from pipelines.text import fold_match, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.histories.history import Version

_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST: Final = 3  # letters of a word, and of a stem, that tells something
_STEM: Final = 5  # letters of a word that endings leave alone
_ALIKE: Final = 0.5  # share of the shorter sentence's words that an edited one keeps
# Kazakh: the negative suffix of a verb, with what makes it finite, a participle or a noun
_NEGATIVE_KK: Final = re.compile(
    r"(\w{3,}?)[мбп][ае](?:(?:й|с)(?:ды|ді|тын|тін)?|(?:ды|ді)\w?|[ғг][ае]н\w*|у[ыі]?)"
)
_WITH_KK: Final = re.compile("[дтл][ыі]")
_WITHOUT_KK: Final = re.compile("с[ыі]з")
_OPPOSITE: Final = re.compile("не|un|in|im|il|ir|non|dis")
_LONGEST_ENDING: Final = 5


class _Sentence(NamedTuple):
    """A sentence as written, its words folded, and their stems."""

    written: str
    words: tuple[str, ...]
    stems: frozenset[str]


def is_reversed(old: Version, new: Version, language: str) -> bool:
    """Whether a sentence of the new version says the opposite of the old one's.

    Sentences are compared that share half of their words: one of them denies what the other
    tells, in words («не», "no one", «жоқ») or by a prefix or suffix («-ма-», "un-"), or both hold
    the two sides of a pair such as rising and falling.
    """
    before, after = _sentences(old, language), _sentences(new, language)
    held, told = {one.words for one in after}, {one.words for one in before}
    lost = [one for one in before if one.words not in held]
    added = [one for one in after if one.words not in told]
    if len(lost) * len(added) > COMPARED:
        return False
    return any(_opposes(*pair, language) for pair in _paired(lost, added))


def _sentences(version: Version, language: str) -> list[_Sentence]:
    text = "\n\n".join(version)
    spelled = respelled(text, language)
    told = spelled.read if spelled else text
    cut = (told[start:end] for start, end in sentences(told))
    return [_sentence(written) for written in cut]


def _sentence(written: str) -> _Sentence:
    words = tuple(_WORD.findall(fold_match(written)))
    idle = edit_words().negations | edit_words().carrying
    stems = (_stem(word) for word in words if len(word) >= _SHORTEST and word not in idle)
    return _Sentence(written, words, frozenset(stems))


def _stem(word: str) -> str:
    negative = _NEGATIVE_KK.fullmatch(word)
    bare = negative[1] if negative else word[: max(_SHORTEST, len(word) - 2)]
    return bare[:_STEM]


def _paired(
    lost: Sequence[_Sentence], added: Sequence[_Sentence]
) -> Iterator[tuple[_Sentence, _Sentence]]:
    """Each sentence that is there no more, with the new one that is most like it."""
    for one in lost:
        best = max(added, key=lambda other: len(one.stems & other.stems), default=None)
        if best is None:
            return
        shorter = min(len(one.stems), len(best.stems))
        if shorter and len(one.stems & best.stems) >= _ALIKE * shorter:
            yield one, best


def _opposes(old: _Sentence, new: _Sentence, language: str) -> bool:
    denied, others = _denied(old.words), _denied(new.words)
    if _is_turned(denied, new, others) or _is_turned(others, old, denied):
        return True
    first, second = set(old.words) - set(new.words), set(new.words) - set(old.words)
    if any(_are_opposite(one, other) for one in first for other in second):
        return True
    return len(denied) == len(others) and _is_at_other_pole(old, new, language)


def _denied(words: Sequence[str]) -> set[str]:
    """The stems of the words that a sentence denies."""
    listed = edit_words()
    denied = {_stem(word) for word in words if _NEGATIVE_KK.fullmatch(word)}
    for at, word in enumerate(words):
        if word not in listed.negations:
            continue
        if word in listed.negations_behind and at:
            denied.add(_stem(words[at - 1]))
        if word not in listed.negations_only_behind:
            behind = (one for one in words[at + 1 :] if one not in listed.carrying)
            following = next(behind, "")
            denied |= {_stem(following)} if following not in listed.limits else set()
    return {stem for stem in denied if len(stem) >= _SHORTEST}


def _is_turned(denied: set[str], other: _Sentence, others: set[str]) -> bool:
    """Whether the other sentence tells what is denied."""
    told = [word for word in other.words if _stem(word) not in others]
    return any(
        _stem(word) == stem or (word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING)
        for stem in denied - others
        for word in told
    )


def _are_opposite(one: str, other: str) -> bool:
    """Whether a prefix or suffix makes one word the opposite of the other."""
    shorter, longer = sorted((one, other), key=len)
    prefix = _OPPOSITE.match(longer)
    if prefix and len(shorter) > _SHORTEST:
        bare = longer[prefix.end() :]
        if len(bare) > _SHORTEST and _stem(bare) == _stem(shorter):
            return True
    without = _WITHOUT_KK.search(longer)
    if not without or without.start() < _SHORTEST:
        return False
    stem = longer[: without.start()]
    return shorter.startswith(stem) and _WITH_KK.match(shorter, len(stem)) is not None


def _is_at_other_pole(old: _Sentence, new: _Sentence, language: str) -> bool:
    """Whether one side of a listed pair stands where the other one stood."""
    before = {pole for pole, _ in telling_words(old.written, language, "pole")}
    after = {pole for pole, _ in telling_words(new.written, language, "pole")}
    return any(_other_pole(pole) in after - before for pole in before - after)


def _other_pole(pole: str) -> str:
    """``level_up`` for ``level_down`` and the reverse."""
    axis, side = pole.rsplit("_", 1)
    return f"{axis}_{'down' if side == 'up' else 'up'}"
