"""Commands that read pages: add, read, link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from selon.commands.options import JobsOption, LedgerOption, tell

if TYPE_CHECKING:
    from selon.errors import PageError, UnknownLanguage
    from selon.ledger import Ledger
    from selon.model import Page, Reading
    from selon.wire import GivenArticle

T = TypeVar("T")

SOME_FAILED = 1
STOPPED = 130

FromJsonl = Annotated[Path | None, typer.Option("--from-jsonl", metavar="FILE", help="Articles, one JSON object on each line")]


def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Pages (text, HTML, JSON Lines) and folders of them")],
    ledger: LedgerOption,
    jobs: JobsOption = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be added, and write nothing")] = False,
) -> None:
    """Read pages and put them into the ledger.

    The ledger is made where there is none. A page that it has already is left alone, so the same command can be run again at any
    time, also after it was interrupted. A page that cannot be read is named with the reason, and the others are added; the exit
    code is then 1.

    \b
    Example:
      selon add pages/ report.html --ledger flood.db
    """
    from selon.collect.files import collect_paths
    from selon.ledger import Ledger

    tally = Tally()
    if dry_run:
        _plan(paths, ledger, tally)
    else:
        with Ledger.open(ledger, create=True) as book:
            add_pages(book, new_pages(book, collect_paths(paths, skipped=tally.skipped), tally), jobs, tally)
    print(tally.summary("would be added" if dry_run else "added"))
    if not tally.all_read:
        raise typer.Exit(SOME_FAILED)


class Tally:
    """What became of each page; failures are told at once."""

    def __init__(self) -> None:
        self.added = self.known = self.failed = 0
        self.skipped: Counter[str] = Counter()
        self.unread: Counter[str] = Counter()
        self.passages: Counter[str] = Counter()

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
        tell(error)

    def summary(self, added: str) -> str:
        """One line with every count, and why files in folders were passed over."""
        skipped = f"{self.skipped.total()} skipped{listed(self.skipped)}"
        told = f"{self.added} {added}, {self.known} already there, {skipped}, {self.failed} failed"
        if self.unread:
            told += f"; of those added {self.unread.total()} kept unread{listed(self.unread)}"
        if self.passages:
            told += f"; {self.passages.total()} paragraphs in other languages kept unread{listed(self.passages)}"
        return told


def listed(counts: Counter[str]) -> str:
    """` (2 en, 1 ru)`, or nothing."""
    return f" ({', '.join(f'{count} {name}' for name, count in sorted(counts.items()))})" if counts else ""


def add_pages(book: Ledger, pages: Iterable[Page], jobs: int, tally: Tally) -> None:
    """Read the pages and write them into the ledger, each with its reading; a failure goes to the tally."""
    from selon.batch.local import read_pages, unread
    from selon.commands.progress import PageProgress
    from selon.errors import PageError, UnknownLanguage

    try:
        with PageProgress("adding") as progress:
            for page, read in read_pages(pages, jobs=jobs):
                if isinstance(read, UnknownLanguage):  # in the ledger it waits for its pack
                    tally.keep_unread(read)
                    read = unread(page, read.language)
                if isinstance(read, PageError):
                    tally.fail(read)
                elif book.add(page, read):
                    tally.passages.update(passage.language for passage in read.article.other_languages)
                    tally.added += 1
                else:
                    tally.known += 1
                progress.step(page.source)
    except KeyboardInterrupt:
        tell(f"stopped; {tally.added} pages are in the ledger, and the same command goes on with the others")
        raise typer.Exit(STOPPED) from None


def _plan(paths: Iterable[Path], ledger: str, tally: Tally) -> None:
    from selon.collect.files import collect_paths
    from selon.ledger import Ledger
    from selon.ledger.database import path_of

    book = Ledger.open(ledger) if path_of(ledger).exists() else None
    tally.added = sum(1 for _ in new_pages(book, collect_paths(paths, skipped=tally.skipped), tally))
    if book:
        book.close()


def new_pages(book: Ledger | None, found: Iterable[Page | PageError], tally: Tally) -> Iterator[Page]:
    """Of what was collected, the pages that the ledger does not have; whatever else is there goes to the tally."""
    from selon.batch.local import reading_versions
    from selon.errors import PageError

    versions, met = reading_versions(), set()
    for page in found:
        if isinstance(page, PageError):
            tally.fail(page)
        elif page.id in met or (book is not None and book.has(page, versions)):
            tally.known += 1
        else:
            met.add(page.id)
            yield page


def read(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...", help="Pages (text, HTML, JSON Lines) and folders of them")] = None,
    from_jsonl: FromJsonl = None,
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
    from selon.batch.local import read_pages
    from selon.collect.files import collect_paths
    from selon.collect.jsonl import read_articles

    if bool(files) == bool(from_jsonl):
        raise typer.BadParameter("give either files or --from-jsonl FILE")
    tally = Tally()
    given: Iterator[Page | GivenArticle] = _without_errors(read_articles(from_jsonl) if from_jsonl else collect_paths(files or ()), tally)
    read_all = read_pages(given, jobs=jobs, name=_article_names())
    _print_linked(list(_without_errors((read for _, read in read_all), tally)))
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
