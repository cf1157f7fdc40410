"""What pydantic finds wrong, in words that name the key as it stands in the file. Pure."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, get_args

from pydantic import BaseModel

from desk.config.model import Config
from desk.config.secrecy import HIDDEN, Scrubber, quotable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_core import ErrorDetails

    from desk.config.environment import Key

_LISTS: Final = {"rules": "rule", "digests": "digest"}
_LIST, _TABLE = 'must be a list, like ["one", "two"]', "must be a table with keys of its own"
_WORDS: Final = {
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:g}",
    "greater_than": "must be more than {gt:g}",
    "missing": "is needed",
    "string_type": "must be text in quotes",
    "path_type": "must be a path in quotes",
    "tuple_type": _LIST,
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "value_error": "{error}",
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "must be a whole number"),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), "must be a number"),
}
# a value of one of these is told by its words, or is no single value
_UNQUOTED: Final = frozenset({"value_error", "missing", "model_type", "dict_type"})


def in_words(
    errors: Sequence[ErrorDetails], values: Mapping[str, Any], names: Mapping[Key, str], file: str
) -> list[str]:
    """Each error as a sentence, without any secret.

    ``names`` tells which variable of the environment gave a key, ``file`` where all others stand.
    """
    hide = Scrubber(secrets(values))
    return [hide(_sentence(error, values, names, file)) for error in errors]


def secrets(values: Mapping[str, Any]) -> list[str]:
    """All text that stands where an address belongs, however wrong its shape."""
    daemon = values.get("daemon")
    ping = daemon.get("ping_url") if isinstance(daemon, dict) else None
    return [*_texts(values.get("sinks")), *_texts(ping)]


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        # the name of a variable or file is what its owner must be told
        names = value.keys() - {"env", "file"}
        return [text for name in names for text in _texts(value[name])]
    if isinstance(value, (list, tuple)):
        return [text for one in value for text in _texts(one)]
    return [] if value is None else [str(value)]


def _sentence(
    error: ErrorDetails, values: Mapping[str, Any], names: Mapping[Key, str], file: str
) -> str:
    key = error["loc"]
    variable = next((names[key[:n]] for n in range(len(key), 0, -1) if key[:n] in names), None)
    told = "" if names.get(key) else _called(key, values)
    where = " ".join(filter(None, (variable or f"{file}:", told)))
    if error["type"] == "extra_forbidden":
        return f"{where.removesuffix(':')}: there is no such key{_meant(key)}"
    return f"{where} {_trouble(error)}"


def _called(key: Key, values: Mapping[str, Any]) -> str:
    """The key as a reader of the file finds it: daemon.tick_seconds, rule "fires": severity."""
    match key:
        case (str(table), int(number), *rest) if table in _LISTS:
            name = None if rest == ["name"] else _name(values, table, number)
            place = f"{_LISTS[table]} {_short(name) if name else number + 1}"
            return f"{place}: {_dotted(rest)}" if rest else place
        case _:
            return _dotted(key)


def _dotted(key: Sequence[str | int]) -> str:
    words = ""
    for part in key:
        words += (
            f" entry {part + 1}"
            if isinstance(part, int)
            else f".{part if quotable(part) else HIDDEN}"
        )
    return words.lstrip(".")


def _name(values: Mapping[str, Any], table: str, number: int) -> str | None:
    entry = values[table][number]
    name = entry.get("name") if isinstance(entry, dict) else None
    return name if isinstance(name, str) and quotable(name) else None


def _trouble(error: ErrorDetails) -> str:
    kind, given = error["type"], error["input"]
    context = error.get("ctx", {})
    if kind == "literal_error":
        return _choice(str(context["expected"]), given)
    if kind == "tuple_type" and error["loc"][0] in _LISTS and len(error["loc"]) == 1:
        return f"must be tables: write [[{error['loc'][0]}]] above each"
    if kind not in _WORDS:
        return f"is wrong: {error['msg'][:1].lower()}{error['msg'][1:]}"
    quoted = "" if kind in _UNQUOTED else _quoted(error["loc"], given)
    return _WORDS[kind].format(**context) + quoted


def _quoted(key: Key, given: object) -> str:
    hidden = key[:1] == ("sinks",) or key[-1:] == ("ping_url",)
    if hidden or not isinstance(given, (str, int, float)) or not quotable(str(given)):
        return ""
    return f", not {_short(given)}"


def _short(given: object) -> str:
    return json.dumps(given, ensure_ascii=False)


def _choice(expected: str, given: object) -> str:
    choices = expected.replace(" or ", ", ").replace("'", "").split(", ")
    told = f"must be {', '.join(choices[:-1])} or {choices[-1]}"
    if not quotable(str(given)):
        return told
    near = get_close_matches(str(given).lower(), choices, n=1)
    return f"{told}, not {_short(given)}" + (f"; did you mean {near[0]}?" if near else "")


def _meant(key: Key) -> str:
    """What an unknown key may have been meant to be: one like it here, or the same elsewhere."""
    wrong = str(key[-1])
    known = _keys(key[:-1])
    if len(key) > 1 and wrong in Config.model_fields:
        return f"; {wrong} belongs above the first [section]"
    homes = [name for name in Config.model_fields if wrong in _keys((name, 0))]
    near = get_close_matches(wrong.lower(), known, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    if homes:
        return f"; {wrong} belongs under {_header(homes[0])}"
    return f"; known are {', '.join(known)}"


def _header(name: str) -> str:
    return f"[[{name}]]" if name in _LISTS else f"[{name}]"


def _keys(above: Key) -> list[str]:
    """The keys that may stand in the table at this place."""
    kind: type[BaseModel] | None = Config
    for part in above:
        if isinstance(part, str):
            known = kind.model_fields if kind else {}
            kind = _model(known[part].annotation) if part in known else None
    return list(kind.model_fields) if kind else []


def _model(kind: Any) -> type[BaseModel] | None:
    """The part of the file that a type speaks of: Rule for tuple[Rule, ...]."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    return next(filter(None, map(_model, get_args(kind))), None)
