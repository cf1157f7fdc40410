"""``kenwatch completion``: the script by which a shell completes commands, options and names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from desk import options

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_KENWATCH_COMPLETE"


@click.command(
    epilog=options.examples(
        'eval "$(kenwatch completion bash)"',
        "kenwatch completion zsh > ~/.zfunc/_kenwatch",
        "kenwatch completion fish > ~/.config/fish/completions/kenwatch.fish",
    )
)
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script that lets a shell complete kenwatch's commands with Tab.

    Commands, options, kinds of events and languages; of the archive (--db, KENWATCH_DB or
    kenwatch.db) names of towns and companies, ids of sources, numbers of stories and articles.

    \b
    bash  put  eval "$(kenwatch completion bash)"  into ~/.bashrc (bash 4.4 or newer)
    zsh   put  eval "$(kenwatch completion zsh)"  into ~/.zshrc, after compinit
    fish  write it to ~/.config/fish/completions/kenwatch.fish
    """  # noqa: D301 - click's mark for lines that stay as they are
    from desk.cli import cli

    found = get_completion_class(shell)
    assert found is not None, "click knows the three shells"
    click.echo(found(cli, {}, "kenwatch", VARIABLE).source())
