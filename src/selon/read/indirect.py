"""Indirect and mixed speech: what follows a verb of saying as a clause, an infinitive or a noun phrase, and the clause round an incise.

Each frame of the cue lexicon has one function; the first that fits the words after the verb wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

from selon.model import Span
from selon.read.addressed import accused, estimated_by, event_told_by, object_and_thing, told_by
from selon.read.cue_lexicon import Lexicon
from selon.read.cues import Cue
from selon.read.found import Found
from selon.read.frames import (
    after_colon,
    bare_infinitive,
    inner_quotation,
    object_and_infinitive,
    of_infinitive,
    reason,
    state_of_mind,
    that_clause,
    threat,
    to_do,
    whether,
    which_clause,
)
from selon.read.incises import about_before, as_said, clear_incise, incise
from selon.read.inverted_subjects import subject_after
from selon.read.labels import naming
from selon.read.noun_clauses import read_nouns
from selon.read.noun_demands import read_noun_demands
from selon.read.noun_frames import FRAMES, gapped, noun_phrase, past_participle, said_besides, says_aloud
from selon.read.noun_infinitives import read_noun_infinitives
from selon.read.passages import Passage
from selon.read.phrases import is_finite, phrase_end, span_of
from selon.read.said import Said, Sentence
from selon.read.stance import stance_of
from selon.read.subjects import subject_before
from selon.read.taken_up import told_before, what_was_said

# A participle or an infinitive this near the beginning opens the sentence (`Après avoir assuré que …, X a …`).
_NEAR_START = 3
_FEW = 8
# Words of a name in quotation marks.
_NAME = 4
Frame = Callable[[Sentence, Cue], Said | None]
Place = Literal["outside", "inside", "inside, bare"]


def read_indirect(sentence: Sentence, used: set[int], lexicon: Lexicon, taken: Sequence[Found]) -> list[Found]:
    """The statements that the passage's cues introduce without being a quotation alone."""
    found: list[Found] = []
    last_source: Span | None = None
    last_mood, last_relative = "", False
    for cue in sentence.cues:
        if cue.first in used:
            last_source = next((one.source for one in taken if one.cue == cue.span), last_source)
            continue
        said = None if _withheld(sentence.passage, cue) else _said(sentence, cue)
        if said is None or not said.spans or _asks_not_to_be_named(sentence.passage, said):
            continue
        stance = stance_of(cue, said.frame, sentence.passage)
        if stance is None:
            continue
        follows_incise = (
            cue.mood == "gerund" and bool(found or used) and (found[-1].rule == "incise/1" if found else True) and last_source is not None
        )
        joined = sentence.passage.low[cue.clitics_from - 1] in sentence.passage.words.joins
        besides = cue.mood == "infinitive" and last_source is not None and said_besides(sentence.passage, cue)
        again = last_relative and last_source is not None and _relative_again(sentence.passage, cue)
        both = joined and cue.mood == "gerund" and last_mood == "gerund"  # `un communiqué de X appelant … et demandant …`
        goes_on = follows_incise or besides or again or both
        source = said.source or (None if said.no_source else last_source if goes_on else _source(sentence.passage, cue, said, last_source))
        if (cue.mood == "gerund" or (joined and source is not None and source.end < cue.span.start)) and source is not None:
            source = next(
                (
                    one.source
                    for one in found
                    if any(span.covers(source) for span in one.content) and not any(span.covers(cue.span) for span in one.content)
                ),
                source,
            )
        if joined and found and _without_subject(cue, source, found[-1]):
            source = last_source
        if source is not None and last_source is not None and source.start == last_source.start:
            source = last_source
        ordered = stance == "orders" and sentence.passage.low[cue.first] in sentence.passage.words.have_first  # `« J'ai ordonné à Y de … »`
        own = source is not None and not ordered and unit_quotes_first_person(sentence.passage, cue, source)
        if source is not None and (own or _is_thing(sentence.passage, source, said.frame)):
            continue
        if source is not None and cue.mood == "infinitive" and (_is_way(sentence.passage, cue) or _leaves_quote(sentence.passage, cue, source)):
            continue
        if source is None and not said.no_source and not _stands_alone(sentence.passage, cue, said):
            continue
        if said.frame != "naming":
            last_source, last_mood = source or last_source, cue.mood
            last_relative = sentence.passage.low[cue.clitics_from - 1] in sentence.passage.words.only_relative
        gap = gapped(sentence, cue, said)
        if gap is not None:
            said = gap[0]
            found.append(gap[1])
        found.append(
            Found(
                content=said.spans,
                cue=cue.span,
                source=source,
                stance=stance,
                rule=f"{said.frame}/1",
                passage=sentence.number,
                strength=3 if said.frame == "incise" else 4,
                past=(cue.past or (cue.mood == "gerund" and any(other.past for other in sentence.cues))) and said.frame == "que",
            )
        )
    return [*found, *read_nouns(sentence, lexicon), *read_noun_infinitives(sentence, lexicon), *read_noun_demands(sentence, lexicon)]


