"""The layers that need nothing but the sentences: what the built-in reader gives, then what those of plug-ins add.

A plug-in reads further items of a layer: its entry point is called `<layer>.<name>` and has the signature of the built-in reader. Where two
items overlap, the one that was read first stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import EntryPoint
from typing import Any

import msgspec

from selon.errors import PluginError
from selon.languages import Pack
from selon.model import Article, Quantity, Span
from selon.plugins import READERS, digest_of, installed, load
from selon.read.media import MediaMention
from selon.read.sentences import Sentence

BUILT_IN = ("quantities", "dates", "places", "media")


def with_plugins(layer: str, items: Sequence[Any], article: Article, sentences: list[Sentence], pack: Pack) -> list[Any]:
    """The items of a layer, in text order: those that the built-in reader gave, and what plug-ins add.

    Raises:
        PluginError: A plug-in gives an item without its rule or with a span outside the text.
    """
    items = list(items)
    plugins = _plugins_of(layer)
    for point in plugins:
        for item in load(point)(article, sentences, pack):
            _check(item, article, point)
            if not any(_span(item).overlaps(_span(other)) for other in items):
                items.append(item)
    return _in_order(items) if plugins else items


def readers_digest() -> str:
    """What plug-ins among the readers add to a reading's version, "" without any."""
    return digest_of(point for layer in BUILT_IN for point in _plugins_of(layer))


def _plugins_of(layer: str) -> list[EntryPoint]:
    points = installed(READERS)
    if wrong := [point for name, point in points.items() if name.split(".")[0] not in BUILT_IN]:
        raise PluginError(READERS, wrong[0].name, f"its name must begin with a layer: {', '.join(BUILT_IN)}")
    return [point for name, point in points.items() if name.split(".")[0] == layer]


def _check(item: Any, article: Article, point: EntryPoint) -> None:
    span = _span(item)
    if not 0 <= span.start < span.end <= len(article.text):
        raise PluginError(READERS, point.name, f"gave an item at [{span.start}, {span.end}), outside the text")
    if isinstance(item, Quantity) and not item.rule:
        raise PluginError(READERS, point.name, "gave a quantity without the name of its rule")


def _span(item: Any) -> Span:
    span: Span = item.item.span if isinstance(item, MediaMention) else item.span
    return span


def _in_order(items: list[Any]) -> list[Any]:
    ordered = sorted(items, key=_span)
    return [msgspec.structs.replace(item, id=f"q{n}") if isinstance(item, Quantity) else item for n, item in enumerate(ordered, 1)]
