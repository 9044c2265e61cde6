"""The frames in which a verb of saying takes a clause or an infinitive.

X affirme que …      X dit avoir …      X demande à Y de …      X appelle Y à …      X demande si …      X explique Y par …
"""

from __future__ import annotations

from selon.model import Span
from selon.read.addressed import calls_for
from selon.read.adjuncts import adjuncts_end, find_that, past_aside
from selon.read.clauses import starts_with, trimmed
from selon.read.cues import Cue, adverb_starting
from selon.read.inverted_subjects import learnt_from
from selon.read.noun_contents import has_figure, is_event
from selon.read.noun_frames import is_somebody, shares_auxiliary
from selon.read.passages import Passage
from selon.read.phrases import has_finite, is_finite, phrase_end, span_of
from selon.read.said import Said, Sentence, is_infinitive, start_of
from selon.read.subjects import subject_before

_MAX_BETWEEN = 35
_LONGEST_ASIDE = 25
_LONGEST_SOURCE = 6
_LONGEST_MODAL = 4
# Tokens of what is denied with all that tells of it.
_LONGEST_NOUN = 45
# Whom and what a threat or an accusation names at least (`Y de fraude`).
_THREAT = 3
_OPENING = frozenset('"«“')
_PARTING = frozenset(":;«»")


def that_clause(sentence: Sentence, cue: Cue) -> Said | None:
    """`affirme (jeudi, à l'AFP,) que …`; with an object: `avertit les habitants que …`."""
    passage = sentence.passage
    at = find_that(passage, cue, sentence.cues)
    if at is None or cue.only or (cue.mood == "participle" and passage.low[cue.last + 1] in passage.words.given_by):
        return None
    impersonal = cue.passive and passage.low[cue.clitics_from - 1] in passage.words.subject_pronoun
    if cue.passive and not impersonal and not cue.entry.reflexive:
        return None
    first = at + 1
    clauses = sentence.clauses(first, cue)
    nobody = impersonal or passage.low[cue.clitics_from - 1] in passage.words.nobody
    if cue.takes("thought") and not impersonal and (nobody or (cue.mood == "infinitive" and _has_nobody(passage, cue))):
        return None
    return Said(clauses, "que", (learnt_from(passage, cue) or _opening_source(passage, cue)) if nobody else None, no_source=nobody)


def _has_nobody(passage: Passage, cue: Cue) -> bool:
    """`on peut considérer que`."""
    return any(passage.low[n] in passage.words.nobody for n in range(max(0, cue.clitics_from - _LONGEST_MODAL), cue.clitics_from))


def _opening_source(passage: Passage, cue: Cue) -> Span | None:
    """`De source policière, on indique que …`: whom `on` has it from, at the head of the clause."""
    comma = cue.clitics_from - 2
    at = max(0, comma - _LONGEST_SOURCE)
    at = next((n for n in range(at, comma) if starts_with(passage, n, passage.words.of_source)), comma)
    return span_of(passage, at + 1, comma) if passage.low[comma] == "," and phrase_end(passage, at + 1) == comma else None


def which_clause(sentence: Sentence, cue: Cue) -> Said | None:
    """`dément les informations de X selon lesquelles …`."""
    passage = sentence.passage
    phrases = passage.words.phrases(passage.words.according_which)
    if phrases.signals.isdisjoint(passage.low_set) or cue.mood == "participle" or cue.passive:
        return None
    for n in range(cue.last + 2, min(cue.last + _LONGEST_NOUN, passage.count)):
        if length := starts_with(passage, n, passage.words.according_which):
            return Said(sentence.clauses(n + length, cue), "charge" if cue.takes("charge") else "que")
        if passage.low[n] in passage.words.that | {":", ";"} or is_finite(passage, n):
            return None
    return None


def after_colon(sentence: Sentence, cue: Cue) -> Said | None:
    """`prévient : la digue peut céder`: a clause behind a colon, without quotation marks."""
    passage = sentence.passage
    if ":" not in passage.low_set:
        return None
    colon = adjuncts_end(passage, cue.last + 1)
    lists = not passage.words.following.isdisjoint(passage.low_set)  # `confirme les faits suivants : …`
    if lists and passage.low[colon] != ":":
        colon = phrase_end(passage, colon)
        lists = passage.low[colon - 1] in passage.words.following
    if passage.low[colon] != ":" or cue.mood != "finite" or cue.passive or cue.negated or cue.about or cue.only:
        return None
    if (
        passage.quote_at(start_of(passage, colon + 1)) is not None
        or passage.low[cue.clitics_from - 1] in passage.words.relative | passage.words.that | passage.words.nobody
    ):
        return None
    clause = sentence.clause(colon + 1, cue)
    last = passage.token_from(clause.end) if clause is not None else 0
    told = has_finite(passage, colon + 1, last) or (lists and has_figure(passage, colon + 1, last))
    return Said([clause], "colon") if told else None


