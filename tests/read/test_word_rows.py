"""A word has one row of numbers, whatever stands around it, and the trees are those of the parser without kept rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language

from selon.languages import load_pack
from selon.read import word_rows
from selon.read.parse import Parser
from selon.read.products import RowsApart
from selon.read.trees import TreeMaker
from selon.read.word_rows import WordRows

_UNUSED = ["ner", "senter", "lemmatizer", "attribute_ruler"]
SENTENCES = (
    "La ministre, qui a démissionné, affirme ne pas vouloir revenir : « Je pars. »",
    "Selon l’AFP, 12 personnes (dont 3 enfants) ont été tuées mardi à Port-Salé.",
    "Oui.",
    "Le maire a dit qu’il n’y aurait pas d’eau avant jeudi, mais l’hôpital, lui, en aura.",
    "M. Tardieu, c.-à-d. l’ancien préfet, l’a nié.",
)


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load("fr_core_news_md", exclude=_UNUSED)


@pytest.fixture
def model() -> tuple[Language, WordRows]:
    language = spacy.load("fr_core_news_md", exclude=_UNUSED)
    products = RowsApart()
    embed: Any = language.get_pipe("tok2vec")
    for layer in embed.model.walk():
        layer.ops = products
    return language, WordRows(embed.model.layers[0], products, language.vocab)


def test_a_row_depends_on_its_word_alone(model: tuple[Language, WordRows]) -> None:
    language, rows = model
    together = rows.of([language.make_doc(sentence) for sentence in SENTENCES])
    rows = WordRows(rows._embed, rows._products, language.vocab)
    for sentence, made in reversed(list(zip(SENTENCES, together, strict=True))):
        (alone,) = rows.of([language.make_doc(sentence)])
        assert np.array_equal(alone, made)


def test_rows_are_what_the_layers_give(model: tuple[Language, WordRows], plain: Language) -> None:
    language, rows = model
    embed: Any = plain.get_pipe("tok2vec")
    for sentence in SENTENCES:
        (made,) = rows.of([language.make_doc(sentence)])
        (wanted,) = embed.model.layers[0].predict([plain.make_doc(sentence)])
        assert np.allclose(made, wanted, atol=1e-4)


def test_more_words_than_are_kept(model: tuple[Language, WordRows], monkeypatch: pytest.MonkeyPatch) -> None:
    language, rows = model
    wanted = [rows.of([language.make_doc(sentence)])[0] for sentence in SENTENCES]
    monkeypatch.setattr(word_rows, "_WORDS_KEPT", 8)
    few = WordRows(rows._embed, rows._products, language.vocab)
    for sentence, row in [*zip(SENTENCES, wanted, strict=True)] * 2:
        assert np.array_equal(few.of([language.make_doc(sentence)])[0], row)


def test_trees_are_those_of_the_parser(plain: Language) -> None:
    parser = Parser(load_pack("fr"))
    parser.prepare(SENTENCES)
    maker = TreeMaker(plain.vocab.strings)
    for sentence in SENTENCES:
        tree, wanted = parser.parse(sentence), maker.tree(plain(sentence))
        assert tree is not None
        assert (tree.starts, tree.pos, tree.deps, tree.heads, tree.verb_forms) == (
            wanted.starts,
            wanted.pos,
            wanted.deps,
            wanted.heads,
            wanted.verb_forms,
        )
