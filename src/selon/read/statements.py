"""Find who says what: every statement that the article attributes to somebody other than its author.

The sentences become passages; posts, quotations, `selon X` and the frames of the verbs of saying are read in turn, each
in a module of its own (`rivals` says which of two claims on the same words stands). Here they are put together: what
goes on in the next sentence, which statement stands inside another.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

import msgspec

from selon.languages import Pack
from selon.model import Article, Span, Statement
from selon.read.according import may_attribute, read_according
from selon.read.bare_quotes import read_bare
from selon.read.beside_quotes import brings_next, close, closes_last, joined, signs_last, with_neighbour
from selon.read.citing import cited_instead
from selon.read.cue_lexicon import Lexicon, lexicon
from selon.read.cues import Cue, find_cues, possible_cues
from selon.read.direct import read_direct
from selon.read.found import Found, Unit, kind_of
from selon.read.incises import opens_with_dash
from selon.read.indirect import read_indirect
from selon.read.noun_demands import may_demand
from selon.read.parse import Parser
from selon.read.passages import Passage, make_passages
from selon.read.posts import paragraph_bounds, read_posts
from selon.read.rivals import without_rivals
from selon.read.said import Sentence as SaidSentence
from selon.read.sentences import Sentence
from selon.read.source_ends import without_participle
from selon.read.stance import is_hedged
from selon.read.words import clause_words

# What is longer is no sentence but a list or an attack; reading it would cost the square of its length.
_MAX_TOKENS = 1_500
_MAX_CUES = 40
# Quoted words that are more than a word held at a distance.
_QUOTED = 3
# How many sentences back a quotation that goes on may have begun.
_NEAR = 8
_STOPS = frozenset(".!?…")


def read_statements(article: Article, sentences: list[Sentence], pack: Pack, parser: Parser) -> list[Statement]:
    """The statements of an article, in the order of their content, with ids s1, s2 …

    `speaker` is left None and `relays` empty: resolve.speakers fills them from `source` and `cue`.
    """
    passages = make_passages(article, sentences, clause_words(pack), parser)
    every = range(len(passages))
    possible = possible_units(article.text, passages, pack, every)
    parser.prepare(possible.to_parse(passages, every))
    return put_together(article.text, passages, read_units(passages, possible, pack, every))


class Possible(msgspec.Struct, frozen=True):
    """Which passages may say something, as far as single words tell: `posts` by the number of their first passage, `shown` the passages
    that posts have, and the verbs that may be ones of saying. Only those that are `telling` need a tree."""

    posts: dict[int, Found]
    shown: frozenset[int]
    cues: dict[int, list[Cue]]
    telling: frozenset[int]

    def to_parse(self, passages: Sequence[Passage], wanted: Container[int]) -> list[str]:
        """What the parser will be asked for by the passages whose numbers are wanted."""
        return [passages[number].masked for number in sorted(self.telling) if number in wanted]


def possible_units(text: str, passages: Sequence[Passage], pack: Pack, wanted: Container[int]) -> Possible:
    """Look through the passages whose numbers are `wanted`; of a paragraph all of them are, or none."""
    words = lexicon(pack)
    posts: dict[int, Found] = {}
    shown: set[int] = set()
    for paragraph, (start, end, first) in paragraph_bounds(passages).items():
        post = read_posts(text, (start, end), first) if first in wanted else None
        if post is not None:
            posts[first] = post
            shown.add(paragraph)
    mine = [n for n, passage in enumerate(passages) if n in wanted and _is_prose(passage)]
    cues = {n: possible_cues(passages[n], words) for n in mine}
    of_posts = frozenset(n for n in mine if passages[n].paragraph in shown)
    return Possible(posts, of_posts, cues, frozenset(n for n, possible in cues.items() if possible or _may_tell(passages[n], words)))


def read_units(passages: Sequence[Passage], possible: Possible, pack: Pack, wanted: Container[int]) -> list[Unit]:
    """What each of the wanted passages says by itself, which depends on nothing outside its paragraph; of others nothing."""
    words = lexicon(pack)
    units = [Unit()] * len(passages)
    for number, post in possible.posts.items():
        if number in wanted:
            units[number] = Unit((post,))
    for number, cues in possible.cues.items():
        if number in wanted and (number in possible.telling or passages[number].quotes):
            unit = _read_unit(passages[number], number, passages[number - 1] if number else None, cues, words)
            units[number] = _within_post(unit, passages[number], possible.posts.get(number)) if number in possible.shown else unit
        elif number in wanted and (signed := signs_last(passages[number], number)) is not None:
            units[number] = Unit(closes=signed)
    return units


def put_together(text: str, passages: Sequence[Passage], units: Iterable[Unit]) -> list[Statement]:
    """The statements of the passages' units, those that go on over several sentences as one."""
    found: list[Found] = []
    every = [Unit(), *units, Unit()]
    for number, own in enumerate(every[1:-1]):
        unit = with_neighbour(own, every[number])
        close(found, unit, number)
        unit = joined(found, unit, passages, number)
        if unit.goes_on and every[number + 2].closes is None and found and found[-1].passage == number - 1 and found[-1].rule != "post/1":
            at = _last_outer(found)
            near = passages[max(0, number - _NEAR) : number]
            if _is_quoted(found[at], near) and not _is_apart(found[at], passages[number], passages[number - 1]):
                found[at] = _longer(found[at], [quote.inner for quote in passages[number].quotes])
                continue
        found += unit.found
    return _finish(text, passages, found)


def _is_prose(passage: Passage) -> bool:
    return len(passage.lows) <= _MAX_TOKENS


