"""Pages into a ledger: which of those collected are new, what became of each, and each written as it is read."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from selon.batch.local import Read, read_pages, reading_versions, unread
from selon.batch.shards import Outcome
from selon.collect.encodings import split_media_type
from selon.collect.found import Found, Skipped
from selon.errors import PageError, UnknownLanguage
from selon.ledger import Ledger
from selon.model import Page, Reading

_BATCH_S, _MOST_PAGES = 3.0, 50
_KIND_NAMES = {"text/plain": "plain text", "text/html": "HTML", "application/pdf": "PDF"}


class Tally:
    """What became of each page; failures, and what a reader should know of a page, are told to `tell` at once."""

    def __init__(self, tell: Callable[[object], None]) -> None:
        self._tell = tell
        self.added = self.known = self.twice = self.failed = 0
        self.found: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.unread: Counter[str] = Counter()
        self.passages: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()

    @property
    def all_read(self) -> bool:
        """Whether no page failed, and none is in a language that Selon does not read."""
        return not (self.failed or self.unread)

    def keep_unread(self, error: UnknownLanguage) -> None:
        """Name a page that is kept though nothing can be read from it."""
        self.unread[error.language or "unknown"] += 1
        self._tell(f"{error.page}: {error.reason}; it is kept, and nothing is read from it")

    def fail(self, error: PageError) -> None:
        """Name a page that cannot be read."""
        self.failed += 1
        self.failures[error.called] += 1
        self._tell(error)

    def know(self, page: Page) -> None:
        """Count a page that is there already."""
        self.known += 1

    def skip(self, page: Page, reason: str) -> None:
        """Count a page that is passed over."""
        self.skipped[reason] += 1

    def take_in(self, page: Page, reading: Reading) -> None:
        """Count a page that is added."""
        self.added += 1
        self.passages.update(passage.language for passage in reading.article.other_languages)
        self.note(page.source, reading)

    def note(self, source: str, reading: Reading) -> None:
        """Say what is wrong with a page that is read all the same."""
        for told in reading.article.told:
            if told.field == "mojibake":
                self._tell(f"{source}: has wrong letters in {told.value} places ({told.because}); it is read as it is: collect it again if you can")

    def what_was_found(self) -> str:
        """One line with the number of pages, and how many there are of each kind."""
        return f"found {self.found.total()} pages" + (f": {counted(self.found)}" if self.found else "")

    def summary(self, added: str) -> str:
        """One line with every count, and why things were passed over."""
        skipped = f"{self.skipped.total()} skipped" + (f" ({counted(self.skipped)})" if self.skipped else "")
        twice = f" ({self.twice} given more than once)" if self.twice else ""
        told = f"{self.added} {added}, {self.known} already there{twice}, {skipped}, {self.failed} failed"
        if self.unread:
            told += f"; of those added {self.unread.total()} kept unread ({counted(self.unread)})"
        if self.passages:
            told += f"; {self.passages.total()} paragraphs in other languages kept unread ({counted(self.passages)})"
        return told


def counted(counts: Counter[str]) -> str:
    """`2 en, 1 ru`, in the order of the names."""
    return ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))


def put_readings(book: Ledger, pages: Iterable[Page], tally: Tally, *, jobs: int = 1, done: Callable[[str], None] = lambda source: None) -> None:
    """Read pages in `jobs` processes and put them into the ledger as they are read; `done` is told after each, with its source."""
    put_read(book, read_pages(pages, jobs=jobs), tally, done=done)


def put_read(book: Ledger, read: Iterable[tuple[Page, Read]], tally: Tally, *, done: Callable[[str], None] = lambda source: None) -> None:
    """As `put_readings`, of pages that any engine has read: those of three seconds go in with one transaction."""
    for batch in _in_batches(read):
        readings = list(_kept(batch, tally))
        for (page, reading), new in zip(readings, book.add_all(readings), strict=True):
            if new:
                tally.take_in(page, reading)
            else:
                tally.know(page)
        for page, _ in batch:
            done(page.source)


def _in_batches(read: Iterable[tuple[Page, Read]]) -> Iterator[list[tuple[Page, Read]]]:
    """What was read since the last batch, as soon as that is three seconds ago: a transaction costs as much as to write some pages. A page that took
    longer to read goes by itself."""
    batch, begun = [], time.monotonic()
    for one in read:
        batch.append(one)
        if len(batch) == _MOST_PAGES or time.monotonic() - begun > _BATCH_S:
            yield batch
            batch, begun = [], time.monotonic()
    if batch:
        yield batch


def _kept(batch: Iterable[tuple[Page, Read]], tally: Tally) -> Iterator[tuple[Page, Reading]]:
    """The readings; pages that cannot be read go to the tally, and those in an unknown language are kept unread."""
    for page, read in batch:
        if isinstance(read, UnknownLanguage):  # in the ledger it waits for its pack
            tally.keep_unread(read)
            read = unread(page, read.language)
        if isinstance(read, PageError):
            tally.fail(read)
        else:
            yield page, read


def new_pages(book: Ledger | None, found: Iterable[Found], tally: Tally) -> Iterator[Page]:
    """Of what was collected, the pages that the ledger does not have; whatever else is there goes to the tally."""
    versions, met = reading_versions(), set()
    forgotten = book.forgotten() if book is not None else frozenset()
    for page in only_pages(found, tally):
        if page.id in forgotten:
            tally.skip(page, "forgotten before")
        elif page.id in met:
            tally.twice += 1
            tally.know(page)
        elif book is not None and book.has(page, versions):
            tally.know(page)
        else:
            met.add(page.id)
            yield page


def only_pages(found: Iterable[Found], tally: Tally) -> Iterator[Page]:
    """The pages; errors and what was passed over go to the tally."""
    for item in found:
        if isinstance(item, PageError):
            tally.fail(item)
        elif isinstance(item, Skipped):
            tally.skipped[item.reason] += 1
        else:
            tally.found[_KIND_NAMES[split_media_type(item.media_type)[0]]] += 1
            yield item


def new_outcomes(book: Ledger, outcomes: Iterable[Outcome], tally: Tally) -> Iterator[tuple[Page, Read]]:
    """Of what the workers of a cluster found and read, the pages that the ledger does not have; whatever else is there goes to the tally."""
    forgotten, met = book.forgotten(), set[str]()
    for found, read in outcomes:
        for page in only_pages([found], tally):
            if page.id in forgotten:
                tally.skipped["forgotten before"] += 1
            elif read is None or page.id in met:
                tally.known += 1
            else:
                met.add(page.id)
                yield page, read
