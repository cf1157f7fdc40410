import gzip
import os
import random
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from scrapy.http import Response

from crawler.extensions.warc import warc_member
from pipelines.archive import Archive
from pipelines.disk import DISK, DiskError, files, read_pages
from pipelines.entities import save_entities
from pipelines.refine import refine
from pipelines.runs import RunBook
from pipelines.store import Refined, Store
from pipelines.warc import saved_at, unpacked, warc_pages
from tests.builders import NOW
from tests.newsroom import sentence
from tests.snapshots import broken_links, snapshot

SAVED = datetime(2026, 11, 21, 6, 30, 15, tzinfo=UTC)


def test_a_saved_page_becomes_a_page_of_the_disk_source(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<html>x</html>")
    date(path, SAVED)
    [page] = read_pages(path, NOW)
    assert (page.source_id, page.candidate.via, page.body) == (DISK.id, "disk", b"<html>x</html>")
    assert page.url == path.as_uri()
    assert page.fetched_at == SAVED


def date(path: Path, at: datetime) -> None:
    """Let a file be written at a time."""
    os.utime(path, (at.timestamp(), at.timestamp()))


@pytest.mark.parametrize(
    ("written", "at"),
    [
        (SAVED.timestamp(), SAVED),
        (SAVED.timestamp() + 0.75, SAVED),
        (datetime(1991, 8, 6, tzinfo=UTC).timestamp(), datetime(1991, 8, 6, tzinfo=UTC)),
        (NOW.timestamp() + 86_400, NOW),
        (10.0**11, NOW),
        (0, NOW),
        (datetime(1980, 1, 1, tzinfo=UTC).timestamp(), NOW),
        (-(10.0**9), NOW),
    ],
)
def test_a_saved_page_is_of_the_time_of_its_file_never_later_than_now(
    tmp_path: Path, written: float, at: datetime
) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<html>x</html>")
    os.utime(path, (written, written))
    now = NOW + timedelta(microseconds=5)
    assert saved_at(path, now) == at
    assert next(read_pages(path, now)).fetched_at == at


def state(count: str) -> bytes:
    """A saved state of one article."""
    body = f"На шахте имени Костенко в Караганде погибли {count} горняка, сообщила Qarmet. "
    lines = "".join(f"<p>{body}{sentence(n, words=14)}</p>" for n in range(8))
    return (
        "<!doctype html><html><head><title>Авария на шахте</title>"
        "<link rel=canonical href='https://tengrinews.kz/news/9'></head>"
        f"<body><article><h1>Авария на шахте</h1>{lines}</article></body></html>"
    ).encode()


def _same(now: datetime) -> datetime:
    return now


def read_in(folder: Path, order: list[str]) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """What an archive holds after files were read in an order, and the versions in it."""
    archive = Archive(folder / f"{'-'.join(order)}.db")
    with archive.write() as db:
        save_entities(db)
    for hour, name in enumerate(order):
        # each reading is a run of its own
        now = NOW + timedelta(hours=hour)
        book = RunBook(archive, partial(_same, now))
        book.begin("ingest", [DISK], {})
        store = Store(archive, book, partial(_same, now))
        for page in read_pages(folder / name, now):
            store.save(Refined(page, refine(page, DISK)))
    assert broken_links(archive) == []
    versions = "SELECT seen_at, kind FROM revision ORDER BY seen_at"
    found = snapshot(archive), [tuple(row) for row in archive.connection.execute(versions)]
    archive.close()
    return found


def test_saved_states_tell_one_history_in_any_order_and_however_often(tmp_path: Path) -> None:
    names = ["a.html", "b.html", "c.html"]
    for hour, (name, count) in enumerate(zip(names, ("четыре", "пять", "шесть"), strict=True)):
        (tmp_path / name).write_bytes(state(count))
        date(tmp_path / name, SAVED + timedelta(hours=hour))
    expected, versions = read_in(tmp_path, names)
    assert versions == [
        ("2026-11-21T06:30:15+00:00", "first"),
        ("2026-11-21T07:30:15+00:00", "changed"),
        ("2026-11-21T08:30:15+00:00", "changed"),
    ]
    again = names * 2
    random.Random(5).shuffle(again)
    for order in (names[::-1], [*names, "a.html"], again):
        assert read_in(tmp_path, order) == (expected, versions)
    [row] = expected["article"]
    assert "погибли шесть горняка" in row


def test_states_of_one_second_are_put_in_one_order_whichever_was_read_first(tmp_path: Path) -> None:
    for name, count in (("a.html", "четыре"), ("b.html", "шесть")):
        (tmp_path / name).write_bytes(state(count))
        date(tmp_path / name, SAVED)
    assert read_in(tmp_path, ["a.html", "b.html"]) == read_in(tmp_path, ["b.html", "a.html"])


def test_a_gzipped_page_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(b"<html>x</html>", mtime=0))
    assert next(read_pages(path, NOW)).body == b"<html>x</html>"


