"""Lines that stand in the text and are not the article's: labels, links, counters, notices.

Which lines these are is told by the rulebook; here is what happens to them. The rule above
all others: a sentence of an article is never taken out.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pipelines.boilerplate.edges import (
    MIN_WORDS,
    TAIL_START,
    Gathered,
    Line,
    drop,
    drop_contacts,
    drop_learnt,
    heads_text,
    trim,
)
from pipelines.boilerplate.rulebook import ends_sentence, find_rule, load_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pipelines.boilerplate.rulebook import Rule, Rulebook
    from pipelines.model import BlockKind

HEAD_LINES = 4
MAX_CUT = 1500
MAX_CUT_SHARE = 0.35
NOTICE_LINES = 2
MAX_NOTICE = 350
MAX_LINK_WORDS = 25


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


_NOTHING_LEARNT: Final[Mapping[str, str]] = MappingProxyType({})


def clean(
    paragraphs: Sequence[str],
    kinds: Sequence[BlockKind],
    links: Collection[int] = (),
    learnt: Mapping[str, str] = _NOTHING_LEARNT,
) -> Cleaned:
    """Take out what is not the article's.

    ``kinds`` tells of each paragraph what it is, ``links`` are the indices of those that are
    nothing but one link. ``learnt`` maps lines that recur on the source, as compared
    (``rulebook.normalized``), to where they go: head, tail or within. Each line taken out is
    kept in ``dropped``.
    """
    rulebook = load_rules()
    lines = [
        Line(text, kind, index in links)
        for index, (text, kind) in enumerate(zip(paragraphs, kinds, strict=True))
    ]
    gathered = Gathered()
    _strip_labels(lines, rulebook, gathered)
    _apply_rules(lines, rulebook, gathered)
    drop_learnt(lines, learnt, gathered)
    trim(lines, learnt, gathered)
    return _result(lines, gathered)


def _strip_labels(lines: list[Line], rulebook: Rulebook, gathered: Gathered) -> None:
    for line in lines:
        for pattern in rulebook.strips:
            match = pattern.search(line.text)
            rest = pattern.sub("", line.text).strip() if match else ""
            if match and len(rest.split()) >= MIN_WORDS:
                gathered.dropped.append(match.group().strip())
                line.text = rest


def _apply_rules(lines: list[Line], rulebook: Rulebook, gathered: Gathered) -> None:
    """Judge each line in order; a cut ends the text."""
    total = sum(len(line.text) for line in lines)
    position = 0
    for index, line in enumerate(lines):
        if not line.is_kept:
            continue
        rule = find_rule(line.text, rulebook, is_link=line.is_link, is_head=index < HEAD_LINES)
        if rule and rule.kind == "about" and heads_text(lines[index:]):
            rule = None
        is_tail = position >= TAIL_START * total
        if rule is None:
            drop([] if any(map(str.isalnum, line.text)) else [line], gathered)
        elif rule.action == "cut" and _may_cut(position, total, len(lines) - index):
            drop(lines[index:], gathered)
            return
        elif rule.action != "cut" or rule.sure:
            _take(line, rule, gathered)
            if rule.kind == "contact":
                drop_contacts(lines[index + 1 :], gathered)
            elif rule.kind.startswith(("related", "advert")):
                is_open = is_tail and rule.kind != "advert"
                _drop_linked(lines[index + 1 :], gathered, is_tail=is_open)
        position += len(line.text)


def _may_cut(position: int, total: int, lines_left: int) -> bool:
    """Whether the rest is short against the text, or a notice of two lines behind it or alone."""
    rest = total - position
    if lines_left <= NOTICE_LINES and rest <= MAX_NOTICE:
        return True
    return position >= TAIL_START * total and rest <= min(MAX_CUT, MAX_CUT_SHARE * total)


def _take(line: Line, rule: Rule, gathered: Gathered) -> None:
    drop([line], gathered)
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


def _drop_linked(lines: list[Line], gathered: Gathered, *, is_tail: bool) -> None:
    """Drop the linked headlines behind a "read also"; near the end unlinked headlines too."""
    for line in lines:
        headline = is_tail and not (ends_sentence(line.text) or line.text.endswith((";", ",")))
        if line.is_heading or not (line.is_link or headline):
            return
        if len(line.text.split()) > MAX_LINK_WORDS:
            return
        drop([line], gathered)


def _result(lines: list[Line], gathered: Gathered) -> Cleaned:
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
