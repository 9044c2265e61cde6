"""How well copies of one dispatch are told from other texts on the same event: precision and recall of "same origin" over pairs.

    python benchmarks/origins.py [--seed N]

The texts are those of `tests/made_dispatches.py`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from made_dispatches import made_set, scored


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    texts = made_set(parser.parse_args().seed)
    precision, recall, copies = scored(texts)
    print(f"{len(texts)} texts, {copies} of them copies: precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    main()
