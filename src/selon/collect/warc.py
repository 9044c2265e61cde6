"""Web archives (WARC 1.0, 1.1) -> the pages in them: the responses, with address, moment and charset; all else is counted.

Read by hand: of the libraries one ends in silence where a file is cut off and crashes on a stream that cannot seek, the other gives up at the
first damaged record. Here a damaged record is named and the next one is looked for.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import datetime

from selon.collect.budget import Budget
from selon.collect.found import Along, Opened, Skipped, Source, bytes_reader
from selon.collect.http_answer import HttpAnswer, parse_answer
from selon.collect.warc_records import Broken, Record, records
from selon.errors import Damaged, Expands, PageError, TooLarge
from selon.model import Told
from selon.settings import number

_HASHES = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha512": hashlib.sha512, "md5": hashlib.md5}
_OK = 200
_MIN_DIGEST_BYTES = 16


def responses(source: Source, budget: Budget, *, compressed: bool) -> Opened:
    """The pages that an archive of a crawl holds, in its order.

    A page is a response with the status 200 whose bytes are what their digests say. A member is called `archive#address`.
    """
    for record in records(source.reader, budget, max_block_bytes=int(number("max_page_bytes")), compressed=compressed):
        if isinstance(record, Broken):
            yield Damaged(source.name, f"is damaged {record.where}: {record.what}", record.advice or "collect it again; the other records were read")
            continue
        try:
            yield from _of_record(record, source)
        except Expands:
            raise
        except PageError as error:
            yield error


def _of_record(record: Record, source: Source) -> Opened:
    url = record.header("WARC-Target-URI").strip("<> ")
    name = f"{source.name}#{url or f'byte {record.offset}'}"
    if record.kind != "response":
        yield Skipped(name, f"{record.kind or 'nameless'} record of a web archive")
    elif not url:
        raise Damaged(name, "is a response without its address")
    elif not url.startswith(("http://", "https://")):
        yield Skipped(name, "response that is no web page")
    elif record.block is None:
        raise TooLarge(name, record.length, int(number("max_page_bytes")))
    else:
        answer = parse_answer(record.block, page=name)
        _check_digests(record, answer, name)
        if answer.status != _OK:
            yield Skipped(name, f"HTTP status {answer.status}")
        elif url.partition("://")[2].partition("/")[2] == "robots.txt":
            yield Skipped(name, "robots.txt")
        else:
            body = answer.unpacked(page=name)
            yield source.inner(url, bytes_reader(body), _along(url, record, answer)) if body.strip() else Skipped(name, "empty response")


def _along(url: str, record: Record, answer: HttpAnswer) -> Along:
    moment = record.header("WARC-Date")
    told = (Told("captured", moment, "the web archive's WARC-Date"),) if _is_moment(moment) else ()
    return Along(url=url, media_type=answer.media_type, charset=answer.charset, told=told)


def _is_moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _check_digests(record: Record, answer: HttpAnswer, name: str) -> None:
    """The record's own digests, where it has any of a kind that is known.

    Raises:
        Damaged: The bytes are not those that the crawler wrote.
    """
    assert record.block is not None
    # Crawlers differ on whether the payload is taken before or after the chunks of the transfer are put together.
    for field, variants in (("WARC-Block-Digest", (record.block,)), ("WARC-Payload-Digest", tuple(answer.payloads()))):
        algorithm, _, written = record.header(field).partition(":")
        make, wanted = _HASHES.get(algorithm.strip().lower().replace("-", "")), _digests(written.strip())
        if make and wanted and all(make(content).digest() not in wanted for content in variants):
            raise Damaged(name, f"has other bytes than its {field} says: damaged or changed", "collect the page again")


def _digests(written: str) -> set[bytes]:
    """What a written digest may stand for: hex digits, base32 or base64; nothing where it is none of them."""
    found = set()
    for read in (bytes.fromhex, lambda text: base64.b32decode(text.upper() + "=" * (-len(text) % 8)), lambda text: base64.b64decode(text)):
        try:
            found.add(read(written))
        except (ValueError, binascii.Error):
            continue
    return {digest for digest in found if len(digest) >= _MIN_DIGEST_BYTES}
