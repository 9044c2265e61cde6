"""An HTTP answer as a web archive holds it: status, what it says it is, and its body without the packing of the transfer."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import msgspec

from selon.collect.encodings import split_media_type
from selon.errors import Damaged, NotText, TooLarge
from selon.settings import number

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_MAX_HEADER_BYTES = 64_000
_CHUNK = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")
_GZIP_FORM, _ZLIB_FORM, _DEFLATE_FORM = 31, 15, -15
_FORMS = {"gzip": (_GZIP_FORM,), "x-gzip": (_GZIP_FORM,), "deflate": (_ZLIB_FORM, _DEFLATE_FORM)}


class HttpAnswer(msgspec.Struct, frozen=True):
    """`headers` by name in small letters, the first of each; `body` as it stands in the archive."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str | None:
        """What the server says it is, without the charset."""
        return split_media_type(self.headers.get("content-type", ""))[0] or None

    @property
    def charset(self) -> str | None:
        """The charset that the server names."""
        return split_media_type(self.headers.get("content-type", ""))[1]

    def payloads(self) -> Iterator[bytes]:
        """The body as it stands, and without its chunks where it has some."""
        yield self.body
        joined = _without_chunks(self.body) if self._is_chunked else None
        if joined is not None:
            yield joined

    def unpacked(self, *, page: str) -> bytes:
        """The page's bytes.

        Raises:
            NotText: It is packed in a way that Selon does not know.
            Damaged: It cannot be unpacked.
            TooLarge: It unpacks to more than `max_page_bytes`.
        """
        body = (_without_chunks(self.body) if self._is_chunked else None) or self.body
        packings = [word.strip().lower() for word in self.headers.get("content-encoding", "").split(",")]
        for packing in reversed([word for word in packings if word not in {"", "identity"}]):
            # Some crawlers keep the header and unpack the body.
            if packing in {"gzip", "x-gzip"} and not body.startswith(b"\x1f\x8b"):
                continue
            if packing not in _FORMS:
                raise NotText(page, f"is packed as {packing!r}, which Selon does not unpack", "collect it with a crawler that keeps gzip")
            body = _inflated(body, _FORMS[packing], page)
        return body

    @property
    def _is_chunked(self) -> bool:
        return "chunked" in self.headers.get("transfer-encoding", "").lower()


def parse_answer(block: bytes, *, page: str) -> HttpAnswer:
    """The answer in a record's block.

    Raises:
        Damaged: It is none.
    """
    status = _STATUS.match(block)
    end = _HEADERS_END.search(block, 0, _MAX_HEADER_BYTES)
    if status is None:
        raise Damaged(page, "is a response that does not begin as one")
    head = block[: end.start()] if end else block[:_MAX_HEADER_BYTES]
    headers: dict[str, str] = {}
    for line in head.splitlines()[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            headers.setdefault(name.decode("latin-1").strip().lower(), value.decode("latin-1").strip())
    return HttpAnswer(int(status.group(1)), headers, block[end.end() :] if end else b"")


def _without_chunks(body: bytes) -> bytes | None:
    """The chunks put together; None where the body has none: some crawlers keep the header and join them."""
    joined, at = bytearray(), 0
    while (size := _CHUNK.match(body, at)) is not None:
        count = int(size.group(1), 16)
        if count == 0:
            return bytes(joined)
        joined += body[size.end() : size.end() + count]
        at = size.end() + count
    return bytes(joined) if at >= len(body) and joined else None


def _inflated(body: bytes, forms: tuple[int, ...], page: str) -> bytes:
    limit = int(number("max_page_bytes"))
    for form in forms:
        unpacker = zlib.decompressobj(form)
        try:
            content = unpacker.decompress(body, limit + 1)
        except zlib.error:
            continue
        if len(content) > limit:
            raise TooLarge(page, len(content), limit)
        if not unpacker.eof:
            raise Damaged(page, "breaks off in the midst of the page")
        return content
    raise Damaged(page, "cannot be unpacked, though it says how it is packed")
