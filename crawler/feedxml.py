"""The entries of an XML feed (RSS 0.9x to 2.0, RDF, Atom) as raw texts. Pure; never raises.

An entry is whatever stands between one ``item`` or ``entry`` tag and the next, at any depth:
one unclosed tag in a description costs at most that entry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from crawler import hubbytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

PUBLISHED = ("pubdate", "published", "issued", "date", "created")
MODIFIED = ("updated", "modified")

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_ENTRIES = frozenset({"item", "entry"})
_ENTRY_TAG = re.compile(r"<(/?)(?:\w{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_TEXTS = frozenset(
    {*PUBLISHED, *MODIFIED, "title", "link", "guid", "id", "origlink", "canonical", "language"}
)
# these hold a title or a link of something else than the entry
_FOREIGN = frozenset({"source", "author", "contributor", "image", "group", "content", "thumbnail"})
_FOREIGN_SPACES = re.compile(
    r"\{[^}]*(?:mrss|itunes|podcast|georss|search\.yahoo)[^}]*\}|media:|itunes:"
)


@dataclass(slots=True)
class Entry:
    """The texts of one entry as found, by lower-case name without prefix."""

    base: str
    texts: dict[str, str] = field(default_factory=dict)
    cut: bool = False

    def first(self, names: Iterable[str]) -> Iterator[str]:
        """The texts of these names that are not empty, in this order."""
        return (self.texts[name] for name in names if self.texts.get(name, "").strip())


def xml_entries(text: str, base_url: str) -> list[Entry] | None:
    """The entries of an XML feed in document order; None if there is no tree at all."""
    root = hubbytes.parse_xml(text)
    if root is None:
        return None
    language, entries = root.get(_XML_LANG) or "", []
    owner, entry = root, Entry(base_url)
    for element in root.iter("*"):
        name = _local_name(str(element.tag))
        if name in _ENTRIES:
            owner, entry = element, _new_entry(element, base_url, language)
            entries.append(entry)
        elif name == "language" and not entries:
            language = language or element.text or ""
        elif name in _TEXTS and entries:
            direct = element.getparent() is owner
            if direct or _is_of(owner, element):
                _note(entry, name, element, direct=direct)
    if entries and _ends_within_entry(text):
        entries[-1].cut = True
    return entries


def _new_entry(element: _Element, base_url: str, language: str) -> Entry:
    base = urljoin(base_url, element.base) if element.base else base_url
    own = element.get(_XML_LANG)
    texts = {"about": element.get(_RDF_ABOUT) or "", "language": own or language}
    if not own:
        texts[":language"] = "inherited"
    return Entry(base, texts)


@lru_cache(maxsize=1000)
def _local_name(tag: str) -> str:
    """The name without namespace; "" for names of namespaces that describe other things."""
    if _FOREIGN_SPACES.match(tag):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _is_of(owner: _Element, element: _Element) -> bool:
    """Whether an element tells of the entry itself; in a damaged feed it may lie deeper."""
    for parent in islice(element.iterancestors(), 6):
        if parent is owner:
            return True
        if _local_name(str(parent.tag)) in _FOREIGN:
            return False
    return False


def _note(entry: Entry, name: str, element: _Element, *, direct: bool) -> None:
    text = _text(element)
    if name == "link":
        name, text = _link(element, text)
    elif name in {"guid", "id"} and not _is_address(element, text):
        return
    replaceable = f":{name}" in entry.texts and direct
    if text.strip() and (replaceable or not entry.texts.get(name)):
        entry.texts[name] = text
        if direct:
            entry.texts.pop(f":{name}", None)
        else:
            entry.texts[f":{name}"] = "indirect"


def _link(element: _Element, text: str) -> tuple[str, str]:
    href = element.get("href")
    if href is None:
        # tools that take RSS for HTML write <link/>address
        return "link", text or (element.tail or "")
    rel, kind = element.get("rel", "alternate").lower(), element.get("type", "text/html")
    if rel == "alternate":
        return ("alternate" if "html" in kind else "other"), href
    return ("self" if rel == "self" else "related"), href


def _is_address(element: _Element, text: str) -> bool:
    permanent = element.get("isPermaLink", "true").lower() != "false"
    return permanent and text.strip().lower().startswith(("http:", "https:"))


def _text(element: _Element) -> str:
    if not len(element):
        return element.text or ""
    return "".join(str(part) for part in islice(element.itertext(), 40))


def _ends_within_entry(text: str) -> bool:
    closing = "/"
    for tag in _ENTRY_TAG.finditer(text):
        closing = tag[1]
    return closing == ""
