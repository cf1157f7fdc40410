"""What in a page would run, load or lead where it must not."""

from __future__ import annotations

from typing import Any

from lxml import html as lxml_html

_UNSAFE_TAGS = frozenset(
    ("iframe", "object", "embed", "base", "frame", "applet", "style", "plaintext", "portal")
)
_LOADING = ("src", "srcset", "data", "poster", "background", "srcdoc")


def faults(page: str, *, host: str = "") -> list[str]:
    """What in a page would run, load or lead where it must not; empty for a page that is inert."""
    told = []
    for element in lxml_html.document_fromstring(page).iter():
        if isinstance(element.tag, str):
            told += [f"<{element.tag}>: {fault}" for fault in _faults(element, host)]
    return told


def _faults(element: Any, host: str) -> list[str]:
    tag = element.tag.lower()
    told = [f"element {tag}"] if tag in _UNSAFE_TAGS else []
    if tag == "script" and not (element.get("src") or "").startswith("/static/"):
        told.append("script that is not of our own files")
    if tag == "meta" and element.get("http-equiv"):
        told.append("meta http-equiv")
    for name, value in element.attrib.items():
        told += _attribute_faults(name.lower(), value.strip(), host)
    return told


def _attribute_faults(name: str, value: str, host: str) -> list[str]:
    if name.startswith("on") or name in {"style", "autofocus"}:
        return [f"attribute {name}"]
    if name in _LOADING and not value.startswith(("/static/", "/-/static/")):
        return [f"{name} loads {value[:60]!r}"]
    if name in {"action", "formaction"} and not _is_own(value, host):
        return [f"form leads to {value[:60]!r}"]
    if name in {"href", "xlink:href"} and not _is_own(value, host):
        safe = value.startswith(("http://", "https://")) and "@" not in value.split("/")[2]
        return [] if safe else [f"link to {value[:60]!r}"]
    return []


def _is_own(value: str, host: str) -> bool:
    """Whether an address stays on this server: a path, a query or a part of the page."""
    if host and value.startswith(host):
        return True
    return value.startswith(("#", "?")) or (value.startswith("/") and value[1:2] not in ("/", "\\"))
