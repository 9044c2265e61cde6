"""Versions of one page: captures of one address, and what a page says that it said before.

The newest version counts; what an older one said stays with the fact as its history, with the figure that has taken its place. Of two
versions the one with the later day of publication is newer; of one day the one with a notice of change. Where neither tells, none is
newer, and their figures are compared like any others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import msgspec

from selon.compare.entries import Entry
from selon.model import Reading
from selon.resolve.periods import days_of


class Change(msgspec.Struct, frozen=True):
    """Sentences of the older version, and those that stand in their place in the newer one; either may be empty."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def with_history(entries: Sequence[Entry]) -> list[Entry]:
    """The entries of one fact in their order, with `replaced_by` and `correction` of their figures filled in."""
    replaced = {**_by_version(entries), **_by_notice(entries)}
    notices: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.notice is not None:
            notices[entry.figure.page].append(entry.notice)
    return [_told(entry, replaced.get(entry.figure.id), _correction(entry, notices.get(entry.figure.page, ()))) for entry in entries]


def changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """What differs between the sentences of two versions, in the order of the newer one."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield Change(tuple(before[start:end]), tuple(after[new_start:new_end]))


def is_newer(left: tuple[str | None, bool], right: tuple[str | None, bool]) -> bool:
    """Whether the left version is newer than the right: of each the day of publication, and whether it has a notice of change."""
    ours, theirs = days_of(left[0]), days_of(right[0])
    if ours is not None and theirs is not None and ours != theirs:
        return ours.after(theirs)
    return left[1] and not right[1]


def versions(readings: Sequence[Reading]) -> list[tuple[Reading, Reading]]:
    """Each two pages of one address, the older first; by day of publication, then by the id of the page."""
    found: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.article.url:
            found[reading.article.url].append(reading)
    ordered = (sorted(same, key=lambda r: (r.article.published or "", r.article.id)) for _, same in sorted(found.items()))
    return [(older, newer) for same in ordered for older, newer in pairwise(same)]


def _told(entry: Entry, replaced_by: str | None, correction: str | None) -> Entry:
    if replaced_by is None and correction is None:
        return entry
    return msgspec.structs.replace(entry, figure=msgspec.structs.replace(entry.figure, replaced_by=replaced_by, correction=correction))


def _by_version(entries: Sequence[Entry]) -> dict[str, str]:
    """For each figure of an older capture the figure of the newest one that has its place: of the same voice, else the first."""
    captures: dict[str, dict[str, list[Entry]]] = defaultdict(dict)
    for entry in entries:
        if entry.url and entry.notice is None:
            captures[entry.url].setdefault(entry.figure.page, []).append(entry)
    found: dict[str, str] = {}
    for pages in captures.values():
        for page, older in pages.items() if len(pages) > 1 else ():
            newest = _newest(pages, page)
            for entry in older if newest else ():
                found[entry.figure.id] = _successor(entry, newest).figure.id
    return found


def _newest(pages: dict[str, list[Entry]], page: str) -> list[Entry]:
    """The entries of the newest version that is newer than this page or says exactly the same; empty where there is none."""
    newer = [
        name for name in sorted(pages) if name != page and (is_newer(_version(pages[name]), _version(pages[page])) or _repeats(pages, name, page))
    ]
    best: str | None = None
    for name in newer:
        if best is None or is_newer(_version(pages[name]), _version(pages[best])):
            best = name
    return pages[best] if best is not None else []


def _repeats(pages: dict[str, list[Entry]], name: str, page: str) -> bool:
    """Of two captures that say the same the one with the smaller id counts."""
    same = [(e.figure.low, e.figure.high, e.speaker, e.figure.stance) for e in pages[name]]
    undecided = not is_newer(_version(pages[page]), _version(pages[name]))
    return name < page and undecided and same == [(e.figure.low, e.figure.high, e.speaker, e.figure.stance) for e in pages[page]]


def _version(entries: Sequence[Entry]) -> tuple[str | None, bool]:
    return entries[0].published, entries[0].noted


def _successor(entry: Entry, newest: Sequence[Entry]) -> Entry:
    return next((other for other in newest if other.speaker == entry.speaker), newest[0])


def _by_notice(entries: Sequence[Entry]) -> dict[str, str]:
    """For each number that a notice of change tells as an earlier one the number that the same page gives now."""
    found = {}
    for entry in entries:
        if entry.notice is not None:
            now = [o for o in entries if o.figure.page == entry.figure.page and o.notice is None]
            others = [o for o in now if (o.figure.low, o.figure.high) != (entry.figure.low, entry.figure.high)]
            if others:
                found[entry.figure.id] = _successor(entry, others).figure.id
    return found


def _correction(entry: Entry, of_fact: Sequence[str]) -> str | None:
    """The notices of the figure's page that speak of this fact, or of no number at all."""
    told = (*of_fact, *entry.notices)
    return " ".join(dict.fromkeys(told)) or None if told else None
