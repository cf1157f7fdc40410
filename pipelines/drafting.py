"""Text of a page → Draft: the article with all that the page says of it, not yet judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pipelines.boilerplate.boilerplate import clean
from pipelines.dating.dates import choose_modified, claims
from pipelines.extraction.dumps import parse_dump
from pipelines.extraction.extract import extract
from pipelines.extraction.prose import has_prose
from pipelines.identity import addresses, editions
from pipelines.markup.credits import thanks_somebody
from pipelines.markup.markup import Markup, read_markup
from pipelines.model import Dateline, Draft, Reason, Rejection
from pipelines.newsroom.attribution import attribution_tail, credited_source, split_attribution
from pipelines.newsroom.dateline import DatelineCut, split_dateline
from pipelines.pagekinds.pagekind import page_problem
from pipelines.pagekinds.standing import standing_flags
from pipelines.parsing.crowds import is_cut
from pipelines.parsing.endings import is_cut_short
from pipelines.parsing.parse import parse
from pipelines.telling import tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crawler.items import Page
    from crawler.sources import Source
    from pipelines.boilerplate.boilerplate import Cleaned
    from pipelines.model import DateClaim, Dated, DateOrigin, Picture
    from pipelines.telling import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What was read from a page, before it is put together."""

    markup: Markup
    title: str
    standfirst: str = ""
    captions: tuple[str, ...] = ()
    cleaned: Cleaned
    cut: DatelineCut
    flags: frozenset[str] = frozenset()


def draft(html: str, page: Page, source: Source, learnt: Mapping[str, str]) -> Draft | Rejection:
    """The article on a web page; rejects what is none or has lost its text.

    ``learnt`` maps the lines that are known not to be the articles' of this site to their place.
    """
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
    cleaned = clean(body.paragraphs, body.kinds, body.links, learnt)
    if not cleaned.paragraphs:
        return Rejection(Reason.NO_TEXT, "only advertising and labels were left")
    if not has_prose(cleaned.paragraphs, cleaned.kinds):
        return Rejection(Reason.NO_TEXT, "only headings, figures and labels were left")
    flags = standing_flags(
        tree,
        markup,
        body.title,
        cleaned.paragraphs,
        cleaned.dropped,
        url=page.url,
        group=source.group,
    )
    cleaned, cut = _cut_dateline(cleaned)
    parts = _Parts(
        markup=markup,
        title=body.title,
        standfirst=body.standfirst,
        captions=body.captions,
        cleaned=cleaned,
        cut=cut,
        flags=flags | ({"truncated"} if is_cut(tree) or is_cut_short(html) else frozenset()),
    )
    return _assemble(page, source, parts)


def draft_of_dump(text: str, page: Page, source: Source) -> Draft | Rejection:
    """The article in a text dump, which has paragraphs but no markup."""
    dump = parse_dump(text)
    cleaned = clean(dump.paragraphs, dump.kinds)
    if not cleaned.paragraphs:
        return Rejection(Reason.NO_TEXT, "the file has no paragraph of text")
    cut = DatelineCut(dateline=dump.dateline, rest=cleaned.paragraphs[0], date_raw=dump.date_raw)
    parts = _Parts(markup=Markup(), title=dump.title, cleaned=cleaned, cut=cut, flags=cleaned.flags)
    return _assemble(page, source, parts)


def _cut_dateline(cleaned: Cleaned) -> tuple[Cleaned, DatelineCut]:
    """The paragraphs and their desk line, which may be a paragraph or a heading of its own."""
    first, behind = cleaned.paragraphs[0], cleaned.paragraphs[1:]
    cut = split_dateline(first)
    if cut.rest and cleaned.kinds[0] != "heading":
        return cleaned, cut
    if cut.rest or not behind:
        return cleaned, DatelineCut(dateline=None, rest=first, date_raw=None)
    left = replace(cleaned, paragraphs=behind, kinds=cleaned.kinds[1:], links=frozenset())
    return left, replace(cut, rest=behind[0])


