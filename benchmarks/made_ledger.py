"""A big ledger of made pages: as many as are asked for, the same for the same seed, and one that `selon verify` accepts.

python benchmarks/made_ledger.py LEDGER [--pages 100000] [--statements 10]

The words follow Zipf's law: the first are French ones that stand everywhere, the others are made of French syllables. Pages come from 400
outlets and three years; each has its statements by some of 2,000 speakers, a place, and a number of dead with its figure.
"""

from __future__ import annotations

import argparse
import time
from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate, islice
from random import Random

from selon.ledger import Ledger
from selon.ledger.put import put_new
from selon.model import Article, Figure, Page, Place, Quantity, Reading, Span, Statement

SEED = 20230204
VERSION = "made/1"
_EVERYWHERE = [
    "de",
    "la",
    "le",
    "et",
    "les",
    "des",
    "en",
    "un",
    "du",
    "une",
    "que",
    "est",
    "pour",
    "qui",
    "dans",
    "a",
    "par",
    "plus",
    "pas",
    "au",
    "sur",
    "ne",
    "se",
    "ce",
    "il",
    "sont",
    "avec",
    "ou",
    "son",
    "mais",
    "nous",
    "ont",
    "été",
    "cette",
    "aux",
    "après",
    "selon",
    "guerre",
    "ville",
    "morts",
    "armée",
]
_SYLLABLES = [
    "ba",
    "bre",
    "cé",
    "cha",
    "cla",
    "con",
    "dé",
    "dra",
    "é",
    "fi",
    "fra",
    "gar",
    "gne",
    "ja",
    "lan",
    "li",
    "lo",
    "ma",
    "mé",
    "mon",
    "na",
    "nou",
    "or",
    "pa",
    "pré",
    "que",
    "ra",
    "ré",
    "ri",
    "sa",
    "sé",
    "son",
    "ta",
    "té",
    "ti",
    "tra",
    "va",
    "vi",
]
_ENDS = ["", "s", "e", "es", "er", "ent", "ion", "tions", "é", "ée", "eur", "ment"]
_VOCABULARY = 60_000
_TOWNS = 500
_SPEAKERS = 2_000
_OUTLETS = 400
_FIRST_DAY, _DAYS = date(2022, 1, 1), 1_095
_BATCH = 200


class Words:
    """Words with their frequencies: the n-th is drawn as often as 1/n says."""

    def __init__(self, seed: int = SEED) -> None:
        chance = Random(seed)
        made = dict.fromkeys(_EVERYWHERE)
        while len(made) < _VOCABULARY:
            made["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) + chance.choice(_ENDS)] = None
        self.by_rank = list(made)
        self._sums = list(accumulate(1 / rank for rank in range(1, _VOCABULARY + 1)))
        names = [word.capitalize() for word in self.by_rank if len(word) > 5]
        self.towns = names[:_TOWNS]
        self.speakers = [f"{chance.choice(names)} {chance.choice(names)}" for _ in range(_SPEAKERS)]

    def some(self, count: int, chance: Random) -> list[str]:
        """So many words of a sentence."""
        return [self.by_rank[bisect(self._sums, chance.random() * self._sums[-1])] for _ in range(count)]


def made_pages(pages: int, statements: int, *, seed: int = SEED) -> Iterator[tuple[Page, Reading]]:
    """Pages with their readings, in the order of their days; `statements` on each."""
    words = Words(seed)
    days = (_FIRST_DAY + timedelta(days=n * _DAYS // pages) for n in range(pages))
    return (_made_page(n, day.isoformat(), statements, words, Random(f"{seed} {n}")) for n, day in enumerate(days))


def _made_page(n: int, day: str, count: int, words: Words, chance: Random) -> tuple[Page, Reading]:
    town, dead = chance.choice(words.towns), chance.randint(1, 900)
    text, statements = f"{dead} morts à {town}, page {n}.", []
    for number in range(1, count + 1):
        speaker = chance.choice(words.speakers)
        source = Span(len(text) + 1, len(text) + 1 + len(speaker))
        said = " ".join(words.some(chance.randint(6, 24), chance))
        content = Span(source.end + len(" a dit : « "), source.end + len(" a dit : « ") + len(said))
        text += f" {speaker} a dit : « {said} »."
        statements.append(
            Statement(
                id=f"s{number}",
                kind="direct",
                content=(content,),
                cue=Span(source.end + 1, source.end + 6),
                source=source,
                speaker=speaker,
                speaker_type="person",
                rule=VERSION,
            )
        )
    outlet = f"journal-{chance.randrange(_OUTLETS)}.example"
    raw = text.encode()
    page = Page(sha256=sha256(raw).hexdigest(), source=f"{n}.txt", content=raw, media_type="text/plain", url=f"https://{outlet}/{n}", published=day)
    number_of_dead = Span(0, len(f"{dead} morts"))
    where = Span(number_of_dead.end + len(" à "), number_of_dead.end + len(" à ") + len(town))
    return page, Reading(
        version=VERSION,
        article=Article(id=page.id, text=text, language="fr", url=page.url, published=day, outlet=outlet),
        statements=tuple(statements),
        quantities=(Quantity(id="q1", span=number_of_dead, low=float(dead), high=float(dead), unit="person", of="killed", rule=VERSION),),
        places=(Place(span=where, name=town, kind="town", rule=VERSION),),
        figures=(Figure(statement=None, quantity="q1", as_of=day),),
    )


def make_ledger(address: str, *, pages: int, statements: int, seed: int = SEED) -> None:
    """Make the ledger, many pages in one transaction: what is made can be made again, so a stop costs nothing."""
    made = made_pages(pages, statements, seed=seed)
    begun, done = time.monotonic(), 0
    with Ledger.open(address, create=True, who="benchmark") as ledger:
        while batch := list(islice(made, _BATCH)):
            with ledger.transaction(writes=True) as connection:
                put_new(connection, batch, ledger.author)
            done += len(batch)
            if done % 5_000 == 0:
                print(f"{done} pages, {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--statements", type=int, default=10, help="on each page")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    make_ledger(given.ledger, pages=given.pages, statements=given.statements, seed=given.seed)
