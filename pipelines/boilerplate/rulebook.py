"""The phrases of lines that are no part of an article: how they are kept and compared.

They are data (``data/boilerplate.toml``, which explains its own terms).
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

RULES = Path(__file__).parent.parent / "data" / "boilerplate.toml"
MAX_LOOSE_WORDS = 3
_KEY: Final = 1  # letters; there are phrases of one sign

_EDGES = " \t…:.!|»>→»•·▪●■►▶▼–—−-*"
_SENTENCE_END = (".", "!", "?", "…", ".»", ".”", '."', "!»", "?»")
_SEPARATED = re.compile(r"\s*[:|>→»–—-]")
_NUMBER = re.compile(r"\s*\(?\d+\)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One group of phrases, normalised, or of compiled patterns; see the data file.

    ``form`` is all patterns in one, without their groups: quick, where none of them fits.
    """

    kind: str
    action: Literal["drop", "cut", "meta"]
    match: Literal["exact", "label", "start", "regex"]
    max_len: int
    phrases: tuple[str, ...] = ()
    patterns: tuple[re.Pattern[str], ...] = ()
    form: re.Pattern[str] | None = None
    loose: bool = False
    head: bool = False
    sure: bool = False
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules: whole lines found by look-up, others in order, and labels inside lines.

    ``starts`` finds the phrases that a line may begin with by its first letter: the index
    of the rule among the others, and the phrase.
    """

    exact: dict[str, Rule]
    others: tuple[Rule, ...]
    starts: dict[str, tuple[tuple[int, str], ...]]
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
    others = tuple(rule for rule in rules if rule.match != "exact")
    return Rulebook(exact, others, _starts(others), strips)


def _starts(rules: Sequence[Rule]) -> dict[str, tuple[tuple[int, str], ...]]:
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, rule in enumerate(rules):
        for phrase in rule.phrases:
            found[phrase[:_KEY]].append((at, phrase))
    return {key: tuple(phrases) for key, phrases in found.items()}


def _rule(record: dict[str, object]) -> Rule:
    phrases = record.pop("phrases")
    record.pop("lang")
    assert isinstance(phrases, list)
    if record["match"] == "regex":
        patterns = tuple(map(re.compile, phrases))
        return Rule(patterns=patterns, form=_form(phrases), **record)  # type: ignore[arg-type]
    return Rule(phrases=tuple(map(normalized, phrases)), **record)  # type: ignore[arg-type]


def _form(patterns: Sequence[str]) -> re.Pattern[str]:
    plain = (re.sub(r"\(\?P<\w+>", "(?:", pattern) for pattern in patterns)
    # a flag for the whole pattern becomes one for its part
    parts = (
        f"(?i:{part.removeprefix('(?i)')})" if part.startswith("(?i)") else f"(?:{part})"
        for part in plain
    )
    return re.compile("|".join(parts))


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
    likely = {
        at
        for at, phrase in rulebook.starts.get(plain[:_KEY], ())
        if plain.startswith(phrase)
        and _fits(rulebook.others[at], text, plain[len(phrase) :], is_link=is_link)
    }
    for at, rule in enumerate(rulebook.others):
        if len(text) > rule.max_len or (rule.head and not is_head):
            continue
        if at in likely or (rule.form and rule.form.fullmatch(text)):
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
