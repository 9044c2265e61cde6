"""A file of any kind -> the pages in it, however deep they lie. One that can't be read is named and stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from selon.collect import archives, epub, json_file, mail, mailbox, parquet, tables, warc
from selon.collect.budget import Budget
from selon.collect.collectors import collector_of
from selon.collect.columns import Columns
from selon.collect.found import Found, Opened, Place, Skipped, Source, Within, page_of, whole
from selon.collect.kinds import HEAD_BYTES, Kind, Sniffed, sniff
from selon.errors import Damaged, Expands, NotText, PageError

_MEDIA_TYPES = {Kind.TEXT: "text/plain", Kind.HTML: "text/html", Kind.PDF: "application/pdf"}
_DECLARED = {"text/plain": Kind.TEXT, "text/html": Kind.HTML, "application/xhtml+xml": Kind.HTML, mailbox.MAIL_TYPE: Kind.MAIL}


def open_source(
    source: Source, *, size: int, columns: Columns | None = None, after: Place = (), tell: Callable[[Within], None] = lambda within: None
) -> Iterator[Found]:
    """Every page in a file that somebody gave, in the file's order.

    Args:
        source: The file.
        size: Its bytes: what it may unpack to goes by them.
        columns: What the columns of tables in it are called, where they have no usual names.
        after: All up to this place, and all that lies in it, is passed over: an earlier walk came so far.
        tell: Told before each source is taken apart, when the walk comes back to one, and before each thing that is found.
    """
    walk = _Walk(Budget(source.name, size), columns or Columns(), after, tell)
    try:
        yield from walk.found_in(source)
    except Expands as error:
        yield error


class _Walk:
    """One file on the way through its members."""

    def __init__(self, budget: Budget, columns: Columns, after: Place, tell: Callable[[Within], None]) -> None:
        self._budget = budget
        self._columns = columns
        self._after = after
        self._tell = tell

    def found_in(self, source: Source, place: Place = ()) -> Iterator[Found]:
        try:
            self._budget.enter(source)
            self._tell(Within(place, source.name))
            empty = True
            for number, found in enumerate(self._opened(source)):
                empty, here = False, (*place, number)
                if self._is_past(here):
                    continue
                if isinstance(found, Source):
                    yield from self.found_in(found, here)
                    self._tell(Within(place, source.name))
                else:
                    self._tell(Within(here, source.name, ready=True))
                    yield found
            if empty:
                yield NotText(source.name, "holds nothing to read", "collect it again, or leave it out")
        except Expands:
            raise  # the end of the whole file
        except PageError as error:
            yield error

    def _is_past(self, place: Place) -> bool:
        """Whether an earlier walk was through with it; what `after` lies in has to be opened again to come to what follows."""
        leads_there = len(place) < len(self._after) and self._after[: len(place)] == place
        return place <= self._after and not leads_there

    def _opened(self, source: Source) -> Opened:
        try:
            head = source.reader.peek(HEAD_BYTES)[:HEAD_BYTES]
        except archives.BROKEN as error:
            raise Damaged(source.name, f"is damaged: it cannot be unpacked ({error})") from error
        collector = collector_of(head, source.file_name)
        if collector is not None:
            with archives.told_as_damage(source.name):
                yield from collector.opened(source)
            return
        sniffed = _with_declared(sniff(head, source.file_name), source.along.media_type)
        if sniffed.kind is None:
            if source.asked_for:
                raise NotText(source.name, f"is a {sniffed.called}")
            yield Skipped(source.name, sniffed.called)
        elif not (sniffed.sure or source.asked_for):
            yield Skipped(source.name, sniffed.called)
        else:
            with archives.told_as_damage(source.name):
                yield from self._pages(source, sniffed.kind)

    def _pages(self, source: Source, kind: Kind) -> Opened:
        if kind in _MEDIA_TYPES:
            yield page_of(source.name, whole(source), _MEDIA_TYPES[kind], source.along)
        elif kind in {Kind.GZIP, Kind.BZIP2, Kind.XZ}:
            yield from archives.uncompressed(source, kind, self._budget)
        elif kind in {Kind.TABLE, Kind.JSON_LINES}:
            yield from (tables.table_rows if kind is Kind.TABLE else tables.json_lines)(source, self._columns)
        elif kind is Kind.PARQUET:
            yield from parquet.parquet_rows(source, self._columns)
        elif kind is Kind.JSON:
            yield from json_file.articles(source, self._columns)
        elif kind is Kind.MAIL:  # a mailbox says so of a mail that does not look like one
            yield from mail.letter(source)
        elif kind in {Kind.WARC, Kind.WARC_GZ}:
            yield from warc.responses(source, self._budget, compressed=kind is Kind.WARC_GZ)
        else:
            yield from _PACKED[kind](source, self._budget)


_PACKED: dict[Kind, Callable[[Source, Budget], Opened]] = {Kind.ZIP: archives.zip_members, Kind.TAR: archives.tar_members, Kind.EPUB: epub.chapters}


def _with_declared(sniffed: Sniffed, declared: str | None) -> Sniffed:
    """What was declared decides only where the bytes do not: a picture that is declared as HTML stays one."""
    if declared is None or sniffed.kind is not Kind.TEXT:
        return sniffed
    kind = _DECLARED.get(declared)
    return Sniffed(kind, kind.value) if kind else Sniffed(None, declared)
