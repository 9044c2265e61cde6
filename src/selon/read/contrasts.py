"""`tandis que`, `alors que`: whether the clause that they open is still what somebody said, the author's, or another's.

X dit que A tandis que B (the author's)   que 58 sont tombés, tandis que 29 ont disparu   2 000 selon X alors que Y en compte 8 000
"""

from __future__ import annotations

from collections.abc import Sequence

from selon.read.adjuncts import adjuncts_end, past_aside
from selon.read.cues import Cue
from selon.read.passages import Passage
from selon.read.phrases import is_finite, phrase_end

# Words between the conjunction and the verb of its clause.
_LONGEST_SUBJECT = 10


def ends_what_was_said(passage: Passage, at: int, length: int, cues: Sequence[Cue], *, strict: bool) -> bool:
    """The contrast of `length` tokens at `at` begins what the author adds; where not `strict`, only what another says."""
    behind = at + length
    if not strict:
        return any(cue.mood == "finite" and not cue.passive and phrase_end(passage, behind, cue.clitics_from) == cue.clitics_from for cue in cues)
    if passage.low[behind] in passage.words.same_subject:
        return any(cue.clitics_from == behind + 1 and reports(passage, cue) for cue in cues)
    if any(cue.clitics_from >= behind and reports(passage, cue) for cue in cues):
        return True
    return not (_counts_on(passage, behind) or _at_that_time(passage, at, behind))


def _counts_on(passage: Passage, at: int) -> bool:
    """`tandis que 29 ont disparu`, `que quatre autres marins …`: more of what was counted before."""
    words = passage.words
    counted = passage.low[at][:1].isdigit() or passage.low[at] in words.numbers
    return counted and (passage.low[at + 1] in words.others or is_finite(passage, at + 1))


def _at_that_time(passage: Passage, at: int, subject: int) -> bool:
    """`alors que le feu était rouge`: what was going on when that happened, in the tense of its verb."""
    words = passage.words
    if passage.low[at] not in words.at_that_time:
        return False
    verb = next((n for n in range(subject, min(subject + _LONGEST_SUBJECT, passage.count)) if is_finite(passage, n)), subject)
    low = passage.low[verb]
    return low.endswith(words.past_endings) and not low.endswith(words.conditional_endings) and low not in words.have


def reports(passage: Passage, cue: Cue) -> bool:
    """A clause, what stands behind a colon, or an infinitive follows."""
    words = passage.words
    at = past_aside(passage, adjuncts_end(passage, cue.last + 1))
    if passage.low[at] in words.that | {":"}:
        return True
    while cue.takes("inf") and (passage.low[at] in words.clitics | words.negator or passage.low[at] in words.negation):
        at += 1
    token = passage.node(at) if cue.takes("inf") and at < passage.count else None
    return token is not None and token.verb_form == "Inf"
