"""``kenwatch compare`` on the screen: what the second text is to the first, and what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text

from desk.diffview import paragraph
from desk.moments import show
from desk.tables import address, page, plain
from pipelines.histories.worddiff import word_diff

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from desk.comparison import Text as Compared
    from pipelines.histories.worddiff import Paragraph

Record = dict[str, Any]
_READABLE: Final = 100
# of texts that have less in common all paragraphs are other ones
_WORTH_LISTING: Final = 0.2


def comparison(
    found: Record, texts: tuple[Compared, Compared], width: int, *, in_colour: bool
) -> RenderableType:
    """All of it, wrapped to the window, at most 100 letters wide.

    ``found`` is ``Comparison.as_record()`` with ``a`` and ``b``, which tell of the texts; these
    are given beside it.
    """
    if found["same_text"]:
        same = Text("A and B are the same text.", style="bold")
        return page(Group(*_named("A", found["a"]), Text(), same), width, _READABLE)
    parts = [*_named("A", found["a"]), *_named("B", found["b"]), Text(), *_verdicts(found)]
    if found["copy"] or found["containment"] >= _WORTH_LISTING:
        parts += [*differing(found["differs"]), *_edited(texts, in_colour=in_colour)]
    return page(Group(*parts), width, _READABLE)


def _named(letter: str, told: Record) -> Iterator[RenderableType]:
    number = "" if told["id"] is None else str(told["id"])
    at = show(told["published_at"], told["precision"])
    known = (number, told["source"], told["language"], at)
    yield Text(f"{letter}  ", style="bold cyan").append(plain(told["title"]), style="default")
    yield Text("   " + plain(" · ".join(filter(None, known))))
    yield address(told["url"], indent=3)


def _verdicts(found: Record) -> Iterator[Text]:
    yield Text(f"{_verdict(found)}: ", style="bold").append(plain(found["why"]), style="not bold")
    if found["containment"]:
        yield Text(
            f"{found['similarity']:.0%} of all runs of four words are in both,"
            f" {found['containment']:.0%} of the shorter text's; {found['own_share']:.0%} of B's"
            " are its own"
        )
    of = "The same story: " if found["same_story"] else "Not linked as one story: "
    yield Text(of, style="bold").append(plain(found["story_why"]), style="not bold")


def _verdict(found: Record) -> str:
    """Who copies whom; a text without a time may be either."""
    first, second = ("A", "B") if found["first"] != "b" else ("B", "A")
    if not found["copy"]:
        return f"No copy, {first} was published first" if found["first"] else "No copy"
    if found["first"] is None:
        return "A and B are copies of each other, which was first is not known"
    return f"{second} copies {first}, which was published first"


def differing(differs: Record, *, ours: str = "A", theirs: str = "B") -> Iterator[Text]:
    """What one text has that the other has not, paragraph by paragraph, and changed figures."""
    yield from _listed(f"Only in {theirs}", (f"+ {one}" for one in differs["added"]), "green")
    yield from _listed(f"Only in {ours}", (f"- {one}" for one in differs["missing"]), "red")
    changed = (f"{one} → {other}" for one, other in differs["figures"])
    yield from _listed(f"Other figures ({ours} → {theirs})", changed, "yellow")


def _listed(heading: str, items: Iterable[str], style: str) -> Iterator[Text]:
    entries = [Text(plain(item), style=style) for item in items]
    if entries:
        yield from (Text(), Text(heading, style="bold"), *entries)


def _edited(texts: tuple[Compared, Compared], *, in_colour: bool) -> Iterator[Text]:
    """The title and the paragraphs that stand in both, but in other words."""
    first, second = texts
    told = [
        *(paragraph(one, in_colour=in_colour) for one in edited(first.title, second.title)),
        *(paragraph(one, in_colour=in_colour) for one in edited(first.text, second.text)),
    ]
    if told:
        yield from (Text(), Text("Edited (A → B)", style="bold"))
        for one in told:
            yield from (one, Text())


def edited(before: str, after: str) -> Sequence[Paragraph]:
    """The paragraphs of which part was kept and part was changed."""
    return [
        one
        for one in word_diff(before, after)
        if not one.is_kept and any(run.change == "kept" and run.text.strip() for run in one.runs)
    ]
