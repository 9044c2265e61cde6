"""Pages for tests of figures and facts, written down with their layers marked inside (see `marked`).

    page("a", "2023-05-02", "{source|La police} {cue|compte} {content|{quantity low=3000 high=3000 unit=person of=other|3 000
    manifestants}}.")

A statement is put together from the marks `content`, `cue`, `source`, `relay` with the same `n` (1 where none is given);
`speaker`, `type`, `stance`, `side` and `actor` stand on `content`. On `quantity`, `is` stands for equal `low` and `high`, and `fact` (the
question that it answers) is for the tests alone. The figures are those that `find_figures` finds.
"""

from __future__ import annotations

from typing import Any

import msgspec

from marked import Mark, unmark
from selon.languages import load_pack
from selon.model import Article, Date, Place, Quantity, Reading, Relay, Statement
from selon.resolve.figures import find_figures


def _place(mark: Mark, text: str) -> Place:
    said = {"name": mark.span.of(text), "kind": "unknown"} | mark.said
    return msgspec.convert({"span": mark.span, "name": said["name"], "metonym": said.get("metonym") == "yes", "kind": said["kind"]}, type=Place)


def page(id: str, published: str | None, marked: str, url: str | None = None) -> Reading:
    """A reading of a marked text, its figures found and not linked."""
    text, marks = unmark(marked)
    ordered = sorted(marks, key=lambda mark: mark.span)
    statements = [_statement(n, [m for m in ordered if m.layer in _PARTS and m.said.get("n", "1") == n], text) for n in _numbers(ordered)]
    quantities = [_quantity(at, mark) for at, mark in enumerate((m for m in ordered if m.layer == "quantity"), 1)]
    dates = [Date(span=m.span, edtf=m.said["edtf"]) for m in ordered if m.layer == "date"]
    places = [_place(mark, text) for mark in ordered if mark.layer == "place"]
    article = Article(id=id, text=text, language="fr", published=published, url=url)
    figures = find_figures(article, statements, quantities, dates, places, load_pack("fr"))
    return Reading(
        version="test",
        article=article,
        statements=tuple(statements),
        quantities=tuple(quantities),
        dates=tuple(dates),
        places=tuple(places),
        figures=tuple(figures),
    )


_PARTS = ("content", "cue", "source", "relay")


def _numbers(marks: list[Mark]) -> list[str]:
    return sorted({mark.said.get("n", "1") for mark in marks if mark.layer == "content"})


def _statement(n: str, marks: list[Mark], text: str) -> Statement:
    def first(layer: str) -> Any:
        return next((mark.span for mark in marks if mark.layer == layer), None)

    said = {key: value for mark in marks if mark.layer == "content" for key, value in mark.said.items()}
    return msgspec.convert(
        {
            "id": f"s{n}",
            "kind": "indirect",
            "content": [mark.span for mark in marks if mark.layer == "content"],
            "cue": first("cue"),
            "source": first("source"),
            "speaker": said.get("speaker", first("source").of(text) if first("source") else None) if said.get("type") != "unnamed" else None,
            "speaker_type": said.get("type", "organisation"),
            "relays": [Relay(mark.span, mark.said.get("name", mark.span.of(text))) for mark in marks if mark.layer == "relay"],
            "stance": said.get("stance", "asserts"),
            "side": said.get("side"),
            "actor": said.get("actor"),
        },
        Statement,
        from_attributes=True,
    )


def _quantity(at: int, mark: Mark) -> Quantity:
    said = {key: value for key, value in mark.said.items() if key != "fact"}
    if "is" in said:
        said["low"] = said["high"] = said.pop("is")
    bounds = {end: float(said.pop(end)) if end in said else None for end in ("low", "high")}
    return msgspec.convert({"id": f"q{at}", "span": mark.span, "unit": "person", **bounds, **said}, Quantity, from_attributes=True)


def grouped(readings: list[Reading]) -> list[set[str]]:
    """The words of the figures that share a fact, one set for each fact."""
    facts: dict[str, set[str]] = {}
    for reading in readings:
        words = {quantity.id: quantity.span.of(reading.article.text) for quantity in reading.quantities}
        for figure in reading.figures:
            facts.setdefault(figure.fact, set()).add(f"{reading.article.id}: {words[figure.quantity]}")
    return sorted(facts.values(), key=sorted)
