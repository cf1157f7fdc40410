"""Entities as a page names and links them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from babel import Locale

if TYPE_CHECKING:
    from collections.abc import Mapping

# (archive's kind) → the page that shows it; all others have the page of entities
_PAGES: Final = {"town": "town", "company": "company"}
# (archive's kind) → the filter of the search that takes it
_FILTERS: Final = frozenset({"town", "company", "asset", "commodity", "person", "region"})


def named(record: Mapping[str, Any], language: str, prefix: str = "name") -> str:
    """The name of an entity in a language: kk, ru or en; the columns are ``prefix``_kk and so on.

    A name that is missing in one language is told in another; "" where there is none.
    """
    for code in (language, "en", "ru", "kk"):
        if name := record.get(f"{prefix}_{code}"):
            return str(name)
    return ""


def address(kind: str, entity_id: str) -> str:
    """The page of an entity, on this site."""
    return f"/{_PAGES.get(kind, 'entity')}/{quote(entity_id, safe='')}"


def found_in(kind: str, entity_id: str) -> str:
    """The search for the articles that name an entity."""
    return f"/search?{urlencode({kind if kind in _FILTERS else 'entity': entity_id})}"


def tongue(code: str, language: str) -> str:
    """What a language is called in another one; its code where that is not known."""
    known = Locale.parse("en" if language == "en" else language).languages
    return str(known.get(code, code))
