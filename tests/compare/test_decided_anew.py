"""A fact that was there, decided anew: pairs of figures that are as they were stay, and make no difference to what is decided."""

from __future__ import annotations

import msgspec
import pytest

from made_pages import made_readings
from selon.compare import pairs
from selon.compare.candidate import Candidate
from selon.compare.entries import entries_of
from selon.compare.facts import Question, decide, decide_anew, question_of
from selon.compare.link import link
from selon.links import KnownFact, KnownFigure
from selon.model import Fact, pairs_in_order

ENTRIES = [
    (figure.fact, entry) for reading in link(list(made_readings(3_000))) for figure, entry in zip(reading.figures, entries_of(reading), strict=True)
]
FACTS = {fact: question_of(entry for named, entry in ENTRIES if named == fact) for fact, _ in ENTRIES}
LARGE = max(FACTS, key=lambda fact: len(FACTS[fact].entries))
SOME = [LARGE, *sorted(FACTS)[:20]]


def known(question: Question, fact: Fact) -> KnownFact:
    """What the ledger knows of a fact."""
    figures = zip([entry.candidate.key for entry in question.entries], fact.figures, strict=True)
    return KnownFact(
        {key: KnownFigure(figure.id, figure.origin, figure.replaced_by, figure.correction) for key, figure in figures},
        {(pair.left, pair.right): pair.rule for pair in fact.pairs},
    )


def without(question: Question, left_out: Candidate) -> Question:
    return question_of(entry for entry in question.entries if entry.candidate.key != left_out.key)


@pytest.fixture(autouse=True)
def large_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts that are not compared all with all, without hundreds of pages."""
    monkeypatch.setattr(pairs, "SMALL", 8)
    monkeypatch.setattr(pairs, "NEIGHBOURS", 3)
    assert len(FACTS[LARGE].entries) > 8


@pytest.mark.parametrize("fact", SOME)
def test_of_a_fact_that_is_as_it_was_every_pair_stays(fact: str) -> None:
    whole = decide(fact, FACTS[fact], ())
    again, staying = decide_anew(fact, FACTS[fact], (), known(FACTS[fact], whole), ())
    assert staying == {(pair.left, pair.right) for pair in whole.pairs}
    assert again == msgspec.structs.replace(whole, pairs=())


@pytest.mark.parametrize("fact", [fact for fact in SOME if len(FACTS[fact].entries) > 1])
def test_with_a_figure_more_it_is_decided_as_from_the_beginning(fact: str) -> None:
    question = FACTS[fact]
    for comes in question.entries[:: max(1, len(question.entries) // 5)]:
        fewer = without(question, comes.candidate)
        before = decide(fact, fewer, ())
        again, staying = decide_anew(fact, question, (), known(fewer, before), ())
        whole = decide(fact, question, ())
        kept = [pair for pair in before.pairs if (pair.left, pair.right) in staying]
        assert msgspec.structs.replace(again, pairs=pairs_in_order([*kept, *again.pairs], again.figures)) == whole
        assert len(again.pairs) < len(whole.pairs) or not kept


def test_pairs_of_a_page_that_has_changed_are_compared_again() -> None:
    whole = decide(LARGE, FACTS[LARGE], ())
    page = whole.pairs[0].left.partition(":")[0]
    _, staying = decide_anew(LARGE, FACTS[LARGE], (), known(FACTS[LARGE], whole), {page})
    assert staying
    assert not any(id.startswith(f"{page}:") for pair in staying for id in pair)


def test_pairs_by_a_rule_that_is_no_more_are_compared_again() -> None:
    whole = decide(LARGE, FACTS[LARGE], ())
    before = known(FACTS[LARGE], whole)
    gone = min(before.pairs)
    again, staying = decide_anew(LARGE, FACTS[LARGE], (), msgspec.structs.replace(before, pairs={**before.pairs, gone: "older/9"}), ())
    assert staying == before.pairs.keys() - {gone}
    assert again.pairs == tuple(pair for pair in whole.pairs if (pair.left, pair.right) == gone)
