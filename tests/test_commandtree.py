"""What a manual says of commands is taken from the commands."""

from __future__ import annotations

import click

from desk.commandtree import Block, blocks, pages


@click.group(epilog="\b\nExit codes:\n   0  well")
@click.option("--db", metavar="FILE", help="The archive.")
def root() -> None:
    """Do things."""


@root.command(epilog="\b\nExamples:\n  tool add 1")
@click.argument("number")
@click.option("--secret", hidden=True)
def add(number: str, secret: str) -> None:
    """Add a number,

    \b
    line by
    line.
    """
    del number, secret


@root.command(hidden=True)
def unseen() -> None:
    """Nobody is told."""


def test_every_command_but_hidden_ones_has_a_page() -> None:
    first, second = pages(root, "tool")
    assert (first.name, first.usage) == ("tool", "tool [OPTIONS] COMMAND [ARGS]...")
    assert first.options == (("--db FILE", "The archive."),)
    assert first.commands == (("add", "Add a number,"),)
    assert first.end == (Block("Exit codes:\n   0  well", is_literal=True),)
    assert (second.name, second.usage) == ("tool add", "tool add [OPTIONS] NUMBER")
    assert second.options == ()
    assert second.blocks == (Block("Add a number,"), Block("line by\nline.", is_literal=True))


def test_paragraphs_are_one_line_and_what_is_behind_the_form_feed_is_left_out() -> None:
    assert [*blocks("a\nb\n\nc\n\f\nd")] == [Block("a b"), Block("c")]
    assert [*blocks("")] == []
