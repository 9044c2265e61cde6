"""Steps run once, in order, each whole with its record."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection

from selon.errors import WrongVersion
from selon.ledger import Ledger, migrations


def second(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE second (id TEXT)")


def broken(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE broken (id TEXT)")
    raise RuntimeError("stop")


def use_steps(monkeypatch: pytest.MonkeyPatch, *steps: migrations.Step) -> None:
    monkeypatch.setattr(migrations, "STEPS", steps)


def tables(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    return names


def test_a_ledger_of_the_first_version_is_brought_to_the_next(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, *migrations.STEPS, second)
    for _ in range(2):
        with Ledger.open(filled) as ledger:
            schemas = [entry.subject for entry in ledger.log() if entry.what == "schema"]
            assert len(list(ledger.readings())) == 2
        assert schemas == [str(n) for n in range(1, len(migrations.STEPS) + 1)]
    assert "second" in tables(filled)


def test_a_step_that_fails_leaves_nothing(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, *migrations.STEPS, broken)
    with pytest.raises(RuntimeError, match="stop"):
        Ledger.open(filled)
    assert "broken" not in tables(filled)
    monkeypatch.undo()
    with Ledger.open(filled) as ledger:
        ledger.verify()


def test_a_ledger_of_a_newer_selon_is_refused(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, *migrations.STEPS, second)
    Ledger.open(filled).close()
    monkeypatch.undo()
    with pytest.raises(WrongVersion, match=f"version {len(migrations.STEPS) + 1}, this Selon knows up to {len(migrations.STEPS)}"):
        Ledger.open(filled)
