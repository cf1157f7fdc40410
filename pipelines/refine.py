"""Page → Article or Rejection: the pure stages in their order. Runs in a worker process."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipelines.drafting import draft, draft_of_dump
from pipelines.judgement import scores
from pipelines.judging import article_of, judge_draft
from pipelines.markup.markup import read_markup
from pipelines.model import DUMP, Article, Reason, Rejection
from pipelines.pagekinds.pagekind import page_problem
from pipelines.parsing.bodykinds import data_kind, starts_as_markup
from pipelines.parsing.decode import decode
from pipelines.parsing.parse import parse
from pipelines.screening.sampling import is_sampled
from pipelines.screening.screen import may_be_relevant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.items import Page
    from crawler.sources import Source

# robot checks, consent pages and "not found" pages show less text than this
_SHORT = 3000
# the share of screened pages that is judged in full all the same: the proof of the screen
SAMPLE = 0.03
_NOTHING: Mapping[str, str] = MappingProxyType({})


def refine(
    page: Page,
    source: Source,
    *,
    learnt: Mapping[str, str] = _NOTHING,
    all_topics: bool = False,
) -> Article | Rejection:
    """All stages. With ``all_topics`` nothing is screened or left out for its subject.

    Of the pages that the screen leaves out a few in a hundred go on, chosen by their address, to
    prove it. ``learnt`` maps the lines that are known not to be the articles' of this site to
    their place.
    """
    text = decode(page.body, page.content_type)
    if isinstance(text, Rejection):
        return text
    kind = data_kind(text)
    if kind:
        return Rejection(
            Reason.NOT_HTML, f"{kind}, sent as {page.content_type.strip() or 'a page'}"
        )
    is_dump = _is_dump(text, page)
    was_screened = not all_topics and not is_dump and _is_screened(text, page, source)
    if was_screened and not is_sampled(page.candidate.canonical_url, SAMPLE):
        return _screened(text, page)
    drafted = draft_of_dump(text, page, source) if is_dump else draft(text, page, source, learnt)
    if isinstance(drafted, Rejection):
        return drafted
    judgement = judge_draft(drafted)
    if not all_topics and not judgement.relevant:
        reason = Reason.SCREENED_CHECKED if was_screened else Reason.OFF_TOPIC
        return Rejection(reason, scores(judgement))
    return replace(article_of(drafted, judgement), was_screened=was_screened)


def _is_screened(html: str, page: Page, source: Source) -> bool:
    """Whether a page is proved to be off-topic; where a source says what to read, nothing is."""
    if source.extract.body:
        return False
    return not may_be_relevant(html, title=page.candidate.title or "")


def _is_dump(text: str, page: Page) -> bool:
    """Whether a page is a text file of the user's; what a site sends as plain text is a page."""
    is_plain = page.content_type.lower().startswith(DUMP)
    return is_plain and page.candidate.via == "disk" and not starts_as_markup(text)


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
