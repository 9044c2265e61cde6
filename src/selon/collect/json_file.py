"""A `.json` file of articles -> a page for each: a list of objects, an object with such a list in it, or one article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec

from selon.collect.columns import Columns
from selon.collect.found import Opened, Skipped, Source, bytes_reader, whole
from selon.collect.tables import json_lines, page_of_object
from selon.errors import NotText
from selon.model import Page


def articles(source: Source, columns: Columns) -> Opened:
    """The articles of the file, each called `file#number`; a file of JSON Lines is read as such, whatever its name.

    A file in which no object has a text holds settings or something else: it is passed over, unless somebody asked for it.

    Raises:
        NotText: It is no JSON, or was asked for and holds no article.
        TooLarge: It has more bytes than `max_page_bytes`.
    """
    content = whole(source).removeprefix(b"\xef\xbb\xbf")
    try:
        given = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        if b"\n{" not in content:
            raise NotText(source.name, f"is no JSON ({error})", "collect it again") from error
        yield from json_lines(replace(source, reader=bytes_reader(content)), columns)
        return
    pages = [page_of_object(f"{source.name}#{n}", one, columns) for n, one in enumerate(_objects(given), start=1)]
    if source.asked_for or any(isinstance(page, Page) for page in pages):
        if not pages:
            raise NotText(source.name, "is JSON without any object", "give a list of objects, each with its text")
        yield from pages
    else:
        yield Skipped(source.name, "JSON without articles")


def _objects(given: Any) -> Iterator[dict[str, Any]]:
    """The objects of the list, or of the first list of objects in an object; else the object itself."""
    if isinstance(given, dict):
        lists = (value for value in given.values() if isinstance(value, list) and value and all(isinstance(one, dict) for one in value))
        yield from next(lists, [given])
    elif isinstance(given, list):
        yield from (one for one in given if isinstance(one, dict))
