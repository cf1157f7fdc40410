"""Long answers on a terminal go through a pager, and nothing else does."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
import pytest

from desk.paging import paged, pager

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONG = "".join(f"line {n} шахта\n" for n in range(200))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(name="screen")
def _screen(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("LINES", "24")
    return Terminal()


@contextmanager
def stdout(screen: io.StringIO) -> Iterator[None]:
    # not redirect_stdout: within the test, where pytest has set its own
    before, sys.stdout = sys.stdout, screen
    try:
        yield
    finally:
        sys.stdout = before


@pytest.fixture(name="taken")
def _taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a pager has read."""
    taken = tmp_path / "taken"
    monkeypatch.setenv("KENWATCH_PAGER", f"sh -c 'cat > {taken}; echo $LESS >> {taken}'")
    return taken


def show(screen: io.StringIO, text: str, *, is_wanted: bool = True) -> None:
    with stdout(screen), paged(lambda: is_wanted):
        click.echo(text, nl=False)


def test_a_long_answer_is_handed_to_the_pager_whole(screen: Terminal, taken: Path) -> None:
    show(screen, LONG)
    assert taken.read_text("utf-8") == f"{LONG}FRX\n"
    assert screen.getvalue() == ""


def test_a_short_answer_and_one_without_pager_stand_on_the_screen(
    screen: Terminal, taken: Path
) -> None:
    show(screen, "short\n")
    show(screen, LONG, is_wanted=False)
    assert screen.getvalue() == f"short\n{LONG}"
    assert not taken.exists()


def test_what_is_printed_takes_it_for_a_terminal_and_keeps_its_colours(screen: Terminal) -> None:
    with stdout(screen):
        with paged(lambda: True):
            assert sys.stdout.isatty()
            click.secho("red", fg="red")
        assert sys.stdout is screen
    assert screen.getvalue() == "\x1b[31mred\x1b[0m\n"


@pytest.mark.parametrize(
    "command", ["no-such-pager-anywhere", "''", "cat", "", "unfinished 'quote"]
)
def test_a_pager_that_is_missing_or_unwanted_is_no_error(
    screen: Terminal, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("KENWATCH_PAGER", command)
    show(screen, LONG)
    assert screen.getvalue() == LONG


def test_a_pager_that_leaves_early_is_no_error(
    screen: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KENWATCH_PAGER", "true")
    show(screen, LONG * 100)
    assert screen.getvalue() == ""


def test_a_pipe_is_never_paged(taken: Path) -> None:
    pipe = io.StringIO()
    show(pipe, LONG)
    assert pipe.getvalue() == LONG
    assert not taken.exists()


def test_what_was_printed_before_a_fault_is_shown(screen: Terminal) -> None:
    with pytest.raises(RuntimeError), stdout(screen), paged(lambda: True):
        click.echo("so far")
        raise RuntimeError
    assert screen.getvalue() == "so far\n"


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({}, ["less"]),
        ({"PAGER": "more"}, ["more"]),
        ({"PAGER": "more", "KENWATCH_PAGER": "less -S"}, ["less", "-S"]),
        ({"PAGER": "more", "KENWATCH_PAGER": ""}, []),
        ({"PAGER": " cat "}, []),
    ],
)
def test_the_own_variable_wins(environment: dict[str, str], command: list[str]) -> None:
    assert pager(environment) == command
