"""Commands that read pages: add, read, link."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from selon.commands.options import JobsOption, LedgerOption, tell

if TYPE_CHECKING:
    from selon.batch.adding import Tally
    from selon.collect.columns import Columns
    from selon.collect.found import Found
    from selon.errors import PageError
    from selon.ledger import Ledger
    from selon.model import Page, Reading
    from selon.wire import GivenArticle

T = TypeVar("T")
Engine = Literal["local", "ray"]

SOME_FAILED = 1
STOPPED = 130

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
    from selon.batch.adding import Tally, counted, new_pages
    from selon.batch.collecting import collect
    from selon.collect.columns import Columns
    from selon.ledger import Ledger

    if engine != "ray" and (address or shards):
        raise typer.BadParameter("--address and --shards are for --engine ray")
    tally, named = Tally(tell), Columns.parse(columns)
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


def add_readings(book: Ledger, pages: Iterable[Page], jobs: int, tally: Tally, *, doing: str) -> None:
    """Read pages and put each into the ledger as soon as it is read; a person who stops it loses nothing that is in."""
    from selon.batch.adding import put_readings

    with _interruptible(doing, tally) as done:
        put_readings(book, pages, tally, jobs=jobs, done=done)


def _add_by_ray(book: Ledger, paths: list[Path], columns: Columns, workers: int, address: str | None, shards: Path | None, tally: Tally) -> None:
    """As `add_readings`, of pages that the workers of a cluster collect and read."""
    from selon.batch.adding import new_outcomes, put_read
    from selon.batch.local import reading_versions
    from selon.batch.ray import read_paths

    known = book.read_by(reading_versions()) | book.forgotten()
    outcomes = read_paths(paths, workers=workers, address=address, shards=shards, known=known, columns=columns)
    # Ray prints its own messages, as of a worker that was lost; standard output is for results.
    with redirect_stdout(sys.stderr), _interruptible("adding", tally) as done:
        put_read(book, new_outcomes(book, outcomes, tally), tally, done=done)


@contextmanager
def _interruptible(doing: str, tally: Tally) -> Iterator[Callable[[str], None]]:
    """Shows progress; gives what is told after each page."""
    from selon.commands.progress import PageProgress

    try:
        with PageProgress(doing) as progress:
            yield progress.step
    except KeyboardInterrupt:
        tell(f"stopped; {tally.added} pages are done, and the same command goes on with the others")
        raise typer.Exit(STOPPED) from None


def _plan(found: Iterable[Found], ledger: str, tally: Tally) -> None:
    from selon.batch.adding import new_pages
    from selon.ledger import Ledger

    book = Ledger.open(ledger) if Ledger.is_at(ledger) else None
    tally.added = sum(1 for _ in new_pages(book, found, tally))
    if book:
        book.close()


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
    from selon.batch.adding import Tally, only_pages
    from selon.batch.collecting import collect
    from selon.batch.local import read_pages
    from selon.collect.columns import Columns
    from selon.collect.jsonl import read_articles

    if bool(files) == bool(from_jsonl):
        raise typer.BadParameter("give either files or --from-jsonl FILE")
    tally = Tally(tell)
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
    from selon.batch.adding import Tally
    from selon.compare import given_reading
    from selon.errors import NotText
    from selon.wire import from_wire

    def reading_of(line: bytes, name: str) -> Reading | PageError:
        import msgspec

        try:
            return given_reading(*from_wire(line))
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            return NotText(name, f"is no article with layers ({error})", "correct the line; `selon read` prints such lines")

    tally = Tally(tell)
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
