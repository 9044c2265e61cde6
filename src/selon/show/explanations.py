"""What was read from a page, item by item, in words: the values, where they come from, and the rule that found them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from selon.model import Layer, Reading, Value
from selon.review.decided import ReviewedItem
from selon.settings import InterfaceLanguage
from selon.show.interface import Interface, interface
from selon.show.interval import interval_as_text
from selon.show.sides import country_name, side_name


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """One item: `values` are labels with what was read, in the interface's language; `raw` the values as reviews speak of them."""

    name: str
    layer: Layer
    words: str
    values: tuple[tuple[str, str], ...]
    because: str
    rule: str
    raw: dict[str, Value]
    rejected: bool = False


def explanations_of(reading: Reading, items: list[ReviewedItem], language: InterfaceLanguage) -> list[Explanation]:
    """Every item of a page in the order of its text. `items` are those of the reading as people may see them."""
    ui = interface(language)
    told = {name: (tuple(values), because, rule) for name, values, because, rule in _told(reading, ui, language)}
    explained = []
    for found in sorted(items, key=lambda found: (found.item.span, found.item.name)):
        item = found.item
        values, because, rule = told.get(item.name, ((), "", ""))
        explained.append(
            Explanation(
                name=item.name,
                layer=item.layer,
                words=item.words,
                values=values or tuple((name, str(value)) for name, value in item.values.items() if value is not None),
                because=because,
                rule=rule,
                raw=item.values,
                rejected=found.rejected,
            )
        )
    return explained


_Told = tuple[str, list[tuple[str, str]], str, str]


def _told(reading: Reading, ui: Interface, language: InterfaceLanguage) -> Iterator[_Told]:
    """Name, values, reason and rule of each item that counts."""
    yield from _statements(reading, ui, language)
    yield from _quantities(reading, ui, language)
    for n, date in enumerate(reading.dates):
        yield f"date{n}", [(ui.words["date"], date.edtf or "?")], date.because, date.rule
    for n, place in enumerate(reading.places):
        values = _kept(
            (ui.words["place"], place.name),
            (ui.web["kind"], _word(ui, place.kind)),
            (ui.web["country"], place.country and country_name(place.country, language)),
        )
        values += _kept(
            ("GeoNames", str(place.geonameid) if place.geonameid else None),
            (ui.web["stands_for"], ui.web["stands_for_government"] if place.metonym else None),
        )
        yield f"place{n}", values, place.because, place.rule
    for n, media in enumerate(reading.media):
        values = _kept((ui.words["media"], _word(ui, media.medium)), (ui.web["shared_by"], media.shared_by), (ui.web["platform"], media.platform))
        yield f"media{n}", [*values, (ui.web["verification"], _word(ui, media.verification))], "", media.rule
    for n, naming in enumerate(reading.namings):
        yield f"naming{n}", _kept((ui.web["named"], naming.of), (ui.web["named_by"], naming.by)), "", naming.rule


def _statements(reading: Reading, ui: Interface, language: InterfaceLanguage) -> Iterator[_Told]:
    text = reading.article.text
    for said in reading.statements:
        values = _kept(
            (ui.words["who"], said.speaker or (said.source.of(text) if said.source else None)),
            (ui.words["side"], said.side and side_name(said.side, language)),
            (ui.web["actor"], said.actor if said.actor != said.speaker else None),
            (ui.words["relays"], " ← ".join(relay.name for relay in said.relays)),
            (ui.web["stance"], _word(ui, said.stance)),
            (ui.web["kind"], _word(ui, said.kind)),
            (ui.web["cue"], said.cue.of(text) if said.cue else None),
            (ui.web["hedged"], ui.web["yes"] if said.hedged else None),
        )
        yield said.id, values, "", said.rule


def _quantities(reading: Reading, ui: Interface, language: InterfaceLanguage) -> Iterator[_Told]:
    days = {figure.quantity: figure.as_of for figure in reading.figures}
    for found in reading.quantities:
        values = _kept(
            (ui.words["figure"], interval_as_text(found.low, found.high, found.modality, language=language)),
            (ui.web["unit"], _word(ui, found.unit)),
            (ui.web["of"], _word(ui, found.of) if found.of else None),
            (ui.web["modality"], _word(ui, found.modality)),
            (ui.words["as_of"], (days[found.id] or ui.words["no_day"]) if found.id in days else None),
        )
        yield found.id, values, "" if found.id in days else ui.web["no_figure"], found.rule


def _kept(*values: tuple[str, str | None]) -> list[tuple[str, str]]:
    return [(label, value) for label, value in values if value]


def _word(ui: Interface, value: str) -> str:
    """A value in the interface's words; as it is where there is none."""
    return ui.values.get(value, value)
