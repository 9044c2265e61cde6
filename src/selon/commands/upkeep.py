"""Commands about the ledger itself: verify, log."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from selon.commands.fetching import CapturesOption, captures_beside
from selon.commands.options import LedgerOption, tell

if TYPE_CHECKING:
    from selon.ledger import Ledger


def verify(ledger: LedgerOption, captures: CapturesOption = None) -> None:
    """Check that nothing was changed behind Selon's back.

    Hashes every page and reading again, follows the log from its first entry, and compares every derived row with what it was made
    from; the records of fetched pages too, where their folder is there. Each change is named, and the exit code is then 3. Keep the
    printed `head`: as long as a later log holds that hash, nothing before it was taken away.

    \b
    Example:
      selon verify --ledger flood.db
    """
    from selon.ledger import Ledger

    with Ledger.open(ledger) as book:
        contents = book.verify()
        _verify_captures(book, captures or captures_beside(ledger))
    print(
        f"{ledger} is whole: {contents.pages} pages, {contents.readings} readings, {contents.facts} facts, "
        f"{contents.entries} log entries, head {contents.head}"
    )


def _verify_captures(book: Ledger, folder: Path) -> None:
    """Compare the records of fetched pages with the log.

    Raises:
        Tampered: One is gone or was changed.
    """
    from selon.collect.captures import changed_places
    from selon.errors import Tampered

    places = [(entry.subject, entry.content) for entry in book.log() if entry.what == "capture"]
    if places and not folder.is_dir():
        tell(f"{folder} is not there: {len(places)} records of fetched pages were not compared; name their folder with --captures")
        return
    changed = [f"capture {place}" for place in changed_places(folder, places)]
    if changed:
        raise Tampered(str(folder), "; ".join(changed))


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
