"""Files that are there whole or not at all: written beside their place under another name, then moved there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import msgspec


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A text file (UTF-8, line breaks as given) to write to; at `path` stands nothing new before the block has ended well."""
    with whole_path(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def whole_path(path: Path) -> Iterator[Path]:
    """As `whole_file`, for a library that wants a path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def write_json_lines(path: Path, values: Iterable[Any]) -> None:
    """One JSON value on each line."""
    with whole_file(path) as file:
        for value in values:
            file.write(msgspec.json.encode(value).decode() + "\n")


def write_json_list(path: Path, head: dict[str, Any], key: str, values: Iterable[Any]) -> None:
    """One JSON object: what `head` holds, and under `key` a list that is written value by value, each on its line."""
    with whole_file(path) as file:
        start = json.dumps(head, ensure_ascii=False)[:-1] + (", " if head else "")
        file.write(f"{start}{json.dumps(key)}: [")
        comma = "\n"
        for value in values:
            file.write(comma + msgspec.json.encode(value).decode())
            comma = ",\n"
        file.write("\n]}\n")
