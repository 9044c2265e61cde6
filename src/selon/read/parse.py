"""The parser: spaCy's pipeline of the language, each sentence parsed alone.

Only the components that the rules use run (tok2vec, morphologizer, parser). Because a sentence is parsed alone, its tree depends on
nothing but the sentence: it is the same in every batch, and what was parsed before need not be parsed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from selon.languages import Pack
from selon.read.kept import Kept
from selon.read.trees import Tree, TreeMaker
from selon.settings import number

if TYPE_CHECKING:
    from spacy.language import Language

    from selon.read.products import RowsApart

_UNUSED = ["ner", "senter", "lemmatizer", "attribute_ruler"]
_BATCH = 64
# spaCy keeps every word that it meets, and how it is cut. The words of the first sentences stay, since most of what comes later is made of them;
# then, after so many sentences each time, it is made to forget the others.
_SENTENCES_LEARNED, _SENTENCES_REMEMBERED = 2_000, 5_000


class _ParserName(msgspec.Struct, frozen=True):
    parser: str


class Parser:
    """Parses sentences and keeps the trees of the last ones, so that repeated text is parsed once."""

    def __init__(self, pack: Pack) -> None:
        self._model = pack.table("pack", _ParserName).parser
        self._trees: Kept[Tree] = Kept(int(number("kept_trees_mb") * 1e6))

    def prepare(self, sentences: Iterable[str]) -> None:
        """Parse these in batches, ahead of `parse`."""
        limit = number("max_parse_chars")
        wanted = [s for s in dict.fromkeys(sentences) if s not in self._trees and len(s) <= limit]
        if wanted:
            for sentence, tree in zip(wanted, _model(self._model).trees(wanted), strict=True):
                self._trees.put(sentence, tree, tree.size)

    def parse(self, sentence: str) -> Tree | None:
        """The tree of one sentence; None where it is longer than `max_parse_chars`."""
        tree = self._trees.get(sentence)
        if tree is None and len(sentence) <= number("max_parse_chars"):
            (tree,) = _model(self._model).trees([sentence])
            self._trees.put(sentence, tree, tree.size)
        return tree

    def texts(self) -> Iterable[str]:
        """The sentences whose trees are kept."""
        return self._trees.keys()


class _Model:
    """One spaCy model; what it learns of words on the way is forgotten from time to time, so that its memory does not grow."""

    def __init__(self, language: Language, products: RowsApart) -> None:
        from selon.read.word_rows import each_word_once

        self._language = language
        self._products = products
        self._pipes: list[Any] = [pipe for _, pipe in language.pipeline]
        self._remembered = ExitStack()
        self._make = TreeMaker(language.vocab.strings).tree
        self._left = _SENTENCES_LEARNED
        for pipe in self._pipes:
            for layer in pipe.model.walk():
                layer.ops = products
        if "tok2vec" in language.pipe_names:
            each_word_once(language.get_pipe("tok2vec"), products, language.vocab)

    def trees(self, sentences: Iterable[str]) -> Iterator[Tree]:
        """The trees of the sentences, in their order."""
        rest = iter(sentences)
        while batch := list(islice(rest, _BATCH)):
            yield from self._batch(batch)

    def _batch(self, sentences: list[str]) -> list[Tree]:
        from selon.read.products import one_thread

        self._forget(len(sentences))
        docs = [self._language.make_doc(sentence) for sentence in sentences]
        self._products.lengths = [len(doc) for doc in docs]
        with one_thread():
            for pipe in self._pipes:
                pipe.set_annotations(docs, pipe.predict(docs))
        return [self._make(doc) for doc in docs]

    def _forget(self, more: int) -> None:
        self._left -= more
        if self._left < 0:
            self._remembered.close()
            self._remembered.enter_context(self._language.memory_zone())
            self._make = TreeMaker(self._language.vocab.strings).tree
            self._left = _SENTENCES_REMEMBERED


@cache
def _model(name: str) -> _Model:
    from selon.read.model_loading import load_model
    from selon.read.products import RowsApart

    return _Model(load_model(name, _UNUSED), RowsApart())
