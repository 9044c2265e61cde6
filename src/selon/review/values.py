"""Values that a person gives on the command line or in the web page, as values of the item that they correct."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec

from selon.errors import SettingsError
from selon.languages.gazetteer import load_gazetteer
from selon.languages.spelling import name_key
from selon.model import Date, Layer, MediaItem, Naming, Place, Quantity, Statement, Value
from selon.resolve.actors import Actor, known_actors
from selon.resolve.periods import days_of
from selon.review.items import FIELDS, Item

_STRUCTS: dict[Layer, type[msgspec.Struct]] = {
    "statement": Statement,
    "quantity": Quantity,
    "date": Date,
    "place": Place,
    "media": MediaItem,
    "naming": Naming,
}
_TYPES = {float: "a number", int: "a whole number", bool: "true or false", str: "a text"}
_DAYS = ("edtf", "as_of")
_SEASON = re.compile(r"\d{4}-2[1-4]")


def corrected_values(item: Item, given: Mapping[str, str | Value], *, language: str) -> dict[str, Value]:
    """The new values of an item: those given, and those that follow from them. An empty text takes a value away.

    A speaker whom the actor file knows brings the canonical name, the side and the kind of speaker; one whom it does not know leaves
    the old ones behind. Another GeoNames id brings kind and country where the gazetteer has it under the place's name. New bounds of
    a quantity bring their modality. What is given itself stays as given.

    Raises:
        SettingsError: The item has no such value, or it cannot be that.
    """
    new = {name: _value(item.layer, name, value) for name, value in given.items()}
    if item.layer == "statement":
        new = _of_speaker(new, language) | new
    elif item.layer == "place":
        new = _of_place(item, new) | new
    elif item.layer == "quantity":
        new = _of_bounds(item.values, new) | new
        _check_bounds({**item.values, **new})
    return {name: new[name] for name in FIELDS[item.layer] if name in new and new[name] != item.values[name]}


def _value(layer: Layer, name: str, given: Value) -> Value:
    fields = FIELDS[layer]
    if name not in fields:
        raise SettingsError(name, given, f"one of the values of a {layer}: {', '.join(fields)}")
    kinds = {field.name: field.type for field in msgspec.structs.fields(_STRUCTS[layer])}
    kind: Any = kinds.get(name, str | None)
    try:
        value: Value = msgspec.convert(None if given == "" else given, type=kind, strict=False)
    except msgspec.ValidationError:
        raise SettingsError(name, given, _allowed(kind)) from None
    if name in _DAYS and value is not None and not _is_edtf(str(value)):
        raise SettingsError(name, given, "a day, month, year or period in EDTF, such as 2023-01-02")
    return value


def _allowed(kind: Any) -> str:
    """What a field of this type takes, in words."""
    parts = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    words = [_TYPES[part] if part in _TYPES else f"one of {', '.join(map(str, get_args(part)))}" for part in parts if part is not type(None)]
    return " or ".join([*words, *(["nothing at all"] if type(None) in parts else [])])


def _is_edtf(words: str) -> bool:
    """A day, month, year or season, or an interval of two of them of which one end may be open."""
    parts = [part.rstrip("?~%") for part in words.split("/")]
    known = [days_of(part) is not None or _SEASON.fullmatch(part) is not None for part in parts]
    return len(parts) <= 2 and any(known) and all(fits or part in ("", "..") for fits, part in zip(known, parts, strict=True))


def _of_speaker(new: Mapping[str, Value], language: str) -> dict[str, Value]:
    if "speaker" not in new:
        return {}
    actor = known_actors(language).find(str(new["speaker"])) if new["speaker"] else None
    if actor is None:
        nobody: dict[str, Value] = {"actor": None, "side": None}
        return nobody if new["speaker"] else nobody | {"speaker_type": "unnamed"}
    return {"actor": actor.name, "side": actor.side, "speaker_type": _speaker_type(actor)}


def _speaker_type(actor: Actor) -> str:
    return "person" if actor.kind == "person" else "organisation"


def _of_place(item: Item, new: Mapping[str, Value]) -> dict[str, Value]:
    """What the gazetteer says of another place: looked up by its name, since that is how it is ordered."""
    if "geonameid" not in new:
        return {}
    key = name_key(str(new.get("name") or item.values["name"]))
    entry = next((entry for entry in load_gazetteer().find(key) if entry.geonameid == new["geonameid"]), None)
    return {"kind": entry.kind if entry else "unknown", "country": entry.country if entry else None, "precision": None}


def _of_bounds(old: Mapping[str, Value], new: Mapping[str, Value]) -> dict[str, Value]:
    if not {"low", "high"} & new.keys():
        return {}
    low, high = ({**old, **new}[bound] for bound in ("low", "high"))
    if low is None or high is None:
        return {"modality": "at_most" if low is None else "at_least"}
    if low != high:
        return {"modality": "between"}
    return {"modality": "approximate" if old["modality"] == "approximate" else "exact"}


def _check_bounds(values: Mapping[str, Value]) -> None:
    low, high, modality = values["low"], values["high"], values["modality"]
    if low is None and high is None:
        raise SettingsError("low", low, "a number for low, for high or for both")
    if isinstance(low, float) and isinstance(high, float) and low > high:
        raise SettingsError("low", low, f"at most {high}, which is the upper bound")
    if (modality == "at_least" and high is not None) or (modality == "at_most" and low is not None):
        raise SettingsError("modality", modality, "an open bound with it: at_least has no high, at_most no low")
