"""``kenwatch compare``: two texts, or many pairs of them, set against each other."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from crawler.verdict import Exit
from desk import comparison, options, tables, texts
from desk.compareview import comparison as shown
from desk.errors import UserError
from desk.moments import from_archive
from desk.reader import reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.options import Form
    from desk.texts import StoredText

Record = dict[str, Any]
_UNTOLD = frozenset(("text", "first_seen_at"))
_PAIR = '{"a": {"title": …, "text": …}, "b": {"title": …, "text": …}}'


@click.command(
    epilog=options.examples(
        "kenwatch compare 12 https://example.kz/news/1",
        "kenwatch compare first.html second.txt --json",
        "pbpaste | kenwatch compare 12 -",
        "kenwatch compare --jsonl pairs.jsonl > answers.jsonl",
    )
)
@click.argument("targets", metavar="A B", nargs=-1)
@options.form_options
@click.option(
    "--jsonl",
    "lines",
    is_flag=True,
    help="Compare pairs, a JSON object a line: from the one FILE named, else standard input.",
)
@options.db_option
@click.pass_context
def compare(
    ctx: click.Context, targets: tuple[str, ...], form: Form | None, db: Path, *, lines: bool
) -> None:
    """Tell whether B is a copy of A, what differs, and whether both are one story.

    A and B are numbers of stored articles, addresses of stored articles or copies, or files:
    saved pages or texts, which are not stored; - is standard input. docs/compare.md describes the
    JSON and the pairs.
    """
    if lines:
        ctx.exit(int(_compare_lines(targets)))
    if len(targets) != 2:  # noqa: PLR2004 - a pair
        raise click.UsageError("give two texts, A and B, or --jsonl [FILE] for many pairs")
    found, both = _compare(targets, db)
    told = {letter: found[letter] for letter in ("a", "b")}
    whole = {name: found[name] for name in found if name not in told} | told
    in_colour = tables.in_colour(tables.screen())
    options.tell(
        form,
        whole,
        [_row(whole)],
        list(_row(whole)),
        lambda width: shown(found, both, width, in_colour=in_colour),
    )


def _row(whole: Record) -> Record:
    """The answer in one line: how each text is called in place of what is known of it."""
    return {**whole, **{letter: whole[letter]["url"] for letter in ("a", "b")}}


def _compare(
    targets: Sequence[str], db: Path
) -> tuple[Record, tuple[comparison.Text, comparison.Text]]:
    told = _tell(targets, db)
    first, second = (_text(one) for one in told)
    known = [{k: v for k, v in one.items() if k not in _UNTOLD} for one in told]
    found = comparison.compare(first, second).as_record()
    is_same = _are_one(targets, known)
    return {**found, "same_text": is_same, "a": known[0], "b": known[1]}, (first, second)


def _are_one(targets: Sequence[str], known: Sequence[Record]) -> bool:
    """Whether both targets name one text: the same file, or an article by number and address."""
    if all(map(texts.is_stored, targets)):
        return bool(known[0]["url"] == known[1]["url"])
    paths = [Path(one).resolve() for one in targets if not texts.is_stored(one)]
    return len(paths) == len(targets) and paths[0] == paths[1]


def _tell(targets: Sequence[str], db: Path) -> list[Record]:
    """What is known of each text: id, url, source, title, text, language, times."""
    if not all(target.strip() for target in targets):
        raise UserError("give the number or address of a text, or a file, twice", Exit.USAGE)
    if [*targets].count("-") > 1:
        raise UserError("- is given twice; standard input holds one text", Exit.USAGE)
    named = [target for target in targets if texts.is_stored(target)]
    paths = [Path(target) for target in targets if not texts.is_stored(target)]
    told: dict[str, Record] = {}
    if named:
        with reading(db) as archive:
            told |= {one: _of_stored(texts.required(archive, one, db)) for one in named}
    if paths:
        from desk.savedpages import read_files

        records = asyncio.run(read_files(paths))
        told |= {str(path): _of_page(one) for path, one in zip(paths, records, strict=True)}
    return [told[one if texts.is_stored(one) else str(Path(one))] for one in targets]


def _of_stored(found: StoredText) -> Record:
    return {
        "id": None if found.is_copy else found.article_id,
        "url": found.url,
        "source": found.source,
        "title": found.title,
        "text": found.text,
        "language": found.language,
        "published_at": texts.published(found) or None,
        "precision": found.precision,
        "first_seen_at": found.first_seen_at,
    }


def _of_page(record: Record) -> Record:
    names = ("url", "title", "text", "language", "published_at")
    precision = record["published_precision"]
    return {
        "id": None,
        "source": None,
        **{name: record[name] for name in names},
        "precision": precision,
    }


def _text(told: Record) -> comparison.Text:
    at, day = comparison.published(told["published_at"] or "", "published_at")
    if at is None and "first_seen_at" in told:
        # as the archive dates a text that bears no date
        at = from_archive(told["first_seen_at"])
    given = {name: told[name] for name in ("title", "text", "language")}
    return comparison.Text(**given, at=at, day=day, published=told["published_at"] or "")


def _compare_lines(targets: Sequence[str]) -> Exit:
    """One answer a line, in order; a wrong line is answered with its error."""
    code = Exit.OK
    if len(targets) > 1:
        raise click.UsageError("--jsonl reads one file, or standard input where none is named")
    with ExitStack() as stack:
        path = Path(targets[0]) if targets and targets[0] != "-" else None
        file = sys.stdin.buffer if path is None else stack.enter_context(_opened(path))
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            answer = _answer(line, number)
            if "error" in answer:
                code = Exit.ERROR
            click.echo(tables.json_text(answer, indent=None))
            sys.stdout.flush()
    return code


def _opened(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror}); check the path") from error


def _answer(line: bytes, number: int) -> Record:
    """The answer to a line; its error where it is no pair. Both have its id, if it has one."""
    try:
        given = json.loads(line, parse_constant=_no_json)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        return {"error": f"line {number}: is no JSON object; write {_PAIR}"}
    known = {"id": given["id"]} if "id" in given else {}
    try:
        return {**known, **_compared(given)}
    except ValueError as error:
        return {**known, "error": f"line {number}: {error}"}


def _compared(given: Record) -> Record:
    """The answer to a pair; raises ValueError that says what is wrong with it."""
    missing = [name for name in ("a", "b") if name not in given]
    if missing:
        raise ValueError(f"{' and '.join(missing)} missing; write {_PAIR}")
    first, second = (comparison.text_of(given[name], name) for name in ("a", "b"))
    return comparison.compare(first, second).as_record()


def _no_json(constant: str) -> NoReturn:
    # Python reads NaN and Infinity, other programs do not read our answer then
    raise ValueError(constant)
