"""A big ledger of made pages: as many as are asked for, the same for the same seed, and one that `selon verify` accepts.

python benchmarks/made_ledger.py LEDGER [--pages 100000] [--statements 10]

The words follow Zipf's law: the first are French ones that stand everywhere, the others are made of French syllables. Pages come from 400
outlets and three years, about five tell of one event; each has its statements by some of 2,000 speakers, every third through one of 40
agencies, four places of the gazetteer, a day, and a number of dead with its figure. The facts are made too, one for each event: comparing is
measured elsewhere (benchmarks/linking_scale.py).
"""

from __future__ import annotations

import argparse
import time
from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate, islice, pairwise
from random import Random

from selon.compare.reasons import sentence
from selon.compare.verdicts import Given, by_rule, compare_pair, judge
from selon.languages.gazetteer import Entry, load_gazetteer
from selon.ledger import Ledger
from selon.ledger.order import in_order
from selon.ledger.put import put_new
from selon.model import Article, Date, Fact, FactFigure, Figure, Page, Place, Quantity, Reading, Relay, Span, Statement

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
_COUNTRY = Entry(geonameid=690791, kind="country", name="Ukraine", names={}, country="UA", region="UA", population=0, latitude=49, longitude=32)
_SPEAKERS = 2_000
_SIDES = ("russe", "ukrainien", None)
_AGENCIES = 40
_OUTLETS = 400
_PAGES_OF_AN_EVENT = 5
_WRITTEN_AT = "2025-01-01T00:00:00Z"
_FIRST_DAY, _DAYS = date(2022, 1, 1), 1_095
_BATCH = 500


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
        self.towns = _towns()
        self.agencies = [f"Agence {name}" for name in names[:_AGENCIES]]
        self.speakers = [f"{chance.choice(names)} {chance.choice(names)}" for _ in range(_SPEAKERS)]

    def some(self, count: int, chance: Random) -> list[str]:
        """So many words of a sentence."""
        return [self.by_rank[bisect(self._sums, chance.random() * self._sums[-1])] for _ in range(count)]


def _towns() -> list[Entry]:
    """Towns of the gazetteer from many countries, by their GeoNames ids."""
    some = (load_gazetteer().entry_of(geonameid) for geonameid in range(290_000, 3_200_000))
    return list(islice((entry for entry in some if entry and entry.kind == "town" and entry.population > 50_000), 0, 4 * _TOWNS, 4))


def made_pages(pages: int, statements: int, *, seed: int = SEED) -> Iterator[tuple[Page, Reading]]:
    """Pages with their readings, in the order of their days; `statements` on each."""
    words = Words(seed)
    return (_made_page(n, pages, statements, words, seed) for n in range(pages))


class _Draft:
    """The text of a page while it grows."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, words: str) -> Span:
        """Add words; where they stand."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))


def _made_page(n: int, pages: int, count: int, words: Words, seed: int) -> tuple[Page, Reading]:
    chance = Random(f"{seed} {n}")
    event = Random(f"{seed} event {chance.randrange(max(1, pages // _PAGES_OF_AN_EVENT))}")
    town, day, dead = event.choice(words.towns), _FIRST_DAY + timedelta(days=event.randrange(_DAYS)), event.randint(1, 900) + chance.choice([0, 0, 3])
    draft = _Draft()
    number = draft.write(f"{dead} morts")
    draft.write(" à ")
    places = [_place(draft, town)]
    draft.write(" le ")
    date = Date(span=draft.write(day.isoformat()), edtf=day.isoformat(), because="written out", rule=VERSION)
    for other in (_COUNTRY, *chance.choices(words.towns, k=2)):
        draft.write(", ")
        places.append(_place(draft, other))
    draft.write(f", page {n}.")
    statements = tuple(_statement(draft, number, words, chance) for number in range(1, count + 1))
    published = (day + timedelta(days=chance.randrange(4))).isoformat()
    outlet = f"journal-{chance.randrange(_OUTLETS)}.example"
    raw = draft.text.encode()
    page = Page(
        sha256=sha256(raw).hexdigest(), source=f"{n}.txt", content=raw, media_type="text/plain", url=f"https://{outlet}/{n}", published=published
    )
    return page, Reading(
        version=VERSION,
        article=Article(id=page.id, text=draft.text, language="fr", url=page.url, published=published, outlet=outlet),
        statements=statements,
        quantities=(Quantity(id="q1", span=number, low=float(dead), high=float(dead), unit="person", of="killed", noun="morts", rule=VERSION),),
        dates=(date,),
        places=tuple(places),
        figures=(Figure(statement=None, quantity="q1", as_of=day.isoformat()),),
    )


