"""Language and script of a text, for Kazakhstan and its neighbours.

Two witnesses are added up: how often the letters occur that tell the languages apart (a
multinomial model, with function words for Latin script), and py3langid's naive Bayes score.
The second is asked only where the first leaves a doubt, as its model takes a second to load.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from pipelines.text import fold_match, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.model import Script

_DATA: Final = Path(__file__).parent / "data" / "languages.toml"
_READ: Final = 4000  # letters looked at
_RARE: Final = 0.3  # occurrences among 1,000 letters
_CERTAIN: Final = 30.0  # nats between the best two, beyond which nobody else is asked
_BAYES_WEIGHT: Final = 0.4  # its features overlap, so that its scores are too sure
_HINT: Final = 3.0  # nats
_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|[\w.+-]{1,64}@\S+|[@#]\w+")
_SCRIPTS: Final[dict[Script, str]] = {
    "Cyrillic": "[\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f]",
    "Latin": "[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff]",
    "Arabic": "[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]",  # noqa: E501 - a range
    "Han": "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]",
}
_KANA: Final = re.compile("[\u3040-\u30ff]")
# western languages that an English-looking text may be in
_WESTERN: Final = ("en", "de", "fr", "es", "it", "pt", "pl", "nl")
_ENGLISH_SHARE: Final = 0.15  # of words that are English function words


@dataclass(frozen=True, slots=True)
class _Model:
    """Letter classes, log rates and priors by scheme, and words by language, of one script."""

    class_of: Mapping[str, int]
    rates: Mapping[str, tuple[float, ...]]
    prior: Mapping[str, float]
    words: Mapping[str, frozenset[str]]
    words_weight: float


def identify(text: str, hint: str | None = None) -> tuple[str, Script]:
    """The ISO 639-1 code of a text's language and the script that most of its letters are in.

    ``hint`` (a code as markup states it, "ru" or "kk-KZ") decides only between near equals.
    The language is "und" only for a text without letters.
    """
    plain = _ADDRESS.sub(" ", text[: 2 * _READ])
    script = _script(plain) or _script(text)
    if script is None:
        return "und", "other"
    hinted = (hint or "").lower().replace("_", "-").split("-")[0]
    if script == "Han":
        return "zh", script
    if script == "other":
        return _bayes(plain, ())[0][0], script
    return _among_scheme_scores(plain[:_READ], script, hinted), script


def _script(text: str) -> Script | None:
    """The script of most letters; a Han sign counts as two, as it holds about as much."""
    counts = {name: len(re.findall(pattern, text)) for name, pattern in _SCRIPTS.items()}
    counts["Han"] *= 2
    letters = sum(map(str.isalpha, text))
    if not letters:
        return None
    best = max(counts, key=lambda name: counts[name])
    if _KANA.search(text) or 2 * counts[best] < letters:
        return "other"
    return best


def _among_scheme_scores(text: str, script: Script, hinted: str) -> str:
    model = _model(script)
    scores = _letter_scores(text, model)
    if hinted in scores:
        scores[hinted] += _HINT
    if script != "Arabic" and _lead(scores) < _CERTAIN:
        bayes = dict(_bayes(text, tuple(scores)))
        if script == "Latin":
            # py3langid knows Kazakh in Cyrillic only: let it stand like its best relative
            bayes["kk"] = max(bayes[name] for name in scores if name not in {"en", "kk"})
        scores = {name: score + _BAYES_WEIGHT * bayes[name] for name, score in scores.items()}
    best = max(scores, key=lambda name: scores[name])
    if script == "Latin" and best == "en" and not _reads_english(text, model):
        return _western(text, hinted)
    return best


def _letter_scores(text: str, model: _Model) -> dict[str, float]:
    """Log-likelihood of the letters (and function words) for each language, best scheme."""
    folded = fold_match(text)
    letters = Counter(model.class_of.get(ch, -1) for ch in folded if ch.isalpha())
    tokens = [word for word, _, _ in words(folded)]
    scores: dict[str, float] = {}
    for scheme, rates in model.rates.items():
        name = scheme.partition(".")[0]
        known = model.words.get(name, frozenset())
        score = model.prior[scheme] + sum(n * rates[kind] for kind, n in letters.items())
        score += model.words_weight * sum(token in known for token in tokens)
        scores[name] = max(score, scores.get(name, -math.inf))
    return scores


def _lead(scores: Mapping[str, float]) -> float:
    best, second = sorted(scores.values(), reverse=True)[:2]
    return best - second


def _reads_english(text: str, model: _Model) -> bool:
    tokens = [word for word, _, _ in words(fold_match(text))]
    known = sum(token in model.words["en"] for token in tokens)
    return known >= _ENGLISH_SHARE * len(tokens)


def _western(text: str, hinted: str) -> str:
    """English unless another language is clearly likelier: headlines have no function words."""
    ranked = dict(_bayes(text, _WESTERN))
    ranked["en"] += _CERTAIN
    if hinted in ranked:
        ranked[hinted] += _HINT
    return max(ranked, key=lambda name: ranked[name])


def _bayes(text: str, among: tuple[str, ...]) -> list[tuple[str, float]]:
    """Languages with py3langid's log score, best first; all that it knows if none are named."""
    ranked = cast("list[tuple[str, float]]", _identifier().rank(text))
    return [(name, score) for name, score in ranked if not among or name in among]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


@cache
def _model(script: Script) -> _Model:
    data: dict[str, Any] = tomllib.loads(_DATA.read_text(encoding="utf-8"))[script]
    classes: list[str] = data["classes"]
    listed: dict[str, dict[str, float]] = data["languages"]
    return _Model(
        class_of={letter: number for number, kind in enumerate(classes) for letter in kind},
        rates={name: _log_rates(row, classes) for name, row in listed.items()},
        prior={name: row["prior"] for name, row in listed.items()},
        words={n: frozenset(map(fold_match, w)) for n, w in data.get("words", {}).items()},
        words_weight=data.get("words_weight", 0.0),
    )


def _log_rates(row: Mapping[str, float], classes: list[str]) -> tuple[float, ...]:
    """Log-probability of each class, and last (index -1) of all other letters together."""
    shares = [row.get(kind, _RARE) / 1000 for kind in classes]
    return tuple(map(math.log, [*shares, 1 - sum(shares)]))
