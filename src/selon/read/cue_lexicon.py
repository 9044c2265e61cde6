"""The cue lexicon of a language: the verbs that report speech in all their forms, with their frames, and the nouns that do.

Which words of a sentence make a group with such a verb is for `selon.read.cues` to say.
"""

from __future__ import annotations

from functools import cache

import msgspec

from selon.languages import Pack
from selon.languages.fold import fold
from selon.model import Stance


class _CueTable(msgspec.Struct, frozen=True):
    """Shape of `cues.toml`; the file's header explains the keys."""

    never: frozenset[str]
    asserts: dict[str, str]
    denies: dict[str, str]
    doubts: dict[str, str]
    asks: dict[str, str]
    orders: dict[str, str]
    expects: dict[str, str]
    nouns: dict[str, Stance]
    acts: dict[str, Stance]
    demands: dict[str, str]
    phases: dict[str, str]


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A verb of the lexicon: its infinitive, the words that follow it, whether it is reflexive, its frames with their stance."""

    verb: str
    tail: tuple[str, ...]
    reflexive: bool
    frames: dict[str, Stance]


class Form(msgspec.Struct, frozen=True):
    """A word as a form of cue verbs: its readings as entry and kind of form, all the kinds, where every reading has further words, the stems
    of the first ones, and whether none has any."""

    readings: tuple[tuple[Entry, str], ...]
    kinds: frozenset[str]
    tails: frozenset[str]
    plain: bool


class Lexicon:
    """Every form of every cue verb of a language, and the nouns."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("cues", _CueTable)
        self.nouns = table.nouns
        self.acts = table.acts
        self.demands = table.demands
        self.noun_set = frozenset((*table.nouns, *table.acts))
        self.forms: dict[str, list[tuple[Entry, str]]] = {}
        self.phases: dict[str, frozenset[str]] = {}
        forms_of = pack.functions.verb_forms
        for stance in ("asserts", "denies", "doubts", "asks", "orders", "expects"):
            for key, frames in getattr(table, stance).items():
                entry = _entry(key, frames, stance)
                for form, kind in forms_of(entry.verb):
                    if form not in table.never:
                        self.forms.setdefault(form, []).append((entry, kind))
        for key, links in table.phases.items():
            for form, _ in forms_of(_entry(key, "", "asserts").verb):
                self.phases[form] = frozenset(links.split())
        plain: dict[str, list[tuple[Entry, str]]] = {}
        for form, entries in self.forms.items():
            if fold(form) not in self.forms:
                plain.setdefault(fold(form), []).extend(entries)
        self.words = {word: _form(readings) for word, readings in (self.forms | plain).items()}

    def find(self, low: str) -> Form | None:
        """A folded word as a form of cue verbs; one written without its accents is found too."""
        return self.words.get(low)


def _form(readings: list[tuple[Entry, str]]) -> Form:
    firsts = {word_stem(entry.tail[0]) for entry, _ in readings} if all(entry.tail for entry, _ in readings) else ()
    plain = not any(entry.tail for entry, _ in readings)
    return Form(tuple(readings), frozenset(kind for _, kind in readings), frozenset(firsts), plain)


def _entry(key: str, frames: str, stance: Stance) -> Entry:
    verb, *tail = key.removeprefix("se ").removeprefix("s'").split()
    own: dict[str, Stance] = {}
    for frame in frames.split():
        name, _, other = frame.partition(":")
        own[name] = other or stance  # type: ignore[assignment]
    if verb == "en":
        verb, tail = tail[0], tail[1:]
    return Entry(verb, tuple(" ".join(tail).replace("'", "' ").split()), key.startswith(("se ", "s'")), own)


@cache
def lexicon(pack: Pack) -> Lexicon:
    """The lexicon of a language, built once."""
    return Lexicon(pack)


def word_stem(word: str) -> str:
    """A word without the endings of gender and number."""
    return word.rstrip("es")
