"""The data files of the quantities: no entry stands twice in a list."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

import pytest


def lists_of(value: object, name: str) -> Iterator[tuple[str, list[str]]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from lists_of(inner, f"{name}.{key}")
    elif isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        yield name, value


@pytest.mark.parametrize("table", ["numbers", "units", "quantities", "happened"])
def test_no_entry_stands_twice(table: str) -> None:
    raw = tomllib.loads((files("selon.languages.fr") / f"{table}.toml").read_text(encoding="utf-8"))
    doubles = {name: [e for e, n in Counter(entries).items() if n > 1] for name, entries in lists_of(raw, table)}
    assert {name: entries for name, entries in doubles.items() if entries} == {}


def test_a_measure_has_one_unit_and_a_thing_one() -> None:
    raw = tomllib.loads((files("selon.languages.fr") / "units.toml").read_text(encoding="utf-8"))
    for table in ("measures", "things"):
        forms = Counter(form for entries in raw[table].values() for form in entries)
        assert [form for form, n in forms.items() if n > 1] == []
