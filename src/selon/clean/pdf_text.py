"""The text of a PDF, and where each character of it stands on its pages.

`pdf_text` is version 1 of the function that fixes what "the text" of a PDF is; a change makes a new version. Every character that is shown
is in it, in the order in which PDFium gives them. The lines of one paragraph are joined by a space, and paragraphs stand on lines of their
own: a line ends its paragraph where the next one is set apart, is of another size, or would have had room for its first word. A hyphen
at the end of a line is taken for the typesetter's, and left out with the line break, unless the document writes the word with it elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

import msgspec

from selon.errors import Damaged, Encrypted, NotText
from selon.model import Span

VERSION = "pdf-text/1"

_HYPHENS = "-\u2010\u00ad"
_LINE_HYPHENS = "\ufffe\x02"
_ENDS_SENTENCE = ".!?…:;"
_CLOSING = "»”\"')]\u00a0 "
_BULLETS = "•‣▪●–—*"
_MAX_SIZE_DIFFERENCE = 0.1
# Lines further apart than so many times the page's usual distance belong to different paragraphs.
_APART_TIMES = 1.35
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_UNKNOWN = "\ufffd\0"
_MAX_UNKNOWN = 0.3
_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")
# Programs that print a page which others wrote: their date is that of the printing.
_NAMES = ("Title", "Author", "CreationDate", "Creator", "Producer")
_BROWSERS = ("mozilla/", "chrom", "skia/pdf", "quartz pdfcontext", "wkhtml", "qt ", "firefox", "safari")


class PdfMap(msgspec.Struct, frozen=True):
    """Where runs of the text come from: run k begins at `text[k]`, on page `page[k]` (from 0), at the character `index[k]` of that page."""

    text: tuple[int, ...]
    page: tuple[int, ...]
    index: tuple[int, ...]

    def place(self, at: int) -> tuple[int, int]:
        """Page and number of the character, as PDFium counts them, that stands at a code point of the text."""
        k = max(0, bisect_right(self.text, at) - 1)
        return self.page[k], self.index[k] + at - self.text[k]


class PdfText(msgspec.Struct, frozen=True):
    """A PDF's text with its map, and what the file says of itself."""

    text: str
    map: PdfMap
    title: str | None = None
    author: str | None = None
    made: str | None = None
    printed_by_browser: bool = False


class _Line(msgspec.Struct):
    """One line: its characters with their numbers on the page, its edges in points, the size of its letters."""

    page: int
    chars: list[tuple[int, str]]
    left: float
    right: float
    bottom: float
    size: float
    first_word: float = 0.0

    @property
    def text(self) -> str:
        return "".join(char for _, char in self.chars)


