"""Parsers of formats that are risky run in a process of their own, under limits of time and memory, and may die without losing the run.

The process is used again for the next page, and made anew when it has died. Its answers are values of known types (never pickles): a parser
that a hostile page has taken over cannot make its caller run anything.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import IO

from selon.batch.failures import page_error
from selon.batch.worker import OUT_OF_MEMORY_CODE, Answer, Clean, Open, read_message, write_message
from selon.errors import PageError, Stopped
from selon.model import Article, Page
from selon.settings import number

_BY_SIGNAL = {
    "SIGPROF": "used more than {seconds:g} s of computing",
    "SIGALRM": "did not end",
    "SIGKILL": "was killed: perhaps the machine ran out of memory",
}


class Guard:
    """One such process. Its questions are asked one after the other."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.close)

    def ask(self, question: Open | Clean, *, page: str) -> Iterator[Answer]:
        """Every answer to a question.

        Args:
            question: What to do.
            page: What the page is called in an error.

        Raises:
            Stopped: The process died of it.
        """
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        whole = False
        try:
            write_message(process.stdin, question)
            while not whole:
                answer = read_message(process.stdout, Answer)
                if answer is None:
                    raise self._stopped(process, page)
                whole = answer.done
                yield answer
        except BrokenPipeError:
            raise self._stopped(process, page) from None
        finally:
            if not whole:  # what it may still say belongs to no question
                self.close()

    def close(self) -> None:
        """End the process; the next question starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            _close(pipe)

    @property
    def process_id(self) -> int | None:
        """The process's number, None where there is none at the moment."""
        return self._process.pid if self._process else None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            command = [sys.executable, "-m", "selon.batch.worker"]
            # The same Selon as here, wherever this one was found.
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
        return self._process

    def _stopped(self, process: subprocess.Popen[bytes], page: str) -> Stopped:
        code = process.wait()
        if code == OUT_OF_MEMORY_CODE:
            why = f"needs more than {number('max_parse_bytes'):,.0f} bytes of memory"
        else:
            name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            why = _BY_SIGNAL.get(name, f"crashed ({name})").format(seconds=number("max_parse_s"))
        return Stopped(page, f"stopped its parser, which {why}" if code != OUT_OF_MEMORY_CODE else f"{why} to be parsed")


def clean_guarded(page: Page, id: str) -> Article:
    """As `clean_page` with every language that is known, in this process's own guard.

    Raises:
        PageError: It cannot be read; Stopped where its parser died.
    """
    # All of them: a question that is left before its end costs the process.
    answer, *_ = cleaning_guard().ask(Clean(page, id), page=page.source)
    if answer.failure is not None:
        raise page_error(answer.failure)
    if answer.article is None:
        raise PageError(page.source)
    return answer.article


@cache
def cleaning_guard() -> Guard:
    """The guard of this process that cleans."""
    return Guard()


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except BrokenPipeError:
        pass
