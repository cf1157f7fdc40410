"""A copy on the screen: what it is a copy of, its text, what differs."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text

from crawler.verdict import counted
from desk import moments
from desk.compareview import differing
from desk.tables import address, page, plain, plain_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from desk.copycards import CopyCard
    from desk.texts import StoredText

Record = dict[str, Any]
_READABLE: Final = 100
_FIGURES: Final = 3


def copy_sheet(found: CopyCard, width: int) -> RenderableType:
    """A copy whole, wrapped to the window, at most 100 letters wide."""
    text, told = found.text, found.told
    parts = [
        Text(plain(text.title), style="bold"),
        Text(plain(f"{text.source} · {text.language} · {_published(text)}")),
        address(text.url),
        *_origin(found),
        Text(),
        Text(plain_lines(text.text)),
        *differing(told["differs"], ours="the article", theirs="this copy"),
    ]
    return page(Group(*parts), width, _READABLE)


def _published(text: StoredText) -> str:
    return moments.show(text.published_at, text.precision) or "no date"


def _origin(found: CopyCard) -> Iterator[Text]:
    article, told = found.article, found.told
    yield Text(f"a copy of {article.article_id}", style="bold").append(
        f": «{plain(article.title)}», first published by {plain(article.source)},"
        f" {_published(article)}",
        style="not bold",
    )
    pairs = {
        "why": f"{told['why']} ({alike(told)})",
        "credits": told["credits"],
        "through": told["through_source"],
        "gone": gone(told),
        "story": f"kenwatch story {found.story_id}" if found.story_id else "",
        "differs": difference(told["differs"]),
    }
    for name, value in pairs.items():
        if value:
            yield Text(f"{name}: ", style="dim").append(plain(value), style="not dim")
    command = f"kenwatch compare {article.article_id} {quote(plain(found.text.url))}"
    yield Text("word by word: ", style="dim", overflow="ignore", no_wrap=True).append(command)


def alike(told: Record) -> str:
    """How alike a copy is: "77% alike, 8% its own"."""
    return f"{told['similarity']:.0%} alike, {told['own_share']:.0%} its own"


def gone(told: Record) -> str:
    """Since when a site does not show a text any more, and why; "" where it does."""
    if not told["gone_at"]:
        return ""
    return f"since {moments.show(told['gone_at'])} ({told['gone_why'] or 'no reason told'})"


def in_a_line(told: Record) -> str:
    """A copy in a line: who, when, how alike, whom it credits, what differs."""
    at = moments.show(told["published_at"], told["precision"]) or "no date"
    taken = f"through {told['through_source']}" if told["through_source"] else ""
    credited = f"credits {told['credits']}" if told["credits"] else ""
    parts = [alike(told), taken, credited, f"gone {gone(told)}" if gone(told) else ""]
    parts.append(difference(told["differs"]))
    return f"{told['source']}, {at}: {'; '.join(filter(None, parts))}. {told['url']}"


def difference(differs: Record) -> str:
    """What differs, counted: "1 paragraph added, 2 left out; figures: два → три"."""
    added, missing, figures = (differs[name] for name in ("added", "missing", "figures"))
    changed = [f"{one} → {other}" for one, other in figures[:_FIGURES]]
    changed += [f"{len(figures) - _FIGURES} more"] if len(figures) > _FIGURES else []
    counts = [f"{counted(len(added), 'paragraph')} added" if added else ""]
    counts += [f"{counted(len(missing), 'paragraph')} left out" if missing else ""]
    counts += [f"other figures: {', '.join(changed)}" if changed else ""]
    return ", ".join(filter(None, counts)) or "no paragraph or figure differs"