def _may_tell(passage: Passage, words: Lexicon) -> bool:
    """Without a verb of saying: a noun or an act of saying, or a phrase like `selon X`, as far as single words tell."""
    return not words.noun_set.isdisjoint(passage.low_set) or may_attribute(passage) or may_demand(passage, words)


def _read_unit(passage: Passage, number: int, before: Passage | None, possible: Sequence[Cue], words: Lexicon) -> Unit:
    cues = find_cues(passage, possible)
    if len(cues) > _MAX_CUES:
        return Unit()
    direct, used = read_direct(passage, number, cues)
    sentence = SaidSentence(passage, number, cues, before)
    indirect = read_indirect(sentence, used, words, direct)
    according = read_according(passage, number, cues, [*direct, *indirect])
    read = without_rivals([*direct, *indirect, *according], passage)
    read = [without_participle(cited_instead(one, passage), passage) for one in read]
    found = sorted([*read, *read_bare(passage, number, read)], key=lambda one: one.content)
    goes_on = _stands_in_marks(passage) and all(one.cue is None for one in direct)
    return Unit(tuple(found), goes_on, brings_next(passage, number, cues), closes_last(passage, number, cues))


def _within_post(unit: Unit, passage: Passage, post: Found | None) -> Unit:
    """What a post says that somebody else says: it has a verb or a phrase of saying, and a source that is not the one who posts."""
    first_person = passage.words.first_person
    cited = [one for one in unit.found if one.cue is not None and one.source is not None and one.source.of(passage.text).lower() not in first_person]
    return Unit((*([post] if post is not None else []), *cited))


def _stands_in_marks(passage: Passage) -> bool:
    """The sentence stands wholly in quotation marks."""
    if not passage.quotes:
        return False
    at = passage.span.start
    for quote in [*passage.quotes, None]:
        gap = passage.text[at : quote.outer.start if quote else passage.span.end]
        if any(c.isalnum() for c in gap):
            return False
        at = quote.outer.end if quote else at
    return True


def _is_apart(one: Found, passage: Passage, before: Passage) -> bool:
    """In a paragraph of its own: behind a statement that is more than a quotation, or without a full stop, as titles between paragraphs are."""
    if passage.paragraph == before.paragraph:
        return False
    stopped = any(mark in _STOPS for mark in passage.text[passage.span.end - 3 : passage.span.end])
    return not stopped or not one.rule.startswith(("direct", "quotation"))


def _is_quoted(one: Found, near: Sequence[Passage]) -> bool:
    """Some of its words stand in quotation marks: a quotation may go on with them, with a clause that is not quoted none goes on."""
    if one.rule.startswith(("direct", "quotation")):
        return True
    quotes = [quote for passage in near for quote in passage.all_quotes if len(quote.inner.of(passage.text).split()) >= _QUOTED]
    return any(quote.outer.overlaps(span) for quote in quotes for span in one.content)


def _last_outer(found: list[Found]) -> int:
    """The last direct statement of the last sentence, else the last one that stands in no other."""
    for at in range(len(found) - 1, -1, -1):
        if found[at].passage == found[-1].passage and found[at].rule.startswith("direct"):
            return at
    for at in range(len(found) - 1, -1, -1):
        one = found[at]
        if not any(other is not one and any(span.covers(one.content[0]) for span in other.content) for other in found[-12:]):
            return at
    return len(found) - 1


def _longer(one: Found, more: list[Span]) -> Found:
    return Found(
        content=(*one.content, *more),
        cue=one.cue,
        source=one.source,
        stance=one.stance,
        rule=one.rule,
        passage=one.passage + 1,
        strength=one.strength,
        past=one.past,
    )


def _finish(text: str, passages: Sequence[Passage], found: list[Found]) -> list[Statement]:
    ordered = sorted(found, key=lambda one: (one.content[0].start, -one.content[-1].end, one.cue or Span(0, 0)))
    ids = {id(one): f"s{number}" for number, one in enumerate(ordered, 1)}
    bounds = [(min(span.start for span in one.content), max(span.end for span in one.content)) for one in ordered]
    statements = []
    for one in ordered:
        passage = passages[one.passage]
        quotes = [quote for near in passages[max(0, one.passage - _NEAR) : one.passage + 1] for quote in near.all_quotes]
        kind = "direct" if one.rule in ("post/1", "direct-inside/1") or _after_dash(passage, one) else kind_of(text, one.content, one.cue, quotes)
        outer = _container(one, ordered, bounds)
        statements.append(
            Statement(
                id=ids[id(one)], kind=kind, content=one.content, cue=one.cue, source=one.source,
                inside=ids[id(outer)] if outer is not None else None,
                stance=one.stance, hedged=kind != "direct" and is_hedged(passage, one.content, one.past), rule=one.rule,
            )
        )  # fmt: skip
    return statements


def _after_dash(passage: Passage, one: Found) -> bool:
    """`— On ferme à minuit, dit le chef`: a dash opens the paragraph, and its words are spoken."""
    spoken = one.rule == "incise/1" and opens_with_dash(passage)
    return spoken and passage.count > 1 and one.content[0].start == passage.starts[1]


def _container(one: Found, others: list[Found], bounds: list[tuple[int, int]]) -> Found | None:
    """The smallest statement whose content holds this one's cue and content; `bounds` are the first and last offset of each content."""
    if one.cue is None:
        return None
    start, end = one.cue.start, one.cue.end
    around = [
        other
        for other, (first, last) in zip(others, bounds, strict=True)
        if first <= start
        and end <= last
        and other is not one
        and any(span.covers(one.cue) for span in other.content)
        and any(span.covers(one.content[0]) for span in other.content)
    ]
    return min(around, key=lambda other: sum(span.end - span.start for span in other.content), default=None)


__all__ = ["Cue", "read_statements"]
