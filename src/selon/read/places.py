"""Find names of places, each with what its surroundings say about it.

A name is a run of words that begins with a capital and that the gazetteer or the language's table knows; longer names win. Some names need
no list: `le village de Robotyne`, `la place Tahrir`, `Chavannes-sur-l’Étang`. Nothing is decided here that needs the whole page:
`resolve.places` chooses among places of one name and drops what nothing supports.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from selon.languages import Pack
from selon.model import Article, Span
from selon.read.place_context import Row, Surroundings, surroundings
from selon.read.place_lists import place_lists
from selon.read.place_names import SentenceNames
from selon.read.place_patterns import PlacePatterns, patterns_of
from selon.read.place_text import PlaceText, place_text
from selon.read.place_walk import Found
from selon.read.place_words import PlaceKind
from selon.read.sentences import Sentence

# Different words about clubs that make a page one about clubs.
SPORTING_WORDS = 3


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """A name that may be a place, and its surroundings.

    `key` is the name as it is looked up, `kind` what a noun before it says (`région de X`), `known` whether a list has the name,
    `around` what the words around it say, `is_surname` whether somebody on the page is called so.
    """

    span: Span
    key: str
    kind: PlaceKind | None = None
    known: bool = True
    around: Surroundings
    is_surname: bool = False
    rule: str = "place-name/1"


class NamesRead(msgspec.Struct, frozen=True):
    """The names of one sentence, before the page's other sentences are looked at.

    `surnames` are what people are called in it, `sports` whether it has a word about clubs.
    """

    mentions: tuple[PlaceMention, ...]
    surnames: tuple[str, ...]
    sports: bool


def read_places(article: Article, sentences: list[Sentence], pack: Pack) -> list[PlaceMention]:
    """Names that may be places, in text order, none overlapping another."""
    return page_places(article, sentences, read_names(article, sentences, pack), pack)


def read_names(article: Article, sentences: list[Sentence], pack: Pack, *, sporting: bool = False) -> list[NamesRead]:
    """The names of each sentence; `sporting` where the page is about clubs. All but that depends on nothing outside the sentence."""
    lists, page = place_lists(pack), place_text(article.text)
    firsts, sports = _firsts(page, lists.patterns), lists.patterns.words.nouns.sports
    may_be_sporting = not sports.isdisjoint(page.words)
    read = []
    for sentence in sentences:
        names = SentenceNames(page, sentence.span, lists)
        begin = bisect_left(firsts, names.begin)
        found = names.find(firsts[begin : bisect_left(firsts, names.stop, begin)])
        about_clubs = may_be_sporting and not sports.isdisjoint(page.words[names.begin : names.stop])
        mentions = _mentions(names, found, in_sports=sporting and about_clubs)
        read.append(NamesRead(tuple(mentions), tuple(names.surnames(found)), about_clubs))
    return read


def _firsts(page: PlaceText, patterns: PlacePatterns) -> list[int]:
    """The numbers of the words with which a name may begin: those with a capital, and those with which some names begin small."""
    return sorted({*page.capitals, *page.among(patterns.small_starts)})


def page_places(article: Article, sentences: list[Sentence], read: Sequence[NamesRead], pack: Pack) -> list[PlaceMention]:
    """The names of all sentences of a page as mentions; those that somebody on the page is called are marked."""
    if _is_sporting(article, read, pack):
        read = read_names(article, sentences, pack, sporting=True)
    surnames = {surname for names in read for surname in names.surnames}
    mentions = [mention for names in read for mention in names.mentions]
    surnames |= {mention.key for mention in mentions if mention.around.person}
    return [msgspec.structs.replace(mention, is_surname=True) if mention.key in surnames else mention for mention in mentions]


def _is_sporting(article: Article, read: Iterable[NamesRead], pack: Pack) -> bool:
    """The page is about clubs."""
    if not any(names.sports for names in read):
        return False
    return len(patterns_of(pack).words.nouns.sports.intersection(place_text(article.text).words)) >= SPORTING_WORDS


def _mentions(names: SentenceNames, found: list[Found], *, in_sports: bool) -> list[PlaceMention]:
    """The names of a sentence, each with its surroundings; a name in a row of names shares what is said before the first one. `in_sports`: page
    and sentence are about clubs."""
    if not found:
        return []
    mentions: list[PlaceMention] = []
    patterns, page = names.patterns, names.page
    before: PlaceMention | None = None
    for name in found:
        sides = names.sides_of(name)
        around = surroundings(
            sides,
            patterns,
            before=Row(before.around, page.small[before.span.end : sides.span.start]) if before else None,
            glued=names.glued(name, found),
            in_sports=in_sports,
        )
        before = PlaceMention(span=sides.span, key=name.key, kind=name.kind or around.kind, known=name.known, around=around, rule=name.rule)
        mentions.append(before)
    return mentions
