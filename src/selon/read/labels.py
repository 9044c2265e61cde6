"""Naming verbs: the content is the label. `qualifie Y de Z`, `présente Y comme Z`, `ce que X appelle Z`."""

from __future__ import annotations

from selon.model import Span
from selon.read.adjuncts import adjuncts_end
from selon.read.clauses import clause_end, trimmed
from selon.read.cues import Cue
from selon.read.passages import Passage
from selon.read.phrases import has_finite, names_somebody, phrase_end, span_of
from selon.read.quotes import Quote
from selon.read.said import Said, Sentence, is_infinitive, start_of
from selon.read.subjects import subject_before

_MAX_BETWEEN = 25
# Tokens of a label at most between the verb and `par`.
_LONGEST_LABEL = 16


def naming(sentence: Sentence, cue: Cue) -> Said | None:
    """`qualifie Y de Z`, `présente Y comme Z`, `ce que X appelle Z`, `l'appellent Z`."""
    passage = sentence.passage
    if cue.mood == "participle" or cue.passive or _lacks_object(passage, cue):
        return _named_by(passage, cue) or _taken_by(sentence, cue) or _judged_by(passage, cue)
    if cue.takes("trait") and (quote := _trait(passage, cue)) is not None:
        return Said([_with_second(passage, quote)], "naming")
    if cue.takes("trait") and (trait := _plain_trait(sentence, cue)) is not None:
        return Said([trait], "naming")
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
        span = _with_second(passage, quote)
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


def _with_second(passage: Passage, quote: Quote) -> Span:
    """`décrit Y comme « las » et « distrait »`: both labels, where `et` alone parts them."""
    joint = passage.token_from(quote.outer.end)
    second = passage.quote_at(start_of(passage, joint + 1)) if passage.low[joint] in passage.words.joins else None
    both = second is not None and second.outer.start == start_of(passage, joint + 1) and second.closed
    return Span(quote.inner.start, second.inner.end) if second is not None and both else quote.inner


def _lacks_object(passage: Passage, cue: Cue) -> bool:
    """`un guide décrit comme « prudent »`: letters of a participle and of a finite verb, and nobody of whom it would be said."""
    bare = cue.takes("name_comme") and cue.clitics_from == cue.head == cue.last and passage.low[cue.last + 1] in passage.words.like
    return bare and passage.low[cue.last].endswith(passage.words.finite_or_participle) and not _what(passage, cue)


def _judged_by(passage: Passage, cue: Cue) -> Said | None:
    """`jugé « trop cher » par Y`, `est jugée trop coûteuse par Y`, `considéré comme Z par Y`: what stands before `par` is what Y says of it."""
    words = passage.words
    start = cue.last + 1
    if cue.negated or not cue.takes("trait", "name_comme"):
        return None
    if passage.low[start] in words.like and cue.takes("name_comme"):
        start += 1
    elif not cue.takes("trait") or not _opens_trait(passage, start):
        return None
    by = next((n for n in range(start + 1, min(start + _LONGEST_LABEL, passage.count)) if passage.low[n] in words.given_by), start)
    source = span_of(passage, by + 1, phrase_end(passage, by + 1)) if by > start else None
    quote = passage.quote_at(passage.starts[start]) if source is not None else None
    alone = quote is not None and adjuncts_end(passage, passage.token_from(quote.outer.end), by) == by  # `jugé « trop cher » lundi par Y`
    label = quote.inner if quote is not None and alone else trimmed(passage, passage.starts[start], passage.ends[by - 1])
    opens = passage.low[by + 1] in words.determiners or passage.is_name(by + 1)  # who judges is somebody; but `jugé bon par la suite`
    if source is None or label is None or not opens or passage.low[by + 2] in words.phrase_ends or has_finite(passage, start, by):
        return None
    ruled = any(passage.low[n] in words.courts for n in range(by + 1, by + 4))
    broken = any(passage.low[n] in (",", ";", ":") and passage.quote_at(passage.starts[n]) is None for n in range(start, by))
    return Said([label], "naming", source) if not (ruled or broken) else None


def _opens_trait(passage: Passage, at: int) -> bool:
    """An adjective, also behind an adverb of degree, or quoted words stand here."""
    at += passage.low[at] in passage.words.degrees
    quoted = passage.quote_at(start_of(passage, at))
    token = passage.node(at) if at < passage.count else None
    return quoted is not None or (token is not None and token.pos == "ADJ" and not passage.is_name(at))


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
    opening = passage.quote_at(start_of(passage, at))
    thing_behind = opening is not None and passage.low[passage.token_from(opening.outer.end)] in passage.words.articles  # `juge « risquée » la vente`
    if not what_before and not clitic and not thing_behind:
        if passage.low[at] not in passage.words.determiners and not passage.is_name(at):
            return None
        at = phrase_end(passage, at)
    quote = passage.quote_at(start_of(passage, at))
    if quote is None or quote.outer.start != start_of(passage, at) or not (thing_behind or _sets_off(passage, quote.outer.end)):
        return None
    inner = range(passage.token_from(quote.inner.start), passage.token_from(quote.inner.end))
    return None if has_finite(passage, inner.start, inner.stop) else quote


def _plain_trait(sentence: Sentence, cue: Cue) -> Span | None:
    """`juge la mesure insuffisante`, `considère les murs trop vieux`: the thing with the adjective behind it; `juge indispensable le retour de Y`."""
    passage = sentence.passage
    at = adjuncts_end(passage, cue.last + 1)
    subject = subject_before(passage, cue)
    if cue.mood != "finite" or cue.about or at >= passage.count or subject is None or not _judges(passage, subject):
        return None
    if passage.low[at] in passage.words.degrees or _is_adjective(passage, at):
        opens = at + 1 + (passage.low[at] in passage.words.degrees)
        to_do = passage.low[opens] in passage.words.bare_of and is_infinitive(passage, opens + 1)
        follows = to_do or passage.low[opens] in passage.words.articles | passage.words.that  # `juge peu probable que l'usine rouvre`
        return sentence.clause(at, cue) if follows else None
    if passage.low[at] not in passage.words.articles | passage.words.points_back:
        return None
    end = phrase_end(passage, at)
    degree = next((n for n in range(at + 2, end) if passage.low[n] in passage.words.degrees), None)
    last = end - 1
    ends = (
        passage.low[end] in ("", ".", ",", ";", "!", "?") or passage.low[end] in passage.words.joins | passage.words.prepositions - passage.words.to
    )
    if not ends or not _is_adjective(passage, last) or (degree is None and passage.low[last - 1] in passage.words.joins):
        return None
    return sentence.clause(at, cue)


def _judges(passage: Passage, subject: Span) -> bool:
    """Somebody who is no court, whose verbs of judging are rulings."""
    tokens = range(passage.token_from(subject.start), passage.token_from(subject.end))
    return names_somebody(passage, subject) and not any(passage.low[n] in passage.words.courts for n in tokens)


def _is_adjective(passage: Passage, at: int) -> bool:
    token = passage.node(at)
    return token is not None and token.pos == "ADJ" and passage.low[at] not in passage.words.determiners and not passage.is_name(at)


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
