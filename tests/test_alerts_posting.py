"""One message to one address, on real receivers."""

from __future__ import annotations

import html
import io
import logging
import re
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from desk.alerts import posting
from desk.alerts.outcome import NO_ADDRESS, NOT_TAKEN, TAKEN, UNREACHABLE, Outcome
from tests.receivers import Hook, closed_port, hook, mailbox, parcel

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(name="well")
def _well() -> Iterator[Hook]:
    with hook() as taken:
        yield taken


def test_a_webhook_gets_title_text_and_the_key_as_field_and_header(well: Hook) -> None:
    assert posting.post(well.address(), parcel(html="<p>never</p>")) == TAKEN
    (payload,) = well.payloads
    assert payload["title"] == "Авария 1"
    assert payload["message"] == parcel().body
    assert payload["kenwatch_key"] == "story:deadly:1:hook"
    assert well.headers[0]["X-Kenwatch-Key"] == "story:deadly:1:hook"


def test_parameters_of_an_address_stay_as_they_are(well: Hook) -> None:
    assert posting.post(well.address(after="?:title=subject&+X-Own=1"), parcel()) == TAKEN
    assert well.payloads[0]["subject"] == "Авария 1"
    assert well.payloads[0]["kenwatch_key"] == "story:deadly:1:hook"
    assert well.headers[0]["X-Own"] == "1"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (500, Outcome("answered HTTP 500 (Internal Server Error)")),
        (404, Outcome("answered HTTP 404 (Not Found)", is_final=True)),
        (
            413,
            Outcome("answered HTTP 413 (Request Entity Too Large)", is_refusal=True, is_final=True),
        ),
        (400, Outcome("answered HTTP 400 (Bad Request)", is_refusal=True, is_final=True)),
    ],
)
def test_an_answer_that_is_no_yes_is_told_in_words(status: int, outcome: Outcome) -> None:
    with hook(lambda: status) as taken:
        assert posting.post(taken.address("user:secret@"), parcel()) == outcome


def test_nobody_there_is_told_in_words() -> None:
    address = f"json://user:secret@127.0.0.1:{closed_port()}/hook"
    assert posting.post(address, parcel()) == UNREACHABLE


def test_half_an_answer_is_no_yes() -> None:
    with hook(lambda: None) as taken:
        assert posting.post(taken.address(), parcel()) == UNREACHABLE


def test_a_slow_answer_ends_at_the_limit() -> None:
    with hook() as taken:
        taken.behave = taken.hang
        before = time.monotonic()
        assert posting.post(taken.address(), parcel(), seconds=0.5) == UNREACHABLE
        assert time.monotonic() - before < 5


@pytest.mark.parametrize(
    "address",
    ["", "nonsense", "json://", "tgram://x", "secret://user:pw@host", "/tmp/x", "mailto://"],
)
def test_what_is_no_address_is_told_without_it(address: str) -> None:
    assert posting.post(address, parcel()) == NO_ADDRESS
    assert posting.parts(address, parcel()) == 1


def test_a_long_text_comes_whole_in_several_parts(well: Hook) -> None:
    body = "\n".join(f"line {number:05}" for number in range(6000))
    assert posting.parts(well.address(), parcel(body=body)) == 3
    assert posting.post(well.address(), parcel(body=body)) == TAKEN
    assert len(well.payloads) == 3
    got = "\n".join(payload["message"].strip() for payload in well.payloads)
    assert got.split() == body.split()
    assert set(well.keys) == {"story:deadly:1:hook"}


def test_an_address_may_ask_for_its_own_limits(well: Hook) -> None:
    body = "x" * 40_000
    asked = "?overflow=truncate&rto=3"
    assert posting.post(well.address(after=asked), parcel(body=body)) == TAKEN
    (payload,) = well.payloads
    assert len(payload["message"]) == 32_768


def test_a_failure_is_told_though_the_address_calls_it_optional() -> None:
    with hook(lambda: 500) as ill:
        assert not posting.post(ill.address(after="?optional=yes"), parcel()).is_taken


