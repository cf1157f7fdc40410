"""What every worker needs, loaded once: the fork server imports this before it makes any.

To load the vocabularies, the gazetteer and the extraction takes longer than a hundred pages. They
are made by reading one small page a language, so that nothing has to know what is made when.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipelines.disk import DISK, page_of
from pipelines.refine import refine

if TYPE_CHECKING:
    from crawler.items import Page
    from pipelines.model import Article, Rejection

_TEXTS = (
    (
        "Риддердегі кеніште апат болып, екі кенші қаза тапты. «Тергеу жүріп жатыр», деді әкім."
        " Шығын 12 млн теңге деп бағаланды, оны «Қазақмыс» 2026 жылғы 1 мамырға дейін төлейді."
    ),
    (
        "В Риддере на руднике произошла авария, погибли два горняка. «Ведётся следствие»,"
        " сказал аким. Ущерб в 12 млн тенге «Казахмыс» возместит до 1 мая 2026 года."
    ),
    (
        "Two miners died in an accident at a mine in Ridder. “An investigation is under way,” the"
        " akim said. Kazakhmys will pay the damage of 12 million tenge by May 1, 2026."
    ),
)


def warm() -> list[Article | Rejection]:
    """Read a page in each language; what comes of them tells whether all was loaded."""
    return [refine(_page(text), DISK, learnt={}, all_topics=True) for text in _TEXTS]


def _page(text: str) -> Page:
    body = f"<html><body><article><h1>{text[:40]}</h1><p>{text}</p></article></body></html>"
    now = datetime.now(UTC)
    return page_of(body.encode(), name="warm.html", url="file:///warm.html", now=now)


# what cannot be loaded now (the disk is full, say) each worker tries by itself, and tells
with suppress(Exception):
    warm()
# what is shared with the workers is not to be gone through, and so copied, in each of them
gc.collect()
gc.freeze()
