"""Steps run once, in order, each whole with its record."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection

from made import a_page, a_reading
from selon.errors import WrongVersion
from selon.ledger import Ledger, migrations


def third(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE third (id TEXT)")


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
    use_steps(monkeypatch, *migrations.STEPS, third)
    for _ in range(2):
        with Ledger.open(filled) as ledger:
            schemas = [entry.subject for entry in ledger.log() if entry.what == "schema"]
            assert len(list(ledger.readings())) == 2
        assert schemas == ["1", "2", "3"]
    assert "third" in tables(filled)


def test_a_ledger_from_before_the_reviews_gets_their_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, migrations.first_tables)
    Ledger.open(tmp_path / "old.db", create=True).close()
    assert "review" not in tables(tmp_path / "old.db")
    monkeypatch.undo()
    with Ledger.open(tmp_path / "old.db") as ledger:
        assert ledger.add(a_page(12), a_reading(12))
        assert ledger.verify().reviews == 0
    assert {"review", "review_anchor", "tombstone", "fact_review"} <= tables(tmp_path / "old.db")


def test_a_step_that_fails_leaves_nothing(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, *migrations.STEPS, broken)
    with pytest.raises(RuntimeError, match="stop"):
        Ledger.open(filled)
    assert "broken" not in tables(filled)
    monkeypatch.undo()
    with Ledger.open(filled) as ledger:
        ledger.verify()


def test_a_ledger_of_a_newer_selon_is_refused(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, *migrations.STEPS, third)
    Ledger.open(filled).close()
    monkeypatch.undo()
    with pytest.raises(WrongVersion, match="version 3, this Selon knows up to 2"):
        Ledger.open(filled)
