"""The subject of the main verb, for participles, infinitives and second predicates that have none of their own."""

from __future__ import annotations

from selon.model import Span
from selon.read.clauses import skip_connectors
from selon.read.cues import Cue, adverb_ending
from selon.read.passages import Passage
from selon.read.phrases import extend_left, has_finite, is_finite, names_somebody, phrase_end, span_of
from selon.read.trees import Node

# The tree has `-t-elle` as one word, in which the pronoun is the last of these tokens.
_INVERTED = 5
# Tokens at most between a paper and what is said of it, and between the paper and the verb of sending.
_PAPER = 12


def main_subject(passage: Passage, cue: Cue) -> Span | None:
    """The subject of the sentence's main verb, for a participle or infinitive that has none of its own."""
    if (cited := _cited_before(passage, cue)) is not None:
        return cited
    if (opens := _apart(passage, cue)) is not None:
        return opens
    token = passage.node(cue.head)
    if token is not None and token.dep.startswith("conj") and in_relative(passage, token.head):
        token = token.head  # `X a cité Y, que Z a vu, et a accusé …`: above the relative clause
    subject = _clause_subject(passage, token) if token is not None else None
    offset = passage.offset_of(subject) if subject is not None else None
    if subject is None:
        return _opening_subject(passage, cue)
    if offset is None or passage.quote_at(offset) is not None:
        return None
    number = passage.token_from(offset)
    if subject.pos == "PRON" and not passage.low[number - 1].endswith("'"):  # `l'un d'eux` is a phrase
        return pronoun_from(passage, number)
    first = governing_noun(passage, extend_left(passage, number, 0), 0)
    if (led := _led_by_thing(passage, subject, first, number)) is not None:
        return led
    own = span_of(passage, first, max(phrase_end(passage, first, cue.clitics_from if cue.clitics_from > first else None), number + 1))
    verb = passage.offset_of(subject.head)
    return (adjacent_subject(passage, _group_start(passage, passage.token_from(verb)), number) if verb is not None else None) or own


def _cited_before(passage: Passage, cue: Cue) -> Span | None:
    """`La route est coupée, selon X, ajoutant que …`: X says this too."""
    comma, words = cue.clitics_from - 1, passage.words
    if cue.mood != "gerund" or passage.low[comma] != "," or passage.low[cue.last + 1] not in words.that:
        return None
    known = words.phrases(words.according)
    for at in range(comma - 2, max(0, comma - _PAPER), -1):
        if passage.low[at] in known.openers and (length := known.starting(passage.lows, at)) and passage.low[at - 1] == ",":
            return span_of(passage, at + length, comma) if phrase_end(passage, at + length, comma) == comma else None
    return None


def _apart(passage: Passage, cue: Cue) -> Span | None:
    """`Le maire, estimant que …, a fermé le pont`: the phrase with which the sentence begins and the comma that parts the participle from it."""
    comma = cue.clitics_from - 1
    if cue.mood != "gerund" or passage.low[comma] != ",":
        return None
    start = skip_connectors(passage, 0, comma)
    whole = span_of(passage, start, comma) if start < comma and phrase_end(passage, start, comma) == comma else None
    return whole if whole is not None and names_somebody(passage, whole) else None


def author_of_paper(passage: Passage, cue: Cue) -> Span | None:
    """`X a adressé au préfet une lettre demandant …`: who sends out the paper that the participle tells of."""
    words = passage.words
    nouns = range(cue.clitics_from - 1, max(0, cue.clitics_from - _PAPER), -1)
    noun = next((n for n in nouns if passage.low[n] in words.papers), 0)
    opened = passage.low[noun - 1] in words.indefinite or passage.low[noun - 2] in words.indefinite
    if not noun or cue.mood != "gerund" or not opened or any(passage.low[n] == "," or is_finite(passage, n) for n in range(noun, cue.clitics_from)):
        return None
    owner = span_of(passage, noun + 2, cue.clitics_from) if passage.low[noun + 1] in words.inside_name else None
    if owner is not None and names_somebody(passage, owner):
        return None  # `un communiqué de la police affirmant …`
    sends = any(passage.low[n] in words.issued for n in range(max(0, noun - _PAPER), noun))
    return main_subject(passage, cue) if sends else None


def pronoun_from(passage: Passage, number: int) -> Span | None:
    """The pronoun of `-t-elle`, where the tree's word begins with a hyphen; else the pronoun that stands here."""
    pronoun = next((n for n in range(number, number + _INVERTED) if passage.low[n] in passage.words.subject_pronoun), number)
    return Span(passage.starts[pronoun], passage.ends[pronoun]) if passage.is_word(pronoun) else None


def _opening_subject(passage: Passage, cue: Cue) -> Span | None:
    """`Le candidat de X veut …, estimant que`: somebody opens the sentence, and its verb follows, where the tree has no subject."""
    words = passage.words
    if passage.low[0] in words.same_subject - words.nobody and has_finite(passage, 1, 4):
        return span_of(passage, 0, 1)  # `Il n'a pas précisé …, se bornant à dire que`
    end = phrase_end(passage, 0, cue.clitics_from)
    somebody = passage.low[0] in words.articles and passage.low[1] in words.people
    verb = next((n for n in range(end, cue.clitics_from) if not passage.is_word(n) or is_finite(passage, n)), end)
    return span_of(passage, 0, end) if somebody and is_finite(passage, verb) and passage.quote_at(passage.starts[0]) is None else None


