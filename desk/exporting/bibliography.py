"""Articles for reference managers: BibTeX, RIS, CSL JSON. Pure."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from desk.exporting.citing import archived
from desk.tables import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desk.exporting.citing import CitedArticle

_TEX: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "#": r"\#", "$": r"\$", "%": r"\%",
    "&": r"\&", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_SPECIAL: Final = re.compile(r"[\\{}#$%&_~^]")
# in an address they would end the field
_UNSAFE: Final = re.compile(r"[\\{}\s\"]")
_NO_KEY: Final = re.compile("[^a-z0-9-]+")
_LANGUAGES: Final = {"ru": "russian", "en": "english", "kk": "kazakh"}


def bibtex(articles: Iterable[CitedArticle], language: str) -> Iterator[bytes]:
    """BibLaTeX entries in UTF-8, ``language`` is that of the note."""
    for one in articles:
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(one, language))
        yield f"@online{{{key(one)},\n{lines}}}\n\n".encode("utf-8", "replace")


def _fields(one: CitedArticle, language: str) -> Iterator[tuple[str, str]]:
    parts = one.parts_of_date
    # braces keep the capitals of names
    yield "title", f"{{{_tex(one.title or one.url)}}}"
    if authors := [f"{{{_tex(name)}}}" for name in one.authors if plain(name)]:
        yield "author", " and ".join(authors)
    yield "organization", f"{{{_tex(one.source)}}}"
    if parts:
        yield "date", "-".join(f"{part:02}" for part in parts)
        # for BibTeX without BibLaTeX
        yield "year", str(parts[0])
    if address := _address(one):
        yield "url", _UNSAFE.sub(lambda sign: quote(sign[0]), address)
    yield "urldate", one.seen_on.isoformat()
    if one.language in _LANGUAGES:
        yield "langid", _LANGUAGES[one.language]
    yield "note", _tex(archived(one, language))


def _address(one: CitedArticle) -> str:
    """Where it stands on the web; "" for what is no address of a page."""
    address = plain(one.url)
    return address if address.startswith(("https://", "http://")) else ""


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _TEX[sign[0]], plain(text))


def key(one: CitedArticle) -> str:
    """A name for the entry: the source and the number of the article."""
    return f"{_NO_KEY.sub('-', one.source_id.lower()).strip('-') or 'article'}-{one.id}"


def ris(articles: Iterable[CitedArticle], language: str) -> Iterator[bytes]:
    """RIS entries in UTF-8, ``language`` is that of the note."""
    for one in articles:
        lines = "".join(f"{tag}  - {value}\r\n" for tag, value in _tags(one, language))
        yield f"{lines}ER  - \r\n\r\n".encode("utf-8", "replace")


def _tags(one: CitedArticle, language: str) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", key(one)
    yield "TI", plain(one.title or one.url)
    yield from (("AU", name) for author in one.authors if (name := plain(author)))
    yield "T2", plain(one.source)
    if parts := one.parts_of_date:
        yield "PY", str(parts[0])
        yield "DA", _slashed(parts)
    if address := _address(one):
        yield "UR", address
    yield "Y2", _slashed((one.seen_on.year, one.seen_on.month, one.seen_on.day))
    yield "LA", one.language
    yield "DB", "kenwatch"
    yield "N1", archived(one, language)


def _slashed(parts: tuple[int, ...]) -> str:
    # four fields, whatever is known
    told = [f"{part:02}" for part in parts]
    return "/".join([*told, *[""] * (4 - len(told))])


def csl_json(articles: Iterable[CitedArticle], language: str) -> Iterator[bytes]:
    """A JSON array of CSL items in UTF-8, ``language`` is that of the note."""
    before = b"[\n"
    for one in articles:
        yield before + json.dumps(_item(one, language), ensure_ascii=False).encode(
            "utf-8", "replace"
        )
        before = b",\n"
    yield b"\n]\n" if before != b"[\n" else b"[]\n"


def _item(one: CitedArticle, language: str) -> dict[str, Any]:
    seen = one.seen_on
    told: dict[str, Any] = {
        "id": key(one),
        "type": "article-newspaper",
        "title": plain(one.title or one.url),
        "author": [{"literal": name} for author in one.authors if (name := plain(author))],
        "container-title": plain(one.source),
        "issued": {"date-parts": [list(one.parts_of_date)]} if one.parts_of_date else None,
        "accessed": {"date-parts": [[seen.year, seen.month, seen.day]]},
        "URL": _address(one),
        "language": one.language,
        "archive": "kenwatch",
        "note": archived(one, language),
    }
    return {name: value for name, value in told.items() if value}
