"""What is kept is given back, up to its size, the last asked for the longest; a tree is the same in every batch."""

from __future__ import annotations

import random

import pytest

from selon.languages import load_pack
from selon.read.kept import Kept
from selon.read.parse import Parser
from selon.read.trees import Tree

SENTENCES = [
    "Le maire a dit que la route serait fermée lundi.",
    "Oui.",
    "Selon la préfecture de la Loire-Atlantique, douze personnes, dont trois enfants, ont été blessées dans la nuit par la chute d’un arbre.",
    "La ministre affirme : « Nous ne céderons pas », avant de quitter la salle où l’attendaient une centaine de journalistes.",
    "Les secours cherchent encore deux disparus.",
    "D’après lui, rien n’est décidé, et le syndicat, qui avait appelé à la grève, dément avoir signé quoi que ce soit.",
]


def test_the_one_not_asked_for_the_longest_goes_first() -> None:
    kept: Kept[int] = Kept(30)
    kept.put("a", 1, 9)
    kept.put("b", 2, 9)
    kept.put("c", 3, 9)
    assert kept.get("a") == 1
    kept.put("d", 4, 9)
    assert [kept.get(text) for text in "abcd"] == [1, None, 3, 4]
    assert list(kept.keys()) == ["a", "c", "d"]


def test_what_is_put_again_counts_once_and_what_is_too_large_stays_alone() -> None:
    kept: Kept[int] = Kept(30)
    for _ in range(5):
        kept.put("a", 1, 14)
    kept.put("b", 2, 14)
    assert list(kept.keys()) == ["a", "b"]
    kept.put("c", 3, 500)
    assert list(kept.keys()) == ["c"]


def columns(tree: Tree | None) -> tuple[object, ...]:
    assert tree is not None
    return tree.starts, tree.pos, tree.deps, tree.heads, tree.verb_forms


@pytest.mark.parametrize("seed", range(3))
def test_a_tree_is_the_same_alone_in_a_batch_and_with_nothing_kept(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = load_pack("fr")
    alone = {sentence: columns(Parser(pack).parse(sentence)) for sentence in SENTENCES}
    mixed = [sentence + end for sentence in SENTENCES for end in ("", " Encore.")]
    random.Random(seed).shuffle(mixed)
    together = Parser(pack)
    together.prepare(mixed)
    assert {sentence: columns(together.parse(sentence)) for sentence in SENTENCES} == alone
    monkeypatch.setenv("SELON_KEPT_TREES_MB", "0")
    forgetful = Parser(pack)
    forgetful.prepare(mixed)
    assert len(list(forgetful.texts())) == 1
    assert {sentence: columns(forgetful.parse(sentence)) for sentence in SENTENCES} == alone


def test_the_numbers_behind_a_tree_are_the_same_bits_in_every_batch() -> None:
    from selon.read.parse import _model

    model = _model("fr_core_news_md")
    bits = {}
    for batch in (SENTENCES[:1], SENTENCES, SENTENCES[::-1], SENTENCES[:1] * 40):
        docs = [model._language.make_doc(sentence) for sentence in batch]
        model._products.lengths = [len(doc) for doc in docs]
        tok2vec = model._pipes[0]
        at = batch.index(SENTENCES[0])
        bits[len(batch), at] = tok2vec.predict(docs)[at].tobytes()
    assert len(bits) == 4
    assert len(set(bits.values())) == 1
