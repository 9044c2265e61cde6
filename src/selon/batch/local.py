"""Reading many pages on one machine, in this process or in several; what is read from a page depends on neither."""

from __future__ import annotations

import multiprocessing
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

from selon import __version__
from selon.batch.guard import clean_guarded
from selon.clean.article import clean_page, clean_text, unread_article
from selon.collect.encodings import split_media_type
from selon.errors import PageError, SelonError
from selon.languages import known_languages, load_pack
from selon.model import Article, Page, Reading
from selon.pipeline import Reader
from selon.wire import GivenArticle

# So many pages per process are handed out ahead: enough to keep each busy, few enough to be held in memory.
_AHEAD = 4
_UNREAD = f"selon {__version__} unread"

Given = Page | GivenArticle
Read = Reading | PageError
Item = TypeVar("Item", bound=Given)


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
    if jobs == 1:
        return ((page, read_page(page, name(page))) for page in pages)
    return _read_in_processes(iter(pages), jobs, name)


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
    """One page's reading. Whatever goes wrong in it is that page's failure: a bug met in the night must not stop the other pages.

    Raises:
        SelonError: What is wrong is none of the page's: a setting, a language pack, a plug-in.
    """
    try:
        article = _article(page, id)
        return _reader(article.language).read(article)
    except PageError as error:
        return error
    except SelonError:
        raise
    except Exception as error:
        return PageError(_source(page), f"made Selon fail ({_told(error)})", "please report this as a bug, with the page")


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


def _read_in_processes(pages: Iterator[Item], jobs: int, name: Callable[[Item], str]) -> Iterator[tuple[Item, Read]]:
    pool = _workers(jobs)
    ahead: deque[tuple[Item, str, Future[Read]]] = deque()
    try:
        while True:
            for page in islice(pages, jobs * _AHEAD - len(ahead)):
                id = name(page)
                ahead.append((page, id, _submit(pool, page, id)))
            if not ahead:
                return
            page, id, future = ahead.popleft()
            try:
                read = future.result()
            except BrokenProcessPool:
                # Some page took its process down, and the pool with it. This one is tried alone, the others in new processes.
                pool.shutdown()
                read = _read_alone(page, id)
                pool = _workers(jobs)
                ahead = deque((other, its_id, _submit(pool, other, its_id)) for other, its_id, _ in ahead)
            yield page, read
    finally:
        pool.shutdown(cancel_futures=True)


def _read_alone(page: Given, id: str) -> Read:
    with _workers(1) as pool:
        try:
            return _submit(pool, page, id).result()
        except BrokenProcessPool:
            return PageError(_source(page), "crashed the process that read it", "look for what is odd in the page, or split it")


def _workers(jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a progress bar's thread and open connections to the ledger do not survive a fork.
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def _submit(pool: ProcessPoolExecutor, page: Given, id: str) -> Future[Read]:
    try:
        return pool.submit(read_page, page, id)
    except BrokenProcessPool as error:
        broken: Future[Read] = Future()
        broken.set_exception(error)
        return broken
