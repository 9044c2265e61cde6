"""Nobody lowers the quality floor by accident, and the gate itself shuts when it should."""

from __future__ import annotations

from quality.gate import Score, faults, load_floors, lowered, measure_all


def a_score(f1: float, digest: str = "d", failures: int = 0) -> Score:
    return Score(f1, 10, failures, digest)


def test_no_layer_is_below_its_floor() -> None:
    assert faults(measure_all(), load_floors()) == []


def test_a_worse_score_shuts_the_gate() -> None:
    assert faults({"fr/dates": a_score(0.8)}, {"fr/dates": a_score(0.9)}) == ["fr/dates: F1 0.8 is below the floor 0.9"]


def test_changed_cases_shut_the_gate() -> None:
    assert len(faults({"fr/dates": a_score(0.9, "new")}, {"fr/dates": a_score(0.9, "old")})) == 1


def test_a_layer_that_vanishes_shuts_the_gate() -> None:
    assert faults({}, {"fr/dates": a_score(0.9)}) == ["fr/dates: the cases are gone"]


def test_more_known_failures_are_a_lower_floor() -> None:
    assert lowered({"fr/dates": a_score(0.9, failures=2)}, {"fr/dates": a_score(0.9, failures=1)}) == ["fr/dates"]
