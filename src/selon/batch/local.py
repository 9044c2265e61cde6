"""Reading many pages on one machine, in this process or in several; what is read from a page depends on neither."""

from __future__ import annotations

import multiprocessing
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from selon import __version__
from selon.batch.guard import clean_guarded
from selon.clean.article import clean_page, clean_text, unread_article
from selon.collect.encodings import split_media_type
from selon.errors import PageError, SelonError
from selon.garbage import look_rarely
from selon.languages import known_languages, load_pack
from selon.model import Article, Page, Reading
from selon.pipeline import Reader
from selon.read.paragraphs import Begun
from selon.wire import GivenArticle

# So many pages are read together, fewer where they are large: the parser takes less time for many sentences at once.
_TOGETHER, _BYTES = 8, 1_000_000
# So many such batches per process are handed out ahead: enough to keep each busy, few enough to be held in memory.
_AHEAD = 2
_UNREAD = f"selon {__version__} unread"

Given = Page | GivenArticle
Read = Reading | PageError
Item = TypeVar("Item", bound=Given)
T = TypeVar("T")
Named = tuple[Given, str]


def name_of(given: Given) -> str:
    """What an article is called in a ledger, or the id that it came with."""
    return given.id


def read_pages(pages: Iterable[Item], *, jobs: int = 1, name: Callable[[Item], str] = name_of) -> Iterator[tuple[Item, Read]]:
    """Each page with its reading, in the order of `pages`; a page that cannot be read comes with the reason and stops nothing.

    Args:
        pages: Pages, or articles whose text is given; taken as they are needed, a few ahead of what is read.
        jobs: The number of processes; 1 reads in this one.
        name: Gives the id of the article; called once for each page, in their order.
    """
    batches = _batches(iter(pages), name)
    if jobs == 1:
        return (done for batch in batches for done in _with_pages(batch, read_together(batch)))
    return _read_in_processes(batches, jobs)


def reading_versions() -> frozenset[str]:
    """The versions that readings made now carry: one for each language, and one for pages in no language that is read."""
    return frozenset(_reader(language).version for language in known_languages()) | {_UNREAD}


def unread(page: Page, language: str | None) -> Reading:
    """What is kept of a page in a language that no pack reads: its article, and nothing read from it.

    Raises:
        NotText: It shows no text.
    """
    return Reading(version=_UNREAD, article=unread_article(page, language))


def read_page(page: Given, id: str) -> Read:
    """One page's reading, or why there is none."""
    (read,) = read_together([(page, id)])
    return read


def read_together(given: Sequence[Named]) -> list[Read]:
    """The readings of some pages, each with the id that comes with it. Whatever goes wrong in a page is that page's failure: a bug met in
    the night must not stop the other pages.

    Raises:
        SelonError: What is wrong is none of a page's: a setting, a language pack, a plug-in.
    """
    begun = [_attempt(page, partial(_begin, page, id)) for page, id in given]
    for language in known_languages():
        mine = [one for one in begun if isinstance(one, Begun) and one.article.language == language]
        if mine:  # what goes wrong here goes wrong again where the page to blame is finished
            _attempt(given[0][0], partial(_reader(language).prepare, mine))
    return [one if isinstance(one, PageError) else _attempt(page, partial(_finish, one)) for (page, _), one in zip(given, begun, strict=True)]


def _attempt(page: Given, work: Callable[[], T]) -> T | PageError:
    try:
        return work()
    except PageError as error:
        return error
    except SelonError:
        raise
    except Exception as error:
        return PageError(_source(page), f"made Selon fail ({_told(error)})", "please report this as a bug, with the page")


def _begin(page: Given, id: str) -> Begun:
    article = _article(page, id)
    return _reader(article.language).begin(article)


def _finish(begun: Begun) -> Reading:
    return _reader(begun.article.language).finish(begun)


def _article(page: Given, id: str) -> Article:
    packs = [load_pack(language) for language in known_languages()]
    if isinstance(page, Page):
        is_plain = split_media_type(page.media_type)[0] == "text/plain"
        return clean_page(page, packs=packs, id=id) if is_plain else clean_guarded(page, id)
    pack = next((pack for pack in packs if pack.code == page.lang), packs[0])
    return clean_text(id, page.text, pack=pack, url=page.url, published=page.published, language=page.lang)


def _source(page: Given) -> str:
    return page.source if isinstance(page, Page) else page.id


def _told(error: Exception) -> str:
    """Kind, message and place of an error that nobody foresaw, on one line."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {error}{where}"


@cache
def _reader(language: str) -> Reader:
    return Reader(language)


def _batches(pages: Iterator[Item], name: Callable[[Item], str]) -> Iterator[list[tuple[Item, str]]]:
    """The pages with their ids, so many at a time as are read together."""
    while batch := [(page, name(page)) for page in _next_pages(pages)]:
        yield batch


def _next_pages(pages: Iterator[Item]) -> Iterator[Item]:
    size = 0
    for page in islice(pages, _TOGETHER):
        yield page
        size += len(page.content) if isinstance(page, Page) else len(page.text)
        if size >= _BYTES:
            return


def _with_pages(batch: list[tuple[Item, str]], reads: list[Read]) -> Iterator[tuple[Item, Read]]:
    return ((page, read) for (page, _), read in zip(batch, reads, strict=True))


def _read_in_processes(batches: Iterator[list[tuple[Item, str]]], jobs: int) -> Iterator[tuple[Item, Read]]:
    pool = _workers(jobs)
    ahead: deque[tuple[list[tuple[Item, str]], Future[list[Read]]]] = deque()
    try:
        while True:
            for batch in islice(batches, jobs * _AHEAD - len(ahead)):
                ahead.append((batch, _submit(pool, batch)))
            if not ahead:
                return
            batch, future = ahead.popleft()
            try:
                reads = future.result()
            except BrokenProcessPool:
                # Some page took its process down, and the pool with it. These are tried one by one, the others in new processes.
                pool.shutdown()
                reads = list(_read_one_by_one(batch))
                pool = _workers(jobs)
                ahead = deque((other, _submit(pool, other)) for other, _ in ahead)
            yield from _with_pages(batch, reads)
    finally:
        pool.shutdown(cancel_futures=True)


def _read_one_by_one(batch: Sequence[Named]) -> Iterator[Read]:
    pool = _workers(1)
    try:
        for page, id in batch:
            try:
                yield from _submit(pool, [(page, id)]).result()
            except BrokenProcessPool:
                yield PageError(_source(page), "crashed the process that read it", "look for what is odd in the page, or split it")
                pool.shutdown()
                pool = _workers(1)
    finally:
        pool.shutdown()


def _workers(jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a progress bar's thread and open connections to the ledger do not survive a fork.
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=look_rarely)


def _submit(pool: ProcessPoolExecutor, batch: Sequence[Named]) -> Future[list[Read]]:
    try:
        return pool.submit(read_together, batch)
    except BrokenProcessPool as error:
        broken: Future[list[Read]] = Future()
        broken.set_exception(error)
        return broken
