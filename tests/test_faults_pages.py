"""What comes in the place of an article, or around it: walls, repairs, hostile pages, encodings."""

from __future__ import annotations

import random
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests import hostilepages as hostile
from tests.faultsites import Site, article, serve
from tests.loopback import Hit, reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faultsites import FaultRun

SIX = [f"/{number}" for number in range(6)]
CLOUDFLARE = (
    b"<html><head><title>Just a moment...</title><script>window._cf_chl_opt={}</script></head>"
    b"<body><noscript>Enable JavaScript and cookies to continue</noscript></body></html>"
)
MENDING = (
    "<html><head><title>Сайт на реконструкции</title></head><body><h1>Сайт на реконструкции</h1>"
    "<p>Ведутся технические работы, зайдите позже.</p></body></html>"
).encode()
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\n" + bytes(range(256)) * 40
TYPES = {
    "/no-type": b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + article("no type"),
    "/octets": reply(article("octets"), content_type="application/octet-stream"),
    "/text": reply(article("text"), content_type="text/plain"),
    "/image": reply(article("image"), content_type="image/jpeg"),
}
NO_PAGES = {
    "/empty": reply(b""),
    "/nothing": reply(status=204, length=-1),
    "/pdf": reply(PDF, content_type="application/pdf"),
    "/pdf-as-html": reply(PDF),
}


