"""The stages in their order: what becomes of a page, and what its hints and dates are worth."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.judgement import scores
from pipelines.judging import judge
from pipelines.model import DUMP, Article, Reason, Rejection
from pipelines.refine import SAMPLE, refine
from pipelines.screening.sampling import is_sampled
from tests.builders import TEXT, candidate, page, source

PARAGRAPHS = "".join(f"<p>{part}.</p>" for part in TEXT.rstrip(".").split(". "))
OFF_TOPIC = "В городской библиотеке открылся читальный зал на двести мест для школьников. " * 6


def html(body: str = PARAGRAPHS, head: str = "", title: str = "Шахтёры остановили работу") -> bytes:
    return (
        f"<html lang=ru><head><meta charset=utf-8>{head}</head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def refined(body: bytes, *, all_topics: bool = False, **fields: Any) -> Article:
    zone = fields.pop("zone", "Asia/Almaty")
    result = refine(page(body=body, **fields), source(zone=zone), all_topics=all_topics)
    assert isinstance(result, Article), result
    return result


def of_disk(body: bytes, content_type: str = f"{DUMP}; charset=utf-8") -> Article:
    result = refine(page(candidate(via="disk"), body=body, content_type=content_type), source())
    assert isinstance(result, Article), result
    return result


def rejected(body: bytes, *, all_topics: bool = False, **fields: Any) -> Rejection:
    result = refine(page(body=body, **fields), source(), all_topics=all_topics)
    assert isinstance(result, Rejection), result
    return result


def test_a_relevant_page_becomes_an_article_with_its_evidence() -> None:
    article = refined(html())
    assert article.draft.title == "Шахтёры остановили работу"
    assert article.draft.text.startswith("Горняки шахты имени Костенко")
    assert (article.draft.language, article.draft.script) == ("ru", "Cyrillic")
    for verdict in article.judgement.verdicts:
        for reason in verdict.reasons:
            field = article.draft.title if reason.where == "title" else article.draft.text
            assert field[slice(*reason.span)] == reason.words


def test_the_same_page_gives_the_same_article() -> None:
    assert refined(html()) == refined(html())


def test_a_page_without_any_word_of_ours_is_screened_but_kept_on_demand() -> None:
    body = html(f"<p>{OFF_TOPIC}</p>" * 3, title="Новый зал")
    assert rejected(body).reason is Reason.SCREENED
    assert not refined(body, all_topics=True).judgement.relevant


@pytest.mark.parametrize("status", [200, 403, 503])
def test_a_robot_check_without_any_word_of_ours_is_a_failure_and_not_off_topic(status: int) -> None:
    body = html("<p>Verify you are human by completing the action below.</p>"
                "<div id=cf-wrapper></div>", "<title>Just a moment...</title>", "Just a moment...")  # fmt: skip
    found = rejected(body, status=status)
    assert (found.reason, found.reason.is_failure) == (Reason.CHALLENGE, True)


def test_a_page_that_says_not_found_is_told_as_such() -> None:
    body = html("<p>Страница не найдена</p>", "<title>404 - страница не найдена</title>",
                "Страница не найдена")  # fmt: skip
    assert rejected(body).reason is Reason.SOFT_404


@pytest.mark.parametrize(
    ("body", "reason"), [(b"", Reason.EMPTY), (b"%PDF-1.7 \x00\x01 binary", Reason.NOT_HTML)]
)
def test_what_is_no_page_is_rejected_with_its_reason(body: bytes, reason: Reason) -> None:
    assert rejected(body).reason is reason
    assert rejected(body, all_topics=True).reason is reason


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_become_an_article_or_a_rejection(noise: bytes) -> None:
    for body in (noise, html()[:200] + noise + html()[200:]):
        assert isinstance(refine(page(body=body), source(), all_topics=True), Article | Rejection)


# --- dates -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "offset"),
    [("2024-02-29T12:00:00", 6), ("2024-03-01T12:00:00", 5), ("2026-11-20T12:00:00", 5)],
)
def test_a_time_without_offset_is_of_the_sources_zone_on_that_day(
    written: str, offset: int
) -> None:
    head = f'<meta property="article:published_time" content="{written}">'
    published = refined(html(head=head)).draft.published
    assert published is not None
    assert published.at.astimezone(UTC).hour == 12 - offset
    assert published.at.isoformat() == f"{written}+0{offset}:00"


def test_the_day_of_a_date_is_the_one_in_the_sources_zone() -> None:
    head = '<meta property="article:published_time" content="2026-11-19T20:30:00Z">'
    published = refined(html(head=head)).draft.published
    assert published is not None
    assert published.at.date().isoformat() == "2026-11-20"
    bishkek = refined(html(head=head), zone="Asia/Bishkek").draft.published
    assert bishkek is not None
    assert bishkek.at == published.at
    assert bishkek.at.utcoffset() != published.at.utcoffset()


def test_the_hint_of_a_feed_dates_a_page_without_date_but_not_a_saved_one() -> None:
    at = datetime(2026, 11, 19, 7, 55, tzinfo=UTC)
    hinted = page(candidate(published_at=at), body=html())
    result = refine(hinted, source())
    assert isinstance(result, Article)
    assert result.draft.published is not None
    assert (result.draft.published.at, result.draft.published.origin) == (at, "feed")
    saved = page(candidate(published_at=at, via="disk"), body=html())
    result = refine(saved, source())
    assert isinstance(result, Article)
    assert result.draft.published is None


# --- addresses and hints -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "identity"),
    [
        ("https://www.agency.kz/news/1", "https://agency.kz/news/1"),
        ("https://elsewhere.com/copied", "https://agency.kz/a"),
        ("javascript:void(0)", "https://agency.kz/a"),
    ],
)
def test_a_canonical_link_counts_on_its_own_site_only(link: str, identity: str) -> None:
    draft = refined(html(head=f'<link rel=canonical href="{link}">')).draft
    assert draft.canonical_url.replace("//www.", "//") == identity
    assert draft.url == "https://agency.kz/a"


def test_a_saved_page_is_known_by_its_own_link() -> None:
    head = '<link rel=canonical href="https://agency.kz/news/1">'
    result = refine(page(candidate(via="disk"), body=html(head=head)), source())
    assert isinstance(result, Article)
    assert result.draft.canonical_url == "https://agency.kz/news/1"
    assert result.draft.url == "https://agency.kz/news/1"


def test_a_page_that_was_cut_short_is_flagged() -> None:
    assert "truncated" in refined(html(), truncated=True).draft.flags
    assert "truncated" not in refined(html()).draft.flags


def test_a_dump_is_read_as_paragraphs_with_its_first_line_as_title() -> None:
    dump = f"Шахтёры остановили работу\n\n{TEXT}\n\n{TEXT.replace('Костенко', 'Кузембаева')}"
    article = of_disk(dump.encode())
    assert article.draft.title == "Шахтёры остановили работу"
    assert "Кузембаева" in article.draft.text
    assert rejected(b"\n \n", content_type=DUMP).reason in (Reason.NO_TEXT, Reason.EMPTY)


@pytest.mark.parametrize("kind", [DUMP, "Text/Plain; charset=utf-8"])
def test_a_page_that_is_sent_as_plain_text_is_read_as_the_page_it_is(kind: str) -> None:
    sent = refined(html(), content_type=kind)
    assert sent.draft == refined(html()).draft
    assert of_disk(html(), kind).draft.text == sent.draft.text


def test_plain_text_that_a_site_sends_is_screened_like_any_page() -> None:
    assert rejected(OFF_TOPIC.encode(), content_type=DUMP).reason is Reason.SCREENED


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f'{{"title": "Шахта", "text": "{TEXT}"}}', "JSON"),
        (f'var news = "{TEXT}";', "a script"),
        (f"<?xml version='1.0'?><rss><channel><title>{TEXT}</title></channel></rss>", "a feed"),
        (f"id;text\n1;{TEXT}\n2;{TEXT}", "a table of values"),
    ],
)
@pytest.mark.parametrize("content_type", ["text/html", "", DUMP])
def test_data_under_the_type_of_a_page_is_rejected_as_what_it_is(
    body: str, kind: str, content_type: str
) -> None:
    found = rejected(body.encode(), content_type=content_type, all_topics=True)
    assert found.reason is Reason.NOT_HTML
    assert found.detail == f"{kind}, sent as {content_type or 'a page'}"


@pytest.mark.parametrize("label", ["Распечатано", "Басып шығарылды:", "Printed on"])
def test_the_day_on_which_a_page_was_printed_is_not_the_articles(label: str) -> None:
    body = f"{PARAGRAPHS}<div class=print>{label} 20.11.2026</div>"
    assert refined(html(body)).draft.published is None


def test_a_dateline_is_cut_from_the_text_and_kept() -> None:
    body = PARAGRAPHS.replace("<p>Горняки", "<p>КАРАГАНДА. КазТАГ - Горняки", 1)
    draft = refined(html(body)).draft
    assert draft.dateline is not None
    assert draft.dateline.city == "Караганда"
    assert draft.text.startswith("Горняки шахты")


def test_scores_are_told_in_words() -> None:
    words = scores(judge("Шахтёры остановили работу", TEXT, "ru"))
    assert words.startswith("mining ")
    assert ", monotown " in words


def test_an_off_topic_page_with_one_of_our_words_is_judged_and_left_out() -> None:
    body = html(f"<p>{OFF_TOPIC} В буфете висит картина «Шахта».</p>" * 2, title="Новый зал")
    rejection = rejected(body)
    assert rejection.reason is Reason.OFF_TOPIC
    assert rejection.detail.startswith("mining ")


def test_a_page_without_content_is_no_text_and_not_screened() -> None:
    assert (
        rejected(b"<html><body><script>let a = 1</script></body></html>").reason is Reason.NO_TEXT
    )


def test_a_short_page_without_any_word_of_ours_is_screened() -> None:
    assert (
        rejected("<html><body><p>Привет из библиотеки.</p></body></html>".encode()).reason
        is Reason.SCREENED
    )


def test_a_section_page_is_no_article() -> None:
    links = "".join(
        f'<li><a href="/{n}">Шахтёры рудника номер {n} перевыполнили план добычи руды</a></li>'
        for n in range(30)
    )
    page_of_links = f"<html><body><h1>Новости</h1><ul>{links}</ul></body></html>".encode()
    assert rejected(page_of_links).reason in (Reason.NO_ARTICLE, Reason.NO_TEXT)


def test_a_dump_of_labels_only_has_no_text() -> None:
    labels = page(candidate(via="disk"), body="Реклама\n\nЖарнама".encode(), content_type=DUMP)
    result = refine(labels, source())
    assert isinstance(result, Rejection)
    assert result.reason is Reason.NO_TEXT


def test_a_text_that_begins_with_a_heading_has_no_dateline() -> None:
    article = refined(html(f"<h2>АСТАНА. KAZINFORM – Итоги недели</h2>{PARAGRAPHS}"))
    assert article.draft.dateline is None


def test_a_date_in_the_dateline_dates_a_page_without_another() -> None:
    first, rest = PARAGRAPHS.split("</p>", 1)
    body = f"<p>РИДДЕР. 12 ноября. КазТАГ – {first.removeprefix('<p>')}</p>{rest}"
    published = refined(html(body)).draft.published
    assert published is not None
    assert (published.origin, published.at.date().isoformat()) == ("dateline", "2026-11-12")


def test_a_long_page_without_any_word_of_ours_is_screened_by_its_words_alone() -> None:
    assert rejected(html(f"<p>{OFF_TOPIC}</p>" * 9, title="Новый зал")).reason is Reason.SCREENED


def test_a_page_of_nothing_but_calls_to_subscribe_has_no_text() -> None:
    calls = "".join(
        f"<p>Подписывайтесь на наш Telegram-канал номер {n} и узнавайте обо всех новостях шахтёров"
        " и рудников первыми, без очереди и совершенно бесплатно</p>"
        for n in range(8)
    )
    assert rejected(html(calls)).reason is Reason.NO_TEXT


def sampled_address(*, is_chosen: bool) -> str:
    """An address that is, or is not, among those that are judged in full though screened."""
    paths = (f"/news/{n}" for n in range(10_000))
    return next(p for p in paths if is_sampled(candidate(p).canonical_url, SAMPLE) is is_chosen)


def test_a_few_of_the_screened_pages_are_judged_in_full_and_counted_apart() -> None:
    body = html(f"<p>{OFF_TOPIC}</p>" * 9, title="Новый зал")
    rejections = [
        refine(page(candidate(sampled_address(is_chosen=chosen)), body=body), source())
        for chosen in (True, False)
    ]
    assert [one.reason for one in rejections if isinstance(one, Rejection)] == [
        Reason.SCREENED_CHECKED,
        Reason.SCREENED,
    ]


def test_a_relevant_page_that_the_screen_lost_is_kept_and_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipelines.refine.may_be_relevant", lambda *_, **__: False)
    found = refine(page(candidate(sampled_address(is_chosen=True)), body=html()), source())
    assert isinstance(found, Article)
    assert found.was_screened
    assert not refined(html(), all_topics=True).was_screened


def test_where_a_source_says_what_to_read_no_page_is_screened() -> None:
    body = html(f"<p>{OFF_TOPIC}</p>" * 9, title="Новый зал")
    own = source(extract={"body": "//article"})
    found = refine(page(candidate(sampled_address(is_chosen=False)), body=body), own)
    assert isinstance(found, Rejection)
    assert found.reason is Reason.OFF_TOPIC
