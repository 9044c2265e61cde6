"""What the readers of statements ask again and again of one sentence: the answers are kept with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, overload

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
        if ask not in passage.answers:
            passage.answers[ask] = ask(passage)
        found: T = passage.answers[ask]
        return found

    return answer


class Asked(Generic[T]):
    """A property that is found when it is first asked for. As `functools.cached_property`, without its lock: a sentence is one thread's."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self._find = find
        self.__doc__ = find.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, one: None, owner: type) -> Asked[T]: ...
    @overload
    def __get__(self, one: object, owner: type) -> T: ...

    def __get__(self, one: object | None, owner: type) -> Asked[T] | T:
        if one is None:
            return self
        found = one.__dict__[self._name] = self._find(one)
        return found
