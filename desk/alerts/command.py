"""``kenwatch alerts``: what is told to whom, tried and sent."""

from __future__ import annotations

import socket
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from crawler.verdict import Exit, counted
from desk import options
from desk.alerts import delivery, direct, listing, posting
from desk.alerts.once import once
from desk.errors import UserError
from desk.reader import reading
from desk.tables import plain, plain_lines
from desk.wording.phrases import LANGUAGES
from pipelines import outbox
from pipelines.archive import Archive, ArchiveError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desk.alerts.noting import Delivery
    from desk.config.model import Config

_BARE = "there are no sinks; write them into the configuration file (see `kenwatch config example`)"
sink_option = click.option("--sink", metavar="NAME", help="This sink only.")


@click.group(
    epilog=options.examples(
        "kenwatch alerts list", "kenwatch alerts preview --since 7d", "kenwatch alerts test"
    )
)
def alerts() -> None:
    """Tell stories by mail, chat or webhook, as the rules of the configuration file say.

    `kenwatch daemon` does all of it by itself; from cron it is `kenwatch crawl`, `kenwatch tend`
    and `kenwatch alerts send`.
    """


alerts.add_command(once)


@alerts.command(
    "list",
    short_help="List the rules in words, and what waits and went.",
    epilog=options.examples("kenwatch alerts list", "kenwatch alerts list --json"),
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@options.db_option
def list_alerts(db: Path, as_json: bool) -> None:  # noqa: FBT001 - a flag of click
    """List rules and digests in words, and the sinks with what waits and went."""
    config = options.chosen().config
    tallies: list[outbox.SinkTally] = []
    if db.exists():
        with reading(db) as archive:
            tallies = outbox.tallies(archive)
    else:
        options.note(f"{db}: there is no archive yet; nothing waits")
    if as_json:
        sinks = listing.sink_records(config, tallies)
        options.print_json({"rules": listing.rule_records(config), "sinks": sinks})
    else:
        click.echo("\n".join(listing.lines(config, tallies)))


@alerts.command(
    short_help="Print what the rules would send; send nothing.",
    epilog=options.examples(
        "kenwatch alerts preview", "kenwatch alerts preview --rule deadly --since 7d --language kk"
    ),
)
@click.option("--rule", "name", metavar="NAME", help="This rule only.")
@click.option(
    "--since",
    metavar="WHEN",
    help="Stories since: 24h, 7d, 2w or 2026-11-01 (Almaty); else as old as a rule tells.",
)
@click.option("--language", type=click.Choice(LANGUAGES), help="In this language.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@options.db_option
def preview(
    db: Path, name: str | None, since: str | None, language: str | None, *, as_json: bool
) -> None:
    """Print the messages that the rules would send; sends and writes nothing."""
    from desk.alerts import composing

    config = _narrowed(options.chosen().config, name, language)
    moment = options.since_moment(since)
    with reading(db) as archive:
        messages = composing.preview(archive, config, options.now(), moment)
    if as_json:
        options.print_json([_record(message) for message in messages])
        return
    for message in messages:
        to = f"{message.rule} → {message.sink or 'nobody'}, {message.language}"
        click.echo(f"=== {plain(to)} ===\n{plain(message.title)}\n\n{plain_lines(message.body)}\n")
    options.note(f"{counted(len(messages), 'message')}; nothing was sent.")


def _record(message: outbox.Message) -> dict[str, object]:
    shown = ("key", "kind", "rule", "sink", "language", "title", "body")
    held = message.not_before.isoformat() if message.not_before else None
    return {**{name: getattr(message, name) for name in shown}, "not_before": held}


def _narrowed(config: Config, name: str | None, language: str | None) -> Config:
    """The configuration with the one rule, in the one language, where they are given."""
    rules = [rule for rule in config.rules if name in (None, rule.name)]
    if name is not None and not rules:
        known = [rule.name for rule in config.rules]
        raise UserError(f"--rule {plain(name)[:60]!r}: {_unknown('rule', name, known)}", Exit.USAGE)
    if language is not None:
        rules = [rule.model_copy(update={"language": language}) for rule in rules]
    return config.model_copy(update={"rules": tuple(rules)})


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, 1)
    if near:
        return f"no {what} has this name; did you mean {near[0]!r}?"
    return f"no {what} has this name (known: {', '.join(map(plain, known)) or 'none'})"


@alerts.command(
    short_help="Send a test message to each sink.",
    epilog=options.examples("kenwatch alerts test", "kenwatch alerts test --sink phone"),
)
@sink_option
@options.config_option
def test(sink: str | None) -> None:
    """Send a test message to each sink, past the archive, and tell what came of it."""
    config = options.chosen().config
    parcels = direct.tests(_sinks(config, sink), config.language, options.now())
    _tell(direct.send_now(parcels, config.sinks, posting.post, posting.SECONDS), config)


def _sinks(config: Config, name: str | None) -> list[str]:
    if not config.sinks:
        raise UserError(f"alerts: {_BARE}", Exit.USAGE)
    if name is not None and name not in config.sinks:
        words = _unknown("sink", name, list(config.sinks))
        raise UserError(f"--sink {plain(name)[:60]!r}: {words}", Exit.USAGE)
    return list(config.sinks) if name is None else [name]


def _tell(results: Sequence[direct.Told], config: Config) -> None:
    for sink, outcome in results:
        kind = posting.kind_of(config.sinks[sink].get_secret_value())
        click.echo(f"{plain(sink)} ({kind}): {outcome.words}")
    failed = sum(not result.outcome.is_taken for result in results)
    if failed:
        raise UserError(f"alerts: {failed} of {counted(len(results), 'sink')} did not take it")


@alerts.command(
    short_help="Deliver what waits in the outbox.",
    epilog=options.examples("kenwatch alerts send"),
)
@options.db_option
def send(db: Path) -> None:
    """Deliver what waits in the outbox (`kenwatch tend` puts it there).

    At least once: a message that was taken while this process was killed is sent again, with
    the same key. A failed one is tried again after 1, 2, 4 … 60 minutes, for two days or more.
    """
    done = delivery.deliver(db, options.chosen().config, options.now, posting.post)
    if done.is_elsewhere:
        options.note("Another delivery is under way; nothing to do here.")
        return
    if done.unnoted:
        options.note(
            f"{counted(done.unnoted, 'message')} dealt with; the archive is in use, so the next "
            "delivery notes what came of it."
        )
    else:
        _report(done)
    if done.fault:
        words = "what comes of a message could not be noted, so it was not sent"
        raise UserError(f"alerts: {done.fault}; {words}", Exit.NO_SPACE)


def _report(done: Delivery) -> None:
    """Say what came of it; raises UserError for what somebody has to mend."""
    for sink, problem in done.problems:
        options.note(f"{plain(sink)}: {problem}")
    counts = {
        "failed for now": done.failed,
        "given up": done.given_up,
        "not tried": done.untried,
        "without a sink": done.held,
    }
    rest = "".join(f", {count} {words}" for words, count in counts.items() if count)
    options.note(f"{counted(done.sent, 'message')} sent{rest}.")
    if done.given_up:
        raise UserError(
            f"alerts: {counted(done.given_up, 'message')} given up after days of trials; mend "
            "the sink, then run `kenwatch alerts retry`"
        )


@alerts.command(
    short_help="Put messages that were given up back.",
    epilog=options.examples("kenwatch alerts retry", "kenwatch alerts retry --sink phone"),
)
@sink_option
@options.db_option
def retry(db: Path, sink: str | None) -> None:
    """Put the messages that were given up back; `kenwatch alerts send` then tries them again."""
    with reading(db):
        pass
    try:
        archive = Archive(db)
        try:
            with archive.write() as connection:
                count = outbox.retry(connection, options.now(), sink)
        finally:
            archive.close()
    except ArchiveError as error:
        raise UserError(f"alerts: {error}", error.exit_code) from error
    options.note(f"{counted(count, 'message')} put back.")


@alerts.command(hidden=True)
@click.option("--problem", required=True, metavar="WORDS", help="What is wrong, in words.")
@click.option("--over", "is_over", is_flag=True, help="It is over.")
@options.db_option
def cry(db: Path, problem: str, is_over: bool) -> None:  # noqa: FBT001 - a flag of click
    """Tell the sinks of alarms that kenwatch itself is in trouble, past the archive."""
    config = options.chosen().config
    if not config.alarms.sinks:
        options.note("No sink is given for alarms; nobody was told.")
        return
    parcels = direct.cries(
        config.alarms.sinks,
        config.language_of(config.alarms),
        options.now(),
        problem=problem,
        archive=db,
        host=socket.gethostname(),
        is_over=is_over,
    )
    _tell(direct.send_now(parcels, config.sinks, posting.post, posting.SECONDS), config)
