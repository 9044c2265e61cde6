"""Recall and precision of place names on two public sets: `python benchmarks/public_places.py SHARED [--errors N]`.

SHARED is the folder with `quaero_fr_small/dev.jsonl` and `europeana_fr/dev.jsonl`: one JSON object a line with `text` and `entities`
(`span`, `type`). Their guides mark more than ours (streets, planets, buildings), and europeana's text has the scanning errors of old
newspapers: recall is
the measure. A place counts as found where half of the shorter span is covered; one that touches no marked place counts against precision.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.expected_failures import ExpectedFailures
from benchmarks.tables import table

from selon.languages import load_pack
from selon.model import Article, Span
from selon.read.places import read_places
from selon.read.sentences import split_sentences
from selon.resolve.places import resolve_places

SETS = ("quaero_fr_small", "europeana_fr")


def touches(left: Span, right: Span) -> bool:
    """The overlap is at least half of the shorter span."""
    overlap = min(left.end, right.end) - max(left.start, right.start)
    return 2 * overlap >= min(left.end - left.start, right.end - right.start)


def measure(path: Path) -> tuple[int, int, int, int, list[str]]:
    """Marked places, those found, places said, those inside a marked place, and what went wrong in words."""
    pack = load_pack("fr")
    marked = found = said = right = 0
    errors: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = Article(id=row["id"], text=row["text"], language="fr")
        places = [place.span for place in resolve_places(read_places(article, split_sentences(article, pack), pack), article, pack)]
        wanted = [Span(*entity["span"]) for entity in row["entities"] if entity["type"] == "LOC"]
        hits = [any(touches(span, place) for place in places) for span in wanted]
        inside = [any(touches(place, span) for span in wanted) for place in places]
        marked, found, said, right = marked + len(wanted), found + sum(hits), said + len(places), right + sum(inside)
        errors += [f"missed\t{span.of(row['text'])}\t{row['id']}" for span, hit in zip(wanted, hits, strict=True) if not hit]
        errors += [f"invented\t{place.of(row['text'])}\t{row['id']}" for place, hit in zip(places, inside, strict=True) if not hit]
    return marked, found, said, right, errors


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N errors of each set")
    chosen = parser.parse_args()
    failures = ExpectedFailures()
    scores: list[tuple[object, ...]] = []
    shown: list[str] = []
    for name in SETS:
        marked, found, said, right, errors = measure(chosen.shared / name / "dev.jsonl")
        recall, precision = f"{found / marked:.3f} ({found} of {marked})", f"{right / said:.3f} ({right} of {said})"
        scores.append((name, recall, precision, failures.line(name, marked - found)))
        shown += errors[: chosen.errors]
    print(table(("set", "recall", "precision", "beside the pin"), scores))
    print("\n".join(shown), end="\n" if shown else "")
    return failures.status()


if __name__ == "__main__":
    sys.exit(main())
