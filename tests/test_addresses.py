"""The pure half of the address guard."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.addresses import (
    embedded,
    host_of,
    in_scope,
    is_public,
    normal_host,
    parse_literal,
    refusal,
)

PRIVATE_V4 = (
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.7",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
)
PRIVATE_V6 = (
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:53aa:64c:0:0:80ff:fffe",
    "fc00::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "4000::1",
)
PUBLIC = (
    "8.8.8.8",
    "92.46.50.1",
    "::ffff:8.8.8.8",
    "2a00:1450::1",
    "64:ff9b::808:808",
    "2002:808:808::1",
)
SPELLINGS_OF_LOOPBACK = (
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f.1",
    "0x7f000001",
    "0X7F.0.0.0x1",
    "0177.0.0.1",
    "017700000001",
    "[::1]",
    "[::ffff:7f00:1]",
    "１２７.０.０.１",
    "127。0。0。1",
    "[::1%25lo]",
)


@pytest.mark.parametrize("text", [*PRIVATE_V4, *PRIVATE_V6])
def test_an_address_of_a_private_network_is_not_public(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_an_address_of_the_internet_is_public_in_whatever_form(text: str) -> None:
    assert is_public(ip_address(text))


@pytest.mark.parametrize("text", SPELLINGS_OF_LOOPBACK)
def test_every_spelling_of_loopback_is_read_and_refused(text: str) -> None:
    literal = parse_literal(text)
    assert literal is not None
    assert not is_public(literal)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "kz",
        "news.kz",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3.256",
        "08.1",
        "0xg.1",
        "127..1",
        "4294967296",
        "1.16777216",
    ],
)
def test_a_name_is_no_literal(host: str) -> None:
    assert parse_literal(host) is None


@given(st.ip_addresses(v=4))
@settings(max_examples=100)
def test_all_spellings_of_an_ipv4_address_are_one(address: IPv4Address) -> None:
    first, second, third, fourth = address.packed
    rest = int(address) & 0xFFFFFF
    spellings = (
        str(int(address)),
        hex(int(address)),
        f"0{int(address):o}",
        f"{first}.{rest}",
        f"{first:#x}.{second}.{third}.{fourth}",
    )
    assert {parse_literal(text) for text in spellings} == {address}


@given(st.ip_addresses(v=4))
@settings(max_examples=100)
def test_hiding_an_ipv4_address_in_ipv6_does_not_change_the_judgement(address: IPv4Address) -> None:
    number = int(address)
    hidden = (
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address((0x2002 << 112) | (number << 80)),
        IPv6Address((0x2001 << 112) | (number ^ 0xFFFFFFFF)),
        IPv6Address((0x64FF9B << 96) | number),
    )
    assert {embedded(form) for form in hidden} == {address}
    assert {is_public(form) for form in hidden} == {is_public(address)}


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_the_normal_form_of_any_text_is_stable_and_never_raises(text: str) -> None:
    once = normal_host(text)
    assert normal_host(once) == once
    parse_literal(text)


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_any_text_is_judged_without_raising(text: str) -> None:
    reason = refusal(text, {})
    assert reason is None or reason


def test_a_cyrillic_host_is_compared_in_punycode() -> None:
    assert normal_host("Тест.РФ.") == "xn--e1aybc.xn--p1ai"
    assert in_scope("тест.рф", ["www.xn--e1aybc.xn--p1ai"])


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("news.kz", True),
        ("www.news.kz", True),
        ("NEWS.kz", True),
        ("m.news.kz", False),
        ("badnews.kz", False),
        ("news.kz.example.org", False),
        ("", False),
    ],
)
def test_scope_is_the_sources_hosts_and_their_www_twin(host: str, inside: object) -> None:
    assert in_scope(host, ["www.news.kz", "other.kz"]) is inside


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("file:///etc/passwd", "not http or https but file:"),
        ("ftp://news.kz/", "not http or https but ftp:"),
        ("data:text/html,x", "not http or https but data:"),
        ("//news.kz/", "not http or https but nothing:"),
        ("http://", "no host"),
        ("http://[bad", "broken"),
        ("http://news.kz:99999/", "broken"),
        ("http://10.0.0.1/", "private (10.0.0.1)"),
        ("http://user:pass@127.1/", "private (127.0.0.1)"),
        ("http://news.kz:22/", "port 22"),
        ("http://8.8.8.8:3306/", "port 3306"),
        ("http://news.kz/" + "a" * 2083, "longer than 2083"),
    ],
)
def test_what_is_refused_says_why(url: str, words: str) -> None:
    assert words in str(refusal(url, {}))


@pytest.mark.parametrize(
    "url",
    [
        "http://news.kz/",
        "https://news.kz/a",
        "https://news.kz:8443/",
        "http://news.kz:8080/",
        "http://8.8.8.8/",
    ],
)
def test_an_ordinary_address_is_not_refused(url: str) -> None:
    assert refusal(url, {}) is None


def test_a_pinned_host_may_use_any_port_and_other_hosts_still_may_not() -> None:
    pins = {"sample.test": "127.0.0.1", "127.0.0.1": "127.0.0.1"}
    assert refusal("http://sample.test:5000/", pins) is None
    assert refusal("http://127.0.0.1:5000/", pins) is None
    assert refusal("http://other.test:5000/", pins) == "port 5000 is not one of a web site"


def test_a_pinned_host_is_still_asked_over_http_only() -> None:
    assert "not http" in str(refusal("ftp://sample.test/", {"sample.test": "127.0.0.1"}))


def test_the_host_of_a_broken_url_is_empty() -> None:
    assert host_of("http://[bad") == ""
    assert host_of("HTTP://News.KZ./x") == "news.kz"
