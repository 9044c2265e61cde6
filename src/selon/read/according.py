"""`selon X`, `d'après X`, `pour X`, `aux dires de X`: the rest of the sentence is X's.

The phrase stands before, inside or after what is said. Things have no opinion (`selon les prévisions`); a document
speaks for the body that it names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from selon.model import Span
from selon.read.according_sources import aside_end, closing_mark, source_and_head, speaks, without_subject
from selon.read.adjuncts import find_that
from selon.read.asked import kept
from selon.read.clauses import clause_end, clause_start, is_incise, skip_connectors, starts_with, trimmed
from selon.read.cues import Cue
from selon.read.found import Found
from selon.read.noun_contents import is_number
from selon.read.passages import Passage
from selon.read.phrases import has_finite, is_finite, is_participle, is_unnamed, opens_count, phrase_end
from selon.read.said import start_of

_COUNT = 9
_OPENING = frozenset('"«“')
_CLOSING = frozenset('"»”')


class _Opening(NamedTuple):
    """Where such a phrase may begin: token, number of its tokens, and whether it needs no other source before it (as `pour` does)."""

    at: int
    length: int
    alone: bool


def may_attribute(passage: Passage) -> bool:
    """As far as single words tell, something in the passage is attributed so."""
    return any(opening.alone for opening in _openings(passage)) or _is_official(passage) or _may_be_heard(passage)


def _may_be_heard(passage: Passage) -> bool:
    return bool(passage.words.phrases(passage.words.heard).all_in(passage.lows, passage.low_set))


@kept
def _openings(passage: Passage) -> list[_Opening]:
    words = passage.words
    found = [_Opening(at, length, True) for at, length in words.phrases(words.according).all_in(passage.lows, passage.low_set)]
    if words.pronounced_for.isdisjoint(passage.low_set):
        return found
    first = skip_connectors(passage, 0, passage.count)
    known = {opening.at for opening in found}
    for at in passage.where(words.pronounced_for):
        if at not in known:
            whose = passage.low[at - 1] == "," and passage.low[at + 1] in words.only_relative  # `Anne Morel, pour qui …`
            opens = at == first or (at > 0 and starts_with(passage, 0, words.connectors) == at)  # `Toutefois pour X, …`
            found.append(_Opening(at, 1, opens or passage.low[at - 1] == ":" or whose))
    return sorted(found)


def read_according(passage: Passage, number: int, cues: Sequence[Cue], taken: Sequence[Found]) -> list[Found]:
    """The statements that a preposition attributes, outside quotations."""
    found: list[Found] = []
    read_to = -1
    for at, length, alone in _openings(passage):
        if at <= read_to:
            continue
        counted_from = _counts(passage, at, found)
        if (alone or counted_from) and passage.quote_at(passage.starts[at]) is None:
            one = _read(passage, number, at, length, cues, taken, counted_from)
            if one is not None:
                found.append(one)
                read_to = at + length
    return [*found, *_officially(passage, number, cues), *_heard(passage, number, cues)]


def _counts(passage: Passage, at: int, found: Sequence[Found]) -> int:
    """`22 000 selon X, 45 000 pour Y`: the first token of the second count; 0 where no other source stands before."""
    if not found or found[-1].source is None:
        return 0
    if (opposed := _opposed_count(passage, at)) and found[-1].content[-1].end <= passage.starts[opposed]:
        return opposed
    if (bare := _bare_count(passage, at)) and found[-1].source.end <= passage.starts[bare - 1]:
        return bare
    comma = passage.token_from(found[-1].source.end)
    if passage.low[comma] not in {",", ";"} | passage.words.joins or at - comma > _COUNT or at - comma < 2:
        return 0
    counted = any(passage.low[n][:1].isdigit() or passage.low[n] in passage.words.numbers for n in range(comma + 1, at))
    return comma + 1 if counted and not has_finite(passage, comma, at) else 0


def _opposed_count(passage: Passage, at: int) -> int:
    """`…, contre 12 selon Y`: the first token of the count that is opposed to what stands before; 0 where none is."""
    if passage.low[at] in passage.words.pronounced_for:
        return 0  # `contre 46 % pour sa rivale`: whom the votes are for
    against = next((n for n in range(at - 2, max(at - _COUNT, 0), -1) if passage.low[n] in passage.words.against), 0)
    counted = passage.low[against + 1][:1].isdigit() or passage.low[against + 1] in passage.words.numbers
    return against + 1 if against and counted and passage.low[against - 1] == "," and not has_finite(passage, against, at) else 0


def _bare_count(passage: Passage, at: int) -> int:
    """`Selon X, 5 000 personnes ont défilé, 12 000 selon Y`: the first token of the second count, behind a comma or `et`; 0 where none is."""
    words = passage.words
    last = at - 1 if passage.low[at - 1] == "," else at
    if passage.low[at] in words.pronounced_for:
        return 0
    nearby = range(last - 1, max(at - _COUNT, 0), -1)
    joint = next((n for n in nearby if passage.low[n] == "," or (passage.low[n] in words.joins and not is_number(passage, n - 1))), -1)
    start = joint + 1  # not the `et` of `entre 8 et 9`
    counted = passage.low[start][:1].isdigit() or passage.low[start] in words.numbers or words.amount_phrases.starting(passage.lows, start)
    return start if counted and start < last and not has_finite(passage, start, at) else 0


def _read(passage: Passage, number: int, at: int, length: int, cues: Sequence[Cue], taken: Sequence[Found], counted_from: int) -> Found | None:
    words = passage.words
    name = at + 1 if starts_with(passage, at, words.of_source) else at + length
    contracted = passage.low[name - 1] in words.inside_name and name - at > 1
    if starts_with(passage, at, words.of_source) and at > 0 and passage.low[at - 1] != ",":
        return None
    if (
        passage.low[name] in words.according_not
        or _differs(passage, at)
        or (passage.low[at - 1] not in ("", ",") and starts_with(passage, at, words.according_apart))
    ):
        return None
    marked = passage.low[name] in _OPENING and passage.is_name(name + 1)  # `selon "Radio Sud"`
    name += marked
    end = closing_mark(passage, name) if marked else phrase_end(passage, name)
    if passage.low[at - 1] in words.auxiliaries:
        while end > name + 1 and (token := passage.node(end - 1)) is not None and token.pos in ("VERB", "AUX"):
            end -= 1
    end = without_subject(passage, name, end)
    source, head = source_and_head(passage, name, end)
    end += marked and passage.low[end] in _CLOSING
    if source is None or not speaks(passage, at, name, end, head):
        return None
    if starts_with(passage, at, words.of_source) and any(one.source == source for one in taken):
        return None  # `De source policière, on indique que …`
    own = passage.low[name] in words.stressed and end == name + 1
    if own and any(one.rule == "que/1" and span.start < passage.starts[at] < span.end for one in taken for span in one.content):
        return None  # `X affirme que Y se trouvait selon lui à Lyon`
    tail = end if _breaks_in(passage, at, name, end) else aside_end(passage, name, end, clause_start(passage, at, cues) < at)
    tail = max(tail, passage.token_from(source.end))
    if (
        not counted_from
        and passage.low[at] in words.pronounced_for
        and passage.low[tail] not in (",", ":")
        and passage.quote_at(start_of(passage, tail)) is None
    ):
        return None
    cue = Span(passage.starts[at], passage.ends[name - 1 - (1 if contracted or marked else 0)])
    if counted_from:
        span = trimmed(passage, passage.starts[counted_from], passage.starts[at])
        return Found(content=(span,), cue=cue, source=source, rule="according-count/1", passage=number, strength=4) if span else None
    content = _content(passage, at, tail, cues)
    if passage.low[name] in words.relative:  # `l'avocat, selon qui …`
        rest = clause_end(passage, name + 1, cues, None)
        span = trimmed(passage, passage.ends[name], passage.ends[rest - 1])
        content = [span] if span is not None else []
    rivals = [own for one in taken if one.strength >= 5 for own in one.content if any(span.overlaps(own) for span in content)]
    inside = [one for one in taken if one.source is not None and any(span.covers(one.source) for span in content)]
    cited = is_unnamed(passage, source) and bool(inside)
    if not content or (rivals and not cited and not any(_is_heard(passage, one) for one in inside)):
        return None
    return Found(content=tuple(content), cue=cue, source=source, rule="according/1", passage=number, strength=3)


def _is_heard(passage: Passage, one: Found) -> bool:
    """`des témoins l'ont entendu crier « … », selon le procureur`: who shouted is told of."""
    token = passage.node(passage.token_from(one.cue.start)) if one.cue is not None and one.rule == "direct-before/1" else None
    return token is not None and token.verb_form == "Inf"


def _differs(passage: Passage, at: int) -> bool:
    """`les prix varient beaucoup selon les marchés`."""
    return any(passage.low[n] in passage.words.varying for n in (at - 1, at - 2))


def _breaks_in(passage: Passage, at: int, name: int, end: int) -> bool:
    """The phrase stands right behind a verb whose clause goes on (`aurait selon la police pris la fuite`), or is no more than a pronoun."""
    if (end == name + 1 and passage.low[name] in passage.words.stressed) or (passage.is_word(at - 1) and opens_count(passage, end)):
        return True
    return at > 0 and is_finite(passage, at - 1) and passage.is_word(end)


def _content(passage: Passage, at: int, tail: int, cues: Sequence[Cue]) -> list[Span]:
    stop = at
    while stop > 0 and (length := passage.words.phrases(passage.words.before_according).ending(passage.lows, stop - 1)):
        stop -= length  # `…, toujours selon X`, `Toujours selon X, …`
    left_from = clause_start(passage, at, cues)
    breaks_in = at > 0 and is_finite(passage, at - 1) and passage.is_word(tail) and passage.low[at - 1] != ","
    breaks_in = breaks_in or (passage.is_word(at - 1) and opens_count(passage, tail))  # `avait réuni selon X 3 000 personnes`
    led = any(opening.alone and opening.at < at for opening in _openings(passage))  # `Selon X, …, qui compte 12 élus selon Y`
    if passage.low[at - 1] == "," == passage.low[tail] or breaks_in or led:
        left_from = max(_relative_before(passage, at, left_from), _behind_that(passage, cues, at))
    if passage.low[at - 1] == "," and is_participle(passage, at - 2):
        left_from = stop  # `une vidéo montrant, selon lui, …`
    connects = starts_with(passage, left_from, passage.words.connectors) == stop - left_from  # `Toutefois pour X, …`
    left = trimmed(passage, passage.starts[left_from], passage.starts[stop]) if left_from < stop and not connects else None
    right_from = tail + 1 if passage.low[tail] in (",", ":", "–", "—") else tail
    right_from = _past_gerund(passage, right_from)
    right = None
    joins_in = left is not None and any(
        (cue.mood == "gerund" and passage.low[cue.last + 1] in passage.words.that) or (cue.mood == "finite" and is_incise(passage, cue))
        for cue in cues
        if cue.clitics_from == right_from  # `…, selon X, ajoutant que …`, `…, selon X, rapporte Y`
    )
    if right_from < passage.count and not joins_in:
        right_to = clause_end(passage, right_from, cues, None, strict=left is not None and not _goes_on(passage, left_from, at, tail, right_from))
        right_to = min(
            _quote_end(passage, right_from),
            _bracket_end(passage, at),
            next((n for n in range(right_from, right_to) if _ends_content(passage, n, at)), right_to),
        )
        if right_to > right_from and any(passage.is_word(n) for n in range(right_from, right_to)):
            right = trimmed(passage, passage.starts[right_from], passage.ends[right_to - 1])
    if left is None or _only_opens(passage, left_from, at):
        relative = _relative_opened(passage, left_from, at)
        return [] if right is None else _relative_clause(passage, relative, right) if relative else [right]
    if right is not None and _another_count(passage, right_from, right):
        return [left]
    if right is None or not (breaks_in or _goes_on(passage, left_from, at, tail, right_from)):
        return [left]
    return [left, right]


def _quote_end(passage: Passage, start: int) -> int:
    """`Selon X, « … », d'autres …`: what opens with a quotation ends with it, where a comma follows."""
    quote = passage.quote_at(passage.starts[start])
    if quote is None or not quote.closed or quote.outer.start != passage.starts[start]:
        return passage.count
    behind = passage.token_from(quote.outer.end)
    return behind if passage.low[behind] == "," else passage.count


def _bracket_end(passage: Passage, at: int) -> int:
    """`à Nîmes (1 200 marcheurs selon la mairie), Arles …`: the bracket that closes behind a phrase within brackets."""
    if not {"(", ")"} <= passage.low_set:
        return passage.count
    opened = next((n for n in range(at - 1, -1, -1) if passage.low[n] in ("(", ")")), -1)
    if opened < 0 or passage.low[opened] == ")":
        return passage.count
    return next((n for n in range(at, passage.count) if passage.low[n] == ")"), passage.count)


def _past_gerund(passage: Passage, start: int) -> int:
    """`Pour X, faisant allusion à l'affaire, « … »`: how somebody spoke, before the quotation."""
    if not passage.low[start].endswith(passage.words.gerund_ending):
        return start
    comma = next((n for n in range(start, passage.count) if passage.low[n] == ","), start)
    quote = passage.quote_at(passage.starts[min(comma + 1, passage.count - 1)])
    return comma + 1 if quote is not None and quote.outer.start == passage.starts[comma + 1] and not has_finite(passage, start, comma) else start


def _ends_content(passage: Passage, at: int, own: int) -> bool:
    """A remark of the author's follows (`, ce qui …`), or another's count (`, contre 12 selon Y`, `et 12 selon Y`)."""
    if (passage.low[at] != "," and passage.low[at] not in passage.words.joins) or passage.quote_at(passage.starts[at]) is not None:
        return False
    later = [opening.at for opening in _openings(passage) if opening.at > max(at, own)]
    if any(_opposed_count(passage, other) == at + 2 or _bare_count(passage, other) == at + 1 for other in later):
        return True
    return passage.low[at] == "," and starts_with(passage, at + 1, passage.words.comments) > 0


def _behind_that(passage: Passage, cues: Sequence[Cue], at: int) -> int:
    """`X a dit que le pont avait, selon Y, cédé`: Y says what stands behind `que`, not that X said so."""
    opened = [that for cue in cues if cue.last < at and cue.mood == "finite" and (that := find_that(passage, cue, cues)) is not None and that < at]
    return max(opened) + 1 if opened else 0


def _another_count(passage: Passage, start: int, right: Span) -> bool:
    """`1 200 selon X, 4 000 selon Y`: what follows the aside is another's count."""
    words = passage.words
    counted = passage.low[start][:1].isdigit() or passage.low[start] in words.numbers or passage.words.amount_phrases.starting(passage.lows, start)
    if not counted:
        return False
    end = passage.token_from(right.end)
    other = next((n for n in range(start, end) if passage.low[n] in words.pronounced_for or starts_with(passage, n, words.according)), end)
    return other < end and not has_finite(passage, start, other)


