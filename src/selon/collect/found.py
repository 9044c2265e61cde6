"""What collecting gives: pages, errors, and what was passed over; and a source, which is opened to find them."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

import msgspec

from selon.errors import NotText, PageError, TooLarge
from selon.model import Page, Told
from selon.settings import number

CHUNK_BYTES = 1 << 16


class Skipped(msgspec.Struct, frozen=True):
    """Something that is no page and was passed over on purpose, with the reason, which is counted: `PNG picture`."""

    source: str
    reason: str


Found = Page | PageError | Skipped
Place = tuple[int, ...]
"""Where something lies in a file: the number of each thing on the way to it, from 0, among all that is found beside it; `()` is the file."""


class Within(msgspec.Struct, frozen=True):
    """Where the walk through a file is: at what is opened now, or at what is `ready` and given next. `name` is what is taken apart."""

    place: Place
    name: str
    ready: bool = False


class Along(msgspec.Struct, frozen=True):
    """What comes along with a source: from a header, a feed, a column. `media_type` and `charset` are what was declared, which may be a lie."""

    url: str | None = None
    published: str | None = None
    language: str | None = None
    media_type: str | None = None
    charset: str | None = None
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Source:
    """Bytes that are a page or hold some.

    Attributes:
        name: What errors call it: a path, or `archive#member`.
        reader: At its beginning; need not be able to seek.
        asked_for: Somebody named it: then its kind is not a reason to pass over it.
        along: What is known of it from outside.
        depth: The number of archives it lies in.
        unpacked_name: Its own name, where it was compressed, without that ending.
    """

    name: str
    reader: io.BufferedReader
    asked_for: bool = False
    along: Along = field(default_factory=Along)
    depth: int = 0
    unpacked_name: str | None = None

    @property
    def file_name(self) -> str:
        """Its own name, without the archives that it lies in and the ending of what it was compressed with."""
        return self.unpacked_name or self.name.rsplit("#", 1)[-1]

    def inner(self, name: str, reader: io.BufferedReader, along: Along | None = None) -> Source:
        """A member of this source, called `<this>#<name>`."""
        return Source(f"{self.name}#{name}", reader, along=along or Along(), depth=self.depth + 1)

    def unpacked(self, reader: io.BufferedReader) -> Source:
        """The same, one wrapping less."""
        return replace(self, reader=reader, depth=self.depth + 1, unpacked_name=os.path.splitext(self.file_name)[0])


Opened = Iterator[Page | PageError | Skipped | Source]
Opener = Callable[[Source], Opened]


def bytes_reader(content: bytes) -> io.BufferedReader:
    """Bytes in memory as what a Source reads from."""
    return io.BufferedReader(io.BytesIO(content))


def whole(source: Source) -> bytes:
    """All bytes of a source that is a page.

    Raises:
        TooLarge: There are more than the setting `max_page_bytes`.
        NotText: There are none but white space.
    """
    limit = int(number("max_page_bytes"))
    content = source.reader.read(limit + 1)
    if len(content) > limit:
        size = len(content)
        while more := source.reader.read(CHUNK_BYTES):
            size += len(more)
        raise TooLarge(source.name, size, limit)
    if not content.strip():
        raise NotText(source.name, "is empty", "collect the page again")
    return content


def page_of(source: str, content: bytes, media_type: str, along: Along | None = None) -> Page:
    """The page with these bytes.

    Raises:
        NotText: A NUL character stands in what came along: no address has one, and not every ledger can hold it.
    """
    along = along or Along()
    came_along = (along.url, along.published, along.language, *(text for told in along.told for text in (told.value, told.because)))
    if any("\0" in text for text in came_along if text):
        raise NotText(source, "came with a NUL character in its address, day, language or title", "collect the page again")
    return Page(
        sha256=sha256(content).hexdigest(),
        source=source,
        content=content,
        media_type=f"{media_type}; charset={along.charset.lower()}" if along.charset and media_type.startswith("text/") else media_type,
        url=along.url,
        published=along.published,
        language=along.language,
        came_with=along.told,
    )
