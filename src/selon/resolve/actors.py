"""People and bodies that Selon knows by name: `actors.toml` of the language, then files of plug-ins, then the user's own (setting `actors`)."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Set
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from selon.errors import PackError, PluginError, SettingsError
from selon.languages import load_pack
from selon.languages.fold import fold
from selon.plugins import ACTORS, installed, load
from selon.resolve.names import spelling_key
from selon.resolve.words import Answers, folded_words
from selon.settings import value_of


class Actor(msgspec.Struct, frozen=True):
    """A person or body: the canonical name, where it stands, and by which nouns a page may call it."""

    name: str
    kind: Literal["person", "body", "outlet", "platform"]
    side: str | None = None
    gender: Literal["m", "f", "x"] = "x"
    nouns: tuple[str, ...] = ()


class _Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    aliases: tuple[str, ...] = ()
    side: str | None = None
    gender: Literal["m", "f", "x"] = "x"
    roles: tuple[str, ...] = ()


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    aliases: tuple[str, ...] = ()
    side: str | None = None
    kind: Literal["body", "outlet", "platform"] = "body"
    nouns: tuple[str, ...] = ()


class ActorFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shape of `actors.toml` and of the user's file."""

    person: tuple[_Person, ...] = ()
    body: tuple[_Body, ...] = ()


class Actors:
    """All known actors, found by any of their names."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, ...], Actor] = {}
        self._by_key: dict[tuple[str, ...], Actor] = {}
        self._by_title: dict[tuple[str, ...], dict[str, Actor]] = {}
        self._longest: dict[str, int] = {}
        self._longest_by_key: dict[str, int] = {}
        self._longest_from = Answers(self._find_longest)

    def add(self, file: ActorFile) -> None:
        """Take in the rows of a file; a later file may say something else of a name than an earlier one.

        Raises:
            ValueError: One name stands for two actors of this file.
        """
        taken: dict[tuple[str, ...], str] = {}
        for person in file.person:
            roles = tuple(fold(role) for role in person.roles)
            self._enter(Actor(person.name, "person", person.side, person.gender, roles), (person.name, *person.aliases), taken)
        for body in file.body:
            nouns = tuple(fold(noun) for noun in body.nouns)
            self._enter(Actor(body.name, body.kind, body.side, "x", nouns), (body.name, *body.aliases), taken)
        self._longest_from.clear()

    def _enter(self, actor: Actor, names: tuple[str, ...], taken: dict[tuple[str, ...], str]) -> None:
        for name in names:
            words = folded_words(name)
            if taken.setdefault(words, actor.name) != actor.name:
                raise ValueError(f"{name!r} names both {taken[words]!r} and {actor.name!r}")
            self._by_name[words] = actor
            self._longest[words[0]] = max(self._longest.get(words[0], 1), len(words))
            if actor.kind == "outlet" and len(words) > 1:
                self._by_title.setdefault(words[1:], {})[words[0]] = actor
            if actor.kind == "person" and len(words) > 1:
                keys = tuple(map(spelling_key, words))
                self._by_key[keys] = actor
                self._longest_by_key[keys[0]] = max(self._longest_by_key.get(keys[0], 1), len(keys))

    def find(self, name: str) -> Actor | None:
        """The actor of this whole name or alias, or of another transliteration of a person's full name."""
        return self.spelled(folded_words(name))

    def spelled(self, words: tuple[str, ...]) -> Actor | None:
        """As `find`, for a name as folded words."""
        found = self._by_name.get(words)
        if found is not None or len(words) < 2 or (first := spelling_key(words[0])) not in self._longest_by_key:
            return found
        return self._by_key.get((first, *map(spelling_key, words[1:])))

    def titled(self, words: tuple[str, ...], articles: Set[str]) -> Actor | None:
        """The outlet of which these folded words are the name without its article: `Monde` of `Le Monde`."""
        titles = self._by_title.get(words)
        return next((actor for article, actor in titles.items() if article in articles), None) if titles is not None else None

    def longest_from(self, word: str) -> int:
        """The number of words of the longest name that begins with this folded word, 0 where none does."""
        return self._longest_from[word]

    def _find_longest(self, word: str) -> int:
        return max(self._longest.get(word, 0), self._longest_by_key.get(spelling_key(word), 0))


@cache
def actors_of(language: str, own_file: str) -> Actors:
    """The language's actors, those of plug-ins and of the file `own_file` ("" for none), read once for each file name.

    Raises:
        PackError: The language's file is wrong.
        PluginError: A plug-in's file is wrong.
        SettingsError: The user's file cannot be read or is wrong.
    """
    actors = Actors()
    try:
        actors.add(load_pack(language).table("actors", ActorFile))
    except ValueError as error:
        raise PackError(language, "actors", str(error)) from error
    for name, content in plugged_in(language):
        try:
            actors.add(_parsed(content))
        except (ValueError, msgspec.ValidationError) as error:
            raise PluginError(ACTORS, name, f"is no TOML file of the shape of actors.toml ({error})") from error
    if own_file:
        try:
            actors.add(_parsed(Path(own_file).read_bytes()))
        except (OSError, ValueError, msgspec.ValidationError) as error:
            raise SettingsError("actors", own_file, f"a TOML file of the shape of actors.toml ({error})") from error
    return actors


def _parsed(content: bytes) -> ActorFile:
    return msgspec.convert(tomllib.loads(content.decode("utf-8")), type=ActorFile)


def plugged_in(language: str) -> list[tuple[str, bytes]]:
    """The actor files that plug-ins bring for a language, each with the plug-in's name (`fr.ministries`) and its bytes.

    Raises:
        PluginError: One cannot be loaded.
    """
    points = installed(ACTORS)
    return [(name, load(point).read_bytes()) for name, point in points.items() if name.split(".")[0] == language]


def actors_digest(language: str) -> str:
    """What the actors beside the built-in ones add to a reading's version: a sign and twelve hex digits for plug-ins and for the user's file."""
    plugins = plugged_in(language)
    hashed = hashlib.sha256(msgspec.json.encode([[name, hashlib.sha256(content).hexdigest()] for name, content in plugins])).hexdigest()
    return (f"&{hashed[:12]}" if plugins else "") + own_actors_digest()


def own_actors_digest() -> str:
    """ "+" and twelve hex digits over the user's own file, "" where the setting `actors` names none: another file is another reading.

    Raises:
        SettingsError: The file cannot be read.
    """
    own_file = str(value_of("actors"))
    if not own_file:
        return ""
    try:
        return "+" + hashlib.sha256(Path(own_file).read_bytes()).hexdigest()[:12]
    except OSError as error:
        raise SettingsError("actors", own_file, f"a TOML file that can be read ({error.strerror})") from error


def known_actors(language: str) -> Actors:
    """The actors of a language and of the user's file, as the setting `actors` says now."""
    return actors_of(language, str(value_of("actors")))