def _relative_before(passage: Passage, at: int, start: int) -> int:
    """`…, qui constitue, selon eux, une entrave`: the relative clause that the aside stands in has a beginning of its own."""
    for number in range(at - 2, start, -1):
        low = passage.low[number]
        if low in passage.words.only_relative:
            return number if sum(is_finite(passage, n) for n in range(number, at)) <= 1 else start
        if not passage.is_word(number) and low != "-":
            return start
    return start


def _only_opens(passage: Passage, start: int, end: int) -> bool:
    """What stands before is no more than a conjunction, a relative pronoun, or a subject with one: `les soldats qui, dit-on, …`."""
    last = end - 1 if passage.low[end - 1] != "," else end - 2
    return (
        last >= start
        and passage.low[last] in passage.words.relative | passage.words.that | passage.words.joins | passage.words.because | passage.words.when
    )


def _relative_opened(passage: Passage, start: int, end: int) -> int:
    """The relative pronoun right before the phrase, behind the noun that it tells of; 0 where none stands."""
    last = end - 1 - (passage.low[end - 1] == ",")
    return last if last > 0 and last >= start and passage.low[last] in passage.words.only_relative else 0


def _relative_clause(passage: Passage, pronoun: int, right: Span) -> list[Span]:
    """`le chef, qui, selon X, était parti, a été vu`: the clause has its pronoun and ends with its comma, or where the main verb comes."""
    words = passage.words
    breaks = words.breaks | words.relative | words.that | words.when
    aside, said, end = passage.low[pronoun - 1] == ",", False, passage.token_from(right.end)
    for n in range(passage.token_from(right.start), end):
        if passage.quote_at(passage.starts[n]) is not None:
            continue
        if passage.low[n] in breaks:
            if aside and said and passage.low[n] == ",":
                end = n
                break
            if not aside:
                break
        elif is_finite(passage, n):
            if said and not aside:
                end = n
                break
            said = True
    while passage.low[end - 1] in words.clitics:
        end -= 1
    own = trimmed(passage, right.start, passage.ends[end - 1])
    return [Span(passage.starts[pronoun], passage.ends[pronoun]), own] if own and said else [right]  # `…, dont, selon X, 14 enfants`


