"""A list of edits on the screen."""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console

from desk.editlist import EditList
from desk.editlistview import edit_list
from pipelines.histories.edits import edits
from pipelines.histories.history import Version

CHANGES = edits(
    Version("Обвал: двое", "Погибли 3 горняка."),
    Version("Обвал", "Погибли 4 горняка."),
    language="ru",
).as_record()
URL = "https://copy.example/" + "a" * 150
EDIT: dict[str, Any] = {
    "seen_at": "2026-11-19T05:00:00+00:00", "source": "Qala", "flags": ["figures", "blame"],
    "title": "Обвал \x1b[2J", "changes": CHANGES, "announced": False, "article_id": 4, "url": URL,
    "is_copy": False,
}  # fmt: skip
GONE: dict[str, Any] = {
    "gone_at": "2026-11-19T06:00:00+00:00", "why": "answered 404", "source": "Qala",
    "title": "Шахта", "article_id": 7, "is_copy": True, "url": URL,
}  # fmt: skip


def shown(edited: tuple[dict[str, Any], ...], removed: tuple[dict[str, Any], ...] = ()) -> str:
    page = io.StringIO()
    console = Console(file=page, width=80, markup=False, _environ={})
    console.print(edit_list(EditList(edits=edited, removed=removed), 80), crop=False)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines())


def test_an_edit_tells_when_where_in_what_and_what_became_of_what() -> None:
    page = shown((EDIT,))
    assert page.startswith(
        "2026-11-19 10:00  Qala · 4 · figures, who is to blame, not announced\nОбвал\n"
    )
    assert "people dead: 3 горняка → 4 горняка" in page
    assert "\x1b" not in page


def test_an_edit_that_is_announced_or_of_which_nothing_is_told_says_no_more() -> None:
    page = shown(({**EDIT, "announced": True, "changes": {}},))
    assert page == "2026-11-19 10:00  Qala · 4 · figures, who is to blame\nОбвал\n\nAlmaty time"


def test_removed_pages_have_a_heading_and_copies_their_whole_address() -> None:
    page = shown((EDIT,), (GONE, {**GONE, "why": None, "article_id": None, "is_copy": False}))
    assert "\n\nRemoved by the site, kept here\n\n2026-11-19 11:00  Qala · a copy of 7" in page
    assert f"answered 404\nШахта\n{URL}\n" in page
    assert "Qala · no article · no reason told" in page
    none = {**GONE, "title": None, "source": None}
    assert "no source" in shown((), (none,))
