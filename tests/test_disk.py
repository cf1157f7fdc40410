import gzip
from pathlib import Path

import pytest
from scrapy.http import Response

from crawler.extensions.warc import warc_member
from pipelines.disk import DISK, DiskError, files, read_pages
from tests.builders import NOW


def test_a_saved_page_becomes_a_page_of_the_disk_source(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<html>x</html>")
    [page] = read_pages(path, NOW)
    assert (page.source_id, page.candidate.via, page.body) == (DISK.id, "disk", b"<html>x</html>")
    assert page.url == path.as_uri()
    assert page.fetched_at == NOW


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
        (b"Content-Encoding: gzip", b"<html></html>"),
    ],
)
def test_a_warc_of_another_tool_gives_pages_unpacked(
    tmp_path: Path, head: bytes, packed: bytes
) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(head, packed))
    assert [page.body for page in read_pages(path, NOW)] == [b"<html></html>"]


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
