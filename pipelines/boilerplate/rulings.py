"""Which recurring lines may be taken out unasked. Every doubt is in favour of the article.

A label goes if it calls to the reader or names a part of the site, or stands behind all text; a
sentence only where it is nearly as frequent as the site's own template would make it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipelines.boilerplate.evidence import Corpus, Gap, Line, is_mostly, place_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MIN_SURE: Final = 4
_MANY: Final = 10
_VERY_MANY: Final = 20
_HALF, _MOST, _ALL = 0.5, 0.8, 0.9
_BLOCK: Final = 4
_BLOCK_SURE: Final = 1 / 3
_HEADLINE_WORDS: Final = 3
_LISTED: Final = ("item", "row", "quote")


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a line may go, the reason in words, and what speaks against it for good."""

    is_sure: bool
    why: str
    against: str = ""


def rulings(corpus: Corpus) -> list[tuple[Line, Ruling]]:
    """Judge all recurring lines, most frequent first. Sets the place of each."""
    court = _Court(corpus)
    judged = {key: court.judge(line) for key, line in corpus.lines.items()}
    # what is sure no longer counts as text behind the others; it only grows, so this ends
    while (sure := {key for key, ruling in judged.items() if ruling.is_sure}) != court.sure:
        court.learn(sure)
        judged |= {key: court.judge(line) for key, line in corpus.lines.items() if key not in sure}
    order = sorted(corpus.lines.values(), key=lambda line: (-len(line.articles), line.key))
    return [(line, judged[line.key]) for line in order]


