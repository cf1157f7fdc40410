"""Page → Article or Rejection: the pure stages in their order. Runs in a worker process."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.urls import canonicalize
from pipelines.dating.dates import choose_date
from pipelines.events import find_events
from pipelines.extraction.attribution import attribution_tail
from pipelines.extraction.boilerplate import clean
from pipelines.extraction.dateline import DatelineCut, split_dateline
from pipelines.extraction.decode import decode
from pipelines.extraction.dumps import parse_dump
from pipelines.extraction.extract import extract
from pipelines.extraction.markup import Markup, read_markup
from pipelines.extraction.pagekind import page_flags, page_problem
from pipelines.extraction.parse import parse
from pipelines.facts import find_facts
from pipelines.fingerprint import content_hash, signature
from pipelines.language import identify
from pipelines.model import DUMP, Article, Dateline, Draft, Judgement, Reason, Rejection
from pipelines.relevance import judge_text
from pipelines.screen import may_be_relevant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.items import Candidate, Page
    from crawler.sources import Source
    from pipelines.extraction.boilerplate import Cleaned
    from pipelines.model import Dated, DateOrigin

# robot checks, consent pages and "not found" pages show less text than this
_SHORT = 3000


def refine(page: Page, source: Source, *, all_topics: bool = False) -> Article | Rejection:
    """All stages. With ``all_topics`` nothing is screened or left out for its subject."""
    text = decode(page.body, page.content_type)
    if isinstance(text, Rejection):
        return text
    is_dump = page.content_type.startswith(DUMP)
    if not all_topics and not is_dump and not may_be_relevant(text):
        return _screened(text, page)
    draft = _draft_of_dump(text, page, source) if is_dump else _draft(text, page, source)
    if isinstance(draft, Rejection):
        return draft
    judgement = judge(draft.title, draft.text, draft.language, _city(draft))
    if not all_topics and not judgement.relevant:
        return Rejection(Reason.OFF_TOPIC, scores(judgement))
    return Article(
        draft=draft,
        judgement=judgement,
        fingerprint=signature(draft.text),
        content_hash=content_hash(draft.title, draft.text),
    )


def _screened(html: str, page: Page) -> Rejection:
    """Why a page without any word of ours is left out: a robot check has no such word either."""
    tree = parse(html)
    if isinstance(tree, Rejection):
        return tree
    text = " ".join(tree.text_content().split())
    if len(text) > _SHORT:
        return Rejection(Reason.SCREENED)
    problem = page_problem(tree, read_markup(tree, page.url), text, page.status)
    return problem or Rejection(Reason.SCREENED)


def judge(title: str, text: str, language: str = "und", dateline_city: str = "") -> Judgement:
    """Topics, mentions, facts and events of a text."""
    judgement = judge_text(title, text, language=language, dateline_city=dateline_city)
    return replace(
        judgement,
        facts=find_facts(text, language=language),
        events=find_events(text, judgement.mentions, title=title),
    )


def scores(judgement: Judgement) -> str:
    """The scores in words: "mining 0.5, monotown 0"."""
    return ", ".join(f"{verdict.topic} {verdict.score:g}" for verdict in judgement.verdicts)


def _city(draft: Draft) -> str:
    return draft.dateline.city if draft.dateline else ""


def _draft(html: str, page: Page, source: Source) -> Draft | Rejection:
    tree = parse(html)
    if isinstance(tree, Rejection):
        return tree
    markup = read_markup(tree, page.url)
    body = extract(tree, markup, url=page.url, overrides=source.extract)
    text = "" if isinstance(body, Rejection) else "\n\n".join(body.paragraphs)
    problem = page_problem(tree, markup, text, page.status)
    if problem is not None:
        return problem
    if isinstance(body, Rejection):
        return body
    cleaned = clean(body.paragraphs, body.kinds, body.links)
    if not cleaned.paragraphs:
        return Rejection(Reason.NO_TEXT, "only advertising and labels were left")
    cut = _cut_dateline(cleaned)
    flags = page_flags(tree, markup, text)
    return _assemble(
        page,
        source,
        markup=markup,
        head=(body.title, body.standfirst),
        cleaned=cleaned,
        cut=cut,
        flags=flags,
    )


def _draft_of_dump(text: str, page: Page, source: Source) -> Draft | Rejection:
    dump = parse_dump(text)
    cleaned = clean(dump.paragraphs, dump.kinds)
    if not cleaned.paragraphs:
        return Rejection(Reason.NO_TEXT, "the file has no paragraph of text")
    cut = DatelineCut(dateline=dump.dateline, rest=cleaned.paragraphs[0], date_raw=dump.date_raw)
    return _assemble(
        page,
        source,
        markup=Markup(),
        head=(dump.title, ""),
        cleaned=cleaned,
        cut=cut,
        flags=frozenset(),
    )


def _cut_dateline(cleaned: Cleaned) -> DatelineCut:
    first = cleaned.paragraphs[0]
    if cleaned.kinds[0] == "heading":
        return DatelineCut(dateline=None, rest=first, date_raw=None)
    return split_dateline(first)


def _assemble(
    page: Page,
    source: Source,
    *,
    markup: Markup,
    head: tuple[str, str],
    cleaned: Cleaned,
    cut: DatelineCut,
    flags: frozenset[str],
) -> Draft:
    title, standfirst = head
    paragraphs = (cut.rest, *cleaned.paragraphs[1:])
    text = "\n\n".join(paragraphs)
    blocks = tuple(zip(paragraphs, cleaned.kinds, strict=True))
    lead = next((p for p, kind in blocks if kind != "heading"), paragraphs[0])
    hint = page.candidate.language or markup.language or None
    language, script = identify(f"{title}\n{text}", hint)
    url, canonical_url = _addresses(page, markup)
    return Draft(
        url=url,
        canonical_url=canonical_url,
        source_id=page.source_id,
        title=title or page.candidate.title or lead[:120],
        lead=standfirst or lead,
        text=text,
        kinds=cleaned.kinds,
        sections=tuple(p for p, kind in blocks if kind == "heading"),
        authors=markup.authors or cleaned.authors,
        published=_published(page, source, markup, cut),
        modified=_chosen(markup.modified_dates, page, source),
        language=language,
        script=script,
        dateline=_dateline(cut, lead),
        editions=_editions(markup, page.candidate),
        flags=flags | cleaned.flags | ({"truncated"} if page.truncated else frozenset()),
        dropped_lines=cleaned.dropped,
    )


def _published(page: Page, source: Source, markup: Markup, cut: DatelineCut) -> Dated | None:
    found: list[tuple[DateOrigin, str]] = list(markup.dates)
    if cut.date_raw:
        found.append(("dateline", cut.date_raw))
    hint = page.candidate.published_at
    if hint is not None and page.candidate.via != "disk":
        found.append((page.candidate.via, hint.isoformat()))
    return _chosen(found, page, source)


def _chosen(found: Sequence[tuple[DateOrigin, str]], page: Page, source: Source) -> Dated | None:
    """The best date in the source's own zone: its calendar day is the one that readers saw."""
    zone = ZoneInfo(source.zone)
    dated = choose_date(found, zone=zone, now=page.fetched_at)
    return replace(dated, at=dated.at.astimezone(zone)) if dated else None


