"""``kenwatch alerts``: what is told to whom, tried and sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from crawler.verdict import Exit, counted
from desk import options
from desk.alerts import listing, rulequery
from desk.alerts.once import once
from desk.alerts.sendcommand import cry, retry, send, test, unknown
from desk.errors import UserError
from desk.reader import reading
from desk.tables import plain, plain_lines, unwrapped
from desk.wording.phrases import LANGUAGES
from pipelines import outbox

if TYPE_CHECKING:
    from pathlib import Path

    from desk.config.model import Config
    from desk.options import Form

_MESSAGE = ("key", "kind", "rule", "sink", "language", "title", "body", "not_before")


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


for one in (once, test, send, retry, cry):
    alerts.add_command(one)


@alerts.command(
    "list",
    short_help="List the rules in words, and what waits and went.",
    epilog=options.examples("kenwatch alerts list", "kenwatch alerts list --json"),
)
@options.form_options
@options.db_option
def list_alerts(form: Form | None, db: Path) -> None:
    """List rules and digests in words, and the sinks with what waits and went.

    A rule that names a town, company or source that nobody knows is marked: it tells nothing.
    """
    config = options.chosen().config
    tallies: list[outbox.SinkTally] = []
    problems: dict[str, str] = {}
    if db.exists():
        with reading(db) as archive:
            tallies = outbox.tallies(archive)
            problems = rulequery.problems(archive, (*config.rules, *config.digests))
    else:
        options.note(f"{db}: there is no archive yet; nothing waits")
    rules, sinks = listing.rule_records(config, problems), listing.sink_records(config, tallies)
    options.tell(
        form,
        {"rules": rules, "sinks": sinks},
        rules,
        listing.RULE,
        lambda _: unwrapped("\n".join(listing.lines(config, tallies, problems))),
    )


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
@options.form_options
@options.db_option
def preview(
    form: Form | None, db: Path, name: str | None, since: str | None, language: str | None
) -> None:
    """Print the messages that the rules would send; sends and writes nothing.

    A rule that cannot be understood is told, and the others go on; it ends with code 1 then.
    """
    from desk.alerts import composing

    config = _narrowed(options.chosen().config, name, language)
    moment = options.since_moment(since)
    with reading(db) as archive:
        messages, problems = composing.preview(archive, config, options.now(), moment)
    shown = "\n".join(map(_shown, messages))
    options.emit(
        form, [*map(_record, messages)], _MESSAGE, lambda _: unwrapped(shown) if shown else None
    )
    options.note(f"{counted(len(messages), 'message')}; nothing was sent.")
    if problems:
        raise UserError("; ".join(problems))


def _shown(message: outbox.Message) -> str:
    to = f"{message.rule} → {message.sink or 'nobody'}, {message.language}"
    return f"=== {plain(to)} ===\n{plain(message.title)}\n\n{plain_lines(message.body)}\n"


def _record(message: outbox.Message) -> dict[str, object]:
    held = message.not_before.isoformat() if message.not_before else None
    return {**{name: getattr(message, name) for name in _MESSAGE[:-1]}, "not_before": held}


def _narrowed(config: Config, name: str | None, language: str | None) -> Config:
    """The configuration with the one rule, in the one language, where they are given."""
    rules = [rule for rule in config.rules if name in (None, rule.name)]
    if name is not None and not rules:
        known = [rule.name for rule in config.rules]
        raise UserError(f"--rule {plain(name)[:60]!r}: {unknown('rule', name, known)}", Exit.USAGE)
    if language is not None:
        rules = [rule.model_copy(update={"language": language}) for rule in rules]
    return config.model_copy(update={"rules": tuple(rules)})
