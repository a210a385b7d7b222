"""Rows by table in, one file a table in a folder out: CSV, or Parquet where pyarrow is installed."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Protocol, Self

AT_ONCE: Final = 10_000
"""Rows that Parquet writes in one go."""
Row = Mapping[str, str]


class _Sheet(Protocol):
    def write(self, row: Row) -> None:
        """Adds a row; a column that it lacks is empty."""

    def close(self) -> None:
        """Completes the file."""


class Sheets:
    """The files of all tables; a table without rows makes a file with its header only. Use it in `with`."""

    def __init__(self, folder: Path, name: str, columns: Mapping[str, Sequence[str]], facts: Mapping[str, str]) -> None:
        """`columns` by table; `facts` about the release go into the head of Parquet files."""
        self._sheets: dict[str, _Sheet] = {
            table: _Csv(folder / f"{table}.csv", names)
            if name == "csv"
            else _Parquet(folder / f"{table}.parquet", names, facts)
            for table, names in columns.items()
        }

    def write(self, table: str, row: Row) -> None:
        """Adds a row to a table."""
        self._sheets[table].write(row)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for sheet in self._sheets.values():
            sheet.close()


class _Csv:
    """RFC 4180: UTF-8, commas, lines end with CRLF."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.DictWriter(self._file, columns, restval="")
        self._writer.writeheader()

    def write(self, row: Row) -> None:
        self._writer.writerow(row)

    def close(self) -> None:
        self._file.close()


class _Parquet:
    """All columns are text, null where empty: a cell can hold several values."""

    def __init__(self, path: Path, columns: Sequence[str], facts: Mapping[str, str]) -> None:
        import pyarrow
        import pyarrow.parquet

        self._arrow: Any = pyarrow
        self._schema = pyarrow.schema([(name, pyarrow.string()) for name in columns], metadata=dict(facts))
        self._writer = pyarrow.parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def write(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) >= AT_ONCE:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            columns = {name: [row.get(name) or None for row in self._rows] for name in self._schema.names}
            self._writer.write_table(self._arrow.table(columns, schema=self._schema))
            self._rows.clear()
