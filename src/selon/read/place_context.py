"""What the words around a name say: how surely it is a place, of which kind, and whether it stands for a government."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from selon.read.place_patterns import PlacePatterns
from selon.read.place_text import Sides
from selon.read.place_words import PlaceKind

# How sure the surroundings are that a name is that of a place.
NOTHING, WEAK, LOCATED, NAMED = 0, 1, 2, 3
LONGEST_ROW_GAP = 24
# `: les `
_COLON_AND_ARTICLE = 6
# `Anne Marie de`, with a space behind or without, and at most two words in what joins the name (`de la`).
_WORDS_OF_NOBLE = 5


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around a name.

    `evidence` runs from `NOTHING` to `NAMED` (a noun says what it is). `kind` and `noun` come from such a noun before the name, `defined`
    says that one stands behind it (`X, ville de l’est`). Against a place speak `glued` (part of a longer name), `person` (a title stands
    before it), `club` and `union` (part of the name of one). `first`: it opens its sentence; `part`: a part of it is meant (`l’est de X`);
    `at`: a preposition of place, `beside`: one for a place near it. An unknown name, too, is proved a place by `comma` (preposition and
    name open the sentence and a comma follows: `À X, …`), `proven` (`à`, not after a word like `répond`, or `beside`) and `dateline` (it
    opens a dispatch: `ADRÉ, Tchad —`). `determined`: an article or the like stands before it; `area_like`: a word that stands before
    countries and regions; `metonym`: it stands for its government.
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
    proven: bool = False
    dateline: bool = False
    beside: bool = False
    determined: bool = False
    area_like: bool = False
    metonym: bool = False


class Row(NamedTuple):
    """The name before in the sentence: its surroundings, and what stands between, in small letters."""

    around: Surroundings
    gap: str


def surroundings(sides: Sides, patterns: PlacePatterns, *, before: Row | None, glued: bool, in_sports: bool) -> Surroundings:
    """What is said around a name in its sentence.

    Args:
        sides: The text around the name.
        patterns: What the language says about places.
        before: The place name before it in the sentence.
        glued: A neighbour makes it part of a longer name.
        in_sports: Page and sentence are about clubs.
    """
    roles, noun = sides.roles, noun_before(sides, patterns)
    row = None if before is None else _row(before, patterns)
    kind, word = (None, None) if noun is None else _kind(noun, patterns)
    at, beside = "at" in roles or sides.plain, "beside" in roles
    if row is not None and kind is None and row.noun and row.noun.endswith("s") and not at:
        kind, word = row.kind, row.noun
    defined = _is_defined(sides, patterns)
    evidence = NAMED if word is not None or defined else _evidence(sides, patterns, at=at or beside)
    if before is not None and before.gap.strip() == "(" and sides.right[:2].lstrip()[:1] == ")":
        evidence = max(evidence, LOCATED)  # `Blaye (Gironde)`
    if row is not None:
        evidence = max(evidence, min(row.evidence, LOCATED))
    return Surroundings(
        evidence=evidence,
        defined=defined,
        kind=kind,
        noun=word,
        first=sides.opening,
        glued=glued or sides.right.startswith(" (@") or "buildings" in roles,
        person=_person(sides, patterns),
        club=(in_sports and evidence <= WEAK) or ("clubs" in roles and _club(sides, patterns)),
        union="joined_to_union" in roles and not at and _union(sides, patterns),
        part="compass" in roles or (noun is not None and bool(noun.part)),
        at=at,
        comma=sides.right.startswith(",") and sides.stands_alone_behind(patterns.words.prepositions.leading),
        dateline=sides.opening and sides.right.startswith(",") and patterns.dateline.match(sides.right) is not None,
        proven=beside or ("proving" in roles and (row is None or row.proven) and _proven(sides, patterns)),
        beside=beside,
        determined="determined" in roles,
        area_like="areas" in roles,
        metonym=_metonym(sides, patterns, placed=at or noun is not None, row=row),
    )


class NounBefore(NamedTuple):
    """A noun that says what the name is, and whether only a part of it is meant."""

    word: str
    part: bool


def noun_before(sides: Sides, patterns: PlacePatterns) -> NounBefore | None:
    """The noun to which `de` or the like joins the name, or that stands directly before it."""
    if "before_nouns" in sides.roles and sides.says(patterns.noun_words) and (joined := patterns.noun_of.match(sides.bare)):
        noun, written = joined.group("noun"), sides.left[joined.start("noun") : joined.end("noun")]
        if sides.bare.endswith(patterns.words.nouns.offices, 0, joined.end("noun")):
            return NounBefore(patterns.words.nouns.offices[0].partition(" ")[0], part=False)
        return NounBefore(noun, part=bool(joined.group("part"))) if _is_accented(noun, written, patterns) else None
    if ":" in sides.left[-_COLON_AND_ARTICLE:] and (listing := patterns.listing.match(sides.bare)):
        return NounBefore(listing.group("noun"), part=False)
    if "bare_nouns" not in sides.roles:
        return None
    bare = max(patterns.bare_nouns.intersection(sides.bare_before), key=len)[:-1]
    return NounBefore(bare, part=False) if _is_accented(bare, sides.left[-len(bare) - 1 : -1], patterns) else None


def _is_defined(sides: Sides, patterns: PlacePatterns) -> bool:
    """A noun behind the name says what it is: `X, ville de l’est`."""
    behind = sides.bare_right
    first = behind[1:2] if behind.startswith(" ") else behind[:1]
    return first in patterns.copula_signs and patterns.defined.match(behind) is not None


def _is_accented(noun: str, written: str, patterns: PlacePatterns) -> bool:
    """The noun has the accents without which it would be another: `comté` is one, `comte` a person."""
    return patterns.words.nouns.accented.get(noun, written) == written


def _row(before: Row, patterns: PlacePatterns) -> Surroundings | None:
    """The surroundings of the name before, where both stand in one row: `à Gao et Tombouctou`, `de Donetsk et de Louhansk`."""
    if before.around.glued or not 0 < len(before.gap) <= LONGEST_ROW_GAP:
        return None
    return before.around if patterns.row.fullmatch(before.gap) else None


def _kind(noun: NounBefore, patterns: PlacePatterns) -> tuple[PlaceKind | None, str | None]:
    """What a noun before the name says it is; where a part of it is meant (`les villages du sud de X`), the noun does not tell the kind."""
    word, nouns = noun.word, patterns.words.nouns
    if word in nouns.regions:
        return "region", word
    if word in nouns.towns:
        return (None if noun.part else "town"), word
    if word in nouns.rivers:
        return "water", word
    return ("area" if word in nouns.lands and word in nouns.naming else None), word


def _evidence(sides: Sides, patterns: PlacePatterns, *, at: bool) -> int:
    if (
        at
        or patterns.counted.match(sides.bare_right)
        or (sides.opening and (sides.right.lstrip()[:1] == ":" or patterns.dateline.match(sides.right)))
    ):
        return LOCATED
    if not sides.roles.isdisjoint(("of", "areas", "according")):
        return WEAK
    return WEAK if sides.right.startswith(" (") or sides.left.endswith("(") else NOTHING


def _person(sides: Sides, patterns: PlacePatterns) -> bool:
    """A title stands before the name, maybe with a word of nationality (`le président syrien X`), or it ends another (`Anne Marie de
    X`)."""
    if "titles" in sides.roles:
        return True
    bare = sides.bare
    if "of" in sides.roles and (noble := patterns.noble.search(sides.written, _begin_of_last(bare, _WORDS_OF_NOBLE))):
        at = slice(*noble.span("first"))
        named = noble.group("last")[0].isupper() and bare[at] in patterns.words.persons.first_names
        if named and not bare[: at.start].endswith(patterns.named_after):
            return True
    if bare[-1:] != " ":
        return False
    last = bare[bare.rfind(" ", 0, -1) + 1 : -1]
    if last not in patterns.nationalities:
        return False
    return not patterns.titles.isdisjoint(before[: -len(last) - 1] for before in sides.every_bare_before(patterns.reach_of_titles))


def _begin_of_last(text: str, words: int) -> int:
    """Where the last so many words of a text begin, as spaces part them."""
    begin = len(text)
    while words and begin >= 0:
        begin = text.rfind(" ", 0, begin)
        words -= 1
    return begin + 1


def _proven(sides: Sides, patterns: PlacePatterns) -> bool:
    """Nothing is said or given to somebody: `à` stands before the name."""
    preposition = max(patterns.proving.intersection(sides.before), key=len)
    return sides.left[: -len(preposition)].rstrip().rpartition(" ")[2].rpartition("'")[2] not in patterns.words.prepositions.receiving


def _club(sides: Sides, patterns: PlacePatterns) -> bool:
    """The word of clubs before the name has a capital: the `Stade de Reims` is one, `un stade de Malang` is not."""
    word = max(patterns.clubs.intersection(sides.bare_before), key=len)
    return sides.written[-len(word)].isupper()


def _union(sides: Sides, patterns: PlacePatterns) -> bool:
    """The name of a union or association, with a capital, goes on to here: `l’Association des leaders religieux du Mali`."""
    if not sides.says(patterns.union_words):
        return False
    unions = (union for union in patterns.union.finditer(sides.bare) if sides.written[union.start()].isupper())
    return any(patterns.union_goes_on.match(sides.bare, union.end()) for union in unions)


def _metonym(sides: Sides, patterns: PlacePatterns, *, placed: bool, row: Surroundings | None) -> bool:
    metonyms = patterns.metonyms
    if "according" in sides.roles:
        return True
    if "cut_off" in sides.roles:
        return metonyms.ends.match(sides.right) is not None
    of = "of" in sides.roles
    if _acts(sides, patterns, of=of) or (row is not None and row.metonym):
        return True
    return not placed and not of and metonyms.right.match(sides.right) is not None


def _acts(sides: Sides, patterns: PlacePatterns, *, of: bool) -> bool:
    """Words before the name say so: it speaks, has forces, is an agent, or deals with another."""
    metonyms, left = patterns.metonyms, sides.left
    return (
        "said" in sides.roles
        or (of and sides.says(metonyms.possessed_words) and metonyms.possessed.search(left) is not None)
        or ("by" in sides.roles and metonyms.agent.search(left) is not None)
        or ("linking" in sides.roles and metonyms.linked.search(left) is not None)
        or (sides.says(metonyms.signing) and metonyms.signed.search(left) is not None)
    )