def _is_hearsay(passage: Passage, at: int) -> bool:
    """A verb without a subject of its own, in the conditional of hearsay."""
    while passage.low[at] in passage.words.clitics:
        at += 1
    return is_finite(passage, at) and passage.low[at].endswith(passage.words.conditional_endings)


def _goes_on(passage: Passage, start: int, at: int, tail: int, right_from: int) -> bool:
    """What follows the aside belongs to the same clause: the left part has no verb yet, or a relative clause or an object follows."""
    if passage.low[right_from] in passage.words.joins and _is_hearsay(passage, right_from + 1):  # `…, selon X, et menacerait la ville`
        return True
    if passage.low[tail] != ",":
        return False
    if passage.low[right_from] in passage.words.joins | passage.words.when | passage.words.this | passage.words.asides:
        return False
    if passage.low[right_from] in passage.words.have and has_finite(passage, start, at):
        return False
    if starts_with(passage, right_from, passage.words.occasions):
        return False
    ends = next((n for n in range(right_from, passage.count) if passage.low[n] in (";", ".")), passage.count)
    noun = passage.low[right_from] in passage.words.determiners | passage.words.indefinite
    if noun and has_finite(passage, start, at) and not is_finite(passage, at - 2) and not has_finite(passage, right_from, ends):
        return False
    if passage.low[right_from] in passage.words.prepositions and _published(passage, at, tail) and not has_finite(passage, right_from, ends):
        return not has_finite(passage, start, at)  # `…, selon une étude parue lundi, dans la revue Terre`
    return passage.low[at - 1] == "," or not has_finite(passage, start, at)


