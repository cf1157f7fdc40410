"""A stored article whose text loses or regains recurring lines: told as it would be stored anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pipelines.boilerplate.edges import Gathered, Line, drop_learnt, trim
from pipelines.boilerplate.rulebook import normalized
from pipelines.model import Dateline
from pipelines.newsroom.attribution import attribution_tail, split_attribution
from pipelines.newsroom.dateline import DatelineCut, split_dateline
from pipelines.telling import first_of, tell

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pipelines.model import BlockKind, Draft

_BETWEEN: Final = "\n\n"
_UNKNOWN: Final = "und"


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of the paragraphs of a text, and what went, with the people it named."""

    paragraphs: tuple[str, ...]
    kinds: tuple[BlockKind, ...]
    dropped: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


def left_of(
    paragraphs: Sequence[str], kinds: Sequence[BlockKind], learnt: Mapping[str, str]
) -> Left:
    """The paragraphs without the learnt lines that stand in their place (``taken_out``).

    With them go headings, by-lines and rubrics that now stand at an edge; where no learnt line
    goes, nothing does.
    """
    lines = [Line(text, kind, is_link=False) for text, kind in zip(paragraphs, kinds, strict=True)]
    gathered = Gathered()
    drop_learnt(lines, learnt, gathered)
    if gathered.dropped:
        trim(lines, learnt, gathered)
    kept = [line for line in lines if line.is_kept]
    return Left(
        tuple(line.text for line in kept),
        tuple(line.kind for line in kept),
        tuple(gathered.dropped),
        tuple(dict.fromkeys(gathered.authors)),
    )


def without_lines(draft: Draft, learnt: Mapping[str, str]) -> Draft | None:
    """The article without its learnt lines; None where it has none. ``kinds`` must be told."""
    left = left_of(_paragraphs(draft.text), draft.kinds, learnt)
    return _redrafted(draft, left) if left.dropped else None


def with_lines_back(
    draft: Draft, earlier: str, kept: Collection[str], learnt: Mapping[str, str]
) -> Draft | None:
    """The article with the lines of an earlier text that are now ``kept``; None where none is.

    Only where the two texts differ by nothing but recurring lines and what went with them
    (``dropped_lines``). A line that comes back is taken for plain text: its kind is not known.
    """
    now, before = _paragraphs(draft.text), _paragraphs(earlier)
    kinds = _aligned(now, draft.kinds, before)
    if kinds is None:
        return None
    left = left_of(before, kinds, learnt)
    back = _added(now, left.paragraphs)
    known = {normalized(line) for line in draft.dropped_lines} | set(kept)
    lines = {normalized(line) for line in back or ()}
    if not lines & set(kept) or not lines <= known:
        return None
    dropped = tuple(line for line in draft.dropped_lines if normalized(line) not in lines)
    return _redrafted(replace(draft, dropped_lines=dropped), replace(left, dropped=()))


def _aligned(
    now: Sequence[str], kinds: Sequence[BlockKind], before: Sequence[str]
) -> list[BlockKind] | None:
    """A kind for each paragraph of the earlier text; None where it lacks one of those now."""
    found: list[BlockKind] = []
    at = 0
    for paragraph in before:
        is_same = at < len(now) and paragraph == now[at]
        found.append(kinds[at] if is_same else "text")
        at += is_same
    return found if at == len(now) else None


def _added(fewer: Sequence[str], more: Sequence[str]) -> list[str] | None:
    """The paragraphs that one text has more than another; None where it lacks one."""
    found = []
    at = 0
    for paragraph in more:
        if at < len(fewer) and paragraph == fewer[at]:
            at += 1
        else:
            found.append(paragraph)
    return found if at == len(fewer) else None


def _redrafted(draft: Draft, left: Left) -> Draft:
    """What is told of the text, told of the text that is left."""
    old_first, cut = first_of(_paragraphs(draft.text), draft.kinds), _dateline_cut(draft, left)
    hint = None if draft.language == _UNKNOWN else draft.language
    told = tell(draft.title, (cut.rest, *left.paragraphs[1:]), left.kinds, hint)
    lead, attribution = _lead(draft, (old_first, *left.dropped), told.first)
    return replace(
        draft,
        lead=lead,
        attribution=attribution,
        text=told.text,
        kinds=left.kinds,
        languages=told.languages,
        sections=told.sections,
        authors=draft.authors or left.authors or tuple(filter(None, (cut.author,))),
        language=told.language,
        script=told.script,
        dateline=_dateline(draft, cut, old_first, told.first),
        flags=(draft.flags - {"mixed"}) | ({"mixed"} if told.is_mixed else set()),
        dropped_lines=(*draft.dropped_lines, *left.dropped),
    )


def _dateline_cut(draft: Draft, left: Left) -> DatelineCut:
    """The desk line of a paragraph that is now the first."""
    first = left.paragraphs[0]
    if left.kinds[0] == "heading" or first in _paragraphs(draft.text)[:1]:
        return DatelineCut(dateline=None, rest=first, date_raw=None)
    return split_dateline(first)


def _lead(draft: Draft, gone: Sequence[str], first: str) -> tuple[str, str]:
    """Lead and attribution: of the first paragraph, if the former one was of the text."""
    former = {normalized(words) for line in gone for words in (line, split_attribution(line)[0])}
    if normalized(draft.lead) in former:
        return split_attribution(first)
    return draft.lead, draft.attribution


def _dateline(draft: Draft, cut: DatelineCut, old_first: str, first: str) -> Dateline | None:
    if first == old_first:
        return draft.dateline
    line = cut.dateline or draft.dateline or Dateline()
    if line.agency and line.agency == attribution_tail(old_first)[0]:
        # it was credited in the paragraph that is the first no longer
        line = replace(line, agency="")
    if not line.agency:
        line = replace(line, agency=attribution_tail(first)[0])
    return line if line != Dateline() else None


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(text.split(_BETWEEN))
