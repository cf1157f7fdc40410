"""Mail as it arrives at a real server, read with the parser of the standard library."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desk.alerts import mail, posting
from desk.alerts.outcome import TAKEN, UNREACHABLE, Outcome
from tests.receivers import Mailbox, closed_port, hook, mailbox, parcel

if TYPE_CHECKING:
    from collections.abc import Iterator


NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HTML = '<h1>Авария</h1><p>Погибли <b>трое</b>. <a href="https://news.example/1">Источник</a></p>'


@pytest.fixture(name="box")
def _box() -> Iterator[Mailbox]:
    with mailbox() as taken:
        yield taken


def test_a_laid_out_mail_has_our_own_text_and_our_own_html(box: Mailbox) -> None:
    text = "Авария\n\nПогибли трое.\nИсточник: https://news.example/1"
    assert posting.post(box.address(), parcel(body=text, html=HTML)) == TAKEN
    (got,) = box.mails
    plain, layout = got.iter_parts()
    assert (plain.get_content_type(), layout.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().splitlines() == text.splitlines()
    assert layout.get_content().strip() == HTML
    assert got["Subject"] == "Авария 1"
    assert (got["Content-Language"], got["Auto-Submitted"]) == ("ru", "auto-generated")


def test_a_mail_without_layout_is_plain_text(box: Mailbox) -> None:
    assert posting.post(box.address(), parcel()) == TAKEN
    (got,) = box.mails
    assert got.get_content_type() == "text/plain"
    assert got.get_content().splitlines() == parcel().body.splitlines()


def test_a_long_digest_comes_in_one_piece_with_short_lines_on_the_wire(box: Mailbox) -> None:
    html = f"<p>{'шахта ' * 20_000}</p>"
    assert posting.post(box.address(), parcel(html=html)) == TAKEN
    (got,) = box.mails
    assert got.get_body(("html",)).get_content().strip() == html  # type: ignore[union-attr]
    assert max(map(len, got.as_bytes().splitlines())) < 998


def test_a_second_copy_of_a_message_has_the_same_id_and_key(box: Mailbox) -> None:
    for one in (parcel(), parcel(), parcel(2)):
        posting.post(box.address(), one)
    first, again, other = box.mails
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert first["X-Kenwatch-Key"] == again["X-Kenwatch-Key"] == "story:deadly:1:hook"


def test_the_messages_of_one_alert_are_one_thread(box: Mailbox) -> None:
    for number, alert in ((1, 7), (2, 7), (3, 8), (4, None)):
        posting.post(box.address(), parcel(number, alert_id=alert))
    threads = [got["References"] for got in box.mails]
    assert threads[0] == threads[1] != threads[2]
    assert threads[3] is None


def test_each_recipient_gets_a_mail_and_a_blind_copy_is_not_named(box: Mailbox) -> None:
    more = ",other@news.example&cc=Редактор<boss@news.example>&bcc=secret@news.example&reply=a@b.kz"
    assert posting.post(box.address(more=more), parcel()) == TAKEN
    assert [got["To"] for got in box.mails] == ["desk@news.example", "other@news.example"]
    assert all("secret@news.example" in to for _, to in box.envelopes)
    assert "secret" not in str(box.mails[0])
    assert box.mails[0]["Cc"].addresses[0].addr_spec == "boss@news.example"
    assert box.mails[0]["Reply-To"] == "a@b.kz"
    assert box.mails[0]["From"] == "kenwatch <kenwatch@desk.example>"


def test_headers_of_the_address_are_kept_but_never_ours(box: Mailbox) -> None:
    posting.post(box.address(more="&+X-Team=%D2%9A%D0%B5%D0%BD&+Subject=evil"), parcel())
    (got,) = box.mails
    assert got["X-Team"] == "Қен"
    assert got.get_all("Subject") == ["Авария 1"]
    assert got.get_all("X-Kenwatch-Key") == ["story:deadly:1:hook"]


def test_user_and_password_are_used(box: Mailbox) -> None:
    assert posting.post(box.address(user="bot:right@"), parcel()) == TAKEN
    assert box.logins == [(b"bot", b"right")]
    outcome = posting.post(box.address(user="bot:wrong@"), parcel())
    assert outcome.problem == "the mail server did not accept user name and password"


@pytest.mark.parametrize(
    ("step", "answer", "outcome"),
    [
        ("MAIL", "550 no desk@news.example", Outcome("the mail server refused the sender")),
        (
            "RCPT",
            "550 who is secret?",
            Outcome("the mail server refused a recipient", is_final=True),
        ),
        ("RCPT", "421 bye", Outcome("the mail server refused a recipient")),
        ("DATA", "451 later", Outcome("the mail server did not take the mail (451)")),
        (
            "DATA",
            "552 too big",
            Outcome("the mail server did not take the mail (552)", is_refusal=True, is_final=True),
        ),
    ],
)
def test_what_a_server_refuses_is_told_without_its_words(
    box: Mailbox, step: str, answer: str, outcome: Outcome
) -> None:
    box.answers[step] = answer
    assert posting.post(box.address(), parcel()) == outcome
    assert box.mails == []


@pytest.mark.parametrize("more", ["&cc=good@news.example", ",good@news.example"])
def test_a_mail_that_some_took_and_others_never_will_is_taken_and_told_of(
    box: Mailbox, more: str
) -> None:
    box.answers["RCPT"] = "550 no"
    outcome = posting.post(box.address(more=more), parcel())
    words = "1 of 2 recipients did not take it: the mail server refused a recipient"
    assert outcome == Outcome(note=words)
    assert [to for _, to in box.envelopes] == [["good@news.example"]]


def test_those_who_have_a_mail_get_it_no_more_when_it_goes_to_the_rest(box: Mailbox) -> None:
    box.answers["RCPT"] = "450 later"
    address = box.address(more=",good@news.example&bcc=good@desk.example")
    some = posting.post(address, parcel())
    assert (some.is_refusal, len(some.reached)) == (True, 3)
    del box.answers["RCPT"]
    box.envelopes.clear()
    assert posting.post(address, parcel(reached=some.reached)) == TAKEN
    assert [to for _, to in box.envelopes] == [["desk@news.example"]]


def test_a_server_that_goes_away_amid_its_recipients_is_not_told_of_the_first_again(
    box: Mailbox,
) -> None:
    box.answers["RCPT"] = "421 bye"
    address = box.address().replace("to=desk@news.example", "to=good@a.kz,x@b.kz,y@c.kz")
    some = posting.post(address, parcel())
    assert some.problem.startswith("2 of 3 recipients did not take it: ")
    assert len(some.reached) == 1


def test_no_server_is_told_in_words() -> None:
    down = Mailbox(port=closed_port())
    assert posting.post(down.address(), parcel()) == UNREACHABLE


def test_a_server_without_encryption_gets_no_mail_that_asks_for_it(box: Mailbox) -> None:
    address = box.address().replace("mode=insecure", "mode=starttls")
    outcome = posting.post(address, parcel())
    assert outcome.problem == "the mail server offers no encryption or no login"
    tls = box.address().replace("mode=insecure", "mode=ssl").replace("mailto:", "mailtos:")
    for more in ("", "&verify=no"):
        outcome = posting.post(tls + more, parcel())
        assert outcome.problem == "the connection to the mail server could not be made secure"
    assert box.mails == []


def test_a_silent_server_ends_at_the_limit() -> None:
    # a web hook waits for the client to speak first, as a mail client waits for the server
    with hook() as silent:
        before = time.monotonic()
        assert posting.post(Mailbox(silent.port).address(), parcel(), seconds=0.5) == UNREACHABLE
        assert time.monotonic() - before < 5


class _Rude:
    def quit(self) -> None:
        raise ConnectionResetError


def test_a_server_that_does_not_say_goodbye_has_the_mail_all_the_same() -> None:
    mail._part(_Rude())  # type: ignore[arg-type]
