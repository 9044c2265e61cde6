"""The holdings of a small made ledger, with a private person in it, and of the sample pages read for real."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made import fill
from selon.batch.local import read_pages
from selon.collect.files import collect_paths
from selon.errors import PageError
from selon.export.holdings import Holdings, holdings_of
from selon.ledger import Ledger
from selon.model import Page
from selon.show.view import View

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Holdings]:
    with Ledger.open(Path(fill(str(tmp_path / "made.db")))) as ledger:
        yield holdings_of(View(ledger))


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holdings]:
    """The pages about Olenivka, as `selon add` puts them into a ledger."""
    with Ledger.open(tmp_path_factory.mktemp("sampled") / "sampled.db", create=True) as ledger:
        for page, read in read_pages(page for page in collect_paths([EXAMPLES / "olenivka"]) if isinstance(page, Page)):
            assert not isinstance(read, PageError)
            ledger.add(page, read)
        yield holdings_of(View(ledger))
