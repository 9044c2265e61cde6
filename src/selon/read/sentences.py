"""Cut an article into sentences, each with its span in the page's text.

Text between two line breaks is a paragraph, and a sentence never crosses one, but where the page broke its lines in the midst of
sentences: then a small letter or a comma begins the next line, or the line ends with a word that asks for another. Boilerplate belongs to no
sentence, nor does a paragraph in another language. The cutter knows abbreviations and initials of the language and keeps a full stop
inside a number (`2.000`) or before a small letter together; it cuts inside long quotations, so that a sentence can begin or end in
the midst of quotation marks.
"""

from __future__ import annotations

import itertools
import re

import msgspec

from selon.languages import Pack
from selon.model import Article, Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_END = re.compile(r"(?:[.!?…]+|\u2026)[\"”»’')\]]*(?:\s*[»”])?(?=\s|$)|[.!?…](?=[«“]|\"[^\s])|(?<=\w{3})[.!?…][»”]?(?=[^\W\d_])")
_GOES_ON = frozenset(",;)")
_UNFINISHED = re.compile(r"[\w,’'(-]\Z")
_LAST_WORD = re.compile(r"([^\s\"«»“”(')’]+)$")
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_CLOSES = re.compile(r"\s*(?:[»”›\"]\s*[,.;:)]|[»›,;](?!(?<=\s»)[^\W\d_a-z]))")
_OPENS = re.compile(r"\s+([^\W\d_a-z][^\W\d_A-Z]*)(?:['’]|\s)(?=[^\W\d_A-Z])")
# `… de la digue. « la crue est passée », dit X`: marks open right before a word in small letters.
_QUOTED = re.compile(r"\s+(?:[«“]\s?|\")[^\W\d_]")
_NEXT = re.compile(r"\s*[«“\"(\[—–-]*\s*(\S)")


_MAX_WORD_CHARS, _MAX_LABEL_WORDS = 12, 8


class Sentence(msgspec.Struct, frozen=True):
    """One sentence: its span (no white space at the ends) and the number of its paragraph in the article, from 0."""

    span: Span
    paragraph: int


class _PackTable(msgspec.Struct, frozen=True):
    """Shape of `pack.toml`."""

    name: str
    parser: str
    abbreviations: frozenset[str]
    may_end: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    unfinished: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()


def split_sentences(article: Article, pack: Pack) -> list[Sentence]:
    """The sentences of the article outside its boilerplate and its passages in other languages, in text order."""
    table = pack.table("pack", _PackTable)
    found: list[Sentence] = []
    for paragraph, (start, end) in enumerate(_paragraphs(article, table)):
        for span in _cut(article.text, start, end, table):
            found.append(Sentence(span, paragraph))
    return found


def _paragraphs(article: Article, table: _PackTable) -> list[tuple[int, int]]:
    """Where the paragraphs stand, lines joined that the page broke within a sentence."""
    joined: list[tuple[int, int]] = []
    runs = False
    for start, end in _lines(article):
        goes_on = bool(joined) and article.text[joined[-1][1] : start].isspace()
        runs = goes_on and _is_broken(article.text[joined[-1][0] : start], article.text[start:end].split(), runs, table)
        if runs:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_broken(before: str, line: list[str], runs: bool, table: _PackTable) -> bool:
    """The line goes on with the sentence of what stands before it; `runs`: so did the last one with the one before."""
    kept = before.rstrip()
    if line[0][0] in _GOES_ON:
        return True
    if not _UNFINISHED.search(kept) or not line[0][0].isalnum():
        return False
    if runs and before[len(kept) :].count("\n") == 1:
        return True
    if line[0][0].islower():
        return line[0] not in table.labels or len(line) > _MAX_LABEL_WORDS
    return kept[-_MAX_WORD_CHARS:].split()[-1] in table.unfinished


def _lines(article: Article) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    left_out = sorted((*article.boilerplate, *(passage.span for passage in article.other_languages)))
    for line in _LINE.finditer(article.text):
        start = line.start()
        for mark in left_out:
            if mark.end <= start or mark.start >= line.end():
                continue
            if mark.start > start:
                pieces.append((start, mark.start))
            start = max(start, mark.end)
        if start < line.end():
            pieces.append((start, line.end()))
    return [(s, e) for s, e in pieces if article.text[s:e].strip()]


def _cut(text: str, start: int, end: int, table: _PackTable) -> list[Span]:
    cuts = [start]
    for stop in _END.finditer(text, start, end):
        if not _goes_on(text, stop, end, table):
            cuts.append(stop.end())
    if cuts[-1] != end:
        cuts.append(end)
    spans = [_trim(text, s, e) for s, e in itertools.pairwise(cuts)]
    return [span for span in spans if span is not None]


def _goes_on(text: str, stop: re.Match[str], end: int, table: _PackTable) -> bool:
    """The stop belongs to an abbreviation or an initial, a closing mark follows, or the next word is written small."""
    if text[stop.end() : stop.end() + 1].isalpha():
        return not _glued(text, stop)
    if _CLOSES.match(text, stop.end(), end):
        return True
    after = _NEXT.match(text, stop.end(), end)
    if after is not None and after.group(1).islower() and not (stop.group() == "." and _QUOTED.match(text, stop.end(), end)):
        return True
    if not stop.group().startswith(".") or len(stop.group()) > 1:
        return False
    before = _LAST_WORD.search(text, max(0, stop.start() - 20), stop.start())
    if before is None:
        return False
    word = before.group(1)
    initial = (len(word) == 1 and word.isupper()) or _INITIALS.fullmatch(word) is not None
    if (initial or word in table.may_end) and word not in table.abbreviations - table.may_end and _begins_anew(text, before, stop, end, table):
        return False
    return initial or word in table.abbreviations


def _begins_anew(text: str, before: re.Match[str], stop: re.Match[str], end: int, table: _PackTable) -> bool:
    """An article or a small word, and a word in small letters: no name follows (`l'hépatite B. Le virus`); or it is a channel's letter (`sur X.`)."""
    channel = before.group(1) in table.channels and text[max(0, before.start() - 2) : before.start()].strip().islower()
    opens = _OPENS.match(text, stop.end(), end)
    return channel or (opens is not None and opens.group(1).lower() in table.openers)


def _glued(text: str, stop: re.Match[str]) -> bool:
    """The page lost its line breaks: a small word or an acronym ends here and a capital begins another (`… de la Santé.Le virus …`)."""
    before, after = text[stop.start() - 3 : stop.start()], text[stop.end() : stop.end() + 2]
    whole = before.islower() or (before.isupper() and after[1:].islower())
    return whole and before.isalpha() and after[0].isupper() and (after[1:].islower() or after[1:] in ("'", "’", " "))


def _trim(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    kept = piece.strip()
    if not kept:
        return None
    lead = len(piece) - len(piece.lstrip())
    return Span(start + lead, start + lead + len(kept))
