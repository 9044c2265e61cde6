"""Options that several commands have, and where their messages go."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from selon.settings import value_of


def default_ledger() -> str:
    """The ledger where `--ledger` does not name one: `$SELON_LEDGER`, else `selon.db` here."""
    return str(value_of("ledger"))


LedgerOption = Annotated[
    str,
    typer.Option(
        "--ledger",
        metavar="LEDGER",
        default_factory=default_ledger,
        show_default="$SELON_LEDGER, else selon.db",
        help="A SQLite file, or postgresql://USER@HOST/DATABASE",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document, the same bytes for the same pages")]
JobsOption = Annotated[int, typer.Option("--jobs", min=1, help="Read in so many processes; each takes some seconds to start")]
PrivateOption = Annotated[bool, typer.Option("--show-private", help="Show names of private persons too; the ledger's log notes that you did")]


def cannot_write(output: Path, error: OSError) -> typer.BadParameter:
    """What to raise where the file or folder of `--output` cannot be written."""
    return typer.BadParameter(f"{output} cannot be written ({error.strerror}); give a place that you may write to", param_hint="--output")


def cannot_read(path: str | Path, error: OSError | UnicodeDecodeError, hint: str) -> typer.BadParameter:
    """What to raise where a file given as `hint` cannot be read."""
    why = error.strerror if isinstance(error, OSError) else "it is no text"
    return typer.BadParameter(f"{path} cannot be read ({why}); check that it exists and that you may read it", param_hint=hint)


def tell(message: object) -> None:
    """A message to the person at the keyboard: never among the results."""
    from selon.show.terminal import one_line

    print(one_line(str(message)), file=sys.stderr)


def write_json(value: object) -> None:
    """One JSON document and a line break, to standard output."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()
