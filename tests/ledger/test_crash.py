"""kill -9 at any moment, also while the ledger is made: what is left is whole, and the same work done again ends in the same ledger."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from typing import Any

import pytest
from sqlalchemy import Engine, event

from made import a_page, a_reading, some_facts
from selon.ledger import Ledger

BATCHES = ((12,), (30, 5))
FORK = multiprocessing.get_context("fork")


def work(address: str) -> None:
    """Adds three pages, two of them together, and stores the facts."""
    with Ledger.open(address, create=True, who="test") as ledger:
        for batch in BATCHES:
            ledger.add_all([(a_page(n), a_reading(n)) for n in batch])
        if ledger.facts_are_stale():
            ledger.store_facts(some_facts(), seen=ledger.last_change())


def count_statements(address: str, told: Any, last: int | None) -> None:
    """The same, telling how many statements went to the database; the process kills itself before the one after `last`."""
    done = 0

    def count(*_: Any) -> None:
        nonlocal done
        done += 1
        if last is not None and done > last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    work(address)
    told.send(done)


def statements(address: str, last: int | None = None) -> int | None:
    """How many statements the work took, in a process of its own; None where it was killed after `last` of them."""
    ours, theirs = FORK.Pipe(duplex=False)
    # Forked, so that no time goes into imports; the parent has no ledger open.
    process = FORK.Process(target=count_statements, args=(address, theirs, last))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return int(ours.recv()) if process.exitcode == 0 else None


def contents(address: str) -> tuple[object, ...]:
    with Ledger.open(address) as ledger:
        what = [(entry.seq, entry.what, entry.subject, entry.content) for entry in ledger.log()]
        return list(ledger.pages()), list(ledger.readings()), ledger.facts(), what, ledger.verify().pages


def verify_what_is_there(address: str) -> int:
    """The number of pages; 0 where the kill came before there was any ledger."""
    if not Ledger.is_at(address):
        return 0
    with Ledger.open(address) as ledger:
        whole = ledger.verify()
        assert whole.pages == whole.readings == len(list(ledger.readings()))
    return whole.pages


@pytest.fixture
def all_statements(other_address: str) -> int:
    """How many the whole work takes, from the first look at the address to the facts."""
    return statements(other_address) or 0


@pytest.fixture
def undisturbed(other_address: str, all_statements: int) -> tuple[object, ...]:
    """The ledger where nothing was killed."""
    return contents(other_address)


@pytest.mark.parametrize("share", random.Random(20230204).sample(range(1, 100), 12))
def test_killed_at_any_moment(address: str, share: int, all_statements: int, undisturbed: tuple[object, ...]) -> None:
    assert statements(address, all_statements * share // 100) is None, "the work ended before the kill: the moment proves nothing"
    verify_what_is_there(address)
    work(address)
    assert contents(address) == undisturbed


def test_killed_again_and_again_on_the_way(address: str, all_statements: int, undisturbed: tuple[object, ...]) -> None:
    chance, seen = random.Random(7), set()
    for _ in range(20):
        done = statements(address, chance.randrange(all_statements // 20, all_statements // 2))
        seen.add(verify_what_is_there(address))
        if done is not None:
            break
    work(address)
    assert contents(address) == undisturbed
    assert len(seen) > 1, "no kill fell between two pages"


def test_killed_from_outside_at_any_time(address: str, undisturbed: tuple[object, ...]) -> None:
    """Not between statements but wherever the clock says, so also in the middle of a commit."""
    chance = random.Random(11)
    for _ in range(6):
        process = FORK.Process(target=work, args=(address,))
        process.start()
        process.join(chance.uniform(0.01, 0.2))
        process.kill()
        process.join()
        verify_what_is_there(address)
    work(address)
    assert contents(address) == undisturbed
