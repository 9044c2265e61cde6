"""The clause round an incise, and the clause that a pronoun takes up.

…, a fait savoir X.      ses hommes, a-t-il ajouté, sont …      …. X l'a confirmé.      Comme l'a dit X, …
"""

from __future__ import annotations

from selon.model import Span
from selon.read.adjuncts import adjuncts_end
from selon.read.clauses import clause_start, skip_connectors, starts_with, trimmed
from selon.read.contrasts import reports
from selon.read.cues import Cue
from selon.read.inverted_subjects import subject_after
from selon.read.passages import Passage
from selon.read.phrases import has_finite, hyphen, is_finite, names_somebody, phrase_end
from selon.read.said import Said, Sentence, after_source, start_of
from selon.read.subjects import subject_before

_VERDICT = 3
# How far before the cue the `comme` may stand (`comme le général Jean Petit l'avait dit`).
_AS = 11


def clear_incise(sentence: Sentence, cue: Cue) -> Said | None:
    """An incise that no other frame may claim: a comma before, somebody after, and a whole clause before the comma."""
    passage = sentence.passage
    if not (passage.low[cue.clitics_from - 1] in (",", "»", "”", '"') or _opens_line(passage, cue)) or not _may_be_incise(passage, cue):
        return None
    start = clause_start(passage, cue.clitics_from, sentence.cues)
    source = subject_after(passage, cue)
    following = after_source(passage, cue, source)
    closed = _opens_all(passage, start, cue, following) or _closed_aside(passage, following)
    goes_round = source is not None and names_somebody(passage, source) and closed
    return incise(sentence, cue) if goes_round or _has_main_verb(passage, start, cue.clitics_from - 1) else None


def incise(sentence: Sentence, cue: Cue) -> Said | None:
    """`…, a fait savoir mardi la police.`, `ses hommes, a-t-il ajouté, sont …`: the clause round it."""
    passage = sentence.passage
    if not _may_be_incise(passage, cue):
        return None
    before = passage.low[cue.clitics_from - 1]
    if before in passage.words.joins:
        return None  # `… « soulagé » et a salué les pompiers`
    after_quote = any(quote.outer.end in (passage.ends[n] for n in range(max(0, cue.clitics_from - 2), cue.clitics_from)) for quote in passage.quotes)
    source = subject_after(passage, cue)
    parted = before in (",", "»", "”", '"', "–", "—", "?", "!") or after_quote or (cue.pronoun is not None and cue.head - cue.first <= 6)
    if not parted and not _opens_line(passage, cue) and not _lost_comma(passage, cue, source):
        return None
    if source is not None and passage.low[passage.token_from(source.start)] in passage.words.points_back and not names_somebody(passage, source):
        return None  # `…, a condamné cette attaque`
    if cue.pronoun is None and (source is None or source.of(passage.text)[0].isdigit() or _is_object(passage, cue, source)):
        return None
    if cue.pronoun is not None and cue.clitics_from < 2:
        return None
    following = after_source(passage, cue, source)
    if passage.low[following] in passage.words.that:
        return None
    start = max(clause_start(passage, cue.clitics_from, sentence.cues), _after_other_incise(sentence, cue))
    if _opens_all(passage, start, cue, following):
        return Said([sentence.clause(_past_apposition(passage, following) + 1, cue)], "incise", source)
    if start >= cue.clitics_from:
        return None
    left = trimmed(passage, passage.starts[start], passage.ends[cue.clitics_from - 1])
    if left is None or not has_content(passage, start, cue.clitics_from):
        return None
    tells = has_finite(passage, start, cue.clitics_from) or _opens_quoted(passage, start)
    only_right = passage.low[cue.clitics_from - 2] in passage.words.relative
    right = sentence.clause(following + 1, cue) if only_right and passage.low[following] == "," else _resumes(sentence, cue, following, tells=tells)
    if right is None and cue.pronoun is None and not after_quote and not tells:
        spoken = opens_with_dash(passage)  # `— Oui, répond l'accusé.`
        return Said([left], "incise", source) if spoken or _is_verdict(passage, start, cue, following, source) else None
    if (
        cue.pronoun is None
        and not _whole_clause(passage, start, cue)
        and (
            source is None or (not names_somebody(passage, source) and not (right is not None and has_finite(passage, following + 1, following + 4)))
        )
    ):
        return None
    if cue.pronoun is None and right is not None and not tells and not has_finite(passage, following + 1, passage.token_from(right.end)):
        return None  # `Paul Roux, le chef du camp, aurait menacé Luc Blin, le juge chargé de l'affaire`
    return Said([right] if only_right else [left, right], "incise", source)


