"""Two or eight programs that write at once lose nothing, even where all of them make the ledger."""

from __future__ import annotations

import multiprocessing

from made import a_page, a_reading
from selon.ledger import Ledger

FORK = multiprocessing.get_context("fork")


def add_all(address: str, numbers: range) -> None:
    with Ledger.open(address, create=True, who="test") as ledger:
        for n in numbers:
            ledger.add(a_page(n), a_reading(n))


def add_at_once(address: str, *shares: range) -> None:
    writers = [FORK.Process(target=add_all, args=(address, numbers)) for numbers in shares]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * len(shares)


def test_two_writers_of_the_same_pages_lose_nothing_and_double_nothing(address: str) -> None:
    add_at_once(address, range(0, 20), range(10, 30))
    with Ledger.open(address) as ledger:
        assert list(ledger.readings()) == sorted((a_reading(n) for n in range(30)), key=lambda reading: reading.article.id)
        assert [entry.what for entry in ledger.log()].count("page") == 30
        assert ledger.verify().readings == 30


def test_eight_writers_leave_the_content_of_one(address: str, other_address: str) -> None:
    add_at_once(address, *(range(n, 48, 8) for n in range(8)))
    add_all(other_address, range(48))
    with Ledger.open(address) as many, Ledger.open(other_address) as one:
        assert many.verify().content == one.verify().content
