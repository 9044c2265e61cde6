"""Direct quotations on the 30 real pages: Selon beside textacy, with one scorer.

    python benchmarks/direct_quotations.py SHARED        the folder that holds eval/

Both get the same texts; what counts is the same for both. A quotation is one piece of quoted words (its span without the marks). It is found
where its code points make up at least 0.7 of the union with an annotated piece, one to one; it is attributed where, besides, the two
sources share half of the shorter one (textacy gives
the noun alone, Selon the whole phrase). textacy bails out of a text with an odd number of marks, so it reads paragraph by paragraph.

textacy is no requirement of Selon: `benchmarks/requirements-peers.txt` says how to install it. Where it is missing, this says so and measures
Selon alone. textacy needs lemmas, so it gets spaCy's full French pipeline.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.tables import table

from selon.model import Article, Span
from selon.pipeline import Reader

MODEL = "fr_core_news_md"
LEAST_SHARED = 0.7
MARKS = ' \t\u00a0\u202f«»“”"„‹›,.'


class Quoted(NamedTuple):
    """One piece of quoted words, and who said them."""

    words: Span
    source: Span | None


def bare(text: str, span: Span) -> Span:
    """The span without quotation marks, full stops and white space at its ends, so that no tool gains by where it cuts."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(MARKS))
    return Span(start, max(start, span.start + len(words.rstrip(MARKS))))


def annotated(row: dict[str, Any]) -> Iterator[Quoted]:
    for said in row["statements"]:
        if said["kind"] == "direct":
            source = Span(*said["source"]) if said["source"] else None
            yield from (Quoted(bare(row["text"], Span(*piece)), source) for piece in said["content"])


def by_selon(row: dict[str, Any], reader: Reader) -> Iterator[Quoted]:
    article = Article(id=row["id"], text=row["text"], language="fr", published=row.get("published"))
    for said in reader.read(article).statements:
        if said.kind == "direct":
            yield from (Quoted(bare(row["text"], piece), said.source) for piece in said.content)


def by_textacy(row: dict[str, Any], pipeline: Any) -> Iterator[Quoted]:
    from textacy.extract.triples import direct_quotations  # type: ignore[import-not-found, unused-ignore]

    start = 0
    for paragraph in row["text"].splitlines(keepends=True):
        try:
            triples = list(direct_quotations(pipeline(paragraph))) if paragraph.strip() else []
        except ValueError:  # an odd number of quotation marks
            triples = []
        for speaker, _, content in triples:
            source = Span(start + speaker[0].idx, start + speaker[-1].idx + len(speaker[-1].text))
            yield Quoted(bare(row["text"], Span(start + content.start_char, start + content.end_char)), source)
        start += len(paragraph)


def shared_part(left: Span, right: Span) -> float:
    """The shared code points as a part of the union."""
    shared = max(0, min(left.end, right.end) - max(left.start, right.start))
    return shared / max(1, max(left.end, right.end) - min(left.start, right.start)) if shared else 0.0


def same_source(wanted: Span | None, said: Span | None) -> bool:
    """The two sources share at least half of the shorter one, or both are missing."""
    if wanted is None or said is None:
        return wanted is said
    shared = min(wanted.end, said.end) - max(wanted.start, said.start)
    return 2 * shared >= min(wanted.end - wanted.start, said.end - said.start)


class Tally(msgspec.Struct):
    """Counts over all pages."""

    wanted: int = 0
    said: int = 0
    found: int = 0
    attributed: int = 0

    def add(self, wanted: Iterable[Quoted], said: Iterable[Quoted]) -> None:
        left, rest = list(wanted), list(said)
        self.wanted, self.said = self.wanted + len(left), self.said + len(rest)
        pairs = sorted(((shared_part(a.words, b.words), i, k) for i, a in enumerate(left) for k, b in enumerate(rest)), reverse=True)
        used: set[tuple[str, int]] = set()
        for shared, i, k in pairs:
            if shared >= LEAST_SHARED and ("left", i) not in used and ("rest", k) not in used:
                used |= {("left", i), ("rest", k)}
                self.found += 1
                self.attributed += same_source(left[i].source, rest[k].source)

    def rows(self, name: str) -> Iterator[tuple[object, ...]]:
        """What was found, and what besides was put to its source."""
        for what, hits in (("found", self.found), ("attributed", self.attributed)):
            precision, recall, f1 = hits / max(1, self.said), hits / max(1, self.wanted), 2 * hits / max(1, self.said + self.wanted)
            yield name, what, *(f"{score:.3f}" for score in (precision, recall, f1)), self.wanted, self.said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    options = parser.parse_args()
    rows = [json.loads(line) for line in (options.shared / "eval" / "dev_real" / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    reader, own = Reader("fr"), Tally()
    for row in rows:
        own.add(annotated(row), by_selon(row, reader))
    tallies = {"Selon": own}
    if importlib.util.find_spec("textacy"):
        import spacy

        pipeline, peer = spacy.load(MODEL), Tally()
        for row in rows:
            peer.add(annotated(row), by_textacy(row, pipeline))
        tallies[f"textacy {version('textacy')}"] = peer
    head = ("direct quotations", "", "precision", "recall", "F1", "annotated", "said")
    print(table(head, [row for name, tally in tallies.items() for row in tally.rows(name)], names=2))
    if len(tallies) == 1:
        print("\ntextacy was not measured: it is not installed; see benchmarks/requirements-peers.txt.")


if __name__ == "__main__":
    main()
