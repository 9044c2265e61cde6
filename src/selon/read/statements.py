"""Find who says what: every statement that the article attributes to somebody other than its author.

The sentences become passages; posts, quotations, `selon X` and the frames of the verbs of saying are read in turn, each
in a module of its own. Here they are put together: what goes on in the next sentence, which of two claims on the same
words stands, which statement stands inside another.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

import msgspec

from selon.languages import Pack
from selon.model import Article, Span, Statement
from selon.read.according import may_attribute, read_according
from selon.read.bare_quotes import read_bare
from selon.read.citing import cited_instead
from selon.read.cue_lexicon import Lexicon, lexicon
from selon.read.cues import Cue, find_cues, possible_cues
from selon.read.direct import read_direct
from selon.read.found import Found, Unit, kind_of
from selon.read.indirect import read_indirect
from selon.read.noun_demands import may_demand
from selon.read.noun_frames import FRAMES
from selon.read.parse import Parser
from selon.read.passages import Passage, make_passages
from selon.read.phrases import is_unnamed
from selon.read.posts import paragraph_bounds, read_posts
from selon.read.said import Sentence as SaidSentence
from selon.read.sentences import Sentence
from selon.read.source_ends import without_participle
from selon.read.stance import is_hedged
from selon.read.words import clause_words

# How much of a clause somebody else must say in it before `selon X` only relays it; less where X is an outlet.
_RELAYED = 0.5
# What is longer is no sentence but a list or an attack; reading it would cost the square of its length.
_MAX_TOKENS = 1_500
_MAX_CUES = 40
# Quoted words that are more than a word held at a distance.
_QUOTED = 3
# How many sentences back a quotation that goes on may have begun.
_NEAR = 8
_RELAYED_BY_MEDIUM = 0.1
_NOUN_RULES = frozenset(f"{frame}/1" for frame in FRAMES)
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
    """Which passages may say something, as far as single words tell: `posts` by the number of their passage, of the others the verbs that
    may be ones of saying. Only those that are `telling` need a tree."""

    posts: dict[int, Found]
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
    mine = [n for n, passage in enumerate(passages) if n in wanted and passage.paragraph not in shown and _is_prose(passage)]
    cues = {n: possible_cues(passages[n], words) for n in mine}
    return Possible(posts, cues, frozenset(n for n, possible in cues.items() if possible or _may_tell(passages[n], words)))


def read_units(passages: Sequence[Passage], possible: Possible, pack: Pack, wanted: Container[int]) -> list[Unit]:
    """What each of the wanted passages says by itself, which depends on nothing outside its paragraph; of others nothing."""
    words = lexicon(pack)
    units = [Unit()] * len(passages)
    for number, post in possible.posts.items():
        if number in wanted:
            units[number] = Unit((post,))
    for number, cues in possible.cues.items():
        if number in wanted and (number in possible.telling or passages[number].quotes):
            units[number] = _read_unit(passages[number], number, passages[number - 1] if number else None, cues, words)
    return units


def put_together(text: str, passages: Sequence[Passage], units: Iterable[Unit]) -> list[Statement]:
    """The statements of the passages' units, those that go on over several sentences as one."""
    found: list[Found] = []
    for number, unit in enumerate(units):
        if unit.goes_on and found and found[-1].passage == number - 1 and found[-1].rule != "post/1":
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
    read = [*direct, *indirect, *according]
    read = _without_rivals([one for one in read if not _is_told_by_a_thing(one, read, passage)], passage)
    read = [without_participle(cited_instead(one, passage), passage) for one in read]
    found = sorted([*read, *read_bare(passage, number, read)], key=lambda one: one.content)
    return Unit(tuple(found), goes_on=_stands_in_marks(passage) and all(one.cue is None for one in direct))


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


def _without_rivals(found: list[Found], passage: Passage) -> list[Found]:
    """Of statements with nearly the same content the strongest; where somebody else says most of it, `selon X` only relays."""
    kept: list[Found] = []
    found = [one for one in found if not _told_by_others(one, found, passage)]
    for one in sorted(found, key=lambda one: (-one.strength, one.content)):
        passes_on = bool(kept) and one.rule.startswith(("according", "incise")) and _only_relays(one, kept, passage)
        if not passes_on and not any(_same_words(one, other) and not _takes_up(one, other, passage) for other in kept):
            kept.append(one)
    return kept


def _takes_up(one: Found, other: Found, passage: Passage) -> bool:
    """`X affirme que …, ce que dément Y`, `X affirme que …, selon Y, …`: two who speak of the same words."""
    return ("what/1" in (one.rule, other.rule) and one.source != other.source) or _stands_in(one, other, passage)


def _stands_in(one: Found, other: Found, passage: Passage) -> bool:
    """`X a dit que le pont avait, selon Y, cédé`: the phrase stands within what somebody else says behind a conjunction (`selon lui`: X)."""
    if not one.rule.startswith("according") or other.rule != "que/1" or one.cue is None or one.source is None:
        return False
    within = other.content[0].start <= one.cue.start < other.content[-1].end
    return within and passage.low[passage.token_from(one.source.start)] not in passage.words.stressed


