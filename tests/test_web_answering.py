"""From a request to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.web import answering
from desk.web.guard import LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Mapping


class FakeRequest:
    """As much of Datasette's request as is looked at."""

    def __init__(self, query: str, scope: Mapping[str, Any] | None = None) -> None:
        self.path = "/search"
        self.query_string = query
        self.url_vars = {"id": "7"}
        self.scope = scope or {}
        self.args: Mapping[str, str] = {"lang": "kk"} if "lang=kk" in query else {}
        self.cookies: Mapping[str, str] = {}
        self.headers = {"accept-language": "ru"}


def test_a_request_is_asked_without_the_framework() -> None:
    question = answering.asked(FakeRequest("q=%D1%88&q=b&empty="))
    assert question.given == {"q": ("ш", "b"), "empty": ("",)}
    assert (question.path, question.parts, question.language) == ("/search", {"id": "7"}, "ru")


def test_too_many_parameters_are_left_out() -> None:
    query = "&".join(f"p{number}=1" for number in range(200))
    assert len(answering.asked(FakeRequest(query)).given) == 60


def test_the_guard_settles_the_language() -> None:
    assert answering.of_request(FakeRequest("", {LANGUAGE: "kk"})) == "kk"
    assert answering.of_request(FakeRequest("lang=kk")) == "kk"
    assert answering.of_request(FakeRequest("")) == "ru"
