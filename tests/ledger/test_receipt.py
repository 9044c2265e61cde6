"""Receipts: a ledger that was written anew as a whole is found by what was kept elsewhere."""

from __future__ import annotations

import pytest

from made import a_page, a_reading, fill
from selon.errors import SettingsError, Tampered
from selon.ledger import Ledger
from selon.ledger.migrations import STEPS
from selon.ledger.receipt import Receipt, ShortReceipt, compare_with_receipt, make_receipt, parse_receipt

LAST = len(STEPS) + 7  # two pages with their readings and derived rows, and the facts


def receipt_of(path: str) -> Receipt:
    with Ledger.open(path) as book:
        return make_receipt(book)


def check(path: str, words: str) -> None:
    with Ledger.open(path) as book:
        book.verify()
        compare_with_receipt(book, parse_receipt(words))


def test_a_receipt_is_read_back_also_from_a_mail(filled: str) -> None:
    receipt = receipt_of(filled)
    assert parse_receipt(receipt.text()) == receipt
    assert parse_receipt(f"Bonjour,\n\n{receipt.text()}\nÀ demain\n".replace("\n", "\r\n")) == receipt


def test_a_ledger_that_has_grown_still_begins_so(filled: str) -> None:
    receipt = receipt_of(filled)
    with Ledger.open(filled) as book:
        book.add(a_page(5), a_reading(5))
        book.note_private_shown("facts")
    check(filled, receipt.text())
    check(filled, receipt.short)


@pytest.mark.parametrize("spoken", ["{}", " {} \n", "lower", "spaces"])
def test_the_short_form_may_be_taken_down_by_hand(filled: str, spoken: str) -> None:
    short = receipt_of(filled).short
    words = {"lower": short.lower(), "spaces": short.replace("-", " ")}.get(spoken, spoken.format(short))
    assert parse_receipt(words) == ShortReceipt(int(short.split("-")[0]), short)
    check(filled, words)


def test_letters_that_are_mistaken_for_digits_are_read_as_these() -> None:
    assert parse_receipt("57 O0IL-AAAA-BBBB-CCCC") == ShortReceipt(57, "57-0011-AAAA-BBBB-CCCC")


def test_a_rewritten_ledger_passes_alone_and_fails_against_its_receipt(address: str, other_address: str) -> None:
    receipt = receipt_of(fill(address))
    with Ledger.open(other_address, create=True, who="test") as book:
        for n in (12, 31):
            book.add(a_page(n), a_reading(n))
        book.note_private_shown("facts")
        book.note_private_shown("facts")
        book.verify()
    with pytest.raises(Tampered, match=rf"log entry {LAST} has the hash .* the receipt says .*; pages, readings and reviews have the digest"):
        check(other_address, receipt.text())
    with pytest.raises(Tampered, match=f"the receipt says {receipt.short}"):
        check(other_address, receipt.short)


def test_a_ledger_that_was_cut_short(address: str, other_address: str) -> None:
    receipt = receipt_of(fill(address))
    with Ledger.open(other_address, create=True) as book:
        book.add(a_page(12), a_reading(12))
    with pytest.raises(Tampered, match=f"has {LAST - 4} entries, the receipt was given for {LAST}"):
        check(other_address, receipt.text())


def test_the_digest_of_the_content_depends_on_the_content_alone(address: str, other_address: str) -> None:
    found = []
    for at, order in ((address, (12, 30)), (other_address, (30, 12))):
        for n in order:
            with Ledger.open(at, create=True, who=str(n)) as book:
                book.add(a_page(n), a_reading(n))
            found.append(receipt_of(at))
    assert found[1].content == found[3].content != found[0].content
    assert found[1].head != found[3].head


@pytest.mark.parametrize("words", ["", "nothing", "57", "57-AAAA-BBBB-CCCC", "entries : 7\nhead : x\n", "entries : x\nhead : x\ncontent : y\n"])
def test_what_is_no_receipt(words: str) -> None:
    with pytest.raises(SettingsError, match="selon receipt"):
        parse_receipt(words)
