"""Receipts: what proves later that a ledger still begins as it was.

The log's chain shows every change behind Selon's back but one: that somebody wrote the whole ledger anew, with a log that fits. A receipt
that was kept elsewhere, printed or mailed, shows that too, and in a ledger that has grown since as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

import msgspec

from selon import __version__
from selon.errors import SettingsError, Tampered
from selon.ledger.log import FIRST, Entry, content_digest
from selon.ledger.store import Ledger

# Crockford's letters: none that is mistaken for another, read aloud or by hand.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
_SHORT_CHARS, _GROUP = 16, 4
_SHORT = re.compile(r"(\d+)((?:[-\s]+[0-9A-Z]{4}){4})")
_FIELD = re.compile(r"^(entries|head|content|at|version)\s*:\s*(\S.*?)\s*$", re.MULTILINE)


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a ledger held at a moment: the number of log entries, the hash of the last (`head`), and a digest over pages, readings and
    reviews that does not depend on when, by whom and in which order they came (`content`). `at` is UTC; `version` Selon's."""

    entries: int
    head: str
    content: str
    at: str
    version: str

    @property
    def short(self) -> str:
        """The number of entries and 80 bits over the last one's hash, in groups that can be read aloud: `57-3F2K-…`."""
        return _short(self.entries, self.head)

    def text(self) -> str:
        """The receipt as lines that can be printed or mailed; `parse_receipt` reads them."""
        rows = (("entries", self.entries), ("head", self.head), ("content", self.content), ("at", self.at), ("version", self.version))
        lines = "".join(f"{name:<8}: {value}\n" for name, value in rows)
        return f"Receipt of a Selon ledger\n{lines}short   : {self.short}\n"


class ShortReceipt(msgspec.Struct, frozen=True):
    """The short form of a receipt, taken down by hand."""

    entries: int
    short: str


def make_receipt(book: Ledger) -> Receipt:
    """The receipt of a ledger as it is now. It says nothing about whether the ledger is whole: `Ledger.verify` does."""
    entries = list(book.log())
    return Receipt(
        entries=len(entries),
        head=entries[-1].hash if entries else FIRST,
        content=content_digest(entries),
        at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        version=f"selon {__version__}",
    )


def parse_receipt(words: str) -> Receipt | ShortReceipt:
    """A receipt as `Receipt.text` writes it, also in the middle of a mail, or its short form.

    Raises:
        SettingsError: It is neither.
    """
    fields = dict(_FIELD.findall(words))
    if fields.keys() >= {"entries", "head", "content"}:
        try:
            return msgspec.convert({"at": "", "version": "", **fields}, type=Receipt, strict=False)
        except msgspec.ValidationError:
            pass
    taken_down = _SHORT.fullmatch(words.strip().upper())
    if taken_down is None:
        raise SettingsError("receipt", words.strip()[:80], "the file that `selon receipt --output` writes, or the short form that it ends with")
    number, groups = taken_down.groups()
    letters = re.sub(r"[-\s]", "", groups).translate(_MISREAD)
    return ShortReceipt(int(number), "-".join((number, *(letters[n : n + _GROUP] for n in range(0, _SHORT_CHARS, _GROUP)))))


def compare_with_receipt(book: Ledger, receipt: Receipt | ShortReceipt) -> None:
    """Pass a ledger that begins with what the receipt was given for, and may have grown since.

    Raises:
        Tampered: It begins otherwise; the error says what differs.
    """
    entries = list(book.log())
    differing = list(_differences(entries, receipt))
    if differing:
        raise Tampered(book.name, "; ".join(differing))


def _differences(entries: Sequence[Entry], receipt: Receipt | ShortReceipt) -> list[str]:
    if len(entries) < receipt.entries:
        return [f"the log has {len(entries)} entries, the receipt was given for {receipt.entries}"]
    head = entries[receipt.entries - 1].hash if receipt.entries else FIRST
    if isinstance(receipt, ShortReceipt):
        found = _short(receipt.entries, head)
        return [] if found == receipt.short else [f"log entry {receipt.entries} gives {found}, the receipt says {receipt.short}"]
    found = content_digest(entries[: receipt.entries])
    return [
        *([f"log entry {receipt.entries} has the hash {head}, the receipt says {receipt.head}"] if head != receipt.head else []),
        *([f"pages, readings and reviews have the digest {found}, the receipt says {receipt.content}"] if found != receipt.content else []),
    ]


def _short(entries: int, head: str) -> str:
    number = int.from_bytes(sha256(f"{entries} {head}".encode()).digest()[: _SHORT_CHARS * 5 // 8])
    letters = "".join(_LETTERS[number >> 5 * n & 31] for n in reversed(range(_SHORT_CHARS)))
    return "-".join((str(entries), *(letters[n : n + _GROUP] for n in range(0, _SHORT_CHARS, _GROUP))))
