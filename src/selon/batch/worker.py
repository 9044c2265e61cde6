"""The process that a Guard runs (`python -m selon.batch.worker`): it unpacks files and cleans pages, and limits itself.

Questions come on standard input and answers go to standard output, each as its length and a MessagePack value. Before each piece of work two
alarms are set, one for computing time, one for the clock; they end the process wherever it is, also within a library written in C. Memory is
limited for the whole process.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import IO, TypeVar

import msgspec

from selon.batch.failures import Failure, failure_of
from selon.collect.files import File, open_file
from selon.collect.found import Place, Skipped, Within
from selon.errors import PageError
from selon.model import Article, Page
from selon.settings import number

T = TypeVar("T")

_LENGTH_BYTES = 8
OUT_OF_MEMORY_CODE = 3
_LEAST_LEFT = 1_000_000
# The clock runs on while other programs compute, on a busy machine many times as fast: it only ends what waits for something that never comes.
_CLOCK_TIMES = 12


class Open(msgspec.Struct, frozen=True, tag=True):
    """Open a file and give all that is found in it; `after` as for `open_source`."""

    file: File
    after: Place = ()


class Clean(msgspec.Struct, frozen=True, tag=True):
    """Make an article of a page."""

    page: Page
    id: str


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """One of the values, or `done` where nothing more follows. `within` is none that was found: it says where the next is."""

    page: Page | None = None
    skipped: Skipped | None = None
    article: Article | None = None
    failure: Failure | None = None
    within: Within | None = None
    done: bool = False


def write_message(stream: IO[bytes], message: msgspec.Struct) -> None:
    """Send one value."""
    packed = msgspec.msgpack.encode(message)
    stream.write(len(packed).to_bytes(_LENGTH_BYTES, "big") + packed)
    stream.flush()


def read_message(stream: IO[bytes], kind: type[T]) -> T | None:
    """The next value; None where the other side has gone, also in the middle of it."""
    length = stream.read(_LENGTH_BYTES)
    if len(length) < _LENGTH_BYTES:
        return None
    size = int.from_bytes(length, "big")
    packed = stream.read(size)
    return msgspec.msgpack.decode(packed, type=kind) if len(packed) == size else None


def answers(question: Open | Clean, tell: Callable[[Within], None]) -> Iterator[Answer]:
    """The answers to one question, without the end mark. Whatever goes wrong is that page's failure."""
    source = question.file.path if isinstance(question, Open) else question.page.source
    try:
        if isinstance(question, Clean):
            yield Answer(article=_cleaned(question))
            return
        for found in open_file(question.file, after=question.after, tell=tell):
            if isinstance(found, Page):
                yield Answer(page=found)
            elif isinstance(found, Skipped):
                yield Answer(skipped=found)
            else:
                yield Answer(failure=failure_of(found))
    except PageError as error:
        yield Answer(failure=failure_of(error))
    except MemoryError:
        raise
    except Exception as error:
        bytearray(_LEAST_LEFT)  # a MemoryError here: without memory libraries fail in ways of their own (ImportError, SyntaxError)
        told = f"made Selon fail ({type(error).__name__}: {error})"
        yield Answer(failure=failure_of(PageError(source, told, "please report this as a bug, with the page")))


def _cleaned(question: Clean) -> Article:
    from selon.clean.article import clean_page
    from selon.languages import known_languages, load_pack

    return clean_page(question.page, packs=[load_pack(code) for code in known_languages()], id=question.id)


def main() -> None:
    """Answer until standard input ends."""
    _limit_memory()
    # Nothing but answers may reach the caller, whatever a library prints.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    try:
        while (question := read_message(sys.stdin.buffer, Open | Clean)) is not None:  # type: ignore[arg-type]
            given = answers(question, lambda within: write_message(out, Answer(within=within)))
            while (answer := _within_time(given)) is not None:
                write_message(out, answer)
            write_message(out, Answer(done=True))
    except MemoryError:
        os._exit(OUT_OF_MEMORY_CODE)
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(0)


def _within_time(given: Iterator[Answer]) -> Answer | None:
    """The next answer; the process ends where it takes too long."""
    _set_alarms(number("max_parse_s"))
    try:
        return next(given, None)
    finally:
        _set_alarms(0)


def _set_alarms(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, _CLOCK_TIMES * seconds)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # no such limits on this system
        return
    limit = int(number("max_parse_bytes"))
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
