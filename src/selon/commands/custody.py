"""Commands about what the ledger proves, and what it must not hold: receipt, forget."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from selon.commands.options import LedgerOption, cannot_write, tell
from selon.commands.reviewing import ByOption, ReasonOption


def receipt(
    ledger: LedgerOption,
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write it to a file as well")] = None,
) -> None:
    """Print a receipt: what proves later that the ledger still begins as it is now.

    `selon verify` finds every change but one: that somebody wrote the whole ledger anew, log and all. Mail the receipt, print it, or
    read its short form to somebody: `selon verify --against` compares it with the ledger, also with one that has grown since.

    \b
    Examples:
      selon receipt --output 2023-01-02.receipt
      selon verify --against 2023-01-02.receipt
    """
    from selon.ledger import Ledger
    from selon.ledger.receipt import make_receipt

    with Ledger.open(ledger) as book:
        text = make_receipt(book).text()
    print(text, end="")
    if output is not None:
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise cannot_write(output, error) from error


def forget(
    ledger: LedgerOption,
    reason: ReasonOption,
    page: Annotated[str | None, typer.Argument(metavar="PAGE", help="The page's id, or the beginning of it")] = None,
    person: Annotated[str | None, typer.Option("--person", metavar="NAME", help="A person's name or @handle, on every page")] = None,
    by: ByOption = None,
) -> None:
    """Take a page out of the ledger for good, or a person out of every page.

    Bytes, readings, rows, reviews and index lose it, and the file is written anew without it; it cannot be brought back. The log never
    held content, so its chain still holds: a tombstone keeps the hash of what is gone, and the reason. Of a person go the
    name, the handle, and all that the person says on a page; the page stays with █ in their place. Give no name in the reason.

    Copies of the ledger that you have made are yours to look after, and so are receipts and reports.

    \b
    Examples:
      selon forget 8fccdc83 --reason "request of 3 May"
      selon forget --person "Léa Brun" --reason "request of 3 May"
    """
    from selon.ledger import Ledger
    from selon.ledger.forget import forget_page, forget_person

    with Ledger.open(ledger) as book:
        if page is not None and person is None:
            gone = forget_page(book, page, reason=reason, by=by)
        elif person is not None and page is None:
            gone = forget_person(book, person, reason=reason, by=by)
        else:
            raise typer.BadParameter("give either PAGE or --person NAME")
    print(f"{gone.pages} pages forgotten, {gone.blacked_out} of them in part; {gone.readings} readings, {len(gone.reviews)} reviews")
    if gone.reviews:
        tell(f"the reviews {', '.join(map(str, gone.reviews))} spoke of it and went with it")
