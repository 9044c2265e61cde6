"""The evidence of what was fetched: every answer as it came, in WARC files beside the ledger, and a list by which a page is found again.

Each run writes one new file, so that a run that is killed damages no earlier one; a record is on the disk before anything is made of it. The
list (`.captures.jsonl`) says of each page that was got which record holds it, and what the site gave to ask for it again. It is a
convenience: without it pages are simply fetched anew. An address that was asked for twice stands in it twice, the newer one last.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType

import msgspec

from selon import __version__
from selon.collect.answer import Exchange, media_type_of, unpack
from selon.collect.encodings import split_media_type
from selon.collect.fetch import Capture, Validators
from selon.errors import PageError, Unreachable
from selon.model import Page, Told

LIST = ".captures.jsonl"  # hidden, so that `selon add FOLDER` takes it for no page
_SERVER_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class Captured(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the list: a page that was got, and where it stands. `sha256` is that of the unpacked page, `published` the day that a feed gave."""

    asked: str
    url: str
    redirects: tuple[str, ...]
    at: str
    sha256: str
    media_type: str
    etag: str | None
    last_modified: str | None
    published: str | None
    file: str
    offset: int
    record: str

    def page(self, content: bytes) -> Page:
        """The page, in the form in which every other is collected."""
        captured = Told("captured", self.at, "the time of the request")
        given = (Told("published", self.published, "the feed's entry, its date"),) if self.published else ()
        return Page(
            sha256=self.sha256,
            source=self.asked,
            content=content,
            media_type=self.media_type,
            url=self.url,
            published=self.published,
            came_with=(captured, *given),
        )


class Place(msgspec.Struct, frozen=True):
    """Where a record stands: so many bytes of a file of the folder, with their SHA-256. As text: `<file>:<offset>+<length>`."""

    file: str
    offset: int
    length: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.file}:{self.offset}+{self.length}"


