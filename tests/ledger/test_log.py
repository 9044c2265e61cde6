"""The log: a chain."""

from __future__ import annotations

from selon import __version__
from selon.ledger import Ledger
from selon.ledger.log import FIRST
from selon.ledger.migrations import STEPS


def test_every_event_stands_in_the_log_once_and_hangs_on_the_one_before(filled: str) -> None:
    with Ledger.open(filled) as ledger:
        entries = list(ledger.log())
    assert [entry.what for entry in entries] == [*["schema"] * len(STEPS), *["page", "reading", "derived"] * 2, "facts"]
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.previous for entry in entries] == [FIRST, *(entry.hash for entry in entries[:-1])]
    assert {(entry.who, entry.version) for entry in entries} == {("test", f"selon {__version__}")}


def test_showing_private_names_is_logged_and_leaves_the_facts_fresh(filled: str) -> None:
    with Ledger.open(filled, who="alice") as ledger:
        ledger.note_private_shown("facts")
        last = list(ledger.log())[-1]
        assert (last.what, last.subject, last.who) == ("private shown", "facts", "alice")
        assert not ledger.facts_are_stale()
        ledger.verify()
