"""What the program that saved a page wrote into it: the address that it was saved from, and when.

Known are browsers (`saved from url=`), SingleFile, Save Page WE and HTTrack, each by the comment or `<meta>` that it leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

import msgspec

_MAX_CHARS = 2000
_BROWSER = re.compile(r"\s*saved from url=\(\d{4}\)(\S+)\s*")
_SINGLE_FILE = re.compile(r"\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n]+)")
_HTTRACK = re.compile(r"\s*Mirrored from (\S+) by HTTrack[^\n]*\], ([^\n]+?)\s*")
_SCRIPT_DATE = re.compile(r"\w{3} (\w{3} \d{2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})")


class Saved(msgspec.Struct, frozen=True):
    """An address, a moment (RFC 3339), or both, and who says so."""

    because: str
    url: str | None = None
    captured: str | None = None


def saved_from(comments: Iterator[str], meta: Mapping[str, str]) -> Iterator[Saved]:
    """What the marks say, in their order; a mark that is broken says nothing of what is broken in it."""
    if "savepage-url" in meta:
        yield Saved("meta savepage-url", meta["savepage-url"], _moment(meta.get("savepage-date", "")))
    for comment in comments:
        if len(comment) > _MAX_CHARS:
            continue
        if found := _BROWSER.fullmatch(comment):
            yield Saved("the comment of the browser that saved it", found.group(1))
        elif found := _SINGLE_FILE.match(comment):
            yield Saved("SingleFile's comment", found.group(1), _moment(found.group(2)))
        elif found := _HTTRACK.fullmatch(comment):
            yield Saved("HTTrack's comment", f"http://{found.group(1)}", _moment(found.group(2)))


def _moment(written: str) -> str | None:
    """`Fri Mar 03 2023 10:00:00 GMT+0100 (…)` as scripts write it, or the date of a mail."""
    by_script = _SCRIPT_DATE.match(written.strip())
    try:
        if by_script:
            return datetime.strptime(" ".join(by_script.groups()), "%b %d %Y %H:%M:%S %z").isoformat()
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError):
        return None
    return moment.isoformat() if moment.tzinfo else None
