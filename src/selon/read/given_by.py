"""A paper as a source gives way to the body or person that it names (`le rapport du BEA`: the BEA)."""

from __future__ import annotations

from selon.model import Span
from selon.read.passages import Passage
from selon.read.phrases import phrase_end, span_of


def gives(passage: Passage, at: int) -> bool:
    """A `par` behind which stands who made something: not `un document consulté par X`, nor `une étude publiée par la revue X`."""
    words = passage.words
    return passage.low[at] in words.given_by and passage.low[at - 1] not in words.consulted and passage.low[at + 2] not in words.printers


def before_participle(passage: Passage, start: int, end: int) -> int:
    """Where a name ends behind which a participle tells of something else (`l'étude de l'université de Brunn publiée mardi`)."""
    for number in range(start + 1, end):
        if passage.low[number].endswith(passage.words.participle_endings) and passage.is_name(number - 1) and not passage.is_name(number):
            token = passage.node(number)
            if token is not None and token.pos in ("VERB", "ADJ"):
                return number
    return end


def source_of(passage: Passage, start: int, end: int) -> Span | None:
    """The phrase as a source: a document gives way to the body that it names (`le rapport du BEA`: the BEA)."""
    words = passage.words
    head = next((n for n in range(start, end) if passage.low[n] not in words.determiners), start)
    if passage.low[head] in words.documents:
        for at in range(head + 1, min(end, head + 8)):
            if passage.low[at] in words.inside_name | words.signed or gives(passage, at):
                finish = before_participle(passage, at + 1, phrase_end(passage, at + 1, end))
                if finish > at + 1 and any(passage.is_name(n) or passage.low[n] in words.people for n in range(at + 1, finish)):
                    return span_of(passage, at + 1, finish)
    return span_of(passage, start, end)
