"""F1 of every layer on the annotated pages that lie outside the project, each set apart.

    python benchmarks/quality.py SHARED [--articles FILE]        SHARED is the folder that holds eval/

Pages of `eval/dev` are told apart by where their text comes from: collected pages, and pages that the annotator wrote anew.
The scorer is the one that lies beside the pages; nothing is pinned here: floors stand on the project's own cases (`tests/quality/gate.py`).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.tables import table

SETS: dict[str, tuple[str, str | None]] = {
    "dev": ("dev", None),
    "dev, collected": ("dev", "page"),
    "dev, rewritten": ("dev", "rewritten"),
    "dev_real": ("dev_real", None),
}


def lines_of(path: Path, origin: str | None = None) -> list[str]:
    """The annotated articles of a set, or only those whose text is of one origin."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if origin is None or json.loads(line).get("text_origin") == origin]


def score(lines: list[str], scorer: Path) -> dict[str, dict[str, float]]:
    """Read the pages as a user would and score what came out: layer -> P, R, F1, gold, said."""
    with tempfile.TemporaryDirectory() as made:
        gold, said = Path(made) / "gold.jsonl", Path(made) / "said.jsonl"
        gold.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with said.open("wb") as out:
            subprocess.run([sys.executable, "-m", "selon", "read", "--from-jsonl", str(gold)], stdout=out, check=True)
        command = [sys.executable, str(scorer), str(gold), str(said), "--json"]
        rows: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return rows


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--articles", type=Path, help="annotated articles of your own (JSON Lines), measured in place of these sets")
    options = parser.parse_args()
    folder = options.shared / "eval"
    sets = {name: lines_of(folder / part / "articles.jsonl", origin) for name, (part, origin) in SETS.items()}
    if options.articles:
        sets = {"F1": lines_of(options.articles)}
    scores = {name: score(lines, folder / "score.py") for name, lines in sets.items()}
    cells = {
        layer: [f"{rows[layer]['F1']:.3f} ({rows[layer]['gold']:.0f})" if rows[layer]["gold"] else "–" for rows in scores.values()]
        for layer in next(iter(scores.values()))
    }
    print(table(("layer", *scores), [(layer, *row) for layer, row in cells.items()]))


if __name__ == "__main__":
    main()