def _dateline(cut: DatelineCut, lead: str) -> Dateline | None:
    """The desk line; the agency may also be credited in the lead («деп хабарлайды …»)."""
    line = cut.dateline or Dateline()
    if not line.agency:
        line = replace(line, agency=attribution_tail(lead)[0])
    return line if line != Dateline() else None


def _addresses(page: Page, markup: Markup) -> tuple[str, str]:
    """(address to show, identity): the page's own canonical link counts on its own site only."""
    own = canonicalize(markup.canonical_url) if markup.canonical_url else None
    if page.candidate.via == "disk":
        return (markup.canonical_url or page.url, own or page.candidate.canonical_url)
    here = canonicalize(page.url) or page.candidate.canonical_url
    return page.url, own if own and _site(own) == _site(here) else here


def _site(url: str) -> str:
    """The last two labels of the host: www.inform.kz and kaz.inform.kz are one site."""
    return ".".join((urlsplit(url).hostname or "").split(".")[-2:])


def _editions(markup: Markup, candidate: Candidate) -> tuple[tuple[str, str], ...]:
    """The article in other languages, as its page and the hub that listed it name them."""
    told = dict.fromkeys((*markup.editions, *candidate.editions))
    found = ((language, canonicalize(url)) for language, url in told)
    return tuple((language, url) for language, url in found if url)
