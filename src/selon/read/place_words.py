"""What a language says about places: the table `places.toml` and the patterns made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from selon.languages import Pack
from selon.languages.spelling import name_key

PlaceKind = Literal["country", "region", "town", "water", "area"]


class Persons(msgspec.Struct, frozen=True):
    """Words before a person's name, and names of towns that are first names more often."""

    titles: frozenset[str]
    first_names: frozenset[str]


class Words(msgspec.Struct, frozen=True):
    """Common words that are towns somewhere, and words that open a sentence."""

    common: frozenset[str]
    openers: frozenset[str]


class Nouns(msgspec.Struct, frozen=True):
    """Nouns before a name; the keys are told in the table."""

    regions: frozenset[str]
    towns: frozenset[str]
    others: frozenset[str]
    naming: frozenset[str]
    compass: frozenset[str]
    of: tuple[str, ...]
    joints: frozenset[str]
    breaks: frozenset[str]
    waters: frozenset[str]
    lands: frozenset[str]
    with_article: frozenset[str]
    rivers: frozenset[str]
    unions: frozenset[str]
    clubs: frozenset[str]
    sports: frozenset[str]


class Prepositions(msgspec.Struct, frozen=True):
    """Words before a name that prove a place, make it imprecise, or prove little."""

    at: tuple[str, ...]
    beside: tuple[str, ...]
    region_like: tuple[str, ...]


class Metonyms(msgspec.Struct, frozen=True):
    """What a government or army does and a place does not."""

    according: tuple[str, ...]
    between: tuple[str, ...]
    present: tuple[str, ...]
    done: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    possessed: tuple[str, ...]
    signed: tuple[str, ...]


class Stop(msgspec.Struct, frozen=True):
    """Names that hold a place's name and are none."""

    names: frozenset[str]


class Known(msgspec.Struct, frozen=True):
    """A place of the table: `id` is its GeoNames id, `country` its ISO code, both None where it has none."""

    kind: PlaceKind
    id: int | None = None
    country: str | None = None
    spellings: tuple[str, ...] = ()
    name: str = ""


class Unnumbered(msgspec.Struct, frozen=True):
    """Places without an id; regions and areas by the ISO code of their country, `world` where they lie in several."""

    waters: tuple[str, ...]
    regions: dict[str, tuple[str, ...]]
    areas: dict[str, tuple[str, ...]]


class PlaceWords(msgspec.Struct, frozen=True):
    """Shape of `places.toml`."""

    home: str
    region_label: tuple[str, str]
    particles: frozenset[str]
    articles: dict[str, frozenset[str]]
    persons: Persons
    words: Words
    nouns: Nouns
    prepositions: Prepositions
    metonyms: Metonyms
    stop: Stop
    known: dict[str, Known]
    unnumbered: Unnumbered
    demonyms: dict[str, tuple[str, ...]]


class PlacePatterns:
    """The table, indexed: names by key, and what stands before (`left`, matched at its end) or after a name as patterns.

    Left texts are in small letters with straight apostrophes; those for nouns are also without accents.
    """

    def __init__(self, words: PlaceWords) -> None:
        self.words = words
        nouns, prepositions = words.nouns, words.prepositions
        self.stop = frozenset(map(name_key, words.stop.names))
        self.known = known_by_key(words)
        self.nationalities = nationality_forms(words.demonyms)
        of = f"(?P<of>(?:{one_of(nouns.of)})\\s?)"
        compass = f"(?: (?:du|de l'|au|a l')\\s?(?:{one_of(nouns.compass)}))?"
        between = rf"(?: (?!(?:{one_of(nouns.breaks)})\b)[\w-]+){{0,3}}{compass}"
        every = one_of({*nouns.regions, *nouns.towns, *nouns.others, *nouns.rivers})
        self.noun_of = re.compile(rf"(?:^|[\s(«“\"'])(?P<noun>{every}){between} (?:{of})$")
        self.noun_bare = re.compile(rf"(?:^|[\s(«“\"'])(?P<noun>{one_of((nouns.regions | nouns.towns | nouns.rivers) - words.persons.titles)}) $")
        article = "(?: la | le | les | l'| )"
        self.at = re.compile(rf"(?:(?:^|[\s(«“\"'])(?:{one_of(prepositions.at)}){article}|(?:^|[\s(«“\"'])(?:au|aux) |^a )$")
        self.beside = re.compile(rf"(?:{one_of(prepositions.beside)})(?: la| le| les)?(?: l'| d'| )$")
        self.region_like = re.compile(rf"(?:^|[\s(«“\"'])(?:{one_of(prepositions.region_like)})\s?$")
        self.of = re.compile(rf"(?:^|[\s(«“\"'])(?:{one_of(nouns.of)})\s?$")
        self.title = re.compile(rf"(?:^|[\s(«“\"'])(?:{one_of(words.persons.titles)})\.?(?: [a-z-]{{4,}}(?:ais|ain|ien|ois|que|nne|sse|rse|rc|ol|and|tif|ien))? $")
        self.club = re.compile(rf"(?:^|[\s(«“\"'])(?:{one_of(nouns.clubs)}) (?:{of})?$")
        self.sports = re.compile(rf"\b(?:{one_of(nouns.sports)})\b")
        self.union = re.compile(rf"\b(?:{one_of(nouns.unions)})\b[^,.;:()]{{0,60}}$")
        self.compass = re.compile(rf"(?:{one_of(nouns.compass)}) (?:{of})$")
        self.metonym_left, self.metonym_right, self.according, self.shared = metonym_patterns(words.metonyms)