def inner_quotation(sentence: Sentence, cue: Cue) -> Said | None:
    """`« Il m'a dit : “Pars !” », raconte X`: what stands in marks of its own within a quotation."""
    passage = sentence.passage
    colon = adjuncts_end(passage, cue.last + 1)
    if passage.low[colon] != ":" or cue.negated or cue.passive:
        return None
    start = start_of(passage, colon + 1)
    inner = next((quote for quote in passage.all_quotes if quote.depth and quote.outer.start == start), None)
    return Said([inner.inner], "direct") if inner is not None else None


def bare_infinitive(sentence: Sentence, cue: Cue) -> Said | None:
    """`affirme avoir …`, `dit craindre …`, `nie être …`."""
    passage = sentence.passage
    at = past_aside(passage, adjuncts_end(passage, cue.last + 1))
    that = passage.node(cue.clitics_from - 2) if passage.low[cue.clitics_from - 2] in passage.words.that else None
    gap = that is not None and that.pos == "PRON" and passage.low[cue.clitics_from - 1] in passage.words.subject_pronoun
    if gap and passage.low[at] not in passage.words.to_have_or_be:
        return None  # `la république qu'il souhaite fonder`
    return Said(_before_colon(passage, sentence.clauses(at, cue)), "inf") if is_infinitive(passage, at) else None


def _before_colon(passage: Passage, spans: list[Span | None]) -> list[Span | None]:
    """An infinitive ends at a colon: what follows explains it in the author's voice, unless it is quoted."""
    first = spans[0]
    if first is None or passage.quote_at(first.start) is not None:
        return spans
    tokens = range(passage.token_from(first.start), passage.token_from(first.end))
    dashes = [n for n in tokens if passage.low[n] in ("-", "–", "—") and passage.text[passage.ends[n]].isspace()]
    colon = next((n for n in tokens if passage.low[n] == ":" or (len(dashes) == 1 and n == dashes[0]) or _comments(passage, n)), None)
    return [trimmed(passage, first.start, passage.starts[colon]), *spans[1:]] if colon is not None else spans


def _comments(passage: Passage, comma: int) -> bool:
    """`, ce qui …`, behind an infinitive also `, soit …`: the author's remark on what was said."""
    remark = starts_with(passage, comma + 1, passage.words.comments) > 0 or passage.low[comma + 1] in passage.words.either
    return passage.low[comma] == "," and remark


def of_infinitive(sentence: Sentence, cue: Cue) -> Said | None:
    """`promet de …`: the content is the infinitive; `demande à Y de …`: it begins with Y, who is told to do so."""
    passage = sentence.passage
    impersonal = passage.low[cue.clitics_from - 1] in passage.words.subject_pronoun and cue.takes("a_de")
    if cue.passive and not impersonal:
        return None
    at = adjuncts_end(passage, cue.last + 1)
    if passage.low[at] not in passage.words.bare_of or not is_infinitive(passage, at + 1):
        at = _past_aside(passage, at) or _linked(passage, cue, passage.words.bare_of)  # type: ignore[assignment]
    if at is None:
        return None
    clause = sentence.clause(at + 1, cue)
    told = _told(passage, cue, at)
    if told is None and _asks_for_a_thing(passage, cue, at):
        return None
    if clause is not None and told is not None:
        clause = Span(passage.starts[told], clause.end)
    return Said(
        _before_colon(passage, [clause]) if told is not None else [clause],
        "a_de" if cue.takes("a_de") and not cue.takes("de") else "de",
        no_source=cue.passive,
    )


def _past_aside(passage: Passage, at: int) -> int | None:
    """The `de` of an infinitive behind an aside in commas (`promet, s'il est élu, de …`)."""
    if passage.low[at] != ",":
        return None
    for close in range(at + 1, min(at + _LONGEST_ASIDE, passage.count)):
        if passage.low[close] == "," and passage.low[close + 1] in passage.words.bare_of and is_infinitive(passage, close + 2):
            return close + 1
    return None


