"""The sheets that can be exported, column by column. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desk.exporting.columns import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELD: Final = Column("field", "text", "where the words stand: title, lead or text")
_SPAN: Final = (
    Column("span_start", "integer", "where the words begin in the field, in letters"),
    Column("span_end", "integer", "where they end"),
)
_FIGURE: Final = (
    Column("kind", "text", "money, share, change, people, tonnage, grade, count, date"),
    Column("role", "text", "of people: dead, injured, missing, employed …"),
    Column("bound", "text", "about, at least, at most, over, under"),
    Column("value", "number", "empty for a date"),
    Column("value_to", "number", "upper end of a range, or what it changed to"),
    Column("unit", "text", "KZT, USD, %, people, t, g/t, date …"),
    Column("per", "text", "year, month, day, tonne"),
    Column("other_value", "number", "the same money in another currency, as the text gives it"),
    Column("other_unit", "text", "that currency"),
    Column("moment", "text", "of a date, or the time that the figure is told of: 2027, 2027-05 …"),
    Column("moment_to", "text", "the end of a span of time"),
    Column("subject", "text", "what the figure is of, in the words of the text"),
    Column("quote", "text", "the words"),
    _FIELD,
    *_SPAN,
)
_REASON: Final = (
    Column("topic", "text", "mining or monotown"),
    Column("term", "text", "entry of the vocabulary"),
    Column("language", "text", "language of the entry; und for a name"),
    Column("words", "text", "the words"),
    _FIELD,
    *_SPAN,
    Column("added", "number", "what they added to the score of the topic"),
    Column("note", "text", "why they count, or why they do not"),
)
_MENTION: Final = (
    Column("entity_id", "text", "id in table entity"),
    Column("kind", "text", "town, place, region, company, asset, commodity, person"),
    Column("name", "text", "name in English"),
    Column("name_ru", "text", "name in Russian"),
    Column("name_kk", "text", "name in Kazakh"),
    Column("surface", "text", "the words"),
    Column("confidence", "number", "0 to 1; from 0.5 on it counts"),
    _FIELD,
    *_SPAN,
    Column("note", "text", "why it is doubted, if it is"),
)
_CARD_FIGURE: Final = (
    Column("kind", "text", "as in facts"),
    Column("role", "text", "as in facts"),
    Column("value", "number", "as in facts"),
    Column("unit", "text", "as in facts"),
    Column("quote", "text", "the words"),
)
# of an event that tells several numbers of a role the largest counts, as in view casualties
PEOPLE: Final[Mapping[str, str]] = {
    "dead": "how many died; of several numbers the largest",
    "injured": "how many were injured; of several the largest",
    "missing": "how many are missing; of several the largest",
    "trapped": "how many were trapped; of several the largest",
    "evacuated": "how many were evacuated; of several the largest",
    "laid_off": "how many lost their work; of several the largest",
    "on_strike": "how many stopped work; of several the largest",
}
_EVENT: Final = (
    Column("kind", "text", "accident, strike, layoff, outage, pollution, licence, discovery …"),
    Column("moment", "text", "when it happened, as told: 2027, 2027-05 or 2027-05-14"),
    Column("town", "text", "mono-town, in English"),
    Column("place", "text", "town, place or region, in English"),
    Column("asset", "text", "mine or plant, in English"),
    Column("company", "text", "company, in English"),
    Column("figures", "records", "figures of the event", _CARD_FIGURE, "{role} {quote}"),
    *(Column(role, "integer", meaning) for role, meaning in PEOPLE.items()),
    Column("money", "number", "the largest sum of money of the event, in its own currency"),
    Column("currency", "text", "KZT, USD … of that sum"),
    Column("quote", "text", "the words"),
    *_SPAN,
)
_QUOTATION: Final = (
    Column("speaker", "text", "as the text names the speaker; empty where nobody is named"),
    Column("speaker_id", "text", "id in table entity, where known"),
    Column("office", "text", "what the speaker is, in the words of the text"),
    Column("words", "text", "the words"),
    Column("is_direct", "flag", "true for words as spoken, false for reported ones"),
    *_SPAN,
)
_ARTICLES: Final = (
    Column("id", "integer", "number of the article in the archive"),
    Column("url", "text", "its address"),
    Column("source", "text", "name of the source"),
    Column("source_id", "text", "id of the source"),
    Column("language", "text", "kk, ru, en …"),
    Column("published_at", "moment", "when it was published; empty where no date can be trusted"),
    Column("precision", "text", "how exactly that is known: second, minute, day, month"),
    Column("origin", "text", "where the date comes from: json-ld, meta, url, visible text, feed …"),
    Column("published_day", "day", "the calendar day in the source's own zone"),
    Column("modified_at", "moment", "when it was modified, by the page's own word"),
    Column("first_seen_at", "moment", "when the page was first fetched"),
    Column("title", "text", "headline"),
    Column("lead", "text", "first paragraph"),
    Column("text", "text", "the whole text, an empty line between paragraphs"),
    Column("authors", "texts", "by-line"),
    Column("topics", "texts", "mining, mono-town"),
    Column("mining", "number", "score of the topic"),
    Column("monotown", "number", "score of the topic"),
    Column("towns", "texts", "towns that it surely names, in English"),
    Column("companies", "texts", "companies"),
    Column("assets", "texts", "mines and plants"),
    Column("people", "texts", "officials and others of the gazetteer"),
    Column("events", "texts", "kinds of events that it reports"),
    Column("agency", "text", "credited agency"),
    Column("section", "text", "the site's rubric"),
    Column("tags", "texts", "the site's key words"),
    Column("flags", "texts", "paywall, advertorial …"),
    Column("image", "text", "address of the main picture"),
    Column("copies", "integer", "how many copies on other sites are known"),
    Column("words", "integer", "length of the text"),
    Column("story_id", "integer", "the story that it is in"),
    Column("gone_at", "moment", "since when the site does not show it any more"),
    Column(
        "reasons", "records", "the words that spoke for a topic", _REASON,
        "{topic} {added}|{words} ({field} {span_start}-{span_end})",
    ),
    Column(
        "mentions", "records", "every name that was found", _MENTION,
        "{kind} {name}|{surface} ({field} {span_start}-{span_end})",
    ),
    Column("facts", "records", "figures and dates", _FIGURE, "{kind} {role}|{quote}"),
    Column(
        "event_cards", "records", "what happened where", _EVENT,
        "{kind} {moment} {town} {asset}|{quote}",
    ),
    Column("quotations", "records", "who said what", _QUOTATION, "{speaker}|{words}"),
)  # fmt: skip
# what an article holds as lists, and what sheets of their own hold too
EVIDENCE: Final[Mapping[str, tuple[Column, ...]]] = {
    "reasons": _REASON,
    "mentions": _MENTION,
    "facts": _FIGURE,
    "events": _EVENT,
    "quotations": _QUOTATION,
}
# of which article a row is
_HEAD: Final = (
    Column("article_id", "integer", "number of the article in the archive"),
    Column("published_day", "day", "the calendar day on which the article was published"),
    Column("source_id", "text", "id of the source"),
    Column("article_language", "text", "language of the article"),
    Column("title", "text", "headline of the article"),
    Column("url", "text", "address of the article"),
)
_COPIES: Final = (
    Column("article_id", "integer", "number of the article that was first"),
    Column("article_url", "text", "its address"),
    Column("url", "text", "address of the copy"),
    Column("source", "text", "name of the source of the copy"),
    Column("source_id", "text", "id of that source"),
    Column("language", "text", "language of the copy"),
    Column("published_at", "moment", "when the copy was published"),
    Column("precision", "text", "how exactly that is known"),
    Column("published_day", "day", "the calendar day in the zone of the source of the copy"),
    Column("first_seen_at", "moment", "when it was first fetched"),
    Column("title", "text", "its headline"),
    Column("credits", "text", "whom it credits"),
    Column("similarity", "number", "share of common four-word sequences"),
    Column("containment", "number", "share of the shorter text's that the longer one has"),
    Column("own_share", "number", "share of its own that the article has not"),
    Column("why", "text", "what makes it a copy"),
    Column("added", "texts", "paragraphs that the article has not"),
    Column("missing", "texts", "paragraphs of the article that it has not"),
    Column("through_url", "text", "the copy that it was taken from"),
    Column("gone_at", "moment", "since when the site does not show it any more"),
    Column("text", "text", "its text"),
)
_STORIES: Final = (
    Column("story_id", "integer", "number of the story"),
    Column("headline", "text", "headline of its earliest article"),
    Column("url", "text", "address of that article"),
    Column("first_source", "text", "id of the source that was first, by the sites' own dates"),
    Column("first_at", "moment", "when that was"),
    Column("first_seen_source", "text", "id of the source that kenwatch saw first"),
    Column("first_seen_at", "moment", "when that was"),
    Column("sources", "integer", "how many sources tell it"),
    Column("articles", "integer", "how many articles"),
    Column("copies", "integer", "how many copies"),
    Column("languages", "texts", "in which languages"),
    Column("towns", "texts", "towns that its articles surely name, in English"),
    Column("events", "texts", "kinds of events that they report"),
    Column("article_ids", "integers", "their numbers"),
)  # fmt: skip
_CHANGED_FIGURE: Final = (
    Column("kind", "text", "as in facts"),
    Column("role", "text", "as in facts"),
    Column("unit", "text", "as in facts"),
    Column("subject", "text", "as in facts"),
    Column("before", "text", "the words before"),
    Column("after", "text", "the words after"),
    Column("before_value", "number", "the figure before"),
    Column("after_value", "number", "the figure after"),
)
_EDITS: Final = (
    Column("article_id", "integer", "number of the article"),
    Column("is_copy", "flag", "true where a copy of it was edited"),
    Column("source_id", "text", "whose text was edited"),
    Column("language", "text", "language of the text"),
    Column("url", "text", "address of the text"),
    Column("seen_at", "moment", "when the new version was seen"),
    Column("modified_at", "moment", "when it was modified, by the page's own word"),
    Column("kind", "text", "changed, or cosmetic: of no meaning"),
    Column("flags", "texts", "figures, names, headline, blame, retracted, extended, reversed"),
    Column("title", "text", "headline of the new version"),
    Column("headline_before", "text", "the headline before, where it was changed"),
    Column("headline_after", "text", "the headline after"),
    Column(
        "figures", "records", "changed figures", _CHANGED_FIGURE, "{role} {before} → {after}"
    ),
    Column("names_added", "texts", "names that came"),
    Column("names_removed", "texts", "names that went"),
    Column("blame_before", "texts", "who was blamed before"),
    Column("blame_after", "texts", "who is blamed now"),
    Column("words_added", "integer", "how many words came"),
    Column("words_removed", "integer", "how many went"),
    Column("text", "text", "the new text"),
)  # fmt: skip

# name of the sheet: (one of its rows, many of them, its columns)
SHEETS: Final[Mapping[str, tuple[str, str, tuple[Column, ...]]]] = {
    "articles": ("article", "articles", _ARTICLES),
    "events": ("event", "events", (*_HEAD, *_EVENT)),
    "facts": ("fact", "facts", (*_HEAD, *_FIGURE)),
    "mentions": ("mention", "mentions", (*_HEAD, *_MENTION)),
    "quotations": ("quotation", "quotations", (*_HEAD, *_QUOTATION)),
    "reasons": ("reason", "reasons", (*_HEAD, *_REASON)),
    "copies": ("copy", "copies", _COPIES),
    "stories": ("story", "stories", _STORIES),
    "edits": ("edit", "edits", _EDITS),
}
