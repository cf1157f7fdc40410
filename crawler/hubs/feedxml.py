"""The entries of an XML feed (RSS 0.9x to 2.0, RDF, Atom, CDF) as raw texts. Pure; never raises.

An entry is whatever stands between one ``item`` or ``entry`` tag and its end, or the next:
one unclosed tag in a description costs at most that entry.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING

from crawler.hubs.hubentries import local_name, split_entries
from crawler.urls import safe_join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element

    from crawler.hubs.hubentries import Entries, Fragment

PUBLISHED = ("pubdate", "published", "issued", "date", "created", "publication_date")
MODIFIED = ("updated", "modified", "lastmod")
# in this order: a redirecting feed proxy names the true address in "origlink"
LINKS = ("origlink", "link", "alternate", "guid", "id", "about", "other", "loose", "self")

_NAMES = ("item", "entry")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_TEXTS = frozenset(
    {*PUBLISHED, *MODIFIED, "title", "link", "guid", "id", "origlink", "language", "enclosure"}
)
# these hold a title or a link of something else than the entry
_FOREIGN = frozenset(
    {"source", "author", "contributor", "image", "group", "content", "thumbnail", "related",
     "textinput"}
)  # fmt: skip
_FOREIGN_SPACES = re.compile(
    r"\{[^}]*(?:mrss|itunes|podcast|georss|search\.yahoo)[^}]*\}|media:|itunes:"
)
_CHANNEL_LANGUAGE = re.compile(
    r"<(?:[\w.-]{1,40}:)?language\s{0,9}>\s{0,99}(?:<!\[CDATA\[)?\s{0,99}([\w-]{2,20})",
    re.IGNORECASE,
)
_MAX_PARTS = 40
_MAX_DEEP = 100


@dataclass(slots=True)
class Entry:
    """The texts of one entry as found, by lower-case name without prefix.

    ``language`` is the feed's own; ``editions`` are the alternates that name their language
    (hreflang), in order; ``cut`` says that the feed ends within the entry.
    """

    base: str
    texts: dict[str, str] = field(default_factory=dict)
    language: str = ""
    editions: list[tuple[str, str]] = field(default_factory=list)
    cut: bool = False

    def first(self, names: Iterable[str]) -> Iterator[str]:
        """The texts of these names that are not empty, in this order."""
        return (self.texts[name] for name in names if self.texts.get(name, "").strip())


def xml_entries(text: str, base_url: str) -> tuple[list[Callable[[], Entry]], str]:
    """The entries of an XML feed in document order, each to be read when it is wanted.

    With them, in words, which limit left out the rest ("" for none).
    """
    entries = split_entries(text, base_url, _NAMES)
    found = _CHANNEL_LANGUAGE.search(entries.head)
    language = entries.language or (found[1] if found else "")
    last = len(entries.fragments) - 1
    return [
        partial(_read, entries, fragment, language, cut=entries.cut and at == last)
        for at, fragment in enumerate(entries.fragments)
    ], entries.beyond


def _read(entries: Entries, fragment: Fragment, language: str, *, cut: bool) -> Entry:
    entry = Entry(entries.base, language=language, cut=cut)
    owner = entries.tree(fragment)
    entry.base = owner.base or entries.base
    entry.texts = _attributes(owner)
    for child in owner.iterchildren("*"):
        _note(entry, child)
    # in a damaged feed the entry's own fields may lie deeper
    telling = (one for one in owner.iterdescendants("*") if _name(str(one.tag)) in _TEXTS)
    for element in islice(telling, _MAX_DEEP):
        if _is_of(owner, element):
            _note(entry, element)
    return entry


def _attributes(owner: _Element) -> dict[str, str]:
    """What an entry says in its own tag; the Channel Definition Format does so in capitals."""
    named = {
        "about": owner.get(_RDF_ABOUT),
        "language": owner.get(_XML_LANG),
        "link": owner.get("href") or owner.get("HREF"),
        "lastmod": owner.get("lastmod") or owner.get("LASTMOD"),
    }
    return {name: text for name, text in named.items() if text}


@lru_cache(maxsize=1000)
def _name(tag: str) -> str:
    """The name without namespace; "" for names of namespaces that describe other things."""
    if _FOREIGN_SPACES.match(tag):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _is_of(owner: _Element, element: _Element) -> bool:
    """Whether an element deep in an entry tells of the entry itself and of nothing it holds."""
    parent = element.getparent()
    if parent is owner:
        return False
    for parent in islice(element.iterancestors(), 6):
        if parent is owner:
            return True
        if local_name(parent) in _FOREIGN:
            return False
    return False


def _note(entry: Entry, element: _Element) -> None:
    """Take what an element says; of several of one name the first that says something."""
    name = _name(str(element.tag))
    if name not in _TEXTS:
        return
    if name == "link":
        name, text = _link(element)
        if name == "alternate" and (hreflang := element.get("hreflang")):
            entry.editions.append((hreflang, text))
    elif name in {"guid", "id"}:
        name, text = _identity(element, name)
    elif name == "enclosure":
        text = element.get("url") or ""
        name = "other" if "html" in element.get("type", "") else name
    else:
        text = _text(element)
    if text.strip():
        entry.texts.setdefault(name, text)


def _link(element: _Element) -> tuple[str, str]:
    """The kind of a link, by its relation, and its address."""
    href = element.get("href") or element.get("HREF")
    if href is None:
        # tools that take RSS for HTML write <link/>address
        text = element.text or ""
        return "link", text if text.strip() else (element.tail or "")
    if element.get(_XML_BASE) is not None:
        href = safe_join(element.base or "", href) or href
    relation = element.get("rel", "").lower().rpartition("/")[2] or "alternate"
    if relation == "alternate":
        kind = element.get("type", "text/html").lower()
        return ("alternate" if "html" in kind else "other"), href
    return (relation if relation in {"self", "enclosure"} else "related"), href


def _identity(element: _Element, name: str) -> tuple[str, str]:
    """An identifier as an address: "loose" if it is one that is said not to be permanent."""
    text = (element.text or "").strip()
    permanent = (element.get("isPermaLink") or element.get("ispermalink") or "").strip().lower()
    if text.lower().startswith(("http:", "https:")):
        return ("loose" if permanent == "false" else name), text
    return name, text if permanent == "true" and "/" in text else ""


def _text(element: _Element) -> str:
    parts = [str(part) for part in islice(element.itertext(), _MAX_PARTS)]
    text = "".join(parts)
    return _from_base64(text) if element.get("mode") == "base64" else text


def _from_base64(text: str) -> str:
    """A text of Atom 0.3 in mode "base64"; as it is if it is none."""
    try:
        return base64.b64decode(text).decode()
    except ValueError:
        return text
