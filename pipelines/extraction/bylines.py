"""Lines at the edges of a text that are a name or a rubric: told by their shape alone."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.extraction.headline import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_RUBRIC_WORDS = 2
MAX_LINKED_WORDS = 5
MAX_RUBRIC = 60

_UPPER = "A-ZÁÄǴĞŃÑÓÖÚÜŪÝŞİА-ЯЁӘҒҚҢӨҰҮІҺ"
_LOWER = "a-záäǵğńñóöúüūýşıа-яёәғқңөұүіһ"
_NAME = rf"[{_UPPER}][{_LOWER}’'ʼ]+(?:-[{_UPPER}][{_LOWER}]+)?"
_INITIALS = rf"(?:[{_UPPER}]\.\s?){{1,2}}"
_SURNAME = rf"(?:{_NAME}|[{_UPPER}]{{3,}}(?:-[{_UPPER}]{{3,}})?)"
# a Korean surname may be one letter in Cyrillic
_PERSON = rf"(?:{_NAME}(?: {_NAME}| [{_UPPER}]\.)? (?:{_SURNAME}|[ЮИОЕА])|{_INITIALS}{_SURNAME})"
_SIGNATURE = re.compile(
    rf"(?P<people>{_PERSON}(?:(?:, | и | және | and ){_PERSON}){{0,2}})(?:, г?\.? ?{_NAME})?"
)
_BETWEEN = re.compile(r", | и | және | and ")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_RUBRIC = re.compile(rf"[{_UPPER}][\w’'ʼ& /-]*\w")
# words of agencies, greetings and places that are written like names
_NO_PEOPLE = re.compile(
    r"\b(?:News|Press|Agency|Times|Today|Post|Media|Group|Reuters|International|Service|Staff|"
    r"Desk|Team|Bureau|Company|Limited|Corporation|Ltd|Inc|The|Happy|New|Good|Thank|Read|"
    r"Агентство|Редакция|Пресс-?[Сс]лужба|Новости|Медиа|Группа|Казахстан|Республика|Область|"
    r"Агенттігі|Редакциясы|Қазақстан|Республикасы|Облысы|Жаңалықтар)\b"
)
_LABEL = re.compile(
    r"(?:(?:written |posted )?by|автор(?:[ыі]|лары)?|текст|от|мәтін|avtor[yı]?)\b\s*:?\s*",
    re.IGNORECASE,
)
_NAME_LETTERS = range(3, 61)
_NAME_WORDS = range(1, 6)
_NOT_A_NAME = re.compile(r"https?:|www\.|@|\d{3}|\.(?:kz|com|ru|org|net)\b", re.IGNORECASE)
_MARKS = (
    ".//*[@itemprop='author' or @rel='author' or @class='author' or @class='author-name'"
    " or @class='article-author' or @class='article__author' or @class='byline']"
)
_AUTHOR_CLASS = re.compile(r"(?:^|[\s_-])(?:authors?|avtor|byline|createdby)(?:$|[\s_-])")
_OTHER_CLASS = re.compile(
    r"comment|reply|related|popular|similar|sidebar|widget|teaser|recommend|photo|image|bio\b"
)
_LABEL_MARK = re.compile(r"(?:автор(?:[ыі]|лары)?|текст|мәтін|avtor[yı]?)\s*:", re.IGNORECASE)
_MAX_PIECES = 12  # of text; as many again may be white space
_MAX_MARKED = 200


def person(name: str) -> str:
    """A by-line's name without "By" or "Автор:"; "" where it is no name (address, sentence)."""
    line = one_line(name)
    label = _LABEL.match(line)
    name = line[label.end() :] if label else line
    plausible = (
        len(name) in _NAME_LETTERS
        and len(name.split()) in _NAME_WORDS
        and not _NOT_A_NAME.search(name)
    )
    return name.strip(" ,;|") if plausible and name[0].isupper() else ""


def marked_names(tree: HtmlElement) -> list[str]:
    """What stands in the elements that are marked as the author's, labels and roles cut off.

    Of an element that holds more than a name («Имя Фамилия | Редактор») the pieces that
    are shaped as names count. Classes that only hold the word "author" are believed when
    what they hold is such a name, and only the first of them.
    """
    names = []
    for node in tree.xpath(_MARKS)[:3]:
        # labels and names are often neighbours without a blank: <span>Автор</span><a>Имя</a>
        names += _people_in(node) or [" ".join(node.itertext())]
    named = names or next((people for node in _named(tree) if (people := _people_in(node))), [])
    return named or _labelled(tree)


def _labelled(tree: HtmlElement) -> list[str]:
    """The people behind «Автор:» and the like, in the same piece of text or the next.

    A page that labels several is a list of articles, or shows it beside comments.
    """
    pieces = [line for piece in tree.itertext() if (line := one_line(piece))]
    found = {
        signed_by(piece) or (signed_by(behind) if _LABEL.fullmatch(piece) else ())
        for piece, behind in zip(pieces, [*pieces[1:], ""], strict=True)
        if _LABEL_MARK.match(piece)
    } - {()}
    return list(found.pop()) if len(found) == 1 else []


def _named(tree: HtmlElement) -> list[HtmlElement]:
    """Elements with "author" as a word of a class, outside of comments and teasers."""
    nodes = [
        node
        for node in tree.iter("div", "span", "p", "a", "dd", "li", "td", "address")
        if _AUTHOR_CLASS.search((node.get("class") or "").lower())
    ]
    return [
        node
        for node in nodes[:20]  # each climbs to the root
        if not any(
            parent.tag in ("aside", "footer", "nav")
            or _OTHER_CLASS.search((parent.get("class") or "").lower())
            for parent in (node, *node.iterancestors())
            if parent.tag not in ("html", "body")
        )
    ]


def _people_in(node: HtmlElement) -> list[str]:
    texts = list(islice(node.itertext(), 2 * _MAX_PIECES + 1))
    if len(texts) > 2 * _MAX_PIECES or sum(map(len, texts)) > 4 * _MAX_MARKED:
        return []
    pieces = [line for piece in texts if (line := one_line(piece))]
    if sum(map(len, pieces)) > _MAX_MARKED:
        return []
    return [name for piece in pieces for name in signed_by(piece)]


def signed_by(line: str) -> tuple[str, ...]:
    """The people of a line that is nothing but one to three names, perhaps with a town behind.

    A name is a given name and a surname, each with a capital (the surname may be in
    capitals), or initials and a surname; "By" or «Автор:» may stand in front. () where the
    line is anything else.
    """
    line = line.strip(" \t,;|-–—")
    label = _LABEL.match(line)
    match = _SIGNATURE.fullmatch(line[label.end() :] if label else line)
    if match is None or _NO_PEOPLE.search(line):
        return ()
    return tuple(_BETWEEN.split(match["people"]))


def is_written_cyrillic(line: str) -> bool:
    """Whether a line is in Cyrillic, where only names have capitals inside a line."""
    return _CYRILLIC.search(line) is not None


def is_rubric(line: str, *, is_link: bool) -> bool:
    """Whether a line could be a section's name: one or two words, up to five where it is a link.

    It begins with a capital and has no punctuation: "BAAR, SWITZERLAND" is a dateline.
    """
    limit = MAX_LINKED_WORDS if is_link else MAX_RUBRIC_WORDS
    return (
        len(line) <= MAX_RUBRIC
        and len(line.split()) <= limit
        and _RUBRIC.fullmatch(line.strip()) is not None
    )
