"""What became of an article: its versions in order, which holds now, and whether it is gone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pipelines.histories.cosmetic import is_cosmetic
from pipelines.histories.garbling import is_garbled
from pipelines.histories.sentencechanges import is_retraction
from pipelines.text import fold_search

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

Outcome = Literal["text", "cut", "unchanged", "gone", "failed", "cleaned", "restored"]
Kind = Literal["first", "changed", "cosmetic", "cleaned", "restored", "stump", "cut", "garbled"]
# versions that the text before them outlives
BESIDE: Final = frozenset({"stump", "cut", "garbled"})
# changes of ours, none of the site's
OWN: Final = frozenset({"cleaned", "restored"})

# a text of less than this share of the stored one's words may be what is left of a lost one
_STUMP: Final = 0.5
# a page that gives the same stump for so long is not out of order
_PROVEN: Final = timedelta(days=1)
_WORD: Final = re.compile(r"\w+")
_WITH_TEXT: Final = frozenset({"text", "cut"}) | OWN
_GOOD: Final = frozenset({"text", "cut", "unchanged"})


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a stored page, or one change of ours to its stored text.

    ``text``: the page's article has the text of this hash; ``cut``: so, but the answer broke off;
    ``unchanged``: 304, or an equal text; ``gone``: 404, 410, sent to the front page, or a page
    that says it is no more; ``failed``: any other answer or none; ``cleaned`` and ``restored``:
    learnt boilerplate was taken out of the stored text, or put back.
    """

    at: datetime
    outcome: Outcome
    content_hash: str = ""
    why: str = ""


class Version(NamedTuple):
    """A title with its text, paragraphs parted by a blank line."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A version in the history of an article, when it was seen and what it is to the one before.

    A ``stump`` (what is left of a lost text), a ``cut`` and a ``garbled`` text (the same in a
    broken charset) stand beside the history: they never hold. A stump that proves to be the
    site's own word is ``changed``.
    """

    content_hash: str
    seen_at: datetime
    kind: Kind


@dataclass(frozen=True, slots=True)
class History:
    """The versions in order; ``current`` holds now and was first seen so at ``current_seen_at``.

    Of an article without any text ``current`` is "" and the time None.
    """

    kept: tuple[Kept, ...] = ()
    current: str = ""
    current_seen_at: datetime | None = None


def fold(
    looks: Iterable[Look], versions: Mapping[str, Version], *, language: str = "und"
) -> History:
    """The history that all looks tell together, in whatever order they are given.

    ``versions`` has the version of each hash. A text that comes back (A, B, A) has changed twice.
    A cut text holds as the first one until a whole one comes, which is then the first. A stump
    that whole answers give at looks a day apart, with no other text in between, is a change and
    holds since the first of them; one with a new note on a fault holds at once. A garbled text
    holds until a legible one comes, which then takes its place as if it had never been. Raises
    ValueError where a look names a hash that ``versions`` lacks.
    """
    folding = _Folding(versions, language)
    for look in sorted(looks, key=_order):
        if look.outcome in _WITH_TEXT:
            folding.take(look)
    return History(tuple(folding.kept), folding.current, folding.since)


def in_turn(
    told: Iterable[tuple[str, Version]],
) -> Iterator[tuple[Version | None, Version]]:
    """Each version of a history (its kind and words) with the one that held before it."""
    before: Version | None = None
    for kind, version in told:
        yield before, version
        if kind not in BESIDE or before is None:
            before = version


def _order(look: Look) -> tuple[datetime, str, str, str]:
    return look.at, look.outcome, look.content_hash, look.why


