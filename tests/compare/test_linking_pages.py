"""Linking over pages in our own words about twenty-one kinds of event: with the layers that are marked in them, and read from the beginning."""

from __future__ import annotations

import re

from linking_pages import Score, Told, score, told_pages
from selon.compare import link
from selon.pipeline import Reader

TOLD = told_pages()
# Below what was measured when this was written (0.934 and 0.878): what falls below has been broken.
GIVEN, OWN = 0.925, 0.865


def shown(result: Score) -> str:
    texts = {one.id: one.article().text for one in TOLD}
    rows = [(kind, pair) for kind in ("false", "missed") for pair in getattr(result, kind)]
    return "\n".join(sorted(f"{kind}: " + " | ".join(f"{page}: {span.of(texts[page])}" for page, span in pair) for kind, pair in rows))


def test_there_are_pages_on_many_events() -> None:
    assert len(TOLD) >= 30
    assert len({one.event for one in TOLD}) >= 8
    assert len({one.id for one in TOLD}) == len(TOLD)
    assert all(one.facts for one in TOLD)


def test_linking_given_layers() -> None:
    result = score(TOLD, link([one.given() for one in TOLD]))
    assert result.f1 >= GIVEN, shown(result)


def test_linking_what_is_read_from_the_beginning() -> None:
    reader = Reader()
    result = score(TOLD, link([reader.read(one.article()) for one in TOLD]))
    assert result.f1 >= OWN, shown(result)


def test_pages_of_one_event_are_never_tied_to_another() -> None:
    events = {one.id: one.event for one in TOLD}
    facts: dict[str, set[str]] = {}
    for reading in link([one.given() for one in TOLD]):
        for figure in reading.figures:
            facts.setdefault(figure.fact, set()).add(events[reading.article.id])
    assert [fact for fact, told in facts.items() if len(told) > 1] == []


def test_the_score_counts_false_and_missed_pairs() -> None:
    told = [Told("e", name, "2024-01-01", re.sub("NAME", name, "Feu à {place|Nantes}\n\n{quantity is=3 of=killed fact=f|3 morts}.")) for name in "ab"]
    apart = [one.given() for one in told]
    assert score(told, link(apart)).f1 == 1.0
    assert (len(score(told, []).missed), score(told, []).f1) == (1, 0.0)
    other = [told[0], Told("e", "b", "2024-01-01", told[1].marked.replace("fact=f", "fact=g"))]
    assert len(score(other, link(apart)).false) == 1
