"""Read a data file into checked records; errors name the file, the record and what to mend."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

DATA = Path(__file__).parent / "data"


class DataError(Exception):
    """A data file is missing or wrong; the text names the file and what to mend."""


class Record(BaseModel):
    """A frozen record of a data file; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


R = TypeVar("R", bound=BaseModel)


def read(path: Path, shape: type[R]) -> R:
    """The whole file as one record; raises DataError."""
    try:
        return shape.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); reinstall kenwatch") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: is not TOML in UTF-8: {error}") from error
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise DataError(f"{path}: {where}: {fault['msg']}; correct that line") from error
