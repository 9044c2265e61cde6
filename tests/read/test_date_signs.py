"""Signs: no form matches a text that lacks a word of one of them, and forms are not tried without need."""

from __future__ import annotations

from pathlib import Path

import pytest

from marked import read_cases
from selon.languages import load_pack
from selon.languages.fold import fold_same_length
from selon.read.date_signs import DIGIT, SEPARATED, YEAR, Openers, SignIndex, openers_of_form, signs_in, signs_of_form
from selon.read.date_words import WordStarts, load_grammar
from selon.read.page_words import words_in

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


def signs_of(folded: str) -> set[str]:
    words = words_in(folded)
    return signs_in(words.words, [words.words[at] for at in words.numbers], folded)


def parted(text: str) -> str:
    folded = fold_same_length(text)
    return GRAMMAR.parted(folded, signs_of(folded))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_match_without_its_signs(path: Path) -> None:
    tried = matched = 0
    for case in read_cases(path):
        folded = parted(case.text)
        words = signs_of(folded)
        among = {form.form for form, _ in GRAMMAR.forms.among(words)}
        tried += len(among)
        for form, pattern in GRAMMAR.forms.rows():
            if pattern.pattern.search(folded):
                matched += 1
                assert form.form in among, f"{form.form!r} matches {case.text!r} without its signs"
    assert matched <= tried < 40 * max(1, len(list(read_cases(path))))


@pytest.mark.parametrize(
    ("form", "openers"),
    [
        ("la {unit}", {"la"}),
        ("(?:le |la )?{unit} derniere?", {"le", "la", "jour", "mois"}),
        ("derniere? {unit}", {"dernier", "derniere"}),
        ("(?<!le ){day} {unit}", {DIGIT, "premier"}),
        ("^(?:a|b) c|d e", {"a", "b", "d"}),
        ("d'{unit}", {"d"}),
        ("{unit}s", None),
        ("{unit}s? dernier", {"jour", "jours", "mois", "moiss"}),
        ("{unit}s?(?:ee)? {day}", None),
        ("{unit}[sx]? {day}", None),
        ("soir(?:ee)? {unit}", None),
        ("(?:s?|la) {unit}", None),
        ("[ivx]{1,5} {unit}", None),
        ("{roman} {unit}", None),
        ("'?{year}", None),
    ],
)
def test_openers_are_read_off_the_form(form: str, openers: Openers) -> None:
    assert openers_of_form(form, dict(LISTS, year=frozenset({DIGIT}))) == openers


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_match_begins_with_an_opener(path: Path) -> None:
    patterns = [*(pattern for _, pattern in GRAMMAR.forms.rows()), *GRAMMAR.not_dates.rows()]
    assert sum(pattern.openers is not None for pattern in patterns) > 0.8 * len(patterns)
    for case in read_cases(path):
        folded = parted(case.text)
        words = words_in(folded)
        starts = WordStarts([DIGIT if word.isdecimal() else word for word in words.words], words.starts)
        for pattern in patterns:
            assert [m.span() for m in pattern.matches(folded, starts)] == [m.span() for m in pattern.pattern.finditer(folded)], (
                pattern.pattern.pattern
            )


def test_an_index_keeps_the_order_given() -> None:
    index = SignIndex([((frozenset({"b"}),), 1), ((), 2), ((frozenset({"a"}), frozenset({"b"})), 3)])
    assert index.among({"a", "b"}) == [1, 2, 3]
    assert index.among({"a"}) == [2]
    assert index.among(set()) == [2]
