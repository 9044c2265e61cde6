"""Who the verb of saying has as its subject before it: the pronoun beside it, the phrase that the tree names, or the phrase that ends there."""

from __future__ import annotations

from selon.model import Span
from selon.read.adjuncts import adjuncts_end
from selon.read.cues import Cue, adverb_ending, adverb_starting
from selon.read.given_by import gives, source_of
from selon.read.inverted_subjects import is_plural, pronoun_subject
from selon.read.main_subject import adjacent_subject, author_of_paper, governing_noun, in_relative, main_subject, pronoun_from
from selon.read.overheard import overheard
from selon.read.passages import Passage
from selon.read.phrases import extend_left, has_finite, hyphen, names_somebody, phrase_end, span_of
from selon.read.subject_phrases import named_before, second_of, whole_subject, with_first_fields, with_joint
from selon.read.trees import Node

_MAX_HOPS = 5


def _clause_left(passage: Passage, cue: Cue, left: int) -> int:
    """Where the verb's own clause may begin: after the last colon or semicolon, or a conjunction of contrast, before the verb."""
    for number in range(cue.clitics_from - 1, left, -1):
        low = passage.low[number]
        if passage.quotes and passage.quote_at(passage.starts[number]) is not None:
            continue
        if low in (";", ":") or (
            (
                low in passage.words.when
                or low in passage.words.that
                or (low in passage.words.only_relative and _opens_phrase(passage, number + 1, cue))
            )
            and phrase_end(passage, number + 1, cue.clitics_from) == cue.clitics_from
        ):
            return number + 1
        if low in passage.words.but and passage.low[number - 1] == "," and _opens_clause(passage, number + 1, cue):
            return number + 1
    return left


def _opens_phrase(passage: Passage, start: int, cue: Cue) -> bool:
    """`…, dont | le préfet dit`, `où | Paul Roux dit`; but not `qui | les dit`."""
    opens = passage.low[start] in passage.words.articles | passage.words.indefinite or passage.is_name(start)
    return opens and start < cue.clitics_from


def _opens_clause(passage: Passage, start: int, cue: Cue) -> bool:
    """`…, mais des habitants joints par téléphone disent`: a noun phrase and what tells of it, up to the verb."""
    whole = all(passage.is_word(n) for n in range(start, cue.clitics_from))
    return _opens_phrase(passage, start, cue) and whole and not has_finite(passage, start, cue.clitics_from)


def subject_before(passage: Passage, cue: Cue, left: int = 0) -> Span | None:
    """The subject before the group: a pronoun beside it, else the phrase that the tree names, else the phrase that ends there.

    Args:
        left: The first token that may belong to it.
    """
    key = (subject_before, cue.first, left)
    if key not in passage.answers:
        passage.answers[key] = _or_beside(passage, cue, _alone(passage, _find_before(passage, cue, left)))
    found: Span | None = passage.answers[key]
    return found


def _alone(passage: Passage, found: Span | None) -> Span | None:
    """`il lui a écrit et l'a félicité`, `c'est pourquoi nous pensons`: a pronoun is the subject alone, without the verb's own pronouns
    behind it and what the parser joined before it."""
    words = passage.words
    if found is None:
        return None
    first = passage.token_from(found.start)
    if passage.low[first] in words.subordinators and found.end > passage.ends[first]:
        return Span(passage.starts[first + 1], found.end)  # `Si Kinshasa a dit …`
    if words.first_person.isdisjoint(passage.low_set) and words.subject_pronoun.isdisjoint(passage.low_set):
        return found
    last = passage.token_from(found.end) - 1
    if last > first and passage.low[last] in words.first_person and passage.low[last - 1] not in words.prepositions:
        return span_of(passage, last, last + 1)
    beside = passage.low[first] in words.beside_verb and passage.low[first + 1] in words.clitics
    return span_of(passage, first, first + 1) if beside else found


def _or_beside(passage: Passage, cue: Cue, found: Span | None) -> Span | None:
    """`une alerte lancée par un élu, affirmant que`, `aucun crime selon la police, qui précise que`: where the tree names a thing, who stands
    right before the comma."""
    relative = cue.mood == "finite" and passage.low[cue.clitics_from - 1] in passage.words.only_relative
    comma = cue.clitics_from - 2 if relative else cue.clitics_from - 1
    if found is None or not (relative or cue.mood == "gerund") or passage.low[comma] != "," or _tells_who(passage, found):
        return found
    first = extend_left(passage, comma - 1, 0)
    near = span_of(passage, first, comma)
    if near is None or near.start < found.end:
        return found
    by, of = passage.low[first - 1] in passage.words.given_by, passage.low[first - 1] in passage.words.inside_name
    return near if (by and names_somebody(passage, near)) or ((relative or of) and _tells_who(passage, near)) else found


