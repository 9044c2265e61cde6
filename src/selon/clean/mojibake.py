"""Text that was decoded wrongly before it was collected: `Ã©` for `é`, `РїСЂРё` for `при`, `�` for a lost letter. Found and told, never repaired."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selon.model import Told

_CONTINUATION = bytes(range(0x80, 0xC0))
_MIN_RUNS = 2
_MIN_LOST = 3


def _signs(encoding: str) -> str:
    """What the later bytes of a letter in UTF-8 look like in another encoding, for a character class."""
    signs = set(_CONTINUATION.decode(encoding, "ignore"))
    if encoding == "cp1252":  # what it does not define is passed through
        signs |= {chr(byte) for byte in _CONTINUATION}
    return re.escape("".join(sorted(signs)))


# Each with the encoding that UTF-8 was taken for, and what its runs begin with. First bytes only of letters and signs that such pages have,
# so that no language's own words are met: Latin letters with accents, typographic signs, Cyrillic.
_RUNS = (
    ("cp1252", "ÃÂÅÄâï", re.compile(rf"(?:[ÃÂÅÄ][{_signs('cp1252')}]|â[€‚„][{_signs('cp1252')}]|ï»¿)+")),
    ("mac_roman", "√‚", re.compile(rf"(?:√[{_signs('mac_roman')}]|‚Ä[{_signs('mac_roman')}])+")),
    ("cp1251", "РСвГ", re.compile(rf"(?:[РС][{_signs('cp1251')}]){{3,}}|вЂ[{_signs('cp1251')}]|(?:Г[{_signs('cp1251')}]){{2,}}")),
)


def find_mojibake(text: str) -> Iterator[Told]:
    """What says that a text was decoded wrongly once, at most one entry for each way; nothing for a sound text."""
    for encoding, first, pattern in _RUNS:
        if not any(char in text for char in first):
            continue
        found = [run.group() for run in pattern.finditer(text) if _meant(run.group(), encoding)]
        if len(found) >= _MIN_RUNS:
            yield Told("mojibake", str(len(found)), f"{found[0][:20]!r} stands for {_meant(found[0], encoding)!r}: UTF-8 that was read as {encoding}")
    lost = text.count("\ufffd")
    if lost >= _MIN_LOST:
        yield Told("mojibake", str(lost), "'\ufffd' stands for letters that are lost")


def _meant(run: str, encoding: str) -> str | None:
    """What the run says in UTF-8; None where it is none."""
    packed = bytearray()
    for char in run:
        try:
            packed += char.encode(encoding)
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return None
            packed.append(ord(char))
    told = packed.decode("utf-8", "ignore")
    return told[:20] or None
