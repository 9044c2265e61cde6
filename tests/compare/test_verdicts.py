"""Every rule of a verdict, by name, with an example; the documentation says the same rules in the same order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from selon.compare.reasons import sentence
from selon.compare.related import _THINGS
from selon.compare.verdicts import FACT_RULES, NONE, PAIR_RULES, SINGLE, Given, by_rule, compare_pair, judge
from selon.model import Comparison, FactFigure, Relation, Span

DOC = Path(__file__).parents[2] / "docs" / "verdicts.md"


def figure(id: str, low: float | None, high: float | None, as_of: str | None = "2024-03-04", **said: Any) -> Given:
    speaker, side, toll = said.pop("speaker", None), said.pop("side", None), said.pop("toll", True)
    made = FactFigure(
        id=id, low=low, high=high, as_of=as_of, unit=said.pop("unit", "person"), of=said.pop("of", None), modality="exact", stance="asserts",
        speaker=speaker, side=side, relays=(), origin="", page=id, span=Span(0, 1), words="",
    )  # fmt: skip
    return Given(figure=made, speaker=speaker, side=side, toll=toll)


MONDAY, TUESDAY = "2024-03-04", "2024-03-05"
EXAMPLES: list[tuple[str, Relation, Given, Given, str]] = [
    (
        "unit-in-doubt/1", "undecided", figure("a", 1000, 1000, unit="km2"), figure("b", 2000, 2000, unit="km"),
        "1,000 km2 and 2,000 km: the words leave open whether one unit is meant",
    ),
    (
        "count-in-doubt/1", "undecided", figure("a", 12, 12, of="killed"), figure("b", 12, 12, of="casualties"),
        "12 killed and 12 casualties: the words leave open whether the same people are counted",
    ),
    ("day-missing/1", "undecided", figure("a", 8, 8), figure("b", 8, 8, None), "no day is known for 8"),
    (
        "same-side-later/1", "update", figure("a", 14, 14, TUESDAY, speaker="préfecture"), figure("b", 11, 11, MONDAY, speaker="préfecture"),
        "préfecture says 14 as of 2024-03-05 after 11 as of 2024-03-04",
    ),
    (
        "running-toll/1", "update", figure("a", 11, 11, MONDAY), figure("b", 14, 14, TUESDAY),
        "14 as of 2024-03-05 after 11 as of 2024-03-04: a running toll, nobody is named",
    ),
    ("same-bounds/1", "agree", figure("a", 11, 11, speaker="police"), figure("b", 11, 11, speaker="pompiers"), "both say 11"),
    ("interval-overlap/1", "agree", figure("a", 10, 12), figure("b", 11, 11), "10 to 12 and 11 overlap"),
    (
        "open-end/1", "compatible", figure("a", 10, None), figure("b", 14, 14),
        "at least 10 and 14 meet only through an open end, which confirms nothing",
    ),
    (
        "disjoint-two-sides/1", "conflict", figure("a", 63, 63, side="ru"), figure("b", 89, 89, side="ua"),
        "ru says 63, ua says 89, both as of 2024-03-04",
    ),
    (
        "days-differ/1", "undecided", figure("a", 40, 40, MONDAY, speaker="ministère"), figure("b", 27, 27, TUESDAY, speaker="armée"),
        "40 as of 2024-03-04 and 27 as of 2024-03-05: other days, so neither contradicts the other",
    ),
    (
        "one-side/1", "undecided", figure("a", 40, 40, speaker="ministère"), figure("b", 27, 27, speaker="ministère"),
        "40 and 27, both as of 2024-03-04, but both from ministère",
    ),
    (
        "sides-unclear/2", "undecided", figure("a", 284, 284, speaker="Oktay", side="TR"), figure("b", 912, None, speaker="Erdogan"),
        "284 and at least 912, both as of 2024-03-04, but it is not known that two sides speak",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "relation", "left", "right", "because"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_rule(rule: str, relation: Relation, left: Given, right: Given, because: str) -> None:
    said = compare_pair(left, right)
    assert (said.rule, said.relation, said.because) == (rule, relation, because)
    assert compare_pair(right, left) == said


def test_every_rule_has_an_example() -> None:
    assert [row[0] for row in EXAMPLES] == list(PAIR_RULES)


def test_police_and_union_without_a_known_side_contradict_each_other() -> None:
    said = compare_pair(figure("a", 8000, 8000, speaker="préfecture"), figure("b", 25000, 25000, speaker="CGT"))
    assert said.relation == "conflict"


def test_a_known_and_an_unknown_side_are_not_two_sides() -> None:
    said = compare_pair(figure("a", 284, 284, speaker="Oktay", side="tr"), figure("b", 912, None, speaker="Erdogan"))
    assert (said.relation, said.rule) == ("undecided", "sides-unclear/2")


def test_a_month_is_later_but_never_the_same_day() -> None:
    later = compare_pair(figure("a", 5, 5, "2024-01", speaker="x"), figure("b", 6, 6, "2024-02", speaker="x"))
    same = compare_pair(figure("a", 5, 5, "2024-01", side="ru"), figure("b", 6, 6, "2024-01", side="ua"))
    assert (later.relation, same.rule) == ("update", "days-differ/1")


def test_synonyms_are_no_other_unit() -> None:
    assert compare_pair(figure("a", 520, 520, unit="emploi"), figure("b", 520, 520, unit="poste")).relation == "agree"


def test_a_count_that_does_not_run_is_no_update() -> None:
    assert compare_pair(figure("a", 7, 7, MONDAY, toll=False), figure("b", 8, 8, TUESDAY, toll=False)).relation == "undecided"


def pair(relation: Relation) -> Comparison:
    return Comparison(left="a", right="b", relation=relation, rule="same-bounds/1", because=f"they {relation}")


TWO = [figure("a", 11, 11).figure, figure("b", 11, 11).figure]


@pytest.mark.parametrize(
    ("relations", "verdict", "rule"),
    [
        ([], "single", "one-figure/1"),
        (["agree", "update", "conflict"], "disputed", "any-conflict/1"),
        (["agree", "update", "undecided"], "updated", "any-update/1"),
        (["agree", "undecided"], "undecided", "any-undecided/1"),
        (["agree", "compatible"], "undecided", "any-undecided/1"),
        (["agree", "agree"], "agreed", "all-agree/1"),
    ],
)
def test_verdict(relations: list[Relation], verdict: str, rule: str) -> None:
    found, reason = judge(by_rule(pair(r) for r in relations), TWO, origins=2)
    assert (found, reason.rule) == (verdict, rule)


def test_agreement_of_one_origin_says_so() -> None:
    alone, two = (judge(by_rule([pair("agree")]), TWO, origins=origins)[1] for origins in (1, 2))
    assert sentence(alone, "en") == "both say 11; one origin only, so nothing is confirmed independently"
    assert sentence(two, "en") == "both say 11"
    assert sentence(alone, "fr") == "les deux disent 11 ; une seule origine, donc rien n’est confirmé de façon indépendante"


def test_where_nothing_is_asserted_the_reason_says_so() -> None:
    assert sentence(judge({}, [], origins=0)[1], "en") == "no figure is asserted"


def test_the_documentation_has_every_rule_in_its_order_with_its_relation() -> None:
    rows = re.findall(r"(?m)^\| `([a-z-]+/\d+)` \| (\w+) \| [^|]+ \| [^|]{5,} \|$", DOC.read_text(encoding="utf-8").split("## Two statements")[0])
    assert [name for name, _ in rows] == [*PAIR_RULES, NONE, SINGLE, *FACT_RULES]
    assert dict(rows[: len(PAIR_RULES)]) == {row[0]: row[1] for row in EXAMPLES}
    assert dict(rows[len(PAIR_RULES) + 2 :]) == {name: row[1] for name, row in FACT_RULES.items()}


def test_the_documentation_names_every_tie() -> None:
    text = DOC.read_text(encoding="utf-8")
    assert all(f"`{how}`" in text for how in {*_THINGS.values(), "part_of", "has_part", "other_side"})


ends = st.none() | st.integers(0, 50)
figures = st.builds(
    lambda id, low, size, as_of, speaker, side: figure(
        id, low, None if low is None or size is None else low + size, as_of, speaker=speaker, side=side
    ),
    st.sampled_from("ab"), ends, ends, st.sampled_from([None, MONDAY, TUESDAY, "2024-03"]), st.sampled_from([None, "x", "y"]),
    st.sampled_from([None, "ru", "ua"]),
)  # fmt: skip


@for_all(figures, figures)
def test_any_two_figures_get_one_answer_whichever_comes_first(left: Given, right: Given) -> None:
    said, turned = compare_pair(left, right), compare_pair(right, left)
    assert said.relation == turned.relation
    assert said.rule == turned.rule
    assert said.rule in PAIR_RULES