class _Court:
    """The gaps around the lines under what is known so far, and the rules."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._edges = corpus.gaps(corpus.lines.keys())
        for key, line in corpus.lines.items():
            line.place = place_of(line, self._edges[key])
        self._labels = {
            key
            for key, line in corpus.lines.items()
            if not (line.traits.is_sentence or line.traits.owned)
        }
        self._forms = corpus.forms(self._labels)
        self.learn(set())

    def learn(self, sure: set[str]) -> None:
        self.sure = sure
        self._gaps = self._corpus.gaps(self._labels | sure)
        self._beyond = self._corpus.gaps(sure)
        self._template = self._blocks()

    def judge(self, line: Line) -> Ruling:
        against = self._objection(line)
        if against:
            return Ruling(is_sure=False, why=against, against=against)
        if len(line.articles) < MIN_SURE:
            return Ruling(is_sure=False, why=f"in fewer than {MIN_SURE} articles")
        if not self._corpus.is_spread(line):
            return Ruling(is_sure=False, why="these articles are of one subject and time")
        rule = self._sentence if line.traits.is_sentence else self._label
        ruling = rule(line)
        if not ruling.is_sure and (line.key in self._template or self._is_enclosed(line)):
            return Ruling(is_sure=True, why="stands within a block that recurs as a whole")
        return ruling

    def _blocks(self) -> set[str]:
        """The lines of blocks that stand whole at one edge of nearly every article.

        Such are menus, tickers, polls; a good part of the block must be sure for itself.
        """
        often = [
            key
            for key, line in self._corpus.lines.items()
            if self._is_widespread(line) and self._corpus.share(line) >= _ALL
        ]
        return {
            key
            for chain in self._corpus.chains(often)
            if len(chain) >= _BLOCK
            and _BLOCK_SURE * len(chain) <= len(self.sure & set(chain))
            and (_is_first(self._edges[chain[0]]) or _is_last(self._edges[chain[-1]]))
            for key in chain
        }

    def _objection(self, line: Line) -> str:
        """What speaks for the article however often the line is seen."""
        if line.traits.owned:
            return line.traits.owned
        is_heading = self._corpus.kind_share(line, ("heading",)) > _HALF
        if is_heading and not _is_last(self._gaps[line.key]):
            return "a heading with text behind it"
        if line.traits.is_sentence and line.title_of is None and self._corpus.is_kin(line):
            return "a sentence on what the articles are about"
        return ""

    def _label(self, line: Line) -> Ruling:
        traits, gaps = line.traits, self._gaps[line.key]
        is_last = _is_last(gaps)
        if is_last and self._is_headline(line):
            return Ruling(is_sure=True, why="the headline of another article")
        is_listed = self._corpus.kind_share(line, _LISTED) > _HALF
        if is_listed and not (is_last and self._is_widespread(line)):
            return Ruling(is_sure=False, why="stands in lists or quotations")
        if traits.is_call:
            return self._call(line)
        is_outside = is_last or _is_first(gaps)
        if traits.is_bid and traits.is_plain and is_outside and self._is_in_most(line):
            return Ruling(is_sure=True, why="asks the reader for something, outside of the text")
        if traits.is_mark and traits.is_plain and is_outside:
            return Ruling(is_sure=True, why="names a part of the site, outside of the text")
        return self._plain(line, is_last=is_last)

    def _call(self, line: Line) -> Ruling:
        is_template = self._is_widespread(line) and line.place != "within"
        if line.traits.is_particular and not (is_template or line.traits.is_plain):
            return Ruling(
                is_sure=False, why="a call to the reader, but it holds a figure or a name"
            )
        return Ruling(is_sure=True, why="a call to the reader, or a label")

    def _plain(self, line: Line, *, is_last: bool) -> Ruling:
        """A label whose words tell nothing: by its place, and the share of the articles."""
        doubt = self._doubt_of_label(line)
        if doubt:
            return Ruling(is_sure=False, why=doubt)
        if self._is_everywhere(line):
            where = ", behind all text" if is_last else ""
            why = f"no sentence, and stands in nearly every article{where}"
            return Ruling(is_sure=True, why=why)
        return Ruling(is_sure=False, why="may be a heading, or a sentence without its stop")

    def _doubt_of_label(self, line: Line) -> str:
        if line.traits.is_particular:
            return "holds a figure or a name"
        if not self._corpus.subjects_differ(line):
            return "these articles are of one subject"
        if line.traits.is_statement:
            return "may be a statement without its stop"
        if line.example.rstrip().endswith(":") and not _is_last(self._gaps[line.key]):
            return "leads over to what stands behind it"
        if line.key in self._forms:
            return "a label of a form: the articles' own lines stand behind it and others"
        return "speaks of what the articles are about" if self._corpus.is_kin(line) else ""

    def _sentence(self, line: Line) -> Ruling:
        if not self._is_at_one_edge(line):
            return Ruling(is_sure=False, why="a sentence", against="a sentence amid the text")
        if _is_last(self._gaps[line.key]) and self._is_headline(line):
            return Ruling(is_sure=True, why="the headline of another article")
        doubt = self._doubt_of_sentence(line)
        if doubt:
            return Ruling(is_sure=False, why=doubt)
        if line.traits.is_call:
            return Ruling(is_sure=True, why="calls to the reader, at one edge of the text")
        return Ruling(is_sure=True, why="stands at one edge of nearly every article")

    def _doubt_of_sentence(self, line: Line) -> str:
        traits = line.traits
        if not self._is_widespread(line):
            return "a sentence, and not in half of ten articles or more"
        is_template = traits.is_call and self._corpus.share(line) >= _MOST
        if traits.is_particular and not is_template:
            return "a sentence that holds a figure or a name"
        if traits.is_call or (traits.is_ours and self._is_everywhere(line)):
            return ""
        return "a sentence that may be the articles' own"

    def _is_widespread(self, line: Line) -> bool:
        """Whether a line stands in half of the articles, and in ten of them that differ."""
        return (
            self._corpus.size >= _MANY
            and self._corpus.share(line) >= _HALF
            and self._corpus.subjects_differ(line)
        )

    def _is_in_most(self, line: Line) -> bool:
        return self._is_widespread(line) and self._corpus.share(line) >= _MOST

    def _is_everywhere(self, line: Line) -> bool:
        return self._corpus.share(line) >= _ALL and len(line.articles) >= _VERY_MANY

    def _is_headline(self, line: Line) -> bool:
        others = line.articles.keys() - {line.title_of}
        return (
            line.title_of is not None
            and len(line.key.split()) >= _HEADLINE_WORDS
            and len(others) >= MIN_SURE
        )

    def _is_at_one_edge(self, line: Line) -> bool:
        gaps = self._edges[line.key]
        return all(gap.behind <= 1 for gap in gaps) or all(gap.before <= 1 for gap in gaps)

    def _is_enclosed(self, line: Line) -> bool:
        """Whether a line stands between sure lines, or one and the edge, wherever these stand."""
        traits = line.traits
        if not self._is_widespread(line) or (traits.ours and not traits.is_contact):
            return False
        gaps = self._beyond[line.key]
        sides: Mapping[int, list[bool]] = {
            -1: [gap.behind == 0 for gap in gaps],
            1: [gap.before == 0 for gap in gaps],
        }
        return any(
            is_mostly(clear) and is_mostly(self._beside(line, step))
            for step, clear in sides.items()
        )

    def _beside(self, line: Line, step: int) -> list[bool]:
        """For each sighting whether a sure line stands next to it that seldom stands without it."""
        return [
            key in self.sure and len(line.articles) >= _ALL * len(self._corpus.lines[key].articles)
            for key in self._corpus.neighbours(line, step)
        ]


def _is_first(gaps: Sequence[Gap]) -> bool:
    return is_mostly([gap.before == 0 for gap in gaps])


def _is_last(gaps: Sequence[Gap]) -> bool:
    return is_mostly([gap.behind == 0 for gap in gaps])
