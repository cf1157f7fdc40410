"""What stands under a picture: its caption, and who is credited for it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipelines.datafile import DATA, Record, read
from pipelines.lines import one_line

MAX_CAPTION = 500
MAX_CREDIT = 120

# a name with a capital, or a host
_NAME_BEHIND: Final = r"(?=[^\W\d_a-zа-яёәғқңөұүіһ]|[a-z][\w-]*\.[a-z]{2,}\b)"
_EMOJI_MARK: Final = "\ufe0f"  # makes a coloured sign of ©
_EDGES: Final = " \t,;:|/–—-•·"
_TAIL: Final = re.compile(r"(?:^|(?<=[.!?»\"”)|])|\s[|/–—-])\s*(?P<tail>[^.!?|]{2,80})\.?$")


class Names(Record):
    """The data file of pictures: what is none, where addresses stand, who is credited."""

    no_pictures: frozenset[str]
    whole_names: frozenset[str]
    file_words: frozenset[str]
    counters: tuple[str, ...]
    no_picture_endings: tuple[str, ...]
    lazy: tuple[str, ...]
    lazy_sets: tuple[str, ...]
    labels: tuple[str, ...]
    bare_labels: tuple[str, ...]
    agencies: tuple[str, ...]
    nobody: frozenset[str]


@cache
def names() -> Names:
    """The data file, read once."""
    return read(DATA / "pictures.toml", Names)


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _labelled() -> re.Pattern[str]:
    return re.compile(
        # «На фото: шахтёры» and "In the photo: miners" tell what is seen
        r"[(\[]?(?<![\w-])(?<![Нн]а )(?<!the )"
        rf"(?:(?i:{_either(names().labels)})\s?(?::|/|©|–\s|—\s|-\s)\s*"
        rf"|(?i:{_either(names().bare_labels)})\s*{_NAME_BEHIND})"
        r"(?P<credit>[^\n]{2,})"
    )


@cache
def _by_agency() -> re.Pattern[str]:
    agency = _either(names().agencies)
    return re.compile(rf"(?:.*[/,|]\s?|\w+\s)?(?i:{agency})(?:\s?[/,|].*|\s+(?:Photo|Images)\b.*)?")


def split_credit(line: str) -> tuple[str, str]:
    """(caption, credit) of what stands under a picture; either may be "".

    A credit is what follows «Фото:», «Сурет:», "Photo by", "©" and the like, or an agency of
    pictures at the end: "Workers in Ridder. REUTERS/Jane Doe". «Иллюстративное фото» without
    a name is a caption. The label is not part of the credit.
    """
    line = one_line(line.replace(_EMOJI_MARK, ""))[:MAX_CAPTION]
    found = _labelled().search(line)
    if found:
        credit = _without_labels(found["credit"])
        if 1 < len(credit) <= MAX_CREDIT:
            return _bare(line[: found.start()]), credit
    tail = _TAIL.search(line.rstrip(")] "))
    thanked = tail["tail"].strip("( ") if tail else ""
    if tail and _by_agency().fullmatch(thanked):
        return _bare(line[: tail.start("tail")]), thanked
    return line, ""


def thanks_somebody(credit: str) -> bool:
    """Whether a credit is a name: «Фото автора» thanks nobody by name."""
    return credit.casefold() not in names().nobody


def _without_labels(credit: str) -> str:
    """A credit may hold a second mark: «Фото: © Kazinform»."""
    again = _labelled().match(credit)
    credit = again["credit"] if again else credit
    credit = credit.strip(_EDGES + "©")
    if "(" not in credit and "[" not in credit:
        # the bracket was opened in front of the label
        credit = re.split(r"[)\]]", credit, maxsplit=1)[0]
    return credit.rstrip(" .,;")


def _bare(caption: str) -> str:
    """The caption without an opened bracket and marks that led to the credit."""
    return caption.strip().rstrip("([").strip(_EDGES)
