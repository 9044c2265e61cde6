"""Words per second of reading, beside spaCy's own pipeline on the same texts in the same run.

    python benchmarks/speed.py [ARTICLES.jsonl …] [--rounds N]

Without a file the sample pages and the marked sentences of the project are read; those are all statements, so that real pages cost less.
Every round measures every row once, one after the other in one process; the median of the rounds in processor seconds counts, so that a
busy machine does not decide. The words per second are those of the whole text, whatever part of it a row looks at. `statements and
speakers` are the rules alone, with the trees at hand; what the trees cost is the row below, with nothing kept from before. What several
layers cost together is measured page by page, as the reading does it: they share the page's folded text and its words. No reader keeps
anything of a page for the next round but what it found of single words and names; the last row measures quantities, dates and
places together once more with all of that forgotten before each round, as if no page had ever been read.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable
from functools import _lru_cache_wrapper
from pathlib import Path
from statistics import median

import spacy

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks.tables import table  # noqa: E402

from marked import read_cases  # noqa: E402
from selon.clean.article import clean_text  # noqa: E402
from selon.garbage import look_rarely  # noqa: E402
from selon.model import Article  # noqa: E402
from selon.pipeline import Reader  # noqa: E402
from selon.read.dates import read_dates  # noqa: E402
from selon.read.parse import Parser  # noqa: E402
from selon.read.places import read_places  # noqa: E402
from selon.read.quantities import read_quantities  # noqa: E402
from selon.read.sentences import split_sentences  # noqa: E402
from selon.read.statements import read_statements  # noqa: E402
from selon.resolve.cast import Cast  # noqa: E402
from selon.resolve.days import resolve_days  # noqa: E402
from selon.resolve.places import resolve_places  # noqa: E402
from selon.resolve.speakers import resolve_speakers  # noqa: E402

MODEL = "fr_core_news_md"
FULL, PARSE = "spaCy, full pipeline", "spaCy, tok2vec + morphologizer + parser"
STATEMENTS, SPEAKERS = "statements, trees at hand", "speakers"
TOGETHER = "quantities, dates and places together"
FORGOTTEN = "quantities, dates and places, all words and names forgotten"
TARGET_OF_VALUES = 0.12
TARGET = 0.15
PARSE_ONLY = ["ner", "lemmatizer", "attribute_ruler", "senter"]


def texts_of(paths: list[Path]) -> list[str]:
    """The texts to read: given articles, or the project's own pages and cases."""
    if paths:
        return [json.loads(line)["text"] for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    pages = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").rglob("*.txt"))]
    cases = ["\n\n".join(case.text for case in read_cases(path)) for path in sorted((ROOT / "tests" / "cases" / "fr").glob("*.txt"))]
    return pages + cases


def forget() -> None:
    """Empty every cache of bounded size: what was found of words and names. Packs and the gazetteer stay loaded."""
    for found in gc.get_objects():
        if isinstance(found, _lru_cache_wrapper) and found.cache_parameters()["maxsize"] is not None:
            found.cache_clear()


def median_seconds(rows: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median processor time of each row over `rounds` interleaved rounds; what a row leaves behind is collected before the next one starts."""
    times: dict[str, list[float]] = {name: [] for name in rows}
    for _ in range(rounds):
        for name, work in rows.items():
            if name == FORGOTTEN:
                forget()
            gc.collect()
            start = time.process_time()
            work()
            times[name].append(time.process_time() - start)
    return {name: median(spent) for name, spent in times.items()}


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    texts = texts_of(options.articles)
    words = sum(len(text.split()) for text in texts)
    full, parse_only, reader = spacy.load(MODEL), spacy.load(MODEL, exclude=PARSE_ONLY), Reader("fr")
    pack = reader.pack
    articles = [clean_text(str(n), text, pack=pack) for n, text in enumerate(texts)]
    sentences = [split_sentences(article, pack) for article in articles]
    statements = [read_statements(article, sentences[n], pack, reader.parser) for n, article in enumerate(articles)]
    parsed = list(reader.parser.texts())

    def read_all() -> None:
        reader.forget()
        for article in articles:
            reader.read(article)

    def each(work: Callable[[Article, int], object]) -> Callable[[], object]:
        return lambda: [work(article, n) for n, article in enumerate(articles)]

    def read_values(article: Article, n: int) -> None:
        read_quantities(article, sentences[n], pack)
        resolve_days(read_dates(article, sentences[n], pack), article, pack)
        resolve_places(read_places(article, sentences[n], pack), article, pack)

    rows: dict[str, Callable[[], object]] = {
        FULL: lambda: list(full.pipe(texts)),
        PARSE: lambda: list(parse_only.pipe(texts)),
        "Selon, whole reading": read_all,
        STATEMENTS: each(lambda a, n: read_statements(a, sentences[n], pack, reader.parser)),
        SPEAKERS: each(lambda a, n: resolve_speakers(statements[n], Cast(a, sentences[n], pack))),
        "trees of the sentences that may tell": lambda: Parser(pack).prepare(parsed),
        "quantities": each(lambda a, n: read_quantities(a, sentences[n], pack)),
        "dates": each(lambda a, n: resolve_days(read_dates(a, sentences[n], pack), a, pack)),
        "places": each(lambda a, n: resolve_places(read_places(a, sentences[n], pack), a, pack)),
        TOGETHER: each(read_values),
        "clean text and sentences": lambda: [split_sentences(clean_text(str(n), text, pack=pack), pack) for n, text in enumerate(texts)],
        FORGOTTEN: each(read_values),
    }
    read_all()
    look_rarely()  # as the commands do
    seconds = median_seconds(rows, options.rounds)
    print(f"{len(texts)} texts, {words:,} words, median of {options.rounds} rounds:\n")
    head = ("", "words/s", "times spaCy, full", "share of the parse time")
    rows_of_table = (
        (name, f"{words / spent:,.0f}", f"{seconds[FULL] / spent:.2f}", f"{spent / seconds[PARSE]:.1%}") for name, spent in seconds.items()
    )
    print(table(head, rows_of_table))
    values, said = (sum(seconds[row] for row in some) / seconds[PARSE] for some in ([TOGETHER], [STATEMENTS, SPEAKERS]))
    print(f"\nOf the parse time, quantities, dates and places together: {values:.1%} (target: at most {TARGET_OF_VALUES:.0%});")
    print(f"statements and speakers together: {said:.1%} (target: at most {TARGET:.0%}).")


if __name__ == "__main__":
    main()
