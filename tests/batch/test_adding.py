"""Pages go into the ledger as they are read: many in one transaction where reading is quick, each by itself where it is slow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made import a_page, a_reading
from selon.batch import adding
from selon.batch.adding import Tally, put_read
from selon.batch.local import Read
from selon.errors import NotText, UnknownLanguage
from selon.ledger import Ledger
from selon.model import Page


class Clock:
    """A clock that only reading moves on."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def pages(self, count: int, *, each_takes_s: float) -> Iterator[tuple[Page, Read]]:
        for n in range(count):
            self.now += each_takes_s
            yield a_page(n), a_reading(n)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(adding, "time", clock)
    return clock


@pytest.mark.parametrize(
    ("count", "each_takes_s", "batches"),
    [
        pytest.param(60, 0.0, [50, 10], id="as many as are held in memory"),
        pytest.param(25, 0.3, [11, 11, 3], id="those of three seconds"),
        pytest.param(3, 5.0, [1, 1, 1], id="at once what took longer"),
    ],
)
def test_pages_that_are_in_one_transaction(tmp_path: Path, clock: Clock, count: int, each_takes_s: float, batches: list[int]) -> None:
    with Ledger.open(tmp_path / "ledger.db", create=True) as ledger:
        told: list[str] = []
        there: list[int] = []

        def done(source: str) -> None:
            told.append(source)
            there.append(len(ledger.page_records()))

        put_read(ledger, clock.pages(count, each_takes_s=each_takes_s), Tally(print), done=done)
        assert told == [f"{n}.txt" for n in range(count)]
        assert sorted({n: there.count(n) for n in there}.values(), reverse=True) == sorted(batches, reverse=True)
        assert all(in_ledger > n for n, in_ledger in enumerate(there)), "told of a page that is not in yet"
        assert ledger.verify().pages == count


def test_of_a_batch_each_page_is_counted_for_what_it_is(tmp_path: Path) -> None:
    told: list[str] = []
    tally = Tally(lambda message: told.append(str(message)))
    read: list[tuple[Page, Read]] = [
        (a_page(1), a_reading(1)),
        (a_page(2), NotText("2.txt", "is no text", "nothing")),
        (a_page(3), UnknownLanguage("3.txt", "de", ["fr"])),
        (a_page(4), a_reading(4)),
    ]
    with Ledger.open(tmp_path / "ledger.db", create=True) as ledger:
        ledger.add(a_page(4), a_reading(4))
        put_read(ledger, read, tally)
        assert (tally.added, tally.known, tally.failed, tally.unread.total()) == (2, 1, 1, 1)
        assert {page.id for page in ledger.pages()} == {a_page(n).id for n in (1, 3, 4)}
    assert [message.partition(":")[0] for message in told] == ["2.txt", "3.txt"]
