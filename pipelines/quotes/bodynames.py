"""Organisations that are told by a name alone: «Казахмыс» in marks, МЧС, ERG."""

from __future__ import annotations

import re
from typing import Final

from pipelines.quotes.quotewords import quote_words

_ABBREVIATION: Final = re.compile(r"(?<![\w-])[A-ZА-ЯӘҒҚҢӨҰҮҺІ]{2,}(?![\w])")
_QUOTED_NAME: Final = re.compile(r"[«\"“](?![^\W\dA-ZА-ЯӘҒҚҢӨҰҮҺІЁ_])[^«»\"“”\n\ue000]{2,60}[»\"”]")
_LEGAL_FORM: Final = re.compile(r"\s(?:\w+\s)?([А-ЯӘҒҚҢӨҰҮҺІ]{2,4})(?!\w)")


def named_body(chunk: str) -> tuple[str, int, int, int] | None:
    """(name, where its head begins, its start and end) of an organisation without a noun."""
    quoted = _QUOTED_NAME.search(chunk)
    if quoted:
        form = _LEGAL_FORM.match(chunk, quoted.end())
        end = form.end() if form else quoted.end()
        words = quoted[0].strip('«»"“” ')
        return words, quoted.start(), quoted.start(), end
    for found in _ABBREVIATION.finditer(chunk):
        if found[0] not in quote_words().legal_forms:
            return found[0], found.start(), found.start(), found.end()
    return None
