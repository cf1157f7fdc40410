"""Language and script of a text, for Kazakhstan and its neighbours.

Two witnesses are added up: what tells the languages apart in writing (how often letters occur,
as a multinomial model; function words; endings), and py3langid's naive Bayes score. The second
is asked only where the first leaves a doubt, as its model takes a second to load.
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from pipelines.text import fold_match, fold_search

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
_SCRIPTS: Final[dict[Script, re.Pattern[str]]] = {
    "Cyrillic": re.compile("[\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f]+"),
    "Latin": re.compile(
        "[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff]+"
    ),
    "Arabic": re.compile(
        "[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
        "\ufb50-\ufdff\ufe70-\ufefc]+"
    ),
    "Han": re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+"),
}
_KANA: Final = re.compile("[\u3040-\u30ff]")
# Arabic letters stored by their shape within a word
_SHAPED: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# what spellings of one language differ in, beside accents: apostrophes and the hamza
_NO_MARKS: Final = {ord("'"): None, 0x621: None, 0x674: None}
_LONG_WORD: Final = 5  # letters of a word whose ending is looked at
_LONG_ENDING: Final = 6
# western languages that an English-looking text may be in
_WESTERN: Final = ("en", "de", "fr", "es", "it", "pt", "pl", "nl")
_KNOWN_SHARE: Final = 0.15  # of words that speak for the language of a running text


@dataclass(frozen=True, slots=True)
class _Model:
    """Letter classes, log rates and priors by scheme, of one script.

    ``words`` and ``endings`` name the languages that have them; the weights are in nats.
    """

    classes: tuple[str, ...]
    rates: Mapping[str, tuple[float, ...]]
    prior: Mapping[str, float]
    words: Mapping[str, frozenset[str]]
    endings: Mapping[str, frozenset[str]]
    word_weight: float
    ending_weight: float


def identify(text: str, hint: str | None = None) -> tuple[str, Script]:
    """The ISO 639-1 code of a text's language and the script that most of its letters are in.

    ``hint`` (a code as markup states it, "ru" or "kk-KZ") decides only between near equals.
    The language is "und" only for a text without letters.
    """
    plain = readable(text[: 2 * _READ])
    script = main_script(plain) or main_script(text)
    if script is None:
        return "und", "other"
    hinted = (hint or "").lower().replace("_", "-").split("-")[0]
    if script == "Han":
        return "zh", script
    if script == "other":
        return _bayes(plain, ())[0][0], script
    return _with_doubt(plain[:_READ], script, hinted), script


def readable(text: str) -> str:
    """The text without addresses, Arabic letters in their stored form, not by shape."""
    plain = _ADDRESS.sub(" ", text)
    return unicodedata.normalize("NFKC", plain) if _SHAPED.search(plain) else plain


def main_script(text: str) -> Script | None:
    """The script of most letters, None without letters.

    A Han sign counts as two, as it holds about as much.
    """
    counts = {name: sum(map(len, run.findall(text))) for name, run in _SCRIPTS.items()}
    counts["Han"] *= 2
    best = max(counts, key=lambda name: counts[name])
    letters = sum(map(str.isalpha, text))
    if not letters:
        return None
    if _KANA.search(text) or 2 * counts[best] < letters:
        return "other"
    return best


def _with_doubt(text: str, script: Script, hinted: str) -> str:
    scores = letter_scores(text, script)
    if hinted in scores:
        scores[hinted] += _HINT
    if script != "Arabic" and _lead(scores) < _CERTAIN:
        bayes = dict(_bayes(text, tuple(scores)))
        if script == "Latin":
            # py3langid knows Kazakh in Cyrillic only: let it stand like its best relative
            bayes["kk"] = max(bayes[name] for name in scores if name not in {"en", "kk"})
        scores = {name: score + _BAYES_WEIGHT * bayes[name] for name, score in scores.items()}
    best = max(scores, key=lambda name: scores[name])
    if script == "Latin" and best == "en" and not reads_as(text, "Latin", "en"):
        return _western(text, hinted)
    return best


def letter_scores(text: str, script: Script) -> dict[str, float]:
    """Log-likelihood (nats) of letters, function words and endings, by language of a script.

    Raises KeyError for a script whose languages are not told apart by it (Han, other).
    """
    model = _model(script)
    folded = fold_match(text)
    counts = [sum(map(folded.count, kind)) for kind in model.classes]
    counts.append(sum(map(str.isalpha, folded)) - sum(counts))
    scores: dict[str, float] = {}
    for scheme, rates in model.rates.items():
        name = scheme.partition(".")[0]
        score = model.prior[scheme] + sum(n * rate for n, rate in zip(counts, rates, strict=True))
        scores[name] = max(score, scores.get(name, -math.inf))
    for token in _tokens(folded, script):
        for name, nats in _witness(token, script):
            scores[name] += nats
    return scores


@lru_cache(maxsize=1 << 15)
def _witness(token: str, script: Script) -> tuple[tuple[str, float], ...]:
    """The languages that a word speaks for, with its weight."""
    model = _model(script)
    nats = Counter(dict.fromkeys(model.words.get(token, ()), model.word_weight))
    if len(token) >= _LONG_WORD:
        found = {
            name
            for size in range(2, _LONG_ENDING + 1)
            for name in model.endings.get(token[-size:], ())
        }
        nats.update(dict.fromkeys(found, model.ending_weight))
    return tuple(nats.items())


def _tokens(folded: str, script: Script) -> list[str]:
    """Words of a text in matching spelling, bare of what spellings of one language differ in."""
    # search spelling has one letter for и and і, which tell Russian from Ukrainian
    plain = folded if script == "Cyrillic" else fold_search(folded)
    return _TOKEN.findall(plain.translate(_NO_MARKS))


def _lead(scores: Mapping[str, float]) -> float:
    best, second = sorted(scores.values(), reverse=True)[:2]
    return best - second


def reads_as(text: str, script: Script, language: str) -> bool:
    """Whether as many words speak for a language as in running text, and not in mere names."""
    tokens = _tokens(fold_match(text), script)
    known = sum(any(name == language for name, _ in _witness(token, script)) for token in tokens)
    return known >= _KNOWN_SHARE * len(tokens)


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
    classes: tuple[str, ...] = tuple(data["classes"])
    listed: dict[str, dict[str, float]] = data["languages"]
    return _Model(
        classes=classes,
        rates={name: _log_rates(row, classes) for name, row in listed.items()},
        prior={name: row["prior"] for name, row in listed.items()},
        words=_by_word(data["words"], script),
        endings=_by_word(data["endings"], script),
        word_weight=data["word_weight"],
        ending_weight=data["ending_weight"],
    )


def _log_rates(row: Mapping[str, float], classes: tuple[str, ...]) -> tuple[float, ...]:
    """Log-probability of each class, and last of all other letters together."""
    shares = [row.get(kind, _RARE) / 1000 for kind in classes]
    return tuple(map(math.log, [*shares, 1 - sum(shares)]))


def _by_word(listed: Mapping[str, str], script: Script) -> dict[str, frozenset[str]]:
    """Lists of words by language → languages by word."""
    keys = {name: set(_tokens(fold_match(text), script)) for name, text in listed.items()}
    known = set[str]().union(*keys.values())
    return {key: frozenset(name for name in keys if key in keys[name]) for key in known}
