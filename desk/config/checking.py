"""What a configuration means here: are its names known, its folders there, its sinks sinks."""

from __future__ import annotations

import os
import re
import sqlite3
import warnings
from contextlib import closing
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from crawler.ownsources import watched_sources
from crawler.sources import SourceError
from desk import entitycards, searching
from desk.checkup.finding import Check
from desk.config.environment import unknown_variables
from desk.config.secrecy import masked
from pipelines import schema
from pipelines.entities import save_entities

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from desk.config.loading import Loaded
    from desk.config.model import Config, Named

_BY_OTHERS: Final = 0o004
# kinds of entities that may stand in a field
_KINDS: Final = {"towns": ("town", "place", "region"), "companies": ("company", "asset")}
_FIELDS: Final = (*_KINDS, "sources", "languages", "words")
_CODE: Final = re.compile(r"[A-Za-z]{2,3}")
_ELSE: Final = "`kenwatch entity NAME` finds one"


def examine(loaded: Loaded, environ: Mapping[str, str]) -> list[Check]:
    """All findings, in the order of the file."""
    config = loaded.config
    return [
        *_file(loaded),
        *_variables(environ),
        *(Check("sink", "fail", words, "put it there") for words in loaded.missing.values()),
        *_folders(config),
        *_contact(config),
        *_sinks(config),
        *_ping(config),
        *_rules(config),
        *_uses(config),
    ]


def _file(loaded: Loaded) -> Iterator[Check]:
    if loaded.file is None:
        mend = "kenwatch config example > kenwatch.toml"
        yield Check("file", "ok", "no configuration file: the defaults hold", mend)
        return
    yield Check("file", "ok", f"{loaded.file}: read")
    mode = loaded.file.stat().st_mode
    if mode & _BY_OTHERS and _holds_secrets(loaded.written):
        found = f"{loaded.file}: holds addresses, and every user of this machine can read it"
        yield Check("rights", "warn", found, f"chmod 640 {loaded.file}")


def _holds_secrets(written: Mapping[str, Any]) -> bool:
    sinks, daemon = written.get("sinks", {}), written.get("daemon", {})
    return any(isinstance(one, str) for one in (*sinks.values(), daemon.get("ping_url")))


def _variables(environ: Mapping[str, str]) -> Iterator[Check]:
    for name in unknown_variables(environ):
        yield Check("environment", "warn", f"{name} sets nothing", "correct or remove it")


def _folders(config: Config) -> Iterator[Check]:
    wanted = {
        "archive": config.archive.absolute().parent,
        "log.file": config.log.file and config.log.file.absolute().parent,
        "backup.folder": config.backup.folder,
        "raw_pages.folder": config.raw_pages.folder,
    }
    yield from (_folder(key, folder) for key, folder in wanted.items() if folder is not None)
    if config.backup.folder is None:
        found = "no backup.folder: no copies of the archive are made"
        yield Check("backup", "warn", found, "name a folder, best on another disk")


def _folder(key: str, folder: Path) -> Check:
    if not folder.is_dir():
        return Check(key, "fail", f"{folder}: no such folder", "make it, or name another")
    if not os.access(folder, os.W_OK | os.X_OK):
        return Check(key, "fail", f"{folder}: cannot be written to", "check its rights")
    return Check(key, "ok", f"{folder}: can be written to")


def _contact(config: Config) -> Iterator[Check]:
    if not config.contact:
        found = "no contact: a site that is troubled can write to nobody"
        yield Check("contact", "warn", found, "give an address or page of yours")


def _sinks(config: Config) -> Iterator[Check]:
    for name, address in config.sinks.items():
        shown = f"{name} ({masked(address.get_secret_value())})"
        if is_address(address.get_secret_value()):
            yield Check("sink", "ok", f"{shown}: an address that apprise knows")
        else:
            found = f"{shown}: no address that apprise knows"
            yield Check("sink", "fail", found, "see apprise's list of services")


