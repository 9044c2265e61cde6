"""The command that writes the ledger for other tools: export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selon.commands.options import LedgerOption, PrivateOption, tell

if TYPE_CHECKING:
    from selon.export.holdings import ExportedPage, Holdings
    from selon.show.view import View


def export(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help="csv, parquet, jsonl, geojson, web-annotation, claims, ftm, prov, timeline, citation, or a plug-in's kind"
        ),
    ],
    output: Annotated[Path, typer.Option("--output", metavar="PATH", help="The file to write; for csv and parquet a folder")],
    ledger: LedgerOption,
    facts: Annotated[
        list[str] | None, typer.Argument(metavar="FACT...", help="Only these facts, with the pages that hold their figures; else everything")
    ] = None,
    show_private: PrivateOption = False,
) -> None:
    """Write what the ledger holds in a format that other tools read. `docs/exports.md` says what each kind holds.

    Names of private persons are covered by █. A file that cannot be finished leaves what stood there before.

    \b
    Examples:
      selon export csv --output tables/
      selon export citation makiivka/killed --output makiivka.md
      selon export geojson --output places.geojson
    """
    from selon.commands.progress import PageProgress
    from selon.export.kinds import exporter
    from selon.ledger import Ledger
    from selon.show.view import View

    write = exporter(kind)
    with Ledger.open(ledger) as book, PageProgress("exporting") as progress:
        if show_private:
            book.note_private_shown(f"export {kind}")
        try:
            write(_holdings(View(book, show_private=show_private), facts or (), progress.step), output)
        except OSError as error:
            raise typer.BadParameter(f"{output} cannot be written ({error.strerror})", param_hint="--output") from error
    tell(f"wrote {output}")


def _holdings(view: View, named: Sequence[str], done: Callable[[str], None]) -> Holdings:
    """Everything, or the facts named with the pages that hold their figures."""
    from selon.export.holdings import Holdings

    facts = [view.fact(id) for id in named] if named else view.facts()
    pages = sorted({figure.page for fact in facts for figure in fact.figures}) if named else None
    return Holdings(lambda: _pages(view, pages), facts, done)


def _pages(view: View, pages: list[str] | None) -> Iterator[ExportedPage]:
    from selon.export.holdings import ExportedPage

    records = {record.id: record for record in view.ledger.page_records()}
    return (ExportedPage(records[reading.article.id], reading) for reading in view.readings(pages))
