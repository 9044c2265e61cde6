"""Find names of places, each with what its surroundings say about it.

A name is a run of words that begins with a capital and that the gazetteer or the language's table knows; longer names win. Some names need
no list: `le village de Robotyne`, `la place Tahrir`, `Chavannes-sur-l’Étang`. Nothing is decided here that needs the whole page:
`resolve.places` chooses among places of one name and drops what nothing supports.
"""

from __future__ import annotations

import msgspec

from selon.languages import Pack
from selon.languages.fold import fold_same_length
from selon.languages.gazetteer import load_gazetteer
from selon.model import Article, Span
from selon.read.place_context import Surroundings, surroundings
from selon.read.place_names import SentenceNames
from selon.read.place_words import PlaceKind, patterns_of
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


def read_places(article: Article, sentences: list[Sentence], pack: Pack) -> list[PlaceMention]:
    """Names that may be places, in text order, none overlapping another."""
    patterns, gazetteer = patterns_of(pack), load_gazetteer()
    folded = fold_same_length(article.text)
    sporting = len(set(patterns.sports.findall(folded))) >= SPORTING_WORDS
    read = [SentenceNames(article.text, folded, sentence.span, patterns, gazetteer, pack.code) for sentence in sentences]
    surnames = {surname for names in read for surname in names.surnames()}
    mentions = [mention for names in read for mention in _mentions(names, sporting=sporting)]
    surnames |= {mention.key for mention in mentions if mention.around.person}
    return [msgspec.structs.replace(mention, is_surname=mention.key in surnames) for mention in mentions]


def _mentions(names: SentenceNames, *, sporting: bool) -> list[PlaceMention]:
    """The names of a sentence, each with its surroundings; a name in a row of names shares what is said before the first one."""
    mentions: list[PlaceMention] = []
    for found in names.found:
        span = names.span_of(found)
        around = surroundings(
            names.text,
            names.span,
            span,
            patterns=names.patterns,
            before=(mentions[-1].span, mentions[-1].around) if mentions else None,
            glued=names.glued(found),
            sporting=sporting,
        )
        kind = found.kind or around.kind
        mentions.append(PlaceMention(span=span, key=found.key, kind=kind, known=found.known, around=around, rule=found.rule))
    return mentions
