"""Who a text credits: news agencies, and the words in a lead that name the reporter."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipelines.text import fold_search

if TYPE_CHECKING:
    from collections.abc import Sequence

_DATA: Final = Path(__file__).parent.parent / "data" / "datelines.toml"
_WEB: Final = r"\.(?:kz|com|ru|uz|az|kg|tj|org|asia|media|news|info)"
_SENTENCE_END: Final = re.compile(
    # not behind an initial or «им.»: two letters at least, and a capital or a quote follows
    r"(?<=[^\W\d_]{2})[.!?…]+[»”\")]*\s+(?=[^\W\d_a-zа-яёәғқңөұүһі]|[«“\"])"
    r"|(?<=[\d%)»”\"])[.!?…]+\s+(?=[^\W\d_a-zа-яё])"
)
_LEADING: Final = re.compile(
    r"(?P<kept>.*?\S)\s*(?:,|\s[–—-])\s*(?:[–—-]\s*)?(?P<joint>(?:как|об этом|бұл туралы|as)\s)?$",
    re.IGNORECASE | re.DOTALL,
)
_SPARE_ENDING: Final = re.compile(r"[^\w\n]{0,4}")
_WORDS: Final = re.compile(r"\w+")
_MIN_SENTENCE: Final = 2
_EDGES: Final = " ,.!?…–—-"
_MAX_PRESS: Final = 300
_MAX_SOURCE: Final = 160
_MAX_SOURCE_WORDS: Final = 6
_SOURCE_EDGES: Final = " \t.,;:|–—-"
_ADDRESS: Final = re.compile(r"https?://(?:www\.)?(?P<host>[^/\s]+)\S*")
_QUOTED: Final = r"[«\"“„][^«»\"“”\n]{2,60}[»\"”]"
_TOKEN: Final = r"[^\W\d_][\w’'-]*"  # noqa: S105 - a word, no secret


@cache
def dateline_data() -> dict[str, Any]:
    """The lists of agencies, of words that are no city, and of crediting words."""
    data: dict[str, Any] = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return data


@cache
def folded_list(kind: str) -> frozenset[str]:
    """One list of the data file in search spelling."""
    return frozenset(map(fold_search, dateline_data()[kind]))


@cache
def agency_pattern() -> re.Pattern[str]:
    """A pattern, for text in search spelling, of a known agency with a web ending or not."""
    return re.compile(rf"(?:{_either(folded_list('agencies'))})(?:{_WEB})?(?![\w-])")


def _either(names: frozenset[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))


def attribution_tail(paragraph: str) -> tuple[str, str]:
    """The agency that a paragraph credits and the words that do so; two empty strings if none.

    «..., передает Kazinform со ссылкой на МЧС.» gives ("Kazinform", "передает Kazinform со
    ссылкой на МЧС"). Nothing is cut. A person who said something is not an agency: after
    «сообщил» or "according to" only known agencies and web names count.
    """
    folded = fold_search(paragraph)
    found = [
        (start, end, name)
        for pattern, known_only in _patterns()
        for start, end, name in _credits(pattern, paragraph, folded, known_only=known_only)
    ]
    if not found:
        return "", ""
    start, end, name = min(found)
    stop = re.compile(r"[^,;:!?\n.—–]*").match(paragraph, end)
    return name, paragraph[start : stop.end() if stop else end].strip()


def _credits(
    pattern: re.Pattern[str], paragraph: str, folded: str, *, known_only: bool
) -> list[tuple[int, int, str]]:
    found = []
    for match in pattern.finditer(folded):
        name = paragraph[slice(*match.span("who"))]
        known = agency_pattern().fullmatch(match["who"]) or re.search(rf"{_WEB}$", match["who"])
        if known or (not known_only and _is_name(name)):
            found.append((match.start(), match.end(), name.strip('«»"“”„ ')))
    return found


def _is_name(name: str) -> bool:
    return name[:1] in '«"“„' or name[:1].isupper()


def split_attribution(lead: str) -> tuple[str, str]:
    """(the lead without the words that credit an agency at a sentence's end, these words).

    «Добыча выросла на 5 %, передает Kazinform.» gives («Добыча выросла на 5 %.», «передает
    Kazinform»). A sentence that says nothing else goes whole: «Об этом сообщает X.» Cut is only
    where a whole sentence is left, and only what `attribution_tail` takes for an agency:
    «…, сообщил министр» stays. Where nothing is cut, the second is "" and the lead as given.
    """
    starts = [0, *(mark.end() for mark in _SENTENCE_END.finditer(lead))]
    for start, end in zip(reversed(starts), [len(lead), *reversed(starts)], strict=False):
        sentence = lead[start:end]
        kept, words = _split_sentence(sentence, is_only=len(starts) == 1)
        if words:
            return f"{lead[:start]}{kept}{_gap_behind(sentence, kept)}{lead[end:]}".strip(), words
    return lead, ""


def _gap_behind(sentence: str, kept: str) -> str:
    return sentence[len(sentence.rstrip()) :] if kept else ""


def _split_sentence(sentence: str, *, is_only: bool) -> tuple[str, str]:
    """(what is left of a sentence, the words that credit), the second "" where none are cut."""
    tail = attribution_tail(sentence)[1] or _press_tail(sentence)
    if not tail:
        return sentence, ""
    before, _, after = sentence.rstrip().partition(tail)
    if not (_SPARE_ENDING.fullmatch(after) or _is_list_behind(tail, after)):
        return sentence, ""
    if not is_only and not _words_besides(before):
        return "", f"{before}{tail}{after}".strip(_EDGES)
    found = _LEADING.match(before)
    kept = found["kept"] if found else ""
    if not found or len(_WORDS.findall(kept)) < _MIN_SENTENCE or not _is_closed(kept):
        return sentence, ""
    return f"{kept}{_closing(after, kept)}", f"{found['joint'] or ''}{tail}{after}".strip(_EDGES)


def _press_tail(sentence: str) -> str:
    """The words at a sentence's end that credit a press service, which is no agency."""
    found = _press().search(fold_search(sentence), max(0, len(sentence) - _MAX_PRESS))
    return sentence[found.start("told") : found.end("told")] if found else ""


@cache
def _press() -> re.Pattern[str]:
    saying, offices, said = (
        _either(frozenset(map(fold_search, dateline_data()["press"][kind])))
        for kind in ("saying", "offices", "said")
    )
    word = r"[\w«»\"“”'’(№-][\w«»\"“”'’()№-]*"
    office = rf"(?:{word}\s){{0,8}}?(?:{offices})(?![\w-])(?:\s{word}){{0,10}}?"
    told = rf"(?P<told>(?:{saying})\s{office}|(?:the\s)?{office}\s(?:{said}))"
    about = _either(folded_list("about_it") - {""})
    return re.compile(rf"(?:[,–—-]\s|^\W*(?:{about})\s){told}[.!?…\s]*$")


def credited_source(lines: Sequence[str]) -> str:
    """The source that a line like «Дереккөз: egemen.kz» or «Источник: газета X» credits, or "".

    ``lines`` are the short lines around a text; the first that names a source counts. Of an
    address its host is given. A sentence or a list behind the label is no name.
    """
    labels = _either(folded_list("source_labels"))
    for line in lines:
        found = re.match(rf"\W*(?:{labels})\s?:\s*", fold_search(line[:_MAX_SOURCE]))
        name = line[found.end() :].strip(_SOURCE_EDGES) if found else ""
        name = _ADDRESS.sub(r"\g<host>", name)
        # behind a comma stands whose figures they are: such a line credits a table
        is_name = bool(name) and "," not in name and len(name.split()) <= _MAX_SOURCE_WORDS
        if is_name and len(line) <= _MAX_SOURCE:
            return name
    return ""


def _is_list_behind(tail: str, after: str) -> bool:
    """Whether a tail goes on behind a comma: «со ссылкой на МЧС, МВД», ", citing officials"."""
    linking = "|".join(map(re.escape, sorted(folded_list("linking"))))
    folded = fold_search(after)
    return bool(
        re.fullmatch(rf",\s(?:{linking})[^.!?…]*[.!?…]?", folded)
        or (re.search(linking, fold_search(tail)) and re.fullmatch(r",[^.!?…]*[.!?…]?", folded))
    )


def _words_besides(before: str) -> bool:
    """Whether a sentence says more than that something is reported: «Об этом»."""
    return fold_search(before).strip(" ,-") not in folded_list("about_it")


def _is_closed(kept: str) -> bool:
    """Whether quotes and brackets that were opened are closed again."""
    return (
        kept.count("«") == kept.count("»")
        and kept.count("(") == kept.count(")")
        and kept.count("“") == kept.count("”")
        and kept.count('"') % 2 == 0
    )


def _closing(after: str, kept: str) -> str:
    """The mark that ends the sentence: its own, or a full stop."""
    return "" if kept[-1:] in ".!?…" else after[-1:] if after[-1:] in tuple("!?…") else "."


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    credit = {kind: _either(frozenset(map(fold_search, names))) for kind, names in _lists()}
    roles = rf"(?:(?:{credit['roles']})\s)*"
    web = rf"{_TOKEN}(?:\.{_TOKEN})*{_WEB}(?!\w)"
    who = rf"(?P<who>{agency_pattern().pattern}|{web}|{_QUOTED}|{_TOKEN})"
    made = []
    for kind in ("before", "before_known", "after", "after_known"):
        verb = rf"(?<![\w-])(?:{credit[kind]})(?![\w-])"
        behind = kind.startswith("before")
        form = rf"{verb}\s{roles}{who}" if behind else rf"(?<![\w.-]){who}\s{roles}{verb}"
        made.append((re.compile(form), kind.endswith("known")))
    return tuple(made)


def _lists() -> list[tuple[str, list[str]]]:
    return list(dateline_data()["credit"].items())
