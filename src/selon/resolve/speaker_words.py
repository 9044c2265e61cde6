"""The shape of `speakers.toml`: the words by which a language names speakers. What each key means stands in the file itself."""

from __future__ import annotations

from typing import Literal

import msgspec

Gender = Literal["m", "f", "x"]
Number = Literal["sg", "pl", "x"]
NounKind = Literal["office", "person", "poster", "body", "outlet", "document"]
PronounKind = Literal["subject", "oblique", "last", "nobody", "some", "self"]
Determined = Literal["definite", "pointing", "owned", "indefinite"]


class Prepositions(msgspec.Struct, frozen=True):
    """Shape of `[prepositions]`."""

    of: frozenset[str]
    joining: frozenset[str]
    at: frozenset[str]
    governing: frozenset[str]


class _Adjectives(msgspec.Struct, frozen=True, rename={"not_": "not"}):
    feminine: str
    former: tuple[str, ...]
    before: tuple[str, ...]
    endings: tuple[str, ...]
    not_: tuple[str, ...]
    after: tuple[str, ...]


class _Names(msgspec.Struct, frozen=True):
    articles: tuple[str, ...]
    joints: tuple[str, ...]
    civilities: dict[str, Gender]
    polite: tuple[str, ...]
    parties: tuple[str, ...]
    particles: tuple[str, ...]
    particles_after_first_name: tuple[str, ...]
    body_words: tuple[str, ...]
    before_body: tuple[str, ...]
    staff: tuple[str, ...]
    name_prefixes: tuple[str, ...]
    fields: tuple[str, ...]
    compass: tuple[str, ...]
    age_words: tuple[str, ...]
    outlet_words: tuple[str, ...]
    outlet_endings: tuple[str, ...]
    small: tuple[str, ...]
    before_waters: tuple[str, ...]
    before_storms: tuple[str, ...]
    before_place: tuple[str, ...]
    places: tuple[str, ...]
    no_names: tuple[str, ...]
    first_m: tuple[str, ...]
    first_f: tuple[str, ...]


class _Figures(msgspec.Struct, frozen=True):
    nouns: tuple[str, ...]


class Voices(msgspec.Struct, frozen=True):
    """Shape of `[voices]`."""

    spokespersons: tuple[str, ...]
    members: tuple[str, ...]
    kin: tuple[str, ...]
    many: tuple[str, ...]
    parties: tuple[str, ...]
    anyone: tuple[str, ...]
    nameless: tuple[str, ...]
    no_complements: tuple[str, ...]
    equipment: tuple[str, ...]
    sources: tuple[str, ...]
    same: tuple[str, ...]
    signed: tuple[str, ...]
    addressed: tuple[str, ...]
    issued: tuple[str, ...]
    trades: tuple[str, ...]
    announcements: tuple[str, ...]
    gatherings: tuple[str, ...]
    of_leaders: tuple[str, ...]
    named_after: tuple[str, ...]
    being: tuple[str, ...]
    papers: tuple[str, ...]
    two: tuple[str, ...]
    adding: tuple[str, ...]
    parts: tuple[str, ...]
    of: str
    of_elided: str
    elided_before: str
    anybody: tuple[str, ...]
    taken_up: tuple[str, ...]
    there: tuple[str, ...]


class RelayWords(msgspec.Struct, frozen=True):
    """Shape of `[relays]`."""

    reported: tuple[str, ...]
    passes_on: tuple[str, ...]
    that: tuple[str, ...]
    repeatedly: tuple[str, ...]
    by: tuple[str, ...]
    by_word: str
    told: tuple[str, ...]
    told_sure: tuple[str, ...]
    according: tuple[str, ...]
    citing: tuple[str, ...]
    outlets: tuple[str, ...]
    chains: tuple[str, ...]
    channels: tuple[str, ...]
    crowd: tuple[str, ...]
    documents: tuple[str, ...]


class SpeakerWords(msgspec.Struct, frozen=True):
    """Shape of `speakers.toml`."""

    plural_endings: tuple[tuple[str, str], ...]
    determiners: dict[Determined, dict[str, str]]
    prepositions: Prepositions
    adjectives: _Adjectives
    pronouns: dict[str, tuple[Gender, Number, PronounKind]]
    nouns: dict[NounKind, dict[Gender, tuple[str, ...]]]
    names: _Names
    described_as: dict[str, tuple[str, ...]]
    figures: _Figures
    voices: Voices
    relays: RelayWords