HOSTILE = "Авария <b>на</b> *шахте* & <script>\n\nПогибли: 3 [a](b) _x_\n  «Цитата» <a href='x'>"


def letters(text: str) -> str:
    """A text without blanks: where it is divided, it may be amid a word."""
    return "".join(text.replace("\u2060", "").split())


@pytest.mark.parametrize("number", [1, 2])
def test_telegram_shows_every_word_and_every_line_of_a_hostile_page(
    well: Hook, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    from apprise.plugins.telegram import NotifyTelegram

    monkeypatch.setattr(NotifyTelegram, "notify_url", f"http://127.0.0.1:{well.port}/bot")
    one = parcel(title="<i>Шахта & co", body="\n\n".join([HOSTILE] * number * 40))
    assert posting.post("tgram://123456789:abcdefg_hijklmnop/12315544/", one) == TAKEN
    texts = [payload["text"] for payload in well.payloads]
    assert all(len(text) <= 4096 for text in texts)
    assert {payload["parse_mode"] for payload in well.payloads} == {"HTML"}
    # the title alone is marked up
    tags = re.findall(r"<[^>]*>", "".join(texts))
    assert tags == ["<b>", "</b>"]
    shown = html.unescape("\n".join(texts).replace("<b>", "").replace("</b>", ""))
    assert letters(shown) == letters(f"{one.title}\n{one.body}")
    assert "*шахте* & <script>\n\u2060\nПогибли" in shown.replace("\r", "")


def test_discord_shows_every_word_of_a_hostile_page(
    well: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    from apprise.plugins.discord import NotifyDiscord

    monkeypatch.setattr(NotifyDiscord, "notify_url", f"http://127.0.0.1:{well.port}/")
    one = parcel(body="\n\n".join([HOSTILE] * 40))
    assert posting.post("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js", one) == TAKEN
    texts = [payload["content"] for payload in well.payloads]
    assert len(texts) > 1
    shown = re.sub(r"\[\d/\d\]", "", "\n".join(texts)).replace(one.title, "")
    assert letters(shown) == letters(one.body)


def test_a_title_that_is_too_long_for_a_service_is_whole_in_the_text(well: Hook) -> None:
    title = "Авария " * 50
    assert posting.post(well.address(), parcel(title=title)) == TAKEN
    assert well.payloads[0]["title"].endswith("…")
    assert title.strip() in well.payloads[0]["message"]


def test_a_page_cannot_call_the_members_of_a_chat(well: Hook) -> None:
    text = "@everyone <!channel> <@U1> @Here me@here.kz a<b"
    assert posting.post(well.address(), parcel(title=text, body=text)) == TAKEN
    for got in (well.payloads[0]["title"], well.payloads[0]["message"]):
        assert not any(call in got for call in ("@everyone", "<!", "<@", "@Here"))
        assert got.replace("\u2060", "") == text


@contextmanager
def who_logs() -> Iterator[io.StringIO]:
    """The names of those who log, at a handler as a program has it (pytest's hears more)."""
    root, text = logging.getLogger(), io.StringIO()
    handler, level = logging.StreamHandler(text), root.level
    handler.setFormatter(logging.Formatter("%(name)s"))
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield text
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def test_nothing_that_services_say_gets_into_a_log(well: Hook) -> None:
    with who_logs() as text, hook(lambda: 500) as ill, mailbox() as mails:
        logging.getLogger("kenwatch").debug("is listening")
        for receiver in (well, ill):
            posting.post(receiver.address("user:secret@", "?+Token=hidden"), parcel())
        posting.post(f"json://user:secret@127.0.0.1:{closed_port()}/hidden", parcel())
        posting.post("tgram://hidden/secret", parcel())
        posting.post(mails.address(user="user:secret@"), parcel())
    # those of the mail server that this test runs are not ours
    said = {name for name in text.getvalue().split() if name not in {"asyncio", "mail.log"}}
    assert said == {"kenwatch"}


def test_an_error_that_nobody_foresaw_is_told_by_its_kind_alone() -> None:
    # apprise cannot split the port that is none
    broken = parcel(title=None, body=None)
    outcome = posting.post("json://user:secret@127.0.0.1/x", broken)
    assert outcome == Outcome("could not be sent (TypeError)")
    assert posting.parts("json://user:secret@127.0.0.1/x", broken) == 1


def test_mail_comes_laid_out_and_as_text() -> None:
    with mailbox() as taken:
        assert posting.post(taken.address(), parcel(html="<p>трое</p>")) == TAKEN
        assert posting.parts(taken.address(), parcel(body="x" * 100_000)) == 1
    (mail,) = taken.mails
    assert mail.get_content_type() == "multipart/alternative"


def test_mail_that_is_to_be_encrypted_is_left_to_apprise() -> None:
    with mailbox() as taken:
        outcome = posting.post(taken.address(more="&pgp=encrypt"), parcel())
    # no key is here: what cannot be encrypted must not go out in the open
    assert (outcome, taken.mails) == (NOT_TAKEN, [])


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("tgram://123:TOKEN/42", "tgram://…"),
        (" MAILTOS://u:p@h", "mailtos://…"),
        ("123:TOKEN", "…"),
        ("", "…"),
        ("a b://x", "…"),
        (f"{'a' * 30}://x", "…"),
    ],
)
def test_only_the_kind_of_an_address_is_shown(address: str, shown: str) -> None:
    assert posting.kind_of(address) == shown


