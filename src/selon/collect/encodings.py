"""From the bytes of a page to its text, losslessly: which encoding, and how one knows.

The ladder: byte order mark; the charset that the page declares; strict UTF-8; UTF-8 with a few damaged bytes; then a guess among the few
encodings that news pages were ever saved in. Nothing is normalised: not line breaks, not accents, not quotation marks.
"""

from __future__ import annotations

import codecs
import re

import msgspec

from selon.errors import NotText

# The mark of UTF-32 begins as that of UTF-16 does, so it comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The guesser is right on short lines only among plausible encodings; the order decides between equals.
_PLAUSIBLE = ("cp1252", "cp1251", "koi8_r", "koi8_u", "mac_roman")
# Names that pages use for a smaller set than the one that they are written in (the WHATWG's encoding labels).
_MEANT = {"iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "iso8859-15": "iso8859-15"}
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
_DECLARED_WITHIN_BYTES = 4096
_MAX_DAMAGE = 0.02
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL = 0.01
_GUESS_BYTES = 200_000
# No word is written in two alphabets, few have a capital within: the surest signs of a wrong guess in a short text.
_ODD_WORD = re.compile(r"[A-Za-zÀ-ÿ][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-zÀ-ÿ]|[a-zß-ÿ][A-ZÀ-Þ]|[а-яё][А-ЯЁ]")


class Decoded(msgspec.Struct, frozen=True):
    """A page's characters and how they were read.

    `encoding` is Python's name; `mark` the number of bytes of the byte order mark, which is no part of the text; `because` says how one
    knows. Where `damaged` is not zero, so many bytes of UTF-8 were broken and each stands as U+FFFD.
    """

    text: str
    encoding: str
    because: str
    mark: int = 0
    damaged: int = 0

    def byte_offset(self, content: bytes, at: int) -> int:
        """Where the code point number `at` of the text begins in the page's bytes."""
        kept = content[self.mark :].decode(self.encoding, "surrogateescape" if self.damaged else "strict")
        return self.mark + len(kept[:at].encode(self.encoding, "surrogateescape" if self.damaged else "strict"))


def decode(content: bytes, *, page: str, declared: str | None = None) -> Decoded:
    """The text of `content`.

    Args:
        content: The page's bytes.
        page: Its name, for the error.
        declared: A charset that came along (a header, `<meta charset>`), under any of its names.

    Raises:
        NotText: No encoding gives a text: a binary file.
    """
    decoded = _marked(content, page) or _declared(content, declared) or _utf8(content) or _wide(content) or _guessed(content)
    if decoded is None:
        raise NotText(page, "is in no character encoding that Selon knows", "save the page in UTF-8")
    controls = len(_CONTROL.findall(decoded.text))
    if "\0" in decoded.text or controls > _MAX_CONTROL * len(decoded.text):
        raise NotText(page, "holds bytes that are no text: a binary file")
    return decoded


def declared_charset(content: bytes) -> str | None:
    """The charset that an HTML page names in its first bytes, as it is written there."""
    found = _CHARSET.search(content[:_DECLARED_WITHIN_BYTES])
    return (found.group(1) or found.group(2)).decode("ascii") if found else None


def split_media_type(media_type: str) -> tuple[str, str | None]:
    """`text/html; charset=ISO-8859-1` -> (`text/html`, `ISO-8859-1`): the kind in small letters, and the charset where one is named."""
    kind, _, parameters = media_type.partition(";")
    found = re.search(r"(?:^|;)\s*charset\s*=\s*[\"']?([\w.:-]{2,40})", parameters, re.I)
    return kind.strip().lower(), found.group(1) if found else None


def _marked(content: bytes, page: str) -> Decoded | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = _strictly(content[len(mark) :], encoding)
            if text is None:
                raise NotText(page, f"begins with the mark of {encoding} and is none", "save the page in UTF-8")
            return Decoded(text, encoding, "byte order mark", len(mark))
    return None


def _declared(content: bytes, declared: str | None) -> Decoded | None:
    if declared is None:
        return None
    try:
        known = codecs.lookup(declared).name
    except LookupError:
        return None
    encoding = _MEANT.get(known, known)
    # A charset of single bytes fits any bytes: where strict UTF-8 fits too, the page names the wrong one.
    if encoding != "utf-8" and not content.isascii() and _strictly(content, "utf-8") is not None:
        return None
    # A page whose declaration can be read byte by byte is not in an encoding of wide characters.
    text = None if encoding.startswith(("utf-16", "utf-32", "utf-7")) else _strictly(content, encoding)
    return Decoded(text, encoding, f"declared as {declared}") if text is not None else None


def _utf8(content: bytes) -> Decoded | None:
    text = _strictly(content, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8", "valid UTF-8")
    escaped = content.decode("utf-8", "surrogateescape")
    damaged = sum("\udc80" <= char <= "\udcff" for char in escaped)
    letters = sum(char > "\x7f" for char in escaped) - damaged
    # A cut or a slip within UTF-8 must not turn every other accent into two wrong characters.
    if letters > 3 and damaged <= max(1, _MAX_DAMAGE * letters):
        text = "".join("\ufffd" if "\udc80" <= char <= "\udcff" else char for char in escaped)
        return Decoded(text, "utf-8", f"UTF-8 with {damaged} broken bytes", damaged=damaged)
    return None


def _wide(content: bytes) -> Decoded | None:
    """UTF-16 without its mark: in a text of Latin letters every second byte is zero."""
    head = content[:4096]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(content) % 2 == 0 and len(zeros) > 3 and zeros.count(0) > 0.6 * len(zeros):
            text = _strictly(content, encoding)
            if text is not None:
                return Decoded(text, encoding, "every second byte is zero")
    return None


def _guessed(content: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    if b"\0" in content:
        return None
    sample = content[:_GUESS_BYTES]
    matches = {match.encoding: match for match in from_bytes(sample, cp_isolation=list(_PLAUSIBLE), enable_fallback=False)}

    def doubt(encoding: str) -> tuple[int, bool, float, float, int]:
        match = matches.get(encoding)
        odd = len(_ODD_WORD.findall(sample.decode(encoding, "replace")))
        return odd, match is None, match.chaos if match else 1.0, -match.coherence if match else 0.0, _PLAUSIBLE.index(encoding)

    for encoding in sorted(_PLAUSIBLE, key=doubt):
        text = _strictly(content, encoding)
        if text is not None:
            return Decoded(text, encoding, "letters and their frequency")
    return None


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding, "strict")
    except (UnicodeDecodeError, LookupError, AssertionError):
        return None
