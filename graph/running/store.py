"""Extractions by key in, the same on a later build out: an SQLite file, so that an interrupted build goes on where it was.

Each is kept with a hash of it, and a file that is damaged is begun anew: a broken disk can make an extraction missing but never wrong. To
make a file of each takes up to a millisecond, twenty times as long (tests/benchmarks/scale.md).
"""

import hashlib
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

MAX_BYTES: Final = 4 << 30
"""Bytes that extractions may take up after a build; those not used for longest go first."""
_HASH: Final = hashlib.sha256().digest_size
_SECONDS: Final = 60
"""For which another process may keep the file from us."""
_UNUSED: Final = """
DELETE FROM part WHERE key IN (
  SELECT key FROM (SELECT key, used, sum(length(found)) OVER (ORDER BY used DESC, key) AS total FROM part) WHERE total > ? AND used < ?
)"""


class ExtractionStore:
    """Extractions in a folder of their own, which is made when the first one is kept. Threads and forked processes may share it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder / "extractions.sqlite"
        self._connections: dict[tuple[int, int], sqlite3.Connection] = {}
        """By process and thread, since none may use that of another."""
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """What is kept under a key; None where nothing is, or where it is damaged."""
        if not self._file.exists():
            return None
        try:
            row = self._connection().execute("SELECT found FROM part WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError:
            return None
        found: bytes = row[0][_HASH:] if row else b""
        return found if row and row[0][:_HASH] == hashlib.sha256(found).digest() else None

    def put(self, key: str, found: bytes) -> None:
        """Keeps an extraction.

        Raises:
            OSError: the folder cannot be written to.
        """
        row = key, time.time_ns(), hashlib.sha256(found).digest() + found
        self._write("INSERT OR REPLACE INTO part VALUES (?, ?, ?)", [row])

    def prune(self, used: Iterable[str], max_bytes: int = MAX_BYTES) -> None:
        """Marks the keys as used now, and removes what was not used for longest until the rest fits; what is used stays in any case.

        Raises:
            OSError: the folder cannot be written to.
        """
        if self._file.exists():
            now = time.time_ns()
            self._write("UPDATE part SET used = ? WHERE key = ?", [(now, key) for key in used])
            self._write(_UNUSED, [(max_bytes, now)])
            self._connection().executescript("PRAGMA incremental_vacuum")

    def _write(self, statement: str, rows: list[tuple[object, ...]]) -> None:
        try:
            try:
                self._run(statement, rows)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._begin_anew()
                self._run(statement, rows)
        except sqlite3.Error as error:
            raise OSError(f"{self._file}: {error}") from error

    def _run(self, statement: str, rows: list[tuple[object, ...]]) -> None:
        with self._connection() as transaction:
            transaction.executemany(statement, rows)

    def _connection(self) -> sqlite3.Connection:
        who = os.getpid(), threading.get_ident()
        if who not in self._connections:
            with self._lock:
                if not self._file.exists():
                    self._begin_anew()
                self._connections[who] = self._connected()
        return self._connections[who]

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=_SECONDS)
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA synchronous = OFF")  # what a machine that fails may damage is kept to save time only
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS part (key TEXT PRIMARY KEY, used INTEGER NOT NULL, found BLOB NOT NULL)"
        )
        return connection

    def _begin_anew(self) -> None:
        self._connections.clear()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