def _opens_quoted(passage: Passage, start: int) -> bool:
    """`« Trois morts et dix blessés » dans le quartier, a dit X`: more than a label stands in marks there."""
    quote = passage.quote_at(passage.starts[start])
    return quote is not None and quote.closed and quote.outer.start == passage.starts[start] and len(quote.inner.of(passage.text).split()) > _VERDICT


def opens_with_dash(passage: Passage) -> bool:
    """A dash opens the paragraph: what follows is spoken; behind a date (`3 mai 2016. – Le pont …`) it is not."""
    start = passage.span.start
    return passage.low[0] in ("—", "–") and not passage.text[passage.text.rfind("\n", 0, start) + 1 : start].strip()


def _after_other_incise(sentence: Sentence, cue: Cue) -> int:
    """`« A », a dit X, soit « B », a-t-il ajouté`: past the comma behind an inverted verb of saying that a quotation precedes."""
    passage = sentence.passage
    for other in reversed(sentence.cues):
        behind = other.first < cue.first and passage.quote_at(other.span.start) is None and passage.low[other.clitics_from - 1] == ","
        if behind and passage.ends[other.clitics_from - 2] in {quote.outer.end for quote in passage.quotes}:
            source = subject_after(passage, other)
            comma = after_source(passage, other, source) if source is not None else 0
            return comma + 1 if passage.low[comma] == "," and comma + 1 < cue.clitics_from - 1 else 0
    return 0


def _opens_line(passage: Passage, cue: Cue) -> bool:
    """`Une épidémie s'est déclarée⏎a rapporté l'OMS.`: the line below a block says whose words it holds."""
    at = cue.clitics_from
    return at > 0 and cue.first < cue.head and "\n" in passage.text[passage.ends[at - 1] : passage.starts[at]]


def _lost_comma(passage: Passage, cue: Cue, source: Span | None) -> bool:
    """`deux routes sont coupées a annoncé le maire.`: right behind the verb of a whole clause a verb of saying whose subject ends the
    sentence or stands before a comma."""
    before = passage.node(cue.clitics_from - 1)
    if source is None or before is None or before.pos not in ("VERB", "AUX", "ADJ") or not names_somebody(passage, source):
        return False
    after = passage.low[passage.token_from(source.end)]
    left = clause_start(passage, cue.clitics_from)
    return after in ("", ",", ".") and passage.low[left] not in passage.words.relative and _has_main_verb(passage, left, cue.clitics_from)


def _is_object(passage: Passage, cue: Cue, source: Span) -> bool:
    """`…, évoquent un bilan plus lourd`: an indefinite paper behind the verb is what it tells, not who tells it; but `le feu est éteint,
    indique un communiqué`, where subject and verb stand before."""
    words = passage.words
    subject = phrase_end(passage, clause_start(passage, cue.clitics_from))
    if is_finite(passage, subject) and not passage.low[cue.last].endswith(words.plural_ending):
        return False
    first, last = passage.token_from(source.start), passage.token_from(source.end)
    if passage.low[first] not in words.indefinite or any(passage.is_name(n) or passage.low[n] in words.people for n in range(first, last)):
        return False
    if any(passage.low[n] in words.documents for n in range(first, last)):
        return True
    told = cue.takes("np", "figure", "tally", "event", "new") and not any(passage.low[n] in words.voices for n in range(first, last))
    return told and phrase_end(passage, 0) == _first_comma(passage) and passage.low[last] in ("", ".")  # `X, après avoir …, évoque un tir`


def _first_comma(passage: Passage) -> int:
    return next((n for n in range(passage.count) if passage.low[n] == ","), passage.count)


def _may_be_incise(passage: Passage, cue: Cue) -> bool:
    passive = cue.passive and cue.pronoun is None and not cue.entry.reflexive  # `…, est-il indiqué`, but not `…, sont coupés du bourg`
    plain = cue.mood == "finite" and not cue.negated and not passive and cue.clitics_from > 0
    return plain and not _governs(passage, cue) and not _is_alias(passage, cue)


def _is_alias(passage: Passage, cue: Cue) -> bool:
    """`le général Ousmane Diop, dit Baba, …`: another name of his, behind no verb."""
    at = cue.first
    between_names = passage.low[at] in passage.words.also_named and passage.is_name(at - 2) and passage.low[at - 1] == "," and passage.is_name(at + 1)
    return between_names and not has_finite(passage, clause_start(passage, at), at)


def _governs(passage: Passage, cue: Cue) -> bool:
    """The expression ends in a preposition (`fait état de`): what follows is its object, no subject."""
    return bool(cue.entry.tail) and passage.low[cue.last] in passage.words.links


