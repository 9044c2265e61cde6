"""Steps run once, in order, each whole with its record."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from databases import execute, tables
from made import a_page, a_reading, fill
from selon.errors import WrongVersion
from selon.ledger import Ledger, migrations
from selon.ledger.schema import LOOKING_INDEXES


def second(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE second (id TEXT)")


def broken(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE broken (id TEXT)")
    raise RuntimeError("stop")


def indexes_of_article(connection: Connection) -> None:
    for sql in LOOKING_INDEXES:
        if " ON article " in sql:
            connection.exec_driver_sql(sql)


LAST = len(migrations.STEPS)


def use_steps(monkeypatch: pytest.MonkeyPatch, *steps: migrations.Step) -> None:
    monkeypatch.setattr(migrations, "STEPS", steps)


def test_a_ledger_of_this_version_is_brought_to_the_next(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, *migrations.STEPS, second)
    for _ in range(2):
        with Ledger.open(filled) as ledger:
            schemas = [entry.subject for entry in ledger.log() if entry.what == "schema"]
            assert len(list(ledger.readings())) == 2
        assert schemas == [str(n) for n in range(1, LAST + 2)]
    assert "second" in tables(filled)


def test_a_ledger_from_before_the_reviews_gets_their_tables(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        use_steps(patched, migrations.first_tables)
        Ledger.open(address, create=True).close()
    assert "review" not in tables(address)
    with Ledger.open(address) as ledger:
        assert ledger.add(a_page(12), a_reading(12))
        assert ledger.verify().reviews == 0
    assert {"review", "review_anchor", "tombstone", "fact_review"} <= tables(address)


def test_a_step_that_fails_leaves_nothing(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, *migrations.STEPS, broken)
    with pytest.raises(RuntimeError, match="stop"):
        Ledger.open(filled)
    assert "broken" not in tables(filled)
    monkeypatch.undo()
    with Ledger.open(filled) as ledger:
        ledger.verify()


def test_a_ledger_of_a_newer_selon_is_refused(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, *migrations.STEPS, second)
    Ledger.open(filled).close()
    monkeypatch.undo()
    with pytest.raises(WrongVersion, match=f"version {LAST + 1}, this Selon knows up to {LAST}"):
        Ledger.open(filled)


def test_what_was_indexed_otherwise_is_found_afterwards(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", migrations.STEPS[: migrations.STEPS.index(migrations.search_by_day)])
        fill(address)
        execute(address, "UPDATE search_entry SET folded = 'as it was'")
    with Ledger.open(address) as ledger:
        assert [hit.kind for hit in ledger.search("epernay oeuvre")] == ["place", "place", "text", "text"]
        assert list(ledger.search("was")) == []
        ledger.verify()


def test_a_ledger_without_the_later_columns_gets_them(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for table, columns in (("article", ["published_between"]), ("media", ["verified_start", "verified_end", "verified_by", "length", "views"])):
        for column in columns:
            execute(filled, f"ALTER TABLE {table} DROP COLUMN {column}")
    use_steps(monkeypatch, *migrations.STEPS, migrations.media_and_bounds, indexes_of_article)
    with Ledger.open(filled) as ledger:
        ledger.verify()
