"""The forms of an export, and which one is meant. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crawler.verdict import Exit
from desk.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileForm:
    """A form: the endings of its files, what it is, whether a screen can show it.

    ``has_sheets``: it takes any sheet; the others hold articles.
    """

    endings: tuple[str, ...]
    words: str
    is_text: bool = True
    has_sheets: bool = False


FORMS: Final[Mapping[str, FileForm]] = {
    "csv": FileForm((".csv",), "a table for spreadsheets", has_sheets=True),
    "jsonl": FileForm((".jsonl", ".ndjson"), "JSON Lines, a record a line", has_sheets=True),
    "parquet": FileForm((".parquet",), "typed columns", is_text=False, has_sheets=True),
    "sqlite": FileForm((".db", ".sqlite", ".sqlite3"), "a smaller archive", is_text=False),
    "atom": FileForm((".atom", ".xml"), "a feed"),
    "citations": FileForm((".txt",), "a list of sources to paste"),
    "bibtex": FileForm((".bib",), "for LaTeX and reference managers"),
    "ris": FileForm((".ris",), "for reference managers"),
    "csl-json": FileForm((".json",), "for reference managers"),
}
DEFAULT: Final = "csv"
_EXCEL: Final = frozenset({".xlsx", ".xls"})


def form_of(given: str | None, target: Path | None) -> str:
    """The name of the form that is asked for, or that the file's ending tells.

    Raises UserError for an ending that tells none.
    """
    if given is not None:
        return given
    if target is None:
        return DEFAULT
    ending = target.suffix.lower()
    for name, form in FORMS.items():
        if ending in form.endings:
            return name
    if ending in _EXCEL:
        raise UserError(
            f"{target}: Excel's own format is not written; --out {target.stem}.csv --excel makes a "
            "table that Excel opens by a double click",
            Exit.USAGE,
        )
    known = ", ".join(ending for form in FORMS.values() for ending in form.endings)
    raise UserError(
        f"{target}: its ending tells no format; give one with --format, or end it with {known}",
        Exit.USAGE,
    )


def check(form: str, sheet: str, target: Path | None) -> None:
    """Raises UserError for a form that cannot hold the sheet, or that no screen can show."""
    told = FORMS[form]
    if sheet != "articles" and not told.has_sheets:
        able = ", ".join(name for name, one in FORMS.items() if one.has_sheets)
        raise UserError(
            f"--what {sheet}: {form} holds articles only; take --format {able}", Exit.USAGE
        )
    if target is None and not told.is_text:
        raise UserError(
            f"--format {form}: is no text for the screen; name a file with --out "
            f"(kenwatch{told.endings[0]})",
            Exit.USAGE,
        )
