"""The questions of the gallery: plain words in three languages, and the SQL that answers them.

They are data (``questions.toml``): shown by the web's SQL page and by docs/questions.md, run
by the tests and by bench/desk.py.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = Path(__file__).with_name("questions.toml")
# in the order in which they are shown
TOPICS: Final = (
    *("events", "towns", "companies", "figures", "stories", "edits", "people"),
    *("volume", "sources", "archive", "search"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question: ``title`` by language (en, ru, kk), ``parameters``: an example value of each."""

    name: str
    topic: str
    title: Mapping[str, str]
    sql: str
    parameters: Mapping[str, str | float] = field(default_factory=dict)

    def written(self) -> str:
        """The SQL with its example values in place, for programs that know no parameters."""
        return re.sub(r":(\w+)\b", self._literal, self.sql)

    def _literal(self, found: re.Match[str]) -> str:
        if found[1] not in self.parameters:
            return found[0]
        value = self.parameters[found[1]]
        if isinstance(value, str):
            return "'{}'".format(value.replace("'", "''"))
        return str(value)


@cache
def load() -> tuple[Question, ...]:
    """All questions, by topic in the order of `TOPICS`."""
    told = tomllib.loads(FILE.read_text("utf-8"))["question"]
    found = (Question(**{**one, "sql": one["sql"].strip()}) for one in told)
    return tuple(sorted(found, key=lambda one: TOPICS.index(one.topic)))