def _without_subject(cue: Cue, source: Span | None, before: Found) -> bool:
    """`X a indiqué sur le réseau avoir … et a affirmé que …`: what stands behind the first verb is not the subject of the second."""
    inside = source is not None and before.cue is not None and before.cue.end <= source.start and source.end <= before.content[0].start
    return inside and cue.mood == "finite" and cue.pronoun is None


def _relative_again(passage: Passage, cue: Cue) -> bool:
    """`X, qui affirme … et qui a appelé …`: the second relative clause of one noun."""
    return passage.low[cue.clitics_from - 1] in passage.words.only_relative and passage.low[cue.clitics_from - 2] in passage.words.joins


def unit_quotes_first_person(passage: Passage, cue: Cue, source: Span) -> bool:
    """`je pense que` within quotation marks: the speaker speaks of nobody else."""
    return passage.quote_at(cue.span.start) is not None and source.of(passage.text).lower().replace("’", "'") in passage.words.first_person


def _withheld(passage: Passage, cue: Cue) -> bool:
    """`n'a pas pu confirmer que`, `a refusé de dire si`: nobody said so."""
    return cue.mood == "infinitive" and passage.words.phrases(passage.words.withheld).ending(passage.lows, cue.clitics_from - 1) > 0


def _asks_not_to_be_named(passage: Passage, said: Said) -> bool:
    """`a requis l'anonymat`, `a demandé à ne pas être nommé`: how somebody spoke, not what was said."""
    last = passage.token_from(said.spans[-1].end)
    first = passage.token_from(said.spans[0].start)
    return last - first <= _FEW and said.frame not in ("que", "incise") and any(passage.low[n] in passage.words.anonymity for n in range(first, last))


def _is_thing(passage: Passage, source: Span, frame: str) -> bool:
    """`la loi prévoit que`, `ce que confirme …`: nobody speaks; nor does a country that `compte 50 parcs`."""
    first, last = passage.token_from(source.start), passage.token_from(source.end)
    head = next((n for n in range(first, last) if passage.low[n] not in passage.words.before_heads), first)
    of_whom = passage.low[head] in passage.words.documents and passage.low[head + 1] in passage.words.inside_name
    owned = of_whom and any(passage.is_name(n) for n in range(head + 2, head + 4))  # `un article du Matin`
    if passage.low[head] in passage.words.ownerless and head + 1 == last and frame == "event":
        return True  # `des informations faisant état de combats`
    acts = passage.low[head] in passage.words.acting and frame not in ("figure", "tally")
    return (passage.low[head] in passage.words.things and not (owned or acts)) or (
        last - first == 1 and passage.low[first] in passage.words.this | passage.words.relative | passage.words.that
    )


def _leaves_quote(passage: Passage, cue: Cue, source: Span) -> bool:
    """`X a dit que « ce vote vise à redire que … »`: in marks an infinitive is nobody's outside them."""
    quote = passage.quote_at(cue.span.start)
    return quote is not None and not quote.inner.covers(source)


def _is_way(passage: Passage, cue: Cue) -> bool:
    """`une manière imagée d'affirmer que`: the author's remark."""
    of = cue.clitics_from - 1
    return passage.low[of] in passage.words.bare_of and any(passage.low[n] in passage.words.ways for n in range(max(0, of - 2), of))


def _said(sentence: Sentence, cue: Cue) -> Said | None:
    inside = sentence.passage.quote_at(cue.span.start) is not None
    place: Place = "outside" if not inside else "inside" if cue.mood == "finite" else "inside, bare"
    for frame in _that_read(tuple(cue.entry.frames), place):
        said = frame(sentence, cue)
        if said is not None:
            return said
    return None


