"""Commands that read pages: add, read, link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from selon.commands.options import JobsOption, LedgerOption, tell

if TYPE_CHECKING:
    from selon.collect.columns import Columns
    from selon.collect.found import Found
    from selon.errors import PageError, UnknownLanguage
    from selon.ledger import Ledger
    from selon.model import Page, Reading
    from selon.wire import GivenArticle

T = TypeVar("T")
Engine = Literal["local", "ray"]

SOME_FAILED = 1
STOPPED = 130
_KIND_NAMES = {"text/plain": "plain text", "text/html": "HTML", "application/pdf": "PDF"}

FromJsonl = Annotated[Path | None, typer.Option("--from-jsonl", metavar="FILE", help="Articles, one JSON object on each line")]


ColumnsOption = Annotated[
    str, typer.Option("--columns", metavar="FIELD=NAME,…", help="What the columns of tables are called: text=corps,url=lien", show_default=False)
]


def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Pages, archives of pages, and folders of them; see docs/collecting.md")],
    ledger: LedgerOption,
    jobs: JobsOption = 1,
    columns: ColumnsOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be added, and write nothing")] = False,
    engine: Annotated[Engine, typer.Option("--engine", help="local: processes of this machine; ray: a Ray cluster of --jobs workers")] = "local",
    address: Annotated[str | None, typer.Option("--address", metavar="HOST:PORT", help="A running Ray cluster; else one starts here")] = None,
    shards: Annotated[
        Path | None, typer.Option("--shards", metavar="FOLDER", help="Where Ray's workers write what they read; all its machines must see it")
    ] = None,
) -> None:
    """Read pages and put them into the ledger.

    Text, HTML, PDF, EPUB, saved pages (MHTML), mails, feeds, tables (CSV, JSON Lines), web archives (WARC, WACZ), and any mix of them in
    folders, ZIP, tar and gzip. The ledger is made where there is none. A page that it has already is left alone, so the same command can
    be run again at any time, also after it was interrupted. A page that cannot be read is named with the reason, and the others are
    added; the exit code is then 1.

    \b
    Examples:
      selon add pages/ report.pdf crawl.warc.gz --ledger flood.db
      selon add articles.csv --columns text=corps,url=lien
      selon add crawl/ --engine ray --jobs 64 --address head:6379 --shards /shared/shards
    """
    from selon.batch.collecting import collect
    from selon.collect.columns import Columns
    from selon.ledger import Ledger

    if engine != "ray" and (address or shards):
        raise typer.BadParameter("--address and --shards are for --engine ray")
    tally, named = Tally(), Columns.parse(columns)
    if dry_run:
        _plan(collect(paths, columns=named), ledger, tally)
    else:
        with Ledger.open(ledger, create=True) as book:
            if engine == "ray":
                _add_by_ray(book, paths, named, jobs, address, shards, tally)
            else:
                add_readings(book, new_pages(book, collect(paths, columns=named), tally), jobs, tally, doing="adding")
    print(tally.what_was_found())
    print(tally.summary("would be added" if dry_run else "added"))
    if tally.failed:
        print(f"failed: {counted(tally.failures)}")
    if not tally.all_read:
        raise typer.Exit(SOME_FAILED)


class Tally:
    """What became of each page; failures, and what a reader should know of a page, are told at once."""

    def __init__(self) -> None:
        self.added = self.known = self.failed = 0
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
        tell(f"{error.page}: {error.reason}; it is kept, and nothing is read from it")

    def fail(self, error: PageError) -> None:
        """Name a page that cannot be read."""
        self.failed += 1
        self.failures[error.called] += 1
        tell(error)

    def note(self, source: str, reading: Reading) -> None:
        """Say what is wrong with a page that is read all the same."""
        for told in reading.article.told:
            if told.field == "mojibake":
                tell(f"{source}: has wrong letters in {told.value} places ({told.because}); it is read as it is: collect it again if you can")

    def what_was_found(self) -> str:
        """One line with the number of pages, and how many there are of each kind."""
        return f"found {self.found.total()} pages" + (f": {counted(self.found)}" if self.found else "")

    def summary(self, added: str) -> str:
        """One line with every count, and why things were passed over."""
        skipped = f"{self.skipped.total()} skipped" + (f" ({counted(self.skipped)})" if self.skipped else "")
        told = f"{self.added} {added}, {self.known} already there, {skipped}, {self.failed} failed"
        if self.unread:
            told += f"; of those added {self.unread.total()} kept unread ({counted(self.unread)})"
        if self.passages:
            told += f"; {self.passages.total()} paragraphs in other languages kept unread ({counted(self.passages)})"
        return told


def counted(counts: Counter[str]) -> str:
    """`2 en, 1 ru`, in the order of the names."""
    return ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))


def add_readings(book: Ledger, pages: Iterable[Page], jobs: int, tally: Tally, *, doing: str) -> None:
    """Read pages and put each into the ledger as soon as it is read; a person who stops it loses nothing that is in."""
    from selon.batch.local import read_pages

    _add_as_read(book, read_pages(pages, jobs=jobs), tally, doing=doing)


def _add_by_ray(book: Ledger, paths: list[Path], columns: Columns, workers: int, address: str | None, shards: Path | None, tally: Tally) -> None:
    """As `add_readings`, of pages that the workers of a cluster collect and read."""
    from selon.batch.local import reading_versions
    from selon.batch.ray import read_paths

    forgotten, met = book.forgotten(), set[str]()
    known = book.read_by(reading_versions()) | forgotten
    outcomes = read_paths(paths, workers=workers, address=address, shards=shards, known=known, columns=columns)

    def new() -> Iterator[tuple[Page, Reading | PageError]]:
        for found, read in outcomes:
            for page in only_pages([found], tally):
                if page.id in forgotten:
                    tally.skipped["forgotten before"] += 1
                elif read is None or page.id in met:
                    tally.known += 1
                else:
                    met.add(page.id)
                    yield page, read

    _add_as_read(book, new(), tally, doing="adding")


def _add_as_read(book: Ledger, pages: Iterable[tuple[Page, Reading | PageError]], tally: Tally, *, doing: str) -> None:
    from selon.batch.local import unread
    from selon.commands.progress import PageProgress
    from selon.errors import PageError, UnknownLanguage

    try:
        with PageProgress(doing) as progress:
            for page, read in pages:
                if isinstance(read, UnknownLanguage):  # in the ledger it waits for its pack
                    tally.keep_unread(read)
                    read = unread(page, read.language)
                if isinstance(read, PageError):
                    tally.fail(read)
                elif book.add(page, read):
                    tally.passages.update(passage.language for passage in read.article.other_languages)
                    tally.added += 1
                    tally.note(page.source, read)
                else:
                    tally.known += 1
                progress.step(page.source)
    except KeyboardInterrupt:
        tell(f"stopped; {tally.added} pages are done, and the same command goes on with the others")
        raise typer.Exit(STOPPED) from None


def _plan(found: Iterable[Found], ledger: str, tally: Tally) -> None:
    from selon.ledger import Ledger

    book = Ledger.open(ledger) if Ledger.is_at(ledger) else None
    tally.added = sum(1 for _ in new_pages(book, found, tally))
    if book:
        book.close()


def new_pages(book: Ledger | None, found: Iterable[Found], tally: Tally) -> Iterator[Page]:
    """Of what was collected, the pages that the ledger does not have; whatever else is there goes to the tally."""
    from selon.batch.local import reading_versions

    versions, met = reading_versions(), set()
    forgotten = book.forgotten() if book is not None else frozenset()
    for page in only_pages(found, tally):
        if page.id in forgotten:
            tally.skipped["forgotten before"] += 1
        elif page.id in met or (book is not None and book.has(page, versions)):
            tally.known += 1
        else:
            met.add(page.id)
            yield page


def only_pages(found: Iterable[Found], tally: Tally) -> Iterator[Page]:
    """The pages; errors and what was passed over go to the tally."""
    from selon.collect.encodings import split_media_type
    from selon.collect.found import Skipped
    from selon.errors import PageError

    for item in found:
        if isinstance(item, PageError):
            tally.fail(item)
        elif isinstance(item, Skipped):
            tally.skipped[item.reason] += 1
        else:
            tally.found[_KIND_NAMES[split_media_type(item.media_type)[0]]] += 1
            yield item


def read(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...", help="As for `selon add`: pages, archives, folders")] = None,
    from_jsonl: FromJsonl = None,
    columns: ColumnsOption = "",
    jobs: JobsOption = 1,
) -> None:
    """Read pages and print one JSON object for each; no ledger is used.

    Each object has the layers statements, quantities, dates, places, media, namings and figures, every item with its span in the
    text as given. Figures of all the pages that answer the same question have the same `fact`.

    With --from-jsonl each line is an object with `id` and `text`, and optionally `url`, `published` and `lang`.

    \b
    Examples:
      selon read report.html
      selon read --from-jsonl articles.jsonl > readings.jsonl
    """
    from selon.batch.collecting import collect
    from selon.batch.local import read_pages
    from selon.collect.columns import Columns
    from selon.collect.jsonl import read_articles

    if bool(files) == bool(from_jsonl):
        raise typer.BadParameter("give either files or --from-jsonl FILE")
    tally = Tally()
    given: Iterator[Page | GivenArticle]
    if from_jsonl:
        given = _without_errors(read_articles(from_jsonl), tally)
    else:
        given = only_pages(collect(files or (), columns=Columns.parse(columns)), tally)
    readings = list(_without_errors((read for _, read in read_pages(given, jobs=jobs, name=_article_names())), tally))
    for reading in readings:
        tally.note(reading.article.id, reading)
    _print_linked(readings)
    if tally.failed:
        raise typer.Exit(SOME_FAILED)


def link(
    from_jsonl: Annotated[Path, typer.Option("--from-jsonl", metavar="FILE", help="Articles with their layers, one JSON object on each line")],
) -> None:
    """Link the figures of articles that were read already, and print the articles again.

    Each line is an object as `selon read` prints it: text, statements, quantities, dates, places and figures. Whatever
    their `fact` is, the figures get the one that Selon finds: the same for all figures that answer the same question.

    \b
    Example:
      selon link --from-jsonl annotated.jsonl > linked.jsonl
    """
    from selon.compare import given_reading
    from selon.errors import NotText
    from selon.wire import from_wire

    def reading_of(line: bytes, name: str) -> Reading | PageError:
        import msgspec

        try:
            return given_reading(*from_wire(line))
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            return NotText(name, f"is no article with layers ({error})", "correct the line; `selon read` prints such lines")

    tally = Tally()
    _print_linked(list(_without_errors((reading_of(line, name) for name, line in _lines(from_jsonl)), tally)))
    if tally.failed:
        raise typer.Exit(SOME_FAILED)


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """Each line that is not empty, with its name in messages."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield f"{path}:{number}", line
    except OSError as error:
        raise typer.BadParameter(f"{path} cannot be opened ({error.strerror})", param_hint="--from-jsonl") from error


def _without_errors(items: Iterable[T | PageError], tally: Tally) -> Iterator[T]:
    from selon.errors import PageError

    for item in items:
        if isinstance(item, PageError):
            tally.fail(item)
        else:
            yield item


def _article_names() -> Callable[[Page | GivenArticle], str]:
    """Ids for articles: the one given, else the name of the page's file; where an earlier page has that, the whole path as given."""
    from selon.model import Page

    taken: set[str] = set()

    def name(page: Page | GivenArticle) -> str:
        if not isinstance(page, Page):
            return page.id
        short = Path(page.source).name
        chosen = page.source if short in taken else short
        taken.add(chosen)
        return chosen

    return name


def _print_linked(readings: list[Reading]) -> None:
    """The readings, their figures linked over all of them, as JSON Lines."""
    from selon.commands.options import write_json
    from selon.compare import link
    from selon.wire import to_wire

    for reading in link(readings):
        write_json(to_wire(reading))
