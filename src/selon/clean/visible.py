"""The visible text of an HTML page, and where each character of it stands in the source.

`visible_text` is version 1 of the function that fixes what "the text" of an HTML page is; offsets in a ledger hold only as long as it gives
the same, so a change makes a new version. Nothing that a reader sees is dropped: menus and notices are text, and are marked later. Left
out are script, style, noscript, template, frames, the window's title, and what the page itself hides (`hidden`, `display: none`). Runs of
white space become one space as on screen, blocks stand on lines of their own, the cells of a row are parted by a tab.

The page is cut into tags and text from left to right, once: no tree is built, so that every character keeps its place, however broken the
mark-up.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from html import unescape

import msgspec

from selon.model import Span

VERSION = "html-text/1"

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "search", "section", "select", "summary",
    "table", "tbody", "textarea", "tfoot", "thead", "tr", "ul",
))
_CELLS = frozenset(("td", "th"))
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))
# Their contents are no mark-up: all up to the closing tag is passed over.
_RAW = frozenset(("script", "style", "noscript", "template", "iframe", "noembed", "noframes", "title", "xmp", "plaintext"))
_ENDS_PARAGRAPH = _BLOCKS - {"br", "button", "option", "optgroup", "select", "textarea"}
# An element that its own kind, or one of these, closes without a closing tag.
_CLOSED_BY = {
    "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "tr": {"tr", "tbody", "tfoot"},
    "td": {"td", "th", "tr"}, "th": {"td", "th", "tr"},
    "option": {"option"},
}
# fmt: on
_TOKEN = re.compile(r"<!--|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*)|<[!?/]|(?P<text>[^<]+|<)", re.S)
# A quotation mark opens a value only after an equals sign; possessive, so that no page makes it try twice.
_ATTRIBUTES = re.compile(r"(?:[^>=]|=\s*(?:\"[^\"]*\"|'[^']*'|(?![\"'\s])))*+>")
_HIDDEN = re.compile(
    r"\shidden(?=[\s=>/]|$)(?!\s*=\s*[\"']?until-found)"
    r"|\sstyle\s*=\s*(?:\"[^\"]*|'[^']*)(?:display\s*:\s*none|visibility\s*:\s*hidden)",
    re.I,
)
# Words with one space between them are one piece, so that the map is short.
_PIECE = re.compile(
    r"(?P<white>[ \t\n\r\f]+)|(?P<entity>&(?:#[0-9]{1,10};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?))"
    r"|(?P<plain>(?:[^ \t\n\r\f&]++(?: (?=[^ \t\n\r\f&]))?+)++|&)"
)


class SourceMap(msgspec.Struct, frozen=True):
    """Where runs of the text come from: run k begins at `text[k]` and stands at `[source[k], source[k] + length[k])` of the source.

    A run as long as its source is a copy, character for character; else it is one entity or made of white space.
    """

    text: tuple[int, ...]
    source: tuple[int, ...]
    length: tuple[int, ...]
    text_length: int

    def source_span(self, span: Span) -> Span:
        """The place in the source of a span of the text, both in code points. An entity or a run of white space is covered whole."""
        return Span(self._place(span.start)[0], self._place(span.end - 1)[1] if span.end > span.start else self._place(span.start)[0])

    def _place(self, at: int) -> tuple[int, int]:
        k = bisect_right(self.text, at) - 1
        if k < 0:
            return 0, 0
        run = (self.text[k + 1] if k + 1 < len(self.text) else self.text_length) - self.text[k]
        if run == self.length[k]:
            place = self.source[k] + at - self.text[k]
            return place, place + 1
        return self.source[k], self.source[k] + self.length[k]


def visible_text(source: str) -> tuple[str, SourceMap]:
    """The text that a reader of the page sees, in the order of the source, and its map. Takes time in proportion to the source."""
    writer = _Writer()
    openings = _Openings()
    at = 0
    while at < len(source) and (token := _TOKEN.match(source, at)):
        at = token.end()
        if token["text"]:
            if not openings.hidden:
                writer.write(source, token.start(), at)
        elif token["name"]:
            at = _take_tag(source, token, writer, openings)
        else:
            at = _after(source, "-->", at) if token.group() == "<!--" else _after(source, ">", at)
    return writer.done()


def _take_tag(source: str, token: re.Match[str], writer: _Writer, openings: _Openings) -> int:
    """Read one tag; gives where the source goes on."""
    name = token["name"].lower()
    rest = _ATTRIBUTES.match(source, token.end())
    if rest is None:  # never closed: as on screen, nothing more is seen
        return len(source)
    if name in _BLOCKS or name in _CELLS:
        writer.part("\t" if name in _CELLS else "\n", openings)
    if token["close"]:
        openings.close(name)
        return rest.end()
    if name in _RAW:
        closing = re.compile(rf"</{re.escape(name)}(?=[\s/>])[^>]*>", re.I).search(source, rest.end())
        return closing.end() if closing else len(source)
    openings.open(name, hidden=bool(_HIDDEN.search(" " + rest.group()[:2000])))
    return rest.end()


def _after(source: str, end: str, at: int) -> int:
    # `<!-->` is a whole comment, so the search begins at its dashes.
    found = source.find(end, at - 2 if end == "-->" else at)
    return len(source) if found < 0 else found + len(end)


class _Openings:
    """The elements that are open, as far as it takes to know what is hidden."""

    def __init__(self) -> None:
        self._names: list[tuple[str, bool]] = []
        self._count = Counter[str]()
        self.hidden = 0

    def open(self, name: str, *, hidden: bool) -> None:
        last = self._names[-1][0] if self._names else ""
        if (last == "p" and name in _ENDS_PARAGRAPH) or name in _CLOSED_BY.get(last, ()):
            self._pop()
        if name not in _VOID:
            self._names.append((name, hidden))
            self._count[name] += 1
            self.hidden += hidden

    def close(self, name: str) -> None:
        if self._count[name]:
            while self._pop() != name:
                pass

    def _pop(self) -> str:
        name, hidden = self._names.pop()
        self._count[name] -= 1
        self.hidden -= hidden
        return name


class _Writer:
    """The text so far, with white space held back until something follows it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._text: list[int] = []
        self._source: list[int] = []
        self._runs: list[int] = []
        self._pending = ""
        self._pending_at = (0, 0)

    def part(self, sign: str, openings: _Openings) -> None:
        """A block or a cell begins or ends here."""
        if not openings.hidden and self._length and self._pending != "\n":
            self._pending, self._pending_at = sign, (self._pending_at[0], 0)

    def write(self, source: str, start: int, end: int) -> None:
        for piece in _PIECE.finditer(source, start, end):
            if piece["white"]:
                if self._length and not self._pending:
                    self._pending, self._pending_at = " ", (piece.start(), piece.end() - piece.start())
                continue
            told = unescape(piece.group()) if piece["entity"] else piece.group()
            if self._pending:
                at, length = self._pending_at if self._pending == " " else (piece.start(), 0)
                self._run(self._pending, at, length)
                self._pending = ""
            self._run(told.replace("\0", "\ufffd"), piece.start(), piece.end() - piece.start())

    def _run(self, told: str, source: int, length: int) -> None:
        self._pieces.append(told)
        self._text.append(self._length)
        self._source.append(source)
        self._runs.append(length)
        self._length += len(told)

    def done(self) -> tuple[str, SourceMap]:
        return "".join(self._pieces), SourceMap(tuple(self._text), tuple(self._source), tuple(self._runs), self._length)
