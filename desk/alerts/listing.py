"""The rules, digests and sinks of the configuration file in words. Pure; shows no address."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from desk import moments
from desk.alerts.posting import kind_of
from desk.config.model import Digest, Rule
from desk.tables import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.config.model import Config, Query, Sending
    from pipelines.outbox import SinkTally

_TOPICS: Final = {"mining": "mining", "monotown": "mono-towns"}
_LANGUAGES: Final = {"kk": "Kazakh", "ru": "Russian", "en": "English"}
_GONE: Final = "no longer in the configuration file: its messages wait"


def asks_for(query: Query) -> str:
    """What a query asks for: "accident or strike; in Ridder; severity high"."""
    found = [
        _either(_TOPICS[topic] for topic in query.topics),
        _either(query.events),
        _either(query.towns, "in "),
        _either(query.companies, "on "),
        f"severity {query.severity}{' or higher' if query.severity == 'medium' else ''}"
        if query.severity != "low"
        else "",
        _either((_LANGUAGES.get(code, code) for code in query.languages), "written in "),
        _either(query.sources, "of "),
        f"with the words “{plain(query.words)}”" if query.words else "",
    ]
    return "; ".join(filter(None, found)) or "every story"


def _either(names: Any, before: str = "") -> str:
    words = " or ".join(map(plain, names))
    return f"{before}{words}" if words else ""


def goes_to(one: Sending, config: Config) -> str:
    """To whom, in which language and when not: "to phone, in Russian, not 22:00-07:00"."""
    found = [
        f"to {', '.join(map(plain, one.sinks))}" if one.sinks else "to nobody (a feed only)",
        f"in {_LANGUAGES[config.language_of(one)]}",
        f"not {one.quiet.begin:%H:%M}-{one.quiet.end:%H:%M}" if one.quiet else "",
    ]
    return ", ".join(filter(None, found))


def rhythm(one: Rule | Digest) -> str:
    """When a rule or a digest tells."""
    if isinstance(one, Rule):
        return f"at once, {one.updates} update{'' if one.updates == 1 else 's'} at most"
    when = one.on.capitalize() if one.every == "week" else "day"
    return f"every {when} at {one.at:%H:%M}"


def _all(config: Config) -> list[Rule | Digest]:
    return [*config.rules, *config.digests]


RULE: Final = ("name", "kind", "stories", "when", "sinks", "language", "quiet", "problem")


def rule_records(
    config: Config, problems: Mapping[str, str] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """Rules and digests as records; ``problems`` are those of rules that tell nothing, by name."""
    return [
        {
            "name": one.name,
            "kind": "rule" if isinstance(one, Rule) else "digest",
            "stories": asks_for(one),
            "when": rhythm(one),
            "sinks": list(one.sinks),
            "language": config.language_of(one),
            "quiet": f"{one.quiet.begin:%H:%M}-{one.quiet.end:%H:%M}" if one.quiet else None,
            "problem": problems.get(one.name, ""),
        }
        for one in _all(config)
    ]


def sink_records(config: Config, tallies: Sequence[SinkTally]) -> list[dict[str, Any]]:
    """Each sink that is configured or has messages, with what became of them."""
    known = {tally.sink: tally for tally in tallies}
    names = [*config.sinks, *(name for name in known if name not in config.sinks)]
    return [_sink_record(name, config, known.get(name)) for name in names]


def _sink_record(name: str, config: Config, tally: SinkTally | None) -> dict[str, Any]:
    secret = config.sinks.get(name)
    return {
        "name": name,
        "address": kind_of(secret.get_secret_value()) if secret else None,
        "waiting": tally.waiting if tally else 0,
        "sent": tally.sent if tally else 0,
        "given_up": tally.given_up if tally else 0,
        "oldest_waiting_at": tally.oldest_waiting_at if tally else None,
        "last_sent_at": tally.last_sent_at if tally else None,
        "problem": tally.problem if tally else "",
    }


def lines(
    config: Config,
    tallies: Sequence[SinkTally],
    problems: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """All of it for the screen; times are those of Almaty, which the heading of the sinks says."""
    found = ["Rules and digests"]
    for one in _all(config):
        found.append(f"  {one.name}: {asks_for(one)}; {rhythm(one)}, {goes_to(one, config)}")
        if one.name in problems:
            found.append(f"    TELLS NOTHING: {plain(problems[one.name])}")
    if len(found) == 1:
        found.append("  none; write them into the configuration file")
    troubles = goes_to(config.alarms, config) if config.alarms.sinks else "told to nobody"
    found += ["", f"Troubles of sources and of kenwatch: {troubles}", "", "Sinks (times of Almaty)"]
    found += [_sink_line(record) for record in sink_records(config, tallies)] or ["  none"]
    return found


def _sink_line(record: Mapping[str, Any]) -> str:
    parts = [f"{record['waiting']} waiting{_since(' since ', record['oldest_waiting_at'])}"]
    parts.append(f"{record['sent']} sent{_since(', last ', record['last_sent_at'])}")
    if record["given_up"]:
        parts.append(f"{record['given_up']} given up (see `kenwatch alerts retry`)")
    if record["problem"]:
        parts.append(f"last problem: {plain(record['problem'])}")
    return f"  {plain(record['name'])} ({record['address'] or _GONE}): {'; '.join(parts)}"


def _since(before: str, stored: str | None) -> str:
    return f"{before}{moments.show(stored)}" if stored else ""
