"""Commands that open the network: fetch, follow. No other command does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selon.commands.options import LedgerOption, tell
from selon.commands.pages import SOME_FAILED, add_readings

if TYPE_CHECKING:
    from selon.batch.adding import Tally
    from selon.collect.captures import Captured, Captures
    from selon.collect.fetch import Fetcher
    from selon.errors import PageError
    from selon.ledger import Ledger
    from selon.model import Page

CapturesOption = Annotated[
    Path | None,
    typer.Option("--captures", metavar="FOLDER", help="Where every answer is kept as it came (WARC); by default beside the ledger"),
]


def fetch(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Addresses of pages, whole, with http:// or https://")],
    ledger: LedgerOption,
    captures: CapturesOption = None,
) -> None:
    """Fetch pages from the web and put them into the ledger.

    This opens the network, as only `fetch` and `follow` do. A site's robots.txt is held, one host is asked slowly, and a page that
    has not changed is not sent again. Addresses within your own network are refused, however they are written and wherever they
    redirect. What came, with its headers and time, is kept in WARC files beside the ledger. A page that cannot be had is named with
    the reason; the exit code is then 1.

    \b
    Example:
      selon fetch https://example.org/news/flood.html --ledger flood.db
    """
    _run(ledger, captures, lambda visit: (page for url in urls for page in visit.pages(url)))


def follow(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED...", help="Addresses of RSS or Atom feeds")],
    ledger: LedgerOption,
    captures: CapturesOption = None,
) -> None:
    """Fetch feeds, and those of their entries that are not in the ledger yet.

    As `selon fetch` for every address that a feed names; the day that the feed gives counts as the page's day. Run it again, by hand
    or every hour, to have what is new.

    \b
    Example:
      selon follow https://example.org/rss.xml --ledger flood.db
    """
    _run(ledger, captures, lambda visit: (page for feed in feeds for page in visit.entries(feed)))


def captures_beside(ledger: str) -> Path:
    """The folder of captures where none is named: beside the ledger's file, else in the current folder."""
    return Path("selon.captures" if "://" in ledger else ledger).with_suffix(".captures")


def _run(ledger: str, folder: Path | None, pages: Callable[[_Visit], Iterable[Page | PageError]]) -> None:
    from selon.batch.adding import Tally, new_pages
    from selon.collect.captures import Captures
    from selon.collect.fetch import Fetcher
    from selon.ledger import Ledger

    tally = Tally(tell)
    with Ledger.open(ledger, create=True) as book, Captures(folder or captures_beside(ledger)) as captures:
        visit = _Visit(book, captures, Fetcher(captures.keep), tally)
        add_readings(book, new_pages(book, pages(visit), tally), 1, tally, doing="fetching")
    print(tally.summary("added"))
    if not tally.all_read:
        raise typer.Exit(SOME_FAILED)


class _Visit:
    """Pages out of addresses: fetched, kept, noted in the log."""

    def __init__(self, book: Ledger, captures: Captures, fetcher: Fetcher, tally: Tally) -> None:
        self._book, self._captures, self._fetcher, self._tally = book, captures, fetcher, tally

    def pages(self, url: str, published: str | None = None) -> Iterator[Page | PageError]:
        """The page at an address, or why there is none."""
        from selon.errors import NotText, PageError

        try:
            item, content = self._get(url, published)
            if item.media_type == "application/xml":
                raise NotText(url, "is a feed: its entries come with `selon follow`", "give the address of a page")
            yield item.page(content)
        except PageError as error:
            yield error

    def entries(self, feed: str) -> Iterator[Page | PageError]:
        """The pages that a feed names and that are not here."""
        from selon.collect.addresses import parse_address
        from selon.collect.feeds import read_feed
        from selon.errors import NotAllowed, PageError
        from selon.settings import number

        try:
            item, content = self._get(feed, None)
            entries = read_feed(content, page=feed, base=item.url).entries
        except PageError as error:
            yield error
            return
        limit, here = int(number("fetch_max_entries")), self._captures.addresses() | self._book.addresses()
        if len(entries) > limit:
            self._tally.skipped["feed entry beyond fetch_max_entries"] += len(entries) - limit
        for entry in entries[:limit]:
            if entry.link is None:
                self._tally.skipped["feed entry without an address"] += 1
                continue
            try:
                url = parse_address(entry.link, loopback_port=int(number("fetch_loopback_port"))).url
            except NotAllowed as error:
                yield error
                continue
            if {url, entry.link} & here:
                self._tally.known += 1
            else:
                here.add(url)
                yield from self.pages(url, entry.published)

    def _get(self, url: str, published: str | None) -> tuple[Captured, bytes]:
        capture = self._fetcher.fetch(url, conditional=self._captures.conditional)
        item = self._captures.take(capture, published=published)
        content = capture.content if capture.content is not None else self._captures.content(item)
        assert content is not None, "what is gone is asked for without a condition"
        place = self._captures.place(capture)
        self._book.note_capture(str(place), place.sha256)
        return item, content
