"""Commands that show what the ledger holds: facts, show, search, report."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selon.commands.options import JsonOption, LedgerOption, PrivateOption, cannot_write, tell, write_json
from selon.settings import InterfaceLanguage

if TYPE_CHECKING:
    from selon.compare.why import Tie
    from selon.ledger import Ledger
    from selon.model import Fact, Reading
    from selon.show.private import PrivateNames


def facts(
    ledger: LedgerOption,
    tolls: Annotated[bool, typer.Option("--tolls", help="Of each fact that counts the dead the tolls that ACLED and UCDP would take")] = False,
    json: JsonOption = False,
    show_private: PrivateOption = False,
) -> None:
    """List every fact: a question, the figures that answer it, and whether they agree.

    Facts whose figures conflict come first, then updated counts, undecided ones, agreed ones, and those with a single figure.
    `origins` counts who vouches independently: copies of one dispatch are one.
    Below them stand the statements that reach a page through others, with the chain: the speaker < who passed it on < the outlet.

    \b
    Examples:
      selon facts
      selon facts --json > facts.json
      selon facts --tolls
    """
    from selon.compare.tolls import tolls_of
    from selon.ledger.order import in_order
    from selon.show.relayed import relayed_statements
    from selon.show.table import print_facts, print_relayed, print_tolls

    with opened(ledger, "facts", show_private) as book:
        listed = in_order(mask_of(book, show_private).mask_facts(current_facts(book)))
        if tolls:
            found = [toll for fact in listed for toll in tolls_of(fact)]
            write_json({"tolls": found}) if json else print_tolls(found, sys.stdout)
            return
        if json:
            write_json({"facts": listed})
            return
        print_facts(listed, sys.stdout)
        print_relayed(relayed_statements(_readings(book, show_private, book.pages_with_relays())), sys.stdout)


def show(
    fact: Annotated[str, typer.Argument(metavar="FACT", help="The fact's id as `selon facts` lists it, or the beginning of it")],
    ledger: LedgerOption,
    why: Annotated[bool, typer.Option("--why", help="Also why the figures are taken for one question")] = False,
    json: JsonOption = False,
    show_private: PrivateOption = False,
) -> None:
    """Show one fact: each figure with its speaker, relays, exact words and page, and what every two figures are to each other.

    Where two pages are versions of one address, the sentences that differ follow. With --why, of each figure the one with which most speaks for one
    question: the points, and what gives them.

    \b
    Examples:
      selon show derna-2023-09/killed
      selon show derna-2023-09/killed --why
    """
    from selon.show.table import print_fact, print_ties

    with opened(ledger, "show", show_private) as book:
        current_facts(book)
        (shown,) = mask_of(book, show_private).mask_facts([book.fact(fact)])
        readings = list(_readings(book, show_private, sorted({figure.page for figure in shown.figures})))
        ties = _ties(book, shown, show_private) if why else []
    if json:
        write_json({"facts": [shown], "ties": ties} if why else {"facts": [shown]})
    else:
        print_fact(shown, readings, sys.stdout)
        print_ties(shown, ties, sys.stdout)


def subjects(ledger: LedgerOption, json: JsonOption = False, show_private: PrivateOption = False) -> None:
    """List what several speakers speak of: who says it, who says otherwise, who denies it.

    A subject gathers statements that share most of their words, the earliest first. Each of the others is compared with that one: where both
    give figures of one fact, they are to each other what these figures are; else by numbers, days, denials and opposites. `because` names the
    rule. Subjects that somebody denies come first.

    \b
    Example:
      selon subjects
    """
    from selon.compare.subjects import subjects as find_subjects
    from selon.show.table import print_subjects

    with opened(ledger, "subjects", show_private) as book:
        facts = mask_of(book, show_private).mask_facts(current_facts(book))
        found = find_subjects(_readings(book, show_private), facts)
    if json:
        write_json({"subjects": found})
    else:
        print_subjects(found, sys.stdout)
        if not found:
            tell("no two speakers speak of one subject")


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="All of them have to be found; “quoted” words together, begin* for a beginning")
    ],
    ledger: LedgerOption,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Show so many at most")] = 20,
    json: JsonOption = False,
    show_private: PrivateOption = False,
) -> None:
    """Search page texts, statements, speakers and places.

    Capitals, accents, ligatures and apostrophes make no difference: oeuvre finds Œuvre, l'armee finds L’armée.

    \b
    Examples:
      selon search Derna "11 300"
      selon search "“Croissant-Rouge libyen”" --limit 5
    """
    from selon.show.table import print_hits
    from selon.show.view import View

    with opened(ledger, "search", show_private) as book:
        hits = list(islice(View(book, show_private=show_private).search(" ".join(words)), limit))
    if json:
        write_json({"hits": hits})
    else:
        print_hits(hits, sys.stdout)
        if not hits:
            tell("nothing found")


def report(
    output: Annotated[Path, typer.Option("--output", metavar="FILE", help="The HTML file to write")],
    ledger: LedgerOption,
    language: Annotated[InterfaceLanguage, typer.Option("--language", help="The language of headings and verdicts")] = "fr",
    show_private: PrivateOption = False,
) -> None:
    """Write every fact with its evidence into one HTML file that opens in any browser, without a network.

    \b
    Examples:
      selon report --output report.html
      selon report --output report.html --language en
    """
    from selon.ledger.order import in_order
    from selon.show.report import write_report

    with opened(ledger, "report", show_private) as book:
        listed = in_order(mask_of(book, show_private).mask_facts(current_facts(book)))
        readings = list(_readings(book, show_private))
    try:
        write_report(listed, readings, output, language=language)
    except OSError as error:
        raise cannot_write(output, error) from error
    tell(f"wrote {output}")


def current_facts(book: Ledger) -> list[Fact]:
    """The ledger's facts, as people have decided; compared anew where pages or reviews have come since they were stored."""
    from selon.show.upkeep import bring_up_to_date

    bring_up_to_date(book)
    return book.facts()


