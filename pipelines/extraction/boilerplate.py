"""Lines that stand in the text and are not the article's: labels, links, counters, notices.

Which lines these are is told by the rulebook; here is what happens to them. The rule above
all others: a sentence of an article is never taken out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from pipelines.extraction.bylines import is_rubric, is_written_cyrillic, signed_by
from pipelines.extraction.rulebook import ends_sentence, find_rule, load_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pipelines.extraction.rulebook import Rule, Rulebook
    from pipelines.model import BlockKind

HEAD_LINES = 4
TAIL_START = 0.6
MAX_CUT = 1500
MAX_CUT_SHARE = 0.35
NOTICE_LINES = 2
MAX_NOTICE = 350
MAX_LINK_WORDS = 25
MIN_WORDS = 3
MAX_RUBRICS = 3
MIN_SENTENCE = 60

# the newspaper behind the name: «Егемен Қазақстан»
_MASTHEAD = re.compile(r"[«\"“][^«»\"“”]{2,40}[»\"”]\.?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What is left of the paragraphs, and every line that went, in order.

    ``kinds`` goes with ``paragraphs``, ``links`` are indices into them; ``flags`` are words such as
    "advertorial" and "paywall"; ``authors`` and ``photo_credits`` are as written.
    """

    paragraphs: tuple[str, ...]
    kinds: tuple[BlockKind, ...]
    links: frozenset[int] = frozenset()
    dropped: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    authors: tuple[str, ...] = ()
    photo_credits: tuple[str, ...] = ()


@dataclass(slots=True)
class _Line:
    text: str
    kind: BlockKind
    is_link: bool
    is_kept: bool = True

    @property
    def is_heading(self) -> bool:
        return self.kind == "heading"


@dataclass(slots=True)
class _Gathered:
    dropped: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    authors: list[str] = field(default_factory=list)
    photo_credits: list[str] = field(default_factory=list)


def clean(
    paragraphs: Sequence[str], kinds: Sequence[BlockKind], links: Collection[int] = ()
) -> Cleaned:
    """Take out what is not the article's.

    ``kinds`` tells of each paragraph what it is, ``links`` are the indices of those that are
    nothing but one link. Each line taken out is kept in ``dropped``.
    """
    rulebook = load_rules()
    lines = [
        _Line(text, kind, index in links)
        for index, (text, kind) in enumerate(zip(paragraphs, kinds, strict=True))
    ]
    gathered = _Gathered()
    _strip_labels(lines, rulebook, gathered)
    _apply_rules(lines, rulebook, gathered)
    _drop_dangling(lines, gathered)
    _take_signatures(lines, gathered)
    _drop_rubrics(lines, gathered)
    return _result(lines, gathered)


def _strip_labels(lines: list[_Line], rulebook: Rulebook, gathered: _Gathered) -> None:
    for line in lines:
        for pattern in rulebook.strips:
            match = pattern.search(line.text)
            rest = pattern.sub("", line.text).strip() if match else ""
            if match and len(rest.split()) >= MIN_WORDS:
                gathered.dropped.append(match.group().strip())
                line.text = rest


def _apply_rules(lines: list[_Line], rulebook: Rulebook, gathered: _Gathered) -> None:
    """Judge each line in order; a cut ends the text."""
    total = sum(len(line.text) for line in lines)
    position = 0
    for index, line in enumerate(lines):
        if not line.is_kept:
            continue
        rule = find_rule(line.text, rulebook, is_link=line.is_link, is_head=index < HEAD_LINES)
        is_tail = position >= TAIL_START * total
        if rule is None:
            _drop([] if any(map(str.isalnum, line.text)) else [line], gathered)
        elif rule.action == "cut" and _may_cut(position, total, len(lines) - index):
            _drop(lines[index:], gathered)
            return
        elif rule.action != "cut" or rule.sure:
            _take(line, rule, gathered)
            if rule.kind.startswith(("related", "advert")):
                is_open = is_tail and rule.kind != "advert"
                _drop_linked(lines[index + 1 :], gathered, is_tail=is_open)
        position += len(line.text)


def _may_cut(position: int, total: int, lines_left: int) -> bool:
    """Whether the rest is short against the text, or a notice of two lines behind it."""
    rest = total - position
    if position > 0 and lines_left <= NOTICE_LINES and rest <= MAX_NOTICE:
        return True
    return position >= TAIL_START * total and rest <= min(MAX_CUT, MAX_CUT_SHARE * total)


