"""Of two claims on the same words the one that stands: who says something, and who only passes on what somebody else says there."""

from __future__ import annotations

from collections.abc import Sequence

from selon.model import Span
from selon.read.found import Found
from selon.read.noun_frames import FRAMES
from selon.read.passages import Passage
from selon.read.phrases import has_finite, is_unnamed

# How much of a clause somebody else must say in it before `selon X` only relays it; less where X is an outlet.
_RELAYED = 0.5
_RELAYED_BY_MEDIUM = 0.1
_NOUN_RULES = frozenset(f"{frame}/1" for frame in FRAMES)


def without_rivals(found: Sequence[Found], passage: Passage) -> list[Found]:
    """Of statements with nearly the same content the strongest; where somebody else says most of it, `selon X` only relays."""
    kept: list[Found] = []
    said = [one for one in found if not (_is_told_by_a_thing(one, found, passage) or _only_said_to_be_said(one, found))]
    for one in sorted([one for one in said if not _told_by_others(one, said, passage)], key=lambda one: (-one.strength, one.content)):
        passes_on = bool(kept) and one.rule.startswith(("according", "incise")) and _only_relays(one, kept, passage)
        if not passes_on and not any(_same_words(one, other) and not _takes_up(one, other, passage) for other in kept):
            kept.append(one)
    return kept


def _takes_up(one: Found, other: Found, passage: Passage) -> bool:
    """`X affirme que …, ce que dément Y`, `X affirme que …, selon Y, …`: two who speak of the same words."""
    return ("what/1" in (one.rule, other.rule) and one.source != other.source) or _stands_in(one, other, passage)


def _stands_in(one: Found, other: Found, passage: Passage) -> bool:
    """`X a dit que le pont avait, selon Y, cédé`, `Selon X, le car, qui compte 50 places selon Y, a brûlé`: the phrase stands within what
    somebody else says behind a conjunction, or is a relative clause's in what another phrase opens (`selon lui`: X)."""
    if not one.rule.startswith("according") or one.cue is None or one.source is None:
        return False
    apart = passage.low[passage.token_from(one.content[0].start)] in passage.words.only_relative and other.rule == one.rule
    if other.rule != "que/1" and not apart:
        return False
    within = other.content[0].start <= one.cue.start < other.content[-1].end
    return within and passage.low[passage.token_from(one.source.start)] not in passage.words.stressed


def _goes_on_behind(one: Found, other: Found, passage: Passage) -> bool:
    """`La crue, qui atteint 7 m selon X, devrait baisser, estime Y`: what X says is but the clause inside what Y does."""
    if one.rule != "incise/1" or not other.rule.startswith("according") or other.source is None:
        return False
    first, last = passage.token_from(other.source.end), passage.token_from(one.content[0].end)
    return has_finite(passage, first, last)


def _told_by_others(one: Found, others: Sequence[Found], passage: Passage) -> bool:
    """`Le Monde indique que, selon le maire, …`, `Selon le maire, …, rapporte Le Monde`: the outlet only passes on what opens with whom it
    cites."""
    if one.rule not in ("que/1", "incise/1") or not _is_medium(passage, one):
        return False
    return any(other.rule == "according/1" and other.cue is not None and other.cue.start == one.content[0].start for other in others)


def _only_relays(one: Found, others: list[Found], passage: Passage) -> bool:
    """Somebody else says most of the clause round an incise or a phrase, or all of it; an order only a medium passes on."""
    others = [
        other
        for other in others
        if not (_stands_in(one, other, passage) or _goes_on_behind(one, other, passage)) and (other.stance != "orders" or _is_medium(passage, one))
    ]
    if not _is_unnamed(passage, one):
        by_medium = _is_medium(passage, one) and any(other.rule != "naming/1" and _opens_with(passage, other, one) for other in others)
        if _share_said(one, others) >= (_RELAYED_BY_MEDIUM if by_medium else _RELAYED):
            return True
    if any(_sums_up(one, other) for other in others):
        return True
    return one.rule.startswith("according") and any(_goes_round(one, other) for other in others)


def _is_told_by_a_thing(one: Found, others: Sequence[Found], passage: Passage) -> bool:
    """`« Le bilan fait état de dix morts », a-t-elle dit`: inside what somebody says a noun phrase that a thing brings is no one else's."""
    if one.source is None or one.rule not in _NOUN_RULES or not passage.span.covers(one.source) or _is_somebody(passage, one.source):
        return False
    head = passage.low[_head(passage, one.source)]
    quoted = any(passage.quote_at(span.start) is not None for span in (one.source, one.cue) if span is not None)
    if head not in passage.words.documents and not quoted:
        return False
    return any(span.covers(one.content[0]) and one.cue is not None and span.covers(one.cue) for other in others for span in other.content)


def _only_said_to_be_said(one: Found, others: Sequence[Found]) -> bool:
    """`X dit regretter « … »`: what X says opens with the verb, and the quotation is its object."""
    if not one.rule.startswith("direct"):
        return False
    outer = [other.content[0] for other in others if other.rule == "inf/1"]
    return any(one.cue is not None and one.cue.start == content.start and content.covers(one.content[0]) for content in outer)


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


def _sums_up(outer: Found, inner: Found) -> bool:
    """`Dix morts : tel est le bilan donné par X, selon l'AFP`: X says the figures, and the phrase behind only relays them."""
    return inner.rule == "toll/1" and inner.cue is not None and any(span.covers(inner.cue) for span in outer.content)


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
    return len(said.intersection(own)) / len(own)
