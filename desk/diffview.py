"""``kenwatch diff`` on the screen: what changed in words, then the changed paragraphs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text

from desk.tables import page, plain, same_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from pipelines.histories.worddiff import Paragraph, Run

Record = dict[str, Any]

_READABLE: Final = 100
_STYLES: Final = {"kept": "", "removed": "red strike", "added": "green"}
_BRACKETS: Final = {"kept": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
_CALLED: Final = {
    "figures": "figures",
    "names": "names",
    "headline": "headline",
    "blame": "who is to blame",
    "retracted": "a correction or denial",
    "extended": "only added to",
    "reversed": "says the opposite",
}


def diff_view(
    told: Mapping[str, Any],
    title: Sequence[Paragraph],
    text: Sequence[Paragraph],
    width: int,
    *,
    in_colour: bool,
    full: bool = False,
) -> RenderableType:
    """All of it, wrapped to the window, at most 100 letters wide.

    ``told`` is ``Edits.as_record()``; ``title`` and ``text`` are the word diffs of both. Of the
    text only changed paragraphs are shown, each with its neighbours, unless it is to be ``full``.
    """
    parts = [*summary(told), Text(), *paragraphs(title, text, in_colour=in_colour, full=full)]
    return page(Group(*parts), width, _READABLE)


def paragraphs(
    title: Sequence[Paragraph], text: Sequence[Paragraph], *, in_colour: bool, full: bool = False
) -> list[Text]:
    """The word diffs of a title and a text, a blank line between; see ``diff_view``."""
    parts: list[Text] = []
    for one in title:
        if full or not one.is_kept:
            parts += [paragraph(one, in_colour=in_colour, style="bold"), Text()]
    for shown in _shown(text, full=full):
        if isinstance(shown, str):
            parts += [Text(shown, style="dim"), Text()]
        else:
            parts += [paragraph(shown, in_colour=in_colour), Text()]
    return parts[:-1]


def summary(told: Mapping[str, Any]) -> list[Text]:
    """What changed, a line for each kind of change."""
    lines = [
        _line("Changed", _flags(told)),
        *(
            _line(_figure_name(one), _from_to(one["before"], one["after"]))
            for one in told["figures"]
        ),
    ]
    names = told["names"]
    lines += [_line("named now", ", ".join(names["added"]))] if names["added"] else []
    lines += [_line("named no more", ", ".join(names["removed"]))] if names["removed"] else []
    lines += [_line("blame, before", one) for one in told["blame"]["before"]]
    lines += [_line("blame, now", one) for one in told["blame"]["after"]]
    return lines


def _flags(told: Mapping[str, Any]) -> str:
    counts = _counts(told)
    if told["is_cosmetic"]:
        return f"nothing but form ({counts})"
    flags = ", ".join(map(called, told["flags"]))
    return f"{flags or 'wording'} ({counts})"


def _counts(told: Mapping[str, Any]) -> str:
    added = told["words_added"]
    return f"{added} word{'' if added == 1 else 's'} added, {told['words_removed']} removed"


def called(flag: str) -> str:
    """What a flag of a change is called in plain English."""
    return _CALLED.get(flag, flag)


def in_a_line(told: Mapping[str, Any]) -> str:
    """What changed, all in one line: "people dead: двое → трое; named now: Асет Ким"."""
    lines = summary(told)[1:]
    headline = told["headline"]
    if headline and "figures" not in told["flags"]:
        lines.insert(0, _line("headline", _from_to(*headline)))
    return "; ".join(line.plain for line in lines) or _counts(told)


def _figure_name(figure: Record) -> str:
    """«people dead», "money", "number"."""
    return " ".join(filter(None, (figure["kind"], figure["role"])))


def _from_to(before: str, after: str) -> str:
    if before and after:
        return f"{before} → {after}"
    return f"added: {after}" if after else f"taken out: {before}"


def _line(name: str, words: str) -> Text:
    return Text().append(f"{name}: ", style="bold").append(plain(words))


def _shown(text: Sequence[Paragraph], *, full: bool) -> Iterator[Paragraph | str]:
    """The paragraphs to show, and a line for each stretch that is left out."""
    changed = {index for index, one in enumerate(text) if not one.is_kept}
    near = {index + step for index in changed for step in (-1, 0, 1)}
    for is_shown, stretch in groupby(range(len(text)), lambda index: full or index in near):
        held = list(stretch)
        if is_shown:
            yield from (text[index] for index in held)
        else:
            yield f"… {len(held)} paragraph{'' if len(held) == 1 else 's'} as before …"


def paragraph(one: Paragraph, *, in_colour: bool, style: str = "") -> Text:
    """A paragraph with what was taken out and put in, in colours or else in brackets."""
    told = Text(style=style)
    for before, run in zip((None, *one.runs), one.runs, strict=False):
        words = _one_line(run.text)
        if in_colour and _touch(before, run):
            told.append(" ")
        opening, closing = ("", "") if in_colour or not words.strip() else _BRACKETS[run.change]
        told.append(f"{opening}{words}{closing}", style=_STYLES[run.change] if in_colour else "")
    told.rstrip()
    return told


def _touch(before: Run | None, run: Run) -> bool:
    """Whether old and new words would stick together where colours alone tell them apart."""
    if before is None or "kept" in {before.change, run.change} or before.change == run.change:
        return False
    return not (before.text[-1:].isspace() or run.text[:1].isspace())


def _one_line(words: str) -> str:
    """Words of a run: blanks at the ends tell words apart and stay, line breaks are blanks."""
    return same_length(words).replace("\n", " ").replace("  ", " ")
