"""Signs: no form matches a text that lacks a word of one of them, and forms are not tried without need."""

from __future__ import annotations

from pathlib import Path

import pytest

from marked import read_cases
from selon.languages import load_pack
from selon.languages.fold import fold_same_length
from selon.read.date_signs import DIGIT, SEPARATED, YEAR, SignIndex, signs_of_form, words_of
from selon.read.date_words import load_grammar

GRAMMAR = load_grammar(load_pack("fr"))
CASES = sorted((Path(__file__).parents[1] / "cases" / "fr").glob("*.txt"))
LISTS = {"unit": frozenset({"jour", "mois"}), "day": frozenset({DIGIT, "premier"}), "year": frozenset({YEAR}), "separator": frozenset({SEPARATED})}


@pytest.mark.parametrize(
    ("form", "signs"),
    [
        ("la {unit}", [{"jour", "mois"}, {"la"}]),
        ("(?:le |la )?{unit} derniere?", [{"dernier", "derniere"}, {"jour", "mois"}]),
        ("(?:dans|au cours de) la", [{"dans", "cours"}, {"la"}]),
        ("les {unit}s", [{"les"}]),
        ("(?:tous les|chaque) (?:{unit})s?", [{"tous", "chaque"}]),
        ("soir(?:ee)? {unit}", [{"jour", "mois"}]),
        ("(?:[ivx]{1,5})(?:e|er) siecle", [{"siecle"}]),
        ("{year}{separator}{day}", [{YEAR}, {SEPARATED}, {DIGIT, "premier"}]),
        ("(?!pas){year}", [{YEAR}]),
        ("(?<=\\d{4}-){year}", [{YEAR}, {DIGIT}]),
        ("a|b", [{"a", "b"}]),
        ("a|[bc]", []),
    ],
)
def test_signs_are_read_off_the_form(form: str, signs: list[set[str]]) -> None:
    assert sorted(map(sorted, signs_of_form(form, LISTS))) == sorted(map(sorted, signs))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_match_without_its_signs(path: Path) -> None:
    tried = matched = 0
    for case in read_cases(path):
        folded = GRAMMAR.parted(fold_same_length(case.text))
        words = words_of(folded)
        among = {form.form for form, _ in GRAMMAR.forms.among(words)}
        tried += len(among)
        for form, pattern in GRAMMAR.forms.rows():
            if pattern.search(folded):
                matched += 1
                assert form.form in among, f"{form.form!r} matches {case.text!r} without its signs"
    assert matched <= tried < 40 * max(1, len(list(read_cases(path))))


def test_an_index_keeps_the_order_given() -> None:
    index = SignIndex([((frozenset({"b"}),), 1), ((), 2), ((frozenset({"a"}), frozenset({"b"})), 3)])
    assert index.among({"a", "b"}) == [1, 2, 3]
    assert index.among({"a"}) == [2]
    assert index.among(set()) == [2]