def _asks_for_a_thing(passage: Passage, cue: Cue, link: int) -> bool:
    """`demande la permission de …`, `signale un feu, puis …`: the infinitive belongs to a noun, nobody is told to do it."""
    words = passage.words
    thing = passage.low[adjuncts_end(passage, cue.last + 1)] in words.articles | words.indefinite
    return thing and not _has_object(passage, cue) and not any(passage.low[n] in words.to for n in range(cue.last + 1, link))


def _told(passage: Passage, cue: Cue, link: int) -> int | None:
    """The first token of Y in `ordonne à Y de …` (without `à`); None where nobody stands right before the link."""
    words = passage.words
    for n in range(cue.last + 1, link):
        if passage.low[n] not in words.to:
            continue
        end = phrase_end(passage, n + 1, link)
        while end < link and passage.low[end] in words.joins and passage.low[end + 1] in words.to:  # `au maire et à tous les élus`
            end = phrase_end(passage, end + 2, link)
        aside = passage.low[end] == "," == passage.low[link - 1]  # `aux habitants, qui avaient fui, de rentrer`
        described = passage.low[end] in words.given_by or passage.low[end].endswith(words.participle_endings)
        described = described or passage.low[end] in words.to  # `aux habitants voisins du lac au pied du mont de …`
        if end == link or aside or (n == cue.last + 1 and described):
            return n + 1
    return None


def _linked(passage: Passage, cue: Cue, links: frozenset[str]) -> int | None:
    """The first `de` or `à` with an infinitive behind it, within the sentence and before another verb."""
    aside = 0
    for n in range(cue.last + 1, min(cue.last + _MAX_BETWEEN, passage.count)):
        low = passage.low[n]
        if n < aside:
            continue
        if (
            low in links
            and passage.low[n - 1] not in passage.words.prepositions
            and is_infinitive(passage, n + 2 if passage.quote_at(start_of(passage, n + 1)) is not None and not passage.is_word(n + 1) else n + 1)
        ):
            return n
        either = passage.low[n - 1] == "," and low in passage.words.either  # `exhorte les malades, soit les plus âgés, à …`
        if low in passage.words.only_relative and passage.low[n - 1] == ",":  # `accuse l'État, dont les soldats ont fui, de …`
            aside = next((k for k in range(n, min(n + _LONGEST_ASIDE, passage.count)) if passage.low[k] == ","), 0) + 1
            if aside > 1 and passage.low[aside] in links:
                continue
        if low in _PARTING or low in passage.words.relative or (is_finite(passage, n) and not either):
            return None
    return None


def object_and_infinitive(sentence: Sentence, cue: Cue) -> Said | None:
    """`accuse Y de …`, `appelle Y à …`: the content begins with Y."""
    passage = sentence.passage
    links = (passage.words.inside_name if cue.takes("obj_de") else frozenset()) | (passage.words.to if cue.takes("obj_a") else frozenset())
    if not links or (cue.mood == "participle" and not shares_auxiliary(passage, cue)) or cue.passive:
        return None
    frame = "obj_de" if cue.takes("obj_de") else "obj_a"
    at = past_aside(passage, adjuncts_end(passage, cue.last + 1))
    link = _linked(passage, cue, links)
    if link is not None and link < at:
        return None  # `a appelé à se mobiliser « … »`: nobody stands before the infinitive
    if link is None or _has_object(passage, cue):
        return Said([sentence.clause(link + 1, cue)], frame) if link is not None else None
    if link == at and cue.takes("a") and all(adverb_starting(passage, n) or passage.low[n] in passage.words.time for n in range(cue.last + 1, at)):
        return None  # `appelle toutefois à rester chez soi`
    if link == at and cue.entry.reflexive:
        return Said([sentence.clause(link + 1, cue)], frame)
    start = cue.last + 1 if link == at else at
    if passage.low[start] in links:
        return None
    return Said([sentence.clause(start, cue)], frame)


def _has_object(passage: Passage, cue: Cue) -> bool:
    """A pronoun stands for Y: `les accuse de …`."""
    return any(passage.low[n] in passage.words.object_pronouns for n in range(cue.clitics_from, cue.first))


