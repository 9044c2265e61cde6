"""The order in which facts are shown: what needs a look comes first."""

from __future__ import annotations

from collections.abc import Iterable

from selon.model import Fact, Verdict

_FIRST_TO_LAST: tuple[Verdict, ...] = ("disputed", "updated", "undecided", "agreed", "single")


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Disputed facts, then updated, undecided, agreed ones (those on most origins first) and single ones; within these by id."""
    return sorted(facts, key=_place)


def _place(fact: Fact) -> tuple[int, int, str]:
    return _FIRST_TO_LAST.index(fact.verdict), -fact.origins if fact.verdict == "agreed" else 0, fact.id