def _told_by_others(one: Found, others: Sequence[Found], passage: Passage) -> bool:
    """`Le Monde indique que, selon le maire, …`: the outlet only passes on what opens with whom it cites."""
    if one.rule != "que/1" or not _is_medium(passage, one):
        return False
    return any(other.rule == "according/1" and other.cue is not None and other.cue.start == one.content[0].start for other in others)


def _only_relays(one: Found, others: list[Found], passage: Passage) -> bool:
    """Somebody else says most of the clause round an incise or a phrase, or all of it."""
    others = [other for other in others if not _stands_in(one, other, passage)]
    if not _is_unnamed(passage, one):
        by_medium = _is_medium(passage, one) and any(_opens_with(passage, other, one) for other in others)
        if _share_said(one, others) >= (_RELAYED_BY_MEDIUM if by_medium else _RELAYED):
            return True
    return one.rule.startswith("according") and any(_goes_round(one, other) for other in others)


def _is_told_by_a_thing(one: Found, others: Sequence[Found], passage: Passage) -> bool:
    """`« Le bilan fait état de dix morts », a-t-elle dit`: inside what somebody says a noun phrase that a thing brings is no one else's."""
    if one.source is None or one.rule not in _NOUN_RULES or not passage.span.covers(one.source) or _is_somebody(passage, one.source):
        return False
    head = passage.low[_head(passage, one.source)]
    if head not in passage.words.documents and passage.quote_at(one.source.start) is None:
        return False
    return any(span.covers(one.content[0]) and one.cue is not None and span.covers(one.cue) for other in others for span in other.content)


def _head(passage: Passage, source: Span) -> int:
    """The first word of a phrase that is no determiner."""
    first, last = passage.token_from(source.start), passage.token_from(source.end)
    return next((n for n in range(first, last) if passage.low[n] not in passage.words.before_heads), first)


def _is_somebody(passage: Passage, source: Span) -> bool:
    """A name, a pronoun, or a noun that the lexicon knows for people, bodies or outlets."""
    words = passage.words
    numbers = range(_head(passage, source), passage.token_from(source.end))
    known = (words.people, words.bodies, words.media, words.subject_pronoun)
    return any(passage.is_name(n) or any(passage.low[n] in nouns for nouns in known) for n in numbers)


def _is_medium(passage: Passage, one: Found) -> bool:
    """The source is an outlet, which passes on what others say: a word for one, or an acronym."""
    if one.source is None:
        return False
    if one.cue is not None and any(passage.low[n] in passage.words.passing for n in range(*_tokens(passage, one.cue))):
        return True  # `X a confirmé …, rapporte Y`
    tokens = range(passage.token_from(one.source.start), passage.token_from(one.source.end))
    return any(
        passage.low[n] in passage.words.media or (len(passage.low[n]) > 2 and passage.text[passage.starts[n] : passage.ends[n]].isupper())
        for n in tokens
    )


def _goes_round(outer: Found, inner: Found) -> bool:
    """`La route est coupée, a dit X, selon l'AFP`: X says all of it, and the phrase behind only relays it."""
    first, source = outer.content[0], inner.source
    if source is None or outer.cue is None or abs(inner.content[0].start - first.start) > 1:
        return False
    return inner.content[-1].end < source.start and source.end <= first.end < outer.cue.start


def _tokens(passage: Passage, span: Span) -> tuple[int, int]:
    return passage.token_from(span.start), passage.token_from(span.end)


def _is_unnamed(passage: Passage, one: Found) -> bool:
    """`Selon plusieurs témoins, X a crié « … »`: people without a name, whom no medium can cite as a relay."""
    return one.source is not None and passage.span.covers(one.source) and is_unnamed(passage, one.source)


def _opens_with(passage: Passage, inner: Found, outer: Found) -> bool:
    """The outer content begins with the inner statement's source, who is somebody: what it says is the main clause."""
    return (
        inner.source is not None
        and passage.span.covers(inner.source)
        and _is_somebody(passage, inner.source)
        and abs(inner.source.start - outer.content[0].start) <= 2
    )


def _same_words(left: Found, right: Found) -> bool:
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left.content for b in right.content)
    sizes = [sum(span.end - span.start for span in one.content) for one in (left, right)]
    union = sizes[0] + sizes[1] - shared
    return shared > 0 and shared >= 0.8 * union


def _share_said(one: Found, others: list[Found]) -> float:
    """How much of an incise's or a phrase's clause is what somebody else says in it (`Selon TASS, X a dit que …`): then it is a relay."""
    said = {at for other in others if other.source is not None for span in other.content for at in range(span.start, span.end)}
    own = [at for span in one.content for at in range(span.start, span.end)]
    return sum(at in said for at in own) / len(own)


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
    return one.rule == "incise/1" and passage.low[0] in ("—", "–") and passage.count > 1 and one.content[0].start == passage.starts[1]


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