def _tells_who(passage: Passage, source: Span) -> bool:
    """It is headed by a word for who can speak, or holds a name that opens no sentence."""
    words = passage.words
    first, last = passage.token_from(source.start), passage.token_from(source.end)
    head = next((n for n in range(first, last) if passage.low[n] not in words.before_heads), first)
    head += 2 * hyphen(passage, head + 1)  # `porte-parole`
    return passage.low[head] in words.persons or any(n > 0 and passage.is_name(n) for n in range(first, last))


def _find_before(passage: Passage, cue: Cue, left: int) -> Span | None:
    if cue.pronoun is not None:
        return pronoun_subject(passage, cue.pronoun)
    beside = cue.clitics_from - 1
    if cue.mood == "finite":
        left = _clause_left(passage, cue, left)
    if cue.mood == "finite" and beside >= left and passage.low[beside] in passage.words.beside_verb and not hyphen(passage, beside - 1):
        return Span(passage.starts[beside], passage.ends[beside])
    if (
        cue.mood == "finite"
        and (own := next((n for n in range(cue.clitics_from, cue.first) if passage.low[n] in passage.words.first_person), None)) is not None
        and passage.text[cue.span.start : cue.span.end].endswith(passage.words.first_person_endings)
        and passage.low[beside] in {"", ",", "»", "«", ":"} | passage.words.joins | passage.words.that | passage.words.because
    ):
        return span_of(passage, own, own + 1)
    if cue.mood == "infinitive" and (heard := overheard(passage, cue)) is not None:
        return heard
    if cue.mood != "finite" and (
        passage.low[cue.clitics_from - 1] in passage.words.before_adverbial
        or passage.words.phrases(passage.words.underway).ending(passage.lows, cue.clitics_from - 1)
    ):
        return main_subject(passage, cue)
    if cue.mood == "gerund" and (author := author_of_paper(passage, cue)) is not None:
        return author
    if cue.mood == "gerund" and cue.clitics_from - 1 >= left and passage.is_word(cue.clitics_from - 1):
        first = extend_left(passage, cue.clitics_from - 1, left)
        whole = governing_noun(passage, first, left)
        many = passage.low[whole + 1] in passage.words.bare_of and passage.low[whole - 1] == ","
        if many or (passage.low[whole - 1] == "," and (passage.low[whole] in passage.words.articles | passage.words.indefinite)):
            first = whole  # `…, le ministère de la Santé faisant état de …`, `…, nombre d'élus estimant que …`
        if passage.low[first] in passage.words.determiners or passage.is_name(first) or many:
            return span_of(passage, first, cue.clitics_from)
    found = _tree_subject(passage, cue, left)
    if found is None and cue.mood == "finite":
        found = _surface_subject(passage, cue, left)
    elif found is not None and cue.mood == "finite":
        found = adjacent_subject(passage, cue.clitics_from, passage.token_from(found.end)) or found
    if cue.mood == "finite" and (apart := _before_apposition(passage, cue, left)) is not None:
        found = apart
    elif found is not None and cue.mood == "finite":
        found = _given_by(passage, found, cue) or second_of(passage, found)
    if found is not None and cue.mood == "finite":
        found = with_joint(passage, with_first_fields(passage, found, left), cue, left)
    if found is not None and found.of(passage.text).lower() in passage.words.relative:
        found = _antecedent(passage, passage.token_from(found.start), left)
    if found is not None and passage.low[number := passage.token_from(found.start)] in passage.words.also_named and passage.low[number - 1] == ",":
        found = span_of(passage, extend_left(passage, number - 2, left), number - 1)  # `Jean Petit, dit Jo, a dit`
    if found is not None and cue.mood == "finite" and found.of(passage.text).lower() in passage.words.emphatic:
        number = passage.token_from(found.start)
        if passage.low[number - 1] == "," and passage.low[number + 1] == ",":
            first = extend_left(passage, number - 2, left)
            found = span_of(passage, first, number - 1)
    if found is not None and passage.quote_at(found.start) is not None and passage.quote_at(cue.span.start) is None:
        return None
    if found is not None and (words := found.of(passage.text)) in passage.words.clitics and words not in passage.words.subject_pronoun:
        # `il a reçu le maire, leur a exprimé …`: a verb without a subject of its own
        opens = span_of(passage, left, left + 1) if passage.low[left] in passage.words.subject_pronoun else None
        return main_subject(passage, cue) or opens
    return found


