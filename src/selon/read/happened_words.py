"""The words that tell what happened to people, as `happened.toml` has them, compiled to the patterns that `selon.read.happened` looks for."""

from __future__ import annotations

import re
from typing import get_args

import msgspec

from selon.languages import Pack
from selon.model import Of

# The kinds by the names of the groups that stand for them in patterns: two tables of one pattern are kept apart by marks (see `_named`).
_PERFECT, _FINITE = "_", "__"
_OF_GROUP: dict[str, Of] = {of + mark: of for of in get_args(Of) for mark in ("", _PERFECT, _FINITE)}


class _Clause(msgspec.Struct, frozen=True):
    have: tuple[str, ...]
    be: tuple[str, ...]
    been: str
    that_is: frozenset[str]
    unlike: str
    doers: frozenset[str]
    one_object: frozenset[str]
    joints: frozenset[str]
    parts: frozenset[str]
    others: frozenset[str]
    each: tuple[str, ...]
    no_bridge: tuple[str, ...]
    and_one: tuple[str, ...]
    adverbs: tuple[str, ...]
    did: tuple[str, ...]
    done_else: tuple[str, ...]
    relative: tuple[str, ...]
    aged: tuple[str, ...]
    belonging: tuple[str, ...]
    belonging_to_one: tuple[str, ...]
    plural_ending: str
    out_of: tuple[str, ...]
    there: tuple[str, ...]
    among: tuple[str, ...]
    either: tuple[str, ...]
    ones: tuple[str, ...]
    other_ones: tuple[str, ...]
    alternatives: frozenset[str]
    residents: frozenset[str]
    passive: tuple[str, ...]
    breaks: tuple[str, ...]
    not_between: tuple[str, ...]
    identify: tuple[str, ...]
    instead: tuple[str, ...]
    elsewhere: tuple[str, ...]
    of: tuple[str, ...]
    negation: tuple[str, ...]


class _HappenedWords(msgspec.Struct, frozen=True):
    """Shape of `happened.toml`."""

    nouns: dict[Of, tuple[str, ...]]
    after: dict[Of, tuple[str, ...]]
    active: dict[Of, tuple[str, ...]]
    finite: dict[Of, tuple[str, ...]]
    before: dict[Of, tuple[str, ...]]
    clause: _Clause


