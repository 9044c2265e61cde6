"""The text of a page, which every offset points into, and the way back to the page's bytes.

Plain text is the decoded bytes as they are; for HTML it is what `visible_text` gives, for PDF what `pdf_text` gives. Nothing is normalised
or repaired.
"""

from __future__ import annotations

import re

import msgspec

from selon.clean.pdf_text import PdfText, pdf_text
from selon.clean.visible import SourceMap, visible_text
from selon.collect.encodings import Decoded, declared_charset, decode, split_media_type
from selon.errors import NotText
from selon.model import Page, Span
from selon.settings import number

_LINE_BREAK = re.compile(r"[\n\r\u2028\u2029]")


class PageText(msgspec.Struct, frozen=True):
    """A page's text and the way back.

    `source` is the decoded page: the text itself, or for HTML the mark-up that `map` leads back to; None for a PDF, whose `pdf` leads to
    pages and characters.
    """

    text: str
    source: Decoded | None
    map: SourceMap | None = None
    pdf: PdfText | None = None

    @property
    def html(self) -> str | None:
        """The decoded mark-up of an HTML page, None for any other."""
        return self.source.text if self.source and self.map else None

    def source_span(self, span: Span) -> Span:
        """Where in the decoded page a span of the text stands, in code points."""
        return self.map.source_span(span) if self.map else span

    def byte_span(self, span: Span, content: bytes) -> Span:
        """Where in the page's bytes a span of the text stands; `content` is the page's. Not for a PDF: its bytes are packed.

        Raises:
            ValueError: The page is a PDF.
        """
        if self.source is None:
            raise ValueError("the text of a PDF stands at no bytes of its own; see `pdf.map`")
        place = self.source_span(span)
        return Span(self.source.byte_offset(content, place.start), self.source.byte_offset(content, place.end))


def page_text(page: Page) -> PageText:
    """The text of a page with its map.

    Raises:
        NotText: The page is binary, shows no text, or has a line of more than `max_line_chars`.
        Damaged, Encrypted: A PDF that cannot be opened.
    """
    kind, charset = split_media_type(page.media_type)
    told = _pdf(page) if kind == "application/pdf" else _decoded(page, charset, is_html=kind == "text/html")
    if not told.text.strip():
        raise NotText(page.source, "shows no text" if kind == "text/html" else "is empty", "collect the page again")
    check_lines(told.text, page.source)
    return told


def _pdf(page: Page) -> PageText:
    told = pdf_text(page.content, page=page.source)
    return PageText(told.text, None, pdf=told)


def _decoded(page: Page, charset: str | None, *, is_html: bool) -> PageText:
    source = decode(page.content, page=page.source, declared=charset or (declared_charset(page.content) if is_html else None))
    text, source_map = visible_text(source.text) if is_html else (source.text, None)
    return PageText(text, source, source_map)


def check_lines(text: str, page: str) -> None:
    """Refuse what is data and no prose.

    Raises:
        NotText: A line has more code points than the setting `max_line_chars`.
    """
    limit = int(number("max_line_chars"))
    if len(text) <= limit:
        return
    longest = max(map(len, _LINE_BREAK.split(text)))
    if longest > limit:
        reason = f"has a line of {longest:,} characters, more than the limit of {limit:,}: data, not prose"
        raise NotText(page, reason, "split it, or raise max_line_chars")
