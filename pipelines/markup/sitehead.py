"""The head of a site above an article: its menu, and the day of reading shown there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.markup.datenodes import is_dated_link
from pipelines.markup.landmarks import kinds_of
from pipelines.markup.threads import is_within

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lxml.html import HtmlElement

_MAX_LINKS: Final = 4  # between a date and the headline below it; more is a menu
_NO_WORDS: Final = frozenset({"script", "style", "head", "title", "noscript"})


def below_menus(
    before: Sequence[HtmlElement], shared: Collection[HtmlElement]
) -> list[HtmlElement]:
    """Elements in front of a headline, in the order of the page, without those above a menu.

    ``shared`` are the headline and the elements around it, none of which is a menu.
    """
    links, kept = 0, []
    for node in reversed(before):
        links += node.tag == "a" and not is_dated_link(node)
        if links > _MAX_LINKS or (node not in shared and is_menu(node)):
            break
        kept.append(node)
    kept.reverse()
    return kept


def is_menu(node: HtmlElement) -> bool:
    """Whether an element is a menu with links, and no trail of breadcrumbs."""
    if node.tag != "nav" or next(node.iter("a"), None) is None:
        return False
    return "crumbs" not in kinds_of(node.get("class") or "")


def opening(tree: HtmlElement, headline: HtmlElement) -> HtmlElement | None:
    """The first element with words, where a link of the site stands before the headline, too.

    A day that is shown there is that of reading: the site's name and menu come behind it.
    """
    first = None
    for node in next(tree.iter("body"), tree).iter("*"):
        if node is headline:
            break
        if not isinstance(node.tag, str) or node.tag in _NO_WORDS:
            continue
        if first is not None and node.tag == "a" and _is_of_site(node, first):
            return first
        if first is None and (node.text or "").strip():
            first = node
    return None


def _is_of_site(link: HtmlElement, first: HtmlElement) -> bool:
    is_trail = any(
        "crumbs" in kinds_of(one.get("class") or "") for one in (link, *link.iterancestors())
    )
    return bool(link.text_content().strip()) and not is_within(link, {first}) and not is_trail
