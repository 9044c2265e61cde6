"""Commands that take whole ledgers: dump, load, merge."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from selon.commands.options import LedgerOption, cannot_read, cannot_write, tell


def dump(
    ledger: LedgerOption,
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="The file to write; else standard output")] = None,
) -> None:
    """Write the whole ledger as JSON Lines: log, pages, readings, reviews and facts.

    `selon load` makes a ledger of them that has the same log, head and content, in SQLite or PostgreSQL. Nothing is masked: names of
    private persons are in the dump as they are in the ledger.

    \b
    Example:
      selon dump --ledger flood.db --output flood.jsonl
    """
    from selon.ledger import Ledger, transfer

    with Ledger.open(ledger) as book:
        if output is None:
            sys.stdout.buffer.writelines(transfer.dump(book))
            sys.stdout.buffer.flush()
            return
        part = output.with_name(output.name + ".part")
        try:
            with part.open("wb") as file:
                file.writelines(transfer.dump(book))
                file.flush()
                os.fsync(file.fileno())
            part.replace(output)
        except OSError as error:
            raise cannot_write(output, error) from error
    tell(f"wrote {output}")


def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `selon dump` wrote")],
    ledger: LedgerOption,
) -> None:
    """Make a new ledger of a dump.

    It is filled whole or not at all: stopped half-way, it is still empty, and the same command starts again.

    \b
    Example:
      selon load flood.jsonl --ledger postgresql://selon@db.example/flood
    """
    from selon.commands.progress import PageProgress
    from selon.ledger import Ledger, transfer

    try:
        with file.open("rb") as lines, Ledger.open(ledger, create=True) as book, PageProgress("loading") as progress:
            pages = 0
            for page in transfer.load(book, lines, name=str(file)):
                pages += 1
                progress.step(page)
            name = book.name
    except OSError as error:
        raise cannot_read(file, error, "FILE") from error
    print(f"{name}: {pages} pages loaded")


def merge(
    others: Annotated[list[str], typer.Argument(metavar="OTHER...", help="Ledgers to bring in: files, or addresses of PostgreSQL databases")],
    ledger: LedgerOption,
) -> None:
    """Bring what other ledgers hold into this one: pages, readings and reviews.

    The other ledgers stay as they are. What comes in is logged here with the ledger, the entry and the time that it comes from.
    What was forgotten here stays forgotten. The ledger is made where there is none.

    \b
    Example:
      selon merge alice.db bob.db --ledger team.db
    """
    from selon.commands.progress import PageProgress
    from selon.ledger import Ledger
    from selon.ledger.merge import merge as bring_together

    with Ledger.open(ledger, create=True) as book:
        for address in others:
            counts: Counter[str] = Counter()
            with Ledger.open(address) as other, PageProgress("merging") as progress:
                for brought in bring_together(book, other):
                    counts["forgotten" if brought.forgotten else f"{brought.what} {'new' if brought.new else 'known'}"] += 1
                    progress.step(brought.id)
                print(
                    f"{other.name}: {counts['page new']} pages and {counts['review new']} reviews added, "
                    f"{counts['page known'] + counts['review known']} already there, {counts['forgotten']} forgotten here and left out"
                )
