"""Statements that reach a page through others: the soldier, the service that published the call, the paper that translated it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from selon.model import Reading, Statement

_CUT = " … "
_NOBODY = "?"


class Relayed(msgspec.Struct, frozen=True):
    """One statement with its chain: `relays` nearest to the speaker first; `words` are the page's, as is `who` where nobody is named."""

    page: str
    who: str
    relays: tuple[str, ...]
    words: str


def relayed_statements(readings: Iterable[Reading]) -> Iterator[Relayed]:
    """Every statement with at least one relay, page by page in the order given."""
    for reading in readings:
        for said in reading.statements:
            if said.relays:
                words = _CUT.join(span.of(reading.article.text) for span in said.content)
                yield Relayed(reading.article.id, _who(said, reading), tuple(relay.name for relay in said.relays), words)


def _who(said: Statement, reading: Reading) -> str:
    return said.speaker or (said.source.of(reading.article.text) if said.source else _NOBODY)