def _is_verdict(passage: Passage, start: int, cue: Cue, following: int, source: Span | None) -> bool:
    """`Du jamais vu depuis dix ans, commente X.`: a clause without a verb, which the incise closes."""
    words = passage.words
    opens_adjunct = passage.low[start] in words.prepositions | words.gerund_openers or passage.low[start].endswith(words.participle_endings)
    apposed = passage.low[following] == "," and passage.low[following + 1] in words.people
    ends = following >= passage.count or passage.low[following] in (".", "…") or apposed
    return (
        ends
        and not opens_adjunct
        and (cue.first == cue.last or apposed)
        and cue.clitics_from - 1 - start >= _VERDICT
        and source is not None
        and names_somebody(passage, source)
        and not _is_some_thing(passage, source)
    )


def _is_some_thing(passage: Passage, source: Span) -> bool:
    """`L'édile de Lens, Paul Roux, demande | des renforts`: an indefinite object."""
    words = passage.words
    first, last = passage.token_from(source.start), passage.token_from(source.end)
    return passage.low[first] in words.indefinite and not any(passage.is_name(n) or passage.low[n] in words.voices for n in range(first, last))


def _has_main_verb(passage: Passage, start: int, end: int) -> bool:
    """More finite verbs than relative pronouns and conjunctions: not all of them stand in clauses that these open."""
    verbs = sum(is_finite(passage, n) for n in range(start, end))
    pronouns = passage.words.only_relative | passage.words.that
    return verbs > sum(passage.low[n] in pronouns and not _without_verb(passage, n, end) for n in range(start, end))


def _without_verb(passage: Passage, pronoun: int, end: int) -> bool:
    """`, dont deux soldats, `: no verb stands before the next comma."""
    comma = next((n for n in range(pronoun, end) if passage.low[n] == ","), end)
    return comma < end and not has_finite(passage, pronoun + 1, comma)


def _whole_clause(passage: Passage, start: int, cue: Cue) -> bool:
    """A clause with a verb of its own, which no relative pronoun opens, ends at the comma before the cue."""
    if passage.low[cue.clitics_from - 1] != ",":
        return False
    for number in range(start, cue.clitics_from - 1):
        if passage.low[number] in passage.words.relative | passage.words.this and not _without_verb(passage, number, cue.clitics_from - 1):
            return False
        if is_finite(passage, number) and number > start:
            return True
    return False


def _closed_aside(passage: Passage, following: int) -> bool:
    """A comma closes the incise and the verb of the clause round it follows: `le séisme, a dit X, a duré …`."""
    return passage.low[following] == "," and is_finite(passage, following + 1) and passage.low[following + 1] not in passage.words.relative


def _opens_all(passage: Passage, start: int, cue: Cue, following: int) -> bool:
    """`Par ailleurs, a ajouté X, la route …`: only a connector stands before the incise, all of the clause behind."""
    return start == cue.clitics_from > 0 and passage.low[following] == ","


def _past_apposition(passage: Passage, comma: int) -> int:
    """The comma that closes what somebody is (`a dit X, président de la ligue, …`), else the one given."""
    words = passage.words
    head = comma + 2 if passage.low[comma + 1] in words.determiners else comma + 1
    close = next((n for n in range(head + 1, passage.count) if passage.low[n] == ","), None)
    return close if passage.low[head] in words.people and close is not None and not has_finite(passage, head, close) else comma


def has_content(passage: Passage, start: int, end: int) -> bool:
    """Whether there is a word among these tokens."""
    return any(passage.is_word(n) for n in range(start, end))


def _resumes(sentence: Sentence, cue: Cue, following: int, *, tells: bool) -> Span | None:
    """The clause goes on after the incise: what stands before it does not tell anything yet, or a colon follows."""
    passage = sentence.passage
    if following >= passage.count or passage.low[following] not in (",", ":"):
        return None
    if _tells_on(passage, following + 1):
        return None
    quote = passage.quote_at(start_of(passage, following + 2))
    if quote is not None and quote.outer.start == start_of(passage, following + 1) and quote.inner.of(passage.text)[:1].islower():
        return quote.inner  # `la crise devrait mener, dit X, « à une réforme »`
    if (
        passage.low[following] == ","
        and cue.pronoun is not None
        and passage.low[following + 1] not in passage.words.joins | passage.words.asides | passage.words.prepositions
    ):
        return sentence.clause(following + 1, cue)
    if passage.low[following] == "," and passage.low[following + 1] in passage.words.joins and tells:
        return None
    if passage.low[following] == "," and tells and not is_finite(passage, following + 1) and passage.low[following + 1] not in passage.words.relative:
        return None
    if passage.low[following] == "," and passage.low[following + 1] in passage.words.asides | passage.words.prepositions:
        return None
    if passage.low[following] == "," and passage.low[following + 1] in passage.words.people:
        close = next((n for n in range(following + 2, passage.count) if passage.low[n] == ","), None)
        return sentence.clause(close + 1, cue) if close is not None and is_finite(passage, close + 1) else None
    return sentence.clause(following + 1, cue)


