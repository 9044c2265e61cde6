"""What a site answers, read within limits: how many bytes it may send, and how many it may unpack to."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

import msgspec

from selon.errors import NotFetched, NotText

HTML, TEXT, PDF, FEED = "text/html", "text/plain", "application/pdf", "application/xml"
_KNOWN = {
    "text/html": HTML, "application/xhtml+xml": HTML, "text/plain": TEXT, "application/pdf": PDF, "application/x-pdf": PDF,
    "application/rss+xml": FEED, "application/atom+xml": FEED, "application/xml": FEED, "text/xml": FEED, "application/rdf+xml": FEED,
}  # fmt: skip
# Servers that do not know say so in these ways.
_SAYS_NOTHING = frozenset(("", "application/octet-stream", "binary/octet-stream", "unknown/unknown", "application/unknown"))
_MAGIC = (
    (b"%PDF-", PDF), (b"\x89PNG\r\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"), (b"RIFF", "image/webp"),
    (b"PK\x03\x04", "application/zip"), (b"\x1f\x8b", "application/gzip"), (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90", "application/x-executable"), (b"SQLite format 3\0", "application/vnd.sqlite3"), (b"ID3", "audio/mpeg"),
    (b"\0\0\0\x18ftyp", "video/mp4"), (b"\0\0\0\x20ftyp", "video/mp4"),
)  # fmt: skip
_SNIFFED_BYTES = 5_000
_PROLOGUE = rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,300}>\s*){0,5}"
_LOOKS_HTML = re.compile(_PROLOGUE + rb"<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_LOOKS_FEED = re.compile(_PROLOGUE + rb"<(?:rss|feed|rdf:rdf)\b", re.I | re.S)
_MAX_CONTROL_SHARE = 0.02
_CONTROL = bytes({*range(9), *range(14, 27), 28, 29, 30, 31})


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """One request and its answer, as they went over the wire.

    `at` is UTC, to the second (`2023-01-03T08:00:00Z`); `ip` whom it was asked of; header names and values are as sent; `body` is what came,
    still packed where `Content-Encoding` says so, without the chunks of the transfer.
    """

    url: str
    at: str
    ip: str
    request_headers: tuple[tuple[str, str], ...]
    http_version: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of that name, in small letters."""
        return next((value for key, value in self.headers if key.lower() == name), None)


def read_body(pieces: Iterable[bytes], *, page: str, limit: int, announced: str | None) -> bytes:
    """All that a site sends, unless it is too much.

    Raises:
        NotFetched: More bytes than `limit` are announced or come.
    """
    if announced is not None and announced.isascii() and announced.isdigit() and int(announced[:18]) > limit:
        raise _too_long(page, limit)
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > limit:
            raise _too_long(page, limit)
    return bytes(body)


def unpack(exchange: Exchange, *, limit: int) -> bytes:
    """The content of an answer, without the packing of the transfer.

    Raises:
        NotFetched: It unpacks to more bytes than `limit`, is broken, or is packed in a way that was not asked for.
    """
    packing = (exchange.header("content-encoding") or "identity").strip().lower()
    if packing in ("", "identity") or not exchange.body:
        return exchange.body
    # 16 is zlib's word for a gzip header; servers call both forms of deflate by one name.
    forms = {"gzip": (zlib.MAX_WBITS | 16,), "x-gzip": (zlib.MAX_WBITS | 16,), "deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS)}.get(packing)
    if forms is None:
        raise NotFetched(exchange.url, f"is packed as {packing!r}, which was not asked for")
    for form in forms:
        try:
            return _inflate(exchange, form, limit)
        except zlib.error:
            continue
    raise NotFetched(exchange.url, f"calls itself packed as {packing} and cannot be unpacked")


def _inflate(exchange: Exchange, form: int, limit: int) -> bytes:
    content, rest = bytearray(), exchange.body
    while rest:
        unpacker = zlib.decompressobj(form)
        content += unpacker.decompress(rest, limit + 1 - len(content))
        if len(content) > limit:
            raise _too_long(exchange.url, limit)
        if not unpacker.eof:
            raise NotFetched(exchange.url, "broke off in the midst of the page")
        # Some servers send several parts one after the other, others fill up with zeros.
        rest = unpacker.unused_data.lstrip(b"\0")
    return bytes(content)


def _too_long(page: str, limit: int) -> NotFetched:
    return NotFetched(page, f"gives more than {limit:,} bytes", "raise fetch_max_bytes if it is worth it")


def media_type_of(declared: str | None, content: bytes, *, page: str) -> str:
    """What the content is: `text/html`, `text/plain`, `application/pdf` or, for feeds, `application/xml`. The content wins over what it is called.

    Raises:
        NotText: It is nothing that Selon reads, or is called a picture, a sound, a program.
    """
    if not content.strip():
        raise NotText(page, "is empty", "open it in a browser: perhaps its text is made by a script; then save it from there and add the file")
    called = (declared or "").partition(";")[0].strip().lower()
    told = _told_by(content)
    if told is None and called in _KNOWN and _KNOWN[called] != PDF:
        told = HTML if _KNOWN[called] == FEED else _KNOWN[called]
    if told is None and called in _SAYS_NOTHING and not _is_binary(content):
        told = TEXT
    if told is None or told not in _KNOWN.values() or called.startswith(("image/", "audio/", "video/", "font/")):
        other = f" and is {told}" if told and told != called else ""
        raise NotText(page, f"calls itself {called or 'nothing'}{other}", "give the address of a page")
    if told in (HTML, TEXT) and _is_binary(content):
        raise NotText(page, f"calls itself {called or 'nothing'} and holds bytes that are no text", "give the address of a page")
    return told


def _told_by(content: bytes) -> str | None:
    """What the first bytes say, None where they are just text."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    head = content[:_SNIFFED_BYTES]
    if _LOOKS_FEED.match(head):
        return FEED
    return HTML if _LOOKS_HTML.match(head) else None


def _is_binary(content: bytes) -> bool:
    head = content[:_SNIFFED_BYTES]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16
        return False
    controls = len(head) - len(head.translate(None, _CONTROL))
    return controls > _MAX_CONTROL_SHARE * len(head)
