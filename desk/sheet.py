"""One article on the screen, and the list of towns."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from crawler.verdict import counted
from desk import moments
from desk.copysheet import gone, in_a_line
from desk.diffview import called
from desk.figures import figure
from desk.tables import Column, address, page, plain, plain_lines, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from desk.dossier import Dossier, Record
    from desk.queries import TownLine

_READABLE = 100
_MAX_WORDS = 12


def article(found: Dossier, width: int) -> RenderableType:
    """An article whole, wrapped to the window, at most 100 letters wide."""
    line = found.line
    parts = [
        Text(plain(line.title), style="bold"),
        Text(f"{plain(line.source)} · {line.language} · {_published(found)}"),
        address(line.url),
        *_facts_about(found),
        Text(),
        Text(plain_lines(found.text)),
        *_lists(found),
    ]
    return page(Group(*parts), width, _READABLE)


def _published(found: Dossier) -> str:
    at = moments.show(found.line.published_at, found.line.precision)
    if not at:
        return f"no date found, first seen {moments.show(found.line.first_seen_at)} (Almaty)"
    zone = "" if found.line.precision in {"day", "month"} else " (Almaty)"
    return f"{at}{zone}, to the {found.line.precision}, from {found.origin}"


def _facts_about(found: Dossier) -> Iterator[Text]:
    pairs = {
        "changed": _changed(found),
        "other dates": ", ".join(map(_other_date, found.other_dates)),
        "languages": _languages(found.paragraph_languages),
        "authors": ", ".join(found.authors),
        "agency": found.agency or "",
        "dateline": found.dateline_city or "",
        "rubric": found.section,
        "tags": ", ".join(found.tags),
        "picture": _picture(found.picture),
        "flags": ", ".join(found.flags),
        "gone": gone({"gone_at": found.gone_at, "gone_why": found.gone_why}),
        "words": str(found.words),
    }
    pairs |= {f"topic {name}": _topic(found, name) for name in found.line.topics}
    named = defaultdict(list)
    for mention in found.mentions:
        named[mention["kind"]].append(_mention(mention))
    pairs |= {kind: ", ".join(names) for kind, names in named.items()}
    for name, value in pairs.items():
        if value:
            yield Text(f"{name}: ", style="dim").append(plain(value), style="not dim")


def _changed(found: Dossier) -> str:
    changed, published = found.line.modified_at, found.line.published_at
    return "" if changed == published else moments.show(changed, found.line.modified_precision)


def _other_date(claim: Record) -> str:
    is_day = claim["precision"] in {"day", "month"}
    at = claim["at"] if is_day else moments.show(claim["at"])
    return f"{at} ({claim['origin']})"


def _languages(codes: Sequence[str]) -> str:
    """The languages of the paragraphs with their number, "" where all are in one."""
    counts = Counter(codes)
    return ", ".join(f"{code} {n}" for code, n in counts.most_common()) if len(counts) > 1 else ""


def _picture(picture: Record | None) -> str:
    if picture is None:
        return ""
    credit = f" (credit: {picture['credit']})" if picture["credit"] else ""
    return f"{picture['url']} {picture['caption']}{credit}".strip()


def _topic(found: Dossier, name: str) -> str:
    topic = name.replace("-", "")
    words: dict[str, float] = {}
    for reason in found.reasons:
        if str(reason.get("topic", "")).replace("-", "") == topic and reason.get("words"):
            key = str(reason["words"])
            words[key] = words.get(key, 0.0) + float(reason.get("added", 0.0))
    heavy = sorted(words, key=lambda word: -words[word])[:_MAX_WORDS]
    evidence = ", ".join(f"“{word}” {words[word]:+.1f}" for word in heavy)
    score = f"score {found.scores[name]:.1f} ({found.enough[name]:g} is enough)"
    return score + (f" by {evidence}" if evidence else "")


def _mention(mention: Record) -> str:
    surface = "" if mention["surface"] == mention["name"] else f" («{mention['surface']}»)"
    sure = "" if mention["confidence"] >= 0.5 else " ?"  # noqa: PLR2004 - half sure
    return f"{mention['name']}{surface}{sure}"


def _lists(found: Dossier) -> Iterator[Text]:
    yield from _list("events", (_event(event) for event in found.events))
    yield from _list("figures", (figure(fact) for fact in found.facts))
    yield from _list("quotations", (_quotation(said) for said in found.quotations))
    yield from _list("copies", map(in_a_line, found.copies))
    yield from _list("taken out of the text", found.dropped_lines)
    yield from _list(f"changes (kenwatch diff {found.line.id})", _changes(found.revisions))
    yield from _list(f"same story (kenwatch story {found.story_id})", map(_related, found.related))


def _changes(revisions: Sequence[Record]) -> Iterator[str]:
    """What the site changed, with what that concerns; changes of form are counted."""
    for item in revisions:
        if item["kind"] not in {"first", "cosmetic"}:
            told = ", ".join(map(called, item["flags"]))
            kind = f"{item['kind']}{f' ({told})' if told else ''}"
            yield f"{moments.show(item['seen_at'])} {kind}: {item['title']}"
    slight = sum(item["kind"] == "cosmetic" for item in revisions)
    if slight:
        yield counted(slight, "change") + " of form only"


def _related(item: Record) -> str:
    at = moments.show(item["published_at"], item["precision"]) or "no date"
    first = ", first" if item["is_first"] else ""
    return f"{at}{first}: {item['id']} ({item['language']}, {item['source']}) {item['title']}"


def _list(heading: str, items: Iterable[str]) -> Iterator[Text]:
    entries = [Text(f"- {plain(item)}", overflow="ignore") for item in items]
    if entries:
        yield Text()
        yield Text(heading, style="bold")
        yield from entries


def _event(event: Record) -> str:
    named = (event["moment"], event["place"], event["asset"], event["company"])
    where = ", ".join(filter(None, named))
    size = "; ".join(figure(fact, quoted=False) for fact in event["figures"])
    told = f"{event['kind']}{f' ({where})' if where else ''}: «{event['quote']}»"
    return f"{told} [{size}]" if size else told


def _quotation(said: Record) -> str:
    who = ", ".join(filter(None, (said["speaker"], said["office"]))) or "nobody named"
    return (
        f"{who}: «{said['words']}»" if said["is_direct"] else f"{who} (reported): {said['words']}"
    )


def towns(found: Sequence[TownLine], width: int) -> RenderableType:
    """Towns with their three names; the region only where the window is wide."""
    columns = [
        Column("articles", "articles", "right"),
        Column("newest", "newest"),
        Column("en", "English", flexible=True),
        Column("ru", "Russian", flexible=True),
        Column("kk", "Kazakh", flexible=True),
    ]
    if width >= _READABLE:
        columns.append(Column("region", "region", flexible=True))
    return table(
        columns,
        (
            {
                "articles": str(town.articles),
                "newest": moments.show(town.newest_at)[:10],
                "en": town.name_en,
                "ru": town.name_ru,
                "kk": town.name_kk,
                "region": town.region or "",
            }
            for town in found
        ),
    )
