"""Selon as a component of a spaCy pipeline: `nlp.add_pipe("selon")`.

The reading of the document's text is in `doc._.selon`; its items are spans of the groups `doc.spans["selon.statements"]`,
`"selon.quantities"`, `"selon.dates"`, `"selon.places"`, `"selon.media"` and `"selon.namings"`, and `span._.selon` is the item itself. A
statement that its cue interrupts has a span for each part. Selon parses for itself: the component stands anywhere in a pipeline, also in a
blank one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from selon import model
from selon.api import read

LAYERS = ("statements", "quantities", "dates", "places", "media", "namings")
_PREFIX = "selon."


class SelonComponent:
    """Reads each document as an article of the day `published` (EDTF), where that is given; else its day is looked for in the text."""

    def __init__(self, published: str | None, language: str | None) -> None:
        self._published = published
        self._language = language
        Doc.set_extension("selon", default=None, force=True)
        Span.set_extension("selon", getter=_item_of, force=True)

    def __call__(self, doc: Doc) -> Doc:
        """The document with its reading. A span covers whole tokens: where an item begins or ends inside one, the token is in."""
        reading = read(doc.text, published=self._published, language=self._language)
        doc._.selon = reading
        for layer in LAYERS:
            doc.spans[_PREFIX + layer] = list(_spans(doc, layer, getattr(reading, layer)))
        return doc


@Language.factory("selon", default_config={"published": None, "language": None})
def make_component(nlp: Language, name: str, published: str | None, language: str | None) -> SelonComponent:
    """The component as spaCy makes it: `nlp.add_pipe("selon", config={"published": "2022-11-10"})`."""
    return SelonComponent(published, language)


def _spans(doc: Doc, layer: str, items: tuple[Any, ...]) -> Iterator[Span]:
    for number, item in enumerate(items):
        for part in item.content if layer == "statements" else (item.span,):
            span = doc.char_span(part.start, part.end, label=layer, span_id=str(number), alignment_mode="expand")
            if span is not None:
                yield span


def _item_of(span: Span) -> Any:
    """The item of the reading that a span of one of our groups stands for; None for any other span."""
    reading: model.Reading | None = span.doc._.selon
    if reading is None or span.label_ not in LAYERS or not span.id_.isdigit():
        return None
    return getattr(reading, span.label_)[int(span.id_)]
