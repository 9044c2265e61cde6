"""The quality floor: F1 of every layer over the marked cases, pinned with a digest of the cases.

    python tests/quality/gate.py            print the table beside the floors
    python tests/quality/gate.py --pin      pin what is measured now; refuses a lower F1
    python tests/quality/gate.py --pin --lower "why"   pins it all the same, with the reason

An item is a hit where its spans are those marked and everything that the mark says of it is right. Known failures count as misses.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from marked import Case, found, layer_of, read_cases, reading_of, wanted  # noqa: E402
from selon.pipeline import Reader  # noqa: E402

CASES = HERE.parent / "cases"
FLOORS = HERE / "floors.json"


class Score(msgspec.Struct, frozen=True, omit_defaults=True):
    """One layer of one language. `f1` is rounded to three places; `digest` changes with any text or mark."""

    f1: float
    cases: int
    known_failures: int
    digest: str
    why_lower: str = ""


def measure(path: Path, reader: Reader) -> Score:
    """The score of one case file."""
    cases = read_cases(path)
    hits = gold = said = 0
    for case in cases:
        right, wanted_count, found_count = count(case, reader, layer_of(path))
        hits, gold, said = hits + right, gold + wanted_count, said + found_count
    f1 = 2 * hits / (gold + said) if gold + said else 1.0
    failures = sum("known-failure" in case.headers for case in cases)
    return Score(round(f1, 3), len(cases), failures, hashlib.sha256(path.read_bytes()).hexdigest()[:16])


def count(case: Case, reader: Reader, layer: str) -> tuple[int, int, int]:
    """Hits, marked items and found items of one case."""
    want, got = wanted(case, layer), found(reading_of(case, layer, reader), layer, case)
    right = sum(all(got[key].get(name) == value for name, value in said.items()) for key, said in want.items() if key in got)
    return right, len(want), len(got)


def measure_all() -> dict[str, Score]:
    """Every case file as `<language>/<layer>`."""
    readers: dict[str, Reader] = {}
    scores = {}
    for path in sorted(CASES.glob("*/*.txt")):
        language = path.parent.name
        scores[f"{language}/{path.stem}"] = measure(path, readers.setdefault(language, Reader(language)))
    return scores


def load_floors() -> dict[str, Score]:
    """What was pinned."""
    return msgspec.json.decode(FLOORS.read_bytes(), type=dict[str, Score]) if FLOORS.exists() else {}


def faults(scores: dict[str, Score], floors: dict[str, Score]) -> list[str]:
    """Why the gate is shut, in words; empty where it is open."""
    said = [f"{name}: has no floor; run `make pin`" for name in scores if name not in floors]
    said += [f"{name}: the cases are gone" for name in floors if name not in scores]
    for name in scores.keys() & floors.keys():
        if scores[name].digest != floors[name].digest:
            said.append(f"{name}: the cases have changed; run `make pin`")
        elif scores[name].f1 < floors[name].f1:
            said.append(f"{name}: F1 {scores[name].f1} is below the floor {floors[name].f1}")
    return said


def lowered(scores: dict[str, Score], floors: dict[str, Score]) -> list[str]:
    """The layers that would be pinned lower than they are, or with more known failures."""
    return [n for n in scores.keys() & floors.keys() if scores[n].f1 < floors[n].f1 or scores[n].known_failures > floors[n].known_failures]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print or pin; 1 where the gate is shut."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pin", action="store_true", help="write floors.json")
    parser.add_argument("--lower", metavar="WHY", default="", help="pin a lower F1, with the reason")
    options = parser.parse_args(arguments)
    scores, floors = measure_all(), load_floors()
    print(f"{'layer':18} {'F1':>6} {'floor':>6} {'cases':>6} {'expected to fail':>17}")
    for name, score in scores.items():
        print(f"{name:18} {score.f1:6.3f} {floors[name].f1 if name in floors else float('nan'):6.3f} {score.cases:6} {score.known_failures:17}")
    if not options.pin:
        problems = faults(scores, floors)
        print(*problems, sep="\n", file=sys.stderr)
        return int(bool(problems))
    worse = lowered(scores, floors)
    if worse and not options.lower:
        print(f"not pinned, worse than before: {', '.join(sorted(worse))}; give --lower WHY", file=sys.stderr)
        return 1
    pinned = {n: msgspec.structs.replace(s, why_lower=options.lower if n in worse else "") for n, s in scores.items()}
    FLOORS.write_text(json.dumps(msgspec.to_builtins(pinned), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
