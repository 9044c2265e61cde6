"""Find quotations: pairs of quotation marks as careless and machine-translated pages have them.

Marks may be mixed (`« … ”`), nested (`« … “x” … »`), turned the wrong way (`d'”opération”`), or missing at the end. A
quotation ends with its paragraph, unless the next paragraph closes it; then each paragraph holds a piece of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from selon.model import Span

# What can be a mark comes first, so that the search runs over all other characters at once; what makes it one follows.
_MARK = re.compile(
    r"""[«»“”„‹›"＂″<>'‘’`](?:
        (?<=[«»“”„‹›"＂″]) | (?<=<)< | (?<=>)>
      | (?<=['‘])(?<!\w.)(?=\w) | (?<=[\w.!?…]['’])(?!\w)
      | (?<=')' | (?<=`)`
    )""",
    re.VERBOSE,
)
_ONLY_OPENS = ("«", "„", "‹", "<<")
_ONLY_CLOSES = ("»", "›", ">>")
_FAMILY = {
    "«": "a",
    "»": "a",
    "<<": "a",
    ">>": "a",
    "“": "b",
    "”": "b",
    "„": "b",
    "‹": "c",
    "›": "c",
    '"': "d",
    "＂": "d",
    "″": "d",
    "'": "e",
    "‘": "e",
    "’": "e",
    "''": "b",
    "``": "b",
}
_SINGLE = "'‘’"
# What a page's software makes of a mark that closes; alone it stands for seconds and inches.
_PRIME = "″"
# How far into a paragraph a mark may close what was never opened.
_MAX_UNOPENED = 200


class Quote(msgspec.Struct, frozen=True, gc=False):
    """A quotation: `outer` with its marks, `inner` without marks and white space. `opened`, `closed`: the mark really stands there."""

    outer: Span
    inner: Span
    opened: bool
    closed: bool
    depth: int = 0


class _Open(msgspec.Struct, frozen=True, gc=False):
    start: int
    end: int
    family: str


def find_quotes(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[Quote]:
    """All quotations in these stretches of the text, outer ones before those inside them, in text order.

    Args:
        text: The page's text.
        paragraphs: Half-open offsets of the paragraphs, in text order.
    """
    found: list[Quote] = []
    pending = False
    for start, end in paragraphs:
        quotes, pending = _in_paragraph(text, start, end, pending)
        found += quotes
    return sorted(found, key=lambda quote: (quote.outer.start, -quote.outer.end))


def _in_paragraph(text: str, start: int, end: int, pending: bool) -> tuple[list[Quote], bool]:
    """The quotations of one paragraph, and whether one is still open at its end."""
    stack: list[_Open] = []
    found: list[Quote] = []
    for mark in _MARK.finditer(text, start, end):
        if mark.group() == _PRIME and not stack:
            continue
        opens = _opens(text, mark, start, end, stack) or (not stack and not pending and _opens_turned(text, mark, start, end))
        if opens:
            if mark.group() not in _SINGLE or not stack or stack[-1].family != "e":
                stack.append(_Open(mark.start(), mark.end(), _FAMILY[mark.group()]))
            continue
        if stack:
            at = _partner(stack, "d" if _stands_for_double(text, mark, end, stack) else _FAMILY[mark.group()])
            if at is not None:
                _add(found, text, stack[at].start, stack[at].end, mark.start(), mark.end(), True, True, at)
                del stack[at:]
        elif not found and ((pending and mark.group() not in _SINGLE) or _closes_unopened(text, mark, start, end)):
            _add(found, text, start, start, mark.start(), mark.end(), False, True, 0)
    doubles = [opened for opened in stack if opened.family != "e"]
    if doubles:
        _add(found, text, doubles[0].start, doubles[0].end, end, end, True, False, 0)
        found = [quote for quote in found if quote.outer.start <= doubles[0].start or quote.depth > 0]
    return found, bool(doubles)


def _closes_unopened(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """The only mark of a paragraph, right behind a word: its partner is lost (`Du jamais vu" commentait le maire.`)."""
    sign = mark.group()
    if sign in _SINGLE or mark.start() - start > _MAX_UNOPENED or _MARK.search(text, mark.end(), end):
        return False
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return (before.isalpha() or before in "!?.…»") and (after.isspace() or after == ",") and mark.end() < end


def _stands_for_double(text: str, mark: re.Match[str], end: int, stack: list[_Open]) -> bool:
    """A single mark behind a full stop closes what a double one opened, where no other double one follows (`"On a tout perdu.' raconte X`)."""
    if mark.group() not in _SINGLE or stack[-1].family == "e" or text[mark.start() - 1] not in ".!?…":
        return False
    return all(_FAMILY[later.group()] == "e" for later in _MARK.finditer(text, mark.end(), end))


def _opens(text: str, mark: re.Match[str], start: int, end: int, stack: list[_Open]) -> bool:
    sign = mark.group()
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if sign in _ONLY_OPENS:
        return not (stack and text.startswith("»", stack[-1].start) and before.isalnum() and not after.isalnum())
    if sign in _ONLY_CLOSES or sign == _PRIME:
        return False
    if sign in _SINGLE:
        return not before.isalnum() and before not in ".!?…»”" and after.isalnum()
    if not stack:
        closes = (before.isalnum() or before in ".!?…") and not after.isalnum()
        return not closes and (not after.isspace() or before.isspace())
    same = any(opened.family == _FAMILY[sign] for opened in stack)
    if sign == "“" and not same:
        return not after.isspace() and (before.isspace() or before in "'’(")
    return not same and (before.isspace() or before in "'’(«") and after.isalnum()


def _opens_turned(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """A closing mark right before a word opens (`d’ »urgence »`, `: »La ville est prise″`), as software turns the marks of some pages."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    return mark.group() == "»" and (before.isspace() or before in "'’(:") and text[mark.end() : min(end, mark.end() + 1)].isalnum()


def _partner(stack: list[_Open], family: str) -> int | None:
    for at in range(len(stack) - 1, -1, -1):
        if stack[at].family == family:
            return at
    return None if family == "e" else next((at for at in range(len(stack) - 1, -1, -1) if stack[at].family != "e"), None)


def _add(found: list[Quote], text: str, start: int, inner_start: int, inner_end: int, end: int, opened: bool, closed: bool, depth: int) -> None:
    piece = text[inner_start:inner_end]
    if not piece.strip():
        return
    inner = Span(inner_start + len(piece) - len(piece.lstrip()), inner_end - len(piece) + len(piece.rstrip()))
    found.append(Quote(Span(start, end), inner, opened, closed, depth))
