"""What a file is: its first bytes decide, its name only where bytes cannot tell (plain text, tables)."""

from __future__ import annotations

import codecs
import os
import re
import zlib
from enum import Enum

import msgspec

HEAD_BYTES = 8192


class Kind(Enum):
    """The kinds that hold pages; the value is how messages call them."""

    TEXT = "plain text"
    HTML = "HTML"
    PDF = "PDF"
    EPUB = "EPUB"
    ZIP = "ZIP archive"
    GZIP = "gzip file"
    BZIP2 = "bzip2 file"
    XZ = "xz file"
    TAR = "tar archive"
    WARC = "web archive"
    WARC_GZ = "compressed web archive"
    MAIL = "e-mail"
    MBOX = "mailbox (mbox)"
    MHTML = "saved page (MHTML)"
    FEED = "feed"
    TABLE = "table"
    PARQUET = "Parquet table"
    JSON_LINES = "JSON Lines"
    JSON = "JSON"


class Sniffed(msgspec.Struct, frozen=True):
    """`kind` is None for what holds no pages: `called` then says what it is. `sure` tells that bytes or a name of this kind decided."""

    kind: Kind | None
    called: str
    sure: bool = True


# fmt: off
_NAMED = {
    ".txt": Kind.TEXT, ".text": Kind.TEXT, ".md": Kind.TEXT,
    ".html": Kind.HTML, ".htm": Kind.HTML, ".xhtml": Kind.HTML, ".shtml": Kind.HTML,
    ".jsonl": Kind.JSON_LINES, ".ndjson": Kind.JSON_LINES, ".json": Kind.JSON,
    ".csv": Kind.TABLE, ".tsv": Kind.TABLE, ".parquet": Kind.PARQUET,
    ".eml": Kind.MAIL, ".mbox": Kind.MBOX, ".mht": Kind.MHTML, ".mhtml": Kind.MHTML,
    ".rss": Kind.FEED, ".atom": Kind.FEED,
    ".pdf": Kind.PDF, ".epub": Kind.EPUB, ".zip": Kind.ZIP, ".wacz": Kind.ZIP, ".tar": Kind.TAR,
    ".gz": Kind.GZIP, ".tgz": Kind.GZIP, ".bz2": Kind.BZIP2, ".xz": Kind.XZ, ".warc": Kind.WARC,
}
_PAGES = {
    b"PAR1": Kind.PARQUET, b"%PDF-": Kind.PDF, b"BZh": Kind.BZIP2, b"\xfd7zXZ\0": Kind.XZ, b"WARC/": Kind.WARC, b"PK\x05\x06": Kind.ZIP,
}
_OTHERS = (
    (b"\x89PNG", "PNG picture"), (b"\xff\xd8\xff", "JPEG picture"), (b"GIF8", "GIF picture"), (b"BM\x00", "BMP picture"),
    (b"\x00\x00\x01\x00", "icon"), (b"II*\0", "TIFF picture"), (b"MM\0*", "TIFF picture"), (b"SQLite format 3\0", "SQLite database"),
    (b"\x7fELF", "program"), (b"MZ\x90", "program"), (b"RIFF", "picture, sound or video"), (b"OggS", "sound or video"),
    (b"ID3", "sound"), (b"fLaC", "sound"), (b"\x1aE\xdf\xa3", "video"), (b"wOFF", "font"), (b"wOF2", "font"), (b"\0\x01\0\0", "font"),
    (b"\xd0\xcf\x11\xe0", "old office document"), (b"7z\xbc\xaf\x27\x1c", "7z archive"), (b"Rar!", "RAR archive"),
    (b"\x28\xb5\x2f\xfd", "zstd file"), (b"{\\rtf", "RTF document"), (b"%!PS", "PostScript"),
)
# fmt: on
_TAR_MARK = slice(257, 262)
_BEFORE_ROOT = rb"\s*(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,500}>\s*|<!doctype[^>]{0,300}>\s*){0,8}"
_LOOKS_HTML = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*){0,5}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_LOOKS_FEED = re.compile(_BEFORE_ROOT + rb"<(?:rss|(?:\w{1,20}:)?RDF|(?:atom:)?feed)[\s>]", re.I | re.S)
# The line that parts the mails of a mailbox: `From lettre@gazette.example Tue Mar  9 18:20:00 2021`.
_MAILBOX = re.compile(rb"From \S{1,300} {1,3}\w{3} \w{3} [ \d]\d \d\d:\d\d[^\n]{0,60}\n")
_LOOKS_XML = re.compile(rb"\s*<\?xml\s")
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]", re.M)
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_MAIL_HEADERS = {b"mime-version", b"message-id", b"received", b"return-path", b"delivered-to", b"x-mailer"}
_LETTER_HEADERS = {b"from", b"subject", b"date", b"to", b"content-type"}
_MHTML_HEADERS = {b"snapshot-content-location"}


