"""Commands about the ledger itself: verify, log."""

from __future__ import annotations

import sys

from selon.commands.options import LedgerOption


def verify(ledger: LedgerOption) -> None:
    """Check that nothing was changed behind Selon's back.

    Hashes every page and reading again, follows the log from its first entry, and compares every derived row with what it was made
    from. Each change is named, and the exit code is then 3. Keep the printed `head`: as long as a later log holds that hash, nothing
    before it was taken away.

    \b
    Example:
      selon verify --ledger flood.db
    """
    from selon.ledger import Ledger

    with Ledger.open(ledger) as book:
        contents = book.verify()
    print(
        f"{book.name} is whole: {contents.pages} pages, {contents.readings} readings, {contents.facts} facts, "
        f"{contents.entries} log entries, head {contents.head}"
    )


def log(ledger: LedgerOption) -> None:
    """List every event of the ledger, oldest first: number, time (UTC), what, of what, who, with which version, hash.

    The log has no --json: it tells when each run was, which no two ledgers share.

    \b
    Example:
      selon log --ledger flood.db
    """
    from selon.ledger import Ledger
    from selon.show.terminal import row

    with Ledger.open(ledger) as book:
        for entry in book.log():
            sys.stdout.write(row(entry.seq, entry.at, entry.what, entry.subject, entry.who, entry.version, entry.hash) + "\n")
