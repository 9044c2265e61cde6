"""Who vouches for a figure, counted so that nobody is counted twice.

The resolved speaker; where the speaker is unnamed, the first relay; in the article's own voice the outlet. Pages that relay one
speaker are one origin, copies of one dispatch are one origin, two captures of one address are one page. Relays transmit: they
are shown and not counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import msgspec

from selon.compare.copies import first_copies, paragraph
from selon.languages.fold import fold
from selon.model import Article, Span, Statement


class Voice(msgspec.Struct, frozen=True):
    """One figure's voice before the voices of a fact are brought together. `named`: a speaker vouches, else the page or a relay does."""

    name: str
    named: bool
    person: bool
    page: str
    paragraph: str


# `Haut-Commissariat aux réfugiés (HCR)`
_SHORT_FORM = re.compile(r"\s*\([A-Z][\w.-]{1,11}\)$")


def speaker_key(statement: Statement) -> str:
    """One key for a speaker in every spelling that is resolved: the actor, else the folded name; an unnamed one by its statement."""
    return fold(statement.actor or _SHORT_FORM.sub("", statement.speaker or "")) or f"unnamed {statement.id}"


def outlet(article: Article) -> str:
    """Who publishes the page: its outlet, else the host of its address, else the page itself."""
    host = urlsplit(article.url or "").hostname or ""
    return article.outlet or host.removeprefix("www.") or article.id


def voice_of(article: Article, statement: Statement | None, span: Span) -> Voice:
    """Whose word a figure is, taken alone."""
    words = paragraph(article.text, span)
    page = article.url or article.id
    if statement is not None and (name := statement.actor or statement.speaker):
        return Voice(name, True, statement.speaker_type in ("person", "private"), page, words)
    if statement is not None and statement.relays:
        return Voice(statement.relays[0].name, True, False, page, words)
    return Voice(outlet(article), False, False, page, words)


def origins_of(voices: Sequence[Voice]) -> list[str]:
    """The origin of each voice of one fact, as a name; equal names are one origin."""
    shown = _spellings(voices)
    own = [voice for voice in voices if not voice.named]
    copies = dict(zip(own, _dispatches(own), strict=True))
    return [shown[voice.name] if voice.named else copies[voice] for voice in voices]


def _spellings(voices: Sequence[Voice]) -> Mapping[str, str]:
    """Name -> the name shown: a surname alone is the one person of that surname in the fact; of spellings the first in the alphabet."""
    keys = sorted((fold(name), name) for name in {voice.name for voice in voices if voice.named})
    shown: dict[str, str] = {}
    for key, name in keys:
        shown.setdefault(key, name)
    people = {fold(name) for name in {voice.name for voice in voices if voice.person}}
    for key in people:
        full = [other for other in people if other != key and other.split()[-1:] == [key]]
        if len(full) == 1:
            shown[key] = shown[full[0]]
    return {name: shown[key] for key, name in keys}


def _dispatches(voices: Sequence[Voice]) -> list[str]:
    """The origin of each voice without a speaker: its outlet, or the outlet whose text it copies."""
    ordered = sorted(set(voices), key=lambda voice: (voice.name, voice.page, voice.paragraph))
    first = first_copies([voice.paragraph for voice in ordered])
    origin = {voice: ordered[first[at]].name for at, voice in enumerate(ordered)}
    return [origin[voice] for voice in voices]
