"""The parser's first layers look at each word alone: what they make of it, a row of numbers, is kept, since most words stand on many pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab
    from thinc.api import Model

    from selon.read.products import RowsApart

# The form of a word, its normal form and whether a space follows: all that the first layers know of it follows from these.
_COLUMNS: list[int | str] = ["ORTH", "NORM", "SPACY"]
_WORDS_KEPT = 16_384

Word = tuple[int, int, int]


class WordRows:
    """The rows that the embedding layers of one model give, made once for each word."""

    def __init__(self, embed: Model[Any, Any], products: RowsApart, vocab: Vocab) -> None:
        self._embed = embed
        self._products = products
        self._vocab = vocab
        self._forget(_WORDS_KEPT)

    def of(self, docs: Sequence[Doc]) -> list[Any]:
        """For each text an array with a row for each word. The bits of a row depend on its word alone."""
        texts: list[list[Word]] = [list(map(tuple, doc.to_array(_COLUMNS).tolist())) for doc in docs]
        words = dict.fromkeys(word for text in texts for word in text)
        new = [word for word in words if word not in self._places]
        if len(self._places) + len(new) > len(self._rows):
            self._forget(max(_WORDS_KEPT, len(words)))
            new = list(words)
        if new:
            self._learn(new)
        return [self._rows[[self._places[word] for word in text]] for text in texts]

    def _forget(self, room: int) -> None:
        self._places: dict[Word, int] = {}
        self._rows = np.empty((room, self._embed.get_dim("nO")), dtype=np.float32)

    def _learn(self, new: list[Word]) -> None:
        from spacy.tokens import Doc

        forms = [self._vocab.strings[form] for form, _, _ in new]
        doc = Doc(self._vocab, words=forms, spaces=[bool(space) for _, _, space in new])
        norms: Any = np.array([[norm] for _, norm, _ in new], dtype=np.uint64)
        doc.from_array(["NORM"], norms)
        self._products.lengths = [1] * len(new)
        (rows,) = self._embed.predict([doc])
        first = len(self._places)
        self._rows[first : first + len(new)] = rows
        self._places.update((word, first + at) for at, word in enumerate(new))


def each_word_once(tok2vec: Any, products: RowsApart, vocab: Vocab) -> None:
    """Put the kept rows in the place of the embedding layers of spaCy's `tok2vec`."""
    from thinc.api import Model

    rows = WordRows(tok2vec.model.layers[0], products, vocab)

    def forward(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], Any]]:
        lengths = products.lengths
        made = rows.of(docs)
        products.lengths = lengths
        return made, lambda wanted: wanted

    tok2vec.model.layers[0] = Model("word_rows", forward, ops=products)