def metonym_patterns(words: Metonyms) -> tuple[re.Pattern[str], ...]:
    """Before the name (`a déclaré Moscou`), after it (`Moscou a déclaré`), `selon Moscou`, and `entre Moscou et Kiev`."""
    acts = rf"(?:{one_of(words.auxiliaries)})(?: [\w-]+)?? (?:{one_of(words.done)})|{one_of(words.present)}"
    article = r"(?: la| le| les)?(?: l'| )$"
    pronouns = r"(?: ?\b(?:ne|n'|se|s'|lui|leur|les|l'|le|la|y|en)(?=[ '\w]))*"
    left = re.compile(rf"\b(?:{acts}|(?:{one_of(words.possessed)})(?: [\w-]+)? (?:de|du|des)(?: la)?){article}|\b(?:{one_of(words.possessed)})(?: [\w-]+)? d'$")
    right = re.compile(rf"(?:,[^,.;:]{{1,80}},)?(?: et [^.;:,]{{1,40}}?)??{pronouns} ?(?:{acts})\b")
    according = re.compile(rf"(?:^|[\s(«“\"'])(?:{one_of(words.according)}){article}")
    shared = re.compile(rf"\b(?:{one_of(words.between)})\b[^.;:]{{0,60}} entre{article}|\b(?:{one_of(words.signed)})\b[^.;:]{{0,200}}(?:par|que|,){article}")
    return left, right, according, shared


def nationality_forms(demonyms: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Every form of the words of nationality, without accents, with the ISO code of its country: `ukrainiennes` -> UA."""
    endings = ("", "s", "e", "es", "ne", "nes")
    return {word + ending: country for country, words in demonyms.items() for word in words for ending in endings}


def one_of(words: Iterable[str]) -> str:
    """The words as alternatives of a pattern, longest first, so that none hides another."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def known_by_key(words: PlaceWords) -> dict[str, Known]:
    """Every place of the table under each of its keys.

    Raises:
        ValueError: Two of them have the same key.
    """
    rows = [(name, msgspec.structs.replace(place, name=name), place.spellings) for name, place in words.known.items()]
    rows += [(name, Known(kind="water", name=name), ()) for name in words.unnumbered.waters]
    for kind, table in (("region", words.unnumbered.regions), ("area", words.unnumbered.areas)):
        for code, names in table.items():
            country = None if code == "world" else code
            rows += [(name, Known(kind=kind, country=country, name=name), ()) for name in names]  # type: ignore[arg-type]
    by_key: dict[str, Known] = {}
    for name, place, spellings in rows:
        for written in (name, *spellings):
            if name_key(written) in by_key:
                raise ValueError(f"twice in places.toml: {written}")
            by_key[name_key(written)] = place
    return by_key


@cache
def patterns_of(pack: Pack) -> PlacePatterns:
    """The patterns of a pack, made once."""
    return PlacePatterns(pack.table("places", PlaceWords))
