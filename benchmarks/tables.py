"""What benchmarks print: tables in Markdown, so that the documentation shows what the command shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, names: int = 1) -> str:
    """A table whose first columns are names, and whose others are numbers."""
    lines = [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", f"|{' --- |' * names}{' ---: |' * (len(head) - names)}", *lines])
