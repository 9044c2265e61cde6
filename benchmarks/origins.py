"""How well copies of one dispatch are told from other texts on the same event: precision and recall of "same origin" over pairs.

    python benchmarks/origins.py [--seed N …]

The texts are those of `tests/made_dispatches.py`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from benchmarks.tables import table

from made_dispatches import made_set, scored


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    rows = []
    for seed in parser.parse_args().seed:
        texts = made_set(seed)
        precision, recall, copies = scored(texts)
        rows.append((f"seed {seed}", len(texts), copies, f"{precision:.3f}", f"{recall:.3f}"))
    print(table(("", "texts", "of them copies", "precision", "recall"), rows))


if __name__ == "__main__":
    main()
