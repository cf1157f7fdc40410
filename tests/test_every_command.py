"""All commands alike: help with examples, forms that parse, sentences in place of tracebacks."""

from __future__ import annotations

import csv
import io
import json
import shlex
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner, Result

from crawler.verdict import Exit
from desk.cli import cli
from desk.forms import Form
from tests.desk_archive import build, empty

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield " ".join((*path, name)), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = dict(commands(cli))
# what they print is a file, a page or a script of its own, or they end with a signal
FORMLESS = {
    "export",
    "feed",
    "web",
    "daemon",
    "read",
    "config example",
    "alerts cry",
    "alerts once",
}
FORMLESS |= {"completion", "manual", "sources export", "discover"}
# of an archive, with arguments that answer something in the one that tests have
READING = {
    "search шахта", "latest", "show 1", "show https://copy.example/1", "stories", "story 1",
    "timeline", "timeline Karaganda", "timeline --story 1", "diff", "diff 2", "compare 1 2",
    "explain 1", "entity Ridder", "towns", "status", "health", "health --source vestnik", "audit",
    "audit --day 2026-11-20 --days", "digest", "boilerplate list", "alerts list",
    "alerts preview", "clean --dry-run", "rejudge --dry-run", "tend --only health --dry-run",
}  # fmt: skip
# what they ask for is not in an archive without any row
NAMED = {"show", "story", "compare", "explain", "entity", "timeline K", "diff 2", "health --source"}
WITHOUT = {"timeline --story"}


@pytest.fixture(name="full", scope="module")
def _full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("full") / "kenwatch.db")


@pytest.fixture(name="bare", scope="module")
def _bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty(tmp_path_factory.mktemp("bare") / "kenwatch.db")


def kenwatch(*words: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, words)], catch_exceptions=False)


@pytest.mark.parametrize("name", ALL)
def test_help_ends_with_examples_of_the_command_itself(name: str) -> None:
    shown = kenwatch(*name.split(), "--help").stdout.split("Examples:")
    assert len(shown) == 2, "help has no examples"
    assert f"kenwatch {name}" in shown[1]


@pytest.mark.parametrize(
    "name", [name for name, one in ALL.items() if not isinstance(one, click.Group)]
)
def test_whatever_prints_rows_has_both_forms(name: str) -> None:
    flags = {flag for parameter in ALL[name].params for flag in parameter.opts}
    assert name in FORMLESS or {"--json", "--csv"} <= flags


@pytest.mark.parametrize(
    "name", [name for name, one in ALL.items() if not isinstance(one, click.Group)]
)
def test_colours_and_the_pager_are_decided_behind_every_command_too(name: str) -> None:
    flags = {flag for one in ALL[name].params for flag in (*one.opts, *one.secondary_opts)}
    assert {"--color", "--no-color", "--no-pager"} <= flags


@pytest.mark.parametrize("line", sorted(READING))
@pytest.mark.parametrize("form", [Form.JSON, Form.CSV])
def test_each_form_of_each_answer_parses(full: Path, line: str, form: Form) -> None:
    done = kenwatch("--db", full, *shlex.split(line), f"--{form}")
    assert done.exit_code in {Exit.OK, Exit.SOME_FAILED}
    if form is Form.JSON:
        json.loads(done.stdout)
    else:
        heading, *rows = csv.reader(io.StringIO(done.stdout))
        assert heading
        assert {len(row) for row in rows} <= {len(heading)}


@pytest.mark.parametrize("line", sorted(READING))
def test_an_archive_without_articles_is_answered_in_words(bare: Path, line: str) -> None:
    done = kenwatch("--db", bare, *shlex.split(line))
    told = done.stderr or done.stdout
    assert told.strip()
    assert "Traceback" not in done.stderr
    is_named = any(line.startswith(one) for one in NAMED | WITHOUT)
    assert is_named or done.exit_code in {Exit.OK, Exit.SOME_FAILED}


@pytest.mark.parametrize("line", sorted(one for one in READING if one != "alerts list"))
def test_an_archive_that_is_not_there_is_named_with_what_to_do(tmp_path: Path, line: str) -> None:
    missing = tmp_path / "no.db"
    done = kenwatch(*shlex.split(line), "--db", missing)
    assert done.exit_code == Exit.ERROR
    assert done.stderr == (
        f"kenwatch: {missing}: there is no archive yet; run `kenwatch crawl` first, or name "
        "another file with --db\n"
    )


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("serch x", "Did you mean 'search'?"),
        ("sources lst", "Did you mean 'list'?"),
        ("latest --limt 3", "Did you mean '--limit'?"),
        ("latest --town Riddr", "did you mean Ridder?"),
        ("entity Riddr", "did you mean Ridder?"),
        ("timeline Qarmt", "did you mean Qarmet?"),
        ("health --source vestnk", "did you mean vestnik?"),
        ("boilerplate list --source vestnk", "did you mean vestnik?"),
        ("sources show tengrinew", "tengrinews"),
        ("crawl --source tengrinew", "tengrinews"),
        ("story 9", "the newest is 1"),
        ("story 2", "article 2 is in story 1"),
        ("show 99", "`kenwatch latest` lists them"),
    ],
)
def test_what_is_mistyped_is_answered_with_what_comes_near(
    full: Path, line: str, hint: str
) -> None:
    done = kenwatch("--db", full, *shlex.split(line))
    assert done.exit_code != Exit.OK
    assert hint in done.stderr


def test_the_archive_may_be_named_in_front_and_the_one_behind_wins(
    full: Path, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KENWATCH_DB", str(bare))
    assert len(json.loads(kenwatch("--db", full, "latest", "--json").stdout)) == 5
    assert json.loads(kenwatch("latest", "--json").stdout) == []
    both = kenwatch("--db", full, "latest", "--json", "--db", bare)
    assert json.loads(both.stdout) == []


def test_colours_go_into_a_pipe_only_where_they_are_asked_for(full: Path) -> None:
    assert "\x1b[" not in kenwatch("--db", full, "latest").stdout
    assert "\x1b[" in kenwatch("--color", "--db", full, "latest").stdout
    assert "\x1b[" in kenwatch("--db", full, "latest", "--color").stdout
    assert "\x1b[" not in kenwatch("--color", "--db", full, "latest", "--no-color").stdout


@pytest.mark.parametrize("line", sorted(READING))
def test_no_line_is_broken_by_a_window_of_eighty_letters(
    full: Path, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = kenwatch("--db", full, *shlex.split(line))
    # an address stands whole, however long
    wide = [one for one in done.stdout.splitlines() if len(one) > 80 and "://" not in one]
    assert not [one for one in wide if str(full) not in one]
