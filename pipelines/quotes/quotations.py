"""Quotations of an article: who said what, in direct and in reported speech."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from pipelines.judgement import Quotation
from pipelines.quotes.direct import direct_speech
from pipelines.quotes.fullnames import nominative_name, stem
from pipelines.quotes.heads import fits_office, is_plural
from pipelines.quotes.identities import Identities
from pipelines.quotes.offices import is_oblique_office, office_beside
from pipelines.quotes.persons import looks_like_surname
from pipelines.quotes.quotewords import quote_words
from pipelines.quotes.reported import reported_speech
from pipelines.quotes.reporting import trimmed
from pipelines.quotes.sayings import HIDDEN, Article, Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.judgement import Mention
    from pipelines.matching.matching import Hit
    from pipelines.quotes.fullnames import Name
    from pipelines.quotes.speakers import Voice

_NEAREST: Final = 8  # names that a pronoun may reach back over
_OFFICE: Final = 160  # letters that an office behind a name may take
_OPENING: Final = 70  # letters of an office before its holder
_DIRECT_EDGES: Final = " \t\n,–—-"


def find_quotations(
    text: str,
    mentions: Sequence[Mention],
    *,
    language: str = "und",
    hits: Sequence[Hit] | None = None,
) -> tuple[Quotation, ...]:
    """Direct and reported speech in Kazakh, Russian and English, in the order of the text.

    One quotation a contiguous stretch of words; those of one speaker that a clause cuts in two
    are two. ``mentions`` tell towns and companies from persons, and a person's entity. The
    language of each clause is told by its verb, so that ``language`` changes nothing where a
    text mixes them; a text of another language ("de") has no quotations. ``hits`` are as for
    `sayings.Article`.
    """
    if language not in {"kk", "ru", "en", "und", ""}:
        return ()
    article = Article(text, mentions, hits)
    direct = direct_speech(article)
    reported = reported_speech(article) if article.hits else []
    told = sorted(direct + reported, key=lambda said: said.at)
    made: list[Quotation] = []
    resolver, identities = _Resolver(article), Identities(mentions)
    for said in told:
        who = resolver.resolve(said)
        span = said.voice.span if said.voice and said.voice.kind == "name" else (0, 0)
        entity = identities.of(who.name, span)
        made += [_quotation(article, said, span, who, entity) for span in said.spans]
    return tuple(sorted(_apart(made), key=lambda quotation: quotation.span))


@dataclass(frozen=True, slots=True)
class _Who:
    name: str = ""
    office: str = ""
    is_person: bool = True


@dataclass(slots=True)
class _Resolver:
    """Tells who a pronoun, an office or a surname is, going through the article."""

    article: Article
    last: _Who = field(default_factory=_Who)
    last_at: int = -1
    last_line: tuple[int, int] = (0, 0)
    known: dict[str, str] = field(default_factory=dict)

    def resolve(self, said: Said) -> _Who:
        """The speaker of a saying, which becomes the last one who spoke."""
        who = self._who(said)
        if who.name or said.voice:
            self.last, self.last_at = who, said.at
        if who.name and who.office:
            self.known.setdefault(stem(who.name.rsplit(maxsplit=1)[-1]), who.office)
        self.last_line = self.article.line(said.at)
        return who

    def _who(self, said: Said) -> _Who:
        voice = said.voice
        if voice is None:
            return self.last if self._goes_on(said.at) else _Who()
        if voice.kind in {"newsroom", "nobody"}:
            return _Who()
        if voice.kind == "organisation":
            return _Who(voice.name, is_person=False)
        if voice.kind == "office":
            return self._of_office(voice, said.at)
        if voice.kind == "pronoun":
            return self._of_pronoun(voice, said.at)
        name = self.article.speakers.persons.roster.fullest(voice.name)
        if name == voice.name and voice.is_oblique:
            name = nominative_name(name)
        return _Who(name, voice.office or self._office_of(name))

    def _goes_on(self, at: int) -> bool:
        """Whether a speech stands in the line of the last one, or in the next."""
        start = self.article.line(at)[0]
        between = self.article.text[self.last_line[1] : start].strip()
        return self.last_at >= 0 and (start <= self.last_line[0] or not between)

    def _of_office(self, voice: Voice, at: int) -> _Who:
        """«министр»: the nearest person before who has such an office."""
        speakers = self.article.speakers
        if is_plural(voice.office):
            return _Who("", voice.office)
        here = self._of_paragraph(voice, at)
        if here:
            return here
        is_told = not _is_bystander(voice)
        is_same = self.last.is_person and self.last.name and (is_told or self.last.office)
        if is_same and fits_office(self.last.office, voice.office):
            return self.last
        for name in islice(speakers.persons.persons_before(at), _NEAREST):
            office = self._office_of(name.words)
            is_sure = bool(office) or (is_told and looks_like_surname(name.parts[-1]))
            if is_sure and fits_office(office, voice.office):
                who = self._as_named(name)
                return _Who(who.name, who.office or voice.office)
        return _Who("", voice.office)

    def _of_paragraph(self, voice: Voice, at: int) -> _Who | None:
        """«учёный», "the winner": the only person named before in the paragraph.

        A paragraph that opens with speech tells of the only one whom the article has named.
        """
        if " " in voice.office or _is_bystander(voice):
            return None
        start = self.article.line(at)[0]
        start = start if self.article.text[start:at].strip(_DIRECT_EDGES) else 0
        before = self.article.speakers.persons.persons_before(at)
        named = list(islice(takewhile(lambda name: name.start >= start, before), _NEAREST))
        people = {stem(name.parts[-1]) for name in named}
        if len(people) != 1 or not any(map(self._is_subject, named)):
            return None
        who = self._as_named(named[0])
        return _Who(who.name, who.office or voice.office)

    def _of_pronoun(self, voice: Voice, at: int) -> _Who:
        """«он»: the last one named who may be meant."""
        speakers = self.article.speakers
        since = self.last_at if self.last.name else -1
        named = takewhile(lambda n: n.start > since, speakers.persons.persons_before(at))
        nearest: Name | None = None
        for name in islice(named, _NEAREST):
            may_be = speakers.persons.may_be(name, female=voice.female)
            if may_be and self.article.masked[name.start] != HIDDEN:
                if self._is_subject(name):
                    return self._as_named(name)
                nearest = nearest or name
        return self._as_named(nearest) if nearest else self.last

    def _as_named(self, name: Name) -> _Who:
        """A person named before, in the nominative where the office before tells the case."""
        full = self.article.speakers.persons.roster.fullest(name.words)
        office = self._office_of(full)
        start = max(self.article.sentence_start(name.start + 1), name.start - _OFFICE)
        if full == name.words and is_oblique_office(self.article.text[start : name.start]):
            full = nominative_name(full)
        return _Who(full, office)

    def _is_subject(self, name: Name) -> bool:
        """Whether a name stands where a sentence tells whom it is about: near its start."""
        start = self.article.sentence_start(name.start + 1)
        return name.start - start <= _OPENING

    def _office_of(self, name: str) -> str:
        """The office that the article gives a person anywhere."""
        key = stem(name.rsplit(maxsplit=1)[-1])
        if key not in self.known:
            self.known[key] = self._search_office(name.rsplit(maxsplit=1)[-1])
        return self.known[key]

    def _search_office(self, surname: str) -> str:
        article = self.article
        for name in article.speakers.persons.roster.of(surname):
            start = article.sentence_start(name.start + 1)
            end = min(name.end + _OFFICE, article.line(name.end)[1])
            language = _script(name.words, article)
            office = office_beside(article.text, start, end, (name.start, name.end), language)
            if office:
                return office
        return ""


def _is_bystander(voice: Voice) -> bool:
    """Whether an office is that of somebody who speaks of the person named before."""
    return voice.office.lower().startswith(quote_words().bystanders)


def _script(name: str, article: Article) -> str:
    if name.isascii():
        return "en"
    return "kk" if any(hit.language == "kk" for hit in article.hits[:3]) else "ru"


def _quotation(
    article: Article, said: Said, span: tuple[int, int], who: _Who, entity: str | None
) -> Quotation:
    start, end = _tidied(article, said, span)
    return Quotation(
        words=article.text[start:end],
        span=(start, end),
        speaker=who.name,
        speaker_id=entity,
        office=who.office,
        is_direct=said.is_direct,
    )


def _tidied(article: Article, said: Said, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    if not said.is_direct:
        return trimmed(article.text, start, end)
    while start < end and article.text[start] in _DIRECT_EDGES:
        start += 1
    while start < end and article.text[end - 1] in _DIRECT_EDGES:
        end -= 1
    return start, end


def _apart(made: list[Quotation]) -> list[Quotation]:
    """Without words told twice: direct speech goes before reported."""
    kept: list[Quotation] = []
    for one in sorted(made, key=lambda quotation: (not quotation.is_direct, quotation.span)):
        at = bisect_right(kept, one.span[0], key=lambda quotation: quotation.span[1])
        overlaps = at < len(kept) and kept[at].span[0] < one.span[1]
        if one.words and not overlaps:
            kept.insert(at, one)
    return kept
