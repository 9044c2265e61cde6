"""What a language says about places: the table `places.toml` and the patterns made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from selon.languages import Pack
from selon.languages.spelling import name_key

# Where a word begins, and the gap after one: a space, or nothing after an apostrophe.
BEGIN = r"(?:^|(?<=[\s(«“\"'’\[—–-]))"
AFTER = r"(?:\s|(?<='))"
# After the name that opens a dispatch: "Kiev, 3 janvier", "MOSCOU (Reuters) -".
DATELINE = re.compile(r",(?: \w{1,3})? \d{1,2}(?:er)?\b|\s?\([^()]{2,40}\)\s?[-–—:]|\s[-–—]\s")
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
    accented: dict[str, str]
    districts: frozenset[str]
    naming: frozenset[str]
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
    clubs: frozenset[str]
    sports: frozenset[str]


class Prepositions(msgspec.Struct, frozen=True):
    """Words before a name that prove a place, make it imprecise, or say of which kind it is or is not."""

    articles: tuple[str, ...]
    contracted: tuple[str, ...]
    plain: tuple[str, ...]
    leading: frozenset[str]
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
    """The table, indexed: names by key, and what stands before a name as patterns, matched at their end.

    Left texts are in small letters with straight apostrophes and plain spaces; those for nouns are also without accents.
    """

    def __init__(self, words: PlaceWords) -> None:
        self.words = words
        nouns, prepositions = words.nouns, words.prepositions
        self.stop = frozenset(map(name_key, words.stop.names))
        self.small_stop = frozenset(name_key(name).partition(" ")[0] for name in words.stop.names if name[0].islower())
        self.known = known_by_key(words)
        self._articles = tuple(f"{article} " for article in words.articles)
        self.nationalities = nationality_forms(words.demonyms)
        articles = prepositions.articles
        of = f"(?:{one_of(nouns.of)}){AFTER}"
        part = f"(?P<part> (?:{one_of({*nouns.of, *prepositions.at, *prepositions.contracted})}){AFTER}(?:{one_of(nouns.compass)}))?"
        between = rf"(?: (?!(?:{one_of(nouns.breaks)})\b)[\w-]+){{0,3}}{part}"
        every = one_of({*nouns.regions, *nouns.towns, *nouns.others, *nouns.rivers, *nouns.lands} - {*nouns.with_article} | nouns.others)
        bare = one_of((nouns.regions | nouns.towns | nouns.rivers) - words.persons.titles)
        self.noun_of = re.compile(
            rf".*{BEGIN}(?P<noun>{every}){between}(?: {of}|,? (?:{one_of(nouns.naming_by)}) (?:(?:{one_of(articles)}){AFTER})?)$"
        )
        self.noun_bare = re.compile(rf"{BEGIN}(?P<noun>{bare})(?P<part>) $")
        at = before_name(prepositions.at, articles)
        self.at = re.compile(rf"{at}|{before_name(prepositions.contracted, ())}")
        self.plain = re.compile(rf"{BEGIN}(?:{one_of(prepositions.plain)}) $")
        self.beside = re.compile(before_name(prepositions.beside, articles))
        self.areas = re.compile(before_name(prepositions.areas, ()))
        self.determined = re.compile(before_name(prepositions.determiners, ()))
        self.of = re.compile(before_name(nouns.of, ()))
        self.defined = re.compile(rf" ?(?:{one_of(nouns.copulas)})(?: ?(?!(?:{one_of(nouns.breaks)})\b)[\w'-]+){{0,3}} (?:{one_of(nouns.naming)})\b")
        self.dateline = DATELINE
        self.noble = re.compile(rf"(?P<first>[^\W\d_][\w'-]+) (?P<last>[^\W\d_][\w'-]+) (?:{one_of(nouns.of)}){AFTER}$")
        self.title = re.compile(rf"{BEGIN}(?:{one_of(words.persons.titles)})\.? $")
        self.club = re.compile(rf"{BEGIN}(?:{one_of(nouns.clubs)}) (?:{of})?$")
        self.sports = re.compile(rf"\b(?:{one_of(nouns.sports)})\b")
        self.union = re.compile(rf"\b(?:{one_of(nouns.unions)})\b[^,.;:()]{{0,60}}$")
        self.compass = re.compile(rf"\b(?:{one_of(nouns.compass)}) {of}$")
        row = one_of({*nouns.of, *articles, *prepositions.at, *prepositions.contracted})
        self.row = re.compile(rf"(?: ?(?:{one_of(prepositions.rows)}))?(?: (?:{row}){AFTER})?(?:(?:{one_of(articles)}){AFTER})?\s?")
        self.metonyms = MetonymPatterns(words.metonyms, articles, nouns.of)

    def without_article(self, key: str) -> str:
        """The key without an article that belongs to the name: "le caire" -> "caire"."""
        return next((key.removeprefix(article) for article in self._articles if key.startswith(article)), key)


class MetonymPatterns:
    """What says that a name stands for its government.

    `left` before the name (`a déclaré Moscou`, `livré par Washington`), `right` after it (`Moscou a déclaré`), `according` (`selon Kiev`),
    `cut_off` where it counts only before one of `ends`, `shared` for `entre Moscou et Kiev` and for signatories.
    """

    def __init__(self, words: Metonyms, articles: tuple[str, ...], of: tuple[str, ...]) -> None:
        acts = rf"(?:{one_of(words.auxiliaries)})(?: [\w-]+)?? (?:{one_of(words.done)})|(?:{one_of(words.present)})"
        said = rf"(?:(?:{one_of(words.auxiliaries)})(?: [\w-]+)?? )?(?:{one_of(words.saying)})"
        article = f"(?: (?:{one_of(articles)}))?{AFTER}$"
        agent = rf"\w{{2,}}(?:{one_of(words.participles)}) (?:{one_of(words.agents)})"
        pronouns = rf"(?: ?\b(?:{one_of(words.pronouns)})(?=[ '\w]))*"
        self.left = re.compile(rf"\b(?:(?:{one_of(words.possessed)})(?: [\w-]+)?? (?:{one_of(of)}){AFTER}$|(?:{said}|{agent}){article})")
        self.right = re.compile(rf"(?:,[^,.;:]{{1,80}},)?(?: (?:{one_of(words.joining)}) [^.;:,]{{1,40}}?)??{pronouns} ?\b(?:{acts})\b")
        self.according = re.compile(before_name(words.according, articles))
        self.cut_off = re.compile(before_name(words.if_cut_off, articles))
        self.ends = re.compile(rf"$| ?(?:{one_of(words.cut_off_by)})")
        linked = rf"\b(?:{one_of(words.between)})\b[^.;:]{{0,60}} (?:{one_of(words.linking)}){article}"
        signed = rf"\b(?:{one_of(words.signed)})\b[^.;:]{{0,200}}{article}"
        self.shared = re.compile(f"{linked}|{signed}")


def before_name(words: Iterable[str], articles: tuple[str, ...]) -> str:
    """Pattern for one of the words, then maybe an article, directly before a name."""
    article = rf"(?:(?:{one_of(articles)}){AFTER})?" if articles else ""
    return rf"{BEGIN}(?:{one_of(words)}){AFTER}{article}$"


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