def to_do(sentence: Sentence, cue: Cue) -> Said | None:
    """`appelle à voter`, `a appelé au rejet du projet`, `appelle à ce que …`."""
    passage = sentence.passage
    if cue.passive:
        return None
    skip_to = cue.last + 1
    for n in range(cue.last + 1, min(cue.last + 12, passage.count)):
        skip_to = max(skip_to, n + adverb_starting(passage, n))
        if n < skip_to or (passage.lows[n] in _OPENING and passage.low[n + 1] in passage.words.to):
            continue
        if passage.low[n] in passage.words.to:
            if passage.low[n + 1] in passage.words.this and passage.low[n + 2] in passage.words.that:
                return Said(sentence.clauses(n + 3, cue), "a")
            first = n + 1 + (passage.lows[n + 1] in _OPENING)
            if is_infinitive(passage, first + adverb_starting(passage, first)) or (cue.takes("obj_a", "call") and calls_for(sentence, n + 1, cue)):
                return Said(sentence.clauses(n + 1, cue), "a")
        elif not (adjuncts_end(passage, n) > n or passage.low[n] in passage.words.time or passage.low[n] in passage.words.time_openers):
            return None
    return None


def whether(sentence: Sentence, cue: Cue) -> Said | None:
    """`demande si …`, `se demande comment …`, `raconte comment …`."""
    at = adjuncts_end(sentence.passage, cue.last + 1)
    low = sentence.passage.low[at]
    if low in sentence.passage.words.bare_of | sentence.passage.words.prepositions and sentence.passage.low[at + 1] in sentence.passage.words.which:
        return Said([sentence.clause(at, cue)], "si")
    if at > cue.last + 1 and low in sentence.passage.words.only_relative:
        return None  # `demande à sa sœur qui vit à Lyon de …`
    if cue.takes("how"):
        subject = None if cue.negated else subject_before(sentence.passage, cue)
        tells = low in sentence.passage.words.how and subject is not None and is_somebody(sentence.passage, subject)
        return Said([sentence.clause(at, cue)], "how") if tells else None
    if low not in sentence.passage.words.whether or (
        low in sentence.passage.words.this and sentence.passage.low[at + 1] not in sentence.passage.words.relative
    ):
        return None
    return Said([sentence.clause(at + 1 if low in sentence.passage.words.if_ else at, cue)], "si")


def state_of_mind(sentence: Sentence, cue: Cue) -> Said | None:
    """`s'est dit prêt à …`, `se déclare favorable à …`."""
    passage = sentence.passage
    at = adjuncts_end(passage, cue.last + 1)
    words = passage.words
    no_state = words.that | words.indefinite | words.joins
    if (not passage.is_word(at) and passage.quote_at(start_of(passage, at)) is None) or passage.low[at] in no_state:
        return None  # `s'est dit`, `s'est déclaré et propagé`
    subject = subject_before(passage, cue)
    last = passage.low[passage.token_from(subject.end) - 1] if subject is not None else ""
    if last in words.relative or (subject is not None and passage.low[passage.token_from(subject.start) + 1] in words.break_out):
        return None  # `où s'est déclaré le feu`, `le feu s'est déclaré à la suite de …`
    span = sentence.clause(at, cue)
    return Said([span], "mood") if span is not None and len(span.of(passage.text).split()) >= 3 else None


def threat(sentence: Sentence, cue: Cue) -> Said | None:
    """`menace Y de poursuites`: the content begins with Y."""
    passage = sentence.passage
    at = adjuncts_end(passage, cue.last + 1)
    if not passage.is_word(at) or passage.low[at] in passage.words.indefinite or cue.passive or cue.about or cue.mood == "participle":
        return None
    end = phrase_end(passage, at)
    span = sentence.clause(at, cue)
    if passage.low[end] in passage.words.bare_of and end > at + 1 and passage.quote_at(start_of(passage, end + 1)) is not None:
        return Said([span], "threat")  # `accuse Y de « mensonges et … »`
    has_threat = any(
        passage.low[n] in passage.words.bare_of
        and (passage.low[n + 1] not in passage.words.determiners or is_event(passage, n + 2))
        and not passage.is_name(n + 1)
        for n in range(at + 1, end)
    )
    return Said([span], "threat") if has_threat and end - at >= _THREAT else None


def reason(sentence: Sentence, cue: Cue) -> Said | None:
    """`explique Z par …`, `justifie Z par le fait que …`."""
    passage = sentence.passage
    if cue.passive or cue.about:
        return None
    at = adjuncts_end(passage, cue.last + 1)
    end = phrase_end(passage, at)
    if end == at or passage.low[end] not in passage.words.given_by | passage.words.pronounced_for:
        return None
    if starts_with(passage, end + 1, passage.words.the_fact) and passage.low[end + 3] in passage.words.that:
        return Said([sentence.clause(end + 4, cue)], "reason")
    if passage.low[end] in passage.words.pronounced_for:
        return Said([sentence.clause(end + 1, cue)], "reason") if is_infinitive(passage, end + 1) else None
    return Said([sentence.clause(at, cue)], "reason")
