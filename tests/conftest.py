"""What tests in several folders share: a PostgreSQL server, and an address in each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from databases import KINDS, is_file, new_address, new_schema
from made import fill
from postgresql import server


# A machine that is busy with other things is no error of ours: time is measured in `benchmarks/`.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a running server, one for all tests."""
    with server() as address:
        yield address


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger can be made, once in each database."""
    return new_address(request, tmp_path)


@pytest.fixture
def other_address(address: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A second address in the same database as `address`."""
    return str(tmp_path / "other.db") if is_file(address) else new_schema(request.getfixturevalue("postgresql"))


@pytest.fixture
def filled(address: str) -> str:
    """The address of a ledger with two pages and the facts over them, closed."""
    return fill(address)
