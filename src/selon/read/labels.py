"""Naming verbs: the content is the label. `qualifie Y de Z`, `présente Y comme Z`, `ce que X appelle Z`."""

from __future__ import annotations

from selon.read.adjuncts import adjuncts_end
from selon.read.clauses import clause_end, trimmed
from selon.read.cues import Cue
from selon.read.passages import Passage
from selon.read.phrases import has_finite, names_somebody, phrase_end, span_of
from selon.read.quotes import Quote
from selon.read.said import Said, Sentence, start_of

_MAX_BETWEEN = 25


def naming(sentence: Sentence, cue: Cue) -> Said | None:
    """`qualifie Y de Z`, `présente Y comme Z`, `ce que X appelle Z`, `l'appellent Z`."""
    passage = sentence.passage
    if cue.mood == "participle" or cue.passive:
        return _named_by(passage, cue) or _taken_by(sentence, cue)
    if cue.takes("trait") and (quote := _trait(passage, cue)) is not None:
        return Said([quote.inner], "naming")
    if not cue.takes("name", "name_de", "name_comme"):
        return None
    start = _name_start(passage, cue)
    if start is None:
        return None
    end = clause_end(passage, start, [c for c in sentence.cues if c.first > cue.last], cue)
    span = trimmed(passage, passage.starts[start], passage.ends[end - 1]) if end > start else None
    opening = next((q for q in passage.quotes if q.outer.start == passage.starts[start]), None)
    if opening is not None and start - 1 == cue.last + 1 and passage.low[start - 1] in passage.words.inside_name:
        return Said([opening.inner], "naming")
    if _what(passage, cue) and span is not None:
        label_end = phrase_end(passage, start, end)
        if label_end > start and has_finite(passage, label_end, end):
            span = trimmed(passage, passage.starts[start], passage.ends[label_end - 1])
    quote = next(
        (
            q
            for q in passage.quotes
            if q.outer.start <= passage.starts[start] < q.outer.end
            or (passage.token_from(q.outer.start) == start + 1 and passage.low[start] in passage.words.determiners)
        ),
        None,
    )
    if quote is not None and span is not None and (_what(passage, cue) or _sets_off(passage, quote.outer.end)):
        span = quote.inner
    return Said([span], "naming") if span else None


def _named_by(passage: Passage, cue: Cue) -> Said | None:
    """`une réforme qualifiée de « … » par X`: who stands behind the quoted words said so."""
    words = passage.words
    quote = passage.quote_at(start_of(passage, cue.last + 2)) if cue.takes("name_de") and passage.low[cue.last + 1] in words.inside_name else None
    if quote is None or quote.outer.start != start_of(passage, cue.last + 2):
        return None
    by = passage.token_from(quote.outer.end)
    source = span_of(passage, by + 1, phrase_end(passage, by + 1)) if passage.low[by] in words.given_by else None
    return Said([quote.inner], "naming", source) if source is not None and names_somebody(passage, source) else None


def _taken_by(sentence: Sentence, cue: Cue) -> Said | None:
    """`ces tirs sont considérés par l'ONU comme une menace`: who stands behind `par` says so."""
    passage, words = sentence.passage, sentence.passage.words
    by = adjuncts_end(passage, cue.last + 1, next((n for n in range(cue.last + 1, passage.count) if passage.low[n] in words.given_by), cue.last + 1))
    if not cue.takes("name_comme") or cue.negated or passage.low[by] not in words.given_by:
        return None
    end = phrase_end(passage, by + 1)
    source = span_of(passage, by + 1, end)
    if source is None or passage.low[end] not in words.like or not names_somebody(passage, source):
        return None
    return Said([sentence.clause(end + 1, cue)], "naming", source)


def _trait(passage: Passage, cue: Cue) -> Quote | None:
    """`juge la mesure « inutile et chère »`, `qu'il juge « inutile »`: a quotation without a verb, after a thing or where the thing stands before."""
    at = adjuncts_end(passage, cue.last + 1)
    what_before = cue.about or (
        passage.low[cue.clitics_from - 1] in passage.words.subject_pronoun and passage.low[cue.clitics_from - 2] in passage.words.that
    )
    clitic = any(passage.low[n] in passage.words.object_pronouns for n in range(cue.clitics_from, cue.first))
    if not what_before and not clitic:
        if passage.low[at] not in passage.words.determiners and not passage.is_name(at):
            return None
        at = phrase_end(passage, at)
    quote = passage.quote_at(start_of(passage, at))
    if quote is None or quote.outer.start != start_of(passage, at) or not _sets_off(passage, quote.outer.end):
        return None
    inner = range(passage.token_from(quote.inner.start), passage.token_from(quote.inner.end))
    return None if has_finite(passage, inner.start, inner.stop) else quote


def _sets_off(passage: Passage, end: int) -> bool:
    after = passage.token_from(end)
    return not passage.is_word(after) or passage.low[after] in passage.words.inside_name | passage.words.joins | passage.words.relative


def _name_start(passage: Passage, cue: Cue) -> int | None:
    at = adjuncts_end(passage, cue.last + 1) if cue.about or passage.low[cue.last + 1] in passage.words.adverbs else cue.last + 1
    what = _what(passage, cue)
    clitic = any(passage.low[n] in passage.words.object_pronouns for n in range(cue.clitics_from, cue.first))
    link = passage.words.inside_name if cue.takes("name_de") else passage.words.like if cue.takes("name_comme") else frozenset()
    if link:
        place = next(
            (
                n
                for n in range(cue.last + 1, min(cue.last + 1 + _MAX_BETWEEN, passage.count))
                if passage.low[n] in link and (passage.low[n] in passage.words.like or _label(passage, n, cue, what or clitic))
            ),
            None,
        )
        if place is None:
            return None
        place += 1
        return place + 2 if passage.low[place] in passage.words.naming_links and passage.low[place + 1] in passage.words.determiners else place
    if what or clitic:
        return at
    end = phrase_end(passage, at)
    if (
        end > at
        and end < passage.count
        and (
            passage.quote_at(passage.starts[end]) is not None
            or (passage.low[end] in passage.words.indefinite and passage.quote_at(passage.starts[min(end + 1, passage.count - 1)]) is not None)
        )
    ):
        return end
    return None


def _what(passage: Passage, cue: Cue) -> bool:
    """`ce que X appelle …`."""
    return any(
        passage.low[n] in passage.words.that and passage.low[n - 1] in passage.words.this for n in range(max(1, cue.clitics_from - 7), cue.first)
    )


def _label(passage: Passage, at: int, cue: Cue, object_known: bool) -> bool:
    """This `de` opens the label: the object is a pronoun, or a quotation or a noun without article follows the object."""
    if object_known:
        return True
    if at + 1 >= passage.count:
        return False
    quoted = passage.quote_at(passage.starts[at + 1]) is not None
    if at <= cue.last + 1:
        return quoted
    later = any(passage.quote_at(passage.starts[n]) is not None for n in range(at + 1, min(at + 10, passage.count)))
    return quoted or (not later and passage.low[at + 1] not in passage.words.determiners and not passage.is_name(at + 1))
