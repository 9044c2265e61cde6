"""The words of the language pack for figures (`figures.toml`): their shape, and their stems as patterns."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from selon.languages import Pack
from selon.resolve.stems import stems, whole_words


class Happening(msgspec.Struct, frozen=True):
    """A row of `happenings`: what may happen to a thing, and the stems that say so."""

    name: str
    things: tuple[str, ...]
    words: tuple[str, ...]
    title: str
    thing: str | None = None
    toll: bool = False
    bare: bool = False
    shared: bool = False
    daily: bool = False
    title_feminine: str = ""


class PersonWords(msgspec.Struct, frozen=True):
    """How a count of persons is called, alone (`Morts`) and of a group (`soldats tués`), and whether it goes up while it is made."""

    title: str
    of_group: str
    toll: bool


class GroupWords(msgspec.Struct, frozen=True):
    """A group of people with its stems. `broad`: it may be all the people counted, so that the words often leave it out; `like`:
    groups that the same people may be called; `speaker`: stems by which a speaker belongs to the group; `anywhere`: a stem anywhere in the
    number's clause is enough (`les corps de 84 personnes ont été identifiés`)."""

    name: str
    words: tuple[str, ...]
    title: str
    broad: bool = False
    like: tuple[str, ...] = ()
    anywhere: bool = False
    speaker: tuple[str, ...] = ()


class NamedWords(msgspec.Struct, frozen=True):
    """A name with its stems, and how it is written in a title. `rare`: of such events a country hardly has two in one week."""

    name: str
    words: tuple[str, ...]
    title: str
    rare: bool = False


class TitleWords(msgspec.Struct, frozen=True):
    """The table `titles`: templates, the names of the months, the ending of the plural, and the things whose noun is feminine."""

    at: str
    elsewhere: str
    month: str
    months: tuple[str, ...]
    plural: str
    feminine: tuple[str, ...]


class ContextWords(msgspec.Struct, frozen=True):
    """The table `words` of `figures.toml`; each key is explained there."""

    topics: tuple[str, ...]
    out_of: tuple[str, ...]
    locative: tuple[str, ...]
    tallies: tuple[str, ...]
    between: tuple[str, ...]
    joins: tuple[str, ...]
    elsewhere: tuple[str, ...]
    ground: tuple[str, ...]
    possible: tuple[str, ...]
    feared: tuple[str, ...]
    others: tuple[str, ...]
    same_source: tuple[str, ...]
    part_of: tuple[str, ...]
    since: tuple[str, ...]
    whole: tuple[str, ...]
    own: tuple[str, ...]
    admits: tuple[str, ...]
    forces: tuple[str, ...]
    each: tuple[str, ...]
    officials: tuple[str, ...]
    country: tuple[str, ...]
    doubtful: tuple[str, ...]
    another: tuple[str, ...]
    other_events: tuple[str, ...]
    replaces: tuple[str, ...]
    updates: tuple[str, ...]
    piecewise: tuple[str, ...]
    rivals: tuple[str, ...]
    at_day: tuple[str, ...]
    generic: tuple[str, ...]
    common: tuple[str, ...]
    sites: tuple[str, ...]
    window: tuple[str, ...]


class FigureWords(msgspec.Struct, frozen=True):
    """Shape of `figures.toml`."""

    things: dict[str, str]
    happenings: tuple[Happening, ...]
    persons: dict[str, PersonWords]
    properties: dict[str, str]
    groups: tuple[GroupWords, ...]
    held: tuple[NamedWords, ...]
    kinds: tuple[NamedWords, ...]
    words: ContextWords
    titles: TitleWords


def figure_words(pack: Pack) -> FigureWords:
    """The pack's words for figures."""
    return pack.table("figures", FigureWords)


class Patterns:
    """The stems of `figures.toml` as patterns, built once for a pack."""

    def __init__(self, table: FigureWords) -> None:
        words = table.words
        self.happenings = [(row, stems(row.words)) for row in table.happenings]
        self.groups = [(row.name, stems(row.words)) for row in table.groups]
        self.anywhere = [(row.name, stems(row.words)) for row in table.groups if row.anywhere]
        self.held = [(row.name, stems(row.words)) for row in table.held]
        self.kinds = [(row.name, stems(row.words)) for row in table.kinds]
        self.rare = frozenset(row.name for row in table.kinds if row.rare)
        self.admits, self.forces, self.doubtful, self.tallies = (stems(w) for w in (words.admits, words.forces, words.doubtful, words.tallies))
        self.own, self.topics, self.each, self.whole = (whole_words(w) for w in (words.own, words.topics, words.each, words.whole))
        self.officials, self.country = whole_words(words.officials), whole_words(words.country)
        self.at_day = re.compile(whole_words(words.at_day).pattern + r"\s*$")
        self.replaces = whole_words(words.replaces)
        self.part_of = re.compile(whole_words(words.part_of).pattern + r"\W*(?:\w+\W+){0,2}$")
        self.window = re.compile(rf"(?<!\w)(?:{'|'.join(words.window)})(?!\w)")
        self.since = whole_words(words.since)
        self.updates = whole_words(words.updates)
        self.ground, self.elsewhere = stems(words.ground), whole_words(words.elsewhere)
        self.possible, self.feared, self.others = stems(words.possible), stems(words.feared), whole_words(words.others)
        self.speakers = [(row.name, stems(row.speaker)) for row in table.groups if row.speaker]
        self.like = frozenset(frozenset((row.name, other)) for row in table.groups for other in row.like)
        self.broad = frozenset(row.name for row in table.groups if row.broad)
        between = "|".join(re.escape(word) for word in words.between)
        self.site = re.compile(rf"(?<!\w)(?:{'|'.join(words.sites)})\W+(?:(?:{between})\W+){{0,4}}$")
        self.opens = whole_words(words.locative)
        self.other_events = whole_words(words.other_events)
        self.another = re.compile(whole_words(words.another).pattern + r"\W*(?:\w+\W+){0,2}$")


@cache
def patterns_of(pack: Pack) -> Patterns:
    """The pack's patterns, built once."""
    return Patterns(figure_words(pack))
