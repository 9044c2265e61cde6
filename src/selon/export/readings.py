"""JSON Lines: each page's reading in the format of `selon read`, its figures with the facts that they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from selon.export.holdings import Holdings
from selon.export.writing import write_json_lines
from selon.wire import to_wire


def write_jsonl(holdings: Holdings, path: Path) -> None:
    """Write the file `path`; `selon link --from-jsonl` takes it back."""
    write_json_lines(path, _lines(holdings))


def _lines(holdings: Holdings) -> Iterator[dict[str, Any]]:
    of_page = holdings.figures_by_page()
    for page in holdings.each_page():
        reading = page.reading
        facts = {figure.id: fact.id for fact, figure in of_page.get(reading.article.id, ())}
        figures = tuple(
            msgspec.structs.replace(figure, fact=facts.get(f"{reading.article.id}:{figure.quantity}", figure.fact)) for figure in reading.figures
        )
        yield to_wire(msgspec.structs.replace(reading, figures=figures))