class HappenedPatterns:
    """The words and patterns of one language."""

    def __init__(self, pack: Pack) -> None:
        words = pack.table("happened", _HappenedWords)
        self.nouns: dict[str, Of] = {noun: of for of, nouns in words.nouns.items() for noun in nouns}
        self.one_object = words.clause.one_object
        self.doers, self.joints, self.either = words.clause.doers, words.clause.joints, words.clause.either
        self.alternatives, self.residents = words.clause.alternatives, words.clause.residents
        self.parts, self.others, self.unlike = words.clause.parts, words.clause.others, words.clause.unlike
        self.that_is = words.clause.that_is
        clause = words.clause
        done, active, finite = _named(words.after), _named(words.active, _PERFECT), _named(words.finite, _FINITE)
        have, be = "|".join(clause.have), "|".join(clause.be)
        between = "|".join(clause.not_between)
        some = r"(?:[\w'-]+\s+)"
        self.directly = re.compile(
            rf"(?:,\s+(?:{'|'.join(clause.each)})\s)?[\s»”\"]*(?:(?!(?:{have}|{be}|{between})(?!\w))[\w'-]+\s+){{0,2}}?(?:{done})(?!\w)"
        )
        self.verb_start = re.compile(rf"(?<![\w'-])(?:{have}|{be}|{finite})(?!\w)")
        self.verb = re.compile(
            rf"(?:{finite}|(?:{have})\s+{some}{{0,3}}?(?:{active})"
            rf"|(?:(?:{have})\s+{some}{{0,2}}?{clause.been}\s+|(?:{be})\s+){some}{{0,3}}?(?:{done}))(?!\w)"
        )
        self.done = re.compile(rf"\s*(?:(?:{'|'.join(clause.adverbs)})\s+)?(?:{done})(?!\w)")
        self.inverted = re.compile(rf"(?<![\w'-])(?:(?:(?:{have})\s+{clause.been}|{be})\s+(?:{done})|(?:{have})\s+(?:{active}))\s+$")
        self.denied = re.compile(rf"(?<!\w)(?:{'|'.join(clause.negation)})\s+$")
        self.elsewhere = re.compile(rf"(?<!\w)(?:{'|'.join(clause.elsewhere)})(?!\w)", re.IGNORECASE)
        self.vague_of = frozenset(clause.of)
        self.of_people = re.compile(rf"\s(?:{'|'.join(clause.of)})$")
        either = "|".join(clause.either)
        others = "|".join(clause.other_ones)
        self.following = re.compile(rf"(?:\s*,\s*|\s+(?P<join>{either})\s+)(?!(?:{others})\s)(?:[\w'-]+\s+){{0,2}}?(?:{done})(?!\w)")
        self.cause = re.compile("|".join(f"(?P<{of}>(?<![\\w-])(?:{'|'.join(patterns)})(?!\\w))" for of, patterns in words.before.items()))
        self.passive = re.compile(rf"(?<!\w)(?:{'|'.join(words.clause.passive)})\s+(?:\w+\s+)?$")
        self.did = re.compile(rf"\s+(?:{'|'.join(clause.did)})\s")
        self.relative = re.compile(rf"(?<!\w)(?:{'|'.join(clause.relative)})$")
        there = rf"\s+(?:{'|'.join(clause.there)})\s*(?=\w)"
        self.apart = re.compile(rf"{there}[^,;.:!?()]{{1,60}}?(?:,|\s(?:{'|'.join(clause.others)}))\s+$")
        self.there = re.compile(there)
        self.belonging = re.compile(rf"\s(?:{'|'.join(clause.belonging)})[^,;.:!?()]{{1,50}}?(?:,|\s(?:{'|'.join(clause.others)}))\s+$")
        one = "|".join(clause.belonging_to_one)
        self.of_one = re.compile(
            rf"\s(?:{one})\s?(?:(?!(?:{have}|{be}|{between})(?!\w))[\w'-]+\s+){{1,3}}?(?:{done})(?<={clause.plural_ending})(?!\w)"
        )
        self.joint = re.compile(rf"\s*(?:,|\s(?:{either}))\s+")
        self.apposed = re.compile(rf",\s+(?P<one>(?:{'|'.join(clause.ones)})\s+[\w-]+\s+(?:{either})\s+)?$")
        self.aged = re.compile("|".join(clause.aged))
        self.out_of = re.compile(rf"(?<!\w)(?:{'|'.join(clause.out_of)})\s+$")
        self.within = re.compile(rf"[^;.!?]{{0,80}}[,(]\s*(?:{'|'.join(clause.parts)})\s+(?:\w+\s+){{0,1}}$")
        self.done_else = re.compile(rf"\s+(?:{'|'.join(clause.done_else)})(?!\w)")
        self.part = re.compile(rf"(?<!\w)(?:{'|'.join(clause.parts)}),?\s+$")
        words_between = rf"(?:\s+(?!(?:{'|'.join(clause.no_bridge)})\s)[\w'’-]+)"
        and_one = rf"(?:{words_between}{{0,5}}\s+(?:{'|'.join(clause.and_one)})(?=\s))?"
        self.bridge = re.compile(rf"{and_one}{words_between}{{0,6}}(?:\s*,\s*\d\d? ans\s*,)?\s+")
        among, then = rf"(?<!\w)(?:{'|'.join(clause.among)})\s+", r"(?:,\s+|\s+(?=\w))(?:[\w']+\s+){0,3}$"
        self.among = re.compile(rf"{among}([^\W\d_]+?)s?{then}")
        self.among_done = re.compile(rf"{among}(?:[\w'-]+\s+){{1,3}}?(?:{done}){then}")
        self.identify = re.compile(rf"(?<!\w)(?:{'|'.join(words.clause.identify)})\s*$")
        self.instead = re.compile(rf"(?<!\w)(?:{'|'.join(words.clause.instead)})(?!\w)[^,;]*$")
        self.breaking_off = re.compile(rf"(?<!\w)(?:{'|'.join(words.clause.breaks)})\s+\S+\s+\S+")


def kind_of(match: re.Match[str]) -> Of | None:
    """What a match of one of the patterns says of people."""
    return _OF_GROUP[match.lastgroup] if match.lastgroup else None


def _named(patterns: dict[Of, tuple[str, ...]], mark: str = "") -> str:
    """The patterns of each kind as a group of its name; `mark` keeps the names of two tables apart."""
    return "|".join(f"(?P<{of}{mark}>{'|'.join(of_kind)})" for of, of_kind in patterns.items())
