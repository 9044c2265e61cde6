"""A tree says of each word what the parser says of it."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from selon.read.trees import Node, TreeMaker

TEXT = "La ministre, qui a démissionné, affirme ne pas vouloir revenir : « Je pars. »"


@pytest.fixture(scope="module")
def parser() -> Language:
    return spacy.load("fr_core_news_md", exclude=["ner", "senter", "lemmatizer", "attribute_ruler"])


def test_a_tree_holds_what_the_parser_says(parser: Language) -> None:
    doc = parser(TEXT)
    tree = TreeMaker(parser.vocab.strings).tree(doc)
    for number, token in enumerate(doc):
        node = Node(tree, number)
        assert (tree.starts[number], node.pos, node.dep, node.head.number) == (token.idx, token.pos_, token.dep_, token.head.i)
        assert node.verb_form == "".join(token.morph.get("VerbForm", []))
        assert [child.number for child in node.children] == [child.i for child in token.children]
        assert [up.number for up in node.ancestors] == [up.i for up in token.ancestors]


def test_no_words_no_tree(parser: Language) -> None:
    assert TreeMaker(parser.vocab.strings).tree(parser.make_doc("")).starts == ()