@pytest.mark.parametrize(("code", "expected"), [(403, True), (500, False), (429, False)])
def test_a_chat_that_blocks_the_bot_costs_the_other_chats_nothing(
    well: Hook, monkeypatch: pytest.MonkeyPatch, code: int, expected: object
) -> None:
    from apprise.plugins.telegram import NotifyTelegram

    monkeypatch.setattr(NotifyTelegram, "notify_url", f"http://127.0.0.1:{well.port}/bot")
    well.behave = lambda: code if well.payloads[-1]["chat_id"] == 111 else 200
    address = "tgram://123456789:abcdefg_hijklmnop/111/222/"
    assert posting.parts(address, parcel()) == 2
    outcome = posting.post(address, parcel())
    assert [payload["chat_id"] for payload in well.payloads] == [111, 222]
    assert outcome.is_taken == expected
    assert "1 of 2 recipients did not take it: answered HTTP" in outcome.problem + outcome.note
    if not expected:
        well.payloads.clear()
        well.behave = lambda: 200
        assert posting.post(address, parcel(reached=outcome.reached)) == TAKEN
        assert [payload["chat_id"] for payload in well.payloads] == [111]


def test_an_error_at_one_chat_is_none_at_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def ill(*_: object) -> Outcome:
        asked.append(1)
        raise ValueError("secret")

    monkeypatch.setattr(posting, "_notify", ill)
    outcome = posting.post("tgram://123456789:abcdefg_hijklmnop/222/111/", parcel())
    assert (outcome, len(asked)) == (Outcome("could not be sent (ValueError)"), 2)


LINKS = (
    "[Прокуратура](https://evil.kz/a) <https://evil.kz/b|akorda.kz> [x][y]\n[y]: https://evil.kz"
)


@pytest.mark.parametrize("kind", ["discord", "mattermost"])
def test_no_page_hides_an_address_under_words_of_its_choice(
    well: Hook, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    from apprise.plugins.discord import NotifyDiscord

    monkeypatch.setattr(NotifyDiscord, "notify_url", f"http://127.0.0.1:{well.port}/")
    address = {
        "discord": "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
        "mattermost": f"mmost://127.0.0.1:{well.port}/3ccdd113474722377935511fc85d3dd4",
    }[kind]
    one = parcel(
        title=LINKS.split("\n", maxsplit=1)[0], body=f"{LINKS}\n\nhttps://news.example/1?a=1"
    )
    assert posting.post(address, one) == TAKEN
    (payload,) = well.payloads
    shown = payload.get("content") or payload["text"]
    assert not any(link in shown for link in ("](", "][", "]:", "<https"))
    assert letters(one.body) in letters(shown)
    # an address by itself is one still
    assert shown.endswith("\n\nhttps://news.example/1?a=1")
