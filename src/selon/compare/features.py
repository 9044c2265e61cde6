"""What the comparison knows of one page, packed for keeping: its figures with their features, so that the page needs not be read again."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cached_property

import msgspec

from selon.compare.anchors import Anchors
from selon.compare.candidate import Candidate
from selon.compare.entries import Entry, entries_of
from selon.compare.facts import noted
from selon.compare.keys import Chain, all_keys, chains_of
from selon.links import FigureKey, PageLinks
from selon.model import Reading, ReviewNote


class PageFeatures(msgspec.Struct, frozen=True, dict=True):
    """The figures of one page, in their order."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The figures as linking sees them."""
        return [entry.candidate for entry in self.entries]

    @cached_property
    def chains(self) -> list[Chain]:
        """The keys of the page; none where it has no figures."""
        return chains_of(self.candidates) if self.entries else []


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """What all figures of a page have in common, once."""

    anchors: Anchors
    alike_groups: frozenset[frozenset[str]]
    entries: tuple[Entry, ...]


_NOWHERE = Anchors(weights={}, shown={}, kinds=frozenset(), days=None, countries=())
_DECODER = msgspec.msgpack.Decoder(_Packed | None)
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


def features_of(reading: Reading, notes: Mapping[FigureKey, tuple[ReviewNote, ...]]) -> PageFeatures:
    """The features of a page; `notes` are what its figures show of their reviews."""
    return PageFeatures(tuple(noted(entry, notes.get(entry.candidate.key, ())) for entry in entries_of(reading)))


def links_of(features: PageFeatures) -> PageLinks:
    """What is kept of a page."""
    return PageLinks(_packed(features), frozenset(all_keys(features.chains)))


def _packed(features: PageFeatures) -> bytes:
    """The same features, the same bytes."""
    if not features.entries:
        return zlib.compress(_ENCODER.encode(None), 1)
    first = features.entries[0].candidate
    bare = tuple(_with(entry, _NOWHERE, frozenset()) for entry in features.entries)
    return zlib.compress(_ENCODER.encode(_Packed(first.anchors, first.alike_groups, bare)), 1)


def unpacked(content: bytes) -> PageFeatures:
    """The features of a page as they were kept."""
    found = _DECODER.decode(zlib.decompress(content))
    if found is None:
        return PageFeatures()
    return PageFeatures(tuple(_with(entry, found.anchors, found.alike_groups) for entry in found.entries))


def _with(entry: Entry, anchors: Anchors, alike_groups: frozenset[frozenset[str]]) -> Entry:
    candidate = msgspec.structs.replace(entry.candidate, anchors=anchors, alike_groups=alike_groups)
    return msgspec.structs.replace(entry, candidate=candidate)
