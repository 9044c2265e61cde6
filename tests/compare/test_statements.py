"""Two statements in words: every rule with an example in our own words, and what must not be taken for a conflict."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.compare.statements import STATEMENT_RULES, compare_statements
from selon.model import Relation

DOC = Path(__file__).parents[2] / "docs" / "verdicts.md"
EXAMPLES: list[tuple[str, Relation, str, str]] = [
    ("other-subject/1", "undecided", "La gare de Rennes rouvrira samedi.", "Le prix du blé a atteint un record à Chicago."),
    (
        "later-count/1", "update", "Le 3 mars 2024, le séisme d’Agadir avait fait 12 morts.", "Le 5 mars 2024, le séisme d’Agadir a fait 40 morts.",
    ),
    ("denied/1", "conflict", "La préfecture a fermé le pont de Nantes.", "La préfecture n’a pas fermé le pont de Nantes."),
    ("called-false/1", "conflict", "Une photo montre le ministre en prison à Lille.", "La photo du ministre en prison à Lille est un montage."),
    ("opposite-words/1", "conflict", "Le sénat a approuvé le budget militaire.", "Le budget militaire a été rejeté par le sénat."),
    ("other-number/1", "conflict", "La grève a réuni 8 000 manifestants à Nantes.", "La grève de Nantes a réuni 25 000 manifestants."),
    ("other-time/1", "conflict", "La vidéo du char à Izioum a été tournée en 2014.", "La vidéo du char à Izioum a été tournée en mars 2022."),
    ("same-number/1", "agree", "Le naufrage de Pylos a fait 78 morts.", "78 personnes sont mortes dans le naufrage de Pylos."),
    ("same-words/1", "agree", "Le maire de Nantes a démissionné mardi.", "Le maire de Nantes a démissionné."),
    (
        "nothing-against/1", "compatible", "Le maire de Nantes soutient la grève des transports.",
        "La grève des transports paralyse Nantes, trains et tramways restent au dépôt.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "relation", "left", "right"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_rule(rule: str, relation: Relation, left: str, right: str) -> None:
    said = compare_statements(left, right)
    assert (said.rule, said.relation) == (rule, relation)
    turned = compare_statements(right, left)
    assert (turned.rule, turned.relation) == (rule, relation)
    assert not re.search("[{}]|None", said.because("fr") + said.because("en"))


def test_every_rule_has_an_example_and_a_sentence_in_both_languages() -> None:
    assert [row[0] for row in EXAMPLES] == list(STATEMENT_RULES)
    table = tomllib.loads((files("selon.compare") / "reasons.toml").read_text(encoding="utf-8"))
    for language in table.values():
        assert set(language["statements"]) == {*STATEMENT_RULES, "stance-denies/1", "not-asserted/1"}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Le barrage de Derna ne protège que la vieille ville.", "Le barrage de Derna protège la vieille ville."),
        ("La mairie n’a pas seulement fermé l’école, elle a fermé le gymnase.", "La mairie a fermé l’école et le gymnase."),
        ("La police n’a pas compté 50 000 manifestants à Lyon.", "La police a compté 9 000 manifestants à Lyon."),
        ("Le pont de Gênes ne rouvrira pas avant mai.", "Le pont de Gênes rouvrira en juin."),
        ("Les pompiers n’ont pas trouvé de victime dans la mine.", "Aucune victime n’a été trouvée dans la mine, selon les pompiers."),
        ("La ligne de métro a coûté 1,34 milliard d’euros à Rennes.", "La ligne de métro de Rennes a coûté 1,342 milliard d’euros."),
        ("Il n’est pas faux que le maire de Nantes a fermé le pont.", "Le maire de Nantes a fermé le pont."),
    ],
)
def test_no_conflict(left: str, right: str) -> None:
    assert compare_statements(left, right).relation != "conflict"


def test_the_day_of_the_page_resolves_weekdays() -> None:
    words = "La vidéo du char a été tournée mardi à Izioum.", "La vidéo du char a été tournée le 2 mai 2022 à Izioum."
    assert compare_statements(*words).relation != "conflict"
    assert compare_statements(*words, left_day="2022-09-15").rule == "other-time/1"


def test_tolls_of_pages_of_two_days_are_a_count_that_goes_on() -> None:
    words = "Le séisme d’Agadir a fait 12 morts.", "Le séisme d’Agadir a fait 40 morts."
    assert compare_statements(*words, left_day="2024-03-03", right_day="2024-03-05").rule == "later-count/1"
    assert compare_statements(*words, left_day="2024-03-03", right_day="2024-03-03").rule == "other-number/1"


def test_the_documentation_has_every_rule_in_its_order_with_its_relation() -> None:
    part = DOC.read_text(encoding="utf-8").split("## Two statements")[1].split("\n## ")[0]
    rows = re.findall(r"(?m)^\| `([a-z-]+/\d+)` \| (\w+) \| [^|]+ \| [^|]{5,} \|$", part)
    assert rows == [(name, relation) for name, (relation, _) in STATEMENT_RULES.items()]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120))
def test_any_two_texts_get_one_answer_whichever_comes_first(left: str, right: str) -> None:
    assert compare_statements(left, right).relation == compare_statements(right, left).relation
