"""`selon X`, `d'après X`, `pour X`, `aux dires de X`: the rest of the sentence is X's.

The phrase stands before, inside or after what is said. Things have no opinion (`selon les prévisions`); a document speaks for the body that it names.
"""

from __future__ import annotations

from collections.abc import Sequence

from selon.model import Span
from selon.read.clauses import clause_end, clause_start, skip_connectors, starts_with, trimmed
from selon.read.cues import Cue
from selon.read.found import Found
from selon.read.phrases import has_finite, is_name, is_word, phrase_end, span_of
from selon.read.units import Unit


def read_according(unit: Unit, number: int, cues: Sequence[Cue], taken: Sequence[Found]) -> list[Found]:
    """The statements that a preposition attributes, outside quotations."""
    found: list[Found] = []
    at = 0
    while at < len(unit.tokens):
        length = starts_with(unit, at, unit.words.according)
        if not length and at == skip_connectors(unit, 0, len(unit.tokens)) or unit.low(at - 1) == ":":
            length = length or int(unit.low(at) in unit.words.pronounced_for)
        if length and unit.quote_at(unit.tokens[at].start) is None:
            one = _read(unit, number, at, length, cues, taken)
            if one is not None:
                found.append(one)
                at += length
        at += 1
    return found + _officially(unit, number, cues)


def _read(unit: Unit, number: int, at: int, length: int, cues: Sequence[Cue], taken: Sequence[Found]) -> Found | None:
    words = unit.words
    name = at + 1 if starts_with(unit, at, words.of_source) else at + length
    contracted = unit.low(name - 1) in words.inside_name and name - at > 1
    if starts_with(unit, at, words.of_source) and at > 0 and unit.low(at - 1) != ",":
        return None
    if unit.low(name) in words.according_not or unit.low(at - 1) in ("que", "ou") and unit.low(at) != "selon":
        return None
    end = phrase_end(unit, name)
    source, head = _source(unit, name, end)
    if source is None or not _speaks(unit, at, name, end, head):
        return None
    tail = _aside_end(unit, end, clause_start(unit, at, cues) < at)
    if unit.low(at) in words.pronounced_for and unit.low(tail) not in (",", ":") and unit.quote_at(_start(unit, tail)) is None:
        return None
    cue = Span(unit.tokens[at].start, unit.tokens[name - 1 - (1 if contracted else 0)].end)
    content = _content(unit, at, tail, cues)
    if not content or any(span.overlaps(own) for span in content for one in taken for own in one.content if one.strength >= 5):
        return None
    return Found(content=tuple(content), cue=cue, source=source, rule="according/1", unit=number, strength=3)


def _start(unit: Unit, at: int) -> int:
    return unit.tokens[at].start if at < len(unit.tokens) else -1


def _aside_end(unit: Unit, end: int, opens_late: bool) -> int:
    """Past what belongs to the source's phrase: an apposition in commas, a participle with its complement."""
    at = end
    while at < len(unit.tokens) and unit.low(at) not in (",", ":", ".", ";", "»", "«") and unit.quote_at(unit.tokens[at].start) is None and not has_finite(unit, at, at + 1):
        at += 1
    verb = next((n for n in range(at, len(unit.tokens)) if has_finite(unit, n, n + 1)), len(unit.tokens))
    opens = next((n for n in range(at, len(unit.tokens)) if unit.low(n) == ":" or unit.quote_at(unit.tokens[n].start) is not None), len(unit.tokens))
    if unit.low(at) == "," and opens < verb and opens - at < 20 and (unit.low(opens) == ":" or opens == at + 1):
        return opens
    if unit.low(at) == "," and opens_late and verb == len(unit.tokens) and _is_apposition(unit, at + 1, verb):
        return verb
    if unit.low(at) == "," and (close := next((n for n in range(at + 1, min(at + 16, len(unit.tokens))) if unit.low(n) == ","), None)) is not None:
        own = verb - 1
        while unit.low(own) in unit.words.clitics:
            own -= 1
        if _is_apposition(unit, at + 1, close) and (verb == len(unit.tokens) or unit.low(own) != "," and own > close):
            return close
    return at


def _is_apposition(unit: Unit, start: int, end: int) -> bool:
    if has_finite(unit, start, end) and unit.low(start) != "qui":
        return False
    first = unit.low(start)
    return (first in unit.words.people or first in ("qui", "cité", "citée", "interrogé", "interrogée", "âgé", "âgée") or unit.low(start + 1) in unit.words.people and first in unit.words.determiners or is_name(unit, start) and end - start <= 4)


