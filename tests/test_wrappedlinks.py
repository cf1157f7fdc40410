from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hubs.wrappedlinks import unwrapped

TRUE = "https://x.kz/news/1?a=1&b=2"


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.google.com/url?rct=j&sa=t&url={quote(TRUE, safe='')}&ct=ga",
        f"http://news.google.kz/news/url?sa=t&url={quote(TRUE, safe='')}",
        f"https://www.bing.com/news/apiclick.aspx?ref=FexRss&url={quote(TRUE, safe='')}",
        f"https://vk.com/away.php?to={quote(TRUE, safe='')}",
        "https://www.google.com/url?q="
        + quote(f"https://vk.com/away.php?to={quote(TRUE, safe='')}", safe=""),
    ],
)
def test_the_true_address_is_taken_out_of_a_redirecting_services(url: str) -> None:
    assert unwrapped(url) == TRUE


@pytest.mark.parametrize(
    "url",
    [
        "https://news.google.com/rss/articles/CBMiAA?oc=5",
        "https://www.google.com/url?url=javascript:x",
        f"https://x.kz/go?url={quote('https://y.kz/', safe='')}",
        f"https://notgoogle.example/url?url={quote('https://y.kz/', safe='')}",
        "https://[bad?url=https://x.kz/",
        "https://google.com/url?" + "a" * 9000,
        TRUE,
    ],
)
def test_every_other_address_stays_as_it_is(url: str) -> None:
    assert unwrapped(url) == url


def test_only_so_many_layers_are_undone() -> None:
    url = TRUE
    for _ in range(5):
        url = f"https://google.com/url?q={quote(url, safe='')}"
    assert unwrapped(url).startswith("https://google.com/url?q=")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    assert unwrapped(f"https://google.com/url?url={quote(text)}")
    assert isinstance(unwrapped(text + "?"), str)
