"""How well given figures are brought together into facts: pairs of figures of one fact, precision, recall, F1.

    python benchmarks/linking.py SHARED

SHARED is the folder that holds `eval/` (score.py, dev, dev_real). Each set's annotated statements, quantities, dates and places
are given, with figures whose fact is taken away; what `selon.compare.link` makes of them is scored by score.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.tables import table

from selon.compare import given_reading, link
from selon.wire import from_wire, to_wire

SETS = ("dev", "dev_real")
NEVER_GIVEN = ("event", "text_origin", "based_on")


def stripped(line: str) -> bytes:
    """A gold line without what linking has to find out: the event, and the fact of each figure."""
    gold = {key: value for key, value in json.loads(line).items() if key not in NEVER_GIVEN}
    gold["figures"] = [{**figure, "fact": None} for figure in gold["figures"]]
    return json.dumps(gold).encode()


def main(shared: Path) -> None:
    rows = []
    for name in SETS:
        gold = shared / "eval" / name / "articles.jsonl"
        readings = link([given_reading(*from_wire(stripped(line))) for line in gold.read_text(encoding="utf-8").splitlines()])
        with tempfile.NamedTemporaryFile(suffix=".jsonl") as said:
            said.write(b"".join(msgspec.json.encode(to_wire(reading)) + b"\n" for reading in readings))
            said.flush()
            score = [sys.executable, str(shared / "eval" / "score.py"), str(gold), said.name, "--layer", "facts", "--json"]
            scores = json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout)
            rows.append((name, *(f"{scores['facts'][part]:.3f}" for part in ("P", "R", "F1"))))
    print(table(("pairs of figures of one fact", "precision", "recall", "F1"), rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