def pdf_text(content: bytes, *, page: str) -> PdfText:
    """The text of a PDF.

    Args:
        content: The file's bytes.
        page: What it is called in an error.

    Raises:
        Encrypted: It asks for a password.
        Damaged: It cannot be opened.
        NotText: It shows pictures only, or letters that it does not name.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise Encrypted(page) from None
        raise Damaged(page, "is no PDF that can be opened: damaged or broken off") from None
    try:
        lines = [line for number in range(len(document)) for line in _page_lines(document, number)]
        described = {name: _described(document, name) for name in _NAMES}
    except pypdfium2.PdfiumError as error:
        raise Damaged(page, f"is a PDF with a damaged page ({error})") from None
    finally:
        document.close()
    _check_letters(lines, page)
    text, source = _put_together(lines)
    programs = f"{described['Creator']} {described['Producer']}".lower()
    return PdfText(
        text=text,
        map=source,
        title=_plain(described["Title"]),
        author=_plain(described["Author"]),
        made=_moment(described["CreationDate"]),
        printed_by_browser=any(word in programs for word in _BROWSERS),
    )


def _check_letters(lines: Sequence[_Line], page: str) -> None:
    chars = [char for line in lines for _, char in line.chars if not char.isspace()]
    if not chars:
        raise NotText(page, "is a PDF of pictures without any text", "run text recognition (OCR) over it first")
    if sum(char in _UNKNOWN for char in chars) > _MAX_UNKNOWN * len(chars):
        raise NotText(page, "is a PDF whose fonts do not say which letters they show", "run text recognition (OCR) over it first")


def _page_lines(document: Any, number: int) -> Iterator[_Line]:
    import pypdfium2.raw as pdfium

    page = document[number]
    text = page.get_textpage()
    try:
        chars: list[tuple[int, str]] = []
        for index in range(text.count_chars()):
            code = pdfium.FPDFText_GetUnicode(text, index)
            char = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
            if char in _LINE_HYPHENS:  # PDFium's own sign for a hyphen at the end of a line, whose break it leaves out
                yield from _line(text, number, [*chars, (index, "-")])
                chars = []
            elif char in "\r\n":
                yield from _line(text, number, chars)
                chars = []
            else:
                chars.append((index, char))
        yield from _line(text, number, chars)
    finally:
        text.close()
        page.close()


def _line(text: Any, page: int, chars: list[tuple[int, str]]) -> Iterator[_Line]:
    import pypdfium2.raw as pdfium

    shown = [n for n, (_, char) in enumerate(chars) if not char.isspace()]
    if not shown:
        return
    first, last = shown[0], shown[-1]
    word_end = next((n - 1 for n in range(first, last + 1) if chars[n][1].isspace()), last)
    left, bottom, _, _ = text.get_charbox(chars[first][0], loose=True)
    _, _, right, _ = text.get_charbox(chars[last][0], loose=True)
    _, _, word_right, _ = text.get_charbox(chars[word_end][0], loose=True)
    size = pdfium.FPDFText_GetFontSize(text, chars[first][0])
    yield _Line(page, chars[first : last + 1], left, right, bottom, size, word_right - left)


def _put_together(lines: Sequence[_Line]) -> tuple[str, PdfMap]:
    words = {word for line in lines for word in _WORD.findall(line.text.lower())}
    usual = {page: _usual_distance([line for line in lines if line.page == page]) for page in {line.page for line in lines}}
    pieces: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length = 0
    for n, line in enumerate(lines):
        follows = lines[n + 1] if n + 1 < len(lines) else None
        joined = follows is not None and _continues(line, follows, usual[line.page], _column_right(line, lines))
        chars, glue = line.chars, ("" if follows is None else " " if joined else "\n")
        if joined and follows is not None and (kept := _without_hyphen(line, follows, words)) is not None:
            chars, glue = kept, ""
        for k, (index, _) in enumerate(chars):
            if k == 0 or index != chars[k - 1][0] + 1:
                runs.append((length + k, line.page, index))
        told = "".join("\ufffd" if char in _UNKNOWN else char for _, char in chars)
        pieces.append(told + glue)
        length += len(told) + len(glue)
    return "".join(pieces), PdfMap(*(tuple(column) for column in zip(*runs, strict=True)))


def _usual_distance(lines: Sequence[_Line]) -> float:
    """The distance between lines of a paragraph on a page, in points."""
    between = [a.bottom - b.bottom for a, b in pairwise(lines) if 0 < a.bottom - b.bottom < 3 * max(a.size, 1)]
    # Half of the distances are those within paragraphs, unless each has a single line.
    return min(median(between), 1.6 * median(line.size for line in lines)) if between else 0.0


def _column_right(line: _Line, lines: Sequence[_Line]) -> float:
    """How far the lines of the same column and size reach."""
    beside = [other for other in lines if other.page == line.page and _same_size(line, other) and other.right > line.left]
    return max(other.right for other in beside if other.left < line.left + 2 * line.size)


def _continues(line: _Line, follows: _Line, usual: float, column_right: float) -> bool:
    """Whether the next line goes on with this one's paragraph."""
    begins_small = follows.text[:1].islower()
    open_end = not line.text.rstrip(_CLOSING).endswith(tuple(_ENDS_SENTENCE))
    if follows.text[:1] in _BULLETS and not begins_small:
        return False
    if follows.page != line.page or follows.bottom > line.bottom + line.size:  # at the top of the next page or column
        return begins_small and open_end
    if not _same_size(line, follows) or line.bottom - follows.bottom > _APART_TIMES * max(usual, line.size):
        return False
    has_room = line.right + follows.first_word + 0.3 * line.size < column_right
    return not has_room or (begins_small and open_end)


def _same_size(line: _Line, other: _Line) -> bool:
    return abs(line.size - other.size) <= _MAX_SIZE_DIFFERENCE * max(line.size, other.size)


def _without_hyphen(line: _Line, follows: _Line, words: set[str]) -> list[tuple[int, str]] | None:
    """The line as it stands before the rest of a word that goes on in the next line; None where none does."""
    rest = _WORD.match(follows.text)
    begun = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*$", line.text[:-1])
    if line.text[-1] not in _HYPHENS or rest is None or begun is None:
        return None
    whole, parted = (begun.group() + rest.group()).lower(), f"{begun.group()}-{rest.group()}".lower()
    keeps = not follows.text[:1].islower() or (parted in words and whole not in words)
    return line.chars if keeps else line.chars[:-1]


def _described(document: Any, name: str) -> str:
    """One field of the file's description; what is no text in it stands as U+FFFD, where the library's own way gives up."""
    import ctypes

    import pypdfium2.raw as pdfium

    size = pdfium.FPDF_GetMetaText(document, name.encode(), None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_GetMetaText(document, name.encode(), buffer, size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _plain(value: str | None) -> str | None:
    return " ".join((value or "").replace("\0", " ").split())[:500] or None


def _moment(value: str | None) -> str | None:
    """`D:20221110083000+01'00'` as 2022-11-10T08:30:00, the clock of whoever made it; a day where no time is given."""
    found = _PDF_DATE.match(value or "")
    if not found or not all(found.group(n) for n in (1, 2, 3)):
        return None
    day = "-".join(found.group(1, 2, 3))
    return f"{day}T{found.group(4)}:{found.group(5)}:{found.group(6) or '00'}" if found.group(4) and found.group(5) else day


def page_span(told: PdfText, span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where a span of the text stands: page and character of its first and of its last code point."""
    return told.map.place(span.start), told.map.place(span.end - 1)