class Aging:
    """A site whose second state differs from its first: deleted, cut and new pages."""

    def __init__(self) -> None:
        self.is_later = False
        self.feeds: list[dict[str, str]] = []

    def feed(self, hit: Hit) -> bytes:
        updated = datetime.now(UTC) - timedelta(hours=0 if self.is_later else 2)
        paths = ["/kept", "/deleted", "/cut", *(["/new"] if self.is_later else [])]
        entries = "".join(
            f'<entry><title>Mine</title><link href="http://{hit.headers["host"]}{path}"/>'
            f"<id>{path}</id><updated>{updated.isoformat()}</updated></entry>"
            for path in paths
        )
        body = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{entries}</feed>'
        return reply(body.encode(), content_type="application/atom+xml")

    def deleted(self, hit: Hit) -> bytes:
        return reply(status=410) if self.is_later else reply(article(hit.path))

    def cut(self, hit: Hit) -> bytes:
        whole = article(hit.path)
        return reply(whole[: len(whole) // 2], length=-1) if self.is_later else reply(whole)


def unchanged_feed(hit: Hit) -> bytes:
    if hit.headers.get("if-none-match") == '"one"':
        return reply(status=304, ETag='"one"', length=-1)
    now = datetime.now(UTC) - timedelta(minutes=30)
    entry = f"<item><title>Mine</title><link>/a</link><pubDate>{now:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
    return reply(f'<rss version="2.0"><channel>{entry}</channel></rss>'.encode(), ETag='"one"')


# each would keep a stock extractor busy for more than the limit, or make it lose the article
HOSTILE = {
    "/malformed-author": hostile.malformed_author(4_800_000),
    "/inline-tags": hostile.inline_words(20_000, "<b>", "</b>"),
    "/inline-links": hostile.inline_words(8_000, "<a href=/x>", "</a>"),
    "/short-paragraphs": hostile.crowd(20_000, "<p>{}</p>"),
    "/line-breaks": hostile.crowd(20_000, "{}<br>"),
    "/attributes": hostile.attributes(50_000),
    "/long-class": hostile.attributes(0, 2 << 20),
    "/deep": hostile.tower(300),
    "/too-deep": hostile.tower(4_000),
    "/script": hostile.machine("<script>", "</script>", 10 << 20),
    "/long-text": hostile.long_text(10 << 20, in_article=False),
    "/swallowed": hostile.page(before="<textarea>"),
    "/shadow": hostile.shadow(),
}


def told(path: str) -> list[str]:
    """Paragraphs that no other page has."""
    return re.findall("<p>(.*?)</p>", article(path).decode())[: len(hostile.PARAGRAPHS)]


def dressed(path: str) -> bytes:
    """The hostile page with paragraphs of its own."""
    # a crowd outweighs the article, and equal crowds would make the pages copies of one another
    html = HOSTILE[path].replace("Строка", path).replace(hostile.TITLE, f"Report: {told(path)[0]}")
    for old, new in zip(hostile.PARAGRAPHS, told(path), strict=True):
        html = html.replace(old, new)
    return html.encode()


RUSSIAN = (
    "Рудник в городе {} выдал за квартал {} тысяч тонн меди и цинка.",
    "Горняки ночной смены в {} вышли на поверхность, на участке {} отключили свет.",
    "Я видел, говорит мастер из {}, как {} рабочих комбината ждали зарплату.",
    "Профсоюз шахтёров {} требует поднять оклады на {} процентов.",
    "Аким города {} пообещал построить {} квартир для семей рабочих фабрики.",
    "Суд обязал владельца карьера у {} заплатить {} миллионов тенге.",
)
KAZAKH = (
    "{} қаласындағы кеніш тоқсанда {} мың тонна кен өндірді.",
    "{} кеншілері жалақыны {} пайызға көтеруді талап етіп отыр.",
    "Әкім {} қаласында жұмысшыларға {} пәтер салуға уәде берді.",
    "Түнгі ауысымдағы шахтерлер {} маңындағы {} учаскеден жоғары көтерілді.",
    "Комбинат {} тұрғындарына {} миллион теңге өтемақы төлейді.",
    "Жаңа оқпан {} түбінде {} метр тереңдікке жетті, деді өңір басшысы.",
)


def reported(path: str, sentences: tuple[str, ...] = RUSSIAN) -> list[str]:
    """Sentences on mining with names and numbers that no other page has."""
    draw = random.Random(path)
    towns = [
        "Риддер",
        "Сатпаев",
        "Рудный",
        "Хромтау",
        "Балхаш",
        "Аксу",
        "Степногорск",
        "Житикара",
        "Кентау",
    ]
    return [
        sentence.format(f"{draw.choice(towns)} {draw.randint(2, 99)}", draw.randint(100, 9999))
        for sentence in sentences
    ]


def written(path: str, sentences: tuple[str, ...] = RUSSIAN, head: str = "") -> str:
    text = "".join(f"<p>{sentence}</p>" for sentence in reported(path, sentences))
    title = sentences[0].format("Караганда", len(path))
    return f"{head}<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"


def misread(text: str) -> str:
    return "".join(bytes([code]).decode("cp1251", "ignore") or chr(code) for code in text.encode())


META = '<meta charset="{}">'
XML = '<?xml version="1.0" encoding="{}"?>'
# path: the bytes that are sent, the content type
ENCODED = {
    "/utf-8-as-cp1251": (written("/utf-8-as-cp1251").encode(), "text/html; charset=windows-1251"),
    "/utf-8-as-latin": (written("/utf-8-as-latin").encode(), "text/html; charset=iso-8859-1"),
    "/utf-8-meta": (written("/utf-8-meta", head=META.format("utf-16")).encode(), "text/html"),
    "/utf-8-xml": (written("/utf-8-xml", head=XML.format("cp1252")).encode(), "text/html"),
    "/utf-8-damaged": (written("/utf-8-damaged").encode() + b"\xd0 ", "text/html"),
    "/cp1251-as-utf-8": (written("/cp1251-as-utf-8").encode("cp1251"), "text/html; charset=utf-8"),
    "/cp1251-meta": (
        written("/cp1251-meta", head=META.format("utf-8")).encode("cp1251"),
        "text/html",
    ),
    "/cp1251-xml": (written("/cp1251-xml", head=XML.format("utf-8")).encode("cp1251"), "text/html"),
    "/cp1251-bare": (written("/cp1251-bare").encode("cp1251"), "text/html"),
    "/koi8-bare": (written("/koi8-bare").encode("koi8-r"), "text/html"),
    "/cp866-bare": (written("/cp866-bare").encode("cp866"), "text/html"),
    "/utf-16-bare": (written("/utf-16-bare").encode("utf-16-le"), "text/html"),
    "/twice": (misread(written("/twice")).encode(), "text/html; charset=utf-8"),
    "/nul": (written("/nul").replace("а", "а\0").encode(), "text/html; charset=utf-8"),
    "/surrogate": (
        written("/surrogate")
        .replace("</p>", "&#xD83D;\ud83d\x07</p>")
        .encode("utf-8", "surrogatepass"),
        "text/html; charset=utf-8",
    ),
    "/nfd": (
        unicodedata.normalize("NFD", written("/nfd")).encode(),
        "text/html; charset=utf-8",
    ),
}
ENCODED_KAZAKH = {
    "/kz1048": (written("/kz1048", KAZAKH).encode("kz1048"), "text/html; charset=windows-1251"),
    "/pt154": (written("/pt154", KAZAKH).encode("ptcp154"), "text/html; charset=windows-1251"),
    "/kk-utf-8": (written("/kk-utf-8", KAZAKH).encode(), "text/html; charset=windows-1251"),
}
ALL_ENCODED = {**ENCODED, **ENCODED_KAZAKH}
AGING = Aging()
ASIDE = {"delay_seconds": 0.6}
SITES = (
    Site("walled", SIX, dict.fromkeys(SIX, reply(CLOUDFLARE, status=403)), ASIDE),
    Site("hidden", SIX, dict.fromkeys(SIX, reply(CLOUDFLARE)), ASIDE),
    Site("forbidding", SIX, dict.fromkeys(SIX, reply(b"<h1>403</h1>", status=403)), ASIDE),
    Site("private", ["/closed", "/good"], {"/closed": reply(b"<h1>403</h1>", status=403)}),
    Site("guarded", SIX, {"/feed": reply(CLOUDFLARE), "/": reply(CLOUDFLARE)}),
    Site("mending", [*SIX, "/good"], dict.fromkeys(SIX, reply(MENDING))),
    Site("typed", [*TYPES, *NO_PAGES, "/good"], {**TYPES, **NO_PAGES}),
    Site("hostile", [*HOSTILE, "/good"], {path: reply(dressed(path)) for path in HOSTILE}),
    Site(
        "encoded",
        list(ALL_ENCODED),
        {path: reply(body, content_type=claim) for path, (body, claim) in ALL_ENCODED.items()},
    ),
    Site("baking", ["/a", "/b"], {"/a": reply(article("cookie"), Set_Cookie="id=1; Domain=.test")}),
    Site("steady", answers={"/feed": unchanged_feed}),
    Site(
        "aging",
        answers={"/feed": AGING.feed, "/deleted": AGING.deleted, "/cut": AGING.cut},
    ),
)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultRun]:
    for run in serve(SITES, tmp_path_factory.mktemp("pages")):
        run.crawl()
        run.assert_neighbour()
        AGING.is_later = True
        run.crawl()
        yield run


def test_the_healthy_neighbour_of_all_of_them_is_stored(crawled: FaultRun) -> None:
    crawled.assert_neighbour()


@pytest.mark.parametrize("name", ["private", "mending", "typed", "hostile"])
def test_a_good_page_of_the_same_host_is_kept(crawled: FaultRun, name: str) -> None:
    assert crawled.state(name, "/good") == ("kept", "")


# a challenge page with 403, with 200, and a bare 403, whatever is asked for
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("walled", "a challenge page of Cloudflare"),
        ("hidden", "a challenge page of Cloudflare"),
        ("forbidding", "answered 403"),
    ],
)
def test_a_site_behind_a_wall_is_asked_for_three_pages_and_all_of_them_come_back(
    crawled: FaultRun, name: str, words: str
) -> None:
    rows = [crawled.page(name, path) for path in SIX]
    assert {row["state"] for row in rows} == {"failed"}
    assert all(row["next_check_at"] for row in rows)
    assert sum(row["reason"] == f"blocks us: {words}" for row in rows) >= 4
    assert crawled.stored(name) == 0
    assert len([path for path in crawled.asked(name) if path in SIX]) == 3


