"""The manual page: what is written is printed, and nothing in it is an order to roff."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.cli import cli
from desk.commandtree import Block, CommandPage
from desk.roff import escaped, manual

GROFF = shutil.which("groff")


def page(*blocks: Block, name: str = "tool") -> CommandPage:
    return CommandPage(
        name=name, usage=f"{name} [OPTIONS]", blocks=blocks, end=(),
        options=(("--db FILE", "The `archive`."), ("--x", "")), commands=(),
    )  # fmt: skip


@given(st.text(max_size=30))
@settings(max_examples=60)
def test_no_line_begins_as_a_request(words: str) -> None:
    assert not escaped(words).startswith((".", "'"))


def test_signs_stay_what_they_are_and_what_is_typed_is_bold() -> None:
    told = manual([page(Block(".run `a-b` \\x 'y' ~^"))], version="1", summary="does")
    assert "\\&.run \\fBa\\-b\\fR \\ex \\(aqy\\(aq \\(ti\\(ha" in told
    assert ".TP\n.B \\-\\-x\n\\&\n" in told
    assert told.startswith('.TH "TOOL" 1 "" "tool 1" "Commands"\n.SH NAME\ntool \\- does\n')


def test_a_literal_paragraph_keeps_its_lines() -> None:
    told = manual(
        [page(), page(Block("a\n  b", is_literal=True), name="tool x")], version="1", summary="s"
    )
    assert '.SS "tool x"\n.B tool x [OPTIONS]\n.PP\n.nf\na\n  b\n.fi\n' in told


@pytest.mark.skipif(GROFF is None, reason="needs groff")
def test_groff_reads_the_page_of_kenwatch_without_a_warning() -> None:
    told = CliRunner().invoke(cli, ["manual"]).stdout
    assert GROFF is not None
    done = subprocess.run(
        [GROFF, "-man", "-Tutf8", "-Kutf8", "-ww", "-P-c"],
        input=told, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    shown = re.sub(".\b", "", done.stdout)
    for words in ("kenwatch timeline Ridder --since 1y", "EXIT STATUS", "шахта"):
        assert words in shown
