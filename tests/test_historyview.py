"""A history on the screen."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from desk.edithistory import Change, History
from desk.historyview import history_view
from desk.texts import StoredText
from pipelines.histories.edits import edits
from pipelines.histories.history import Version

AT = "2026-11-19T0{}:00:00+00:00"
OF = StoredText(
    canonical_url="https://news.example/1",
    url="https://news.example/1" + "a" * 150,
    article_id=1,
    is_copy=False,
    source_id="qala",
    source="Qala",
    language="ru",
    title="Обвал\x1b[2J [b]",
    text="",
    published_at=None,
    precision=None,
    first_seen_at=AT.format(1),
    agency=None,
)
FIRST = Version("Обвал", "Погибли 3 горняка.\n\nКонец.")
SECOND = Version("Обвал", "Погибли 4 горняка.\n\nКонец.")
THIRD = Version("Обвал", "Погибли 4 горняка!\n\nКонец.")


def change(hour: int, kind: str, after: Version, before: Version | None = None) -> Change:
    made: dict[str, Any] = {}
    if before is not None:
        made = edits(before, after, language="ru").as_record()
    return Change(
        seen_at=AT.format(hour), kind=kind, title=after.title, text=after.text, before=before,
        flags=tuple(made.get("flags", ())), told=made,
    )  # fmt: skip


NEVER = History(
    changes=(change(1, "first", FIRST),), looks={"text": 1, "unchanged": 4},
    first_look=AT.format(1), last_look=AT.format(9), failures={}, next_at=AT.format(9),
    gone_at=None, gone_why=None,
)  # fmt: skip
EDITED = replace(
    NEVER,
    changes=(
        change(1, "first", FIRST),
        change(2, "changed", SECOND, FIRST),
        change(3, "cosmetic", THIRD, SECOND),
        change(4, "cleaned", THIRD, THIRD),
        change(5, "stump", Version("Обвал", "Погибли"), THIRD),
    ),
)


def shown(found: History, *, width: int = 80, of: StoredText = OF, **given: Any) -> str:
    page = io.StringIO()
    console = Console(file=page, width=width, markup=False, _environ={})
    console.print(history_view(of, found, width, **{"in_colour": False, **given}))
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines())


def test_a_text_that_never_changed_says_so_with_the_number_of_looks() -> None:
    page = shown(NEVER, width=100)
    assert "Never changed, in 5 looks." in page
    assert "looked at 5 times since 2026-11-19 06:00, the last time 2026-11-19 14:00" in page
    assert "again from 2026-11-19 14:00 on" in page.replace("\n", " ")
    once = replace(NEVER, looks={"text": 1}, next_at=None)
    assert "looked at once, 2026-11-19 14:00\nNever changed, as far as one look" in shown(once)
    assert "no look at its page is noted\nNever changed." in shown(replace(once, looks={}))


def test_a_change_is_shown_word_by_word_and_one_of_form_is_counted() -> None:
    page = shown(EDITED)
    assert "Changed once.\n1 change of form only; --full shows them." in page
    assert "2026-11-19 07:00  changed\nChanged: figures (1 word added, 1 removed)" in page
    assert "people dead: 3 горняка → 4 горняка" in page
    assert "Погибли [-3-]{+4+} горняка." in page
    assert "in form only" not in page
    assert "first seen" not in page


def test_full_shows_changes_of_form_and_whole_texts() -> None:
    page = shown(EDITED, full=True)
    assert "2026-11-19 06:00  first seen\nОбвал\nПогибли 3 горняка." in page
    assert "changed in form only\nChanged: nothing but form" in page
    assert "--full" not in page
    assert "горняка[-.-]{+!+}" in page


def test_what_was_no_change_of_the_site_is_called_so() -> None:
    page = shown(EDITED, width=100)
    assert "cleaned by kenwatch" in page
    assert "answered with less than half of the text; the text before stays" in page
    twice = replace(EDITED, changes=(*EDITED.changes, change(6, "changed", FIRST, THIRD)))
    assert "Changed 2 times." in shown(twice)


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (("garbled",), ", but gave it in a broken charset."),
        (("stump",), ", but gave less than the text."),
        (("garbled", "cut"), ", but gave less than the text."),
    ],
)
def test_an_answer_beside_the_history_is_told_with_the_verdict(
    kinds: tuple[str, ...], told: str
) -> None:
    beside = [change(hour, kind, SECOND) for hour, kind in enumerate(kinds, 2)]
    page = shown(replace(NEVER, changes=(*NEVER.changes, *beside)), width=100)
    assert f"Never changed, in 5 looks{told}" in page


def test_a_page_that_is_gone_or_failed_says_since_when_and_why() -> None:
    gone = replace(
        NEVER,
        gone_at=AT.format(8),
        gone_why="answered 404",
        failures={"answered 503": 2, "timed out": 1},
    )
    page = shown(gone)
    assert "gone: since 2026-11-19 13:00 (answered 404); its text is kept" in page
    assert "failed: answered 503 (2), timed out (1)" in page
    assert "(no reason told)" in shown(replace(gone, gone_why=None))


def test_a_copy_names_its_article_and_a_page_cannot_command_the_screen() -> None:
    page = shown(NEVER, of=replace(OF, is_copy=True, published_at="2026-11-18", precision="day"))
    assert "a copy of 1 · Qala · ru · 2026-11-18" in page
    assert "\x1b" not in page
    assert "Обвал [b]" in page


@pytest.mark.parametrize("width", [80, 120])
def test_lines_fit_the_window_and_the_eye(width: int) -> None:
    lines = shown(EDITED, width=width, full=True).splitlines()
    assert max(len(line) for line in lines if "://" not in line) <= min(width, 100)
