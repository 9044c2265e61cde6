"""Reads the sample pages into a ledger and writes one row for each figure of a disputed fact.

python examples/ledger_to_table.py examples/olenivka disputed.csv
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import selon


def disputed_figures(pages: Path, table: Path) -> int:
    """Write the table; gives the number of its rows."""
    with TemporaryDirectory() as folder, selon.Ledger(Path(folder) / "selon.db") as ledger:
        for error in ledger.add(pages).failed:
            print(error, file=sys.stderr)
        disputed = {fact.id for fact in ledger.facts() if fact.verdict == "disputed"}
        frame = ledger.figures().to_pandas()
        chosen = frame[frame["fact"].isin(disputed)]
        chosen.to_csv(table, index=False)
        return len(chosen)


if __name__ == "__main__":
    print(disputed_figures(Path(sys.argv[1]), Path(sys.argv[2])), "figures")
