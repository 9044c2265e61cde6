"""How fast search is: 200 queries, the first 20 hits of each, as `selon search` asks for them.

python benchmarks/made_ledger.py LEDGER          (once: 1,000,000 statements on 100,000 pages)
python benchmarks/searching.py LEDGER [--queries]

Times are on the clock, and those of this process's processor: all there is for a file, while a server has its own.

The mix: 20 of the commonest words, 40 words of middle frequency, 40 rare ones, 40 pairs and 40 phrases out of one statement, 20 beginnings.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from itertools import islice
from random import Random
from statistics import median, quantiles

from benchmarks.made_ledger import SEED, Words
from benchmarks.tables import table

from selon.ledger import Ledger

HITS = 20


def queries(seed: int = SEED) -> list[tuple[str, str]]:
    """The kind and the words of each."""
    words, chance = Words(seed), Random(seed)
    ranks = words.by_rank
    sentences = [words.some(12, chance) for _ in range(40)]
    return [
        *(("common", word) for word in chance.sample(ranks[:40], 20)),
        *(("middle", word) for word in chance.sample(ranks[100:2_000], 40)),
        *(("rare", word) for word in chance.sample(ranks[2_000:], 40)),
        *(("pair", " ".join(chance.sample(sentence, 2))) for sentence in sentences),
        *(("phrase", f'"{" ".join(sentence[:2])}"') for sentence in sentences),
        *(("beginning", word[:4] + "*") for word in chance.sample(ranks[100:5_000], 20)),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--queries", action="store_true", help="print them with the time and hits of each")
    given = parser.parse_args()
    times: dict[str, list[tuple[float, float]]] = {}
    with Ledger.open(given.ledger) as ledger:
        for kind, words in queries():
            begun, begun_processor = time.perf_counter(), time.process_time()
            hits = len(list(islice(ledger.search(words), HITS)))
            took = 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - begun_processor)
            times.setdefault(kind, []).append(took)
            if given.queries:
                print(f"{took[0]:8.1f} ms {hits:3} hits  {kind:10} {words}")
    everything = [one for some in times.values() for one in some]
    rows = (
        (kind, len(some), *(f"{at(of):.1f} ms" for of in zip(*some, strict=True) for at in (median, _95th)))
        for kind, some in {**times, "all": everything}.items()
    )
    print(table(("words", "queries", "median", "95th percentile", "of processor: median", "95th percentile"), rows))


def _95th(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
