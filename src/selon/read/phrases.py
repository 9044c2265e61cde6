"""Noun phrases and the adjuncts between them, read on the surface: where a source begins and ends, what may be skipped.

The tree says which word is the subject; the words around it say how far the phrase goes, which is where parsers err on pages with odd marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from selon.model import Span
from selon.read.cues import Cue, adverb_ending, adverb_starting
from selon.read.passages import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token as TreeToken

_MAX_PHRASE = 30
_MAX_HOPS = 5
_MAX_BETWEEN = 25
_LEFT_PARTS = {"det", "amod", "nummod", "case", "nmod", "flat:name", "fixed", "advmod"}


def is_name(passage: Passage, number: int) -> bool:
    """The token begins with a capital (or is an account's @)."""
    if not 0 <= number < len(passage.tokens):
        return False
    first = passage.text[passage.tokens[number].start]
    return first.isupper() or first == "@"


def is_word(passage: Passage, number: int) -> bool:
    low = passage.low(number)
    return bool(low) and (low[0].isalnum() or low[0] == "@")


def is_finite(passage: Passage, number: int) -> bool:
    """The token is a verb in a finite form, as far as words and tree tell."""
    low = passage.low(number)
    if low in passage.words.finite:
        return True
    if not low or not low[0].isalpha() or is_name(passage, number):
        return False
    token = passage.tree_at(passage.tokens[number].start)
    return token is not None and token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm")


def has_finite(passage: Passage, start: int, end: int) -> bool:
    return any(is_finite(passage, number) for number in range(start, end))


def phrase_end(passage: Passage, start: int, stop: int | None = None) -> int:
    """The number of the first token after the noun phrase that begins at token `start` (`start` itself where none begins there)."""
    words = passage.words
    stop = min(len(passage.tokens) if stop is None else stop, start + _MAX_PHRASE)
    at, named, noun = start, False, False
    while at < stop:
        low = passage.low(at)
        if (
            low in ("-", "’", "'", ".", "/")
            and noun
            and at + 1 < stop
            and passage.tokens[at].end == passage.tokens[at + 1].start
            and is_word(passage, at + 1)
        ):
            at += 2
        elif low == "." and len(passage.low(at - 1)) <= 4 and is_name(passage, at - 1) and is_name(passage, at + 1):
            at += 1
        elif low == "(" and noun:
            closing = next((n for n in range(at + 1, min(at + 9, stop)) if passage.low(n) == ")"), None)
            if closing is None:
                break
            at = closing + 1
        elif low == ",":
            name_end = _holder(passage, at + 1, stop) if noun and not named else at
            return name_end if name_end > at + 1 else at
        elif not is_word(passage, at) or (at > start and (low in words.phrase_ends or opens_amount(passage, at) or _is_participle(passage, at))) or (noun and _two_names(passage, at)):
            break
        elif low in words.inside_name:
            at += 1
        elif low in words.prepositions and not (noun and _stays_inside(passage, at, stop)):
            break
        elif low == "et":
            return _joined_end(passage, at, stop)
        elif (
            noun
            and low in words.determiners
            and passage.low(at + 1) not in ("plus", "moins")
            and passage.low(at - 1) not in words.inside_name | words.prepositions
            and passage.low(at - 1) not in words.determiners
        ) or (noun and not is_name(passage, at) and is_finite(passage, at)):
            break
        else:
            named |= is_name(passage, at) and is_name(passage, at + 1) and (at > start or low not in words.determiners)
            noun |= low not in words.determiners and low not in words.prepositions
            at += 1
    while at > start and passage.low(at - 1) in words.inside_name | words.determiners | words.prepositions | {"-", ".", "et"}:
        at -= 1
    return at


def opens_amount(passage: Passage, at: int) -> bool:
    """An amount begins here (`plus de 40`, `au moins 3`)."""
    low = passage.low(at)
    return any(cut[0] == low and all(passage.low(at + n) == word for n, word in enumerate(cut)) for cut in passage.words.amount_phrases)


def _is_participle(passage: Passage, at: int) -> bool:
    """A present participle goes on to tell about the noun: `les témoignages venant de …`."""
    if not passage.low(at).endswith("ant"):
        return False
    token = passage.tree_at(passage.tokens[at].start)
    return token is not None and token.pos_ == "VERB"


def _two_names(passage: Passage, at: int) -> bool:
    """An acronym ended the phrase and another name begins: `à l'AFP Jean Dupont`."""
    before = passage.tokens[at - 1]
    word = passage.text[before.start : before.end]
    own = passage.text[passage.tokens[at].start : passage.tokens[at].end]
    return len(word) > 1 and word.isupper() and is_name(passage, at) and not own.isupper() and len(own) > 1


def _stays_inside(passage: Passage, at: int, stop: int) -> bool:
    """A preposition within a name: `en chef`, `l'Institut pour l'étude de la guerre`, `Abd al-Rahman`."""
    if passage.low(at + 1) == "chef":
        return True
    after = passage.low(at + 1)
    if passage.low(at) == "aux" and passage.low(at - 1) in passage.words.bodies:
        return True
    return passage.low(at) in ("pour", "aux", "à") and after in ("l'", "la", "les", "le") and passage.low(at - 1) in passage.words.bodies


def _holder(passage: Passage, at: int, stop: int) -> int:
    """The end of the name after a role (`le ministre de la Défense, Sergueï Choïgou`); `at` where there is none."""
    end = at
    while end < stop and (
        (is_name(passage, end)
        and passage.low(end) not in passage.words.determiners)
        or (end > at and passage.low(end) in ("-", "al", "el", "von", "van", "ben", "bin", "de", "."))
    ):
        end += 1
    while end > at and passage.low(end - 1) in ("-", "de", "."):
        end -= 1
    if end == at or (passage.low(at) in passage.words.subject_pronoun):
        return at
    return (
        end
        if passage.low(end) in ("", ",", ".", ":", ";", "»", ")", "!", "?")
        or end == stop
        or passage.low(end) in passage.words.prepositions
        or is_finite(passage, end)
        else at
    )


def _joined_end(passage: Passage, at: int, stop: int) -> int:
    """The end of `A et B` where `B` is a noun phrase and no clause of its own; else the place before `et`."""
    after = passage.low(at + 1)
    if not (after in passage.words.determiners or is_name(passage, at + 1)) or after in passage.words.subject_pronoun:
        return at
    end = phrase_end(passage, at + 1, stop)
    if end == at + 1 or (end < len(passage.tokens) and end < stop and (is_finite(passage, end) or passage.low(end) in passage.words.clitics)):
        return at
    return end


def adjuncts_end(passage: Passage, start: int, stop: int | None = None) -> int:
    """Skip what may stand between a verb and its subject or content: adverbs, times, phrases with a preposition, asides in commas."""
    words = passage.words
    stop = len(passage.tokens) if stop is None else stop
    at = start
    while at < stop:
        low = passage.low(at)
        length = adverb_starting(passage, at)
        if length:
            at += length
        elif low in words.time or (low in words.time_openers and _is_time(passage, at)):
            at = _time_end(passage, at, stop)
        elif low in words.prepositions:
            end = _prepositional_end(passage, at, stop)
            if end == at:
                return at
            at = end
        elif at == start and low in words.negator and not opens_amount(passage, at):
            at += 1
        else:
            return at
    return at


def _is_time(passage: Passage, at: int) -> bool:
    after = passage.low(at + 1)
    return (
        after in passage.words.time
        or (after.isdigit()
        and passage.low(at + 2) in passage.words.time)
        or (after[:1].isdigit()
        and passage.low(at + 2) in passage.words.time)
    )


def _time_end(passage: Passage, at: int, stop: int) -> int:
    while at < stop and (
        passage.low(at) in passage.words.time
        or (passage.low(at) in passage.words.time_openers
        and _is_time(passage, at))
        or passage.low(at).isdigit()
        or passage.low(at) == "-"
    ):
        at += 1
    return at


def _prepositional_end(passage: Passage, at: int, stop: int) -> int:
    end = at + 1
    if opens_amount(passage, at) or _opens_infinitive(passage, end):
        return at
    if passage.low(end) in passage.words.that or (passage.low(end) in passage.words.subject_pronoun and passage.low(at) not in ("à",)):
        return at
    finish = phrase_end(passage, end, stop)
    if finish <= end:
        return at
    # `intercepté par …`, `postée sur …`: a participle's complement goes on with the phrase.
    return finish


def _opens_infinitive(passage: Passage, at: int) -> bool:
    token = passage.tree_at(passage.tokens[at].start) if at < len(passage.tokens) else None
    return token is not None and "Inf" in token.morph.get("VerbForm")


def _hyphen(passage: Passage, at: int) -> bool:
    """A hyphen inside a word."""
    return (
        passage.low(at) == "-"
        and at > 0
        and passage.tokens[at - 1].end == passage.tokens[at].start
        and passage.tokens[at].end == passage.tokens[at + 1].start
    )


def span_of(passage: Passage, start: int, end: int) -> Span | None:
    """Tokens `start` up to `end` (exclusive) as a span of the page; None where there are none."""
    return Span(passage.tokens[start].start, passage.tokens[end - 1].end) if start < end else None


def subject_after(passage: Passage, cue: Cue, stop: int | None = None) -> Span | None:
    """The inverted subject: the pronoun inside the group, else the noun phrase that follows it (adjuncts between are skipped)."""
    if cue.pronoun is not None:
        return _pronoun(passage, cue.pronoun)
    at = adjuncts_end(passage, cue.last + 1, stop)
    if passage.low(at) == ",":
        inner = adjuncts_end(passage, at + 1, stop)
        at = inner + 1 if inner > at + 1 and passage.low(inner) == "," else at
    if not is_word(passage, at) or passage.low(at) in passage.words.phrase_ends or passage.low(at) in passage.words.prepositions:
        return None
    return span_of(passage, at, phrase_end(passage, at, stop))


def _pronoun(passage: Passage, number: int) -> Span | None:
    token = passage.tokens[number]
    return None if token.low in passage.words.nobody else Span(token.start, token.end)


def subject_before(passage: Passage, cue: Cue, left: int = 0) -> Span | None:
    """The subject before the group: a pronoun beside it, else the phrase that the tree names, else the phrase that ends there.

    Args:
        left: The first token that may belong to it.
    """
    if cue.pronoun is not None:
        return _pronoun(passage, cue.pronoun)
    beside = cue.clitics_from - 1
    if cue.mood == "finite" and beside >= left and passage.low(beside) in passage.words.subject_pronoun | passage.words.first_person:
        return Span(passage.tokens[beside].start, passage.tokens[beside].end)
    if (
        cue.mood == "finite"
        and (own := next((n for n in range(cue.clitics_from, cue.first) if passage.low(n) in passage.words.first_person), None)) is not None
        and passage.text[cue.span.start : cue.span.end].endswith(("ons", "ez", "é", "t", "u", "is"))
        and passage.low(beside) in ("", ",", "et", "mais", "que", "qu'", "car", "»", "«", ":")
    ):
        return span_of(passage, own, own + 1)
    if cue.mood != "finite" and (passage.low(cue.clitics_from - 1) in ("", ",", "en", "an", "et", "après", "pour")):
        return main_subject(passage, cue)
    if cue.mood == "gerund" and cue.clitics_from - 1 >= left and is_word(passage, cue.clitics_from - 1):
        first = extend_left(passage, cue.clitics_from - 1, left)
        if passage.low(first) in passage.words.determiners or is_name(passage, first):
            return span_of(passage, first, cue.clitics_from)
    found = _tree_subject(passage, cue, left)
    if found is None and cue.mood == "finite":
        found = _surface_subject(passage, cue, left)
    if found is not None and found.of(passage.text).lower() in passage.words.relative:
        found = _antecedent(passage, passage.token_from(found.start), left)
    if found is not None and cue.mood == "finite" and found.of(passage.text).lower() in passage.words.emphatic:
        number = passage.token_from(found.start)
        if passage.low(number - 1) == "," and passage.low(number + 1) == ",":
            first = extend_left(passage, number - 2, left)
            found = span_of(passage, first, number - 1)
    if found is not None and passage.quote_at(found.start) is not None and passage.quote_at(cue.span.start) is None:
        return None
    return found


def _antecedent(passage: Passage, relative: int, left: int) -> Span | None:
    """The noun phrase before a relative pronoun that the parser left alone."""
    last = relative - 2 if passage.low(relative - 1) == "," else relative - 1
    if last < left or not is_word(passage, last):
        return None
    first = extend_left(passage, last, left)
    return span_of(passage, first, last + 1)


def main_subject(passage: Passage, cue: Cue) -> Span | None:
    """The subject of the sentence's main verb, for a participle or infinitive that has none of its own."""
    token = passage.tree_at(passage.tokens[cue.head].start)
    subject = _clause_subject(token) if token is not None else None
    offset = passage.offset_of(subject) if subject is not None else None
    if subject is None or offset is None or passage.quote_at(offset) is not None:
        return None
    number = passage.token_from(offset)
    if subject.pos_ == "PRON":
        return span_of(passage, number, number + 1)
    first = extend_left(passage, number, 0)
    return span_of(passage, first, max(phrase_end(passage, first, cue.clitics_from if cue.clitics_from > first else None), number + 1))


def _clause_subject(token: TreeToken) -> TreeToken | None:
    """The subject of the nearest verb above that is no relative clause's."""
    for up in token.ancestors:
        subject = next((child for child in up.children if child.dep_.startswith("nsubj") and child.i < token.i), None)
        subject = subject or next((child for child in up.children if child.dep_.startswith("nsubj")), None)
        if subject is not None and not up.dep_.startswith("acl"):
            return subject
    return None


def _tree_subject(passage: Passage, cue: Cue, left: int) -> Span | None:
    token = passage.tree_at(passage.tokens[cue.head].start)
    for _ in range(_MAX_HOPS):
        if token is None:
            return None
        subject = next((child for child in token.children if child.dep_.startswith("nsubj")), None)
        if subject is not None and subject.i < (unit_token_index(passage, cue) or subject.i + 1):
            if subject.lower_ in passage.words.relative and token.dep_.startswith("acl"):
                return _subject_span(passage, token.head, cue, left, governed=True)
            return _subject_span(passage, subject, cue, left, governed=False)
        if token.dep_.startswith("acl"):
            return _subject_span(passage, token.head, cue, left, governed=True)
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def unit_token_index(passage: Passage, cue: Cue) -> int | None:
    token = passage.tree_at(passage.tokens[cue.head].start)
    return token.i if token is not None else None


def _subject_span(passage: Passage, noun: TreeToken, cue: Cue, left: int, *, governed: bool) -> Span | None:
    """The phrase of a noun as the subject; only an antecedent may stand after a preposition (`avec le ministre, qui a dit …`)."""
    offset = passage.offset_of(noun)
    if offset is None or noun.pos_ in ("VERB", "AUX", "ADP", "PUNCT"):
        return None
    noun_at = passage.token_from(offset)
    first = extend_left(passage, noun_at, left)
    if not left <= first <= noun_at < cue.first:
        return None
    if not governed and passage.low(first - 1) in passage.words.prepositions and first - 1 >= left:
        return None
    named = _named_before(passage, first, left)
    if named < first:
        return span_of(passage, named, first - 1)
    return source_of(passage, first, max(_whole_subject(passage, first, cue), noun_at + 1))


def source_of(passage: Passage, start: int, end: int) -> Span | None:
    """The phrase as a source: a document gives way to the body that it names (`le rapport du BEA`: the BEA)."""
    words = passage.words
    head = next((n for n in range(start, end) if passage.low(n) not in words.determiners), start)
    if passage.low(head) in words.documents:
        for at in range(head + 1, min(end, head + 8)):
            if passage.low(at) in words.inside_name | words.given_by:
                finish = phrase_end(passage, at + 1, end)
                if finish > at + 1 and any(is_name(passage, n) or passage.low(n) in words.people for n in range(at + 1, finish)):
                    return span_of(passage, at + 1, finish)
    return span_of(passage, start, end)


def extend_left(passage: Passage, noun: int, left: int) -> int:
    """The first token of the noun phrase whose noun this is: over adjectives, titles and names back to the article."""
    words = passage.words
    at = noun
    while at > left:
        low = passage.low(at - 1)
        glued = passage.tokens[at - 1].end == passage.tokens[at].start
        if low.endswith("'") and glued and low not in words.that:
            at -= 1
            if low in words.determiners or low in words.inside_name:
                break
        elif low == "-" and glued and at - 2 >= left:
            at -= 2
        elif (low in words.determiners and low not in words.inside_name) or low in ("des", "un", "une"):
            at -= 1
            while at > left and (
                (passage.low(at - 1) in words.determiners
                and passage.low(at - 1) not in words.inside_name)
                or (passage.low(at - 1) in ("tous", "toutes", "de")
                and passage.low(at).startswith("nombreu"))
            ):
                at -= 1
            break
        elif low == "et" and is_name(passage, at) and is_name(passage, at - 2):
            at -= 2
        elif (
            not is_word(passage, at - 1)
            or low in words.phrase_ends | words.prepositions | words.inside_name | words.time
            or is_finite(passage, at - 1)
            or adverb_starting(passage, at - 1)
        ):
            break
        else:
            at -= 1
    return at


def _named_before(passage: Passage, first: int, left: int) -> int:
    """`Bernard Bonnet, le successeur de X, qui …`: the name before the apposition that the parser took for the subject."""
    if passage.low(first - 1) != "," or passage.low(first) not in passage.words.determiners or not is_name(passage, first - 2):
        return first
    if passage.low(phrase_end(passage, first)) not in {","} | passage.words.relative:
        return first
    start = first - 2
    while start > left and (is_name(passage, start - 1) or passage.low(start - 1) == "-"):
        start -= 1
    return start if start <= first - 3 and passage.low(start - 1) not in passage.words.inside_name else first


def _whole_subject(passage: Passage, first: int, cue: Cue) -> int:
    """The end of a subject that stands before its verb: nothing but the verb's pronouns, or a comma, may follow."""
    end = phrase_end(passage, first, cue.clitics_from)
    if (
        passage.low(first) in passage.words.determiners
        and end < cue.clitics_from
        and all(
            is_word(passage, n) and passage.low(n) not in passage.words.relative | passage.words.time and not adverb_starting(passage, n)
            for n in range(end, cue.clitics_from)
        )
    ):
        if (
            cue.mood == "finite"
            and not has_finite(passage, end, cue.clitics_from)
            and not any(_is_participle(passage, n) for n in range(end, cue.clitics_from))
        ):
            return cue.clitics_from
    return end


def _surface_subject(passage: Passage, cue: Cue, left: int) -> Span | None:
    """The last run of words before the group that a mark or a conjunction bounds."""
    words = passage.words
    end = cue.clitics_from
    while passage.low(end - 1) == "," and adverb_ending(passage, end - 2) and passage.low(end - 2 - adverb_ending(passage, end - 2)) == ",":
        end -= 2 + adverb_ending(passage, end - 2)
    if passage.low(end - 1) == ",":
        end = next((n for n in range(end - 2, left - 1, -1) if passage.low(n) == ","), end - 1)
    at = end
    while (
        at > left
        and (is_word(passage, at - 1) or _hyphen(passage, at - 1))
        and passage.low(at - 1) not in words.relative | {"mais", "car", "et", "lorsque", "alors", "tandis", "quand"}
    ):
        at -= 1
    at = adjuncts_end(passage, at, end)
    finish = phrase_end(passage, at, end)
    return span_of(passage, at, finish) if finish > at and passage.low(at) not in words.phrase_ends else None


def find_that(passage: Passage, cue: Cue, cues: Sequence[Cue]) -> int | None:
    """The number of the `que` that opens what this cue reports; adjuncts, asides and a person told may stand between."""
    words = passage.words
    at = adjuncts_end(passage, cue.last + 1)
    if passage.low(at) in words.that:
        return at
    if passage.low(at) in words.this and passage.low(at + 1) in words.that and passage.low(at - 1) in words.prepositions | words.inside_name:
        return at + 1
    if passage.low(at + 1) in words.this and passage.low(at + 2) in words.that and passage.low(at) in words.inside_name | words.prepositions:
        return at + 2
    if at == cue.last + 1 and passage.low(at) != "," and not cue.takes("obj_que") and cue.pronoun is None:
        return None
    for number in range(cue.last + 1, min(cue.last + _MAX_BETWEEN, len(passage.tokens))):
        low = passage.low(number)
        if low in words.that:
            token = passage.tree_at(passage.tokens[number].start)
            relative = token is not None and token.pos_ == "PRON"
            return (
                number
                if not relative and passage.low(number - 1) not in words.comparatives and not has_finite(passage, cue.last + 1, number)
                else None
            )
        if (
            (not is_word(passage, number)
            and low not in (",", "-", "(", ")", "@", "’", "'"))
            or low in words.relative
            or any(other.first == number and other.mood == "finite" for other in cues)
        ):
            return None
    return None


def names_somebody(passage: Passage, source: Span) -> bool:
    """The phrase has a name in it, a word for people, bodies or documents, or is indefinite (`un voisin`)."""
    words = passage.words
    first, last = passage.token_from(source.start), passage.token_from(source.end)
    if passage.low(first) in words.indefinite | words.subject_pronoun:
        return True
    return any(is_name(passage, n) or passage.low(n) in words.people | words.media | words.documents for n in range(first, last))
