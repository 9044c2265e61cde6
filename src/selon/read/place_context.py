"""What the words around a name say: how surely it is a place, of which kind, and whether it stands for a government."""

from __future__ import annotations

import re

import msgspec

from selon.languages.fold import fold
from selon.model import Span
from selon.read.place_words import PlaceKind, PlacePatterns

# How sure the surroundings are that a name is that of a place.
NOTHING, WEAK, LOCATED, NAMED = 0, 1, 2, 3
WINDOW = 120
_ROW = re.compile(r"(?:,| et| ou| puis|, et| comme| ainsi que|, puis| jusqu'à| à| and)?(?: (?:de|du|des|d'|à|au|aux|en|la|le|les|l'|dans))*\s?'?\s?", re.IGNORECASE)


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around a name.

    `evidence` runs from `NOTHING` to `NAMED` (a noun says what it is). `kind` and `noun` come from such a noun; `first` says that the name opens its
    sentence, `glued` that it is part of a longer name, `person` that a title stands before it, `club` that a club is meant, `union` that it is part
    of a union's name, `part` a part of it (`l’est de X`), `beside` a place near it, `area_like` an article or preposition of countries and regions.
    """

    evidence: int = NOTHING
    kind: PlaceKind | None = None
    noun: str | None = None
    first: bool = False
    glued: bool = False
    person: bool = False
    club: bool = False
    union: bool = False
    part: bool = False
    beside: bool = False
    area_like: bool = False
    metonym: bool = False


def surroundings(
    text: str, sentence: Span, span: Span, *, patterns: PlacePatterns, before: tuple[Span, Surroundings] | None, glued: bool
) -> Surroundings:
    """What is said around `span` in its sentence; `before` is the place name before it there, with its own surroundings."""
    left = text[max(sentence.start, span.start - WINDOW) : span.start].lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    right = text[span.end : min(sentence.end, span.end + WINDOW)].lower().replace("’", "'").replace("\u00a0", " ")
    bare = fold(left)
    noun = patterns.noun_of.search(bare) or patterns.noun_bare.search(bare)
    at = patterns.at.search(left) is not None
    beside = patterns.beside.search(left) is not None
    row = _row(text, span, before)
    kind, word = _kind(noun, patterns)
    if row is not None and kind is None and row.noun and row.noun.endswith("s") and not at:
        kind, word = row.kind, row.noun
    evidence = _evidence(left, right, noun=noun is not None or word is not None, at=at or beside, patterns=patterns, sentence_start=not left.strip(" «“\"'-–—("))
    if row is not None:
        evidence = max(evidence, min(row.evidence, LOCATED))
    return Surroundings(
        evidence=evidence,
        kind=kind,
        noun=word,
        first=not left.strip(" «“\"'-–—("),
        glued=glued,
        person=patterns.title.search(bare) is not None,
        club=patterns.club.search(bare) is not None or (evidence <= WEAK and patterns.sports.search(fold(text[sentence.start : sentence.end])) is not None),
        union=patterns.union.search(bare) is not None,
        part=patterns.compass.search(bare) is not None,
        beside=beside,
        area_like=patterns.region_like.search(left) is not None,
        metonym=_metonym(left, right, at=at, noun=noun is not None, row=row, patterns=patterns),
    )


def _row(text: str, span: Span, before: tuple[Span, Surroundings] | None) -> Surroundings | None:
    """The surroundings of the name before, where both stand in one row: `à Gao et Tombouctou`, `de Donetsk et de Louhansk`."""
    if before is None or before[1].glued:
        return None
    gap = text[before[0].end : span.start].replace("’", "'")
    return before[1] if 0 < len(gap) <= 24 and _ROW.fullmatch(gap) else None


def _kind(noun: re.Match[str] | None, patterns: PlacePatterns) -> tuple[PlaceKind | None, str | None]:
    if noun is None:
        return None, None
    word, nouns = noun.group("noun"), patterns.words.nouns
    if word in nouns.regions:
        return "region", word
    if word in nouns.towns:
        return "town", word
    return ("water", word) if word in nouns.rivers else (None, None)


def _evidence(left: str, right: str, *, noun: bool, at: bool, patterns: PlacePatterns, sentence_start: bool) -> int:
    if noun:
        return NAMED
    if at or (sentence_start and re.match(r"\s?:", right)):
        return LOCATED
    if left.rstrip().endswith(" ans, de") or left.endswith(" ans, d'"):
        return LOCATED
    if patterns.of.search(left) or patterns.region_like.search(left) or patterns.according.search(left):
        return WEAK
    return WEAK if right.startswith(" (") or left.endswith("(") else NOTHING


def _metonym(left: str, right: str, *, at: bool, noun: bool, row: Surroundings | None, patterns: PlacePatterns) -> bool:
    if patterns.according.search(left):
        return not left.rstrip(" la'").endswith("pour") or right[:1] in {",", ".", ""}
    if patterns.shared.search(left) or patterns.metonym_left.search(left) or (row is not None and row.metonym):
        return True
    return not at and not noun and not patterns.of.search(left) and patterns.metonym_right.match(right) is not None
