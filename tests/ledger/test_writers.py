"""Two programs that write at once lose nothing, even where both make the ledger."""

from __future__ import annotations

import multiprocessing

from made import a_page, a_reading
from selon.ledger import Ledger


def add_all(address: str, numbers: range) -> None:
    with Ledger.open(address, create=True, who="test") as ledger:
        for n in numbers:
            ledger.add(a_page(n), a_reading(n))


def test_two_writers_lose_nothing(address: str) -> None:
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=add_all, args=(address, numbers)) for numbers in (range(0, 20), range(10, 30))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    with Ledger.open(address) as ledger:
        assert list(ledger.readings()) == sorted((a_reading(n) for n in range(30)), key=lambda reading: reading.article.id)
        assert [entry.what for entry in ledger.log()].count("page") == 30
        assert ledger.verify().readings == 30
