"""The groups of words and the rules of `data/eventwords.toml` and `data/events.toml`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from pipelines.datafile import DATA, DataError, Record, read
from pipelines.events.eventgrammar import Rule, RuleError, Veto, needed, read_rule, read_veto
from pipelines.matching.matching import Entry, Matcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# whether a rule holds anywhere, in the opening of an article, or where nothing stronger is told
Weight = Literal["firm", "opening", "soft"]
# for each rule of a group the sets of groups of which a sentence must have one each
Needs: TypeAlias = tuple[tuple[frozenset[str], ...], ...]
# groups that mentions fill, not words
NAMED: Final = frozenset({"town", "company"})


class Group(Record):
    """Words that mean the same in an event, in three languages."""

    name: str
    kk: tuple[str, ...]
    ru: tuple[str, ...]
    en: tuple[str, ...]


class Groups(Record):
    """The whole file of words."""

    group: tuple[Group, ...]


class Kind(Record):
    """What says that an event of this kind happened, and what takes it back.

    ``happens`` is set of kinds that befall somebody, so that a title about a drill or about
    history is about none. ``opening`` rules hold only in the title, the introduction and the
    first sentence; ``soft`` ones only in an article without the kinds of ``yields_to``.
    """

    name: str
    happens: bool = False
    says: tuple[str, ...]
    opening: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class EventRules(Record):
    """The whole file of rules."""

    telling: tuple[str, ...]
    unless: tuple[str, ...]
    titles: tuple[str, ...]
    kind: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class KindRules:
    """The compiled rules of a kind."""

    kind: Kind
    says: tuple[tuple[Rule, Weight], ...]
    unless: tuple[Veto, ...]


@cache
def groups() -> tuple[Group, ...]:
    """The groups of words, read once; raises datafile.DataError."""
    return read(DATA / "eventwords.toml", Groups).group


@cache
def event_rules() -> EventRules:
    """The rules as written, read once; raises datafile.DataError."""
    return read(DATA / "events.toml", EventRules)


@cache
def kinds() -> tuple[KindRules, ...]:
    """The kinds with their rules compiled; raises datafile.DataError for one that it cannot."""
    rules = event_rules()
    known = frozenset(group.name for group in groups()) | NAMED
    return tuple(_compiled(kind, rules.unless, known) for kind in rules.kind)


def _compiled(kind: Kind, general: tuple[str, ...], known: frozenset[str]) -> KindRules:
    weighed: tuple[tuple[tuple[str, ...], Weight], ...] = (
        (kind.says, "firm"),
        (kind.opening, "opening"),
        (kind.soft, "soft"),
    )
    try:
        return KindRules(
            kind,
            tuple((read_rule(one, known), weight) for said, weight in weighed for one in said),
            tuple(read_veto(source, known) for source in (*general, *kind.unless)),
        )
    except RuleError as error:
        raise DataError(f"{DATA / 'events.toml'}: kind {kind.name!r}: {error}") from error


@cache
def happening() -> frozenset[str]:
    """The kinds that befall somebody, unlike what is planned or decided."""
    return frozenset(rules.kind.name for rules in kinds() if rules.kind.happens)


@cache
def telling() -> frozenset[str]:
    """The groups that tell what happened; a negation beside one takes it back."""
    return frozenset(event_rules().telling)


@cache
def matcher() -> Matcher:
    """The words of every group under its name; raises notation.NotationError."""
    return Matcher(all_entries())


def all_entries() -> Iterator[Entry]:
    """The words of every group under its name.

    Kazakh stems are left out for other texts: many are other words in Russian.
    """
    for group in groups():
        for language in ("kk", "ru", "en"):
            for pattern in getattr(group, language):
                yield Entry(group.name, language, pattern, kazakh_only=language == "kk")


@cache
def rules_by_group() -> Mapping[str, tuple[tuple[KindRules, Rule, Weight], ...]]:
    """The rules that a group may begin: (kind, rule, its weight)."""
    found: dict[str, list[tuple[KindRules, Rule, Weight]]] = defaultdict(list)
    for kind in kinds():
        for rule, weight in kind.says:
            found[rule.anchor].append((kind, rule, weight))
    return {group: tuple(rules) for group, rules in found.items()}


@cache
def needs_by_group() -> Mapping[str, Needs]:
    """What the rules that a group may begin ask of the same sentence besides, each rule once."""
    return {
        group: tuple({needed(rule): None for _, rule, _ in rules})
        for group, rules in rules_by_group().items()
    }