def _led_by_thing(passage: Passage, subject: Node, first: int, last: int) -> Span | None:
    """`La crise a conduit le maire à fermer l'école, estimant que …`: the somebody whom a thing makes do what the clause tells of."""
    words = passage.words
    somebody = any(passage.is_name(n) or passage.low[n] in words.staffed for n in range(min(first + 1, last), last + 1))
    led = next((child for child in subject.head.children if child.dep.startswith("obj") and child.number > subject.number), None)
    verb = passage.offset_of(subject.head)
    offset = passage.offset_of(led) if led is not None and not somebody else None
    if (
        led is None
        or offset is None
        or verb is None
        or led.pos == "PRON"
        or not any(child.dep.startswith("xcomp") for child in subject.head.children)
    ):
        return None
    number = passage.token_from(offset)
    first = extend_left(passage, number, passage.token_from(verb) + 1)
    own = span_of(passage, first, max(phrase_end(passage, first), number + 1))
    return own if own is not None and names_somebody(passage, own) else None


def in_relative(passage: Passage, verb: Node) -> bool:
    """A relative clause's verb, by the tree or by the pronoun behind the comma before it."""
    offset = passage.offset_of(verb)
    if verb.dep.startswith("acl") or offset is None:
        return verb.dep.startswith("acl")
    comma = next((n for n in range(passage.token_from(offset), 0, -1) if passage.low[n] == ","), 0)
    return comma > 0 and passage.low[comma + 1] in passage.words.relative


def adjacent_subject(passage: Passage, verb: int, left: int) -> Span | None:
    """`Saluant X, le ministre a dit`, `X a vu Y et le ministre a dit`: somebody between the last comma or `et` and the verb is its subject,
    whatever the tree says; an apposition would have a comma behind it."""
    comma = next((n for n in range(verb - 1, left - 1, -1) if passage.low[n] == "," or passage.low[n] in passage.words.joins), None)
    if comma is not None and passage.low[comma] == "," and verb - comma > 2 and all(passage.is_name(n) for n in range(comma + 1, verb)):
        return span_of(passage, comma + 1, verb)  # `…, M. Roux a dit`
    if comma is None or passage.low[comma + 1] not in passage.words.articles or passage.low[comma + 1] in passage.words.indefinite:
        return None
    end = phrase_end(passage, comma + 1, verb)
    somebody = any(passage.low[n] in passage.words.people for n in range(comma + 1, min(comma + 4, end)))
    return span_of(passage, comma + 1, end) if somebody and end == verb else None


def _group_start(passage: Passage, verb: int) -> int:
    """The first token of a verb's group: its auxiliary and the pronouns and adverbs before it."""
    words = passage.words
    group = words.in_group
    while verb > 0 and (passage.low[verb - 1] in group or adverb_ending(passage, verb - 1)):
        verb -= 1
    return verb


def _clause_subject(passage: Passage, token: Node) -> Node | None:
    """The subject of the nearest verb above that is no relative clause's."""
    for up in token.ancestors:
        subjects = [child for child in up.children if child.dep.startswith("nsubj") and not _is_object(passage, child)]
        subject = next((child for child in subjects if child.number < token.number), None) or next(iter(subjects), None)
        if subject is not None and not up.dep.startswith("acl"):
            return subject
    return None


def _is_object(passage: Passage, node: Node) -> bool:
    """`leur a dit`: a pronoun that the parser took for a subject."""
    low = passage.low_of(node)
    return node.pos == "PRON" and low in passage.words.clitics and low not in passage.words.subject_pronoun


def _many_of_somebody(passage: Passage, first: int) -> bool:
    """`le chef | des pompiers`, `la secrétaire d'État | des États-Unis`: behind somebody `des` is no article."""
    words = passage.words
    somebody = passage.is_name(first - 1) and passage.low[first - 2] not in words.prepositions
    return passage.low[first] in words.indefinite & words.inside_name and (somebody or passage.low[first - 1] in words.voices)


def governing_noun(passage: Passage, first: int, left: int) -> int:
    """`une infirmière du CHU`: a phrase behind `de` is no subject; its noun is, where the parser took the wrong one."""
    words = passage.words
    while first > left:
        bound = passage.low[first] in words.bare_of and passage.low[first + 1] not in words.before_nouns  # `la secrétaire | d'État`
        noun = first - 1 if bound or _many_of_somebody(passage, first) else first - 2
        if noun == first - 2 and passage.low[first - 1] not in words.bare_of | words.of_article:
            break
        before = passage.low[noun]
        ends = before in words.prepositions or before in words.time or before in words.phrase_ends
        if noun < left or not passage.is_word(noun) or ends or is_finite(passage, noun):
            break
        first = extend_left(passage, noun, left)
    return first
