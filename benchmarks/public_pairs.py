"""Measure the comparison of two statements on public sets of French sentence pairs.

    python benchmarks/public_pairs.py FOLDER [--half dev] [--errors N]

FOLDER holds the sets `daccord`, `gqnli_fr` and `rte3_fr`, each with `<half>.jsonl`. A pair counts as found where `compare_statements` says
CONFLICT and the set says contradiction. Precision and recall are those of CONFLICT: over all pairs, and over those with numbers in both sentences
where the set says which they are.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.tables import table

from selon.compare.statements import Compared, compare_statements

SETS = ("daccord", "gqnli_fr", "rte3_fr")
CONTRADICTION = "contradiction"
Row = tuple[dict[str, Any], Compared]


def compared(path: Path) -> list[Row]:
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(item, compare_statements(item["premise"], item["hypothesis"])) for item in items]


def scored(name: str, rows: list[Row]) -> tuple[object, ...]:
    found = [row for row in rows if row[1].relation == "conflict"]
    true = sum(item["label"] == CONTRADICTION for item, _ in found)
    wanted = sum(item["label"] == CONTRADICTION for item, _ in rows)
    precision, recall = true / max(1, len(found)), true / max(1, wanted)
    return name, len(rows), wanted, f"{precision:.3f}", f"{recall:.3f}"


def rows_of(name: str, rows: list[Row]) -> Iterator[tuple[object, ...]]:
    yield scored(f"{name}, all", rows)
    if any("numbers" in item for item, _ in rows):
        yield scored(f"{name}, numbers in both", [row for row in rows if row[0].get("numbers")])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", default="dev")
    parser.add_argument("--errors", type=int, default=0, help="list so many pairs that were wrongly called a conflict, by id and rule")
    given = parser.parse_args()
    sets = {name: compared(given.folder / name / f"{given.half}.jsonl") for name in SETS}
    print(table(("set", "pairs", "contradictions", "precision", "recall"), [row for name, rows in sets.items() for row in rows_of(name, rows)]))
    for name, rows in sets.items() if given.errors else ():
        for label, relations in sorted(_by_label(rows).items()):
            print(f"{name}, {label}: {', '.join(f'{count} {relation}' for relation, count in sorted(relations.items()))}")
        wrong = [(item["id"], said.rule) for item, said in rows if said.relation == "conflict" and item["label"] != CONTRADICTION]
        for id, rule in wrong[: given.errors]:
            print(f"  wrong: {id} {rule}")


def _by_label(rows: list[Row]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for item, said in rows:
        found.setdefault(item["label"], Counter())[said.relation] += 1
    return found


if __name__ == "__main__":
    main()
