"""docs/cli.md says what the commands say."""

from __future__ import annotations

import re
from pathlib import Path

from desk import clidocs
from desk.cli import COMMANDS

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"


def test_the_page_is_what_the_commands_tell_today() -> None:
    assert PAGE.read_text("utf-8") == clidocs.document(), "run `make docs`"


def test_every_command_has_its_section_and_every_link_an_aim() -> None:
    told = PAGE.read_text("utf-8")
    heads = {
        line.lstrip("# ").replace(" ", "-") for line in told.splitlines() if line.startswith("#")
    }
    assert {f"kenwatch-{name}" for name in COMMANDS} <= heads
    assert set(re.findall(r"\]\(#([\w-]+)\)", told)) <= heads
