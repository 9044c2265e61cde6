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
from selon.settings import number

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_UNUSED = ["ner", "senter", "lemmatizer", "attribute_ruler"]
_KEPT_DOCS = 20_000


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
        self._docs: dict[str, Doc] = {}

    def prepare(self, sentences: Iterable[str]) -> None:
        """Parse these in one batch, ahead of `parse`."""
        limit = number("max_parse_chars")
        wanted = [s for s in dict.fromkeys(sentences) if s not in self._docs and len(s) <= limit]
        if len(self._docs) + len(wanted) > _KEPT_DOCS:
            self._docs.clear()
        if wanted:
            self._docs.update(zip(wanted, _load(self._model).pipe(wanted, batch_size=256), strict=True))

    def parse(self, sentence: str) -> Doc | None:
        """The tree of one sentence; None where it is longer than `max_parse_chars`."""
        if sentence not in self._docs:
            self.prepare([sentence])
        return self._docs.get(sentence)
