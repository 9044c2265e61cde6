"""docs/ledger.md names every table, view and column of a ledger, in their order, and no other; its example runs."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from made import fill

DOCS = Path(__file__).parents[2] / "docs" / "ledger.md"


def documented() -> dict[str, list[str]]:
    sections = re.split(r"^### ", DOCS.read_text(encoding="utf-8"), flags=re.M)[1:]
    return {section.split("\n", 1)[0]: re.findall(r"^\| `(\w+)` \|", section, flags=re.M) for section in sections}


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """In SQLite, where anybody asks; PostgreSQL's tables are the same, which `verify` holds."""
    return fill(str(tmp_path / "filled.db"))


def test_every_table_and_view_is_documented_with_every_column(filled: str) -> None:
    connection = sqlite3.connect(filled)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'search_index%'")
    there = {name: [column[1] for column in connection.execute(f"PRAGMA table_info({name})")] for (name,) in names.fetchall()}
    connection.close()
    assert documented() == there


def test_the_example_is_sql_that_runs(filled: str) -> None:
    (query,) = re.findall(r'^\$ sqlite3 selon.db "(.*)"$', DOCS.read_text(encoding="utf-8"), flags=re.M)
    connection = sqlite3.connect(filled)
    assert [column[0] for column in connection.execute(query).description] == ["speaker", "side", "words"]
    connection.close()
