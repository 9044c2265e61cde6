"""The command that writes the ledger for other tools: export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from selon.commands.options import LedgerOption, PrivateOption, tell


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
    from selon.export.holdings import holdings_of
    from selon.export.kinds import exporter
    from selon.ledger import Ledger
    from selon.show.view import View

    write = exporter(kind)
    with Ledger.open(ledger) as book, PageProgress("exporting") as progress:
        if show_private:
            book.note_private_shown(f"export {kind}")
        try:
            write(holdings_of(View(book, show_private=show_private), facts or (), progress.step), output)
        except OSError as error:
            raise typer.BadParameter(f"{output} cannot be written ({error.strerror})", param_hint="--output") from error
    tell(f"wrote {output}")
