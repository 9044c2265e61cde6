"""Recall of statements on the public ASFALDA-Sequoia sentences: content and source, overlap of half of the longer span.

`source, shorter` counts a source that shares half of the shorter span: there the conventions about appositions don't matter.

    python benchmarks/public_statements.py FOLDER [--misses N]

FOLDER holds `asfalda_sequoia/dev.jsonl`. Statements found elsewhere are no errors there, so only recall is counted; see that
folder's README.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.tables import table

from selon.languages import load_pack
from selon.model import Article, Statement
from selon.read.parse import Parser
from selon.read.sentences import split_sentences
from selon.read.statements import read_statements

Row = dict[str, Any]


def points(spans: list[list[int]]) -> set[int]:
    """The code points that the spans hold."""
    return {at for start, end in spans for at in range(start, end)}


def overlaps_by_half(left: list[list[int]], right: list[list[int]]) -> bool:
    """The shared code points are at least half of the longer of the two."""
    a, b = points(left), points(right)
    return 2 * len(a & b) >= max(len(a), len(b)) > 0


def share_half_of_the_shorter(left: list[int], right: list[int]) -> bool:
    """Selon's source is the noun phrase with its name, theirs has its appositions and relative clauses too: half of the shorter one."""
    shared = min(left[1], right[1]) - max(left[0], right[0])
    return 2 * shared >= min(left[1] - left[0], right[1] - right[0])


def spans_of(statement: Statement) -> list[list[int]]:
    return [[span.start, span.end] for span in statement.content]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    pack = load_pack("fr")
    trees = Parser(pack)
    counts = {name + suffix: [0, 0] for suffix in ("", " (reporting)") for name in ("content", "source", "source, shorter")}
    misses = []
    for line in (options.folder / "asfalda_sequoia" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row: Row = json.loads(line)
        article = Article(id=row["id"], text=row["text"], language="fr")
        found = read_statements(article, split_sentences(article, pack), pack, trees)
        for wanted in row["statements"]:
            fits = [one for one in found if overlaps_by_half(wanted["content"], spans_of(one))]
            sources = [wanted["source"], *wanted.get("source_other", [])] if wanted["source"] else []
            said_by = [[one.source.start, one.source.end] for one in found if one.source is not None]
            touched = any(share_half_of_the_shorter(source, said) for source in sources for said in said_by)
            named = any(overlaps_by_half([source], [said]) for source in sources for said in said_by)
            for suffix in ("", " (reporting)") if wanted["reporting"] else ("",):
                counts["content" + suffix][0] += bool(fits)
                counts["content" + suffix][1] += 1
                if sources:
                    counts["source" + suffix][0] += bool(named)
                    counts["source" + suffix][1] += 1
                    counts["source, shorter" + suffix][0] += touched
                    counts["source, shorter" + suffix][1] += 1
            if not fits or (sources and not named):
                misses.append((row, wanted, found, bool(fits)))
    print(table(("asfalda_sequoia", "found", "of", "recall"), [(name, n, total, f"{n / total:.3f}") for name, (n, total) in counts.items()]))
    for row, wanted, found, hit in misses[: options.misses]:
        show(row["text"], wanted, found, hit)


def show(text: str, wanted: Row, found: list[Statement], fits: bool) -> None:
    """One miss: what is wanted, what was found."""
    cue = text[slice(*wanted["cue"])]
    source = text[slice(*wanted["source"])] if wanted["source"] else None
    content = " … ".join(text[slice(*span)] for span in wanted["content"])
    print(f"\n{'source' if fits else 'content'} {wanted['frame']} [{source} | {cue}] {content}")
    for one in found:
        words = [span.of(text) if span else None for span in (one.source, one.cue)]
        print(f"    got [{words[0]} | {words[1]}] {' … '.join(span.of(text) for span in one.content)}")


if __name__ == "__main__":
    main()
