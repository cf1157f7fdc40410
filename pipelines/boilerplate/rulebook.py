"""The phrases of lines that are no part of an article: how they are kept and compared.

They are data (``data/boilerplate.toml``, which explains its own terms).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

RULES = Path(__file__).parent.parent / "data" / "boilerplate.toml"
MAX_LOOSE_WORDS = 3

_EDGES = " \t…:.!|»>→»•·▪●■►▶▼–—−-*"
_SENTENCE_END = (".", "!", "?", "…", ".»", ".”", '."', "!»", "?»")
_SEPARATED = re.compile(r"\s*[:|>→»–—-]")
_NUMBER = re.compile(r"\s*\(?\d+\)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One group of phrases, normalised, or of compiled patterns; see the data file."""

    kind: str
    action: Literal["drop", "cut", "meta"]
    match: Literal["exact", "label", "start", "regex"]
    max_len: int
    phrases: tuple[str, ...] = ()
    patterns: tuple[re.Pattern[str], ...] = ()
    loose: bool = False
    head: bool = False
    sure: bool = False
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules: whole lines found by look-up, others in order, and labels inside lines."""

    exact: dict[str, Rule]
    others: tuple[Rule, ...]
    strips: tuple[re.Pattern[str], ...]


def normalized(line: str) -> str:
    """A line for comparison: small letters, ё as е, ı as i, single blanks, bare edges."""
    return " ".join(line.casefold().replace("ё", "е").replace("ı", "i").split()).strip(_EDGES)


@cache
def load_rules(path: Path = RULES) -> Rulebook:
    """Read the phrase file. Raises ValueError that names the file where a pattern is wrong."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        rules = [_rule(record) for record in data["rule"]]
        strips = tuple(
            _strip(record["at"], one) for record in data["strip"] for one in record["patterns"]
        )
    except (KeyError, re.error) as error:
        raise ValueError(f"{path}: {error}; correct the rule or pattern") from error
    exact = {phrase: rule for rule in rules if rule.match == "exact" for phrase in rule.phrases}
    return Rulebook(exact, tuple(rule for rule in rules if rule.match != "exact"), strips)


def _rule(record: dict[str, object]) -> Rule:
    phrases = record.pop("phrases")
    record.pop("lang")
    assert isinstance(phrases, list)
    if record["match"] == "regex":
        return Rule(patterns=tuple(map(re.compile, phrases)), **record)  # type: ignore[arg-type]
    return Rule(phrases=tuple(map(normalized, phrases)), **record)  # type: ignore[arg-type]


def _strip(at: str, pattern: str) -> re.Pattern[str]:
    return re.compile(f"^(?:{pattern})" if at == "start" else f"(?:{pattern})$")


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return line.rstrip().endswith(_SENTENCE_END)


def find_rule(
    text: str, rulebook: Rulebook, *, is_link: bool = False, is_head: bool = False
) -> Rule | None:
    """The first rule that a line meets; ``is_head`` says it is among the first lines."""
    plain = normalized(text)
    rule = rulebook.exact.get(plain)
    if rule is not None:
        return rule
    for rule in rulebook.others:
        if len(text) > rule.max_len or (rule.head and not is_head):
            continue
        if any(pattern.fullmatch(text) for pattern in rule.patterns):
            return rule
        if any(
            plain.startswith(phrase) and _fits(rule, text, plain[len(phrase) :], is_link=is_link)
            for phrase in rule.phrases
        ):
            return rule
    return None


def _fits(rule: Rule, text: str, rest: str, *, is_link: bool) -> bool:
    """Whether what follows a phrase at the start of a line leaves it a label."""
    if rest[:1].isalnum():
        return False
    if rule.match == "start" or not rest or is_link or _NUMBER.fullmatch(rest):
        return True
    if _SEPARATED.match(rest):
        return True
    return rule.loose and len(rest.split()) <= MAX_LOOSE_WORDS and not ends_sentence(text)
