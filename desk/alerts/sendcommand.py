"""``kenwatch alerts test``, ``send``, ``retry``: messages on their way to the sinks."""

from __future__ import annotations

import socket
from dataclasses import asdict
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

import click

from crawler.verdict import Exit, counted
from desk import options
from desk.alerts import delivery, direct, posting
from desk.alerts.waitingcards import Waiting, waiting
from desk.errors import UserError
from desk.reader import reading
from desk.tables import plain, unwrapped
from pipelines import outbox
from pipelines.archive import Archive, ArchiveError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desk.alerts.noting import Delivery
    from desk.config.model import Config
    from desk.options import Form

_BARE: Final = (
    "there are no sinks; write them into the configuration file (see `kenwatch config example`)"
)
_TOLD: Final = ("sink", "kind", "taken", "words")
_SENT: Final = ("sent", "failed", "given_up", "held", "untried", "unnoted", "is_elsewhere")
sink_option = click.option("--sink", metavar="NAME", help="This sink only.")


def unknown(what: str, name: str, known: Sequence[str]) -> str:
    """That nothing has a name, and what comes near or is known."""
    near = get_close_matches(name, known, 1)
    if near:
        return f"no {what} has this name; did you mean {near[0]!r}?"
    return f"no {what} has this name (known: {', '.join(map(plain, known)) or 'none'})"


@click.command(
    short_help="Send a test message to each sink.",
    epilog=options.examples("kenwatch alerts test", "kenwatch alerts test --sink phone"),
)
@sink_option
@options.form_options
@options.config_option
def test(sink: str | None, form: Form | None) -> None:
    """Send a test message to each sink, past the archive, and tell what came of it.

    A sink whose address is not there counts as one that did not take it.
    """
    loaded = options.chosen().loaded
    config, lost = loaded.config, _lost(loaded.missing, sink)
    names = [] if lost and (sink is not None or not config.sinks) else _sinks(config, sink)
    parcels = direct.tests(names, config.language, options.now())
    results = direct.send_now(parcels, config.sinks, posting.post, posting.SECONDS)
    _tell(form, [*_rows(results, config), *lost])


def _lost(missing: Mapping[str, str], sink: str | None) -> list[dict[str, Any]]:
    """The sinks, or this one, whose address could not be had; why is told on stderr already."""
    names = [key.removeprefix("sinks.") for key in missing]
    values = ("no address", False, "its address is not there")
    return [
        dict(zip(_TOLD, (name, *values), strict=True)) for name in names if sink in (None, name)
    ]


def _sinks(config: Config, name: str | None) -> list[str]:
    if not config.sinks:
        raise UserError(f"alerts: {_BARE}", Exit.USAGE)
    if name is not None and name not in config.sinks:
        words = unknown("sink", name, list(config.sinks))
        raise UserError(f"--sink {plain(name)[:60]!r}: {words}", Exit.USAGE)
    return list(config.sinks) if name is None else [name]


def _rows(results: Sequence[direct.Told], config: Config) -> list[dict[str, Any]]:
    return [
        {
            "sink": sink,
            "kind": posting.kind_of(config.sinks[sink].get_secret_value()),
            "taken": outcome.is_taken,
            "words": outcome.words,
        }
        for sink, outcome in results
    ]


def _tell(form: Form | None, rows: Sequence[dict[str, Any]]) -> None:
    """Print what each sink said; raises UserError where one did not take it."""
    lines = [f"{plain(row['sink'])} ({row['kind']}): {plain(row['words'])}" for row in rows]
    options.emit(form, rows, _TOLD, lambda _: unwrapped("\n".join(lines)))
    failed = sum(not row["taken"] for row in rows)
    if failed:
        raise UserError(f"alerts: {failed} of {counted(len(rows), 'sink')} did not take it")


@click.command(
    short_help="Deliver what waits in the outbox.",
    epilog=options.examples("kenwatch alerts send", "kenwatch alerts send --json"),
)
@options.form_options
@options.db_option
def send(form: Form | None, db: Path) -> None:
    """Deliver what waits in the outbox (`kenwatch tend` puts it there).

    At least once: a message that was taken while this process was killed is sent again, with
    the same key. A failed one is tried again after 1, 2, 4 … 60 minutes, for two days or more.
    What still waits is told with why.
    """
    done = delivery.deliver(db, options.chosen().config, options.now, posting.post)
    with reading(db) as archive:
        left = waiting(archive)
    counts = {name: getattr(done, name) for name in _SENT}
    told = {**counts, "waiting": [*map(asdict, left)]}
    options.tell(form, told, [counts], _SENT, lambda _: None)
    if done.is_elsewhere:
        options.note("Another delivery is under way; nothing to do here.")
        return
    if done.unnoted:
        options.note(
            f"{counted(done.unnoted, 'message')} dealt with; the archive is in use, so the next "
            "delivery notes what came of it."
        )
    else:
        _report(done, left)
    if done.fault:
        words = "what comes of a message could not be noted, so it was not sent"
        raise UserError(f"alerts: {done.fault}; {words}", Exit.NO_SPACE)


def _report(done: Delivery, left: Sequence[Waiting]) -> None:
    """Say what came of it; raises UserError for what somebody has to mend."""
    waits = {one.sink for one in left}
    for sink, problem in done.problems:
        if sink not in waits:
            options.note(f"{plain(sink)}: {problem}")
    counts = {
        "failed for now": done.failed,
        "given up": done.given_up,
        "not tried": done.untried,
        "without a sink": done.held,
    }
    rest = "".join(f", {count} {words}" for words, count in counts.items() if count)
    options.note(f"{counted(done.sent, 'message')} sent{rest}.")
    for one in left:
        options.note(one.words(options.now()))
    if done.given_up:
        raise UserError(
            f"alerts: {counted(done.given_up, 'message')} given up after days of trials; mend "
            "the sink, then run `kenwatch alerts retry`"
        )


@click.command(
    short_help="Put messages that were given up back.",
    epilog=options.examples("kenwatch alerts retry", "kenwatch alerts retry --sink phone"),
)
@sink_option
@options.form_options
@options.db_option
def retry(form: Form | None, db: Path, sink: str | None) -> None:
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
    told = {"put_back": count}
    options.tell(form, told, [told], [*told], lambda _: None)
    options.note(f"{counted(count, 'message')} put back.")


@click.command(
    hidden=True, epilog=options.examples('kenwatch alerts cry --problem "the disk is full"')
)
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
    results = direct.send_now(parcels, config.sinks, posting.post, posting.SECONDS)
    _tell(None, _rows(results, config))
