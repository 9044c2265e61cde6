"""A writer waits for others as long as they get something written, and no longer."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from made import a_page, a_reading, fill
from selon.errors import Locked
from selon.ledger import Ledger, sqlite_file

PATIENCE_S = 0.5


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger in a file, used by programs of little patience."""
    monkeypatch.setenv("SELON_BUSY_TIMEOUT_S", str(PATIENCE_S))
    return fill(str(tmp_path / "ledger.db"))


def test_who_waits_for_busy_programs_waits_longer_than_the_timeout(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    really_takes, asked = sqlite_file._takes_lock, 0
    with Ledger.open(file) as ledger, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("CREATE TABLE my_notes (note TEXT)")
        since = time.monotonic()

        def takes(connection: Connection, *, last_time: bool) -> bool:
            """Whenever we ask, somebody else was quicker and has written something, for three times as long as anybody's patience."""
            nonlocal asked
            asked += 1
            if time.monotonic() - since > 3 * PATIENCE_S:
                return really_takes(connection, last_time=last_time)
            assert not last_time, "gave up although others get on"
            other.execute("INSERT INTO my_notes VALUES ('still here')")
            return False

        monkeypatch.setattr(sqlite_file, "_takes_lock", takes)
        assert ledger.add(a_page(7), a_reading(7))
        assert asked > 2
        monkeypatch.undo()
        assert ledger.verify().pages == 3


def test_who_waits_for_a_program_that_gets_nothing_written_gives_up(file: str) -> None:
    with Ledger.open(file) as ledger, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        since = time.monotonic()
        with pytest.raises(Locked):
            ledger.add(a_page(7), a_reading(7))
        assert PATIENCE_S <= time.monotonic() - since < 10 * PATIENCE_S
        other.execute("COMMIT")
        assert ledger.add(a_page(7), a_reading(7))
