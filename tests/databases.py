"""The databases that a ledger can be in, for tests that run on each."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest

KINDS = ("sqlite", "postgresql")
_numbers = count(1)


def new_address(request: pytest.FixtureRequest, folder: Path) -> str:
    """Where a ledger can be made that nobody has used: a file in the folder, or a schema of its own on the tests' server.

    `request` is that of a fixture with `params=KINDS`.
    """
    if request.param == "sqlite":
        return str(folder / "ledger.db")
    return new_schema(request.getfixturevalue("postgresql"))


def new_schema(server: str) -> str:
    """The address of a new schema on a server."""
    name = f"ledger_{next(_numbers)}"
    execute(server, f"CREATE SCHEMA {name}")
    return f"{server}&options=-csearch_path%3D{name}"


def is_file(address: str) -> bool:
    """Whether it is a SQLite file's."""
    return "://" not in address


def execute(address: str, *statements: str) -> list[Sequence[Any]]:
    """Does what is said to the database behind Selon's back, as somebody with every right; gives the rows of the last statement."""
    if is_file(address):
        with closing(sqlite3.connect(address)) as file, file:
            cursors = [file.execute(statement) for statement in statements]
            return list(cursors[-1].fetchall())
    import psycopg

    with psycopg.connect(address) as server:
        server.execute("SET session_replication_role = replica")  # no foreign key holds it back
        done = [server.execute(statement.encode()) for statement in statements]
        return list(done[-1].fetchall()) if done[-1].description else []


def tables(address: str) -> set[str]:
    """The names of the tables."""
    names = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if is_file(address)
        else "SELECT tablename FROM pg_tables WHERE schemaname = current_schema"
    )
    return {row[0] for row in execute(address, names)}
