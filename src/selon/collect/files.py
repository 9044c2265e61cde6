"""Files and folders -> pages, in a fixed order; what can't be read is reported beside them and stops nothing.

Only regular files are opened, and only those that look like pages; a folder is walked in the order of its names. Links to files are
followed, links to folders within a folder are not: they lead in circles.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from selon.collect.jsonl import jsonl_pages
from selon.errors import NotText, PageError, TooLarge, Unreachable
from selon.model import Page
from selon.settings import number

_TEXT, _HTML, _JSONL = "text/plain", "text/html", "application/jsonl"
_TYPES = {
    ".txt": _TEXT, ".text": _TEXT,
    ".html": _HTML, ".htm": _HTML, ".xhtml": _HTML, ".shtml": _HTML,
    ".jsonl": _JSONL, ".ndjson": _JSONL,
}  # fmt: skip
_SNIFFED_BYTES = 5000
_BINARY = (
    (b"%PDF-", "PDF"), (b"\x89PNG", "PNG picture"), (b"\xff\xd8\xff", "JPEG picture"), (b"GIF8", "GIF picture"),
    (b"PK\x03\x04", "ZIP archive or office document"), (b"\x1f\x8b", "gzip archive"), (b"SQLite format 3\0", "SQLite database"),
    (b"\x7fELF", "program"), (b"RIFF", "picture, sound or video"),
)  # fmt: skip
_LOOKS_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*){0,5}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def collect_paths(paths: Iterable[str | os.PathLike[str]], *, skipped: Counter[str] | None = None) -> Iterator[Page | PageError]:
    """The pages at the paths, in the order of the paths, within a folder in the order of the names.

    Args:
        paths: Files and folders. A file that is named is read whatever its name ends in; in a folder only text, HTML and JSON Lines are.
        skipped: Counts, by reason, what a folder holds and was passed over on purpose.

    Yields:
        A Page for each page (for each line of a JSON Lines file), or a PageError for each path or line that can't be read.
    """
    passed_over = Counter[str]() if skipped is None else skipped
    for path in paths:
        yield from _collect(os.fspath(path), passed_over)


def read_page(path: str) -> Page:
    """One file as a page; text or HTML by its name, else by its first bytes.

    Raises:
        Unreachable: The operating system refuses it, or it is no regular file.
        TooLarge: It has more bytes than the setting `max_page_bytes`.
        NotText: It is empty or binary.
    """
    content = _content(path)
    name = _shown(path)
    if not content.strip():
        raise NotText(name, "is empty", "collect the page again")
    for magic, kind in _BINARY:
        if content.startswith(magic):
            raise NotText(name, f"is a {kind}")
    media_type = _TYPES.get(_suffix(path)) or _TEXT
    if media_type == _TEXT and _LOOKS_HTML.match(content[:_SNIFFED_BYTES]):
        media_type = _HTML
    return Page(sha256=hashlib.sha256(content).hexdigest(), source=name, content=content, media_type=media_type)


def _collect(path: str, skipped: Counter[str]) -> Iterator[Page | PageError]:
    try:
        if stat.S_ISDIR(_stat(path).st_mode):
            yield from _collect_folder(path, skipped)
        elif _TYPES.get(_suffix(path)) == _JSONL:
            _only_regular(path, _stat(path))
            yield from jsonl_pages(Path(path), _shown(path))
        else:
            yield read_page(path)
    except PageError as error:
        yield error


def _collect_folder(path: str, skipped: Counter[str]) -> Iterator[Page | PageError]:
    try:
        with os.scandir(path) as entries:
            found = sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        raise _refused(path, error) from None
    for entry in found:
        reason = _reason_to_skip(entry)
        if reason is None:
            yield from _collect(entry.path, skipped)
        else:
            skipped[reason] += 1


def _reason_to_skip(entry: os.DirEntry[str]) -> str | None:
    if entry.name.startswith("."):
        return "hidden"
    if os.path.isdir(entry.path):  # unlike the entry's own method, no error on a link that leads to itself
        return "link to a folder" if entry.is_symlink() else None
    suffix = _suffix(entry.name)
    return None if suffix in _TYPES else f"file type {suffix or '(none)'}"


def _content(path: str) -> bytes:
    limit = int(number("max_page_bytes"))
    _only_regular(path, _stat(path))
    try:
        # Not to wait for ever where the file has become a pipe since it was looked at.
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
            opened = os.fstat(file.fileno())
            _only_regular(path, opened)
            content = file.read(limit + 1)
    except OSError as error:
        raise _refused(path, error) from None
    if len(content) > limit:
        raise TooLarge(_shown(path), max(opened.st_size, len(content)), limit)
    return content


def _stat(path: str) -> os.stat_result:
    try:
        return os.stat(path)
    except (OSError, ValueError) as error:
        if os.path.islink(path):
            raise Unreachable(_shown(path), "is a link to nothing", "remove the link, or put its target back") from None
        raise _refused(path, error) from None


def _only_regular(path: str, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Unreachable(_shown(path), "is no regular file but a pipe, a socket or a device", "copy what it gives into a file")


def _refused(path: str, error: OSError | ValueError) -> Unreachable:
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Unreachable(_shown(path), f"cannot be opened ({told})")


def _shown(path: str) -> str:
    """The path as text that can be printed, also where its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()