def _before_apposition(passage: Passage, cue: Cue, left: int) -> Span | None:
    """`La Société X, une organisation qui gère …, signale que`: the phrase with which the clause begins, where commas close all that
    stands between it and the verb and every verb there is a relative clause's."""
    words = passage.words
    if passage.low[cue.clitics_from - 1] != ",":
        return None
    length = adverb_starting(passage, left)  # `De son côté, le journal X, citant Y, a dit`
    left += length + 1 if length and passage.low[left + length] == "," else 0
    left += passage.low[left] in words.but
    end = phrase_end(passage, left, cue.clitics_from)
    if end == left or passage.low[end] != "," or end == cue.clitics_from - 1:
        return None
    joined = [n for n in range(left, end) if passage.low[n] in words.joins]  # `Paul Roux et Anne Petit, rivaux du maire, Luc Blin, ont …`
    two = len(joined) == 1 and all(passage.is_name(n) or n in joined or hyphen(passage, n) for n in range(left, end))
    opens = any(passage.low[end + 1] in known for known in (words.determiners, words.relative, words.people, words.that))
    like = passage.low[end + 1] in words.like  # `d'autres, comme Marie, disent`
    aged = passage.low[end + 1].isdigit()  # `Ada Blin, 25 ans, une touriste, a dit`
    aside = passage.low[end + 1] in words.asides and passage.low[end + 1] not in words.relative  # `la maire, invitée hier sur RTL, a dit`
    if not (opens or aged or aside or like) and not (two and not passage.is_name(end + 1)):
        return None
    pronouns = words.only_relative | words.that if passage.low[end + 1] in words.that else words.only_relative
    relative = next((n for n in range(end + 1, cue.clitics_from) if passage.low[n] in pronouns), cue.clitics_from)
    told = words.people | words.documents  # `Le rapport, que X a pu lire, dit`
    somebody = any(passage.is_name(n) for n in range(left + 1, end)) or any(passage.low[n] in told for n in range(left, end))
    named = (two or all(passage.is_name(n) for n in range(left, end))) and end - left > 1  # without a relative clause: a person's name
    clear = (
        (named or aside or like or relative < cue.clitics_from)
        and not has_finite(passage, end, relative)
        and passage.low[left] not in words.prepositions
    )
    return span_of(passage, left, end) if somebody and clear else None


def _given_by(passage: Passage, found: Span, cue: Cue) -> Span | None:
    """`un bilan fourni par le procureur fait état de …`: who gave the paper that is the verb's subject."""
    words = passage.words
    first, end = passage.token_from(found.start), passage.token_from(found.end)
    if not any(passage.low[n] in words.documents for n in range(first, min(first + 4, end))):
        return None
    by = next((n for n in range(first, cue.clitics_from) if gives(passage, n)), None)
    last = phrase_end(passage, by + 1, cue.clitics_from) if by is not None else 0
    if by is None or has_finite(passage, end, cue.clitics_from):
        return None
    somebody = any(passage.is_name(n) or passage.low[n] in words.people for n in range(by + 1, last))
    return span_of(passage, by + 1, last) if somebody else None


def _antecedent(passage: Passage, relative: int, left: int) -> Span | None:
    """The noun phrase before a relative pronoun that the parser left alone."""
    last = relative - 2 if passage.low[relative - 1] == "," else relative - 1
    if last < left or not passage.is_word(last):
        return None
    first = extend_left(passage, last, left)
    return span_of(passage, first, last + 1)


def _tree_subject(passage: Passage, cue: Cue, left: int) -> Span | None:
    token = passage.node(cue.head)
    apart = passage.low[cue.clitics_from - 1] in passage.words.joins and passage.low[cue.clitics_from - 2] == ","
    if apart and token is not None and token.dep.startswith("conj") and in_relative(passage, token.head):
        return main_subject(passage, cue)
    for _ in range(_MAX_HOPS):
        if token is None:
            return None
        subject = next((child for child in token.children if child.dep.startswith("nsubj")), None)
        if subject is not None and subject.number < (unit_token_index(passage, cue) or subject.number + 1):
            if passage.low_of(subject) in passage.words.relative and token.dep.startswith("acl"):
                return _subject_span(passage, token.head, cue, left, governed=True) or _antecedent(passage, cue.clitics_from - 1, left)
            found = _subject_span(passage, subject, cue, left, governed=False)
            if found is not None or not token.dep.startswith("conj"):
                return found  # else the first of two verbs may have a subject that the parser did not mistake
        if token.dep.startswith("acl") and (found := _subject_span(passage, token.head, cue, left, governed=True)) is not None:
            return found
        if token.head == token:
            return None
        token = token.head
    return None


