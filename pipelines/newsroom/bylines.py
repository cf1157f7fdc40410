"""Lines that name people: by-lines, signatures at the edges of a text, and rubrics beside them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from pipelines.datafile import DATA, Record, read
from pipelines.lines import one_line
from pipelines.newsroom.attribution import agency_pattern
from pipelines.text import fold_search

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_RUBRIC_WORDS = 2
MAX_LINKED_WORDS = 5
MAX_RUBRIC = 60
MAX_BYLINE = 300

_UPPER = "A-ZÁÄǴĞŃÑÓÖÚÜŪÝŞİА-ЯЁӘҒҚҢӨҰҮІҺ"
_LOWER = "a-záäǵğńñóöúüūýşıа-яёәғқңөұүіһ"
_NAME = rf"[{_UPPER}][{_LOWER}’'ʼ]+(?:-[{_UPPER}][{_LOWER}]+)?"
_INITIALS = rf"(?:[{_UPPER}]\.\s?){{1,2}}"
_SURNAME = rf"(?:{_NAME}(?:-(?:младш|старш)(?:ий|ая))?|[{_UPPER}]{{3,}}(?:-[{_UPPER}]{{3,}})?)"
# a Korean surname may be one letter in Cyrillic
_PERSON = rf"(?:{_NAME}(?: {_NAME}| [{_UPPER}]\.)? (?:{_SURNAME}|[ЮИОЕА])|{_INITIALS}{_SURNAME})"
_PERSON_LINE: Final = re.compile(rf"{_PERSON}|{_NAME} (?:[{_UPPER}]\.\s?){{1,2}}")
_TOWN = (
    rf"(?:(?:г|қ|с|пос)\.? ?|город |посёлок )?{_NAME}"
    r"(?: (?:қаласы|қ\.|ауданы|облысы|ауылы|кенті|область|обл\.|район))?"
)
_SIGNATURE: Final = re.compile(
    rf"(?P<people>{_PERSON}(?:(?:, | и | және | and ){_PERSON}){{0,2}})"
    # where it was written: «Алматы», «г. Риддер», «Жітіқара қаласы»
    rf"(?:,\s?{_TOWN})?\.?"
)
_BETWEEN: Final = re.compile(r", | и | және | and ")
_PARTS: Final = re.compile(
    rf"\s*[|•·;,/\n]\s*|\s+[–—-]\s+|\s+(?:и|және|мен|пен|бен|and|with|&)\s+(?=[{_UPPER}])"
    rf"|\s+(?:in|on|for|at)\s+(?=[A-Z\d])|(?<=[{_LOWER}]{{2}})\.\s+|\s*\([^()]*\)?\s*",
)
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_RUBRIC: Final = re.compile(rf"[{_UPPER}][\w’'ʼ& /-]*\w")
_INITIAL_LAST: Final = re.compile(rf"(?<![^\W\d_])[{_UPPER}]\.$")
_NAME_LETTERS: Final = range(3, 61)
_NAME_WORDS: Final = range(1, 6)
_NOT_A_NAME: Final = re.compile(
    r"https?:|www\.|@|[\d²³¹⁰-⁹₀-₉①-➓]|[?!«»\"“”#_]|\.(?:kz|com|ru|org|net|uz|kg|info|asia|media)\b",
    re.IGNORECASE,
)
_CUT_NAME: Final = 3
_CAPITAL: Final = re.compile(rf"[{_UPPER}][\w’'ʼ.-]*")


class Words(Record):
    """The words around names, as ``bylines.toml`` holds them."""

    labels: tuple[str, ...]
    other_labels: tuple[str, ...]
    roles: frozenset[str]
    newsroom: frozenset[str]
    particles: frozenset[str]
    places: frozenset[str]


@cache
def words_around() -> Words:
    """The data file of labels, roles and newsroom words."""
    return read(DATA / "bylines.toml", Words)


@cache
def _label() -> re.Pattern[str]:
    """A label in front of a name; the group "other" holds where its owner is no author."""
    kinds = (
        f"(?P<{kind}>{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})"
        for kind, names in (("other", words_around().other_labels), ("own", words_around().labels))
    )
    # the longer label counts: «автор фото» is no «автор»
    return re.compile(rf"(?:{'|'.join(kinds)})(?![\w-])\s*:?\s*", re.IGNORECASE)


def people_of(line: str, *, is_marked: bool = False) -> tuple[str, ...]:
    """The people whom a by-line names as authors, without labels, roles, places and newsrooms.

    A name is what `signed_by` takes for one. ``is_marked``: the page says that an author is
    named here, so that other words with a capital are believed too («ИВАН ПЕТРОВ», "DeArdo",
    or, where no fuller name stands there, one alone). «Текст: А. Б., фото: В. Г.» names A. B.
    """
    line = one_line(line)[:MAX_BYLINE]
    found = list(_named(line, is_marked=is_marked))
    full = [name for name in found if " " in name or "." in name]
    # one word beside others is a town or a newspaper
    return tuple(full or (found if len(line.split()) == 1 or ":" in line or "|" in line else []))


def _named(line: str, *, is_marked: bool) -> Iterator[str]:
    is_author = True
    for part in _PARTS.split(line):
        label = _label().match(part)
        if label and (label.end() == len(part) or not part[label.end()].islower()):
            is_author = not label["other"]
            is_marked = True
            part = part[label.end() :]  # noqa: PLW2901 - the label is read
        name = _without_roles(_bare(part))
        if is_author and _is_person(name, is_marked=is_marked):
            yield name


def _bare(part: str) -> str:
    """Without marks at the edges and the agency behind; the full stop of an initial stays."""
    part = part.strip(" ,:|-–—")
    words = part.split()
    if len(words) > 1 and agency_pattern().fullmatch(fold_search(words[-1])):
        part = " ".join(words[:-1])
    return part if _INITIAL_LAST.search(part) else part.strip(" .,")


def _without_roles(part: str) -> str:
    """The name of «собкор по ВКО Имя Фамилия» or «Имя Фамилия, специально для …»."""
    words = part.split()
    roles = [at for at, word in enumerate(words) if word.lower() in words_around().roles]
    if not roles:
        return part
    behind = next(
        (
            " ".join(words[at:])
            for at in range(roles[-1] + 1, len(words))
            if _PERSON_LINE.fullmatch(" ".join(words[at:]))
        ),
        "",
    )
    return behind or (" ".join(words[: roles[0]]) if words[roles[0]].islower() else "")


def _is_person(name: str, *, is_marked: bool) -> bool:
    words = name.lower().replace("ё", "е").split()
    if len(name) not in _NAME_LETTERS or len(words) not in _NAME_WORDS or _NOT_A_NAME.search(name):
        return False
    if words_around().newsroom & set(words) or agency_pattern().fullmatch(fold_search(name)):
        return False
    if _PERSON_LINE.fullmatch(name):
        return True
    return is_marked and not words_around().roles & set(words) and _is_capital(name)


def _is_capital(name: str) -> bool:
    """Whether the words of a name begin with capitals, where the script has any."""
    if name.lower() == name.upper():
        return " " in name
    particles = words_around().particles
    return name[0].isupper() and all(
        _CAPITAL.fullmatch(word) or word in particles for word in name.split()
    )


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Each person once, in the fuller spelling: «А. Ахметов», «Айдос АХМЕТОВ» are one."""
    kept: list[str] = []
    for name in names:
        twin = next((at for at, other in enumerate(kept) if is_same(other, name)), None)
        if twin is None:
            kept.append(name)
        elif _fullness(name) > _fullness(kept[twin]):
            kept[twin] = name
    return tuple(kept)


