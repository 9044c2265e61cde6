"""The user's own data files: what they add to a language's tables, and what they take away.

A file has the name and the shape of the built-in one (`units.toml`, `happened.toml`, `places.toml` …) and holds only what differs. Tables are
joined key by key, lists are made longer, and an entry with a minus before it (`"-victime"`) takes that entry off a list; any other value
replaces the built-in one.
"""

from __future__ import annotations

from typing import Any

Table = dict[str, Any]
MINUS = "-"


def joined(built_in: Table, own: Table, where: str = "") -> Table:
    """Both tables as one.

    Args:
        built_in: The table of the language; it is not changed.
        own: What the user's file says.
        where: The key of the table, for errors.

    Raises:
        ValueError: The own file has a top-level key that the built-in one has not, another kind of value, or takes away what is not there.
    """
    both = dict(built_in)
    for key, value in own.items():
        path = f"{where}.{key}" if where else key
        if key not in built_in:
            if not where:
                raise ValueError(f"{path}: there is no such key; there are {', '.join(sorted(built_in))}")
            both[key] = value
        elif isinstance(built_in[key], dict) and isinstance(value, dict):
            both[key] = joined(built_in[key], value, path)
        elif isinstance(built_in[key], list) and isinstance(value, list):
            both[key] = _joined_lists(built_in[key], value, path)
        elif type(built_in[key]) is type(value):
            both[key] = value
        else:
            raise ValueError(f"{path}: a {type(built_in[key]).__name__} is wanted, not a {type(value).__name__}")
    return both


def _joined_lists(built_in: list[Any], own: list[Any], where: str) -> list[Any]:
    gone = [entry[len(MINUS) :] for entry in own if isinstance(entry, str) and entry.startswith(MINUS)]
    if missing := [entry for entry in gone if entry not in built_in]:
        raise ValueError(f"{where}: {missing[0]!r} cannot be taken away, it is not there")
    kept = [entry for entry in built_in if entry not in gone]
    added = [entry for entry in own if not (isinstance(entry, str) and entry.startswith(MINUS))]
    return kept + [entry for entry in added if entry not in kept]
