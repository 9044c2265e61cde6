"""A page's reading without one person: the name, what the person says, and whatever was read from these words.

The rest keeps its place: as many █ stand where the words stood.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from selon.languages.fold import fold
from selon.model import Reading, Span, Statement
from selon.resolve.accounts import account_of
from selon.resolve.private import blacked_out, masked, spans_of_names

_LEAST_NAME_CHARS = 2


class Person(msgspec.Struct, frozen=True):
    """Somebody who wants to be forgotten, as one page calls them: whole names and handles, and the single words of the name."""

    names: tuple[str, ...]
    parts: tuple[str, ...]

    def spans(self, text: str) -> tuple[Span, ...]:
        """Every place in a text where the person is named: by a whole name in any case, by a part of it with a capital."""
        parts = [span for span in spans_of_names(text, self.parts) if text[span.start].isupper()]
        return tuple(sorted({*spans_of_names(text, self.names), *parts}))

    def is_in_address(self, words: str) -> bool:
        """Whether an address or an id may name the person: a whole name stands in it, spelled as addresses are."""
        slug = "".join(c for c in fold(words) if c.isalnum())
        return any("".join(c for c in fold(name) if c.isalnum()) in slug for name in self.names)


def person_on(reading: Reading, name: str) -> Person | None:
    """How a page calls the person of this name or handle; None where it does not."""
    wanted = fold(name.removeprefix("@"))
    text = reading.article.text
    names = {name.removeprefix("@")}
    for said in reading.statements:
        called = _names_of(said, text)
        if wanted in map(fold, called):
            names |= called
    parts = {part for whole in names for part in whole.split() if len(part) >= _LEAST_NAME_CHARS and part[0].isupper()}
    person = Person(_longest_first(names), _longest_first(parts - names))
    elsewhere = any(fold(called) in map(fold, names) for called in _mentioned(reading))
    return person if elsewhere or spans_of_names(text, person.names) else None


def without_person(reading: Reading, person: Person) -> Reading:
    """The reading with the person's statements gone, with all that stands in them, and the name covered everywhere."""
    text = reading.article.text
    own = {said.id for said in reading.statements if set(map(fold, _names_of(said, text))) & set(map(fold, person.names))}
    gone = covered_spans(reading, person)

    def kept(span: Span) -> bool:
        return not any(span.overlaps(other) for other in gone)

    statements = [said for said in reading.statements if said.id not in own and any(kept(span) for span in said.content)]
    there = {said.id for said in statements}
    quantities = tuple(found for found in reading.quantities if kept(found.span))
    counted = {found.id for found in quantities}
    replace = msgspec.structs.replace
    left = replace(
        reading,
        statements=tuple(said if said.inside in there else replace(said, inside=None) for said in statements),
        quantities=quantities,
        dates=tuple(found for found in reading.dates if kept(found.span)),
        places=tuple(found for found in reading.places if kept(found.span)),
        media=tuple(found for found in reading.media if kept(found.span)),
        namings=tuple(found for found in reading.namings if kept(found.span) and (found.statement in there or found.statement is None)),
        figures=tuple(f for f in reading.figures if f.quantity in counted and (f.statement in there or f.statement is None)),
    )
    covered = masked(left, _longest_first({*person.names, *person.parts}))
    address = reading.article.url
    return replace(
        covered,
        article=replace(
            covered.article, text=blacked_out(text, gone), url=None if address and person.is_in_address(address) else covered.article.url
        ),
    )


def covered_spans(reading: Reading, person: Person) -> tuple[Span, ...]:
    """The parts of the page's text that are forgotten: where the person is named, and all that the person says."""
    text, names = reading.article.text, set(map(fold, person.names))
    own = (said for said in reading.statements if set(map(fold, _names_of(said, text))) & names)
    said = [span for statement in own for span in (*statement.content, *([statement.source] if statement.source else []))]
    return tuple(sorted({*person.spans(text), *said}))


def _names_of(said: Statement, text: str) -> set[str]:
    """The names and handles by which a statement's speaker goes."""
    account = account_of(said.source.of(text)) if said.source else None
    return {name for name in (said.speaker, said.actor, *(account or ())) if name and len(name) >= _LEAST_NAME_CHARS}


def _mentioned(reading: Reading) -> Iterable[str]:
    """Names that a layer may have though the text spells them otherwise."""
    text = reading.article.text
    yield from (name for said in reading.statements for name in _names_of(said, text))
    yield from (item.shared_by for item in reading.media if item.shared_by)
    yield from (naming.by for naming in reading.namings if naming.by)


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (-len(name), name)))
