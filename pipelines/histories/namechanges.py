"""Which people, companies and places a new version names anew, and which no more."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pipelines.histories.editwords import edit_words
from pipelines.histories.wording import title_words, words_of
from pipelines.matching.notation import CHAIN
from pipelines.quotes.heads import is_office, is_organisation
from pipelines.quotes.quotewords import quote_words
from pipelines.text import fold_match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipelines.histories.history import Version
    from pipelines.histories.wording import Word
    from pipelines.judgement import Judgement, Mention

_SURE: Final = 0.5  # confidence of a mention
_HEAD: Final = 3  # letters of a name that no ending changes
_NEAR: Final = 40  # letters beside a name
_TAIL: Final = 4  # letters of the shorter form that an ending takes
_JOINTS: Final = frozenset({" ", "-", ". ", ".", "–"})
# «Сообщил Асет Ким»: a verb that opens a sentence is no part of the name behind it
_VERB: Final = re.compile(
    "(?!миха|дани|исма|рафа|саму|кама|жама|гаври|кабы|жали|нура|айгу)"
    "\\w+(?:[аеиоуы]л(?:а|о|и)?|[аеи]л(?:ся|ась|ось|ись)|[аея]ет|ит|[ую]т|ен[аоы])"
)
_ENDING: Final = re.compile(
    "(?:[аяуюыиеоьй]|ой|ей|ом|ем|ым|им|ою|ею|ою|ов|ев|ам|ям|ах|ях|ами|ями|ии|ию|ия|ий|ие|ию|ией"
    "|ый|ая|ую|ого|его|ому|ему|ое|ые|ых|их"
    "|[аоеи]?[нв]?ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)|s|)|" + CHAIN
)


@dataclass(frozen=True)
class Named:
    """The names of a version: runs of capitalised words, and the entities that are known.

    ``words`` are all words, capitalised or not, by their first letters.
    """

    runs: tuple[tuple[Word, ...], ...]
    entities: dict[str, str]
    words: dict[str, set[str]]

    def knows(self, word: str) -> bool:
        """Whether a word stands here too, in whatever case."""
        return any(is_same_name(word, other) for other in self.words.get(word[:_HEAD], ()))


def names_in(version: Version, judgement: Judgement, language: str) -> Named:
    """The names that a version has, with what was judged about it."""
    told = words_of(version.text, language)
    title = title_words(version, language)
    sure = [one for one in judgement.mentions if _is_name(one)]
    within = {fold_match(word) for one in sure for word in one.surface.split()}
    spoken = {fold_match(word) for one in judgement.quotations for word in one.speaker.split()}
    runs = [*_runs(version.text, told, within | spoken), *_alone(title)]
    return Named(tuple(runs), {one.entity_id: one.surface for one in sure}, _by_head(told, title))


def _is_name(mention: Mention) -> bool:
    return (
        mention.kind != "commodity"
        and mention.confidence >= _SURE
        and any(map(str.isupper, mention.surface))
    )


def _by_head(*told: Iterable[Word]) -> dict[str, set[str]]:
    words: dict[str, set[str]] = defaultdict(set)
    for words_told in told:
        for word in words_told:
            words[word.key[:_HEAD]].add(word.key)
    return words


def _alone(title: Iterable[Word]) -> Iterator[tuple[Word, ...]]:
    return ((word,) for word in title if word.is_name and not _is_common(word.key))


def _runs(text: str, told: Sequence[Word], sure: set[str]) -> Iterator[tuple[Word, ...]]:
    """Capitalised words that stand beside each other, without what is no name."""
    runs: list[list[Word]] = [[]]
    for word in told:
        if not word.written[0].isupper() or _is_common(word.key):
            continue
        if runs[-1] and text[runs[-1][-1].end : word.start] not in _JOINTS:
            runs.append([])
        runs[-1].append(word)
    for run in filter(None, runs):
        if not _is_of_body(text, run):
            yield from _sure_run(run, sure)


def _is_of_body(text: str, run: Sequence[Word]) -> bool:
    """Whether English capitals name a body: "Energy Ministry", "Court of Appeal"."""
    before = text[max(0, run[0].start - _NEAR) : run[0].start]
    after = text[run[-1].end : run[-1].end + _NEAR]
    bodies = "|".join(edit_words().bodies)
    led = re.search(rf"\b(?:{bodies}) (?:of|for)\b[^.;:]*$", before, re.IGNORECASE)
    return bool(led) or re.match(rf" (?:{bodies})\b", after, re.IGNORECASE) is not None


def _sure_run(run: Sequence[Word], sure: set[str]) -> Iterator[tuple[Word, ...]]:
    """A run; of a single word that only opens its sentence, where it is a name elsewhere."""
    if len(run) > 1 and run[0].opens and run[0].key not in sure and _VERB.fullmatch(run[0].key):
        run = run[1:]
    if len(run) > 1 or any(not word.opens or word.key in sure for word in run):
        yield tuple(run)


@lru_cache(maxsize=1 << 14)
def _is_common(word: str) -> bool:
    """Whether a capitalised word is no name: an office, a body, a month, a legal form."""
    forms = {fold_match(form) for form in quote_words().legal_forms}
    listed = word in edit_words().common_capitals or word in forms or len(word) == 1
    return (
        listed or word in quote_words().no_names.words or is_office(word) or is_organisation(word)
    )


@lru_cache(maxsize=1 << 14)
def is_same_name(one: str, other: str) -> bool:
    """Whether two folded words are one name in two cases, or its adjective."""
    if one == other:
        return True
    length = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    if length < max(_HEAD, min(len(one), len(other)) - _TAIL):
        return False
    return any(
        _ENDING.fullmatch(one[cut:]) and _ENDING.fullmatch(other[cut:])
        for cut in range(length, _HEAD - 1, -1)
    )


def new_names(before: Named, after: Named) -> tuple[str, ...]:
    """Names that ``after`` has and ``before`` lacks, as written, each once.

    A first name or an initial that is told of somebody named before makes no new name; another
    first name in the place of one does.
    """
    both = before.entities.keys() & after.entities.keys()
    known = {fold_match(word) for name in both for word in after.entities[name].split()}
    found = [
        " ".join(word.written for word in run if not (word.opens and before.knows(word.key)))
        for run in after.runs
        if _is_new(run, before, after, known)
    ]
    entities = [
        surface
        for name, surface in after.entities.items()
        if name not in both and not all(before.knows(fold_match(part)) for part in surface.split())
    ]
    return tuple(_without_repeats([*found, *entities]))


def _is_new(run: Sequence[Word], before: Named, after: Named, known: set[str]) -> bool:
    words = {word.key for word in run} - known
    new = {word for word in words if not before.knows(word)}
    if not new:
        return False
    # «Кеңеске Болат Сейітов»: what opens a sentence may be any word
    partners = {word.key for word in run if not word.opens} - new
    return not partners or any(_lost_beside(partner, before, after) for partner in partners)


def _lost_beside(partner: str, before: Named, after: Named) -> bool:
    """Whether another name, which is there no more, stood beside a name."""
    return any(
        not after.knows(word.key)
        for run in before.runs
        if any(is_same_name(one.key, partner) for one in run)
        for word in run
    )


def _without_repeats(names: Iterable[str]) -> Iterator[str]:
    """Names of which no word was told before: a name in two cases, or its last part, is one."""
    told: dict[str, set[str]] = defaultdict(set)
    for name in names:
        words = fold_match(name).split()
        if not any(is_same_name(word, one) for word in words for one in told[word[:_HEAD]]):
            yield name
        for word in words:
            told[word[:_HEAD]].add(word)
