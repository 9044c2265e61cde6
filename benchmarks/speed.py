"""Words per second of reading, beside spaCy's own pipeline on the same texts in the same run.

    python benchmarks/speed.py [ARTICLES.jsonl …] [--rounds N]

Without a file the sample pages and the marked sentences of the project are read. Every figure is a ratio to spaCy's full pipeline of
this very run on this very machine, in one process; the best of N rounds counts, so that a busy machine does not decide. The parse cache is
emptied before each round.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from marked import read_cases  # noqa: E402
from selon.clean.article import clean_text  # noqa: E402
from selon.model import Article  # noqa: E402
from selon.pipeline import Reader  # noqa: E402
from selon.read.dates import read_dates  # noqa: E402
from selon.read.parse import Parser  # noqa: E402
from selon.read.places import read_places  # noqa: E402
from selon.read.quantities import read_quantities  # noqa: E402
from selon.read.sentences import split_sentences  # noqa: E402
from selon.read.statements import read_statements  # noqa: E402
from selon.resolve.days import resolve_days  # noqa: E402
from selon.resolve.places import resolve_places  # noqa: E402
from selon.resolve.speakers import resolve_speakers  # noqa: E402

MODEL = "fr_core_news_md"
PARSE_ONLY = ["ner", "lemmatizer", "attribute_ruler", "senter"]


def texts_of(paths: list[Path]) -> list[str]:
    """The texts to read: given articles, or the project's own pages and cases."""
    if paths:
        return [json.loads(line)["text"] for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    pages = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").rglob("*.txt"))]
    cases = ["\n\n".join(case.text for case in read_cases(path)) for path in sorted((ROOT / "tests" / "cases" / "fr").glob("*.txt"))]
    return pages + cases


def best_seconds(work: Callable[[], object], rounds: int) -> float:
    """The shortest of `rounds` runs."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = texts_of(options.articles)
    words = sum(len(text.split()) for text in texts)
    full, parse_only, reader = spacy.load(MODEL), spacy.load(MODEL, exclude=PARSE_ONLY), Reader("fr")
    pack = reader.pack
    articles = [clean_text(str(n), text, pack=pack) for n, text in enumerate(texts)]
    sentences = [split_sentences(article, pack) for article in articles]

    def read_all() -> None:
        reader.parser = Parser(pack)
        for article in articles:
            reader.read(article)

    def each(work: Callable[[Article, int], object]) -> Callable[[], object]:
        return lambda: [work(article, n) for n, article in enumerate(articles)]

    rows: dict[str, Callable[[], object]] = {
        "spaCy, full pipeline": lambda: list(full.pipe(texts)),
        "spaCy, tok2vec + morphologizer + parser": lambda: list(parse_only.pipe(texts)),
        "Selon, whole reading": read_all,
        "  statements and speakers, trees at hand": each(
            lambda a, n: resolve_speakers(read_statements(a, sentences[n], pack, reader.parser), a, sentences[n], pack)
        ),
        "  quantities": each(lambda a, n: read_quantities(a, sentences[n], pack)),
        "  dates": each(lambda a, n: resolve_days(read_dates(a, sentences[n], pack), a, pack)),
        "  places": each(lambda a, n: resolve_places(read_places(a, sentences[n], pack), a, pack)),
    }
    read_all()
    seconds = {name: best_seconds(work, options.rounds) for name, work in rows.items()}
    seconds["  quantities, dates and places together"] = sum(seconds[f"  {layer}"] for layer in ("quantities", "dates", "places"))
    base = seconds["spaCy, full pipeline"]
    parse = seconds["spaCy, tok2vec + morphologizer + parser"]
    print(f"{len(texts)} texts, {words:,} words, best of {options.rounds}")
    print(f"{'':42} {'words/s':>10} {'x spaCy full':>13} {'share of parse time':>20}")
    for name, spent in seconds.items():
        print(f"{name:42} {words / spent:10,.0f} {base / spent:13.2f} {spent / parse:20.1%}")


if __name__ == "__main__":
    main()
