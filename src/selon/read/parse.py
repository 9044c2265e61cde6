"""The parser: spaCy's pipeline of the language, each sentence parsed alone.

Only the components that the rules use run (tok2vec, morphologizer, parser). Because a sentence is parsed
alone, what is read from it does not depend on what stands around it, nor on batches.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from selon.languages import Pack
from selon.read.trees import Tree, TreeMaker
from selon.settings import number

if TYPE_CHECKING:
    from spacy.language import Language

_UNUSED = ["ner", "senter", "lemmatizer", "attribute_ruler"]
_KEPT_TREES = 20_000


class _ParserName(msgspec.Struct, frozen=True):
    parser: str


@cache
def _load(model: str) -> Language:
    import spacy

    return spacy.load(model, exclude=_UNUSED)


class Parser:
    """Parses sentences and keeps the trees of the last ones, so that repeated text is parsed once."""

    def __init__(self, pack: Pack) -> None:
        self._model = pack.table("pack", _ParserName).parser
        self._trees: dict[str, Tree] = {}

    def prepare(self, sentences: Iterable[str]) -> None:
        """Parse these in one batch, ahead of `parse`."""
        limit = number("max_parse_chars")
        wanted = [s for s in dict.fromkeys(sentences) if s not in self._trees and len(s) <= limit]
        if len(self._trees) + len(wanted) > _KEPT_TREES:
            self._trees.clear()
        if wanted:
            model = _load(self._model)
            make = TreeMaker(model.vocab.strings).tree
            self._trees.update(zip(wanted, map(make, model.pipe(wanted, batch_size=256)), strict=True))

    def parse(self, sentence: str) -> Tree | None:
        """The tree of one sentence; None where it is longer than `max_parse_chars`."""
        if sentence not in self._trees:
            self.prepare([sentence])
        return self._trees.get(sentence)

    def texts(self) -> Iterable[str]:
        """The sentences whose trees are kept."""
        return self._trees.keys()
