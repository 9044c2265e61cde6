"""What the words around a name say: how surely it is a place, of which kind, and whether it stands for a government."""

from __future__ import annotations

import re

import msgspec

from selon.languages.fold import fold_same_length
from selon.model import Span
from selon.read.place_words import PlaceKind, PlacePatterns

# How sure the surroundings are that a name is that of a place.
NOTHING, WEAK, LOCATED, NAMED = 0, 1, 2, 3
WINDOW = 120
LONGEST_ROW_GAP = 24
OPENING = " «“\"'-–—(["
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " "})


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around a name.

    `evidence` runs from `NOTHING` to `NAMED` (a noun says what it is). `kind` and `noun` come from such a noun before the name,
    `defined` says
    that one stands behind it (`X, ville de l’est`). Against a place speak `glued` (part of a longer name), `person` (a title stands before
    it), `club` and `union` (part of the name of one). `first`: it opens its sentence; `part`: a part of it is meant (`l’est de X`); `at`: a
    preposition of place, `beside`: one for a place near it; `comma`: preposition and name open the sentence and a comma follows (`À X,
    …`: a
    place even if no list has it); `determined`: an article or the like stands before it; `area_like`: a word that stands before countries
    and regions; `metonym`: it stands for its government.
    """

    evidence: int = NOTHING
    kind: PlaceKind | None = None
    noun: str | None = None
    defined: bool = False
    first: bool = False
    glued: bool = False
    person: bool = False
    club: bool = False
    union: bool = False
    part: bool = False
    at: bool = False
    comma: bool = False
    beside: bool = False
    determined: bool = False
    area_like: bool = False
    metonym: bool = False


class _Sides:
    """The text left and right of a name in its sentence, in small letters with plain apostrophes and spaces; `bare` is without accents."""

    def __init__(self, text: str, sentence: Span, span: Span) -> None:
        self.written = text[max(sentence.start, span.start - WINDOW) : span.start].translate(_PLAIN)
        self.left = self.written.lower()
        self.bare = fold_same_length(self.written)
        self.right = text[span.end : min(sentence.end, span.end + WINDOW)].translate(_PLAIN).lower()
        self.bare_right = fold_same_length(self.right)
        self.far = span.start - sentence.start >= WINDOW
        self.opening = span.start - sentence.start < WINDOW and not self.left.strip(OPENING)

    def introduced(self, patterns: PlacePatterns) -> bool:
        """Nothing but a preposition of place stands before the name in its sentence."""
        words = self.left.strip(OPENING).split()
        return not self.far and len(words) == 1 and words[0] in patterns.words.prepositions.leading


def surroundings(
    text: str, sentence: Span, span: Span, *, patterns: PlacePatterns, before: tuple[Span, Surroundings] | None, glued: bool, sporting: bool
) -> Surroundings:
    """What is said around `span` in its sentence.

    Args:
        text: The page's text.
        sentence: Where the name's sentence stands in it.
        span: Where the name stands.
        patterns: What the language says about places.
        before: The place name before it in the sentence, with its surroundings.
        glued: A neighbour makes it part of a longer name; a noun or preposition of place before it outweighs a neighbour to the right.
        sporting: The page is about clubs.
    """
    sides = _Sides(text, sentence, span)
    noun = patterns.noun_of.search(sides.bare) or patterns.noun_bare.search(sides.bare)
    row = _row(text, span, before, patterns)
    if noun is not None and not _rightly_accented(noun, sides, patterns):
        noun = None
    kind, word = _kind(noun, patterns)
    at = patterns.at.search(sides.left) is not None or patterns.plain.search(sides.written) is not None
    beside = patterns.beside.search(sides.left) is not None
    if row is not None and kind is None and row.noun and row.noun.endswith("s") and not at:
        kind, word = row.kind, row.noun
    defined = patterns.defined.match(sides.bare_right) is not None
    evidence = NAMED if word is not None or defined else _evidence(sides, patterns, at=at or beside)
    if row is not None:
        evidence = max(evidence, min(row.evidence, LOCATED))
    return Surroundings(
        evidence=evidence,
        defined=defined,
        kind=kind,
        noun=word,
        first=sides.opening,
        glued=glued or sides.right.startswith(" (@"),
        person=_person(sides, patterns),
        club=_club(text, sentence, sides, patterns, sporting=sporting and evidence <= WEAK),
        union=not at and _union(sides, patterns),
        part=patterns.compass.search(sides.bare) is not None or (noun is not None and bool(noun.group("part"))),
        at=at,
        comma=sides.introduced(patterns) and sides.right.startswith(","),
        beside=beside,
        determined=patterns.determined.search(sides.left) is not None,
        area_like=patterns.areas.search(sides.left) is not None,
        metonym=_metonym(sides, patterns, placed=at or noun is not None, row=row),
    )


def _row(text: str, span: Span, before: tuple[Span, Surroundings] | None, patterns: PlacePatterns) -> Surroundings | None:
    """The surroundings of the name before, where both stand in one row: `à Gao et Tombouctou`, `de Donetsk et de Louhansk`."""
    if before is None or before[1].glued or not 0 < span.start - before[0].end <= LONGEST_ROW_GAP:
        return None
    gap = text[before[0].end : span.start].translate(_PLAIN).lower()
    return before[1] if patterns.row.fullmatch(gap) else None


def _kind(noun: re.Match[str] | None, patterns: PlacePatterns) -> tuple[PlaceKind | None, str | None]:
    """What a noun before the name says it is; where a part of it is meant (`les villages du sud de X`), the noun does not tell the kind."""
    if noun is None:
        return None, None
    word, nouns = noun.group("noun"), patterns.words.nouns
    if word in nouns.regions:
        return "region", word
    if word in nouns.towns:
        return (None if noun.group("part") else "town"), word
    if word in nouns.rivers:
        return "water", word
    return ("area" if word in nouns.lands and word in nouns.naming else None), word


def _rightly_accented(noun: re.Match[str], sides: _Sides, patterns: PlacePatterns) -> bool:
    """`comté de X` is a region, `comte de X` a person."""
    wanted = patterns.words.nouns.accented.get(noun.group("noun"))
    return wanted is None or sides.left[noun.start("noun") : noun.end("noun")] == wanted


def _evidence(sides: _Sides, patterns: PlacePatterns, *, at: bool) -> int:
    if at or (sides.opening and (sides.right.lstrip().startswith(":") or patterns.dateline.match(sides.right))):
        return LOCATED
    if patterns.of.search(sides.left) or patterns.areas.search(sides.left) or patterns.metonyms.according.search(sides.left):
        return WEAK
    return WEAK if sides.right.startswith(" (") or sides.left.endswith("(") else NOTHING


def _person(sides: _Sides, patterns: PlacePatterns) -> bool:
    """A title stands before the name, maybe with a word of nationality (`le président syrien X`), or it ends another (`Anne Marie de
    X`)."""
    bare = sides.bare
    if patterns.title.search(bare):
        return True
    noble = patterns.noble.search(sides.written)
    if noble is not None and noble.group("last")[0].isupper() and fold_same_length(noble.group("first")) in patterns.words.persons.first_names:
        return True
    words = bare.rstrip(" ").rpartition(" ")
    return bare.endswith(" ") and words[2] in patterns.nationalities and patterns.title.search(words[0] + " ") is not None


def _club(text: str, sentence: Span, sides: _Sides, patterns: PlacePatterns, *, sporting: bool) -> bool:
    if patterns.club.search(sides.bare):
        return True
    return sporting and patterns.sports.search(fold_same_length(text[sentence.start : sentence.end])) is not None


def _union(sides: _Sides, patterns: PlacePatterns) -> bool:
    """The name of a union or association, with a capital, goes on to here: `l’Association des leaders religieux du Mali`."""
    union = patterns.union.search(sides.bare)
    return union is not None and sides.written[union.start()].isupper()


def _metonym(sides: _Sides, patterns: PlacePatterns, *, placed: bool, row: Surroundings | None) -> bool:
    metonyms = patterns.metonyms
    if metonyms.according.search(sides.left):
        return True
    if metonyms.cut_off.search(sides.left):
        return metonyms.ends.match(sides.right) is not None
    if metonyms.shared.search(sides.left) or metonyms.left.search(sides.left) or (row is not None and row.metonym):
        return True
    return not placed and not patterns.of.search(sides.left) and metonyms.right.match(sides.right) is not None
