"""A disk that is full, a file that may not grow, a commit that has to be on the disk: what was added is there, nothing is half."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from made import a_page, a_reading, page_of
from selon.errors import LedgerError
from selon.ledger import Ledger
from selon.ledger.database import database_at
from selon.model import Article, Reading

FORK = multiprocessing.get_context("fork")
PAGES = range(60)


def add_until_full(path: str, told: Any) -> None:
    """Adds pages, telling the number of each that was added, and at last why it ended."""
    try:
        with Ledger.open(path, create=True, who="test") as ledger:
            for n in PAGES:
                ledger.add(a_page(n), a_reading(n))
                told.send(n)
    except LedgerError as error:
        told.send(str(error))


def check_then_complete(path: str, added: list[int]) -> None:
    with Ledger.open(path, create=True, who="test") as ledger:
        whole = ledger.verify()
        assert whole.pages == whole.readings
        assert {a_page(n).id for n in added} <= {page.id for page in ledger.pages()}
        for n in PAGES:
            ledger.add(a_page(n), a_reading(n))
        assert ledger.verify().pages == len(PAGES)


def limited(path: str, told: Any, limit_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, resource.RLIM_INFINITY))
    add_until_full(path, told)


@pytest.mark.parametrize("limit_bytes", [1_000, 30_000, 200_000, 400_000])
def test_a_file_that_may_not_grow(tmp_path: Path, limit_bytes: int) -> None:
    path = str(tmp_path / "ledger.db")
    ours, theirs = FORK.Pipe(duplex=False)
    process = FORK.Process(target=limited, args=(path, theirs, limit_bytes))
    process.start()
    theirs.close()
    *added, end = received(ours)
    process.join()
    assert "check the path, the permissions and the space on the disk" in end
    assert len(added) < len(PAGES)
    check_then_complete(path, added)


def received(pipe: Any) -> list[Any]:
    """All that came through a pipe until its other end was closed."""
    messages = []
    with pipe:
        try:
            while True:
                messages.append(pipe.recv())
        except EOFError:
            return messages


@contextmanager
def few_database_pages(most: int) -> Iterator[None]:
    """Every file that is opened may have so many database pages."""

    def limit(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {most}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


@pytest.mark.parametrize("most", [5, 60, 90])
def test_a_full_disk(tmp_path: Path, most: int) -> None:
    path, added = str(tmp_path / "ledger.db"), []

    def add_all() -> None:
        with Ledger.open(path, create=True) as ledger:
            for n in PAGES:
                ledger.add(a_page(n), a_reading(n))
                added.append(n)

    with few_database_pages(most), pytest.raises(LedgerError, match="database or disk is full"):
        add_all()
    check_then_complete(path, added)


def test_a_page_that_does_not_fit_leaves_the_others(tmp_path: Path) -> None:
    path, text = str(tmp_path / "ledger.db"), "Un mot. " * 100_000
    page = page_of(text)
    with Ledger.open(path, create=True) as ledger:
        ledger.add(a_page(1), a_reading(1))
        size = (tmp_path / "ledger.db").stat().st_size // 4096
    with few_database_pages(size + 120), Ledger.open(path) as ledger:
        with pytest.raises(LedgerError, match="full"):
            ledger.add(page, Reading(version="1", article=Article(id=page.id, text=text, language="fr")))
        assert ledger.add(a_page(2), a_reading(2))
        assert ledger.verify().pages == 2


def test_a_commit_is_on_the_disk_before_it_is_told_of(filled: str) -> None:
    database = database_at(filled)
    setting, full = ("SHOW synchronous_commit", "on") if "://" in filled else ("PRAGMA synchronous", 2)
    for writes in (False, True):
        with database.transaction(writes=writes) as connection:
            assert connection.exec_driver_sql(setting).scalar_one() == full
    database.engine.dispose()
