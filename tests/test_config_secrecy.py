from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from desk.config import secrecy
from desk.config.model import Config, Daemon

TOKENS = st.text(string.ascii_letters + string.digits + "-_", min_size=13, max_size=40)
SHAPES = (
    "tgram://{}/{}",
    "mailtos://someone:{}@mail.example:465/?from=kenwatch@mail.example",
    "json://{}:{}@hooks.example/path",
    "https://discord.example/api/webhooks/{}/{}",
    "slack://{}/{}/x",
    "ntfy://{}",
    "xml://host.example/?token={}",
)
NEWS = (
    "https://news.example/2026/11/23/shakhta-1.html failed: 503",
    "GET https://news.example:8443/a?page=2&id=12345 (403)",
    "sqlite:///var/lib/kenwatch.db is locked",
    "see file:///srv/pages/1.html, please",
    "Авария на шахте: http://жаңалық.қаз/оқиға?бет=2",
    "12:30 and a@b.kz and C:/x",
)


@pytest.mark.parametrize("shape", SHAPES)
@given(first=TOKENS, second=TOKENS)
@settings(max_examples=40, deadline=None)
def test_no_token_of_a_known_address_is_left_in_any_text(
    shape: str, first: str, second: str
) -> None:
    address = shape.format(first, second)
    secrets = [first, second] if shape.count("{}") == 2 else [first]
    hide = secrecy.Scrubber([address])
    for text in (address, f"HTTP 401 of https://api.example/bot{first}:{second}/send", *secrets):
        assert not [one for one in secrets if one in hide(text)]


@given(first=TOKENS, second=TOKENS)
@settings(max_examples=40, deadline=None)
def test_an_address_that_nobody_named_is_hidden_by_its_looks(first: str, second: str) -> None:
    text = f"cannot send to 'tgram://{first}/{second}', nor json://a:{second}@h.example/{first}."
    assert secrecy.scrub(text) == "cannot send to 'tgram://…', nor json://…."


def test_a_password_in_the_address_of_a_page_is_hidden_and_the_page_told() -> None:
    text = "https://user:hunter2@news.example/a?token=abc&page=2 timed out"
    assert secrecy.scrub(text) == "https://…@news.example/a?token=…&page=2 timed out"


@pytest.mark.parametrize("text", NEWS)
def test_what_is_no_secret_stays_as_it_is(text: str) -> None:
    known = ["mailtos://desk:secretword@mail.example/?to=x@y.example", "https://ping.example/abc12"]
    assert secrecy.Scrubber(known)(text) == text


def test_the_server_that_did_not_answer_is_still_told() -> None:
    hide = secrecy.Scrubber(["mailtos://desk:s3cretword@mail.example:465/?format=markdown"])
    assert hide("mail.example:465 refused") == "mail.example:465 refused"
    assert hide("markdown for s3cretword") == "markdown for …"
    own = secrecy.Scrubber(["json://127.0.0.1:9117/hook"])
    page = "status page at http://127.0.0.1:9117/healthz"
    assert own(page) == page


def test_a_password_written_with_percent_signs_is_hidden_as_it_is_sent() -> None:
    hide = secrecy.Scrubber(["mailto://me:p%40ss%2Fword@mail.example"])
    assert hide("login me / p@ss/word failed") == "login me / … failed"


def test_a_name_without_a_password_in_front_of_a_host_is_a_token() -> None:
    assert secrecy.Scrubber(["pover://keykey@tokentoken1"])("keykey at tokentoken1") == "… at …"


@pytest.mark.parametrize(
    ("address", "shown"),
    [("tgram://1:2/3", "tgram://…"), ("secret words", "…"), ("se cret://x", "…"), ("", "…")],
)
def test_only_the_kind_of_an_address_is_shown(address: str, shown: str) -> None:
    assert secrecy.masked(address) == shown


def test_the_addresses_of_a_configuration_are_its_sinks_and_its_ping() -> None:
    config = Config(
        sinks={"phone": SecretStr("tgram://1")},
        daemon=Daemon(ping_url=SecretStr("https://ping.example/1")),
    )
    assert secrecy.addresses(config) == ["tgram://1", "https://ping.example/1"]
    assert secrecy.addresses(Config()) == []
