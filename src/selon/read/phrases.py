"""Noun phrases and the adjuncts between them, read on the surface: where a source begins and ends, what may be skipped.

The tree says which word is the subject; the words around it say how far the phrase goes, which is where parsers err on pages with odd marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from selon.model import Span
from selon.read.cues import Cue, adverb_ending, adverb_starting
from selon.read.units import Unit

if TYPE_CHECKING:
    from spacy.tokens import Token as TreeToken

_MAX_PHRASE = 30
_MAX_HOPS = 5
_MAX_BETWEEN = 25
_LEFT_PARTS = {"det", "amod", "nummod", "case", "nmod", "flat:name", "fixed", "advmod"}


def is_name(unit: Unit, number: int) -> bool:
    """The token begins with a capital (or is an account's @)."""
    if not 0 <= number < len(unit.tokens):
        return False
    first = unit.text[unit.tokens[number].start]
    return first.isupper() or first == "@"


def is_word(unit: Unit, number: int) -> bool:
    low = unit.low(number)
    return bool(low) and (low[0].isalnum() or low[0] == "@")


def is_finite(unit: Unit, number: int) -> bool:
    """The token is a verb in a finite form, as far as words and tree tell."""
    low = unit.low(number)
    if low in unit.words.finite:
        return True
    if not low or not low[0].isalpha() or is_name(unit, number):
        return False
    token = unit.tree_at(unit.tokens[number].start)
    return token is not None and token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm")


def has_finite(unit: Unit, start: int, end: int) -> bool:
    return any(is_finite(unit, number) for number in range(start, end))


def phrase_end(unit: Unit, start: int, stop: int | None = None) -> int:
    """The number of the first token after the noun phrase that begins at token `start` (`start` itself where none begins there)."""
    words = unit.words
    stop = min(len(unit.tokens) if stop is None else stop, start + _MAX_PHRASE)
    at, named, noun = start, False, False
    while at < stop:
        low = unit.low(at)
        if low in ("-", "’", "'", ".", "/") and noun and at + 1 < stop and unit.tokens[at].end == unit.tokens[at + 1].start and is_word(unit, at + 1):
            at += 2
        elif low == "." and len(unit.low(at - 1)) <= 4 and is_name(unit, at - 1) and is_name(unit, at + 1):
            at += 1
        elif low == "(" and noun:
            closing = next((n for n in range(at + 1, min(at + 9, stop)) if unit.low(n) == ")"), None)
            if closing is None:
                break
            at = closing + 1
        elif low == ",":
            name_end = _holder(unit, at + 1, stop) if noun and not named else at
            return name_end if name_end > at + 1 else at
        elif not is_word(unit, at) or at > start and (low in words.phrase_ends or opens_amount(unit, at) or _is_participle(unit, at)):
            break
        elif noun and _two_names(unit, at):
            break
        elif low in words.inside_name:
            at += 1
        elif low in words.prepositions and not (noun and _stays_inside(unit, at, stop)):
            break
        elif low == "et":
            return _joined_end(unit, at, stop)
        elif noun and low in words.determiners and unit.low(at + 1) not in ("plus", "moins") and unit.low(at - 1) not in words.inside_name | words.prepositions and unit.low(at - 1) not in words.determiners:
            break
        elif noun and not is_name(unit, at) and is_finite(unit, at):
            break
        else:
            named |= is_name(unit, at) and is_name(unit, at + 1) and (at > start or low not in words.determiners)
            noun |= low not in words.determiners and low not in words.prepositions
            at += 1
    while at > start and unit.low(at - 1) in words.inside_name | words.determiners | words.prepositions | {"-", ".", "et"}:
        at -= 1
    return at


def opens_amount(unit: Unit, at: int) -> bool:
    """An amount begins here (`plus de 40`, `au moins 3`)."""
    low = unit.low(at)
    return any(cut[0] == low and all(unit.low(at + n) == word for n, word in enumerate(cut)) for cut in unit.words.amount_phrases)


def _is_participle(unit: Unit, at: int) -> bool:
    """A present participle goes on to tell about the noun: `les témoignages venant de …`."""
    if not unit.low(at).endswith("ant"):
        return False
    token = unit.tree_at(unit.tokens[at].start)
    return token is not None and token.pos_ == "VERB"


def _two_names(unit: Unit, at: int) -> bool:
    """An acronym ended the phrase and another name begins: `à l'AFP Jean Dupont`."""
    before = unit.tokens[at - 1]
    word = unit.text[before.start : before.end]
    own = unit.text[unit.tokens[at].start : unit.tokens[at].end]
    return len(word) > 1 and word.isupper() and is_name(unit, at) and not own.isupper() and len(own) > 1


def _stays_inside(unit: Unit, at: int, stop: int) -> bool:
    """A preposition within a name: `en chef`, `l'Institut pour l'étude de la guerre`, `Abd al-Rahman`."""
    if unit.low(at + 1) == "chef":
        return True
    after = unit.low(at + 1)
    if unit.low(at) == "aux" and unit.low(at - 1) in unit.words.bodies:
        return True
    return unit.low(at) in ("pour", "aux", "à") and after in ("l'", "la", "les", "le") and unit.low(at - 1) in unit.words.bodies


def _holder(unit: Unit, at: int, stop: int) -> int:
    """The end of the name after a role (`le ministre de la Défense, Sergueï Choïgou`); `at` where there is none."""
    end = at
    while end < stop and (is_name(unit, end) and unit.low(end) not in unit.words.determiners or (end > at and unit.low(end) in ("-", "al", "el", "von", "van", "ben", "bin", "de", "."))):
        end += 1
    while end > at and unit.low(end - 1) in ("-", "de", "."):
        end -= 1
    if end == at or (unit.low(at) in unit.words.subject_pronoun):
        return at
    return end if unit.low(end) in ("", ",", ".", ":", ";", "»", ")", "!", "?") or end == stop or unit.low(end) in unit.words.prepositions or is_finite(unit, end) else at


def _joined_end(unit: Unit, at: int, stop: int) -> int:
    """The end of `A et B` where `B` is a noun phrase and no clause of its own; else the place before `et`."""
    after = unit.low(at + 1)
    if not (after in unit.words.determiners or is_name(unit, at + 1)) or after in unit.words.subject_pronoun:
        return at
    end = phrase_end(unit, at + 1, stop)
    if end == at + 1 or end < len(unit.tokens) and end < stop and (is_finite(unit, end) or unit.low(end) in unit.words.clitics):
        return at
    return end


def adjuncts_end(unit: Unit, start: int, stop: int | None = None) -> int:
    """Skip what may stand between a verb and its subject or content: adverbs, times, phrases with a preposition, asides in commas."""
    words = unit.words
    stop = len(unit.tokens) if stop is None else stop
    at = start
    while at < stop:
        low = unit.low(at)
        length = adverb_starting(unit, at)
        if length:
            at += length
        elif low in words.time or low in words.time_openers and _is_time(unit, at):
            at = _time_end(unit, at, stop)
        elif low in words.prepositions:
            end = _prepositional_end(unit, at, stop)
            if end == at:
                return at
            at = end
        elif at == start and low in words.negator and not opens_amount(unit, at):
            at += 1
        else:
            return at
    return at


def _is_time(unit: Unit, at: int) -> bool:
    after = unit.low(at + 1)
    return after in unit.words.time or after.isdigit() and unit.low(at + 2) in unit.words.time or after[:1].isdigit() and unit.low(at + 2) in unit.words.time


def _time_end(unit: Unit, at: int, stop: int) -> int:
    while at < stop and (unit.low(at) in unit.words.time or unit.low(at) in unit.words.time_openers and _is_time(unit, at) or unit.low(at).isdigit() or unit.low(at) == "-"):
        at += 1
    return at


def _prepositional_end(unit: Unit, at: int, stop: int) -> int:
    end = at + 1
    if opens_amount(unit, at) or _opens_infinitive(unit, end):
        return at
    if unit.low(end) in unit.words.that or unit.low(end) in unit.words.subject_pronoun and unit.low(at) not in ("à",):
        return at
    finish = phrase_end(unit, end, stop)
    if finish <= end:
        return at
    # `intercepté par …`, `postée sur …`: a participle's complement goes on with the phrase.
    return finish


def _opens_infinitive(unit: Unit, at: int) -> bool:
    token = unit.tree_at(unit.tokens[at].start) if at < len(unit.tokens) else None
    return token is not None and "Inf" in token.morph.get("VerbForm")


def _hyphen(unit: Unit, at: int) -> bool:
    """A hyphen inside a word."""
    return unit.low(at) == "-" and at > 0 and unit.tokens[at - 1].end == unit.tokens[at].start and unit.tokens[at].end == unit.tokens[at + 1].start


def span_of(unit: Unit, start: int, end: int) -> Span | None:
    """Tokens `start` up to `end` (exclusive) as a span of the page; None where there are none."""
    return Span(unit.tokens[start].start, unit.tokens[end - 1].end) if start < end else None


def subject_after(unit: Unit, cue: Cue, stop: int | None = None) -> Span | None:
    """The inverted subject: the pronoun inside the group, else the noun phrase that follows it (adjuncts between are skipped)."""
    if cue.pronoun is not None:
        return _pronoun(unit, cue.pronoun)
    at = adjuncts_end(unit, cue.last + 1, stop)
    if unit.low(at) == ",":
        inner = adjuncts_end(unit, at + 1, stop)
        at = inner + 1 if inner > at + 1 and unit.low(inner) == "," else at
    if not is_word(unit, at) or unit.low(at) in unit.words.phrase_ends or unit.low(at) in unit.words.prepositions:
        return None
    return span_of(unit, at, phrase_end(unit, at, stop))


def _pronoun(unit: Unit, number: int) -> Span | None:
    token = unit.tokens[number]
    return None if token.low in unit.words.nobody else Span(token.start, token.end)


def subject_before(unit: Unit, cue: Cue, left: int = 0) -> Span | None:
    """The subject before the group: a pronoun beside it, else the phrase that the tree names, else the phrase that ends there.

    Args:
        left: The first token that may belong to it.
    """
    if cue.pronoun is not None:
        return _pronoun(unit, cue.pronoun)
    beside = cue.clitics_from - 1
    if cue.mood == "finite" and beside >= left and unit.low(beside) in unit.words.subject_pronoun | unit.words.first_person:
        return Span(unit.tokens[beside].start, unit.tokens[beside].end)
    if cue.mood == "finite" and (own := next((n for n in range(cue.clitics_from, cue.first) if unit.low(n) in unit.words.first_person), None)) is not None and unit.text[cue.span.start : cue.span.end].endswith(("ons", "ez", "é", "t", "u", "is")) and unit.low(beside) in ("", ",", "et", "mais", "que", "qu'", "car", "»", "«", ":"):
        return span_of(unit, own, own + 1)
    if cue.mood != "finite" and (unit.low(cue.clitics_from - 1) in ("", ",", "en", "an", "et", "après", "pour")):
        return main_subject(unit, cue)
    if cue.mood == "gerund" and cue.clitics_from - 1 >= left and is_word(unit, cue.clitics_from - 1):
        first = extend_left(unit, cue.clitics_from - 1, left)
        if unit.low(first) in unit.words.determiners or is_name(unit, first):
            return span_of(unit, first, cue.clitics_from)
    found = _tree_subject(unit, cue, left)
    if found is None and cue.mood == "finite":
        found = _surface_subject(unit, cue, left)
    if found is not None and cue.mood == "finite" and found.of(unit.text).lower() in unit.words.emphatic:
        number = unit.token_from(found.start)
        if unit.low(number - 1) == "," and unit.low(number + 1) == ",":
            first = extend_left(unit, number - 2, left)
            found = span_of(unit, first, number - 1)
    if found is not None and unit.quote_at(found.start) is not None and unit.quote_at(cue.span.start) is None:
        return None
    return found


def main_subject(unit: Unit, cue: Cue) -> Span | None:
    """The subject of the sentence's main verb, for a participle or infinitive that has none of its own."""
    token = unit.tree_at(unit.tokens[cue.head].start)
    subject = _clause_subject(token) if token is not None else None
    offset = unit.offset_of(subject) if subject is not None else None
    if subject is None or offset is None or unit.quote_at(offset) is not None:
        return None
    number = unit.token_from(offset)
    if subject.pos_ == "PRON":
        return span_of(unit, number, number + 1)
    first = extend_left(unit, number, 0)
    return span_of(unit, first, max(phrase_end(unit, first, cue.clitics_from if cue.clitics_from > first else None), number + 1))


def _clause_subject(token: TreeToken) -> TreeToken | None:
    """The subject of the nearest verb above that is no relative clause's."""
    for up in token.ancestors:
        subject = next((child for child in up.children if child.dep_.startswith("nsubj") and child.i < token.i), None)
        subject = subject or next((child for child in up.children if child.dep_.startswith("nsubj")), None)
        if subject is not None and not up.dep_.startswith("acl"):
            return subject
    return None


def _tree_subject(unit: Unit, cue: Cue, left: int) -> Span | None:
    token = unit.tree_at(unit.tokens[cue.head].start)
    for _ in range(_MAX_HOPS):
        if token is None:
            return None
        subject = next((child for child in token.children if child.dep_.startswith("nsubj")), None)
        if subject is not None and subject.i < (unit_token_index(unit, cue) or subject.i + 1):
            if subject.lower_ in unit.words.relative and token.dep_.startswith("acl"):
                return _subject_span(unit, token.head, cue, left, governed=True)
            return _subject_span(unit, subject, cue, left, governed=False)
        if token.dep_.startswith("acl"):
            return _subject_span(unit, token.head, cue, left, governed=True)
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def unit_token_index(unit: Unit, cue: Cue) -> int | None:
    token = unit.tree_at(unit.tokens[cue.head].start)
    return token.i if token is not None else None


def _subject_span(unit: Unit, noun: TreeToken, cue: Cue, left: int, *, governed: bool) -> Span | None:
    """The phrase of a noun as the subject; only an antecedent may stand after a preposition (`avec le ministre, qui a dit …`)."""
    offset = unit.offset_of(noun)
    if offset is None or noun.pos_ in ("VERB", "AUX", "ADP", "PUNCT"):
        return None
    noun_at = unit.token_from(offset)
    first = extend_left(unit, noun_at, left)
    if not left <= first <= noun_at < cue.first:
        return None
    if not governed and unit.low(first - 1) in unit.words.prepositions and first - 1 >= left:
        return None
    named = _named_before(unit, first, left)
    if named < first:
        return span_of(unit, named, first - 1)
    return source_of(unit, first, max(_whole_subject(unit, first, cue), noun_at + 1))


def source_of(unit: Unit, start: int, end: int) -> Span | None:
    """The phrase as a source: a document gives way to the body that it names (`le rapport du BEA`: the BEA)."""
    words = unit.words
    head = next((n for n in range(start, end) if unit.low(n) not in words.determiners), start)
    if unit.low(head) in words.documents:
        for at in range(head + 1, min(end, head + 8)):
            if unit.low(at) in words.inside_name | words.given_by:
                finish = phrase_end(unit, at + 1, end)
                if finish > at + 1 and any(is_name(unit, n) or unit.low(n) in words.people for n in range(at + 1, finish)):
                    return span_of(unit, at + 1, finish)
    return span_of(unit, start, end)


def extend_left(unit: Unit, noun: int, left: int) -> int:
    """The first token of the noun phrase whose noun this is: over adjectives, titles and names back to the article."""
    words = unit.words
    at = noun
    while at > left:
        low = unit.low(at - 1)
        glued = unit.tokens[at - 1].end == unit.tokens[at].start
        if low.endswith("'") and glued and low not in words.that:
            at -= 1
            if low in words.determiners or low in words.inside_name:
                break
        elif low == "-" and glued and at - 2 >= left:
            at -= 2
        elif low in words.determiners and low not in words.inside_name or low in ("des", "un", "une"):
            at -= 1
            while at > left and (unit.low(at - 1) in words.determiners and unit.low(at - 1) not in words.inside_name or unit.low(at - 1) in ("tous", "toutes", "de") and unit.low(at).startswith("nombreu")):
                at -= 1
            break
        elif low == "et" and is_name(unit, at) and is_name(unit, at - 2):
            at -= 2
        elif not is_word(unit, at - 1) or low in words.phrase_ends | words.prepositions | words.inside_name | words.time or is_finite(unit, at - 1) or adverb_starting(unit, at - 1):
            break
        else:
            at -= 1
    return at


def _named_before(unit: Unit, first: int, left: int) -> int:
    """`Bernard Bonnet, le successeur de X, qui …`: the name before the apposition that the parser took for the subject."""
    if unit.low(first - 1) != "," or unit.low(first) not in unit.words.determiners or not is_name(unit, first - 2):
        return first
    if unit.low(phrase_end(unit, first)) not in {","} | unit.words.relative:
        return first
    start = first - 2
    while start > left and (is_name(unit, start - 1) or unit.low(start - 1) == "-"):
        start -= 1
    return start if start <= first - 3 and unit.low(start - 1) not in unit.words.inside_name else first


def _whole_subject(unit: Unit, first: int, cue: Cue) -> int:
    """The end of a subject that stands before its verb: nothing but the verb's pronouns, or a comma, may follow."""
    end = phrase_end(unit, first, cue.clitics_from)
    if unit.low(first) in unit.words.determiners and end < cue.clitics_from and all(is_word(unit, n) and unit.low(n) not in unit.words.relative | unit.words.time and not adverb_starting(unit, n) for n in range(end, cue.clitics_from)):
        if cue.mood == "finite" and not has_finite(unit, end, cue.clitics_from) and not any(_is_participle(unit, n) for n in range(end, cue.clitics_from)):
            return cue.clitics_from
    return end


def _surface_subject(unit: Unit, cue: Cue, left: int) -> Span | None:
    """The last run of words before the group that a mark or a conjunction bounds."""
    words = unit.words
    end = cue.clitics_from
    while unit.low(end - 1) == "," and adverb_ending(unit, end - 2) and unit.low(end - 2 - adverb_ending(unit, end - 2)) == ",":
        end -= 2 + adverb_ending(unit, end - 2)
    if unit.low(end - 1) == ",":
        end = next((n for n in range(end - 2, left - 1, -1) if unit.low(n) == ","), end - 1)
    at = end
    while at > left and (is_word(unit, at - 1) or _hyphen(unit, at - 1)) and unit.low(at - 1) not in words.relative | {"mais", "car", "et", "lorsque", "alors", "tandis", "quand"}:
        at -= 1
    at = adjuncts_end(unit, at, end)
    finish = phrase_end(unit, at, end)
    return span_of(unit, at, finish) if finish > at and unit.low(at) not in words.phrase_ends else None


def find_that(unit: Unit, cue: Cue, cues: Sequence[Cue]) -> int | None:
    """The number of the `que` that opens what this cue reports; adjuncts, asides and a person told may stand between."""
    words = unit.words
    at = adjuncts_end(unit, cue.last + 1)
    if unit.low(at) in words.that:
        return at
    if unit.low(at) in words.this and unit.low(at + 1) in words.that and unit.low(at - 1) in words.prepositions | words.inside_name:
        return at + 1
    if unit.low(at + 1) in words.this and unit.low(at + 2) in words.that and unit.low(at) in words.inside_name | words.prepositions:
        return at + 2
    if at == cue.last + 1 and unit.low(at) != "," and not cue.takes("obj_que") and cue.pronoun is None:
        return None
    for number in range(cue.last + 1, min(cue.last + _MAX_BETWEEN, len(unit.tokens))):
        low = unit.low(number)
        if low in words.that:
            token = unit.tree_at(unit.tokens[number].start)
            relative = token is not None and token.pos_ == "PRON"
            return number if not relative and unit.low(number - 1) not in words.comparatives and not has_finite(unit, cue.last + 1, number) else None
        if not is_word(unit, number) and low not in (",", "-", "(", ")", "@", "’", "'") or low in words.relative or any(other.first == number and other.mood == "finite" for other in cues):
            return None
    return None


def names_somebody(unit: Unit, source: Span) -> bool:
    """The phrase has a name in it, a word for people, bodies or documents, or is indefinite (`un voisin`)."""
    words = unit.words
    first, last = unit.token_from(source.start), unit.token_from(source.end)
    if unit.low(first) in words.indefinite | words.subject_pronoun:
        return True
    return any(is_name(unit, n) or unit.low(n) in words.people | words.media | words.documents for n in range(first, last))
