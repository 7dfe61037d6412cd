"""Answers of a ledger: records in a sequence, and the same as a table: for a terminal, CSV, JSON Lines, Arrow, pandas."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TextIO, overload

from communique.errors import UsageError
from communique.records import Record

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]
    import pyarrow

Kind = Literal["string", "integer", "number", "boolean", "list"]
# By what the last record of a page stands where it does, and its id: a day, a confidence, a moment.
After = tuple[str, str]
Cell = str | int | float | bool | list[str] | None


@dataclass(frozen=True, slots=True)
class Field[T]:
    """A column of an answer: its name, its kind, what it means, and its value for a record. ``shown``: also in a terminal."""

    name: str
    kind: Kind
    meaning: str
    value: Callable[[T], Cell]
    shown: bool = False


class Answer[T: Record](Sequence[T]):
    """The records that answer a question, in the order of the question."""

    def __init__(self, records: Sequence[T], fields: Sequence[Field[T]], next: After | None = None) -> None:
        self._records = list(records)
        self.fields = tuple(fields)
        self.next = next
        """Where the rest begins: what the same question takes as ``after``. None where there is no more."""

    @property
    def more(self) -> bool:
        """Whether there are more records than the limit that was asked for."""
        return self.next is not None

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> list[T]: ...

    def __getitem__(self, at: int | slice) -> T | list[T]:
        return self._records[at]

    def __len__(self) -> int:
        return len(self._records)

    def __repr__(self) -> str:
        return f"<{len(self)} records: {', '.join(field.name for field in self.fields)}>"

    def rows(self) -> Iterator[dict[str, Cell]]:
        """The records as flat rows."""
        return ({field.name: field.value(record) for field in self.fields} for record in self._records)

    def to_arrow(self) -> pyarrow.Table:
        """The records as an Arrow table, typed, with what each column means in its metadata. Needs pyarrow."""
        pa = _pyarrow()
        kinds = {
            "string": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "boolean": pa.bool_(),
            "list": pa.list_(pa.string()),
        }
        schema = pa.schema([pa.field(f.name, kinds[f.kind], metadata={"description": f.meaning}) for f in self.fields])
        return pa.table({f.name: [f.value(record) for record in self._records] for f in self.fields}, schema=schema)

    def to_pandas(self) -> pandas.DataFrame:
        """The records as a data frame. Needs pyarrow and pandas."""
        return self.to_arrow().to_pandas()

    def write_json(self, to: TextIO) -> None:
        """Write the whole records, a line of JSON each."""
        for record in self._records:
            to.write(json.dumps(record.model_dump(mode="json", by_alias=True), ensure_ascii=False) + "\n")

    def write_csv(self, to: TextIO) -> None:
        """Write the rows as CSV with a header; lists are joined with "; "."""
        writer = csv.writer(to, lineterminator="\n")
        writer.writerow([field.name for field in self.fields])
        for record in self._records:
            writer.writerow([flat(field.value(record)) for field in self.fields])

    def write_parquet(self, to: BinaryIO) -> None:
        """Write the rows as Parquet. Needs pyarrow."""
        _pyarrow()
        import pyarrow.parquet as pq

        pq.write_table(self.to_arrow(), to, compression="zstd")


def flat(cell: Cell) -> str | int | float:
    """A cell of a table without lists, booleans and nulls."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else "; ".join(cell) if isinstance(cell, list) else cell


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise UsageError("this needs pyarrow, which is not installed: pip install 'communique[parquet]'") from error
    return pyarrow
