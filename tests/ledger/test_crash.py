"""kill -9 at any moment, also while the ledger is made: what is left is whole, and the same work done again ends in the same ledger."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from made import a_page, a_reading, some_facts
from selon.ledger import Ledger
from selon.ledger.database import engine_for

PAGES = (12, 30, 5)
# The whole work sends some more statements than this to SQLite, from the first look at a new file to the facts.
STATEMENTS = 215


def work(path: Path) -> None:
    """Adds three pages and stores the facts."""
    with Ledger.open(path, create=True, who="test") as ledger:
        for n in PAGES:
            ledger.add(a_page(n), a_reading(n))
        if ledger.facts_are_stale():
            ledger.store_facts(some_facts(), seen=ledger.last_change())


def work_until(path: Path, last_statement: int) -> None:
    """The same in a process that kills itself before its n-th statement."""
    done = 0

    def count(*_: Any) -> None:
        nonlocal done
        done += 1
        if done > last_statement:
            os.kill(os.getpid(), signal.SIGKILL)

    engine = engine_for(path)
    event.listen(type(engine), "before_cursor_execute", count)
    work(path)


def killed(path: Path, last_statement: int) -> bool:
    # Forked, so that no time goes into imports; the parent has no ledger open.
    process = multiprocessing.get_context("fork").Process(target=work_until, args=(path, last_statement))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def contents(path: Path) -> tuple[object, ...]:
    with Ledger.open(path) as ledger:
        what = [(entry.seq, entry.what, entry.subject, entry.content) for entry in ledger.log()]
        return list(ledger.pages()), list(ledger.readings()), ledger.facts(), what, ledger.verify().pages


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    path = tmp_path_factory.mktemp("undisturbed") / "ledger.db"
    work(path)
    return contents(path)


@pytest.mark.parametrize("moment", random.Random(20230204).sample(range(1, STATEMENTS), 12))
def test_killed_at_any_moment(tmp_path: Path, moment: int, undisturbed: tuple[object, ...]) -> None:
    path = tmp_path / "ledger.db"
    assert killed(path, moment), "the work ended before the kill: the moment proves nothing"
    if path.exists():
        with Ledger.open(path) as ledger:
            whole = ledger.verify()
            assert whole.pages == whole.readings == len(list(ledger.readings()))
    work(path)
    assert contents(path) == undisturbed


def test_killed_again_and_again_on_the_way(tmp_path: Path, undisturbed: tuple[object, ...]) -> None:
    path, chance, seen = tmp_path / "ledger.db", random.Random(7), set()
    for _ in range(20):
        stopped = killed(path, chance.randrange(10, 90))
        with Ledger.open(path) as ledger:
            seen.add(ledger.verify().pages)
        if not stopped:
            break
    work(path)
    assert contents(path) == undisturbed
    assert len(seen) > 1, "no kill fell between two pages"


def test_killed_from_outside_at_any_time(tmp_path: Path, undisturbed: tuple[object, ...]) -> None:
    """Not between statements but wherever the clock says, so also in the middle of a commit."""
    path, chance = tmp_path / "ledger.db", random.Random(11)
    for _ in range(6):
        process = multiprocessing.get_context("fork").Process(target=work, args=(path,))
        process.start()
        process.join(chance.uniform(0.01, 0.12))
        process.kill()
        process.join()
        if path.exists():
            with Ledger.open(path) as ledger:
                ledger.verify()
    work(path)
    assert contents(path) == undisturbed
