"""Messages on stories in Kazakh, Russian and English: a title and plain text. Pure.

Whatever comes from sites is cleaned: no control or bidirectional marks, no line breaks, no more
letters than a reader needs, and no address but of http and https.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from desk.alerts.clipping import clipped, cut
from desk.alerts.figurewords import amount, moment, number
from desk.tables import plain
from desk.wording.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from desk.alerts.changes import Change
    from desk.alerts.gist import Gist, People, Report

LONGEST_TITLE: Final = 120
_LONGEST_LINE: Final = 300
_TELLERS: Final = 3
_LINKS: Final = 6
_LISTED: Final = 40
_QUOTES: Final = 2
_STEM: Final = 4  # letters


class Written(NamedTuple):
    """A message: a title of one line, and a body of plain text."""

    title: str
    body: str


def story(gist: Gist, language: str) -> Written:
    """The first message on a story."""
    say = Phrases("alerts", language)
    title = cut(_title(gist, say), LONGEST_TITLE)
    return Written(title, _joined([_unsaid(gist, say, title), *_parts(gist, say)]))


def update(gist: Gist, found: Sequence[Change], count: int, language: str) -> Written:
    """The ``count``-th further message: what has changed, then the story as it is now.

    Its headline is the latest one: the first may tell the figures that have just changed.
    """
    say = Phrases("alerts", language)
    gist = replace(gist, headlines={**gist.headlines, **gist.latest})
    whole = say(
        "update_title",
        number=count,
        change=_brief(found[0], say),
        title=_headline(gist, language),
    )
    title = cut(whole, LONGEST_TITLE)
    changed = [say("what_changed"), *(f"– {_told(one, say)}" for one in found)]
    return Written(title, _joined([changed, _unsaid(gist, say, title), *_parts(gist, say)]))


def summary(gists: Sequence[Gist], rule: str, language: str) -> Written:
    """One message on many stories, the order as given."""
    say = Phrases("alerts", language)
    listed = [
        [cut(_title(one, say), _LONGEST_LINE), *_address(one.first)] for one in gists[:_LISTED]
    ]
    left = len(gists) - _LISTED
    rest = [[say("summary_more", left)]] if left > 0 else []
    title = say("summary_title", len(gists), rule=rule)
    return Written(title, _joined([[say("summary_why")], *listed, *rest]))


def _title(gist: Gist, say: Phrases) -> str:
    event = next((say(key) for key in map("event_{}".format, gist.events) if key in say), "")
    headline = _headline(gist, say.language)
    place = plain(gist.place[say.language]) if gist.place else ""
    # case endings change the end of a name, not its begin
    if place[: max(_STEM, len(place) - 2)].casefold() in headline.casefold():
        place = ""
    about = ", ".join(filter(None, (event, place)))
    return f"{about}: {headline}" if about else headline


def _headline(gist: Gist, language: str) -> str:
    """In the language of the message where a report has one, else as it was first told."""
    told: Mapping[str, str] = gist.headlines
    return plain(told[language] if language in told else next(iter(told.values())))


def _unsaid(gist: Gist, say: Phrases, title: str) -> list[str]:
    """The headline, where the title does not hold it whole."""
    headline = cut(_headline(gist, say.language), _LONGEST_LINE)
    return [] if headline in title else [headline]


def _parts(gist: Gist, say: Phrases) -> Iterator[list[str]]:
    yield [*_about(gist, say)]
    yield [*_figures(gist, say)]
    yield [*_publishers(gist, say)]
    yield [*_quotes(gist, say)]
    yield [*_links(gist, say)]
    yield [say("more", article=gist.article_id)]


def _joined(parts: Iterable[Sequence[str]]) -> str:
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _about(gist: Gist, say: Phrases) -> Iterator[str]:
    events = [say(key) for key in map("event_{}".format, gist.events) if key in say]
    named = (gist.place, gist.asset, gist.company)
    names = [plain(one[say.language]) for one in named if one]
    told = [", ".join(events), ", ".join(dict.fromkeys(names))]
    if any(told):
        yield " · ".join(filter(None, told))
    if gist.moment:
        yield say("happened", moment=moment(gist.moment, say))
    yield say("severity", severity=say(f"severity_{gist.severity}"))


def _figures(gist: Gist, say: Phrases) -> Iterator[str]:
    yield from (_people(one, say) for one in gist.people)
    for one in gist.amounts:
        name = say(f"amount_{one.kind}")
        yield say("said", role=name, value=amount(one, say), sources=plain(one.source))


def _people(one: People, say: Phrases) -> str:
    role, sources = say(f"role_{one.role}"), _tellers(one.sources, say)
    value = number(one.value, say)
    if not one.others:
        return say("said", role=role, value=value, sources=sources)
    others = [
        say("other", value=number(told, say), sources=_tellers(by, say)) for told, by in one.others
    ]
    return say("other_said", role=role, value=value, sources=sources, others=", ".join(others))


def _tellers(sources: Sequence[str], say: Phrases) -> str:
    named = [plain(one) for one in sources[:_TELLERS]]
    left = len(sources) - _TELLERS
    return ", ".join([*named, *([say("more_sources", left)] if left > 0 else [])])


def _publishers(gist: Gist, say: Phrases) -> Iterator[str]:
    first = gist.first
    key = "first_report" if first.precision else "first_seen"
    at = moment(first.at, say, first.precision or "minute")
    yield say(key, source=plain(first.source), moment=at)
    languages = [
        say(f"language_{one}" if f"language_{one}" in say else "language_other")
        for one in gist.languages
    ]
    yield say("sources", gist.sources, languages=", ".join(dict.fromkeys(languages)))


def _quotes(gist: Gist, say: Phrases) -> Iterator[str]:
    """The sentences that tell the event, those in the language of the message in front."""
    ordered = sorted(gist.quotes, key=lambda one: one.language != say.language)
    for one in ordered[:_QUOTES]:
        words = clipped(one.words, _LONGEST_LINE, say)
        yield say("quote", words=words, source=plain(one.source))


def _links(gist: Gist, say: Phrases) -> Iterator[str]:
    """The first report in front, then the others, copies last."""
    others = [one for one in gist.reports if one != gist.first]
    ordered = [gist.first, *sorted(others, key=lambda one: one.is_copy)]
    linked = [(one, url) for one in ordered for url in _address(one)]
    if linked:
        yield say("links")
    for one, url in linked[:_LINKS]:
        source = plain(one.source)
        yield f"{say('copy', source=source) if one.is_copy else source}: {url}"
    if len(linked) > _LINKS:
        yield say("more_links", len(linked) - _LINKS)


def _address(report: Report) -> list[str]:
    """The address of a text, where a reader can follow it safely."""
    url = plain(report.url)
    return [url] if url.startswith(("https://", "http://")) and " " not in url else []


def _told(change: Change, say: Phrases) -> str:
    """A change in one line."""
    if change.turn is not None:
        return _turned(change, say)
    if change.what == "disputed" and change.people:
        return say("change_disputed", said=_people(change.people, say))
    if change.what == "people" and change.people:
        return _counted(change, change.people, say)
    before, after = (say(f"severity_{one}") for one in (change.before, change.after))
    return say("change_severity", before=before, after=after)


def _counted(change: Change, people: People, say: Phrases) -> str:
    role, after = say(f"role_{people.role}"), number(people.value, say)
    if change.before is None:
        return say("change_first", role=role, after=after)
    return say("change_people", role=role, before=number(change.before, say), after=after)


def _turned(change: Change, say: Phrases) -> str:
    assert change.turn is not None, "only for a turn"
    turn = change.turn
    told = (turn.before, turn.after)
    before, after = (clipped(one, LONGEST_TITLE, say) or "–" for one in told)
    key = f"turn_{turn.what}_words" if turn.before or turn.after else f"turn_{turn.what}"
    if turn.what == "figures" and not turn.after:
        key = "turn_figures_gone"
    return say(key, source=plain(turn.source), before=before, after=after)


def _brief(change: Change, say: Phrases) -> str:
    """A change as the title tells it."""
    if change.turn is not None:
        return say(f"brief_{change.turn.what}")
    if change.what == "people" and change.people:
        role = say(f"role_{change.people.role}")
        after = number(change.people.value, say)
        role = role[0].lower() + role[1:]
        if change.before is None:
            return say("brief_first", role=role, after=after)
        return say("brief_people", role=role, before=number(change.before, say), after=after)
    if change.what == "disputed":
        return say("brief_disputed")
    return say("brief_severity", after=say(f"severity_{change.after}"))
