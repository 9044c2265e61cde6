"""JSON Lines of articles: each line read by itself, so that a bad one is reported with its file and number and the others are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from selon.errors import NotText, PageError, TooLarge, Unreachable
from selon.settings import number
from selon.wire import GivenArticle

_CHUNK_BYTES = 1 << 20
_MARK = b"\xef\xbb\xbf"
_ADVICE = "correct the line: a JSON object that holds an id and a text, both in quotation marks"


def read_articles(path: Path) -> Iterator[GivenArticle | PageError]:
    """The articles of a JSON Lines file, in its order, and a PageError for each line that is none.

    Args:
        path: The file, or a pipe.

    Yields:
        A GivenArticle; NotText for a line that is no article or whose id was there before, TooLarge for one of more bytes than the
        setting `max_page_bytes`, Unreachable where the file can't be read (any further). Lines of white space are passed over.
    """
    seen: dict[str, str] = {}
    for name, given in _named_articles(path, str(path)):
        if isinstance(given, GivenArticle):
            before = seen.setdefault(given.id, name)
            if before != name:
                yield NotText(name, f"has the id {given.id!r}, as {before} has", "give each article an id of its own")
                continue
        yield given


def _named_articles(path: Path, shown: str) -> Iterator[tuple[str, GivenArticle | PageError]]:
    """Each line with its name `<shown>:<number>`, the number from 1."""
    count = 0
    try:
        with path.open("rb") as file:
            while (line := _next_line(file, f"{shown}:{count + 1}")) != b"":
                count += 1
                name = f"{shown}:{count}"
                if isinstance(line, TooLarge):
                    yield name, line
                elif line.removeprefix(_MARK).strip():
                    yield name, _given(name, line.removeprefix(_MARK if count == 1 else b""))
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or str(error)
        yield shown, Unreachable(shown, f"cannot be read after line {count} ({told})" if count else f"cannot be opened ({told})")


def _next_line(file: BinaryIO, name: str) -> bytes | TooLarge:
    """The next line with its line break, b"" at the end; of a line that is too long no more than the limit is held in memory."""
    limit = int(number("max_page_bytes"))
    line = file.readline(limit + 1)
    if len(line) <= limit:
        return line
    size = len(line)
    while not line.endswith(b"\n") and (line := file.readline(_CHUNK_BYTES)):
        size += len(line)
    return TooLarge(name, size, limit)


def _given(name: str, line: bytes) -> GivenArticle | PageError:
    try:
        given = msgspec.json.decode(line, type=GivenArticle)
        given.text.encode("utf-8")
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return NotText(name, f"is no article ({error})", _ADVICE)
    if not given.text.strip():
        return NotText(name, "has an empty text", "collect the page again")
    return given
