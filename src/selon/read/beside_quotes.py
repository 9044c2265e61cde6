"""Who says a quotation that stands in the line below or in the sentence before.

X témoigne :⏎« … »        « … ». Indique X.        « … »⏎— X, préfet de Y
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from selon.model import Span
from selon.read.adjuncts import adjuncts_end
from selon.read.cues import Cue
from selon.read.found import Found, Unit
from selon.read.inverted_subjects import subject_after
from selon.read.passages import Passage
from selon.read.phrases import names_somebody
from selon.read.said import after_source
from selon.read.subjects import subject_before

_BARE = "quotation/1"
_DASHES = frozenset("—–")
# A line that signs the quotation above it: a dash, a name or an office, and what they are; a spoken line ends with a stop.
_SIGNED = re.compile(r"\s*[—–]\s?(?P<author>(?=[^\W\d_a-zà-ÿ])[^\n,;:.!?()«»\"]{3,80}?)\s*(?:[,(][^\n.!?«»]{0,120})?\s*")


def brings_next(passage: Passage, number: int, cues: Sequence[Cue]) -> Found | None:
    """`X témoigne :` at the end of a line: who says what the next one quotes."""
    colon = passage.count - 1
    if not cues or passage.low[colon] != ":":
        return None
    cue = cues[-1]
    if not _speaks(cue) or adjuncts_end(passage, cue.last + 1) != colon:
        return None
    source = subject_before(passage, cue) if cue.pronoun is None else subject_after(passage, cue)
    return _saying(cue, source, number) if source is not None else None


def closes_last(passage: Passage, number: int, cues: Sequence[Cue]) -> Found | None:
    """`Indique X.` as a sentence of its own: who says the quotation before."""
    if not cues or cues[0].clitics_from != 0 or not _speaks(cues[0]):
        return None
    source = subject_after(passage, cues[0])
    if source is None or not names_somebody(passage, source):
        return None
    return _saying(cues[0], source, number) if passage.low[after_source(passage, cues[0], source)] in {"", ".", ","} else None


def signs_last(passage: Passage, number: int) -> Found | None:
    """`— X, préfet de Y` as a line of its own: whose the quotation above is."""
    signed = _SIGNED.fullmatch(passage.text, passage.span.start, passage.span.end) if passage.low[0] in _DASHES else None
    if signed is None:
        return None
    source = Span(*signed.span("author"))
    return Found(content=(source,), cue=None, source=source, rule="signed/1", passage=number, strength=5)


def _speaks(cue: Cue) -> bool:
    return cue.mood == "finite" and cue.takes("direct", "que") and not (cue.passive or cue.negated or cue.about)


def _saying(cue: Cue, source: Span, number: int) -> Found:
    return Found(content=(cue.span,), cue=cue.span, source=source, stance=cue.stance("direct"), rule="beside/1", passage=number, strength=5)


def with_neighbour(unit: Unit, before: Unit) -> Unit:
    """The unit, its quotation said by whom the passage before brings."""
    first = unit.found[0] if unit.found and unit.goes_on else None
    if before.brings is None or first is None or first.rule != _BARE:
        return unit
    return msgspec.structs.replace(unit, found=(_said(first, before.brings), *unit.found[1:]), goes_on=False)


def joined(found: list[Found], unit: Unit, passages: Sequence[Passage], number: int) -> Unit:
    """`« A.⏎B », a dit X`: the unit, its quotation with the line before that the same marks hold; that one's statement is taken away."""
    first = unit.found[0] if unit.found else None
    last = found[-1] if found else None
    if first is None or last is None or first.rule != "direct-after/1" or last.rule != _BARE or last.passage != number - 1:
        return unit
    start = passages[number].span.start
    within = any(quote.inner.start == start == quote.outer.start for quote in passages[number].quotes)
    if first.content[0].start != start or not within:
        return unit
    found.pop()
    return msgspec.structs.replace(unit, found=(msgspec.structs.replace(first, content=(*last.content, *first.content)), *unit.found[1:]))


def close(found: list[Found], unit: Unit, number: int) -> None:
    """Put whom a passage closes the quotation before with to it."""
    if unit.closes is not None and found and found[-1].passage == number - 1 and found[-1].rule == _BARE:
        found[-1] = _said(found[-1], unit.closes)


def _said(one: Found, by: Found) -> Found:
    return msgspec.structs.replace(one, cue=by.cue, source=by.source, stance=by.stance, rule=by.rule)
