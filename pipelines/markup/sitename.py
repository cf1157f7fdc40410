"""Whether a part of a page's title is the site's name or the site's description of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.markup.blocknames import block_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# stands between an article's title and the site's name
TITLE_MARK: Final = re.compile(r"\s+[|–—−·•»›/:-]+\s+|\s*[|•»]\s*")
MIN_NAME = 3
MIN_SOUND = 5
MAX_WORDS = 6

_WORD = re.compile(r"\w+")
# one spelling for what Cyrillic and Latin write alike: «Егемен Қазақстан», "egemen"
_LETTERS = str.maketrans(
    "абвгғдежзиійыкқлмнңоөпрстуұүфхһэәcqwyı",
    "abvggdejziiiikklmnnooprstuuufhheakkvii",
)
_PAIRS = (("ц", "ts"), ("ч", "ch"), ("ш", "sh"), ("щ", "sh"), ("ю", "iu"), ("я", "ia"))
_LATIN_PAIRS = (("kh", "h"), ("zh", "j"), ("gh", "g"))


class SiteNames(NamedTuple):
    """What a site is called: ``written`` as it stands, ``sounds`` of the parts of its host."""

    written: frozenset[str]
    sounds: frozenset[str]


def known_names(names: Iterable[str]) -> SiteNames:
    """The names to look for; a name with a dot and no blank is a host, its parts are names too."""
    names = [name.casefold() for name in names]
    written = {squeezed for name in names if len(squeezed := _squeezed(name)) >= MIN_NAME}
    labels = (part for name in names if "." in name and " " not in name for part in name.split("."))
    sounds = {sound(label) for label in labels} - set(block_names().titles.hosts)
    return SiteNames(frozenset(written), frozenset(one for one in sounds if len(one) >= MIN_SOUND))


def names_site(part: Sequence[str], known: SiteNames) -> bool:
    """Whether the words of a part are a name of the site, or hold one within at most six words."""
    squeezed = "".join(part)
    return bool(squeezed) and any(
        squeezed == name
        or squeezed in (f"{name}kz", f"{name}com")
        or (name in squeezed and len(part) <= MAX_WORDS)
        for name in known.written
    )


def describes_site(part: Sequence[str], known: SiteNames, *, is_marked: bool) -> bool:
    """Whether the last part of a title tells what site it is from.

    It sounds like the host, or begins as sites describe themselves («новости Казахстана»);
    behind a mark that is no dash (``is_marked``) it may also say so later («интернет-портал»).
    """
    if not 0 < len(part) <= MAX_WORDS:
        return False
    heard = sound("".join(part))
    if any(heard.startswith(name) or heard.endswith(name) for name in known.sounds):
        return True
    phrases = block_names().titles
    if " ".join(part).startswith(phrases.openings) or " ".join(part) in phrases.alone:
        return True
    return is_marked and any(word.startswith(phrases.media) for word in part)


def sound(text: str) -> str:
    """A spelling that Cyrillic and Latin forms of a name share, more or less."""
    for pair, letters in _PAIRS:
        text = text.replace(pair, letters)
    for pair, letter in _LATIN_PAIRS:
        text = text.replace(pair, letter)
    return text.translate(_LETTERS)


def _squeezed(name: str) -> str:
    return "".join(_WORD.findall(name.replace("ё", "е")))