def test_one_forbidden_page_is_no_wall(crawled: FaultRun) -> None:
    assert crawled.state("private", "/closed") == ("failed", "answered 403")


# a challenge page in the place of the feed
def test_a_feed_behind_a_wall_is_a_source_that_blocks_us(crawled: FaultRun) -> None:
    assert "blocks us: a challenge page of Cloudflare" in str(crawled.problem("guarded"))
    assert "blocks us: a challenge page of Cloudflare" in crawled.issues("guarded")


# every address answers 200 with the same words on repairs
def test_a_site_under_repair_is_never_taken_for_articles(crawled: FaultRun) -> None:
    assert {crawled.page("mending", path)["state"] for path in SIX} <= {"failed", "rejected"}
    assert crawled.stored("mending") == 1
    query = "SELECT sum(pages) FROM run_outcome WHERE source_id = 'mending' AND reason <> ''"
    assert crawled.rows(query)[0][0] == len(SIX)


# no content type, a wrong one
@pytest.mark.parametrize("path", TYPES)
def test_an_article_under_a_wrong_content_type_is_kept(crawled: FaultRun, path: str) -> None:
    assert crawled.state("typed", path) == ("kept", "")


# 200 without a body, 204, a PDF under its own name and under that of a page
@pytest.mark.parametrize("path", NO_PAGES)
def test_what_is_no_page_is_told_and_not_stored(crawled: FaultRun, path: str) -> None:
    row = crawled.page("typed", path)
    assert row["state"] in {"failed", "rejected"}
    assert row["reason"]
    assert row["article_id"] is None


