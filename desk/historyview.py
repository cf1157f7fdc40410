"""``kenwatch diff`` on the screen: the looks at a text, and every change of it word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text

from crawler.verdict import counted
from desk import moments
from desk.copysheet import gone
from desk.diffview import paragraphs, summary
from desk.edithistory import OF_SITE
from desk.tables import address, page, plain, plain_lines
from pipelines.histories.history import BESIDE
from pipelines.histories.worddiff import word_diff

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from desk.edithistory import Change, History
    from desk.texts import StoredText

Record = dict[str, Any]
_READABLE: Final = 100
_CALLED: Final = {
    "first": "first seen",
    "changed": "changed",
    "cosmetic": "changed in form only",
    "cleaned": "cleaned by kenwatch: lines that are none of the article's",
    "restored": "restored by kenwatch: lines that are the article's after all",
    "stump": "answered with less than half of the text; the text before stays",
    "cut": "answered with a text that breaks off",
    "garbled": "answered with the text in a broken charset; the legible text stays",
}


def history_view(
    of: StoredText, found: History, width: int, *, in_colour: bool, full: bool = False
) -> RenderableType:
    """All of it, wrapped to the window, at most 100 letters wide.

    Changes of form are counted; ``full`` shows them too, and all paragraphs.
    """
    parts = [*_head(of), *_looks(found), *_verdict(found, full=full)]
    for change in found.changes:
        if full or change.kind not in {"first", "cosmetic"}:
            parts += _change(change, in_colour=in_colour, full=full)
    return page(Group(*parts), width, _READABLE)


def _head(of: StoredText) -> Iterator[Text]:
    number = f"a copy of {of.article_id}" if of.is_copy else str(of.article_id)
    at = moments.show(of.published_at, of.precision) or "no date"
    yield Text(plain(of.title), style="bold")
    yield Text(plain(f"{number} · {of.source} · {of.language} · {at}"))
    yield address(of.url)


def _looks(found: History) -> Iterator[Text]:
    count = sum(found.looks.values())
    if not count:
        told = "no look at its page is noted"
    elif count == 1:
        told = f"looked at once, {moments.show(found.last_look)}"
    else:
        told = (
            f"looked at {count} times since {moments.show(found.first_look)},"
            f" the last time {moments.show(found.last_look)}"
        )
    again = f"; again from {moments.show(found.next_at)} on" if found.next_at else ""
    yield Text("page: ", style="dim").append(f"{told}{again}", style="not dim")
    if found.failures:
        told = ", ".join(f"{why} ({times})" for why, times in found.failures.items())
        yield Text("failed: ", style="dim").append(plain(told), style="not dim")
    if found.gone_at:
        told = gone({"gone_at": found.gone_at, "gone_why": found.gone_why})
        line = plain(f"{told}; its text is kept")
        yield Text("gone: ", style="bold red").append(line, style="not bold default")


def _verdict(found: History, *, full: bool) -> Iterator[Text]:
    kinds = [change.kind for change in found.changes]
    changed, slight = kinds.count("changed"), kinds.count("cosmetic")
    if not changed:
        count = sum(found.looks.values())
        # one look is no proof
        in_looks = f", in {count} looks" if count > 1 else ", as far as one look can tell"
        beside = _beside(kinds)
        yield Text(f"Never changed{in_looks if count else ''}{beside}.", style="bold")
    else:
        told = "once" if changed == 1 else counted(changed, "time")
        yield Text(f"Changed {told}.", style="bold")
    if slight:
        mend = "" if full else "; --full shows them"
        yield Text(f"{counted(slight, 'change')} of form only{mend}.")


def _beside(kinds: Sequence[str]) -> str:
    found = BESIDE & set(kinds)
    if found == {"garbled"}:
        return ", but gave it in a broken charset"
    return ", but gave less than the text" if found else ""


def _change(change: Change, *, in_colour: bool, full: bool) -> Iterator[Text]:
    yield Text()
    at = moments.show(change.seen_at)
    yield Text(f"{at}  ", style="bold cyan").append(
        _CALLED.get(change.kind, change.kind), style="default"
    )
    before = change.before
    if change.kind in OF_SITE and before is not None:
        yield from summary(change.told)
        yield Text()
        pairs = ((before.title, change.title), (before.text, change.text))
        title, text = (word_diff(*pair) for pair in pairs)
        yield from paragraphs(title, text, in_colour=in_colour, full=full)
    elif full and change.kind not in BESIDE:
        yield Text(plain(change.title), style="bold")
        yield Text(plain_lines(change.text))
