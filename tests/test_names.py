from __future__ import annotations

import pytest
from pydantic import ValidationError

from pipelines.gazetteer.names import Alias, Tie


@pytest.mark.parametrize("day", ["", "2023", "2023-12", "2023-12-08"])
def test_a_date_is_as_exact_as_what_is_known(day: str) -> None:
    assert Alias(name="Карметкомбинат", language="ru", kind="former", until=day).until == day


@pytest.mark.parametrize("day", ["23", "2023-1", "December 2023", "2023-12-08T00:00", "до 2023"])
def test_a_date_in_other_words_is_refused(day: str) -> None:
    with pytest.raises(ValidationError, match="since"):
        Tie(relation="owned by", other="erg", since=day)


def test_an_unknown_relation_or_language_is_refused() -> None:
    with pytest.raises(ValidationError, match="relation"):
        Tie.model_validate({"relation": "near", "other": "erg"})
    with pytest.raises(ValidationError, match="language"):
        Alias.model_validate({"name": "Кармет", "language": "de"})
