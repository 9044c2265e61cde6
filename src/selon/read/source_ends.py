"""Where the phrase of a source ends: before a participle that goes on to tell about somebody (`un marin trouvé | sur sa barque`)."""

from __future__ import annotations

import re

import msgspec

from selon.model import Span
from selon.read.cues import adverb_ending, adverb_starting
from selon.read.found import Found
from selon.read.passages import Passage

# What is told of a source in brackets, of three words or more; a short name there belongs to it (`(OMS)`).
_ASIDE = re.compile(r"\s*\([a-zà-ÿ][^()]*\s[^()]*\s[^()]*\)\Z")


def without_participle(one: Found, passage: Passage) -> Found:
    """The statement, its source without the participle at its end whose complement follows the source."""
    if one.source is None or not passage.span.covers(one.source):
        return one
    if (aside := _ASIDE.search(one.source.of(passage.text))) is not None:
        return msgspec.structs.replace(one, source=Span(one.source.start, one.source.start + aside.start()))
    last = passage.token_from(one.source.end) - 1
    last -= adverb_ending(passage, last) or int(adverb_starting(passage, last) > 0)  # `un communiqué publié tôt mercredi`, `publié peu | après`
    if last <= passage.token_from(one.source.start) or not _tells_more(passage, last):
        return one
    return msgspec.structs.replace(one, source=Span(one.source.start, passage.ends[last - 1]))


def _is_past_participle(passage: Passage, at: int) -> bool:
    """`un décompte de l'AFP | établi hier`, `des documents | obtenus par Y`: a participle whatever its ending, by the tree."""
    token = passage.node(at)
    return token is not None and token.verb_form == "Part" and token.dep.startswith("acl")


def _tells_more(passage: Passage, at: int) -> bool:
    """A past participle behind a noun and before a preposition, an adverb or a time; no office (`le ministre délégué à l'Industrie`)."""
    words = passage.words
    return (
        (passage.low[at].endswith(words.participle_endings) or _is_past_participle(passage, at))
        and (passage.low[at + 1] in words.prepositions | words.time or adverb_starting(passage, at + 1) > 0)
        and passage.low[at - 1] not in words.determiners | words.inside_name | words.before_nouns | words.been
        and not any(passage.low[at] in known for known in (words.offices_for, words.office_links, words.staffed))
        and not passage.is_name(at)
    )