def is_same(one: str, other: str) -> bool:
    """Whether two names may be one person's, one of them cut or with initials."""
    short, long = sorted((_name_words(one), _name_words(other)), key=len)
    rest = list(long)
    for word in sorted(short, key=len, reverse=True):
        match = next((w for w in rest if w == word), None) or next(
            (w for w in rest if _is_short_for(w, word) or _is_short_for(word, w)), None
        )
        if match is None:
            return False
        rest.remove(match)
    return any(len(word) > 1 and word in long for word in short)


def _is_short_for(short: str, long: str) -> bool:
    """Whether a word is an initial, or a name that was cut."""
    return long.startswith(short) and (len(short) == 1 or len(short) >= _CUT_NAME)


def _name_words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", fold_search(name))


def _fullness(name: str) -> tuple[int, int]:
    return sum(len(word) > 1 for word in _name_words(name)), sum(map(len, _name_words(name)))


def person(name: str) -> str:
    """A by-line's name without "By" or "Автор:"; "" where it is no name (address, sentence)."""
    line = one_line(name)
    label = _label().match(line)
    name = line[label.end() :] if label else line
    plausible = (
        len(name) in _NAME_LETTERS
        and len(name.split()) in _NAME_WORDS
        and not _NOT_A_NAME.search(name)
    )
    return name.strip(" ,;|") if plausible and name[0].isupper() else ""


def signed_by(line: str) -> tuple[str, ...]:
    """The people of a line that is nothing but one to three names, perhaps with a town behind.

    A name is a given name and a surname, each with a capital (the surname may be in
    capitals), or initials and a surname; "By" or «Автор:» may stand in front. () where the
    line is anything else.
    """
    line = line.strip(" \t,;|-–—")
    label = _label().match(line)
    if label and label["other"]:
        return ()
    match = _SIGNATURE.fullmatch(_without_role(line[label.end() :] if label else line))
    if match is None:
        return ()
    words = re.findall(r"[\w-]+", match["people"].lower().replace("ё", "е"))
    return () if words_around().newsroom & set(words) else tuple(_BETWEEN.split(match["people"]))


def _without_role(line: str) -> str:
    """The names of «Айгуль САПАРОВА, собкор по ВКО»: the role stands in small letters behind."""
    people, _, role = line.partition(", ")
    return people if role.split(" ", 1)[0] in words_around().roles else line


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