def _take(line: _Line, rule: Rule, gathered: _Gathered) -> None:
    _drop([line], gathered)
    if rule.flag:
        gathered.flags.add(rule.flag)
    if rule.kind == "photo":
        gathered.photo_credits.append(_group(rule, line.text, "credit") or line.text)
    author = _group(rule, line.text, "author")
    if author:
        gathered.authors.append(author)


def _group(rule: Rule, text: str, name: str) -> str:
    """What the named group of the rule's patterns finds in a line, or ""."""
    matches = (pattern.fullmatch(text) for pattern in rule.patterns)
    found = (match.groupdict().get(name) for match in matches if match)
    return next((one.strip(" .,;|") for one in found if one), "")


def _drop(lines: Iterable[_Line], gathered: _Gathered) -> None:
    for line in lines:
        line.is_kept = False
        gathered.dropped.append(line.text)


def _drop_linked(lines: list[_Line], gathered: _Gathered, *, is_tail: bool) -> None:
    """Drop the linked headlines behind a "read also"; near the end unlinked headlines too."""
    for line in lines:
        headline = is_tail and not (ends_sentence(line.text) or line.text.endswith((";", ",")))
        if line.is_heading or not (line.is_link or headline):
            return
        if len(line.text.split()) > MAX_LINK_WORDS:
            return
        _drop([line], gathered)


def _drop_dangling(lines: list[_Line], gathered: _Gathered) -> None:
    """Drop links and headings with nothing behind them at the end, and runs of links."""
    kept = [line for line in lines if line.is_kept]
    if not any(not (line.is_link or line.is_heading) for line in kept):
        return
    _drop_link_runs(kept, gathered)
    left = [line for line in reversed(kept) if line.is_kept]
    _drop(reversed(list(takewhile(lambda line: line.is_link or line.is_heading, left))), gathered)


def _drop_link_runs(lines: list[_Line], gathered: _Gathered) -> None:
    """Drop two or more links in a row at the start or near the end, with their heading."""
    total = sum(len(line.text) for line in lines)
    position = start = 0
    for index, line in enumerate([*lines, _Line("", "text", is_link=False)]):
        if not line.is_link:
            run = lines[start:index]
            opening = start == 0 or (start == 1 and lines[0].is_heading)
            if len(run) > 1 and (opening or position > TAIL_START * total):
                has_heading = start > 0 and lines[start - 1].is_heading
                _drop(lines[start - has_heading : index], gathered)
            start = index + 1
        position += len(line.text)


def _take_signatures(lines: list[_Line], gathered: _Gathered) -> None:
    """Move names that stand alone behind or in front of the sentences to the authors."""
    kept = [line for line in lines if line.is_kept]
    if len(kept) > MIN_WORDS and _MASTHEAD.fullmatch(kept[-1].text) and signed_by(kept[-2].text):
        _drop([kept.pop()], gathered)
    while len(kept) > 1 and _is_sentence(kept[-2]) and _sign(kept[-1], gathered):
        kept.pop()
    # English rubrics are set in capitals as names are
    if len(kept) > 1 and _is_sentence(kept[1]) and is_written_cyrillic(kept[0].text):
        _sign(kept[0], gathered)


def _sign(line: _Line, gathered: _Gathered) -> bool:
    people = () if line.is_heading or line.is_link else signed_by(line.text)
    if people:
        gathered.authors.extend(people)
        _drop([line], gathered)
    return bool(people)


def _is_sentence(line: _Line) -> bool:
    return not line.is_heading and (ends_sentence(line.text) or len(line.text) > MIN_SENTENCE)


def _drop_rubrics(lines: list[_Line], gathered: _Gathered) -> None:
    """Drop up to three names of sections in front of the first sentence; more are a list."""
    kept = [line for line in lines if line.is_kept]
    rubrics = list(
        takewhile(
            lambda line: not line.is_heading and is_rubric(line.text, is_link=line.is_link), kept
        )
    )
    rest = kept[len(rubrics) :]
    if len(rubrics) <= MAX_RUBRICS and rest and _is_sentence(rest[0]):
        _drop(rubrics, gathered)


def _result(lines: list[_Line], gathered: _Gathered) -> Cleaned:
    kept = [line for line in lines if line.is_kept]
    return Cleaned(
        paragraphs=tuple(line.text for line in kept),
        kinds=tuple(line.kind for line in kept),
        links=frozenset(index for index, line in enumerate(kept) if line.is_link),
        dropped=tuple(gathered.dropped),
        flags=frozenset(gathered.flags),
        authors=tuple(dict.fromkeys(gathered.authors)),
        photo_credits=tuple(dict.fromkeys(gathered.photo_credits)),
    )
