"""Busy, broken, slow and oversized answers: each has its reason, and the neighbours are stored."""

from __future__ import annotations

import gzip
import random
import zlib
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]
import pytest

from tests.faultsites import Site, article, faulty
from tests.loopback import HANG, Hit, reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faultsites import Answer, FaultRun
    from tests.loopback import Part

MEBIBYTE = bytes(1 << 20)


def bomb() -> bytes:
    packer = zlib.compressobj(wbits=31)
    return b"".join([*(packer.compress(MEBIBYTE) for _ in range(64)), packer.flush()])


class OnceBusy:
    """Busy at the first request, with a named pause; well afterwards."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, hit: Hit) -> Answer:
        self.asked += 1
        return reply(status=503, Retry_After="2") if self.asked == 1 else reply(article(hit.path))


# the text is in the first half, so that it is read and the cut must be told all the same
PACKED = gzip.compress(
    article("a page that was packed").replace(
        b"</article>", b"<!--%s--></article>" % random.Random(1).randbytes(6000).hex().encode()
    )
)


def half(seed: str) -> bytes:
    page = article(seed)
    return page[: page.index(b"<p>") + 250]


ODD: dict[str, Answer] = {
    "/garbage": b"\x00\x01 not http at all\r\n\r\n",
    "/no-headers": b"<html>a page as of 1991</html>",
    "/two-lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\nabc",
    "/minus-length": b"HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc",
    "/long-header": b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\nabc",
}
DRIP: list[Part] = [reply(length=900), *(part for _ in range(15) for part in (b"x", 0.3))]
ENDLESS: tuple[bytes, ...] = (reply(length=-1), *(MEBIBYTE for _ in range(64)))
LARGE: dict[str, Answer] = {
    "/bomb": reply(bomb(), Content_Encoding="gzip"),
    "/bomb-br": reply(brotli.compress(MEBIBYTE * 40, quality=1), Content_Encoding="br"),
    # no length is told, and the bytes do not end
    "/endless": ENDLESS,
    "/long-text": reply(b"<html><p>" + b"coal " * 4_000_000),
}
THREE = ("/a", "/b", "/c")
NOBODY = "http://refusing.test:9"
SITES = (
    Site("busy", THREE, dict.fromkeys(THREE, OnceBusy())),
    Site("closed", THREE, dict.fromkeys(THREE, reply(status=429, Retry_After="3000"))),
    Site("unnamed", THREE, dict.fromkeys(THREE, reply(status=429))),
    Site("refusing", fields={"home": NOBODY, "feeds": [{"url": f"{NOBODY}/feed"}]}),
    Site(
        "missing",
        fields={
            "hosts": ["no-such-host.invalid"],
            "home": "http://no-such-host.invalid/",
            "feeds": [{"url": "http://no-such-host.invalid/feed"}],
            "pin": {},
        },
    ),
    Site("resetting", ["/reset", "/good"], {"/reset": b""}),
    Site("hanging", ["/hang", "/good"], {"/hang": [HANG]}),
    Site("dripping", ["/drip", "/good"], {"/drip": DRIP}),
    Site(
        "cutting",
        ["/longer", "/good", "/shorter", "/no-length", "/half"],
        {
            "/longer": reply(half("longer"), length=5000),
            "/shorter": reply(article("shorter"), length=len(half("shorter"))),
            "/no-length": reply(half("no length"), length=-1),
            "/half": reply(PACKED[: len(PACKED) // 2], Content_Encoding="gzip"),
        },
    ),
    Site(
        "packing",
        ["/plain", "/brotli", "/unknown", "/good"],
        {
            "/plain": reply(article("not packed at all"), Content_Encoding="gzip"),
            "/brotli": reply(b"\x00\x01\x02" * 50, Content_Encoding="br"),
            "/unknown": reply(b"\x00\x01\x02" * 50, Content_Encoding="x-ours"),
        },
    ),
    Site("large", [*LARGE, "/good"], LARGE),
    Site("odd", [part for path in ODD for part in (path, f"/after{path}")], ODD),
)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultRun]:
    yield from faulty(SITES, tmp_path_factory.mktemp("http"))


def test_the_healthy_neighbour_of_all_of_them_is_stored(crawled: FaultRun) -> None:
    crawled.assert_neighbour()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        *[(name, "/good") for name in ("resetting", "hanging", "dripping", "cutting", "packing", "large")],
        *[("odd", f"/after{path}") for path in ODD],
    ],
)  # fmt: skip
def test_a_good_page_of_the_same_host_is_kept(crawled: FaultRun, name: str, path: str) -> None:
    assert crawled.page(name, path)["state"] == "kept"


# 503 with Retry-After
def test_a_busy_host_is_left_alone_as_long_as_it_asks_and_loses_nothing(crawled: FaultRun) -> None:
    assert [crawled.page("busy", path)["state"] for path in THREE] == ["kept"] * 3
    first, *later = [
        hit.at for hit in crawled.server.hits if hit.host == "busy.test" and hit.path in THREE
    ]
    assert len(later) == 3
    assert min(later) - first > 1.9


# 429 with a Retry-After beyond the patience of a run
def test_a_host_that_asks_for_a_long_pause_has_it_and_its_pages_come_back(
    crawled: FaultRun,
) -> None:
    for path in THREE:
        row = crawled.page("closed", path)
        assert (row["state"], row["reason"]) == ("failed", "throttled by the host")
        assert row["detail"].startswith("throttled by the host until 20")
        assert (row["attempts"], bool(row["next_check_at"])) == (0, True)
    assert len([path for path in crawled.asked("closed") if path in THREE]) == 1


# 429 without a word on when
def test_a_host_that_stays_busy_after_three_tries_is_left_alone(crawled: FaultRun) -> None:
    asked = [path for path in crawled.asked("unnamed") if path in THREE]
    assert max(map(asked.count, THREE)) == 3
    assert min(map(asked.count, THREE)) == 0
    for path in THREE:
        assert crawled.state("unnamed", path) == ("failed", "throttled by the host")


# nobody listens; no such name
@pytest.mark.parametrize(
    ("name", "why"), [("refusing", "connection refused"), ("missing", "host not found")]
)
def test_a_host_that_cannot_be_reached_is_a_failed_source_in_the_verdict(
    crawled: FaultRun, name: str, why: str
) -> None:
    assert why in str(crawled.problem(name))
    assert any(why in issue for issue in crawled.issues(name))
    [run] = crawled.rows("SELECT verdict, exit_code FROM run")
    assert name in run["verdict"]
    assert run["exit_code"] == 5
    assert crawled.done is not None
    assert crawled.done.returncode == 5


# the connection is lost, no answer comes, or it comes a byte at a time
@pytest.mark.parametrize(
    ("name", "path", "why"),
    [
        ("resetting", "/reset", "connection was lost"),
        ("hanging", "/hang", "timed out"),
        ("dripping", "/drip", "timed out"),
    ],
)
def test_a_page_without_an_answer_is_tried_three_times_and_comes_back(
    crawled: FaultRun, name: str, path: str, why: str
) -> None:
    row = crawled.page(name, path)
    assert (row["state"], row["reason"], row["attempts"]) == ("failed", why, 1)
    assert row["next_check_at"]
    assert crawled.asked(name).count(path) == 3


# Content-Length larger than the body
def test_a_page_shorter_than_announced_is_asked_for_twice_and_not_stored(crawled: FaultRun) -> None:
    assert crawled.state("cutting", "/longer") == ("failed", "answer was cut short")
    assert crawled.asked("cutting").count("/longer") == 2


# Content-Length smaller than the body; no length and closed in the middle; half a gzip stream
@pytest.mark.parametrize("path", ["/shorter", "/no-length", "/half"])
def test_a_page_that_may_be_cut_is_kept_and_marked(crawled: FaultRun, path: str) -> None:
    article_id = crawled.page("cutting", path)["article_id"]
    [row] = crawled.rows("SELECT flags FROM article WHERE id = ?", article_id)
    assert "truncated" in row["flags"]


def test_a_whole_page_is_not_marked_as_cut(crawled: FaultRun) -> None:
    article_id = crawled.page("cutting", "/good")["article_id"]
    [row] = crawled.rows("SELECT flags FROM article WHERE id = ?", article_id)
    assert "truncated" not in row["flags"]


# labelled as packed and plain; packed badly; packed in an unknown way
@pytest.mark.parametrize(
    ("path", "state", "why"),
    [
        ("/plain", "kept", ""),
        ("/brotli", "failed", "answer could not be unpacked"),
        ("/unknown", "failed", "answer is packed in an unknown way (x-ours)"),
    ],
)
def test_what_cannot_be_unpacked_says_so_and_what_needs_no_unpacking_is_kept(
    crawled: FaultRun, path: str, state: str, why: str
) -> None:
    assert crawled.state("packing", path) == (state, why)


# a gzip and a brotli bomb, an endless stream, a page of 20 MB
@pytest.mark.parametrize("path", LARGE)
def test_what_is_over_the_cap_is_refused_once_and_for_all(crawled: FaultRun, path: str) -> None:
    row = crawled.page("large", path)
    assert (row["state"], row["reason"]) == ("failed", "larger than the cap")
    assert row["next_check_at"] is None


@pytest.mark.parametrize("path", ["/bomb", "/bomb-br", "/long-text"])
def test_what_shows_its_size_at_once_is_asked_for_once(crawled: FaultRun, path: str) -> None:
    assert crawled.asked("large").count(path) == 1


# no status line, two lengths, a negative length, a header of 200 kB
@pytest.mark.parametrize("path", ODD)
def test_an_answer_that_breaks_the_protocol_has_one_clean_reason(
    crawled: FaultRun, path: str
) -> None:
    # where the first line has no end, the end of the connection is all there is to see
    clean = {"answer is not proper HTTP", "answer was cut short", "connection was lost"}
    state, why = crawled.state("odd", path)
    assert state == "failed"
    assert why in clean
