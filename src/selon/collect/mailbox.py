"""Mailboxes (mbox) -> the mails in them, in their order. Read line by line: the standard library needs a path, and holds whole mails of any size."""

from __future__ import annotations

import re

from selon.collect.found import Along, Opened, Source, bytes_reader
from selon.errors import TooLarge
from selon.settings import number

MAIL_TYPE = "message/rfc822"
_ESCAPED = re.compile(rb">+From ")


def letters(source: Source) -> Opened:
    """Each mail, called `mailbox#number`; one of more than `max_page_bytes` is named and passed over.

    A line `From …` behind an empty one begins a mail; such a line of a mail itself stands with a `>` before it, which is taken off.
    """
    limit = int(number("max_page_bytes"))
    lines, size, count, behind_empty = list[bytes](), 0, 0, True
    while line := source.reader.readline(limit):
        if line.startswith(b"From ") and behind_empty:
            if count:
                yield _letter(source, count, lines, size, limit)
            lines, size, count = [], 0, count + 1
        else:
            size += len(line)
            if size <= limit:
                lines.append(line[1:] if _ESCAPED.match(line) else line)
        behind_empty = not line.strip()
    if count:
        yield _letter(source, count, lines, size, limit)


def _letter(source: Source, count: int, lines: list[bytes], size: int, limit: int) -> Source | TooLarge:
    if size > limit:
        return TooLarge(f"{source.name}#{count}", size, limit)
    return source.inner(str(count), bytes_reader(b"".join(lines)), Along(media_type=MAIL_TYPE))
