"""The wire format: one JSON object per article, as `selon read` prints and `--from-jsonl` takes it."""

from __future__ import annotations

from typing import Any

import msgspec

from selon.model import Date, Place, Quantity, Reading, Span

LAYERS = ("statements", "quantities", "dates", "places", "media", "namings", "figures")


class GivenArticle(msgspec.Struct, frozen=True):
    """A line of `--from-jsonl`. Other keys are ignored and never copied; null means not known."""

    id: str
    text: str
    url: str | None = None
    published: str | None = None
    lang: str | None = None


class GivenLayers(msgspec.Struct, frozen=True):
    """The layers of a line for `selon link`: statements, quantities, dates, places and the list of figures, whose `fact` may be null."""

    statements: tuple[dict[str, Any], ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[Date, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[dict[str, Any], ...] = ()
    boilerplate: tuple[Span, ...] = ()


def to_wire(reading: Reading) -> dict[str, Any]:
    """The reading as plain JSON values. `event` is null: Selon names facts, not events."""
    article = reading.article
    return {
        "id": article.id,
        "url": article.url,
        "lang": article.language,
        "event": None,
        "published": article.published,
        "published_because": article.published_because,
        "published_between": article.published_between,
        "translated": article.translated,
        "told": msgspec.to_builtins(article.told),
        "text": article.text,
        "boilerplate": msgspec.to_builtins(article.boilerplate),
        "other_languages": msgspec.to_builtins(article.other_languages),
        **{layer: msgspec.to_builtins(getattr(reading, layer)) for layer in LAYERS},
        "version": reading.version,
    }


def from_wire(line: bytes | str) -> tuple[GivenArticle, GivenLayers]:
    """A line with layers, as `selon link` takes it."""
    return msgspec.json.decode(line, type=GivenArticle), msgspec.json.decode(line, type=GivenLayers)