@dataclass(slots=True)
class _Folding:
    """A history that is being put together, look by look."""

    versions: Mapping[str, Version]
    language: str
    kept: list[Kept] = field(default_factory=list)
    current: str = ""
    since: datetime | None = None
    is_cut: bool = False
    stump: Look | None = None  # the first of the looks that give this stump and nothing else

    def take(self, look: Look) -> None:
        """Add what a look with a text tells."""
        after = self._version(look)
        if self.stump and self.stump.content_hash == look.content_hash:
            self._again(look, self.stump)
            return
        self.stump = None
        if look.content_hash == self.current:
            self.is_cut = self.is_cut and look.outcome != "text"
        elif not self.current:
            self.is_cut = look.outcome == "cut"
            self._hold(look, "first")
        elif look.outcome == "cut":
            self._beside(look, "cut")
        elif look.outcome in OWN:
            self._hold(look, "cleaned" if look.outcome == "cleaned" else "restored")
        elif is_garbled(after, self.versions[self.current], language=self.language):
            self._beside(look, "garbled")
        elif self._is_stump(after):
            self.stump = look
            self._beside(look, "stump")
        else:
            self._hold_text(look, after)

    def _again(self, look: Look, first: Look) -> None:
        """The same stump once more: after a day of nothing else it is what the site tells."""
        if look.outcome in OWN:
            self.stump = None
            self._hold(look, "cleaned" if look.outcome == "cleaned" else "restored")
        elif look.outcome == "text" and look.at - first.at >= _PROVEN:
            self.stump = None
            same = Kept(first.content_hash, first.at, "stump")
            self.kept = [one for one in self.kept if one != same]
            self._hold_text(first, self._version(first))

    def _is_stump(self, after: Version) -> bool:
        before = self.versions[self.current]
        return is_stump(before.text, after.text) and not is_retraction(before, after, self.language)

    def _hold_text(self, look: Look, after: Version) -> None:
        """A text of the site in the place of the one that held."""
        self._set_aside(after)
        if not self.current:
            self.is_cut = False
            self._hold(look, "first")
            return
        if look.content_hash == self.current:
            return
        if self.is_cut:
            self._hold_whole(look)
            return
        slight = is_cosmetic(self.versions[self.current], after, language=self.language)
        self._hold(look, "cosmetic" if slight else "changed")

    def _set_aside(self, after: Version) -> None:
        """The texts that held and are garbled readings of this one: they never did."""
        while self.current and is_garbled(
            self.versions[self.current], after, language=self.language
        ):
            held = [at for at, one in enumerate(self.kept) if one.kind not in BESIDE]
            last = held.pop()
            self.kept[last] = replace(self.kept[last], kind="garbled")
            before = self.kept[held[-1]] if held else None
            self.current, self.since = (
                (before.content_hash, before.seen_at) if before else ("", None)
            )

    def _version(self, look: Look) -> Version:
        if look.content_hash not in self.versions:
            raise ValueError(
                f"a look at {look.at.isoformat()} names the version {look.content_hash!r},"
                " which is not among the versions given: hand over all versions of the article"
            )
        return self.versions[look.content_hash]

    def _hold(self, look: Look, kind: Kind) -> None:
        self.kept.append(Kept(look.content_hash, look.at, kind))
        self.current, self.since = look.content_hash, look.at

    def _hold_whole(self, look: Look) -> None:
        """A whole text in the place of a cut first one: no edit of the site."""
        self.kept[0] = replace(self.kept[0], kind="cut")
        self.is_cut = False
        self._hold(look, "first")

    def _beside(self, look: Look, kind: Kind) -> None:
        told = {(one.content_hash, one.kind) for one in self.kept}
        if (look.content_hash, kind) not in told:
            self.kept.append(Kept(look.content_hash, look.at, kind))


def gone(looks: Iterable[Look]) -> tuple[datetime | None, str]:
    """Since when a page is gone, and why; (None, "") where it is there or came back.

    The first look that found it gone behind the last good one counts: failures between prove
    nothing, and what we change in the stored text says nothing of the page.
    """
    ordered = sorted(looks, key=_order)
    good = [index for index, look in enumerate(ordered) if look.outcome in _GOOD]
    behind = ordered[good[-1] + 1 :] if good else ordered
    found = next((look for look in behind if look.outcome == "gone"), None)
    return (found.at, found.why) if found else (None, "")


def is_stump(stored: str, text: str) -> bool:
    """Whether a text is under half of the stored one, and what it has is of it or all foreign."""
    if len(_WORD.findall(text)) >= _STUMP * len(_WORD.findall(stored)):
        return False
    lines = {fold_search(line) for line in text.split("\n\n")}
    kept = lines & {fold_search(line) for line in stored.split("\n\n")}
    return not kept or kept == lines


def is_only_cleaned(
    before: tuple[str, str], after: tuple[str, str], dropped: Collection[str]
) -> bool:
    """Whether a (title, text) has but lines more that are now taken out: no edit of the site."""
    lines = set(dropped)
    left = "\n\n".join(line for line in before[1].split("\n\n") if line not in lines)
    return before != after and (before[0], left) == after
