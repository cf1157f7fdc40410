from __future__ import annotations

import email.policy
from datetime import UTC, datetime
from email.parser import BytesParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.alerts.letter import Envelope, Person, letter
from tests.receivers import parcel

if TYPE_CHECKING:
    from email.message import EmailMessage

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SENDER = Person("kenwatch@desk.example", "kenwatch")
TO = Person("a@b.kz")
hostile = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def read(mail: EmailMessage) -> EmailMessage:
    """As a mail program reads it."""
    return BytesParser(policy=email.policy.default).parsebytes(bytes(mail))


@settings(max_examples=60, deadline=None)
@given(hostile, hostile, hostile)
def test_no_title_or_text_can_add_a_header_or_a_part(title: str, body: str, key: str) -> None:
    one = parcel(title=title, body=body, html=f"<p>{body}", key=key)
    got = read(letter(one, Envelope(SENDER, TO), NOW))
    assert sorted(name.lower() for name in got) == [
        "auto-submitted", "content-language", "content-type", "date", "from", "message-id",
        "mime-version", "subject", "to", "x-kenwatch-key",
    ]  # fmt: skip
    parts = [part.get_content_type() for part in got.iter_parts()]
    assert parts == ["text/plain", "text/html"]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=200))
def test_a_subject_is_read_as_it_was_written(title: str) -> None:
    from desk.tables import plain

    got = read(letter(parcel(title=title), Envelope(SENDER, TO), NOW))
    assert str(got["Subject"]) == plain(title)


def test_a_text_of_ascii_is_sent_as_it_is_and_another_as_ascii() -> None:
    for body in ("plain words", "Погибли трое", "x" * 3000, "ұ" * 3000):
        mail = letter(parcel(body=body), Envelope(SENDER, TO), NOW)
        assert bytes(mail).isascii()
        assert max(map(len, bytes(mail).splitlines())) < 998
        assert read(mail).get_content().strip() == body


def test_each_recipient_has_an_id_of_his_own() -> None:
    ids = {
        letter(parcel(), Envelope(SENDER, Person(to)), NOW)["Message-ID"] for to in ("a@b", "c@d")
    }
    assert len(ids) == 2
    assert all(str(one).endswith("@desk.example>") for one in ids)


def test_people_have_names_where_they_are_known() -> None:
    envelope = Envelope(
        SENDER,
        Person("a@b.kz", "Әсел, редактор"),
        (Person("c@d.kz", "Боссы"),),
        (Person("e@f.kz"),),
        (("X-Team", "a\r\nBcc: thief@x.kz"), ("FROM", "thief@x.kz")),
    )
    got = read(letter(parcel(), envelope, NOW))
    assert got["To"].addresses[0].display_name == "Әсел, редактор"
    assert got["Cc"].addresses[0].addr_spec == "c@d.kz"
    assert got["Reply-To"] == "e@f.kz"
    assert got["From"] == "kenwatch <kenwatch@desk.example>"
    assert got["X-Team"] == "a Bcc: thief@x.kz"
    assert got["Bcc"] is None


def test_an_address_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="no domain"):
        letter(parcel(), Envelope(SENDER, Person("no address")), NOW)


def test_messages_of_one_alert_name_one_thread() -> None:
    envelope = Envelope(SENDER, TO)
    named = [letter(parcel(n, alert_id=n // 2), envelope, NOW)["References"] for n in (2, 3, 4)]
    assert named[0] == named[1] != named[2]
    assert letter(parcel(), envelope, NOW)["References"] is None


@pytest.mark.parametrize(
    "title",
    [
        "=?utf-8?q?x?=",
        "Взрыв =?utf-8?b?eA==?= =?utf-8?q?y?=",
        "=? ?=",
        "é " + "e\u0301" * 20 + " [: Bcc: x@y.z Bcc: " + "a" * 70,
        f"{'ә' * 200} =?utf-8?q?x?=",
    ],
)
def test_a_title_that_looks_encoded_is_read_as_it_was_written(title: str) -> None:
    mail = letter(parcel(title=title), Envelope(SENDER, TO), NOW)
    assert str(read(mail)["Subject"]) == title
    assert max(map(len, bytes(mail).splitlines())) <= 78
