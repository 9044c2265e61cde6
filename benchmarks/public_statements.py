"""Recall of statements on the public ASFALDA-Sequoia sentences: content and source, overlap of half of the longer span.

`source, shorter` counts a source that shares half of the shorter span: there the conventions about appositions don't matter.
Beside Selon's recall stands that of two annotators who marked the same sentences by hand, each alone and from the text, by the guidelines that Selon
is held to (`asfalda_by_guidelines.jsonl`: content and source as spans, what they were unsure of included): what perfect reading by them would find.

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

from selon.languages import Pack, load_pack
from selon.model import Article, Statement
from selon.read.parse import Parser
from selon.read.sentences import split_sentences
from selon.read.statements import read_statements

Row = dict[str, Any]

BY_HAND = Path(__file__).with_name("asfalda_by_guidelines.jsonl")


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


def selon(row: Row, pack: Pack, trees: Parser) -> list[Row]:
    """What Selon reads in one sentence, as the annotations have it, with the statement itself."""
    article = Article(id=row["id"], text=row["text"], language="fr")
    return [marked(one) for one in read_statements(article, split_sentences(article, pack), pack, trees)]


def marked(one: Statement) -> Row:
    source = [one.source.start, one.source.end] if one.source is not None else None
    return {"content": [[span.start, span.end] for span in one.content], "source": source, "statement": one}


def by_hand() -> dict[str, dict[str, list[Row]]]:
    """Reader, then sentence: what each of the two marked; sentences in which neither marked anything are missing."""
    rows = [json.loads(line) for line in BY_HAND.read_text(encoding="utf-8").splitlines()]
    return {reader: {row["id"]: row[reader] for row in rows} for reader in ("first", "second")}


def found_of(wanted: Row, found: list[Row]) -> dict[str, bool]:
    """What of a wanted statement stands among those found; `source` and `source, shorter` only where it has one."""
    sources = [wanted["source"], *wanted.get("source_other", [])] if wanted["source"] else []
    said_by = [one["source"] for one in found if one["source"] is not None]
    hits = {"content": any(overlaps_by_half(wanted["content"], one["content"]) for one in found)}
    if sources:
        hits["source"] = any(overlaps_by_half([source], [said]) for source in sources for said in said_by)
        hits["source, shorter"] = any(share_half_of_the_shorter(source, said) for source in sources for said in said_by)
    return hits


def recalls(rows: list[Row], found: dict[str, list[Row]]) -> dict[str, list[int]]:
    """Measure, then how many were found and of how many; `(reporting)` counts frames of saying alone."""
    counts = {name + suffix: [0, 0] for suffix in ("", " (reporting)") for name in ("content", "source", "source, shorter")}
    for row in rows:
        for wanted in row["statements"]:
            for name, hit in found_of(wanted, found.get(row["id"], [])).items():
                for suffix in ("", " (reporting)") if wanted["reporting"] else ("",):
                    counts[name + suffix][0] += hit
                    counts[name + suffix][1] += 1
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    lines = (options.folder / "asfalda_sequoia" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows: list[Row] = [json.loads(line) for line in lines]
    pack = load_pack("fr")
    trees = Parser(pack)
    read = {row["id"]: selon(row, pack, trees) for row in rows}
    readers = [recalls(rows, found) for found in by_hand().values()]
    lines_of_table = [
        (name, n, total, f"{n / total:.3f}", *(f"{counts[name][0] / total:.3f}" for counts in readers))
        for name, (n, total) in recalls(rows, read).items()
    ]
    print(table(("asfalda_sequoia", "found", "of", "recall", "by hand, first", "by hand, second"), lines_of_table))
    missed = [(row, wanted) for row in rows for wanted in row["statements"] if not all(found_of(wanted, read[row["id"]]).values())]
    for row, wanted in missed[: options.misses]:
        found = read[row["id"]]
        show(row["text"], wanted, [one["statement"] for one in found], found_of(wanted, found)["content"])


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