class Captures:
    """A folder of captures, open for one run: `with Captures(folder) as captures: Fetcher(captures.keep)`.

    Raises:
        Unreachable: The folder cannot be made or written to.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: dict[str, Place] = {}
        self._records: dict[str, str] = {}
        self._file: io.BufferedWriter | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lines = (folder / LIST).open("ab+")
            self._known = {item.url: item for item in self._read_list()}
        except OSError as error:
            raise Unreachable(str(folder), f"cannot be written to ({error.strerror})", "give another folder with --captures") from None

    def __enter__(self) -> Captures:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._lines.close()
        if self._file is not None:
            self._file.close()

    def addresses(self) -> set[str]:
        """Every address that gave a page, as asked for and as it ended after its redirects."""
        return {address for item in self._known.values() for address in (item.asked, item.url)}

    def conditional(self, url: str) -> Validators | None:
        """What the site gave with the page, where that page can still be read here."""
        item = self._known.get(url)
        if item is None or not (item.etag or item.last_modified) or self.content(item) is None:
            return None
        return Validators(item.etag, item.last_modified)

    def keep(self, exchange: Exchange) -> None:
        """Write a request and its answer, and wait until they are on the disk."""
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        file = self._open()
        offset = file.tell()
        writer = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
        # The body stands here without its chunks, so no header may say that it has them.
        renamed = [(f"X-Archive-Orig-{name}" if name.lower() == "transfer-encoding" else name, value) for name, value in exchange.headers]
        answer = StatusAndHeaders(f"{exchange.status} {exchange.reason}".strip(), renamed, protocol=exchange.http_version)
        target = exchange.url.partition("://")[2].partition("/")[2]
        request = StatusAndHeaders(f"GET /{target} HTTP/1.1", list(exchange.request_headers), is_http_request=True)
        about = {"WARC-Date": exchange.at, "WARC-IP-Address": exchange.ip}
        known = self._known.get(exchange.url)
        kind = "response"
        if exchange.status == 304 and known is not None:
            kind = "revisit"
            about |= {"WARC-Profile": _SERVER_NOT_MODIFIED, "WARC-Refers-To": known.record, "WARC-Refers-To-Date": known.at}
        body = io.BytesIO(exchange.body)
        response = writer.create_warc_record(
            exchange.url, kind, payload=body, length=len(exchange.body), http_headers=answer, warc_headers_dict=about
        )
        dated = {"WARC-Date": exchange.at}
        asked = writer.create_warc_record(exchange.url, "request", payload=io.BytesIO(), length=0, http_headers=request, warc_headers_dict=dated)
        writer.write_request_response_pair(asked, response)
        for record in (response, asked):
            record.raw_stream.close()  # warcio leaves its copies open
        _to_disk(file)
        self._records[exchange.url] = str(response.rec_headers.get_header("WARC-Record-ID"))
        self._places[exchange.url] = _place(Path(file.name), offset, file.tell() - offset)

    def place(self, capture: Capture) -> Place:
        """Where this run wrote the answer that a capture ended with."""
        return self._places[capture.final.url]

    def take(self, capture: Capture, *, published: str | None = None) -> Captured:
        """Enter a capture whose exchanges were kept into the list; `published` is the day that a feed gave with the address.

        Raises:
            NotText: It is no page.
        """
        known = self._known.get(capture.final.url)
        if capture.content is None:
            assert known is not None, "only a page that is here is asked for conditionally"
            return known
        place = self.place(capture)
        item = Captured(
            asked=capture.asked,
            url=capture.final.url,
            redirects=tuple(exchange.url for exchange in capture.exchanges[:-1]),
            at=capture.final.at,
            sha256=sha256(capture.content).hexdigest(),
            media_type=_with_charset(capture),
            etag=capture.final.header("etag"),
            last_modified=capture.final.header("last-modified"),
            published=published or (known.published if known else None),
            file=place.file,
            offset=place.offset,
            record=self._records[capture.final.url],
        )
        self._lines.write(msgspec.json.encode(item) + b"\n")
        _to_disk(self._lines)
        self._known[item.url] = item
        return item

    def content(self, item: Captured) -> bytes | None:
        """The page's bytes out of the WARC file; None where it is gone or holds other bytes now."""
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        try:
            with (self._folder / Path(item.file).name).open("rb") as file:
                file.seek(item.offset)
                record = next(iter(ArchiveIterator(file)))
                headers = tuple((str(name), str(value)) for name, value in record.http_headers.headers) if record.http_headers else ()
                stored = _stored(item, headers, record.raw_stream.read())
                content = unpack(stored, limit=max(len(stored.body) * 1100, 1))  # no packing is tighter than that
        except (OSError, StopIteration, ArchiveLoadFailed, PageError, ValueError):
            return None
        return content if sha256(content).hexdigest() == item.sha256 else None

    def _open(self) -> io.BufferedWriter:
        """This run's file, begun with a record that says who wrote it."""
        if self._file is None:
            from warcio.warcwriter import WARCWriter

            name = f"selon-{datetime.now(UTC).strftime('%Y%m%dT%H%M%SZ')}-{os.getpid()}.warc.gz"
            self._file = (self._folder / name).open("ab")
            writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
            facts = {"software": f"selon/{__version__}", "format": "WARC File Format 1.1", "robots": "obey"}
            about = writer.create_warcinfo_record(name, facts)
            writer.write_record(about)
            about.raw_stream.close()
        return self._file

    def _read_list(self) -> Iterator[Captured]:
        """The list's whole lines; one that a killed run left half is passed over, and ended."""
        self._lines.seek(0)
        lines = self._lines.read().split(b"\n")
        if lines[-1]:
            self._lines.write(b"\n")
        for line in lines:
            try:
                yield msgspec.json.decode(line, type=Captured)
            except msgspec.DecodeError:
                continue


def _with_charset(capture: Capture) -> str:
    """What the page is, and the charset that the site names, which goes before what the page says."""
    declared = capture.final.header("content-type") or ""
    kind = media_type_of(declared, capture.content or b"", page=capture.asked)
    charset = split_media_type(declared)[1]
    return f"{kind}; charset={charset.lower()}" if charset and kind.startswith("text/") else kind


def changed_places(folder: Path, places: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The places, of those given as text with the SHA-256 that they had, that are gone from the folder or hold other bytes now."""
    for place, digest in places:
        file, _, extent = place.rpartition(":")
        offset, _, length = extent.partition("+")
        try:
            if _place(folder / Path(file).name, int(offset), int(length)).sha256 == digest:
                continue
        except (OSError, ValueError):
            pass
        yield place


def _place(path: Path, offset: int, length: int) -> Place:
    with path.open("rb") as file:
        file.seek(offset)
        return Place(path.name, offset, length, sha256(file.read(length)).hexdigest())


def _stored(item: Captured, headers: tuple[tuple[str, str], ...], body: bytes) -> Exchange:
    return Exchange(url=item.url, at=item.at, ip="", request_headers=(), http_version="", status=200, reason="", headers=headers, body=body)


def _to_disk(file: io.BufferedIOBase) -> None:
    file.flush()
    os.fsync(file.fileno())
