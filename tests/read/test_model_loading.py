"""A model is loaded sooner than by `spacy.load`, and cuts and parses just the same."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy

from marked import read_cases
from selon.read.model_loading import brought_together, load_model

MODEL = "fr_core_news_md"
UNUSED = ["ner", "senter", "lemmatizer", "attribute_ruler"]
CASES = sorted((Path(__file__).parents[1] / "cases" / "fr").glob("*.txt"))
FIRST = ["anti", "Anti", "après", "sous", "vice", "Saint", "États", "grand", "r", "l", "Aix", "porte", "Val", "La Chapelle", "z", "x"]
JOINT = ["-", "–", "'", "’", "-en-", "-sur-", "-lès-", "-d'", "--", " "]
SECOND = ["guerre", "Guerre", "unis", "ministre", "mère", "Provence", "3", "", "-là", "é"]


@pytest.fixture(scope="module")
def whole() -> Any:
    return spacy.load(MODEL, exclude=UNUSED)


@pytest.fixture(scope="module")
def ours() -> Any:
    return load_model(MODEL, UNUSED)


def test_cuts_as_the_whole_model_does(whole: Any, ours: Any) -> None:
    words = ["".join(parts) for parts in itertools.product(FIRST, JOINT, SECOND)]
    texts = [*words, *(case.text for path in CASES for case in read_cases(path))]
    for text in texts:
        left, right = whole.tokenizer(text), ours.tokenizer(text)
        assert [(t.text, t.norm_, t.shape_, t.prefix_, t.suffix_) for t in left] == [(t.text, t.norm_, t.shape_, t.prefix_, t.suffix_) for t in right]


def test_the_words_that_stay_whole_are_the_same(whole: Any, ours: Any) -> None:
    words = ["".join(parts) for parts in itertools.product(FIRST, JOINT, SECOND)]
    kept = [word for word in words if whole.tokenizer.token_match(word)]
    assert len(kept) > 50
    assert [word for word in words if ours.tokenizer.token_match(word)] == kept


def test_parses_as_the_whole_model_does(whole: Any, ours: Any) -> None:
    texts = [case.text for case in read_cases(CASES[0])][:40]
    for left, right in zip(whole.pipe(texts), ours.pipe(texts), strict=True):
        assert [(t.head.i, t.dep_, t.pos_, str(t.morph)) for t in left] == [(t.head.i, t.dep_, t.pos_, str(t.morph)) for t in right]


def test_the_module_of_the_language_is_not_imported() -> None:
    code = f"import sys; from selon.read.model_loading import load_model; load_model({MODEL!r}, {UNUSED!r}); sys.exit('spacy.lang.fr' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_model_that_is_not_there_is_the_error_of_spacy() -> None:
    with pytest.raises(OSError, match="no_such_model"):
        load_model("no_such_model", UNUSED)


def test_alternatives_that_end_alike_are_brought_together() -> None:
    letters = "[" + "".join(map(chr, range(ord("a"), ord("z") + 1))) * 4 + "]"
    pattern = f"(?iu)(?:^anti-{letters}+$)|(?:^bio?-{letters}+$)|(?:^zig-zag$)"
    shorter = brought_together(pattern)
    assert shorter == f"(?iu)(?:^(?:anti-|bio?-){letters}+$)|(?:^(?:zig-zag$))"
    for word in ("anti-gel", "bi-mot", "BIO-gaz", "zig-zag", "zig-zags", "anti-", "gel"):
        assert bool(re.match(shorter, word)) == bool(re.match(pattern, word))


@pytest.mark.parametrize("pattern", ["", "^a|^b", "(?i)^a-[a-z]+$", "(?:^a"])
def test_another_pattern_stays_as_it_is(pattern: str) -> None:
    assert brought_together(pattern) == pattern
