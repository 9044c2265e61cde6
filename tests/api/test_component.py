"""Selon in a spaCy pipeline."""

from __future__ import annotations

import spacy

import selon.component

TEXT = "« La digue, a déclaré le maire, a cédé », et 12 personnes étaient blessées."


def test_items_are_spans_that_know_what_they_are() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("selon", config={"published": "2022-11-10"})
    doc = nlp(TEXT)
    assert doc._.selon.article.published == "2022-11-10"
    for layer in selon.component.LAYERS:
        items = getattr(doc._.selon, layer)
        spans = doc.spans[f"selon.{layer}"]
        assert [span._.selon for span in spans] == [item for item in items for _ in (item.content if layer == "statements" else "1")]
    assert [span.text for span in doc.spans["selon.quantities"]] == ["12 personnes"]
    assert doc[0:1]._.selon is None


def test_documents_without_a_reading_have_none() -> None:
    assert spacy.blank("fr")("Bonjour")._.selon is None
