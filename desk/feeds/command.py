"""``kenwatch feed``: Atom or JSON Feed of a question or a rule, and the list of own feeds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from crawler.verdict import Exit
from desk import options, queries
from desk.errors import UserError
from desk.feeds import questions
from desk.feeds.heads import FeedHead
from desk.feeds.opml import feed_list
from desk.files import write_out
from desk.reader import reading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desk.config.model import Named


@click.command(
    epilog=options.examples(
        "kenwatch feed --topic mining --out mining.xml",
        'kenwatch feed --words "шахта авария" --town Темиртау --format json > accidents.json',
        "kenwatch feed --rule accidents",
        "kenwatch feed --opml --base https://kenwatch.example.kz > feeds.opml",
    )
)
@click.option("--rule", "rule_name", metavar="NAME", help="Of a rule or digest of the file.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(questions.MEDIA)),
    default="atom",
    show_default=True,
    help="In which format.",
)
@click.option("--form", "old_form", type=click.Choice(list(questions.MEDIA)), hidden=True)
@click.option("--opml", is_flag=True, help="List the feeds that `kenwatch web` serves at --base.")
@click.option(
    "--base", default="http://127.0.0.1:8001", show_default=True, metavar="URL",
    help="Where the web page is served.",
)  # fmt: skip
@click.option("--title", metavar="TITLE", help="The title of the feed.")
@click.option("--self-url", metavar="URL", help="Where the feed will be served, if known.")
@click.option("--out", type=options.FILE, metavar="FILE", help="Write here in place of the screen.")
@options.limit_option(50)
@options.words_option
@options.filter_options
@options.db_option
def feed(
    *,
    form: str,
    old_form: str | None,
    title: str | None,
    self_url: str | None,
    out: Path | None,
    limit: int,
    db: Path,
    base: str,
    rule_name: str | None,
    opml: bool,
    **given: str | None,
) -> None:
    """Write a feed of the newest articles, for a feed reader.

    The file is replaced in one step, so that a web server may serve it at any moment.
    `kenwatch web` serves the same feeds under /feeds.
    """
    config = options.chosen().settings
    rules = (*config.rules, *config.digests)
    if opml:
        write_out([feed_list(own_feeds(base.rstrip("/"), rules))], out)
        return
    if rule_name and any(given.values()):
        raise UserError(
            "feed: --rule has its own query; give it, or --words and the like", Exit.USAGE
        )
    rule = questions.named(rules, rule_name) if rule_name else None
    with reading(db) as archive:
        if rule is not None:
            head, lines = questions.of_rule(archive, rule, limit)
        else:
            head, lines = questions.of_filters(archive, given, limit)
    head = replace(head, title=title or head.title, self_url=self_url)
    write_out([questions.written(old_form or form, head, lines, options.now())], out)


def own_feeds(base: str, rules: Sequence[Named]) -> list[FeedHead]:
    """The feeds that the web page serves: all articles, each topic, each rule and digest."""
    latest = f"{base}/feeds/latest.atom"
    return [
        FeedHead("kenwatch", "", latest),
        *(
            FeedHead(f"kenwatch: {topic}", f"topic={topic}", f"{latest}?topic={topic}")
            for topic in queries.TOPICS
        ),
        *(
            replace(questions.head_of(rule), self_url=f"{base}/feeds/rules/{rule.name}.atom")
            for rule in rules
        ),
    ]
