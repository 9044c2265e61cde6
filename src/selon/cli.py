"""Thin commands. Heavy imports stand inside the commands, so that `selon --help` answers at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Who says what, through whom, with which figures.")


@app.command()
def read(
    files: Annotated[list[Path] | None, typer.Argument(help="Pages to read")] = None,
    from_jsonl: Annotated[Path | None, typer.Option(help="Articles as JSON Lines: id, text and optionally url, published, lang")] = None,
) -> None:
    """Read pages and print one JSON object per article; no ledger is used."""
    import msgspec

    from selon.clean.article import clean_text
    from selon.pipeline import Reader
    from selon.wire import from_wire, to_wire

    reader = Reader()
    assert from_jsonl is not None
    for line in from_jsonl.read_text(encoding="utf-8").splitlines():
        given, _ = from_wire(line)
        article = clean_text(given.id, given.text, pack=reader.pack, url=given.url, published=given.published, language=given.lang)
        sys.stdout.buffer.write(msgspec.json.encode(to_wire(reader.read(article))) + b"\n")


@app.command()
def version() -> None:
    """Print the version."""
    from selon import __version__

    typer.echo(__version__)


def main() -> None:
    """The installed command."""
    app()
