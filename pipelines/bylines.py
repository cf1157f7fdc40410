"""Lines at the edges of a text that are a name or a rubric: told by their shape alone."""

from __future__ import annotations

import re

MAX_RUBRIC_WORDS = 2
MAX_LINKED_WORDS = 5
MAX_RUBRIC = 60

_UPPER = "A-ZА-ЯЁӘҒҚҢӨҰҮІҺ"
_LOWER = "a-zа-яёәғқңөұүіһ"
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


def signed_by(line: str) -> tuple[str, ...]:
    """The people of a line that is nothing but one to three names, perhaps with a town behind.

    A name is a given name and a surname, each with a capital (the surname may be in
    capitals), or initials and a surname. () where the line is anything else.
    """
    match = _SIGNATURE.fullmatch(line.strip())
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
