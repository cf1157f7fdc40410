"""What counts as a fault of a page."""

from __future__ import annotations

import pytest

from tests.inert_page import faults


@pytest.mark.parametrize(
    "page",
    [
        "<p>x<script>alert(1)</script></p>",
        "<p><script src='//evil.example/x.js'></script></p>",
        "<img src=x>",
        "<p onclick=alert(1)>x</p>",
        "<p style='color:red'>x</p>",
        "<style>p{}</style><p>x</p>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='//evil.example/'>x</a>",
        "<a href='/\\evil.example/'>x</a>",
        "<a href='https://user@evil.example/'>x</a>",
        "<form action='https://evil.example/'>x</form>",
        "<iframe src=x></iframe>",
        "<base href='/'><p>x</p>",
        "<meta http-equiv=refresh content=1><p>x</p>",
        "<input autofocus>",
        "<svg><a xlink:href='data:text/html,x'>x</a></svg>",
    ],
)
def test_what_runs_loads_or_leads_astray_is_a_fault(page: str) -> None:
    assert faults(f"<!doctype html><html><body>{page}</body></html>")


def test_what_a_page_of_ours_may_hold_is_none() -> None:
    page = """<!doctype html><html><head><script src="/static/map.js?v=1"></script>
    <link rel="stylesheet" href="/static/frame.css"></head><body><!-- a remark -->
    <a href="/town/ridder">x</a><a href="#a">x</a><a href="?page=2">x</a>
    <a href="http://localhost/x">x</a><a href="https://a.example/1?b=c@d">x</a>
    <form action="/search"></form><p>&lt;script&gt;alert(1)&lt;/script&gt;</p></body></html>"""
    assert faults(page, host="http://localhost") == []
