"""What a language says about places: the shape of its table `places.toml`, and the places of the table by their keys."""

from __future__ import annotations

from typing import Literal

import msgspec

from selon.languages.spelling import name_key

PlaceKind = Literal["country", "region", "town", "water", "area"]


class Persons(msgspec.Struct, frozen=True):
    """Words before a person's name, and names of towns that are first names more often."""

    titles: frozenset[str]
    first_names: frozenset[str]


class Words(msgspec.Struct, frozen=True):
    """Common words that are towns somewhere, words that open a sentence, and what is counted in an age."""

    common: frozenset[str]
    ages: tuple[str, ...]
    openers: frozenset[str]


class Nouns(msgspec.Struct, frozen=True):
    """Nouns before a name; the keys are told in the table."""

    regions: frozenset[str]
    towns: frozenset[str]
    others: frozenset[str]
    accented: dict[str, str]
    districts: frozenset[str]
    urban: frozenset[str]
    offices: tuple[str, ...]
    outside: frozenset[str]
    naming: frozenset[str]
    parts: frozenset[str]
    counted: tuple[str, ...]
    listing: frozenset[str]
    seats: frozenset[str]
    compass: frozenset[str]
    of: tuple[str, ...]
    naming_by: frozenset[str]
    copulas: tuple[str, ...]
    heads: frozenset[str]
    joints: frozenset[str]
    breaks: frozenset[str]
    waters: frozenset[str]
    lands: frozenset[str]
    with_article: dict[str, frozenset[str]]
    rivers: frozenset[str]
    unions: frozenset[str]
    unions_by: tuple[str, ...]
    buildings: tuple[str, ...]
    named_after: tuple[str, ...]
    stations: frozenset[str]
    of_people: frozenset[str]
    clubs: frozenset[str]
    sports: frozenset[str]


class Prepositions(msgspec.Struct, frozen=True):
    """Words before a name that prove a place, make it imprecise, or say of which kind it is or is not."""

    articles: tuple[str, ...]
    contracted: tuple[str, ...]
    plain: tuple[str, ...]
    leading: frozenset[str]
    inside: tuple[str, ...]
    proving: tuple[str, ...]
    receiving: frozenset[str]
    at: tuple[str, ...]
    beside: tuple[str, ...]
    determiners: frozenset[str]
    areas: tuple[str, ...]
    rows: tuple[str, ...]


class Metonyms(msgspec.Struct, frozen=True):
    """What a government or army does and a place does not."""

    according: tuple[str, ...]
    if_cut_off: tuple[str, ...]
    cut_off_by: tuple[str, ...]
    agents: tuple[str, ...]
    participles: tuple[str, ...]
    linking: tuple[str, ...]
    joining: tuple[str, ...]
    saying: tuple[str, ...]
    pronouns: tuple[str, ...]
    between: tuple[str, ...]
    present: tuple[str, ...]
    done: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    possessed: tuple[str, ...]
    signed: tuple[str, ...]


class Stop(msgspec.Struct, frozen=True):
    """Names that hold a place's name and are none; `local` those to which branches add a place."""

    names: frozenset[str]
    local: frozenset[str]


class Known(msgspec.Struct, frozen=True):
    """A place of the table: `id` is its GeoNames id, `country` its ISO code, both None where it has none."""

    kind: PlaceKind
    id: int | None = None
    country: str | None = None
    spellings: tuple[str, ...] = ()
    rival: str | None = None
    name: str = ""


class Unnumbered(msgspec.Struct, frozen=True):
    """Places without an id; regions and areas by the ISO code of their country, `world` where they lie in several."""

    waters: tuple[str, ...]
    regions: dict[str, tuple[str, ...]]
    areas: dict[str, tuple[str, ...]]


class PlaceWords(msgspec.Struct, frozen=True):
    """Shape of `places.toml`."""

    home: str
    named_after_others: frozenset[str]
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


def nationality_forms(demonyms: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Every form of the words of nationality, without accents, with the ISO code of its country: `ukrainiennes` -> UA."""
    endings = ("", "s", "e", "es", "ne", "nes")
    return {word + ending: country for country, words in demonyms.items() for word in words for ending in endings}


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
