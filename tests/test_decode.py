from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model import Reason, Rejection
from pipelines.parsing.decode import MAX_BYTES, decode, printable

RU = "<html><head><title>Шахта</title></head><body><p>В Риддере остановили шахту.</p></body></html>"
KK = "<p>Қарағандыда жаңа кеніш ашылды, деп хабарлайды баспасөз қызметі.</p>"
TALE = (
    "Я видел, как рабочие комбината вышли на площадь. Аким города обещал разобраться за неделю; "
    "Юрий, Эльдар и Яна говорят, что ждать больше не могут."
)
LIES = [
    "",
    "text/html",
    "text/html; charset=utf-8",
    "text/html; charset=windows-1251",
    "text/html; charset=koi8-r",
    "text/html; charset=iso-8859-1",
    "text/html; charset=utf-16",
    "text/html; charset=euc-kr",
    "text/html; charset=no-such-thing",
    "text/html; charset=base64",
    "text/html; charset=undefined",
    "text/html; charset=raw_unicode_escape",
    "text/html; charset=cp500",
]


def rejected(body: bytes, content_type: str = "text/html") -> Reason:
    result = decode(body, content_type)
    assert isinstance(result, Rejection)
    return result.reason


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("content_type", LIES)
def test_a_russian_page_is_read_whatever_the_header_claims(
    encoding: str, content_type: str
) -> None:
    assert decode(RU.encode(encoding), content_type) == RU


@pytest.mark.parametrize("claim", ["utf-16", "utf-8", "windows-1251", "euc-kr"])
def test_a_wrong_meta_tag_does_no_harm(claim: str) -> None:
    page = f'<html><head><meta charset="{claim}"></head>{RU}'
    assert decode(page.encode("cp1251"), "text/html") == page


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_seen_by_its_zero_bytes(encoding: str) -> None:
    assert decode(RU.encode(encoding), "") == RU


@pytest.mark.parametrize(
    "encoding", ["cp866", "koi8-u", "iso8859-5", "mac-cyrillic", "koi8-r", "cp1251", "utf-16-be"]
)
@pytest.mark.parametrize("text", ["В Риддере остановили шахту.", "Шахта", RU, f"<p>{TALE}</p>"])
def test_rare_encodings_of_russian_are_told_by_how_the_words_look(encoding: str, text: str) -> None:
    page = f"<p>{text}</p>"
    assert decode(page.encode(encoding), "text/html; charset=utf-8") == page


@pytest.mark.parametrize("encoding", ["koi8-u", "cp1251", "mac-cyrillic"])
@pytest.mark.parametrize("claim", ["", "text/html; charset=windows-1251"])
def test_ukrainian_keeps_its_letters(encoding: str, claim: str) -> None:
    page = "<p>Україна має свої шахти: її країна, цієї ночі, європейський ринок.</p>"
    assert decode(page.encode(encoding), claim) == page


@pytest.mark.parametrize("encoding", ["kz1048", "ptcp154"])
@pytest.mark.parametrize("claim", LIES)
def test_kazakh_code_pages_give_kazakh_whatever_the_header_claims(
    encoding: str, claim: str
) -> None:
    assert decode(KK.encode(encoding), claim) == KK


@pytest.mark.parametrize("charset", ["cp1251", "kz1048"])
def test_a_page_of_two_encodings_is_read_piece_by_piece(charset: str) -> None:
    piece = KK if charset == "kz1048" else RU
    assert decode((RU * 3).encode() + piece.encode(charset), "") == RU * 3 + piece
    assert decode((RU * 3).encode("cp1251") + RU.encode(), "") == RU * 4


def test_text_that_was_encoded_twice_is_read_as_it_was_meant() -> None:
    shown = "".join(bytes([c]).decode("cp1251", "ignore") or chr(c) for c in KK.encode())
    assert decode(shown.encode(), "text/html; charset=utf-8") == KK


def test_halves_of_letters_go_in_every_spelling() -> None:
    halves = ["\ud83d", "&#xD83D;", "&#xdfff;", "&#55296;", "&#57343;"]
    page = RU.replace("</p>", "{}</p>")
    for half in halves:
        assert decode(page.replace("{}", half).encode("utf-8", "surrogatepass"), "") == RU
    kept = page.replace("{}", "&#55295;&#57344;&#xD7FF;&#xE000;")
    assert decode(kept.encode(), "") == kept


def test_stray_zero_bytes_do_not_make_a_page_utf_16() -> None:
    assert decode(RU.replace("<p>", "<\0p\0>").encode(), "") == RU


def test_one_broken_byte_costs_one_letter_not_the_page() -> None:
    body = (RU * 3).encode()
    text = decode(body.replace("Ш".encode(), b"\xd0", 1), "")
    assert isinstance(text, str)
    assert text == (RU * 3).replace("Ш", "�", 1)