def test_the_same_bytes_have_the_same_identity_under_any_name(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_bytes(b"<html>x</html>")
    first, second = (next(read_pages(path, NOW)) for path in files([tmp_path]))
    assert first.candidate.canonical_url == second.candidate.canonical_url
    assert first.url != second.url


def test_a_text_dump_is_told_from_a_page_that_is_called_txt(tmp_path: Path) -> None:
    dump, page = tmp_path / "a.txt", tmp_path / "b.txt"
    dump.write_text(" date 2024-04-02 ASTANA — Miners went home.", encoding="utf-8")
    page.write_text("<!doctype html><html><p>Miners</p></html>", encoding="utf-8")
    assert next(read_pages(dump, NOW)).content_type == "text/plain"
    assert next(read_pages(page, NOW)).content_type == ""


def test_a_directory_gives_its_pages_in_order_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.html", "a.htm", "deep/c.html.gz", "notes.md", "d.TXT"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    names = [path.name for path in files([tmp_path])]
    assert list(files([tmp_path / "notes.md"])) == [tmp_path / "notes.md"]
    assert names == ["a.htm", "b.html", "d.TXT", "c.html.gz"]


@pytest.mark.parametrize("name", ["missing.html", "empty"])
def test_a_path_with_nothing_to_read_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(DiskError, match=name):
        list(files([tmp_path / name]))


def test_a_broken_gzip_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(b"x" * 100)[:20])
    with pytest.raises(DiskError, match=r"a\.html\.gz: cannot be read"):
        list(read_pages(path, NOW))


def test_a_file_over_the_cap_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.disk.MAX_BYTES", 10)
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(b"x" * 11))
    with pytest.raises(DiskError, match="larger than"):
        list(read_pages(path, NOW))


def answer(path: str, status: int = 200, kind: str = "text/html; charset=utf-8") -> Response:
    return Response(
        f"https://agency.kz{path}",
        status=status,
        headers={"Content-Type": kind},
        body=f"<html>қала {path}</html>".encode(),
    )


def test_pages_kept_in_a_warc_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    kept = (answer("/a"), answer("/gone", 404), answer("/pic", kind="image/png"), answer("/b"))
    path.write_bytes(b"".join(map(warc_member, kept)))
    pages = list(read_pages(path, NOW))
    assert [page.url for page in pages] == ["https://agency.kz/a", "https://agency.kz/b"]
    assert pages[0].body.decode() == "<html>қала /a</html>"
    assert pages[0].content_type == "text/html; charset=utf-8"
    assert pages[0].fetched_at.tzinfo is not None


def test_a_page_of_a_warc_is_of_the_time_of_its_record_else_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    dated = record(b"X: 1", b"<html></html>")
    path.write_bytes(dated + dated.replace(b"WARC-Date: 2026-01-01T00:00:00Z\r\n", b""))
    date(path, SAVED)
    stated = datetime(2026, 1, 1, tzinfo=UTC)
    assert [page.fetched_at for page in read_pages(path, NOW)] == [stated, SAVED]
    assert [page.fetched_at for page in warc_pages(path, "agency")] == [stated, SAVED]


def test_a_warc_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"no warc at all\r\n\r\n")
    with pytest.raises(DiskError, match="not a whole WARC"):
        list(read_pages(path, NOW))


@pytest.mark.parametrize(
    ("head", "packed"),
    [
        (b"Transfer-Encoding: chunked", b"6\r\n<html>\r\n7;x=1\r\n</html>\r\n0\r\n\r\n"),
        (b"Transfer-Encoding: chunked", b"<html></html>"),
        (b"Content-Encoding: gzip", gzip.compress(b"<html></html>", mtime=0)),
        (b"Transfer-Encoding: chunked", b"6\r\n<html>\r\n7\r\n</html>\r\n"),
        (b"Content-Encoding: gzip", b"<html></html>"),
    ],
)
def test_a_warc_of_another_tool_gives_pages_unpacked(
    tmp_path: Path, head: bytes, packed: bytes
) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(head, packed))
    assert [page.body for page in read_pages(path, NOW)] == [b"<html></html>"]


@pytest.mark.parametrize(
    "body", [b"-6\r\n<html>", b"zz\r\n<html>", b"\r\n<html>", b"\x1f\x8b<html>"]
)
def test_what_is_only_labelled_as_packed_stays_as_it_is(body: bytes) -> None:
    assert unpacked(body, chunked=True) == body


def test_a_warc_that_ends_within_a_page_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(b"X: 1", b"<html>" * 100)[:-100])
    with pytest.raises(DiskError, match="cut short"):
        list(read_pages(path, NOW))


def record(head: bytes, body: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n\r\n" + body
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://agency.kz/a\r\n"
        b"WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(answer), answer)
    )