def _source(passage: Passage, cue: Cue, said: Said, last: Span | None) -> Span | None:
    if said.frame == "incise":
        return subject_after(passage, cue)
    before = _subject_of_next(passage, cue, said) or subject_before(passage, cue) or _before_aside(passage, cue) or _name_in_marks(passage, cue)
    if before is not None and any(before.overlaps(span) for span in said.spans):
        before = None
    return before or (last if cue.mood in ("gerund", "infinitive") or passage.low[cue.clitics_from - 1] in passage.words.breaks else None)


def _before_aside(passage: Passage, cue: Cue) -> Span | None:
    """`Le maire, après avoir assuré que …, a …`, `Une marche pour exiger que …`: the phrase with which the sentence begins."""
    end = cue.clitics_from - 1
    if passage.low[end] in passage.words.without and passage.low[end - 1] == ",":
        end -= 1
    elif not says_aloud(passage, cue):
        return None
    return span_of(passage, 0, end) if end > 0 and phrase_end(passage, 0, end) == end else None


def _name_in_marks(passage: Passage, cue: Cue) -> Span | None:
    """`« Le Matin » affirme que …`: what stands in quotation marks right before the verb is an outlet's name."""
    before = passage.quote_at(passage.starts[cue.clitics_from - 1]) if cue.clitics_from > 0 and cue.mood == "finite" else None
    if before is None or passage.token_from(before.outer.end) != cue.clitics_from:
        return None
    words = before.inner.of(passage.text).split()
    return before.inner if len(words) <= _NAME and words[0][:1].isupper() else None


def _subject_of_next(passage: Passage, cue: Cue, said: Said) -> Span | None:
    """`Après avoir assuré que …, le ministère a …`: the subject of the clause that follows the content."""
    if cue.mood == "finite" or not said.spans or cue.first > _NEAR_START:
        return None
    comma = passage.token_from(said.spans[-1].start)
    while comma < passage.count and passage.low[comma] != ",":
        comma += 1
    end = phrase_end(passage, comma + 1)
    opens = passage.low[comma + 1] not in passage.words.have and not is_finite(passage, comma + 1)  # but `X, estimant que …, a fermé le pont`
    return span_of(passage, comma + 1, end) if end > comma + 1 and opens and is_finite(passage, end) else None


def _stands_alone(passage: Passage, cue: Cue, said: Said) -> bool:
    """A statement may lack a source only where its clause is unmistakable: `on rapporte que`, `il a été confirmé que`; or where it goes on
    with the sentence before: `Et prévient que …`."""
    before = passage.low[cue.clitics_from - 1]
    if cue.clitics_from == 1 and cue.mood == "finite" and before in passage.words.joins | passage.words.but:
        return True
    return said.frame in ("que", "incise") and (before in passage.words.nobody or cue.pronoun is not None)


# Each function with the frames of the lexicon that it reads: a verb without any of them is not shown to it.
_READS: dict[Frame, frozenset[str]] = {
    frame: frozenset(names.split())
    for frame, names in (
        (what_was_said, "que"),
        (which_clause, "que np charge new"),
        (clear_incise, "que direct inf"),
        (as_said, "que"),
        (that_clause, "que obj_que"),
        (bare_infinitive, "inf"),
        (naming, "trait name name_de name_comme"),
        (told_before, "que np toll"),
        (told_by, "obj_de obj_a"),
        (accused, "accused"),
        (event_told_by, "np"),
        (estimated_by, "estimate"),
        (object_and_infinitive, "obj_de obj_a"),
        (object_and_thing, "obj_np"),
        (to_do, "a call"),
        (of_infinitive, "de a_de"),
        (whether, "si how"),
        (reason, "reason"),
        (threat, "threat obj_de"),
        (state_of_mind, "mood"),
        (noun_phrase, " ".join(FRAMES)),
        (past_participle, "np figure tally demand toll"),
        (after_colon, "que direct toll"),
        (about_before, "que"),
        (incise, "que direct inf"),
        (inner_quotation, "direct"),
    )
}
# In quotation marks only what is unmistakable, of other forms than finite ones still less.
_FRAMES: dict[Place, tuple[Frame, ...]] = {
    "outside": tuple(_READS),
    "inside": (inner_quotation, that_clause, bare_infinitive, object_and_infinitive, of_infinitive, whether, noun_phrase, naming),
    "inside, bare": (that_clause, noun_phrase, naming),
}


@lru_cache(maxsize=1024)
def _that_read(names: tuple[str, ...], place: Place) -> list[Frame]:
    """Of the functions for a place those that read one of a verb's frames, in their order."""
    return [frame for frame in _FRAMES[place] if not _READS[frame].isdisjoint(names)]
