"""Readings made by a seeded generator: pages on many events, each page with twenty figures, as many as one asks for.

An event has a town, a country, a kind and a few days; how many pages tell of it follows a heavy tail, as in news. Every page tells its tolls in the
words of a short dispatch, with the layers that a reading would have. The same seed gives the same pages, byte for byte.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from selon.model import Article, Figure, Place, Quantity, Reading, Span, Statement

FIGURES_PER_PAGE = 20
START, DAYS = date(2022, 1, 1), 1000
_COUNTRIES = ("Turquie", "Syrie", "Libye", "Maroc", "Italie", "Chili", "Népal", "Japon", "Ukraine", "Pérou", "Haïti", "Iran", "Grèce", "Inde")
_KINDS = ("Séisme", "Inondations", "Incendie", "Explosion", "Naufrage", "Attentat", "Tempête", "Accident de train")
_SPEAKERS = ("la préfecture", "le ministère de la Santé", "la protection civile", "l’armée", "les pompiers", "le maire", "l’ONU", "la Croix-Rouge")
_SYLLABLES = ("ba", "ko", "ri", "ma", "tu", "lo", "ne", "sa", "vi", "dou", "ghe", "zan", "pel", "tor", "mis", "kar")
# What is counted, its unit, what the number says of people, and its share of the event's size: told of the town, then of one quarter of it.
_COUNTS = (
    ("morts", "person", "killed", 1.0),
    ("enfants tués", "person", "killed", 0.2),
    ("blessés", "person", "wounded", 2.5),
    ("disparus", "person", "missing", 0.4),
    ("déplacés", "person", "displaced", 60.0),
    ("personnes évacuées", "person", "evacuated", 30.0),
    ("personnes secourues", "person", "rescued", 5.0),
    ("personnes arrêtées", "person", "captured", 0.3),
    ("bâtiments détruits", "building", None, 8.0),
    ("foyers privés de courant", "foyer", None, 90.0),
)


class Event(msgspec.Struct, frozen=True):
    """What pages tell of."""

    town: str
    quarter: str
    country: str
    kind: str
    first: date
    size: int


def made_readings(figures: int, *, seed: int = 1) -> Iterator[Reading]:
    """Readings with at least so many figures in all."""
    chance = random.Random(seed)
    page = 0
    while page * FIGURES_PER_PAGE < figures:
        event = _event(chance)
        for _ in range(min(400, int(chance.paretovariate(0.9)))):
            yield made_page(f"p{page:06d}", event, chance)
            page += 1
            if page * FIGURES_PER_PAGE >= figures:
                break


def made_page(id: str, event: Event, chance: random.Random) -> Reading:
    """One page on an event, of one of its days."""
    day = event.first + timedelta(days=int(chance.expovariate(0.4)))
    grown = 1 + 0.3 * (day - event.first).days
    writer = _Writer(f"{event.kind} à {event.town}, en {event.country}")
    for n in range(FIGURES_PER_PAGE):
        noun, unit, of, share = _COUNTS[n % len(_COUNTS)]
        value = max(2, round(event.size * share * grown * chance.choice((0.9, 1.0, 1.0, 1.0, 1.1)) / (1 if n < len(_COUNTS) else 3)))
        where = event.town if n < len(_COUNTS) else event.quarter
        writer.count(chance.choice(_SPEAKERS), value, noun, unit, of, where)
    return writer.reading(id, day.isoformat())


class _Writer:
    def __init__(self, title: str) -> None:
        self.text = title + "\n\n"
        self.statements: list[Statement] = []
        self.quantities: list[Quantity] = []
        self.places: list[Place] = []
        self._place(title.split(" à ")[1].split(",")[0], 0)
        self._place(title.split(" en ")[1], 0)

    def count(self, speaker: str, value: int, noun: str, unit: str, of: str | None, where: str) -> None:
        start, n = len(self.text), len(self.quantities) + 1
        content = f"{value} {noun} à {where}"
        self.text += f"Selon {speaker}, {content}.\n"
        at = start + len(f"Selon {speaker}, ")
        self.statements.append(
            Statement(
                id=f"s{n}",
                kind="indirect",
                content=(Span(at, at + len(content)),),
                cue=Span(start, start + 5),
                source=Span(start + 6, start + 6 + len(speaker)),
                speaker=speaker,
                speaker_type="organisation",
            )
        )
        words = Span(at, at + len(f"{value} {noun}"))
        self.quantities.append(Quantity(id=f"q{n}", span=words, low=float(value), high=float(value), unit=unit, of=of, noun=noun))  # type: ignore[arg-type]
        self._place(where, at)

    def _place(self, name: str, start: int) -> None:
        at = self.text.index(name, start)
        self.places.append(Place(span=Span(at, at + len(name)), name=name, kind="town"))

    def reading(self, id: str, day: str) -> Reading:
        article = Article(id=id, text=self.text, language="fr", published=day, url=f"https://{id[-3:]}.example/{id}")
        figures = tuple(Figure(statement=f"s{n}", quantity=f"q{n}", as_of=day) for n in range(1, len(self.quantities) + 1))
        return Reading(
            version="made",
            article=article,
            statements=tuple(self.statements),
            quantities=tuple(self.quantities),
            places=tuple(self.places),
            figures=figures,
        )


def _event(chance: random.Random) -> Event:
    def name() -> str:
        return "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()

    first = START + timedelta(days=chance.randrange(DAYS))
    return Event(name(), name(), chance.choice(_COUNTRIES), chance.choice(_KINDS), first, round(chance.lognormvariate(3.5, 1.2)) + 3)
