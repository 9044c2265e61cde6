"""The verdicts of all pairs of the annotated facts, as a table: what each rule says, and which are wrong.

    python benchmarks/verdicts_on_gold.py SHARED [--list]

SHARED is the folder that holds `eval/`. The annotated layers are given, figures and facts included, so that only the verdicts are measured. What a
pair should be is worked out from the annotation alone, by the order of tests of the guidelines: unit or day missing, the same speaker later, overlap,
an open end, two speakers on one day. Two sides are two speakers there: the annotation names no sides. Only numbers and ids are printed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.tables import table

from selon.compare.facts import compare
from selon.compare.given import given_reading
from selon.languages.fold import fold
from selon.model import Figure, Reading, Relation
from selon.resolve.periods import days_of
from selon.wire import from_wire

SETS = ("dev", "dev_real")


class Told(NamedTuple):
    """One annotated figure."""

    low: float | None
    high: float | None
    unit: str
    day: str | None
    speaker: str | None


class Judged(NamedTuple):
    """One pair: its fact, its figures, what Selon says by which rule, and what the annotation makes it."""

    fact: str
    left: str
    right: str
    said: Relation
    rule: str
    wanted: Relation


def gold_reading(line: str) -> Reading:
    """An annotated page with its facts."""
    gold = json.loads(line)
    reading = given_reading(*from_wire(line))
    figures = tuple(Figure(statement=f["statement"], quantity=f["quantity"], fact=f["fact"], as_of=f["as_of"]) for f in gold["figures"])
    return msgspec.structs.replace(reading, figures=figures)


def wanted(left: Told, right: Told) -> Relation:
    """What the guidelines’ order of tests makes of two figures."""
    first, second = days_of(left.day), days_of(right.day)
    if left.unit != right.unit or first is None or second is None:
        return "undecided"
    same = left.speaker == right.speaker
    bounds = (left.low, left.high) == (right.low, right.high)
    if same and not bounds and (first.after(second) or second.after(first)):
        return "update"
    low = max(x if x is not None else float("-inf") for x in (left.low, right.low))
    high = min(x if x is not None else float("inf") for x in (left.high, right.high))
    if bounds or (low <= high and None not in (left.low, left.high, right.low, right.high)):
        return "agree"
    if low <= high:
        return "compatible"
    return "conflict" if first == second and first.one_day and not same and left.speaker and right.speaker else "undecided"


def judged(path: Path) -> list[Judged]:
    """Every pair of a set that Selon compares."""
    lines = path.read_text(encoding="utf-8").splitlines()
    told = {key: figure for line in lines for key, figure in _told(json.loads(line)).items()}
    found = []
    for fact in compare([gold_reading(line) for line in lines]):
        said = {frozenset((pair.left, pair.right)): pair for pair in fact.pairs}
        for left, right in combinations([figure.id for figure in fact.figures], 2):
            pair = said.get(frozenset((left, right)))
            if pair is not None:
                found.append(Judged(fact.id, left, right, pair.relation, pair.rule, wanted(told[left], told[right])))
    return found


def _told(gold: dict[str, Any]) -> dict[str, Told]:
    quantities = {quantity["id"]: quantity for quantity in gold["quantities"]}
    statements = {statement["id"]: statement for statement in gold["statements"]}
    found = {}
    for figure in gold["figures"]:
        quantity, statement = quantities[figure["quantity"]], statements.get(figure["statement"], {})
        speaker = statement.get("actor") or statement.get("speaker")
        key = f"{gold['id']}:{quantity['id']}"
        found[key] = Told(quantity["low"], quantity["high"], quantity["unit"], figure["as_of"], fold(speaker) if speaker else None)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--list", action="store_true", help="every pair where the two differ, by id")
    given = parser.parse_args()
    for name in SETS:
        pairs = judged(given.shared / "eval" / name / "articles.jsonl")
        print(f"{name}: {sum(p.said == p.wanted for p in pairs)} of {len(pairs)} pairs as the annotation has them.\n")
        counts = Counter((p.rule, p.said, p.wanted) for p in pairs)
        rows = [(f"`{rule}`", *rest, count) for (rule, *rest), count in sorted(counts.items())]
        print(table(("rule", "says", "the annotation", "pairs"), rows, names=3), end="\n\n")
        for p in pairs if given.list else ():
            if p.said != p.wanted:
                print(f"  {p.fact}: {p.left} {p.right}: {p.said} ({p.rule}), annotation: {p.wanted}")


if __name__ == "__main__":
    main()