def _place(draft: _Draft, entry: Entry) -> Place:
    precision = 6 if entry.kind == "country" else 1
    span = draft.write(entry.name)
    return Place(
        span=span,
        name=entry.name,
        geonameid=entry.geonameid,
        kind=entry.kind,
        country=entry.country,
        precision=precision,
        because="made",
        rule=VERSION,
    )


def _statement(draft: _Draft, number: int, words: Words, chance: Random) -> Statement:
    which = chance.randrange(_SPEAKERS)
    draft.write(" ")
    source = draft.write(words.speakers[which])
    draft.write(" ")
    cue = draft.write("a dit")
    relays = []
    if chance.random() < 1 / 3:
        agency = chance.choice(words.agencies)
        draft.write(" à ")
        relays.append(Relay(draft.write(agency), agency))
    draft.write(" : « ")
    content = draft.write(" ".join(words.some(chance.randint(6, 24), chance)))
    draft.write(" ».")
    return Statement(
        id=f"s{number}",
        kind="direct",
        content=(content,),
        cue=cue,
        source=source,
        speaker=words.speakers[which],
        speaker_type="person",
        side=_SIDES[which % len(_SIDES)],
        relays=tuple(relays),
        rule=VERSION,
    )


def _figure_of(page: Page, reading: Reading) -> FactFigure:
    (quantity,), (figure,), article = reading.quantities, reading.figures, reading.article
    return FactFigure(
        id=f"{page.id}:{quantity.id}",
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        of=quantity.of,
        modality=quantity.modality,
        as_of=figure.as_of,
        stance="asserts",
        speaker=None,
        side=None,
        relays=(),
        origin=article.outlet or page.id,
        page=page.id,
        span=quantity.span,
        words=article.text.partition(".")[0],
    )


def _fact(event: tuple[str, str], figures: list[FactFigure]) -> Fact:
    """What the pages say of one event, judged by Selon's own rules."""
    town, day = event
    title = f"morts, {town}, {day}"
    given = [Given(figure=figure, speaker=None, side=None, toll=False) for figure in figures]
    pairs = tuple(compare_pair(left, right) for left, right in pairwise(given))
    origins = len({figure.origin for figure in figures})
    verdict, reason = judge(by_rule(pairs), figures, origins=origins)
    return Fact(
        id=sha256(title.encode()).hexdigest()[:16],
        title=title,
        title_en=title,
        verdict=verdict,
        rule=reason.rule,
        because=sentence(reason, "en"),
        origins=origins,
        figures=tuple(figures),
        pairs=pairs,
    )


def make_ledger(address: str, *, pages: int, statements: int, seed: int = SEED) -> None:
    """Make the ledger, many pages in one transaction. Where an earlier run was stopped, this one goes on."""
    made = made_pages(pages, statements, seed=seed)
    begun, done = time.monotonic(), 0
    events: dict[tuple[str, str], list[FactFigure]] = {}
    with Ledger.open(address, create=True, who="benchmark") as ledger:
        there = len(ledger.page_records())
        while batch := list(islice(made, _BATCH)):
            for page, reading in batch:
                events.setdefault((reading.places[0].name, reading.figures[0].as_of or ""), []).append(_figure_of(page, reading))
            done += len(batch)
            if done <= there:
                continue
            with ledger.transaction(writes=True) as connection:
                put_new(connection, batch, ledger.author)
            if done % 5_000 == 0:
                print(f"{done} pages, {time.monotonic() - begun:.0f} s", flush=True)
        facts = in_order([_fact(event, figures) for event, figures in events.items()])
        ledger.store_facts(facts, seen=ledger.last_change())
        print(f"{len(facts)} facts, {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--statements", type=int, default=10, help="on each page")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    make_ledger(given.ledger, pages=given.pages, statements=given.statements, seed=given.seed)
