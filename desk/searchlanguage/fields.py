"""The fields of the search line and the closed lists of values, by names in three languages."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desk.stemming import forms
from pipelines.text import fold_search

if TYPE_CHECKING:
    from collections.abc import Mapping

# fields whose values are entities of the archive, and of which kinds, the likeliest first
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "town": ("town", "place"),
    "company": ("company",),
    "asset": ("asset",),
    "commodity": ("commodity",),
    "person": ("person",),
    "region": ("region",),
    "entity": ("town", "company", "asset", "person", "region", "place", "commodity"),
}
LISTED: Final = ("topic", "event", "language")
DATES: Final = ("since", "before", "until", "on")
TITLE: Final = "title"
SOURCE: Final = "source"
# an article has one of these only, so that two values mean either
SINGLE: Final = frozenset({"language", "source"})
_NEAR: Final = 0.7


@cache
def _data() -> Mapping[str, Mapping[str, list[str]]]:
    path = Path(__file__).with_name("fields.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _by_name(table: str) -> Mapping[str, str]:
    """Every spelling of a table, folded, with what it stands for."""
    found: dict[str, str] = {}
    for canonical, names in _data()[table].items():
        for name in (canonical, *names):
            found.setdefault(fold_search(name), canonical)
    return found


def field_named(name: str) -> str | None:
    """The field that a person means: town, event, since ...; None for what is no field."""
    return _by_name("fields").get(fold_search(name.strip()))


def spelt(field: str) -> str:
    """How kenwatch writes the field itself: ``after`` for since."""
    names = _data()["fields"].get(field)
    return names[0] if names else field


def near_fields(name: str) -> tuple[str, ...]:
    """Fields whose name looks like this, as the person may have meant to type them."""
    folded = fold_search(name)
    return tuple(get_close_matches(folded, _by_name("fields"), n=2, cutoff=_NEAR))


def listed_value(field: str, value: str) -> str | None:
    """The canonical value of a field with a closed list, in any language and form, or None."""
    known = _by_name(field)
    wanted = " ".join(fold_search(value).split())
    if wanted in known:
        return known[wanted]
    # in another case form, as in «событие: аварии»
    return next(
        (known[form] for form in forms(value.strip()) if form in known and _ends(wanted, form)),
        None,
    )


def _ends(written: str, form: str) -> bool:
    """Whether two forms differ in their ends only: «minning» is told rather than mended."""
    same = min(len(written), len(form)) - 1
    return written[:same] == form[:same]


def sign_of(word: str) -> str | None:
    """The kind of event that a word of the news speaks of: гибель, collapse; None for any other."""
    signs = _by_name("signs")
    return next((signs[form] for form in forms(word.strip()) if form in signs), None)


def near_values(field: str, value: str) -> tuple[str, ...]:
    """Values of the list that look like this; none where nothing does."""
    near = get_close_matches(fold_search(value), _by_name(field), n=2, cutoff=_NEAR)
    return tuple(dict.fromkeys(near))


def is_little(word: str) -> bool:
    """Whether a folded word is one that tells nothing beside others: в, of, мен."""
    return word in _by_name("little")


def when(value: str) -> str | None:
    """The day that a word means, today or yesterday; None for any other word."""
    return _by_name("when").get(fold_search(value.strip()))