def stored_text(crawled: FaultRun, name: str, path: str) -> str:
    assert crawled.state(name, path) == ("kept", "")
    query = "SELECT text FROM article WHERE id = ?"
    [row] = crawled.rows(query, crawled.page(name, path)["article_id"])
    return str(row["text"])


# malformed JSON-LD, crowds of tags, attributes, depth, megabytes in one place, swallowing tags
@pytest.mark.parametrize("path", HOSTILE)
def test_the_article_of_a_hostile_page_is_stored_whole(crawled: FaultRun, path: str) -> None:
    text = stored_text(crawled, "hostile", path)
    assert [paragraph for paragraph in told(path) if paragraph not in text] == []


# a wrong header, meta tag or declaration; none; a broken byte; NUL, surrogates, split letters
@pytest.mark.parametrize("path", ALL_ENCODED)
def test_an_article_in_any_encoding_is_stored_as_it_was_written(
    crawled: FaultRun, path: str
) -> None:
    sentences = RUSSIAN if path in ENCODED else KAZAKH
    assert stored_text(crawled, "encoded", path).split("\n\n") == reported(path, sentences)


# a cookie for a whole top-level domain
def test_a_cookie_is_neither_sent_back_nor_looked_up_anywhere(crawled: FaultRun) -> None:
    assert crawled.stored("baking") == 2
    assert not [hit for hit in crawled.server.hits if "cookie" in hit.headers]


# the second answer is 304
def test_an_unchanged_feed_is_asked_conditionally_and_nothing_is_fetched_again(
    crawled: FaultRun,
) -> None:
    asked = [hit for hit in crawled.server.hits if (hit.host, hit.path) == ("steady.test", "/feed")]
    assert [hit.headers.get("if-none-match") for hit in asked] == [None, '"one"']
    assert crawled.asked("steady").count("/a") == 1
    assert crawled.stored("steady") == 1


# 410 for an article that is stored
def test_a_deleted_article_stays_in_the_archive_and_its_page_is_marked(crawled: FaultRun) -> None:
    row = crawled.page("aging", "/deleted")
    assert (row["state"], row["gone_why"]) == ("kept", "answered 410")
    assert row["gone_at"] is not None
    assert row["next_check_at"] is None
    assert crawled.rows("SELECT 1 FROM article WHERE url LIKE '%aging%/deleted'")


# the second answer ends in the middle
def test_a_cut_answer_never_takes_the_place_of_the_whole_article(crawled: FaultRun) -> None:
    assert crawled.asked("aging").count("/cut") == 2
    [row] = crawled.rows("SELECT canonical_url, text FROM article WHERE url LIKE '%aging%/cut'")
    last = article("/cut").split(b"<p>")[-1].split(b"</p>")[0].decode()
    assert row["text"].endswith(last)
    history = crawled.rows(
        "SELECT kind, text FROM revision WHERE canonical_url = ?", row["canonical_url"]
    )
    assert [one["kind"] for one in history if one["text"] == row["text"]] == ["first"]
    assert {one["kind"] for one in history} <= {"first", "cut"}


def test_an_article_that_is_new_in_the_second_run_is_stored_beside_them(crawled: FaultRun) -> None:
    assert crawled.state("aging", "/new") == ("kept", "")