def unit_token_index(passage: Passage, cue: Cue) -> int | None:
    """The number of the cue's verb in the tree."""
    token = passage.node(cue.head)
    return token.number if token is not None else None


def _subject_span(passage: Passage, noun: Node, cue: Cue, left: int, *, governed: bool) -> Span | None:
    """The phrase of a noun as the subject; only an antecedent may stand after a preposition (`avec le ministre, qui a dit …`)."""
    offset = passage.offset_of(noun)
    if offset is None or noun.pos in ("VERB", "AUX", "ADP", "PUNCT"):
        return None
    noun_at = passage.token_from(offset)
    if not passage.is_word(noun_at):
        return pronoun_from(passage, noun_at)
    if governed and passage.low[noun_at] in passage.words.time:
        return None  # `attendus d'ici six mois par l'agence qui décrit …`
    first = extend_left(passage, noun_at, left)
    relative = cue.mood != "finite" or (passage.low[cue.clitics_from - 1] == "," or passage.low[cue.clitics_from - 1] in passage.words.relative)
    whose = governed and relative and _names_whose(passage, first, noun_at, cue)
    if not governed or not relative or whose:
        first = governing_noun(passage, first, left)
    if governed and relative and first > left and _is_many_of(passage, first, cue):
        first = extend_left(passage, first - 1, left)
    if not left <= first <= noun_at < cue.first:
        return None
    last = next((n for n in range(noun_at, noun_at + 3) if passage.low[n + 1] == ","), noun_at)
    if not governed and passage.low[last] in passage.words.time and passage.low[last + 1] == ",":
        return None  # `Ce 26 décembre, …`
    if not governed and any(passage.low[n] in passage.words.prepositions for n in (first, first - 1) if n >= left):
        return None
    if _in_adverb(passage, first):
        return None
    named = named_before(passage, first, left)
    if named < first:
        return span_of(passage, named, first - 1)
    return source_of(passage, first, max(whole_subject(passage, first, cue), noun_at + 1))


def _in_adverb(passage: Passage, first: int) -> bool:
    """`refuse pour | sa part toute hausse mais veut`: the noun is that of a fixed phrase."""
    return any(n + adverb_starting(passage, n) > first for n in range(max(0, first - 2), first))


def _names_whose(passage: Passage, first: int, noun: int, cue: Cue) -> bool:
    """`le réseau des médecins du Tchad, qui dénonce`: behind a comma the clause tells of whom, not of where."""
    words = passage.words
    pronoun, alone = cue.clitics_from - 1, first == noun and passage.low[first - 2] in words.voices  # `le maire de Lunel, qui …`
    bare = passage.low[first - 1] in words.bare_of and (passage.low[first] in words.determiners or alone)
    of = bare or passage.low[first - 1] in words.of_article
    return of and passage.is_name(noun) and passage.low[pronoun] in words.only_relative and passage.low[pronoun - 1] == ","


def _is_many_of(passage: Passage, first: int, cue: Cue) -> bool:
    """`le collectif des médecins, qui dénonce`: the verb is in the singular, so that the many only say whose the noun before is."""
    words = passage.words
    many = passage.low[first] in words.indefinite and passage.low[first] in words.inside_name
    return many and not is_plural(passage, cue) and cue.mood == "finite" and passage.low[first - 1] in words.voices


def _surface_subject(passage: Passage, cue: Cue, left: int) -> Span | None:
    """The last run of words before the group that a mark or a conjunction bounds."""
    words = passage.words
    end = cue.clitics_from
    while passage.low[end - 1] == "," and adverb_ending(passage, end - 2) and passage.low[end - 2 - adverb_ending(passage, end - 2)] == ",":
        end -= 2 + adverb_ending(passage, end - 2)
    if passage.low[end - 1] == ",":
        end = next((n for n in range(end - 2, left - 1, -1) if passage.low[n] == ","), end - 1)
    at = end
    while at > left and (passage.is_word(at - 1) or hyphen(passage, at - 1)) and passage.low[at - 1] not in words.between_clauses:
        at -= 1
    opens = passage.low[at] in words.determiners | words.indefinite or passage.is_name(at)
    if passage.low[at - 1] in words.only_relative and left < at - 1 and at < end and not opens:
        return _antecedent(passage, at - 1, left)  # `« Les gens qui m'écrivent disent … »`: in marks no tree tells of the verb between
    at = adjuncts_end(passage, at, end)
    finish = phrase_end(passage, at, end)
    return span_of(passage, at, finish) if finish > at and passage.low[at] not in words.phrase_ends else None
