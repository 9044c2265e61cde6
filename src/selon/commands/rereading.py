"""Commands about readings that were there before: reread, diff."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from selon.commands.looking import current_facts, mask_of, opened
from selon.commands.options import JobsOption, JsonOption, LedgerOption, PrivateOption, tell, write_json
from selon.commands.pages import SOME_FAILED, add_readings

if TYPE_CHECKING:
    from selon.batch.adding import Tally
    from selon.ledger import Ledger
    from selon.ledger.history import PastReading
    from selon.model import Page


def reread(
    ledger: LedgerOption,
    pages: Annotated[list[str] | None, typer.Argument(metavar="PAGE...", help="Ids of pages, or their beginnings; by default all")] = None,
    jobs: JobsOption = 1,
) -> None:
    """Read pages again that this version of Selon has not read, from the bytes that the ledger keeps.

    Readings are added: the old ones stay, `selon diff` shows what changed. Reviews are laid over the new readings; those whose item is not
    there any more are named by `selon review list --lost`. Stopped at any time, the same command goes on.

    \b
    Example:
      selon reread --jobs 2
    """
    from selon.batch.adding import Tally
    from selon.ledger.reviews import decided

    tally = Tally(tell)
    with opened(ledger, "reread", False) as book:
        add_readings(book, _to_read(book, pages, tally), jobs, tally, doing="rereading")
        print(f"{tally.added} read again, {tally.known} already read by this version, {tally.failed} failed")
        lost = {one.review.entry for one in decided(book).lost}
    if lost:
        tell(f"{len(lost)} reviews do not hold for all of their items: `selon review list --lost`")
    if tally.failed:
        raise typer.Exit(SOME_FAILED)


def diff(
    target: Annotated[str, typer.Argument(metavar="PAGE|FACT", help="A page's id, or a fact's, or the beginning of it")],
    ledger: LedgerOption,
    older: Annotated[int | None, typer.Option("--from", metavar="NUMBER", help="The older reading, as `selon log PAGE` numbers it")] = None,
    newer: Annotated[int | None, typer.Option("--to", metavar="NUMBER", help="The newer reading")] = None,
    json: JsonOption = False,
    show_private: PrivateOption = False,
) -> None:
    """Show what changed between two readings of a page, or for a fact since the readings before the newest.

    Of a page: items that came (+), went (-) or are read otherwise (~), reviews aside. Of a fact: how it was before, and its figures that
    came, went or say something else, reviews laid over both.

    \b
    Examples:
      selon diff 0f3a9c2b71d4e658
      selon diff makiivka-2023-01/killed
    """
    from selon.errors import Missing

    with opened(ledger, "diff", show_private) as book:
        try:
            _diff_page(book, target, older, newer, json, show_private)
        except Missing:
            if older is not None or newer is not None or _is_page(target):
                raise
            _diff_fact(book, target, json, show_private)


def _is_page(target: str) -> bool:
    return len(target) == 16 and all(c in "0123456789abcdef" for c in target)


def _to_read(book: Ledger, names: list[str] | None, tally: Tally) -> Iterator[Page]:
    from selon.batch.local import reading_versions
    from selon.ledger.history import page_ids

    versions = reading_versions()
    wanted = page_ids(book, names) if names else None
    for page in book.pages():
        if wanted is not None and page.id not in wanted:
            continue
        if book.has(page, versions):
            tally.known += 1
        else:
            yield page


def _diff_page(book: Ledger, page: str, older: int | None, newer: int | None, json: bool, show_private: bool) -> None:
    from selon.ledger.history import two_readings
    from selon.review.differences import differences
    from selon.show.differences import print_differences

    both = two_readings(book, page, older=older, newer=newer)
    if both is None:
        tell("read once only: `selon reread` reads pages again with a newer Selon")
        found, heads = [], []
    else:
        mask = mask_of(book, show_private, [both[0].reading.article.id])
        older_reading, newer_reading = (mask.mask_reading(one.reading) for one in both)
        found, heads = differences(older_reading, newer_reading), [_head(one) for one in both]
    if json:
        write_json({"readings": heads, "differences": found})
    else:
        print_differences(heads, found, sys.stdout)


def _head(past: PastReading) -> dict[str, object]:
    return {"entry": past.entry, "at": past.at, "by": past.by, "version": past.reading.version}


def _diff_fact(book: Ledger, name: str, json: bool, show_private: bool) -> None:
    from selon.compare import compare
    from selon.compare.differences import fact_difference
    from selon.ledger.history import earlier_readings
    from selon.ledger.reviews import decided
    from selon.show.differences import print_fact_difference

    mask = mask_of(book, show_private)
    later = current_facts(book)
    fact = book.fact(name)
    before = decided(book, readings=earlier_readings(book))
    earlier = compare(before.readings, groupings=before.groupings, notes=before.notes)
    masked_earlier, masked_later, (masked_fact,) = (mask.mask_facts(facts) for facts in (earlier, later, [fact]))
    found = fact_difference(masked_fact, masked_earlier, masked_later)
    if json:
        write_json({"fact": found})
    else:
        print_fact_difference(found, sys.stdout)
