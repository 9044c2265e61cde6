"""A ledger with two pages and the facts over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from made import a_page, a_reading, some_facts
from selon.ledger import Ledger


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The path of a ledger with pages 12 and 30, closed."""
    path = tmp_path / "filled.db"
    with Ledger.open(path, create=True, who="test") as ledger:
        for n in (12, 30):
            ledger.add(a_page(n), a_reading(n))
        ledger.store_facts(some_facts(), seen=ledger.last_reading())
    return path
