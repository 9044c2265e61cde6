"""W3C Web Annotation: each item of a reading as an annotation on the words that it stands on.

A span is given twice, as the standard advises for text that may move: by position (TextPositionSelector, counted in code points) and by the
words with what stands around them (TextQuoteSelector).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from selon.export.holdings import ExportedPage, Holdings, words_of
from selon.export.writing import write_json_list
from selon.model import Span
from selon.wire import LAYERS

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"selon": "urn:selon:"}]
_AROUND_CHARS = 32
# Figures point at quantities, which have the span.
_LAYERS = tuple(layer for layer in LAYERS if layer != "figures")


def write_web_annotation(holdings: Holdings, path: Path) -> None:
    """Write the file `path`: an AnnotationPage with every statement, quantity, date, place, media item and naming."""
    write_json_list(path, {"@context": _CONTEXT, "id": "urn:selon:annotations", "type": "AnnotationPage"}, "items", _annotations(holdings))


def _annotations(holdings: Holdings) -> Iterator[dict[str, Any]]:
    for page in holdings.each_page():
        for layer in _LAYERS:
            for number, item in enumerate(getattr(page.reading, layer)):
                spans = item.content if layer == "statements" else (item.span,)
                yield _annotation(page, layer, number, item, spans)


def _annotation(page: ExportedPage, layer: str, number: int, item: msgspec.Struct, spans: Sequence[Span]) -> dict[str, Any]:
    article = page.reading.article
    values = {f"selon:{name}": value for name, value in msgspec.to_builtins(item).items() if name not in {"span", "content"} and value is not None}
    targets = [_target(page, span) for span in spans]
    words = words_of(item, page.reading) if layer == "statements" else spans[0].of(article.text)  # type: ignore[arg-type]
    return {
        "id": f"urn:selon:{article.id}:{layer}:{number}",
        "type": "Annotation",
        "motivation": "identifying" if layer == "places" else "describing",
        "generator": {"id": "urn:selon:software", "type": "Software", "name": page.reading.version},
        "body": {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": article.language, "value": words, **values},
        "target": targets if len(targets) > 1 else targets[0],
    }


def _target(page: ExportedPage, span: Span) -> dict[str, Any]:
    text = page.reading.article.text
    return {
        "source": page.iri,
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - _AROUND_CHARS) : span.start],
                "suffix": text[span.end : span.end + _AROUND_CHARS],
            },
        ],
    }
