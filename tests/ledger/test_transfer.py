"""Whole ledgers: dumped and loaded they have one history and one content; merged, nothing of either is lost."""

from __future__ import annotations

import pytest

from databases import KINDS, is_file, new_schema
from made import a_page, a_reading, fill, some_facts
from selon.errors import LedgerError
from selon.ledger import Ledger
from selon.ledger.merge import merge
from selon.ledger.reviews import reject, reviews_of, undo
from selon.ledger.transfer import dump, load


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An address in each database, whatever `address` is in."""
    if request.param == "sqlite":
        return str(tmp_path_factory.mktemp("target") / "ledger.db")
    return new_schema(request.getfixturevalue("postgresql"))


def dumped(address: str) -> list[bytes]:
    with Ledger.open(address) as ledger:
        return list(dump(ledger))


def test_a_dump_loads_into_either_database_as_the_same_ledger(filled: str, target: str) -> None:
    with Ledger.open(filled, who="alice") as ledger:
        reject(ledger, f"{a_page(12).id}:q1", reason="misprint")
        before, log = ledger.verify(), list(ledger.log())
    lines = dumped(filled)
    with Ledger.open(target, create=True) as ledger:
        assert sorted(load(ledger, lines, name="dump")) == sorted((a_page(12).id, a_page(30).id))
        assert (ledger.verify(), list(ledger.log())) == (before, log)
        assert ledger.facts() == some_facts()
        assert [hit.kind for hit in ledger.search("epernay")] == ["place", "place", "text", "text"]
        assert ledger.add(a_page(5), a_reading(5))
        ledger.verify()
    assert is_file(target) or dumped(filled) == lines


@pytest.mark.parametrize("damage", ["cut", "row gone", "no dump", "other table", "other base64", "other version"])
def test_a_damaged_dump_loads_nothing(tmp_path: object, damage: str, address: str, other_address: str) -> None:
    lines = dumped(fill(other_address))
    page = next(n for n, line in enumerate(lines) if b'"table":"page"' in line)
    damaged = {
        "cut": [*lines[:-1], lines[-1][:-20]],
        "row gone": [line for line in lines if b'"table":"log"' not in line or b'"seq":5' not in line],
        "no dump": [b'{"id": "a", "text": "b"}\n'],
        "other table": [*lines, b'{"table":"birds","row":{}}\n'],
        "other base64": [*lines[:page], lines[page].replace(b'"content":"', b'"content":"!'), *lines[page + 1 :]],
        "other version": [lines[0].replace(b'"schema":', b'"schema":9'), *lines[1:]],
    }[damage]
    with Ledger.open(address, create=True) as ledger:
        with pytest.raises(LedgerError, match="dump"):
            list(load(ledger, damaged, name="the.dump"))
        assert {entry.what for entry in ledger.log()} == {"schema"}
        assert len(list(load(ledger, lines, name="the.dump"))) == 2


def test_a_ledger_that_holds_something_is_not_loaded_into(filled: str) -> None:
    lines = dumped(filled)
    with Ledger.open(filled) as ledger, pytest.raises(LedgerError, match="holds something already"):
        list(load(ledger, lines, name="dump"))


def add_all(address: str, *numbers: int, who: str = "test") -> None:
    with Ledger.open(address, create=True, who=who) as ledger:
        for n in numbers:
            ledger.add(a_page(n), a_reading(n))


def content(address: str) -> str:
    with Ledger.open(address) as ledger:
        return ledger.verify().content


def merged(address: str, *others: str) -> list[tuple[str, bool]]:
    with Ledger.open(address, create=True, who="carol") as ledger:
        found = []
        for other_address in others:
            with Ledger.open(other_address) as other:
                found += [(brought.what, brought.new) for brought in merge(ledger, other)]
    return found


def test_merged_ledgers_hold_what_both_held_and_again_adds_nothing(address: str, other_address: str, target: str) -> None:
    add_all(address, 1, 2, 3)
    add_all(other_address, 3, 4)
    with Ledger.open(other_address, who="bob") as other:
        undo(other, reject(other, f"{a_page(4).id}:q1", reason="misprint").entry, reason="it is none")
    assert merged(target, address, other_address) == [
        *[("page", True)] * 3,
        ("page", False),
        ("page", True),
        ("review", True),
        ("review", True),
    ]
    with Ledger.open(target) as ledger:
        whole, log = ledger.verify(), list(ledger.log())
        assert (whole.pages, whole.readings) == (4, 4)
        rejected, undone = reviews_of(ledger)
        assert (rejected.by, undone.by, undone.undoes) == ("bob", "bob", rejected.entry)
        assert [entry.what for entry in log].count("merge") == 2
        assert all("from entry" in entry.version for entry in log if entry.what in ("page", "reading", "review"))
    assert not any(new for _, new in merged(target, address, other_address))
    assert content(target) == whole.content


def test_the_order_of_merging_leaves_no_trace_in_the_content(
    address: str, other_address: str, target: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    add_all(address, 1, 2)
    add_all(other_address, 2, 3)
    merged(target, address, other_address)
    second = str(tmp_path_factory.mktemp("second") / "ledger.db")
    merged(second, other_address, address)
    alone = str(tmp_path_factory.mktemp("alone") / "ledger.db")
    add_all(alone, 3, 1, 2)
    assert content(target) == content(second) == content(alone)


def test_an_older_reading_does_not_become_the_newest(address: str, other_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    add_all(other_address, 7)
    newer = a_reading(7, version="selon 2 fr-1")
    with Ledger.open(address, create=True) as ledger:
        ledger.add(a_page(7), newer)
    assert merged(address, other_address) == [("page", False)]
    with Ledger.open(address) as ledger:
        assert list(ledger.readings()) == [newer]