def opened(ledger: str, command: str, show_private: bool) -> Ledger:
    """The ledger, with a note in its log where names of private persons are about to be shown."""
    from selon.ledger import Ledger

    book = Ledger.open(ledger)
    if show_private:
        book.note_private_shown(command)
    return book


def mask_of(book: Ledger, show_private: bool, pages: list[str] | None = None) -> PrivateNames:
    """What covers the names of private persons on all pages, or on these; it covers nothing where they may be shown."""
    from selon.ledger.private import private_names
    from selon.show.private import PrivateNames

    return PrivateNames({} if show_private else private_names(book, pages))


def _ties(book: Ledger, fact: Fact, show_private: bool) -> list[Tie]:
    """Why the figures of a fact are taken for one question, as it may be seen."""
    import msgspec

    from selon.compare.entries import entries_of
    from selon.compare.why import ties_of
    from selon.ledger.reviews import decided

    pages = sorted({figure.page for figure in fact.figures})
    places = {(figure.id, figure.side): at for at, figure in enumerate(fact.figures)}
    entries = [entry for reading in decided(book, pages).readings for entry in entries_of(reading)]
    found = {places[of]: entry for entry in entries if (of := (entry.figure.id, entry.figure.side)) in places}
    mask = mask_of(book, show_private, pages)
    return [
        msgspec.structs.replace(tie, because=mask.mask(tie.because, pages), shared=tuple(mask.mask(name, pages) for name in tie.shared))
        for tie in ties_of([found[at] for at in sorted(found)])
    ]


def _readings(book: Ledger, show_private: bool, pages: list[str] | None = None) -> Iterator[Reading]:
    """The newest readings of these pages, or of all, as people have decided and as they may be seen."""
    from selon.ledger.reviews import decided

    mask = mask_of(book, show_private)
    return (mask.mask_reading(reading) for reading in decided(book, pages).readings)
