"""`selon review`: what people decide about what was read. Each decision is an event in the ledger's log."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from selon.commands.looking import current_facts, mask_of, opened
from selon.commands.options import JsonOption, LedgerOption, PrivateOption, write_json

if TYPE_CHECKING:
    from selon.ledger import Ledger
    from selon.model import Review

review_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Target = Annotated[str, typer.Argument(metavar="ITEM|FACT", help="PAGE:NAME, a figure's id, or a fact's id (or the beginning of it)")]
ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides; by default your login name")]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the log")]


@review_app.callback()
def review() -> None:
    """Accept, correct or reject what was read; merge or split facts; take it back.

    Nothing is overwritten: a review is an event in the log with author, time and reason, it is laid over the reading whenever facts are
    compared, and it outlives reading again by a newer Selon.

    \b
    How items are called: PAGE:NAME, where PAGE is the page's id, or its beginning, and NAME is
      s3        a statement           values speaker speaker_type actor side stance hedged
      q7        a quantity, and the figure that it gives: as `selon show FACT` and `facts --json` name it
                                      values low high unit of modality as_of
      date0     a date                value  edtf
      place2    a place               values name geonameid kind country precision metonym
      media0    a media item          values medium shared_by platform verification
      naming1   a naming              values of by
    \b
    Examples:
      selon review items 8fccdc83
      selon review correct 8fccdc83:q3 low=70 high=70 --reason "the agency corrected itself"
      selon review list
    """


@review_app.command(short_help="Note that an item or a fact is right")
def accept(target: Target, ledger: LedgerOption, reason: ReasonOption = "", by: ByOption = None) -> None:
    """Note that you have seen an item, or all figures of a fact, and find it right.

    \b
    Example:
      selon review accept derna-2023-09/killed --by anna
    """
    from selon.ledger import reviews

    with _opened(ledger, target) as book:
        _told(reviews.accept(book, target, reason=reason, by=by))


@review_app.command(short_help="Let an item or a fact count no more")
def reject(target: Target, ledger: LedgerOption, reason: ReasonOption, by: ByOption = None) -> None:
    """Let an item, or all figures of a fact, count no more. The reading keeps it; facts are compared without it.

    \b
    Example:
      selon review reject 8fccdc83:s3 --reason "the paper retracted it"
    """
    from selon.ledger import reviews

    with _opened(ledger, target) as book:
        _told(reviews.reject(book, target, reason=reason, by=by))


@review_app.command(short_help="Say what an item's values should be")
def correct(
    item: Annotated[str, typer.Argument(metavar="ITEM", help="PAGE:NAME, or a figure's id")],
    values: Annotated[list[str], typer.Argument(metavar="VALUE=NEW...", help="Which values, and what they should be; VALUE= for none")],
    ledger: LedgerOption,
    reason: ReasonOption,
    by: ByOption = None,
) -> None:
    """Say what an item's values should be. The words of the page stay; facts are compared with the new values.

    A speaker whom the actor file knows brings the side and the canonical name, another GeoNames id the country, new bounds of a
    quantity the modality; give them as well where they are otherwise.

    \b
    Examples:
      selon review correct 8fccdc83:q3 low=70 high=75 as_of=2022-07-29 --reason "misread"
      selon review correct 8fccdc83:s3 "speaker=Denis Pouchiline" --reason "named in the title"
    """
    from selon.ledger import reviews

    new = dict(_pair(value) for value in values)
    with _opened(ledger, item) as book:
        _told(reviews.correct(book, item, new, reason=reason, by=by))


@review_app.command(short_help="Say that facts are one question")
def merge(
    facts: Annotated[list[str], typer.Argument(metavar="FACT FACT...", help="Ids of facts, or their beginnings")],
    ledger: LedgerOption,
    reason: ReasonOption,
    by: ByOption = None,
) -> None:
    """Say that two facts or more are one question: from now on their figures are compared with each other.

    \b
    Example:
      selon review merge olenivka-2022-07/killed-prisoners-ua olenivka-2022-07/killed --reason "the nine died of it later"
    """
    from selon.ledger import reviews

    with opened(ledger, "review", False) as book:
        current_facts(book)
        _told(reviews.merge(book, facts, reason=reason, by=by))


@review_app.command(short_help="Say that figures of a fact answer another question")
def split(
    figures: Annotated[list[str], typer.Argument(metavar="FIGURE...", help="Figures of one fact, as `selon show FACT` names them")],
    ledger: LedgerOption,
    reason: ReasonOption,
    by: ByOption = None,
) -> None:
    """Say that some figures of a fact answer another question than the others: they become a fact of their own.

    \b
    Example:
      selon review split 598cacfd:q3 598cacfd:q4 --reason "nobody knows of which day"
    """
    from selon.ledger import reviews

    with opened(ledger, "review", False) as book:
        current_facts(book)
        _told(reviews.split(book, figures, reason=reason, by=by))


@review_app.command(short_help="Take a review back")
def undo(
    entry: Annotated[int, typer.Argument(metavar="NUMBER", help="The review's number, as `selon review list` shows it")],
    ledger: LedgerOption,
    reason: ReasonOption = "",
    by: ByOption = None,
) -> None:
    """Take a review back: another event in the log. An undo can be taken back in the same way.

    \b
    Example:
      selon review undo 57 --reason "I looked at the wrong page"
    """
    from selon.ledger import reviews

    with opened(ledger, "review", False) as book:
        _told(reviews.undo(book, entry, reason=reason, by=by))


@review_app.command("list", short_help="List reviews, or those that hold for nothing any more")
def list_reviews(
    ledger: LedgerOption,
    page: Annotated[str | None, typer.Argument(metavar="PAGE", help="Only those about this page")] = None,
    lost: Annotated[bool, typer.Option("--lost", help="Only those that a newer reading left without their item, with the reason")] = False,
    json: JsonOption = False,
    show_private: PrivateOption = False,
) -> None:
    """List reviews, oldest first: number, time (UTC), by whom, what, of what, old and new values, the words, the reason.

    With --lost, those that could not be attached to the newest reading of their page: they are kept, and hold again as soon as a
    reading has their item.

    \b
    Examples:
      selon review list
      selon review list --lost
    """
    from selon.ledger.reviews import decided, reviews_of
    from selon.show.reviews import print_lost, print_reviews

    with opened(ledger, "review list", show_private) as book:
        mask = mask_of(book, show_private)
        if lost:
            found = [one for one in decided(book).lost if page is None or one.anchor.page.startswith(page)]
            masked = [mask.mask_lost(one) for one in found]
            write_json({"lost": masked}) if json else print_lost(masked, sys.stdout)
            return
        reviews = [mask.mask_review(one) for one in reviews_of(book) if page is None or any(id.startswith(page) for id in one.pages)]
    write_json({"reviews": reviews}) if json else print_reviews(reviews, sys.stdout)


@review_app.command(short_help="List the items of a page that can be reviewed")
def items(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="The page's id, or the beginning of it")],
    ledger: LedgerOption,
    json: JsonOption = False,
    show_private: PrivateOption = False,
) -> None:
    """List every item of a page as it is now: its name for the other commands, its values, its words, and what was decided about it.

    \b
    Example:
      selon review items 8fccdc83
    """
    from selon.ledger.reviews import items_of_page
    from selon.show.reviews import print_items

    with opened(ledger, "review items", show_private) as book:
        id, found = items_of_page(book, page)
        mask = mask_of(book, show_private, [id])
        shown = [mask.mask_item(one, id) for one in found]
    write_json({"page": id, "items": shown}) if json else print_items(id, shown, sys.stdout)


def _opened(ledger: str, target: str) -> Ledger:
    """The ledger; where a fact is spoken of, with facts that are up to date."""
    book = opened(ledger, "review", False)
    if ":" not in target:
        current_facts(book)
    return book


def _pair(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not equals:
        raise typer.BadParameter(f"{words!r} is no VALUE=NEW, such as low=60")
    return name.strip(), value.strip()


def _told(review: Review) -> None:
    from selon.show.reviews import in_short

    print(f"review {review.entry}: {in_short(review)}")
