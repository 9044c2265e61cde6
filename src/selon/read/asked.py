"""What the readers of statements ask again and again of one sentence: the answers are kept with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from selon.read.passages import Passage

T = TypeVar("T")


class EndOf(Protocol):
    """The number of the first token after what begins at token `start`, before token `stop`."""

    def __call__(self, passage: Passage, start: int, stop: int | None = None) -> int:
        """Ask a passage."""


def once(ask: Callable[[Passage, int, int | None], int]) -> EndOf:
    """Where something ends that begins at a token is asked again by one frame after the other: a passage keeps the answers."""

    @wraps(ask)
    def answer(passage: Passage, start: int, stop: int | None = None) -> int:
        known = passage.known_ends.get(ask)
        if known is None:
            known = passage.known_ends[ask] = {}
        key = start if stop is None else (start, stop)
        if (end := known.get(key)) is None:
            end = known[key] = ask(passage, start, stop)
        return end

    return answer


def kept(ask: Callable[[Passage], T]) -> Callable[[Passage], T]:
    """What is asked of the whole sentence more than once: it keeps the answer."""

    @wraps(ask)
    def answer(passage: Passage) -> T:
        try:
            found: T = passage.answers[ask]
        except KeyError:
            found = passage.answers[ask] = ask(passage)
        return found

    return answer
