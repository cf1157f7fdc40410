"""Which requests the web desk answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.web.admission import LONGEST_TARGET, Asking, distinct, names, refusal, without

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = {"host": "127.0.0.1:8001"}
FOLLOWED = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


def ask(
    path: str = "/", query: str = "", method: str = "GET", more: Mapping[str, str] | None = None
) -> int:
    """The status of the refusal; 0 where the request is answered."""
    refused = refusal(Asking(method, path, query, {**HERE, **(more or {})}))
    return int(refused.status) if refused else 0


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8001", "localhost:80", "LOCALHOST", "[::1]", "[::1]:8001"]
)
def test_this_machine_is_answered(host: str) -> None:
    assert ask(more={"host": host}) == 0


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "evil.example:8001", "127.0.0.1.evil.example", "localhost.evil", "[::2]"],
)
def test_another_name_of_this_machine_is_not(host: str) -> None:
    assert ask(more={"host": host}) == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"])
def test_there_is_nothing_but_reading(method: str) -> None:
    assert ask(method=method) == 405
    assert ask(method="HEAD") == 0


@pytest.mark.parametrize(
    "path",
    [
        *("//evil.example", "//evil.example/", "/\\evil.example", "/%5Cevil.example/"),
        *("/%5cevil.example", "/%2F%2Fevil.example/", "/x%0d%0aSet-Cookie:a=b", "/a%00b", "/a\tb"),
        "/archive/%7f",
    ],
)
def test_paths_that_a_browser_may_read_as_another_site_are_refused(path: str) -> None:
    assert ask(path) == 400


def test_an_address_has_a_length() -> None:
    assert ask("/", "q=" + "x" * LONGEST_TARGET) == 414
    assert ask("/", "q=" + "x" * (LONGEST_TARGET - 3)) == 0


@pytest.mark.parametrize(
    "path",
    [
        *("/-/threads", "/-/threads.json", "/-/patterns", "/-/allow-debug", "/-/messages"),
        *("/-/permissions", "/-/metadata.json", "/-/plugins", "/-/settings", "/-/databases"),
        *("/-/actor.json", "/-/auth-token", "/-/logout", "/-/static/app.css", "/-/versions"),
        *("/:memory:", "/:memory:/evil", "/_memory", "/_internal", "/_internal/tables.json"),
    ],
)
def test_what_no_reader_needs_is_closed(path: str) -> None:
    assert ask(path) == 404


def test_what_health_checks_ask_is_open() -> None:
    assert ask("/-/versions.json") == 0
    assert ask("/_internally") == 0


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_may_link_and_nothing_more(site: str) -> None:
    there = {"sec-fetch-site": site}
    assert ask("/article/1", more={**there, **FOLLOWED}) == 0
    assert ask("/article/1", more=there) == 403
    assert ask("/article/1", more={**there, "sec-fetch-mode": "no-cors"}) == 403
    assert ask("/", more={**there, **FOLLOWED, "sec-fetch-dest": "iframe"}) == 403


def test_no_other_site_lets_a_browser_run_sql() -> None:
    there = {"sec-fetch-site": "cross-site", **FOLLOWED}
    assert ask("/archive", "s%71l=select+1", more=there) == 403
    assert ask("/archive/article", "_where=1", more=there) == 403
    # it shows what it was given and waits
    assert ask("/sql", "sql=select+1", more=there) == 0
    assert ask("/archive", "sql=select+1", more={"sec-fetch-site": "same-origin"}) == 0
    assert ask("/archive", "sql=select+1") == 0


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("_facet=title&" * 900, 0),
        ("&".join(f"_facet=c{n}" for n in range(5)) + "&_facet_size=max", 0),
        ("&".join(f"_facet=c{n}" for n in range(6)), 400),
        ("&".join(f"_facet_array=c{n}" for n in range(6)), 400),
        ("&".join(f"p{n}=1" for n in range(60)), 0),
        ("&".join(f"p{n}=1" for n in range(61)), 400),
        ("_facet=title&x=" + "x" * 4_000, 400),
        *((f"_facet={name}", 400) for name in ("text", "TEXT", "folded", "te%78t")),
        ('_f%61cet={"column":"text"}', 400),
        ('_facet_date={"simple":"folded"}', 400),
        ('_facet={"column":"language"}', 0),
        *((f"_facet={value}", 400) for value in ("{}", "{x", '{"column":1}', "{" * 3000)),
        *((f"_through={value}", 400) for value in ("{}", "", "x", "[]", "[" * 3000)),
        ('_through={"table":"a","column":"b","value":1}', 0),
        ('_through={"table":"a","column":"b","value":"x"}', 0),
        ('_through={"table":"a","column":"b","value":[]}', 400),
        ('_through={"table":"a","column":"b","value":99999999999999999999}', 400),
    ],
)
def test_an_address_asks_for_so_much_at_once(query: str, status: int) -> None:
    assert ask("/archive/article", query) == status


def test_no_other_site_lets_a_browser_count() -> None:
    there = {"sec-fetch-site": "cross-site", **FOLLOWED}
    assert ask("/archive/article", "_facet=language", more=there) == 403
    assert ask("/archive/article", "_sort=id", more=there) == 0


def test_the_same_parameter_stands_once_where_it_stood_first() -> None:
    assert distinct("a=1&b=%32&a=1&b=2&a=3&&c") == "a=1&b=%32&a=3&c"
    assert distinct("") == ""


def test_parameters_are_taken_away_and_the_others_stay_as_written() -> None:
    query = "lang=ru&q=%D1%88+a&la%6Eg=kk&lang&x=lang"
    assert without(query, frozenset({"lang"})) == "q=%D1%88+a&x=lang"
    assert names(query) == {"lang", "q", "x"}
    assert names("") == set()


@settings(max_examples=60)
@given(st.text(max_size=40), st.text(max_size=40))
def test_no_request_is_too_strange_to_be_judged(path: str, query: str) -> None:
    assert ask(f"/{path}", query) in (0, 400, 404)
    assert "lang" not in names(without(query, frozenset({"lang"})))
