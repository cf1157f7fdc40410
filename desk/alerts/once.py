"""New articles as one message to mail, chat or a webhook, by apprise."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from crawler.verdict import Exit
from desk import moments, options, queries
from desk.alerts import posting
from desk.errors import UserError
from desk.reader import reading
from desk.tables import plain
from pipelines import outbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desk.alerts.posting import Send

MAX_ARTICLES = 40


@dataclass(frozen=True, slots=True)
class Message:
    """A message as plain text."""

    title: str
    body: str


def compose(lines: Sequence[queries.ArticleLine]) -> Message | None:
    """The message about these articles, or None where there is nothing to tell."""
    if not lines:
        return None
    topics = Counter(topic for line in lines for topic in line.topics)
    counts = ", ".join(f"{name} {count}" for name, count in sorted(topics.items()))
    many = f"{len(lines)} new article{'' if len(lines) == 1 else 's'}"
    shown = [_paragraph(line) for line in lines[:MAX_ARTICLES]]
    if len(lines) > MAX_ARTICLES:
        shown.append(f"and {len(lines) - MAX_ARTICLES} more: run `kenwatch latest`")
    return Message(f"kenwatch: {many}{f' ({counts})' if counts else ''}", "\n\n".join(shown))


def _paragraph(line: queries.ArticleLine) -> str:
    when = moments.show(line.published_at, line.precision)
    about = " · ".join(filter(None, (plain(line.source), when, ", ".join(line.towns))))
    return f"{plain(line.title)}\n{about}\n{plain(line.url)}"


def deliver(message: Message, receivers: Sequence[str], send: Send) -> None:
    """Send to each receiver; raises UserError that names those who did not take it.

    One dead receiver does not keep the message from the others. Only the kind of an address is
    ever shown: the rest holds tokens and passwords.
    """
    bad = []
    for number, receiver in enumerate(receivers, 1):
        outcome = send(receiver, _posted(message, number))
        if not outcome.is_taken:
            bad.append(f"receiver {number} ({posting.kind_of(receiver)}) {outcome.problem}")
    if bad:
        raise UserError(f"alerts: {'; '.join(bad)}; check --to (see apprise's list of services)")


def _posted(message: Message, number: int) -> outbox.Message:
    return outbox.Message(
        key=f"once:{options.now().isoformat()}:{number}",
        kind="story",
        rule="",
        sink=str(number),
        language="en",
        title=message.title,
        body=message.body,
    )


@click.command(
    short_help="Send one message with all new articles.",
    epilog=options.examples(
        "kenwatch alerts once --since 1h --dry-run",
        "kenwatch alerts once --to tgram://TOKEN/CHAT --since 1d --topic mining",
    ),
)
@click.option(
    "--to",
    "receivers",
    multiple=True,
    envvar="KENWATCH_ALERTS",
    show_envvar=True,
    metavar="URL",
    help="An address of apprise; may be given several times.",
)
@click.option(
    "--since",
    default="1d",
    show_default=True,
    metavar="WHEN",
    help="Stored since: 24h, 7d, 2w or 2026-11-01 (Almaty).",
)
@options.words_option
@options.subject_options
@click.option("--dry-run", is_flag=True, help="Print the message and send nothing.")
@options.db_option
def once(
    receivers: tuple[str, ...],
    since: str,
    dry_run: bool,  # noqa: FBT001 - a flag of click
    db: Path,
    **given: str,
) -> None:
    """Send one message with the articles that are new in the archive; nothing if none is.

    Addresses are those of apprise: mailto://, tgram://, slack://, json:// and many more. Put
    them into KENWATCH_ALERTS (parted by blanks) to keep tokens out of the list of processes.
    """
    if not receivers and not dry_run:
        raise UserError("alerts: nobody to send to; give --to URL, or --dry-run", Exit.USAGE)
    moment = options.since_moment(since)
    assert moment is not None, "--since has a default"
    with reading(db) as archive:
        wanted = options.filters(archive, given)
        lines = list(queries.lines(archive, queries.stored_since(archive, moment, wanted)))
    message = compose(lines)
    if message is None:
        options.note(
            f"Nothing new since {moments.show(moment.isoformat())} (Almaty); nothing sent."
        )
    elif dry_run:
        click.echo(f"{message.title}\n\n{message.body}")
    else:
        deliver(message, receivers, posting.post)
        options.note(f"Sent: {message.title.removeprefix('kenwatch: ')}.")
