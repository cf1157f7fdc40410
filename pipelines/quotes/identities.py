"""Which of the persons that mentions name a speaker is."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.gazetteer.surnames import first_names, is_form
from pipelines.quotes.fullnames import stem
from pipelines.text import fold_match

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.judgement import Mention

_SURE: Final = 0.5  # confidence from which on a mention tells who somebody is


class Identities:
    """The persons of an article, by where they stand and by their names in whatever case.

    Mentions that are not sure are nobody, and a namesake with another first name is another one.
    """

    def __init__(self, mentions: Sequence[Mention]) -> None:
        persons = [one for one in mentions if one.kind == "person" and one.confidence >= _SURE]
        within = (mention for mention in persons if mention.where == "text")
        self._placed = sorted(within, key=lambda mention: mention.span)
        self._named: dict[tuple[str, ...], Mention] = {}
        for mention in persons:
            self._named.setdefault(_key(mention.surface), mention)

    def of(self, name: str, span: tuple[int, int]) -> str | None:
        """The entity of a speaker: the person at the span of the name, else one of that name."""
        if not self._named or not name:
            return None
        at = bisect_left(self._placed, span[0] + 1, key=lambda mention: mention.span[1])
        here = [person for person in self._placed[at : at + 1] if person.span[0] < span[1]]
        named = self._named.get(_key(name))
        found = here + ([named] if named else [])
        return next((person.entity_id for person in found if _may_be(person, name)), None)


def _key(name: str) -> tuple[str, ...]:
    return tuple(map(stem, name.split()))


def _may_be(person: Mention, name: str) -> bool:
    """Whether the first names of a speaker are those of the person that a mention means."""
    key = _key(name)
    if len(key) == 1:
        return True
    known = gazetteer().people.get(person.entity_id)
    if known and any(_is_one_of(part, first_names(known)) for part in name.split()):
        return True
    # the mention holds the name in full, in whatever spelling
    return len(set(key) & set(_key(person.surface))) > 1


def _is_one_of(part: str, given: Iterable[str]) -> bool:
    """Whether a word, or the first of initials, may be one of some folded first names."""
    word = fold_match(part)
    if "." in word:
        return any(name[0] == word[0] for name in given)
    return any(is_form(word, name) for name in given)