def _source(unit: Unit, start: int, end: int) -> tuple[Span | None, str]:
    """The source's span and the folded noun that heads the phrase. A document gives way to the body it names."""
    words = unit.words
    head = next((n for n in range(start, end) if unit.low(n) not in words.determiners and unit.low(n) not in ("de", "d'", "même", "seul", "dernier", "dernière", "derniers", "dernières", "premiers", "premières", "nouveau", "nouvelle", "récent", "récente", "certaines", "certains", "plusieurs", "-")), start)
    noun = unit.low(head)
    if noun in words.documents:
        owner = _owner(unit, head, end)
        if owner is not None:
            return owner, noun
    return span_of(unit, start, end), noun


def _owner(unit: Unit, head: int, end: int) -> Span | None:
    for at in range(head + 1, min(len(unit.tokens), max(end, head + 1) + 8)):
        low = unit.low(at)
        if low in (".", ";", ":") or has_finite(unit, at, at + 1):
            return None
        if low in unit.words.inside_name | unit.words.given_by:
            finish = phrase_end(unit, at + 1)
            first = unit.low(at + 1)
            named = is_name(unit, at + 1) or any(is_name(unit, n) for n in range(at + 1, finish)) or any(unit.low(n) in unit.words.people for n in range(at + 1, finish))
            if finish > at + 1 and (named or low in unit.words.given_by) and first not in unit.words.time:
                return span_of(unit, at + 1, finish)
    return None


def _speaks(unit: Unit, at: int, start: int, end: int, head: str) -> bool:
    """The phrase names somebody, not a thing."""
    words = unit.words
    if starts_with(unit, at, words.of_source):
        return True
    people = any(unit.low(n) in words.people for n in range(start, end))
    named = any(is_name(unit, n) for n in range(start, end))
    if unit.low(at) in words.pronounced_for:
        return (people or named) and head not in words.things and head not in words.documents and not head[:1].isdigit() and not _is_thing(unit, start, end)
    return head not in words.things


def _is_thing(unit: Unit, start: int, end: int) -> bool:
    """After `pour`, a name alone or a person; `pour la Russie` is for, not according to, unless a clause shows it: left to the comma."""
    return unit.low(start)[-2:] in unit.words.infinitive_endings and unit.low(start) not in unit.words.people and not is_name(unit, start)


def _content(unit: Unit, at: int, tail: int, cues: Sequence[Cue]) -> list[Span]:
    left_from = clause_start(unit, at, cues)
    left = trimmed(unit, unit.tokens[left_from].start, unit.tokens[at].start) if left_from < at else None
    right_from = tail + 1 if unit.low(tail) in (",", ":", "–", "—") else tail
    right = None
    if right_from < len(unit.tokens):
        right_to = clause_end(unit, right_from, cues, None, strict=left is not None and not _goes_on(unit, left_from, at, tail, right_from))
        if right_to > right_from and any(is_word(unit, n) for n in range(right_from, right_to)):
            right = trimmed(unit, unit.tokens[right_from].start, unit.tokens[right_to - 1].end)
    if left is None or _only_opens(unit, left_from, at):
        return [right] if right else []
    if right is None or not _goes_on(unit, left_from, at, tail, right_from):
        return [left]
    return [left, right]


def _only_opens(unit: Unit, start: int, end: int) -> bool:
    """What stands before is no more than a conjunction, a relative pronoun, or a subject with one: `les soldats qui, dit-on, …`."""
    last = end - 1 if unit.low(end - 1) != "," else end - 2
    return last >= start and unit.low(last) in unit.words.relative | unit.words.that | {"et", "mais", "car", "puisque"}


def _goes_on(unit: Unit, start: int, at: int, tail: int, right_from: int) -> bool:
    """What follows the aside belongs to the same clause: the left part has no verb yet, or a relative clause or an object follows."""
    if unit.low(tail) != ",":
        return False
    if unit.low(right_from) in ("et", "mais", "tandis", "alors", "or", "ce", "sans", "cité", "qui", "a"):
        return False
    return unit.low(at - 1) == "," or not has_finite(unit, start, at)


def _officially(unit: Unit, number: int, cues: Sequence[Cue]) -> list[Found]:
    """`Officiellement, personne n'est mort`: said by nobody in particular."""
    if unit.low(0) in unit.words.officially and unit.low(1) == ",":
        end = clause_end(unit, 2, cues, None)
        span = trimmed(unit, unit.tokens[2].start, unit.tokens[end - 1].end) if end > 2 else None
        if span is not None:
            return [Found(content=(span,), cue=Span(unit.tokens[0].start, unit.tokens[0].end), source=None, rule="officially/1", unit=number, strength=2)]
    return []
