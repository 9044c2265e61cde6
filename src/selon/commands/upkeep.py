"""Commands about the ledger itself: verify, log."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selon.commands.fetching import CapturesOption, captures_beside
from selon.commands.looking import mask_of, opened
from selon.commands.options import LedgerOption, PrivateOption, tell

if TYPE_CHECKING:
    from selon.ledger import Ledger


def verify(
    ledger: LedgerOption,
    against: Annotated[
        str | None, typer.Option("--against", metavar="RECEIPT", help="A receipt's file, or its short form, to compare the log with")
    ] = None,
    derive: Annotated[bool, typer.Option("--derive", help="Also make the derived rows again from the readings (many times slower)")] = False,
    captures: CapturesOption = None,
) -> None:
    """Check that nothing was changed behind Selon's back.

    Hashes every page, reading, review and derived row again, and follows the log from its first entry; the records of fetched pages too,
    where their folder is there. Each change is named, and the exit code is then 3. With a receipt that was kept elsewhere it also finds a
    ledger that was written anew as a whole.

    \b
    Examples:
      selon verify --ledger flood.db
      selon verify --against 2023-01-02.receipt
      selon verify --derive
    """
    from selon.ledger import Ledger

    with Ledger.open(ledger) as book:
        contents = book.verify(derive=derive)
        _verify_captures(book, captures or captures_beside(ledger))
        if against is not None:
            _compare_with(book, against)
    reviews = f"{contents.reviews} reviews, " if contents.reviews else ""
    print(
        f"{book.name} is whole: {contents.pages} pages, {contents.readings} readings, {reviews}{contents.facts} facts, "
        f"{contents.entries} log entries, head {contents.head}, content {contents.content}"
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


def _compare_with(book: Ledger, given: str) -> None:
    from selon.ledger.receipt import compare_with_receipt, parse_receipt

    path = Path(given)
    try:
        words = path.read_text(encoding="utf-8") if path.is_file() else given
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{given} cannot be read ({error})", param_hint="--against") from error
    receipt = parse_receipt(words)
    compare_with_receipt(book, receipt)
    print(f"{book.name} begins with the {receipt.entries} log entries of the receipt")


def log(
    ledger: LedgerOption,
    page: Annotated[str | None, typer.Argument(metavar="PAGE", help="Only the events of this page, by its id or the beginning of it")] = None,
    show_private: PrivateOption = False,
) -> None:
    """List every event of the ledger, oldest first, or those of a page: its chain of custody.

    Number, time (UTC), what, of what, who, with which version, hash; for a review also what was decided, the words of the page, and
    the reason; for what was forgotten the reason. The log has no --json: it tells when each run was, which no two ledgers share.

    \b
    Examples:
      selon log --ledger flood.db
      selon log 0f3a9c2b71d4e658
    """
    from selon.ledger.events import events
    from selon.show.reviews import event_in_words
    from selon.show.terminal import row

    with opened(ledger, "log", show_private) as book:
        mask = mask_of(book, show_private)
        for event in events(book, page):
            entry, told = event.entry, event_in_words(event, mask)
            sys.stdout.write(row(entry.seq, entry.at, entry.what, entry.subject, entry.who, entry.version, entry.hash, *told) + "\n")
