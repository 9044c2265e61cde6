"""Whom a pronoun stands for.

`a-t-il ajouté`, `selon lui`: the last one who spoke. `Il a déclaré`: the one who spoke in the sentence before, or its subject. `ce
dernier`: the last one named. Gender and number must agree; what agrees with nothing stays unresolved.
"""

from __future__ import annotations

from typing import NamedTuple

from selon.model import Span
from selon.resolve.identity import Identity
from selon.resolve.speaker_words import Gender, Number, PronounKind

MAX_SENTENCES_BACK = 4


class Referent(NamedTuple):
    """Something that a pronoun may stand for: where it stands, who it is, whether it is the speaker of a statement, and whether a
    preposition governs it.

    `inside` is the id of the statement in whose content it stands, for speakers; `sentence` the number of its sentence. `opens` says that a
    comma stands before it and none behind it, as before and behind the subject of `Après avoir quitté le parti, Paul Roux a …`.
    """

    span: Span
    sentence: int
    paragraph: int
    identity: Identity
    spoke: bool
    governed: bool
    inside: str | None = None
    opens: bool = False


class Pronoun(NamedTuple):
    """A pronoun at its place. `opening` and `paragraph` are those in which its statement begins; `incise` says that it stands behind its
    verb (`dit-il`), `adds` that the verb goes on with what was said before (`a-t-il ajouté`)."""

    span: Span
    sentence: int
    opening: int
    paragraph: int
    gender: Gender
    number: Number
    kind: PronounKind
    incise: bool
    adds: bool = True


def antecedent(pronoun: Pronoun, referents: list[Referent]) -> Identity | None:
    """The one of `referents` (in text order, none of them inside the pronoun's own quotation) for whom the pronoun stands; None where
    nobody agrees."""
    known = [r for r in referents if r.identity.rule != "no-source/1"]  # a quotation whose speaker the page leaves open stands for nobody
    someone = [r for r in known if r.spoke or r.identity.rule != "place/1"]
    return _nearest(pronoun, someone) or (_nearest(pronoun, known) if len(someone) < len(known) else None)


def _nearest(pronoun: Pronoun, known: list[Referent]) -> Identity | None:
    before = [r for r in known if r.span.start < pronoun.span.start and _agrees(pronoun, r.identity)]
    if pronoun.kind == "last":
        return _last_named(before)
    if pronoun.kind == "oblique" or pronoun.incise:
        here = [r for r in before if r.sentence == pronoun.sentence]
        return _speaker_or_subject(here) or _new_subject(pronoun, before) or _last_speaker(pronoun, before) or _walk_back(pronoun, before)
    return _walk_back(pronoun, before)


def _last_named(before: list[Referent]) -> Identity | None:
    """The one whose mention ends last; a person before a body or place of the same sentence."""
    if not before:
        return None
    nearest = [r for r in before if r.sentence == before[-1].sentence]
    people = [r for r in nearest if r.identity.type == "person"]
    return max(people or nearest, key=lambda r: r.span.end).identity


def _agrees(pronoun: Pronoun, identity: Identity) -> bool:
    gender = "x" in (pronoun.gender, identity.gender) or pronoun.gender == identity.gender
    number = "x" in (pronoun.number, identity.number) or pronoun.number == identity.number
    return gender and number


def _last_speaker(pronoun: Pronoun, before: list[Referent]) -> Identity | None:
    """Who spoke last, in the same paragraph or right before the statement."""
    near = [r for r in before if r.paragraph == pronoun.paragraph or r.sentence >= pronoun.opening - 1]
    spoken = [r for r in near if r.spoke and r.inside is None]
    return spoken[-1].identity if spoken else None


def _new_subject(pronoun: Pronoun, before: list[Referent]) -> Identity | None:
    """`Le juge a ordonné …. Son avocat, Paul Roux, est soulagé. « … », a-t-il dit`: a person with a name, of whom the sentence before speaks and
    who has not spoken yet."""
    last = [r for r in before if r.sentence == pronoun.opening - 1 and r.paragraph == pronoun.paragraph]
    if pronoun.adds or pronoun.kind != "subject" or any(r.spoke for r in last):
        return None
    subject = _speaker_or_subject(last)
    return subject if subject is not None and subject.type == "person" and " " in (subject.speaker or "") else None


def _speaker_or_subject(sentence: list[Referent]) -> Identity | None:
    """Of one sentence: who spoke in it, else its subject, which is the first that no preposition governs, or a person behind the comma that
    closes what opens the sentence."""
    spoken = [r for r in sentence if r.spoke and r.inside is None]
    if spoken:
        return spoken[-1].identity
    subjects = [r for r in sentence if not r.governed]
    behind = [r for r in subjects if r.opens and r.identity.type == "person"]
    return (behind or subjects)[0].identity if subjects else None


def _walk_back(pronoun: Pronoun, before: list[Referent]) -> Identity | None:
    """Sentence by sentence backwards: speaker, subject, else somebody named in another place; in its own sentence only where none
    stands before (`Dans une lettre au préfet, il écrit`)."""
    around: Identity | None = None
    for sentence in range(pronoun.sentence, pronoun.opening - MAX_SENTENCES_BACK - 1, -1):
        here = [r for r in before if r.sentence == sentence]
        found = _speaker_or_subject(here)
        if found is not None:
            return found
        people = [r for r in here if r.identity.type == "person" or pronoun.number == r.identity.number == "pl"]
        if people and sentence != pronoun.sentence:
            return people[-1].identity
        around = around or (people[-1].identity if people else None)
    return around