def sniff(head: bytes, name: str) -> Sniffed:
    """The kind of a file.

    Args:
        head: Its first bytes: `HEAD_BYTES`, or all there are.
        name: Its name, of which only the ending counts.
    """
    suffix = os.path.splitext(name)[1].lower()
    by_bytes = _binary(head, suffix) or _marked_up(_as_ascii(head), suffix)
    if by_bytes:
        return by_bytes
    named = _NAMED.get(suffix)
    if named in {Kind.TEXT, Kind.HTML, Kind.JSON_LINES, Kind.TABLE, Kind.FEED, Kind.MAIL, Kind.MHTML, Kind.MBOX}:
        return Sniffed(named, named.value)
    if named is Kind.JSON:  # a list or an object with one may be articles, `package.json` is none: the reader tells
        return Sniffed(named, named.value) if head.lstrip()[:1] in {b"[", b"{"} else Sniffed(None, "file named .json that is no JSON")
    if named is not None and head.strip():
        return Sniffed(None, f"file named {suffix} that is no {named.value}")
    return Sniffed(Kind.TEXT, f"file type {suffix or '(none)'}", sure=False)


def _binary(head: bytes, suffix: str) -> Sniffed | None:
    for magic, kind in _PAGES.items():
        if head.startswith(magic) or (kind is Kind.PDF and magic in head[:1024] and suffix == ".pdf"):
            return Sniffed(kind, kind.value)
    if head.startswith(b"PK\x03\x04"):
        return _zipped(head, suffix)
    if head.startswith(b"\x1f\x8b"):
        kind = Kind.WARC_GZ if _gunzipped(head).startswith(b"WARC/") else Kind.GZIP
        return Sniffed(kind, kind.value)
    if head[_TAR_MARK] == b"ustar":
        return Sniffed(Kind.TAR, Kind.TAR.value)
    for magic, called in _OTHERS:
        if head.startswith(magic):
            return Sniffed(None, called)
    return Sniffed(None, "video") if head[4:8] == b"ftyp" else None


def _zipped(head: bytes, suffix: str) -> Sniffed:
    # A book that was unpacked and packed again has its first member compressed, or another one first: then the name tells.
    if head[30:58] == b"mimetypeapplication/epub+zip" or suffix == ".epub":
        return Sniffed(Kind.EPUB, Kind.EPUB.value)
    if head[30:38] == b"mimetype":
        return Sniffed(None, "office document")
    # The first member of an office document of the other family.
    if head[30:49] == b"[Content_Types].xml":
        return Sniffed(None, "office document")
    return Sniffed(Kind.ZIP, Kind.ZIP.value)


def _marked_up(head: bytes, suffix: str) -> Sniffed | None:
    if _LOOKS_HTML.match(head):
        return Sniffed(Kind.HTML, Kind.HTML.value)
    if _LOOKS_FEED.match(head):
        return Sniffed(Kind.FEED, Kind.FEED.value)
    if _MAILBOX.match(head):
        return Sniffed(Kind.MBOX, Kind.MBOX.value)
    kind = _mail_kind(head, suffix)
    if kind:
        return Sniffed(kind, kind.value)
    if suffix not in {".json", ".csv", ".tsv"} and _is_json_lines(head):
        return Sniffed(Kind.JSON_LINES, Kind.JSON_LINES.value)
    if _LOOKS_XML.match(head) and suffix not in _NAMED:
        return Sniffed(None, "XML that is no feed")
    return None


def _mail_kind(head: bytes, suffix: str) -> Kind | None:
    """A mail begins with its headers; a text that begins with a line `Date: …` has none of those that only mail programs write."""
    headers = _HEADERS_END.split(head.lstrip(), 1)[0]
    if not _HEADER.match(headers):
        return None
    names = {found.lower() for found in _HEADER.findall(headers)}
    if names & _MHTML_HEADERS or (suffix in {".mht", ".mhtml"} and b"content-type" in names):
        return Kind.MHTML
    return Kind.MAIL if names & _MAIL_HEADERS and names & _LETTER_HEADERS else None


def _is_json_lines(head: bytes) -> bool:
    first, _, rest = head.lstrip().partition(b"\n")
    if not first.startswith(b"{") or (rest.strip() and not rest.lstrip().startswith(b"{")):
        return False
    try:
        return isinstance(msgspec.json.decode(first), dict)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return False


def _as_ascii(head: bytes) -> bytes:
    """The head with its letters as single bytes, without its byte order mark."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore").encode()
    return head


def _gunzipped(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 100)
    except zlib.error:
        return b""