def _published(passage: Passage, start: int, end: int) -> bool:
    """A word for putting out stands there."""
    return any(passage.low[n] in passage.words.put_out for n in range(start, end))


def _heard(passage: Passage, number: int, cues: Sequence[Cue]) -> list[Found]:
    """`À l'entendre, tout était prévu`: the pronoun inside the phrase is the source."""
    if not _may_be_heard(passage):
        return []
    at = skip_connectors(passage, 0, passage.count)
    length = starts_with(passage, at, passage.words.heard)
    if not length or passage.low[at + length] != ",":
        return []
    end = clause_end(passage, at + length + 1, cues, None, strict=False)
    span = trimmed(passage, passage.starts[at + length], passage.ends[end - 1])
    pronoun = next((n for n in range(at + 1, at + length) if passage.low[n] in passage.words.object_pronouns), None)
    if span is None or pronoun is None:
        return []
    cue = Span(passage.starts[at], passage.ends[at + length - 1])
    source = Span(passage.starts[pronoun], passage.ends[pronoun])
    return [Found(content=(span,), cue=cue, source=source, rule="according-heard/1", passage=number, strength=3)]


def _is_official(passage: Passage) -> bool:
    return passage.low[0] in passage.words.officially and passage.low[1] == ","


def _officially(passage: Passage, number: int, cues: Sequence[Cue]) -> list[Found]:
    """`Officiellement, personne n'est mort`: said by nobody in particular."""
    if not _is_official(passage):
        return []
    end = clause_end(passage, 2, cues, None)
    span = trimmed(passage, passage.starts[2], passage.ends[end - 1]) if end > 2 else None
    if span is None:
        return []
    cue = Span(passage.starts[0], passage.ends[0])
    return [Found(content=(span,), cue=cue, source=None, rule="officially/1", passage=number, strength=2)]
