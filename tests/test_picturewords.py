"""Words about pictures that no class marks, and pictures of others."""

from __future__ import annotations

import lxml.html
import pytest

from pipelines.markup.markup import read_markup

URL = "https://altai-habar.example/news/1"
TEXT = (
    "<p>"
    + "Кен орнында жаңа жол салынды, оған екі жыл кетті, енді жүк көліктері қаланы айналып өтеді. "
    * 2
    + "</p>"
)
H1 = "<h1>Кен орнына жаңа жол салынды</h1>"


def picture_of(html: str) -> tuple[str, str, str]:
    tree = lxml.html.document_fromstring(f"<body>{html}</body>")
    found = read_markup(tree, URL).picture
    return (
        (found.url.removeprefix("https://altai-habar.example"), found.caption, found.credit)
        if found
        else ("", "", "")
    )


@pytest.mark.parametrize(
    ("html", "caption", "credit"),
    [
        ("<div class=ph><img src=/r.jpg><small>Жаңа жолдың басы</small></div>", "Жаңа жолдың басы", ""),
        ("<div class=slide><img src=/r.jpg><div class=z>Жаңа жолдың басы</div></div>", "Жаңа жолдың басы", ""),
        ("<div class=content-image><img src=/r.jpg><div><em>©\ufe0f ridder.example</em></div></div>", "", "ridder.example"),
        ("<div itemprop=image><img itemprop='url contentUrl' src=/r.jpg><p itemprop=caption>Жол. Фото: Вера Ли</p></div>", "Жол.", "Вера Ли"),
        ("<p>5 мамыр 2025 | Фото: Pixabay</p><div><img src=/r.jpg></div>", "", "Pixabay"),
        # text, links, numbers and what stands in the text's own box
        ("<div class=content><img src=/r.jpg><div>Жол салынды деп хабарлады</div></div>", "", ""),
        ("<div class=ph><img src=/r.jpg><p>Жол салынды</p></div>", "", ""),
        ("<div class=ph><img src=/r.jpg><a href=/x>Толық нұсқасы осында</a></div>", "", ""),
        ("<div class=ph><img src=/r.jpg><span>Көрілді 318</span></div>", "", ""),
        ("<div class=ph>Алдымен <img src=/r.jpg><span>жаңа жол</span></div>", "", ""),
    ],
)  # fmt: skip
def test_the_one_short_text_in_a_pictures_box_is_its_caption(
    html: str, caption: str, credit: str
) -> None:
    assert picture_of(f"{H1}{html}{TEXT}{TEXT}") == ("/r.jpg", caption, credit)


@pytest.mark.parametrize(
    "html",
    [
        "<div class=card><img src=/c.jpg><h3><a href=/2>Жаңалық</a></h3></div>",
        "<a href='https://casino.example/'><img src=/c.jpg></a>",
        "<img src=/c.jpg style='position:absolute;left:-9999px'>",
        "<img src=/banner.gif>",
        "<ul class=author-list><li><img src=/c.jpg></li></ul>",
    ],
)
def test_pictures_of_others_are_not_the_articles(html: str) -> None:
    assert picture_of(f"{H1}{html}{TEXT}{TEXT}") == ("", "", "")


def test_a_picture_that_links_to_its_own_file_is_the_articles() -> None:
    html = "<a href='https://cdn.example/r-big.jpg'><img src=/r.jpg></a>"
    assert picture_of(f"{H1}{html}{TEXT}{TEXT}")[0] == "/r.jpg"


def test_a_picture_with_a_broken_link_is_the_articles() -> None:
    assert picture_of(f"{H1}<a href='http://['><img src=/r.jpg></a>{TEXT}{TEXT}")[0] == "/r.jpg"


def test_a_cover_that_is_no_image_has_its_words_at_the_headline() -> None:
    html = f"<meta property='og:image' content='/cover.jpg'>{H1}<div>Жаңа жол. Фото: Вера Ли</div>{TEXT}{TEXT}"
    assert picture_of(html) == ("/cover.jpg", "Жаңа жол.", "Вера Ли")
