from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hubs import hubcodecs

RSS = '<?xml version="1.0"?><rss><item><title>Шахта и рудник Қарағанды</title></item></rss>'


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)  # fmt: skip
def test_a_text_in_any_width_is_read_whatever_it_declares(codec: str) -> None:
    assert hubcodecs.decode(RSS.encode(codec)) == RSS


def test_a_mark_of_utf_16_before_other_text_is_no_reason_to_lose_it() -> None:
    assert hubcodecs.decode(b"\xff\xfe" + RSS.encode()).endswith(RSS)


@pytest.mark.parametrize(
    ("declared", "written", "words"),
    [
        ("shift_jis", "shift_jis", "鉱山のニュース"),
        ("iso-8859-2", "iso8859-2", "kopalnia węgla"),
        ("windows-1251", "kz1048", "Қазақстан әкімі"),
        ("windows-1251", "cp1251", "ШАХТА КАРАГАНДЫ"),
        ("", "kz1048", "қазақ тілі"),
        ("", "koi8-r", "шахта караганды"),
        ("utf-16", "utf-8", "шахта"),
    ],
)
def test_a_declared_charset_is_believed_as_far_as_the_bytes_allow(
    declared: str, written: str, words: str
) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><rss>{words}</rss>'
    assert hubcodecs.decode(text.encode(written)) == text


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        zlib.compress,
        lambda body: gzip.compress(gzip.compress(body)),
        lambda body: gzip.compress(body[:20]) + gzip.compress(body[20:]),
        lambda body: gzip.compress(body) + b"trailing junk",
    ],
)
def test_what_is_packed_is_unpacked_however_often(pack: object) -> None:
    body = RSS.encode()
    assert hubcodecs.inflate(pack(body)) == body  # type: ignore[operator]


def test_packing_without_end_is_undone_to_a_bound() -> None:
    body = b"x"
    for _ in range(10):
        body = gzip.compress(body)
    assert hubcodecs.inflate(body).startswith(b"\x1f\x8b")
    members = gzip.compress(b"a") * 1100
    assert hubcodecs.inflate(members) == b"a" * 1000


def test_unpacking_stops_at_the_cap_and_at_damage() -> None:
    bomb = gzip.compress(bytes(33 * 2**20))
    assert len(hubcodecs.inflate(bomb)) == hubcodecs.INFLATE_CAP
    noise = bytes(n * 7919 % 251 for n in range(200_000))
    packed = gzip.compress(noise)
    kept = hubcodecs.inflate(packed[: len(packed) // 2] + b"garbage" * 20)
    assert noise.startswith(kept[:1000])


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\x1f\x8b\x08\x00", b"x\x9c", b"\xff\xfe", b"\x00<"]),
)
def test_no_bytes_raise(body: bytes, head: bytes) -> None:
    assert isinstance(hubcodecs.decode(hubcodecs.inflate(head + body)), str)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="cp1251", min_codepoint=32), min_size=1, max_size=60))
def test_utf_8_is_never_taken_for_anything_else(words: str) -> None:
    assert hubcodecs.decode(words.encode()) == words.lstrip("\ufeff")
