"""A site's article addresses → a regular expression that only they match. Pure; conservative.

Addresses of one template have the same number of folders and the same kind of last part. A
pattern is given only where few templates cover nearly all articles, each of them has something
that a section's address does not have, and nothing that is known to be no article matches.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEWEST: Final = 10
_FEWEST_OF_A_TEMPLATE: Final = 5
_MOST_TEMPLATES: Final = 2
_COVERED: Final = 0.9
_MANY: Final = 20
_ANY: Final = "[^/?#]+"
_LANGUAGES: Final = "[a-z]{2,3}"
_OPTIONAL: Final = f"(?:{_LANGUAGES}/)?"
_ENDING: Final = re.compile(r"\.(?:html?|php|aspx?|shtml)$", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"(?:kk|kz|kaz|qaz|ru|rus|en|eng|uz|ky|zh|cn)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# below the folders of a year and a month any name is an article's
_DATED: Final = "dated"
_NAME: Final = r"[^/?#]*[^\W\d][^/?#]*"
# kind of a last part, how it is recognised, and its pattern; the first that fits counts
_KINDS: Final = (
    ("number", re.compile(r"\d{3,}"), r"\d{3,}"),
    ("slug-number", re.compile(r".*[^\W\d_].*[-_]\d{3,}"), r"[^/?#]+[-_]\d{3,}"),
    ("number-slug", re.compile(r"\d{3,}[-_].*[^\W\d_].*"), r"\d{3,}[-_][^/?#]+"),
    (
        "slug-hash",
        re.compile(r".*[^\W\d_].*-(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{6,8}"),
        r"[^/?#]+-[0-9a-f]{6,8}",
    ),
    ("slug", re.compile(r"[^-_]+(?:[-_][^-_]+){3,}"), r"[^-_/?#]+(?:[-_][^-_/?#]+){3,}"),
)


class _Shape(NamedTuple):
    """The template of an address; ``depth`` counts the folders before the last part."""

    kind: str
    depth: int
    ending: str


def learn_patterns(articles: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Up to two patterns for ``article_url_re``, or none where the addresses do not tell.

    ``articles``: addresses of articles of one site (ten at least); ``others``: addresses that
    are none (sections, hubs, the front page).
    """
    urls = list(dict.fromkeys(articles))
    if len(urls) < FEWEST:
        return ()
    groups: dict[_Shape, list[str]] = defaultdict(list)
    for url in urls:
        if shape := _shape(url):
            groups[shape].append(url)
    large = sorted(groups.items(), key=lambda item: -len(item[1]))[:_MOST_TEMPLATES]
    made = [_pattern(*item) for item in large if len(item[1]) >= _FEWEST_OF_A_TEMPLATE]
    patterns = tuple(pattern for pattern in made if pattern)
    return patterns if _is_sound(patterns, urls, list(others)) else ()


def _is_sound(patterns: Sequence[str], urls: Sequence[str], others: Sequence[str]) -> bool:
    known = set(urls)
    covered = sum(any(re.search(one, url) for one in patterns) for url in urls)
    wrong = any(re.search(one, url) for one in patterns for url in others if url not in known)
    return bool(patterns) and covered >= _COVERED * len(urls) and not wrong


def _parts(url: str) -> tuple[list[str], str, str]:
    """Folders, the last part without its ending, and the ending."""
    *folders, last = [part for part in urlsplit(url).path.split("/") if part] or [""]
    ending = _ENDING.search(last)
    return folders, last[: ending.start()] if ending else last, ending[0].lower() if ending else ""


def _shape(url: str) -> _Shape | None:
    folders, last, ending = _parts(url)
    if urlsplit(url).query:
        return None
    if _is_dated(folders) and re.fullmatch(_NAME, last):
        return _Shape(_DATED, len(folders), ending)
    kind = next((name for name, test, _ in _KINDS if test.fullmatch(last)), None)
    return _Shape(kind, len(folders), ending) if kind else None


def _is_dated(folders: Sequence[str]) -> bool:
    pairs = pairwise(folders)
    return any(_YEAR.fullmatch(year) and month.isdecimal() for year, month in pairs)


def _pattern(shape: _Shape, urls: Sequence[str]) -> str | None:
    """The pattern of one template; None where a section could have such an address too."""
    columns = list(zip(*(_parts(url)[0] for url in urls), strict=True))
    # a bare number or slug says too little, unless a day or one folder of many speaks for it
    bare = shape.kind in ("number", "slug")
    folders = [_folder(set(column), named=bare and len(urls) >= _MANY) for column in columns]
    if bare and not any(folder not in (_ANY, _LANGUAGES) for folder in folders):
        return None
    last = next((text for name, _, text in _KINDS if name == shape.kind), _NAME)
    path = "".join(_OPTIONAL if folder == _LANGUAGES else f"{folder}/" for folder in folders)
    return f"^https?://{_host(urls)}/{path}{last}{_escape(shape.ending)}/?$"


def _folder(names: set[str], *, named: bool) -> str:
    """The pattern of a folder; what other sections there are is not known, so any name fits."""
    if all(name.isdecimal() for name in names):
        return r"\d+"
    if all(_LANGUAGE.fullmatch(name) for name in names):
        return _LANGUAGES
    return _escape(names.pop()) if named and len(names) == 1 else _ANY


def _escape(text: str) -> str:
    return re.escape(text).replace(r"\-", "-")


def _host(urls: Sequence[str]) -> str:
    """The hosts with their ports; ``www.`` may be there or not."""
    hosts = sorted({urlsplit(url).netloc.lower().removeprefix("www.") for url in urls})
    told = "|".join(map(_escape, hosts))
    return rf"(?:www\.)?{told}" if len(hosts) == 1 else rf"(?:www\.)?(?:{told})"