def _tells_on(passage: Passage, at: int) -> bool:
    """`…, a-t-il dit, cherchant ses mots`: a participle goes on to tell about the one who speaks."""
    token = passage.node(at) if at < passage.count else None
    low = passage.low[at]
    return token is not None and token.pos == "VERB" and low.endswith(passage.words.gerund_ending) and low not in passage.words.prepositions


def about_before(sentence: Sentence, cue: Cue) -> Said | None:
    """`…. X l'a confirmé.`: the content is the clause before."""
    passage = sentence.passage
    if passage.low[cue.clitics_from - 2] in passage.words.that:
        return None  # `plus souvent qu'ils ne le pensaient`
    if not cue.about or passage.low[cue.clitics_from - 1] in passage.words.relative | passage.words.nobody or cue.mood != "finite" or cue.negated:
        return None
    following = adjuncts_end(passage, cue.last + 1)
    if passage.low[following] == ":" and passage.quote_at(start_of(passage, following + 1)) is None:
        return Said([sentence.clause(following + 1, cue)], "about")
    if passage.low[following] in passage.words.that or (
        passage.is_word(following) and passage.low[following] not in passage.words.joins | passage.words.prepositions
    ):
        return None
    if _comparison(passage, cue):
        return None
    other = sentence.before
    if other is None or other.paragraph != passage.paragraph:
        return None
    start = skip_connectors(other, 0, other.count)
    return Said([trimmed(other, other.starts[start], other.ends[-1])], "about") if start < other.count else None


def as_said(sentence: Sentence, cue: Cue) -> Said | None:
    """`Comme l'a dit X, …`, `…, comme l'affirme X.`: the rest of the sentence."""
    passage = sentence.passage
    if not _comparison(passage, cue) or cue.mood != "finite" or cue.negated or cue.passive or cue.stance("que") == "expects":
        return None  # `…, comme l'espéraient les élus`
    at = next(n for n in range(cue.clitics_from - 1, max(-1, cue.clitics_from - _AS), -1) if passage.low[n] in passage.words.like)
    before = subject_before(passage, cue, at + 1)
    if before is not None and passage.low[passage.token_from(before.end) - 1] in passage.words.object_pronoun:
        before = None  # `comme l'a dit X`
    source = before or subject_after(passage, cue)
    if source is None or not (cue.about or cue.clitics_from > at + 1) or reports(passage, cue) or passage.low[cue.last + 1] in passage.words.if_:
        return None  # `Comme on lui demandait si …, il a répondu que …`
    end = after_source(passage, cue, source if before is None else None)
    comma = next((n for n in range(end, min(end + 7, passage.count)) if passage.low[n] == ","), None)
    if (
        passage.low[at - 1] in {"", ",", "-", "–", "—"} | passage.words.joins
        and comma is not None
        and (at <= 1 or passage.low[at - 1] in passage.words.joins or passage.low[at - 2] in passage.words.joins)
    ):
        return Said(sentence.clauses(_past_occasion(passage, _past_apposition(passage, comma)) + 1, cue), "as", source)
    breaks_in = passage.low[at - 2] in passage.words.auxiliaries  # `aient, comme X l'a dit, repris`
    start = clause_start(passage, at)
    plain = has_finite(passage, start, at) and not any(passage.low[n] in passage.words.negation for n in range(start, at))
    without_comma = passage.is_word(at - 1) and cue.about and cue.stance("que") == "asserts" and plain and passage.low[end] in ("", ".")
    opposed = any(starts_with(passage, n, passage.words.and_not) for n in range(start, at))  # `deux, et non trois comme l'affirme X`
    if at > 0 and not opposed and (passage.low[at - 1] == "," or without_comma) and not passage.is_word(end) and not breaks_in:
        return Said([trimmed(passage, passage.starts[start], passage.starts[at])], "as", source) if start < at else None
    return None


def _past_occasion(passage: Passage, comma: int) -> int:
    """The comma behind a name or where it was said (`comme l'a dit le maire, Jean Petit, dans un communiqué, …`), else the one given."""
    close = next((n for n in range(comma + 1, passage.count) if passage.low[n] == ","), comma)
    if close > comma + 1 and all(passage.is_name(n) or hyphen(passage, n) for n in range(comma + 1, close)):
        return _past_occasion(passage, close)
    return close if starts_with(passage, comma + 1, passage.words.occasions) and not has_finite(passage, comma, close) else comma


def _comparison(passage: Passage, cue: Cue) -> bool:
    like = passage.words.like
    return not like.isdisjoint(passage.low_set) and any(passage.low[n] in like for n in range(max(0, cue.clitics_from + 1 - _AS), cue.first))