def is_address(address: str) -> bool:
    """Whether apprise can send to the address; nothing is sent."""
    with warnings.catch_warnings():
        # one of its services imports a module that Python 3.11 calls deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        import logging

        import apprise

        # its log lines hold the address
        logging.getLogger("apprise").disabled = True
        return apprise.Apprise.instantiate(address, suppress_exceptions=True) is not None


def _ping(config: Config) -> Iterator[Check]:
    url = config.daemon.ping_url
    if url and not url.get_secret_value().startswith(("http://", "https://")):
        shown = masked(url.get_secret_value())
        yield Check("ping", "fail", f"daemon.ping_url {shown} is no page to ask", "write https://…")


def _rules(config: Config) -> Iterator[Check]:
    """What rules and digests name that nobody knows."""
    rules = (*config.rules, *config.digests)
    if not any(getattr(rule, field) for rule in rules for field in _FIELDS):
        return
    with closing(_known_entities()) as db:
        found = [
            Check("rules", "fail", f"{rule.name}: {field}: {trouble}", mend)
            for rule in rules
            for field in _FIELDS
            for trouble, mend in _troubles(db, config, rule, field)
        ]
    yield from found or (Check("rules", "ok", "what they name is known"),)


def _troubles(
    db: sqlite3.Connection, config: Config, rule: Named, field: str
) -> Iterator[tuple[str, str]]:
    """What is wrong with a field of a rule, and the mend of it."""
    if field in _KINDS:
        yield from (found for name in getattr(rule, field) if (found := _name(db, name, field)))
    elif field == "sources":
        yield from _unknown_sources(config, rule.sources)
    elif field == "languages":
        wrong = [code for code in rule.languages if not _CODE.fullmatch(code)]
        yield from ((f"{code[:20]!r} is no code", "write kk, ru, en") for code in wrong)
        if "kz" in rule.languages:
            yield "'kz' is the country", "the code of the language is kk"
    elif rule.words:
        asked = searching.parse(rule.words)
        if not asked.match:
            yield f"{rule.words[:60]!r} holds no word to look for", "give one without a minus"
        elif asked.only_search:
            yield f"{asked.only_search}: is for `kenwatch search`", "a rule has fields of its own"


def _known_entities() -> sqlite3.Connection:
    """The built-in gazetteer as an archive holds it, in memory."""
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    schema.ensure(db, "memory")
    save_entities(db)
    return db


def _name(db: sqlite3.Connection, name: str, field: str) -> tuple[str, str] | None:
    found = entitycards.find(db, name)
    if isinstance(found, entitycards.Unknown):
        near = f"did you mean {', '.join(found.near)}?" if found.near else _ELSE
        return f"{name[:60]!r} is unknown", near
    held = [
        db.execute("SELECT kind FROM entity WHERE id = ?", (one,)).fetchone()[0] for one in found
    ]
    if not set(held) & set(_KINDS[field]):
        return f"{name[:60]!r} is a {held[0]}", "it belongs elsewhere"
    return None


def _unknown_sources(config: Config, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    try:
        known = watched_sources(config.sources)
    except SourceError:
        # told by `kenwatch doctor`, and by every command that needs them
        known = {}
    for name in ids:
        if name not in known:
            near = get_close_matches(name, known, n=3, cutoff=0.6)
            listed = "`kenwatch sources list` knows them"
            mend = f"did you mean {', '.join(near)}?" if near else listed
            yield f"{name[:60]!r} is unknown", mend


def _uses(config: Config) -> Iterator[Check]:
    """Sinks that nobody uses, rules that have none, and alarms that nobody hears."""
    rules = (*config.rules, *config.digests)
    used = {sink for one in (*rules, config.alarms) for sink in one.sinks}
    for name in config.sinks.keys() - used:
        yield Check("sink", "warn", f"{name}: no rule uses it", "name it in sinks = [...]")
    silent = [rule.name for rule in config.rules if not rule.sinks]
    if silent:
        yield Check("rules", "ok", f"without sinks, and so feeds only: {', '.join(silent)}")
    if not config.alarms.sinks:
        found = "no sinks: nobody is told when sources or kenwatch fail"
        yield Check("alarms", "warn", found, 'under [alarms] write sinks = ["name"]')
