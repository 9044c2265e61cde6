"""How well given figures are brought together into facts: pairs of figures of one fact, precision, recall, F1.

    python benchmarks/linking.py SHARED

SHARED is the folder that holds `eval/` (score.py, dev, dev_real). Each set's annotated statements, quantities, dates and places
are given, with figures whose fact is taken away; what `selon.compare.link` makes of them is scored by score.py. The last two rows are of the
project's own pages (tests/linking_fr.txt): with what is marked in them, and as Selon reads them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from benchmarks.tables import table

from linking_pages import score, told_pages
from selon.compare import given_reading, link
from selon.pipeline import Reader
from selon.wire import from_wire, to_wire

SETS = ("dev", "dev_real")
NEVER_GIVEN = ("event", "text_origin", "based_on")


def stripped(line: str) -> bytes:
    """A gold line without what linking has to find out: the event, and the fact of each figure."""
    gold = {key: value for key, value in json.loads(line).items() if key not in NEVER_GIVEN}
    gold["figures"] = [{**figure, "fact": None} for figure in gold["figures"]]
    return json.dumps(gold).encode()


def own_pages() -> Iterator[tuple[str, ...]]:
    """The rows of the project's own pages."""
    told, reader = told_pages(), Reader()
    ways = {"given": [one.given() for one in told], "as Selon reads them": [reader.read(one.article()) for one in told]}
    for way, readings in ways.items():
        pairs = score(told, link(readings))
        precision = len(pairs.true) / max(1, len(pairs.true) + len(pairs.false))
        recall = len(pairs.true) / max(1, len(pairs.true) + len(pairs.missed))
        name = f"{len(told)} pages of our own on {len({one.event for one in told})} events, {way}"
        yield name, *(f"{one:.3f}" for one in (precision, recall, pairs.f1))


def main(shared: Path) -> None:
    rows: list[tuple[str, ...]] = []
    for name in SETS:
        gold = shared / "eval" / name / "articles.jsonl"
        readings = link([given_reading(*from_wire(stripped(line))) for line in gold.read_text(encoding="utf-8").splitlines()])
        with tempfile.NamedTemporaryFile(suffix=".jsonl") as said:
            said.write(b"".join(msgspec.json.encode(to_wire(reading)) + b"\n" for reading in readings))
            said.flush()
            score = [sys.executable, str(shared / "eval" / "score.py"), str(gold), said.name, "--layer", "facts", "--json"]
            scores = json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout)
            rows.append((name, *(f"{scores['facts'][part]:.3f}" for part in ("P", "R", "F1"))))
    print(table(("pairs of figures of one fact", "precision", "recall", "F1"), [*rows, *own_pages()]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
