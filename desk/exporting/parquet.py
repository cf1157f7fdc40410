"""Records as Parquet, some at a time, so that memory does not grow with the archive."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from desk.errors import UserError
from desk.moments import from_archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from desk.exporting.columns import Column, Record

# rows a group: few enough for memory, enough to be packed well
_ROWS: Final = 1_000
_DAY: Final = 10


def require() -> None:
    """Raises UserError where the library for Parquet is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401 - is it there?
    except ImportError as error:
        raise UserError(
            "export: Parquet needs the package pyarrow: pip install 'kenwatch[parquet]', or "
            "pyarrow beside kenwatch; or take --format jsonl, which holds the same"
        ) from error


def write(
    part: Path,
    columns: Sequence[Column],
    records: Iterable[Record],
    about: Mapping[str, str],
) -> None:
    """Write records into a file; ``about`` goes into its metadata. Raises OSError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([_field(column) for column in columns], metadata=dict(about))
    rows = ({one.name: _value(one, record[one.name]) for one in columns} for record in records)
    with pq.ParquetWriter(part, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_batch(pa.RecordBatch.from_pylist(group, schema=schema))


def _groups(rows: Iterator[Record]) -> Iterator[list[Record]]:
    while group := list(islice(rows, _ROWS)):
        yield group


def _field(column: Column) -> Any:
    import pyarrow as pa

    return pa.field(column.name, _type(column), metadata={"meaning": column.meaning})


def _type(column: Column) -> Any:
    import pyarrow as pa

    if column.kind == "records":
        return pa.list_(pa.struct([_field(part) for part in column.parts]))
    types = {
        "integer": pa.int64(),
        "number": pa.float64(),
        "flag": pa.bool_(),
        "text": pa.string(),
        "moment": pa.timestamp("us", tz="UTC"),
        "day": pa.date32(),
        "texts": pa.list_(pa.string()),
        "integers": pa.list_(pa.int64()),
    }
    return types[column.kind]


def _value(column: Column, value: Any) -> Any:
    if column.kind == "records":
        parts = column.parts
        return [{part.name: _value(part, one[part.name]) for part in parts} for one in value]
    if column.kind == "texts":
        return [_whole(one) for one in value]
    make = _MADE.get(column.kind)
    return value if make is None or value is None else make(value)


def _whole(text: str) -> str:
    """A text without lone halves of letters, which no file can hold."""
    return text.encode("utf-8", "replace").decode()


def _moment(stored: str | None) -> datetime | None:
    # of a day alone no moment is known: it has a column of its own
    return from_archive(stored) if stored and len(stored) > _DAY else None


def _day(stored: str | None) -> date | None:
    moment = from_archive(stored)
    return moment.date() if moment else None


_MADE: Final[Mapping[str, Callable[[Any], Any]]] = {
    "text": lambda value: _whole(str(value)),
    "moment": _moment,
    "day": _day,
    "number": float,
}