def _assemble(page: Page, source: Source, parts: _Parts) -> Draft:
    markup, cleaned = parts.markup, parts.cleaned
    paragraphs = (parts.cut.rest, *cleaned.paragraphs[1:])
    hint = page.candidate.language or markup.language or None
    told = tell(parts.title, paragraphs, cleaned.kinds, hint)
    lead, attribution = split_attribution(parts.standfirst or told.first)
    url, canonical_url = addresses(page, markup)
    published, claims = _published(page, source, parts)
    return Draft(
        url=url,
        canonical_url=canonical_url,
        source_id=page.source_id,
        title=parts.title or page.candidate.title or lead[:120],
        lead=lead,
        text=told.text,
        kinds=cleaned.kinds,
        languages=told.languages,
        sections=told.sections,
        authors=_authors(parts),
        section=markup.section,
        tags=markup.tags,
        picture=_picture(parts),
        captions=_captions(parts),
        published=published,
        modified=_modified(page, source, markup, published),
        date_claims=claims,
        language=told.language,
        script=told.script,
        dateline=_dateline(parts, told.first),
        attribution=attribution,
        editions=editions(markup, page.candidate),
        flags=_flags(page, parts, told),
        dropped_lines=cleaned.dropped,
    )


def _authors(parts: _Parts) -> tuple[str, ...]:
    """People as the markup names them, else those at the text's edges, else of the desk line."""
    of_dateline = tuple(filter(None, (parts.cut.author,)))
    return parts.markup.authors or parts.cleaned.authors or of_dateline


def _picture(parts: _Parts) -> Picture | None:
    picture, credits_ = parts.markup.picture, parts.cleaned.photo_credits
    if picture is None or picture.credit or not credits_:
        return picture
    return replace(picture, credit=next(filter(thanks_somebody, credits_), ""))


def _captions(parts: _Parts) -> tuple[str, ...]:
    """Those in the text's order; the main picture's first where no mark of its own showed it."""
    picture = parts.markup.picture
    caption = picture.caption if picture is not None and not picture.credit else ""
    known = not caption or any(caption in line for line in parts.captions)
    return parts.captions if known else (caption, *parts.captions)


def _flags(page: Page, parts: _Parts, told: Told) -> frozenset[str]:
    found = parts.flags
    if page.truncated:
        found |= {"truncated"}
    return found | {"mixed"} if told.is_mixed else found


def _published(
    page: Page, source: Source, parts: _Parts
) -> tuple[Dated | None, tuple[DateClaim, ...]]:
    found: list[tuple[DateOrigin, str]] = list(parts.markup.dates)
    if parts.cut.date_raw:
        found.append(("dateline", parts.cut.date_raw))
    hint = page.candidate.published_at
    if hint is not None and page.candidate.via != "disk":
        found.append((page.candidate.via, hint.isoformat()))
    stated = _claims(found, page, source)
    # where all differ, none could be chosen
    chosen = stated[0].dated if stated and not stated[0].differs else None
    return chosen, stated


def _modified(page: Page, source: Source, markup: Markup, published: Dated | None) -> Dated | None:
    zone = ZoneInfo(source.zone)
    modified = choose_modified(markup.modified_dates, published, zone=zone, now=page.fetched_at)
    return replace(modified, at=modified.at.astimezone(zone)) if modified else None


def _claims(
    found: Sequence[tuple[DateOrigin, str]], page: Page, source: Source
) -> tuple[DateClaim, ...]:
    """In the source's own zone: the calendar day of a date is the one that readers saw."""
    zone = ZoneInfo(source.zone)
    stated = claims(found, zone=zone, now=page.fetched_at)
    return tuple(
        replace(one, dated=replace(one.dated, at=one.dated.at.astimezone(zone))) for one in stated
    )


def _dateline(parts: _Parts, lead: str) -> Dateline | None:
    """The desk line; the agency may also be credited in the lead («деп хабарлайды …»)."""
    line = parts.cut.dateline or Dateline()
    if not line.agency:
        credited = attribution_tail(lead)[0] or credited_source(parts.cleaned.dropped)
        line = replace(line, agency=credited)
    return line if line != Dateline() else None
