"""A PageError as a value that one process can send to another, and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from selon.errors import PageError


class Failure(msgspec.Struct, frozen=True):
    """The name of the error's class, its message, and what it carries."""

    kind: str
    told: str
    carried: dict[str, Any]


def failure_of(error: PageError) -> Failure:
    """The error as a value."""
    return Failure(type(error).__name__, str(error), dict(error.__dict__))


def page_error(failure: Failure) -> PageError:
    """The error again, of its own class."""
    kind = next((known for known in _kinds(PageError) if known.__name__ == failure.kind), PageError)
    error = kind.__new__(kind, failure.told)
    error.args = (failure.told,)
    error.__dict__.update(failure.carried)
    return error


def _kinds(kind: type[PageError]) -> Iterator[type[PageError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from _kinds(narrower)
