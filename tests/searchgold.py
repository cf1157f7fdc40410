"""The golden sets of the search, and how well it does on them."""

from __future__ import annotations

import sqlite3
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk import searching
from desk.cards import found
from desk.stemming import forms
from pipelines import schema
from pipelines.text import fold_search
from pipelines.transliteration import search_spelling
from tests.desk_archive import add_article

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_DATA = Path(__file__).parent / "data" / "search"
_FIRST = 10


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many pairs of word and form were found and refused as they should be."""

    found: int
    missed: tuple[str, ...]
    refused: int
    wrong: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The share found of what must be found."""
        return self.found / (self.found + len(self.missed))

    @property
    def precision(self) -> float:
        """The share of what was found that had to be."""
        return self.found / (self.found + len(self.wrong))

    @property
    def pairs(self) -> int:
        """All pairs."""
        return self.found + len(self.missed) + self.refused + len(self.wrong)


def read(name: str) -> dict[str, Any]:
    """A file of the golden sets."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


def agreement(cases: Sequence[Mapping[str, str]]) -> Agreement:
    """How well the forms of words agree with what was written down."""
    hits, refused = 0, 0
    missed: list[str] = []
    wrong: list[str] = []
    for case in cases:
        known = set(forms(case["word"]))
        for form in case["finds"].split():
            if fold_search(form) in known:
                hits += 1
            else:
                missed.append(f"{case['word']}: {form}")
        for form in case["misses"].split():
            if fold_search(form) in known:
                wrong.append(f"{case['word']}: {form}")
            else:
                refused += 1
    return Agreement(hits, tuple(missed), refused, tuple(wrong))


def through_index(cases: Sequence[Mapping[str, str]]) -> Agreement:
    """As ``agreement``, but by asking a full-text index that holds each form once."""
    places = {form: at for at, form in enumerate(_every(cases), 1)}
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE t USING fts5(folded, tokenize='unicode61 remove_diacritics 0')"
    )
    for form, at in places.items():
        db.execute("INSERT INTO t (rowid, folded) VALUES (?, ?)", (at, _spelt(form)))
    told: tuple[list[str], ...] = ([], [], [], [])
    for case in cases:
        match = (searching.parse(case["word"]).match,)
        known = {row[0] for row in db.execute("SELECT rowid FROM t WHERE t MATCH ?", match)}
        for at, name in enumerate(("finds", "misses")):
            for form in case[name].split():
                told[2 * at + (places[form] not in known)].append(f"{case['word']}: {form}")
    db.close()
    found_, missed, wrong, refused = told
    return Agreement(len(found_), tuple(missed), len(refused), tuple(wrong))


def _every(cases: Sequence[Mapping[str, str]]) -> list[str]:
    return sorted(
        {form for case in cases for key in ("finds", "misses") for form in case[key].split()}
    )


def _spelt(form: str) -> str:
    is_kazakh = bool(set(form.lower()) & set("әғқңөұүһі"))
    script = "Latin" if form[0] < "\u0400" else "Cyrillic"
    return search_spelling(form, "", "kk" if is_kazakh else "ru", script)


def archive(texts: Sequence[Mapping[str, Any]]) -> sqlite3.Connection:
    """An archive in memory of the texts of the golden set."""
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    schema.ensure(db, "memory")
    for one in texts:
        script = "Latin" if one["title"][0] < "\u0400" else "Cyrillic"
        add_article(
            db, id=one["id"], source_id="golden", language=one["language"], title=one["title"],
            text=one["text"], script=script, is_mining=1,
            published_at=(NOW - timedelta(days=one["ago"])).isoformat(),
            published_day=(NOW - timedelta(days=one["ago"])).date().isoformat(),
            folded=search_spelling(one["title"], one["text"], one["language"], script),
        )  # fmt: skip
    return db


def gain(answer: Sequence[int], best: Mapping[int, int]) -> float:
    """Normalised discounted cumulative gain of the first ten (nDCG@10), 0 to 1."""
    ideal = sorted(best.values(), reverse=True)
    return _discounted([best.get(one, 0) for one in answer]) / _discounted(ideal)


def _discounted(grades: Sequence[int]) -> float:
    return float(sum((2**grade - 1) / log2(at + 2) for at, grade in enumerate(grades[:_FIRST])))


def gains(db: sqlite3.Connection, queries: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The gain of each query of a golden set."""
    result: dict[str, float] = {}
    for query in queries:
        answer = found.find(db, query["query"], now=NOW, limit=_FIRST)
        best = {int(key): int(grade) for key, grade in query["best"].items()}
        result[query["query"]] = gain([hit.line.id for hit in answer.hits], best)
    return result
