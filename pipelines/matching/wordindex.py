"""What each word of a text is and may begin, looked up once and kept for the next time."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pipelines.matching.notation import compile_pattern
from pipelines.matching.phrases import phrases_of
from pipelines.matching.ways import Try, Ways

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Sequence

    from pipelines.matching.phrases import Form
    from pipelines.matching.ways import Ranked

_LENGTHS: Final = 1 << 24  # more letters than a word has, more tries than there are
_WORDS_KEPT: Final = 1 << 16
_BITS: Final = 59  # of a number that is compared in one step

Keys: TypeAlias = tuple[tuple[str, str], ...]


class Word(NamedTuple):
    """What a word is and what it may begin, in Kazakh text or in other text.

    ``begins`` and ``follows`` have a bit in common where a word and the next one may be a hit:
    the first bit where the word may be one by itself, others for forms. ``small`` has the keys
    and languages of the patterns that the word matches by itself, and ``capital`` those that it
    matches with a capital letter. ``forms`` and ``lasts`` are the numbers of the forms that it
    has as the second and as the last word of a pattern.
    """

    begins: int = 0
    follows: int = 1
    small: Keys = ()
    capital: Keys = ()
    ways: Ways | None = None
    forms: frozenset[int] = frozenset()
    lasts: frozenset[int] = frozenset()


NOTHING: Final = Word()


def _bits(forms: Iterable[int]) -> int:
    """A bit for each form, of which some share one; small numbers are compared soonest."""
    bits = 0
    for form in forms:
        bits |= 2 << form % _BITS
    return bits


class _Bucket:
    """What words are and may begin that are or begin alike, and whose rest ``chain`` takes."""

    __slots__ = ("alone", "begun", "chain", "forms", "lasts", "number")

    def __init__(self, number: int, chain: re.Pattern[str] | None = None) -> None:
        self.number = number
        self.chain = chain
        # most stay empty, and few hold more than one: lists of their own would be a burden
        self.alone: tuple[Ranked, ...] = ()
        self.begun: tuple[Ranked, ...] = ()
        self.forms: tuple[int, ...] = ()
        self.lasts: tuple[int, ...] = ()


class WordIndex:
    """The patterns by the words that they are made of.

    ``tables`` give what a word is: the first where Kazakh stems are not read, the second where
    they are.
    """

    def __init__(self) -> None:
        self._whole: dict[str, _Bucket] = {}
        self._beginnings: dict[str, list[_Bucket]] = defaultdict(list)
        self._count = self._longest = self._tries = 0
        self._seconds: dict[Form, int] = {}
        self._lasts: dict[Form, int] = {}
        self._ways: dict[tuple[bool, tuple[int, ...]], Ways | None] = {}
        # what is alike is held once: thousands of objects are slow to go through
        self._sets: dict[frozenset[int], frozenset[int]] = {}
        self._words: dict[Word, Word] = {NOTHING: NOTHING}
        self.tables = [_Table(partial(self._look_up, kazakh=kazakh)) for kazakh in (False, True)]

    def add(self, key: str, language: str, source: str, *, kazakh_only: bool = False) -> None:
        """Take in a pattern; raises NotationError for one that cannot be read."""
        pattern = compile_pattern(source)
        kazakh_only = kazakh_only or pattern.kazakh_only
        if pattern.phrases is None:
            for start in pattern.starts:
                one = Try(key, language, pattern, kazakh_only, seconds=start.seconds)
                self._take_in(one, [start.letters], begins=not start.is_whole)
            return
        # words are looked up in the folded spelling, whatever letter case is asked for
        folded = phrases_of(pattern.body.lower()) if pattern.exact_case else pattern.phrases
        for phrase, spelled in zip(folded or (), pattern.phrases, strict=True):
            one = Try(key, language, pattern, kazakh_only, spelled)
            if len(phrase) > 1:
                one = one._replace(second=self._second(phrase[1].form))
            if len(phrase) > 1 and not one.is_pair:
                one = one._replace(last=self._last(phrase[-1].form))
            form = phrase[0].form
            self._take_in(one, form.words, begins=form.begins, chain=form.chain)

    def _take_in(
        self,
        one: Try,
        words: Iterable[str],
        *,
        begins: bool,
        chain: re.Pattern[str] | None = None,
    ) -> None:
        self._tries += 1
        for letters in words:
            bucket = self._bucket(letters, begins=begins, chain=chain)
            # one number is compared sooner than three, and is no object that has to be traced
            ranked = (((begins * _LENGTHS + len(letters)) * _LENGTHS + self._tries), one)
            if one.pattern.is_word and one.phrase:
                bucket.alone += (ranked,)
            else:
                bucket.begun += (ranked,)

    def _second(self, form: Form) -> int:
        if form not in self._seconds:
            self._seconds[form] = len(self._seconds)
            for bucket in self._buckets(form):
                bucket.forms += (self._seconds[form],)
        return self._seconds[form]

    def _last(self, form: Form) -> int:
        if form not in self._lasts:
            self._lasts[form] = len(self._lasts)
            for bucket in self._buckets(form):
                bucket.lasts += (self._lasts[form],)
        return self._lasts[form]

    def _buckets(self, form: Form) -> list[_Bucket]:
        return [self._bucket(word, begins=form.begins, chain=form.chain) for word in form.words]

    def _bucket(
        self, letters: str, *, begins: bool, chain: re.Pattern[str] | None = None
    ) -> _Bucket:
        if not begins:
            known = self._whole.get(letters)
        else:
            known = next((b for b in self._beginnings[letters] if b.chain is chain), None)
        if known is None:
            self._count += 1
            known = _Bucket(self._count, chain)
            if begins:
                self._beginnings[letters].append(known)
                self._longest = max(self._longest, len(letters))
            else:
                self._whole[letters] = known
        return known

    def _held(self, word: str) -> Iterable[_Bucket]:
        if word in self._whole:
            yield self._whole[word]
        beginnings = self._beginnings
        for length in range(1, min(len(word), self._longest) + 1):
            if (begun := word[:length]) in beginnings:
                for bucket in beginnings[begun]:
                    if bucket.chain is None or bucket.chain.fullmatch(word, length):
                        yield bucket

    def _look_up(self, word: str, *, kazakh: bool) -> Word:
        buckets = list(self._held(word))
        if not buckets:
            return NOTHING
        ranked = sorted(one for bucket in buckets for one in bucket.alone)
        alone = [t for _, t in ranked if kazakh or not t.kazakh_only]
        # what holds always stands first
        alone.sort(key=_is_bound)
        small = _keys(t for t in alone if not t.pattern.capital)
        capital = _keys(alone)
        forms = self._set_of(form for bucket in buckets for form in bucket.forms)
        lasts = self._set_of(form for bucket in buckets for form in bucket.lasts)
        ways = self._ways_of([b for b in buckets if b.begun], kazakh=kazakh)
        begins = _bits(ways.forms) if ways else 0
        if capital or (ways and (ways.always or ways.lasts)):
            begins |= 1
        small = capital if small == capital else small
        told = Word(begins, 1 | _bits(forms), small, capital, ways, forms, lasts)
        return self._words.setdefault(told, told)

    def _set_of(self, forms: Iterable[int]) -> frozenset[int]:
        told = frozenset(forms)
        return self._sets.setdefault(told, told)

    def _ways_of(self, buckets: Sequence[_Bucket], *, kazakh: bool) -> Ways | None:
        """How the words of some beginnings go on, which is told once for all of them."""
        if not buckets:
            return None
        key = kazakh, tuple(bucket.number for bucket in buckets)
        if key not in self._ways:
            begun = [ranked for bucket in buckets for ranked in bucket.begun]
            held = [(at, t) for at, t in begun if kazakh or not t.kazakh_only]
            self._ways[key] = Ways(held) if held else None
        return self._ways[key]


class _Table(dict[str, Word]):
    """What is known of the words that were met; so many of them are kept."""

    def __init__(self, look_up: Callable[[str], Word]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, word: str) -> Word:
        if len(self) >= _WORDS_KEPT:
            self.clear()
        known = self[word] = self._look_up(word)
        return known


def _is_bound(one: Try) -> bool:
    return one.pattern.capital or one.pattern.kazakh_only


def _keys(tries: Iterable[Try]) -> Keys:
    first: dict[str, str] = {}
    for one in tries:
        first.setdefault(one.key, one.language)
    return tuple(first.items())
