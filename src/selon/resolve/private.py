"""Private people: where the page names them, and the page with these names covered.

Posts by private persons are evidence and are kept; what is shown or exported has as many █ as the name has code points, so that offsets
hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from selon.languages.fold import fold_same_length
from selon.model import Reading, Relay, Span, Statement
from selon.resolve.accounts import account_of

COVER = "█"
_MIN_NAME_CHARS = 2
_Item = TypeVar("_Item", bound=msgspec.Struct)


def private_names(reading: Reading) -> tuple[str, ...]:
    """The display names and handles of the private persons of a page, as written, longest first."""
    names: set[str] = set()
    for statement in reading.statements:
        if statement.speaker_type == "private":
            names |= names_of_private(statement.speaker, statement.source.of(reading.article.text) if statement.source else None)
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def names_of_private(speaker: str | None, source: str | None) -> set[str]:
    """What a private person is called: the speaker, and the display name and handle where the words of the source are those of an account."""
    return {name for name in (speaker or "", *(account_of(source or "") or ())) if len(name) >= _MIN_NAME_CHARS}


def private_spans(reading: Reading) -> tuple[Span, ...]:
    """Every place where the page's text has such a name, whatever its case and accents; in text order, none overlapping another."""
    return spans_of_names(reading.article.text, private_names(reading))


def spans_of_names(text: str, names: Iterable[str]) -> tuple[Span, ...]:
    """Every place where a text has one of the names as whole words, whatever its case and accents; in text order, none overlapping another."""
    folded = fold_same_length(text)
    found = [
        Span(match.start(), match.end()) for name in names for match in re.finditer(rf"(?<!\w){re.escape(fold_same_length(name))}(?!\w)", folded)
    ]
    return tuple(_joined(sorted(found)))


def blacked_out(text: str, spans: Iterable[Span]) -> str:
    """The text with as many █ as code points in the place of the spans, so that offsets hold."""
    covered = list(text)
    for span in spans:
        covered[span.start : span.end] = COVER * (span.end - span.start)
    return "".join(covered)


def masked(reading: Reading, names: tuple[str, ...] | None = None) -> Reading:
    """The reading with every private name covered: in the text, and wherever a layer repeats one.

    `names`, longest first, are those to cover; without them those of the reading itself.
    """
    names = private_names(reading) if names is None else names
    if not names:
        return reading
    text = blacked_out(reading.article.text, spans_of_names(reading.article.text, names))
    replace = msgspec.structs.replace
    return replace(
        reading,
        article=replace(_covered_in(reading.article, names, "url", "outlet", "published_because"), text=text),
        statements=tuple(_statement(statement, names) for statement in reading.statements),
        quantities=tuple(_covered_in(found, names, "noun") for found in reading.quantities),
        dates=tuple(_covered_in(found, names, "because") for found in reading.dates),
        places=tuple(_covered_in(found, names, "name", "because") for found in reading.places),
        media=tuple(_covered_in(item, names, "shared_by") for item in reading.media),
        namings=tuple(_covered_in(naming, names, "by", "of") for naming in reading.namings),
    )


def _covered_in(item: _Item, names: tuple[str, ...], *fields: str) -> _Item:
    values = {field: getattr(item, field) for field in fields}
    return msgspec.structs.replace(item, **{field: covered(words, names) for field, words in values.items() if words})


def _statement(statement: Statement, names: tuple[str, ...]) -> Statement:
    relays = tuple(Relay(relay.span, covered(relay.name, names)) for relay in statement.relays)
    return msgspec.structs.replace(_covered_in(statement, names, "speaker", "actor"), relays=relays)


def covered(words: str, names: tuple[str, ...]) -> str:
    """The words with every one of the names in them covered, whatever its case and accents."""
    for name in names:
        pattern = rf"(?<!\w){re.escape(fold_same_length(name))}(?!\w)"
        for match in re.finditer(pattern, fold_same_length(words)):
            words = words[: match.start()] + COVER * (match.end() - match.start()) + words[match.end() :]
    return words


def _joined(spans: list[Span]) -> list[Span]:
    """Spans in text order, those that overlap made one."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
