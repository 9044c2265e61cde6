"""Where a noun phrase ends that somebody said: at a clause, at a second act, where who spoke goes on, or where it was said."""

from __future__ import annotations

from collections.abc import Sequence

from selon.read.adjuncts import adjuncts_end
from selon.read.clauses import starts_with
from selon.read.cues import Cue
from selon.read.noun_contents import has_figure
from selon.read.passages import Passage
from selon.read.phrases import has_finite, is_finite, phrase_end
from selon.read.said import Sentence, is_infinitive, start_of
from selon.read.subjects import subject_before


def noun_phrase_end(sentence: Sentence, cue: Cue, start: int) -> int:
    """The first token behind the noun phrase at `start` that this cue brings."""
    passage = sentence.passage
    end = sentence.end(start, cue)
    end = sentence.end(behind, cue) if (behind := _behind_own_aside(passage, start, end)) else end
    return _cut_phrase(passage, start, _before_second_that(passage, cue, start, end), sentence.cues)


def _behind_own_aside(passage: Passage, start: int, comma: int) -> int:
    """`évoque une fraude préparée, selon lui, de longue date`: past the aside in which the one who speaks is named again; 0 where none is, and
    in a relative clause, of which alone the aside tells."""
    words = passage.words
    relative = any(passage.low[n] in words.relative for n in range(start, comma))
    length = starts_with(passage, comma + 1, words.according) if passage.low[comma] == "," and not relative else 0
    pronoun = comma + 1 + length
    return pronoun + 2 if length and passage.low[pronoun] in words.stressed and passage.low[pronoun + 1] == "," else 0


def _before_second_that(passage: Passage, cue: Cue, start: int, end: int) -> int:
    """`tandis que la mairie compte 6 000 personnes et que …`: the clause that `que` opens ends where the next one begins."""
    words = passage.words
    subject = subject_before(passage, cue)
    first = passage.token_from(subject.start) if subject is not None else cue.clitics_from
    if passage.low[first - 1] not in words.that:
        return end
    joints = (n for n in range(start + 1, end) if passage.low[n] in words.joins and passage.low[n + 1] in words.that)
    return next(joints, end)


def _cut_phrase(passage: Passage, start: int, end: int, cues: Sequence[Cue]) -> int:
    """A noun phrase ends at a semicolon, or where a conjunction or a comma begins a clause."""
    where = passage.words.phrases(passage.words.said_where)
    tells_where = not where.signals.isdisjoint(passage.low_set)
    gerunds = {cue.clitics_from: cue for cue in cues if cue.mood == "gerund" and passage.is_word(cue.clitics_from - 1)}
    for n in range(start + 1, end):
        if passage.quote_at(passage.starts[n]) is not None:
            continue
        low = passage.low[n]
        aside = low == "," and starts_with(passage, n + 1, passage.words.afterwards)
        if aside and (not passage.low[n + 1 + aside][:1].isdigit() or passage.low[n + 1].endswith(passage.words.gerund_ending)):
            return n  # but `, soit 10 %`
        if low == "," and _another_act(passage, n, cues):
            return n
        if tells_where and low not in passage.words.about and where.starting(passage.lows, n):
            return n  # `la fermeture du site | dans un communiqué`
        if n in gerunds and _speaks_on(passage, gerunds[n], start):
            return n
        if (length := starts_with(passage, n, passage.words.besides)) and any(cue.clitics_from == n + length for cue in cues):
            return n
        if low in passage.words.joins and passage.low[n + 1] in passage.words.pronounced_for and any(cue.clitics_from == n + 2 for cue in cues):
            return n  # `… et pour dénoncer …`
        if low in passage.words.that and passage.low[n + 1] in passage.words.subject_pronoun and any(cue.clitics_from == n + 2 for cue in cues):
            return n
        shares = low == ":" and has_figure(passage, start, n) and _lists(passage, n + 1, end)  # `8 morts : 2 élèves et …`
        if low in (";", ":", "–", "—") and passage.text[passage.starts[n] - 1].isspace() and not shares:
            return n
        if low == "," and passage.low[n + 1] in passage.words.without and is_infinitive(passage, n + 2):
            return n  # `…, sans en dire la cause`
        if low in passage.words.when or (low in passage.words.breaks and _clause_follows(passage, n + 1, end)):
            return n
    return end


def _speaks_on(passage: Passage, cue: Cue, start: int) -> bool:
    """`reconnaît sa défaite évoquant « … »`, `salue l'arrivée de renforts précisant que …`: a comma is lost before who spoke goes on; but
    `dénonce un rapport disant que …`."""
    if passage.low[start + 1] in passage.words.documents or passage.low[start + 1] in passage.words.people:
        return False
    behind = adjuncts_end(passage, cue.last + 1)
    behind += passage.low[behind] in passage.words.determiners and behind + 1 < passage.count and not passage.is_word(behind + 1)
    quoted = passage.quote_at(start_of(passage, behind))
    return passage.low[behind] in passage.words.that or (quoted is not None and quoted.outer.start == start_of(passage, behind))


def _lists(passage: Passage, start: int, end: int) -> bool:
    """What is counted before the colon, one by one: a figure, or names and no verb."""
    if passage.low[start][:1].isdigit():
        return True
    listed = any(passage.low[n] in passage.words.joins for n in range(start, end)) and passage.quote_at(passage.starts[start]) is None
    return listed and not has_finite(passage, start, end)


def _another_act(passage: Passage, comma: int, cues: Sequence[Cue]) -> bool:
    """`…, puis demandé …`: the auxiliary of the first verb holds for a second one."""
    return passage.low[comma + 1] in passage.words.then and any(cue.mood == "participle" and cue.first == comma + 2 for cue in cues)


def _clause_follows(passage: Passage, at: int, end: int) -> bool:
    """A clause with a subject of its own begins here: `…, les secours poursuivent`."""
    if passage.low[at] in passage.words.clause_openers:
        return True
    if passage.low[at] in passage.words.relative:
        return False
    verb = at
    while passage.low[verb] in passage.words.clitics:
        verb += 1
    if passage.low[at - 1] in passage.words.joins and is_finite(passage, verb):
        return True
    finish = verb = phrase_end(passage, at, end)
    while passage.low[verb] in passage.words.clitics:  # `…, la préfecture en a compté 93 000`
        verb += 1
    return finish > at and verb < end and is_finite(passage, verb)