def test_text_in_capitals_follows_the_declared_charset() -> None:
    page = "<p>РУДНЫЙ</p>"
    assert decode(page.encode("cp1251"), "text/html; charset=cp1251") == page


def test_accents_of_western_languages_are_no_cyrillic() -> None:
    page = "<p>Le café est fermé à Noël, déjà.</p><p>Größe</p>"
    assert decode(page.encode("cp1252"), "") == page


def test_the_declared_kazakh_code_page_gives_kazakh_letters() -> None:
    assert decode(KK.encode("kz1048"), "text/html; charset=kz1048") == KK


def test_an_xml_declaration_counts_as_a_claim() -> None:
    page = '<?xml version="1.0" encoding="shift_jis"?><p>「日本語」の記事です。</p>'
    assert decode(page.encode("shift_jis"), "") == page


def test_euro_signs_are_not_taken_for_serbian_letters() -> None:
    page = "<p>costs €5 – it’s “cheap”</p>"
    assert decode(page.encode("cp1252"), "text/html; charset=iso-8859-1") == page


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"%PDF-1.4 ...", "text/html"),
        (b"\x89PNG\r\n", ""),
        (b"\xff\xd8\xff\xe0", "text/html"),
        (b'{"a": 1}', "application/json"),
        (b"binary", "application/octet-stream"),
        (b"a,b", "text/csv"),
        (b"x", "image/svg+xml"),
    ],
)
def test_documents_images_and_data_are_not_web_pages(body: bytes, content_type: str) -> None:
    assert rejected(body, content_type) is Reason.NOT_HTML


def test_a_page_sent_as_octets_is_still_a_page() -> None:
    assert decode(RU.encode(), "application/octet-stream") == RU


@pytest.mark.parametrize("body", [b"", b" \r\n\t ", b"\xef\xbb\xbf  "])
def test_an_answer_without_letters_is_empty(body: bytes) -> None:
    assert rejected(body) is Reason.EMPTY


def test_the_size_cap_is_named() -> None:
    result = decode(b"a" * (MAX_BYTES + 1), "text/html")
    assert isinstance(result, Rejection)
    assert result.reason is Reason.TOO_LARGE
    assert f"{MAX_BYTES:,}" in result.detail


def test_noise_is_unreadable() -> None:
    noise = bytes(0x80 + (i * 97 + i // 7) % 32 for i in range(2000))
    assert rejected(noise) is Reason.UNREADABLE


def test_control_characters_and_surrogates_go_and_letters_are_composed() -> None:
    assert printable("а\x00б\x1b\ud800в\ufffe\x0cг") == "абв г"
    assert printable(unicodedata.normalize("NFD", "Қайёғ")) == "Қайёғ"
    assert printable("а\tб\r\nв") == "а\tб\r\nв"


@settings(max_examples=100)
@given(st.text(min_size=1))
def test_clean_utf_8_comes_back_as_it_was(text: str) -> None:
    expected = printable(text)
    body = expected.encode()
    result = decode(b"<p>" + body, "text/html")
    assert result == "<p>" + expected


LANGUAGES = {
    "ru": [
        "шахта",
        "рудник",
        "горняки",
        "Риддер",
        "зарплата",
        "объявили",
        "ёлка",
        "Эльдар",
        "ещё",
        "подъём",
        "щебень",
    ],
    "kk": [
        "кеніш",
        "Қарағанды",
        "жұмысшылар",
        "әкім",
        "өндіріс",
        "үшін",
        "жаңа",
        "һәм",
        "ңғ",
        "Ұлытау",
        "іске",
        "қосылды",
    ],
    "en": [
        "mine",
        "ore",
        "Ridder",
        "wages",
        "the",
        "output",
        "naïve",
        "café",
        "smelter",
        "shaft",
        "workers",
    ],
}
ENCODINGS = {
    "ru": ["utf-8", "cp1251", "koi8-r", "utf-16"],
    "kk": ["utf-8", "utf-16"],
    "en": ["utf-8", "cp1252"],
}


@settings(max_examples=100)
@given(st.data(), st.sampled_from(sorted(LANGUAGES)), st.sampled_from(LIES))
def test_honest_pages_of_the_region_come_back_as_they_were(
    data: st.DataObject, language: str, claim: str
) -> None:
    words = data.draw(st.lists(st.sampled_from(LANGUAGES[language]), min_size=2, max_size=40))
    page = f"<p>{' '.join(words)}.</p>"
    encoding = data.draw(st.sampled_from(ENCODINGS[language]))
    assert decode(page.encode(encoding), claim) == page


@settings(max_examples=100)
@given(st.binary(max_size=400), st.sampled_from(LIES))
def test_no_bytes_make_it_raise_and_no_text_holds_controls(body: bytes, claim: str) -> None:
    result = decode(body, claim)
    if isinstance(result, str):
        assert printable(result) == result
