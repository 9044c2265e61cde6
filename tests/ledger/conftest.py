"""A ledger with two pages and the facts over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from made import fill


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The path of that ledger, closed."""
    return fill(tmp_path / "filled.db")
