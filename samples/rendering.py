"""Stories → the pages of a sample site: everything that its server answers, as bytes. Pure."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from samples.datestyle import shown
from samples.sites import SITES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samples.sites import Hub, Site
    from samples.stories import Story

TEMPLATES = Path(__file__).parent / "templates"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says to one target: status, header values and the body as sent."""

    status: int
    media: str
    body: bytes
    modified: datetime | None = None


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Real sites write Cyrillic letters into their JSON-LD as they are.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": False}
    environment.filters["linked"] = linked
    return environment


def linked(text: str, href: str) -> Markup:
    """The text with its third and fourth word as a link, as editors put links into sentences."""
    words = text.split(" ")
    if len(words) < 6:  # noqa: PLR2004 - too short to carry a link
        return escape(text)
    before, middle, after = (" ".join(part) for part in (words[:2], words[2:4], words[4:]))
    return Markup('{} <a href="{}">{}</a> {}').format(before, href, middle, after)


def render_site(site: Site, stories: Sequence[Story], port: int) -> dict[str, Answer]:
    """All answers of a site by target (path with query). ``stories``: newest first."""
    own = [story for story in stories if story.site == site.id]
    page = _Pages(site, tuple(own), f"http://{site.host}:{port}")
    answers = {story.path: page.story(story) for story in own}
    for hub in site.hubs:
        answers.update(page.hub(hub))
    answers["/"] = page.html("home.html")
    answers["/robots.txt"] = page.robots()
    if site.id == "agency":
        answers["/sitemap.xml"] = page.xml("agency/index.xml", own)
    return answers


def not_found(site: Site, port: int) -> Answer:
    """The answer to a target that the site does not know."""
    page = _Pages(site, (), f"http://{site.host}:{port}")
    answer = page.html("missing.html")
    return Answer(404, answer.media, answer.body)


@dataclass(frozen=True, slots=True)
class _Pages:
    """The templates of one site with what all of them need."""

    site: Site
    stories: tuple[Story, ...]
    base: str

    def _render(self, template: str, **values: object) -> str:
        return (
            _templates()
            .get_template(template)
            .render(
                site=self.site,
                base=self.base,
                zone=ZoneInfo(self.site.zone),
                utc=UTC,
                format_datetime=format_datetime,
                shown=lambda story: shown(self.site.id, self._local(story), story.language),
                **values,
            )
        )

    def _local(self, story: Story) -> datetime:
        return story.published.astimezone(ZoneInfo(self.site.zone))

    def html(self, template: str, *, modified: datetime | None = None, **values: object) -> Answer:
        text = self._render(template, others=self.stories, **values)
        body = text.encode(self.site.encoding, "xmlcharrefreplace")
        return Answer(200, self.site.media, body, modified)

    def robots(self) -> Answer:
        text = self.site.robots.format(base=self.base)
        return Answer(200, "text/plain; charset=utf-8", text.encode())

    def xml(self, template: str, stories: Sequence[Story], media: str = "text/xml") -> Answer:
        text = self._render(template, stories=stories, newest=_newest(stories))
        return Answer(200, media, text.encode(), _newest(stories))

    def story(self, story: Story) -> Answer:
        others = [other for other in self.stories if other.id != story.id]
        turn = sum(map(ord, story.id)) % max(len(others), 1)
        return self.html(
            _template(story),
            modified=story.written,
            story=story,
            local=self._local(story),
            turn=turn,
            lead=_lead(story),
            origin=_origin(story),
            related=(others[turn:] + others[:turn])[:5],
            editions=[
                other
                for other in others
                if story.event and other.event == story.event and other.language != story.language
            ],
        )

    def hub(self, hub: Hub) -> Iterator[tuple[str, Answer]]:
        chosen = [story for story in self.stories if hub.language in ("", story.language)]
        if hub.per_page:
            yield from self._listing(hub, chosen)
            return
        answer = self.xml(hub.template, chosen[: hub.newest or None], hub.media)
        if hub.path.endswith(".gz"):
            body = gzip.compress(answer.body, mtime=0)
            answer = Answer(200, "application/gzip", body, answer.modified)
        yield hub.path, answer

    def _listing(self, hub: Hub, chosen: Sequence[Story]) -> Iterator[tuple[str, Answer]]:
        count = max(1, -(-len(chosen) // hub.per_page))
        for number in range(1, count + 1):
            part = chosen[(number - 1) * hub.per_page : number * hub.per_page]
            answer = self.html(
                hub.template,
                modified=_newest(chosen),
                hub=hub,
                part=part,
                number=number,
                count=count,
            )
            yield f"{hub.path}?page={number}", answer
            if number == 1:
                yield hub.path, answer


def _lead(story: Story) -> int:
    kinds = [block.kind for block in story.blocks]
    return kinds.index("paragraph") if "paragraph" in kinds else -1


def _origin(story: Story) -> str:
    """The host that a repost names as its source."""
    return SITES[(story.copy_of or story.id).partition("-")[0]].host


def _newest(stories: Sequence[Story]) -> datetime:
    return max((story.written for story in stories), default=EPOCH)


def _template(story: Story) -> str:
    shared = {"challenge": "challenge.html", "soft404": "missing.html", "section": "home.html"}
    return shared.get(story.kind, f"{story.site}/article.html")
