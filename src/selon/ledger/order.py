"""The order in which facts are shown: what needs a look comes first. `selon.ledger.schema.IN_ORDER` is the same in SQL."""

from __future__ import annotations

from collections.abc import Iterable

from selon.model import Fact, Verdict

_FIRST_TO_LAST: dict[Verdict, int] = {"disputed": 0, "updated": 1, "undecided": 2, "agreed": 2, "single": 3}


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Conflicts, then updates, then the others, single ones last; among these those on most origins, then those with the newest figure
    come first, and last of all the id decides."""
    by_id = sorted(facts, key=lambda fact: fact.id)
    newest_first = sorted(by_id, key=newest, reverse=True)
    return sorted(newest_first, key=lambda fact: (rank(fact), -fact.origins))


def rank(fact: Fact) -> int:
    """The place of its verdict among the verdicts: 0 comes first."""
    return _FIRST_TO_LAST[fact.verdict]


def newest(fact: Fact) -> str:
    """The last day that a figure of it is for, as EDTF; empty where none has a day."""
    return max((figure.as_of or "" for figure in fact.figures), default="")
