"""A parsed sentence as plain values: where its words start, their parts of speech, and what hangs on what.

They are copied out of the parser's own objects once, since those are slow to ask and hold far more than the rules need.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, count
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_COLUMNS: list[int | str] = ["IDX", "POS", "DEP", "HEAD", "MORPH"]
_TREE_BYTES, _WORD_BYTES = 400, 75  # five columns of references, and the numbers that Python does not share
_VERBS = frozenset(("VERB", "AUX"))
_SIGN = 1 << 63  # of the distance to the head, which comes without sign


class Tree(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One value for each of the parser's words, in text order.

    `starts` are offsets into the parsed text, `heads` numbers of words (a root's is its own), `pos`, `deps` and `verb_forms` the labels
    of Universal Dependencies; a verb form is empty where the word has none. `finite` has the starts of the finite verbs.
    """

    starts: tuple[int, ...]
    pos: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    verb_forms: tuple[str, ...]
    finite: tuple[int, ...]

    @property
    def size(self) -> int:
        """About how many bytes it takes in memory."""
        return _TREE_BYTES + _WORD_BYTES * len(self.starts)


class Node(msgspec.Struct, frozen=True, gc=False):
    """One word of a tree."""

    tree: Tree
    number: int

    @property
    def pos(self) -> str:
        """Its part of speech."""
        return self.tree.pos[self.number]

    @property
    def dep(self) -> str:
        """How it hangs on its head."""
        return self.tree.deps[self.number]

    @property
    def verb_form(self) -> str:
        """`Fin`, `Inf`, `Part`; empty where it has none."""
        return self.tree.verb_forms[self.number]

    @property
    def head(self) -> Node:
        """What it hangs on; a root hangs on itself."""
        return Node(self.tree, self.tree.heads[self.number])

    @property
    def children(self) -> list[Node]:
        """What hangs on it, in text order."""
        children = compress(count(), map(self.number.__eq__, self.tree.heads))
        return [Node(self.tree, child) for child in children if child != self.number]

    @property
    def ancestors(self) -> Iterator[Node]:
        """Its head, the head of that, and so on up to the root."""
        node = self
        while (head := node.head) != node:
            yield head
            node = head


class TreeMaker:
    """Makes trees of what one model has parsed; each label is spelt out once."""

    def __init__(self, strings: StringStore) -> None:
        self._strings = strings
        self._labels: dict[int, str] = {}
        self._verb_forms: dict[int, str] = {}

    def tree(self, doc: Doc) -> Tree:
        """The tree of a parsed text."""
        rows: list[list[int]] = doc.to_array(_COLUMNS).tolist()
        starts, pos = tuple(row[0] for row in rows), tuple(self._label(row[1]) for row in rows)
        verb_forms = tuple(self._verb_form(row[4]) for row in rows)
        return Tree(
            starts=starts,
            pos=pos,
            deps=tuple(self._label(row[2]) for row in rows),
            heads=tuple(number + (row[3] if row[3] < _SIGN else row[3] - 2 * _SIGN) for number, row in enumerate(rows)),
            verb_forms=verb_forms,
            finite=tuple(start for start, tag, form in zip(starts, pos, verb_forms, strict=True) if form == "Fin" and tag in _VERBS),
        )

    def _label(self, key: int) -> str:
        if key not in self._labels:
            self._labels[key] = self._strings[key]
        return self._labels[key]

    def _verb_form(self, key: int) -> str:
        if key not in self._verb_forms:
            features = dict(feature.split("=") for feature in self._strings[key].split("|") if "=" in feature)
            self._verb_forms[key] = features.get("VerbForm", "")
        return self._verb_forms[key]
